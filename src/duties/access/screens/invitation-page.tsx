import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useLanguage, useSay } from "#web/i18n/language.tsx";
import { PasswordField } from "#web/ui/field.tsx";
import { IconFingerprint } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { problemAt } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { signInTrouble, useComingIn, useDevice } from "./coming-in.ts";
import { canUsePasskeys, makePasskey } from "./passkey.ts";
import { SignInFrame } from "./public.tsx";
import css from "./sign-in.module.css";
import { words } from "./words.ts";

type Invitation = Output<"invitation.look">;

/** Where an invitation leads: who one is here, a password or a passkey, and in. */
export const InvitationPage = () => {
  const t = useSay();
  const { choose } = useLanguage();
  const [token] = useState(() => window.location.hash.slice(1));
  // Looking changes nothing; it is a command only so that the secret stays out of addresses.
  const { data, error } = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => give("invitation.look", { token }),
    retry: false,
    staleTime: Infinity,
  });
  const language = data?.language;
  useEffect(() => {
    if (language) choose(language);
  }, [language, choose]);
  if (data) return <Accept token={token} invitation={data} />;
  return (
    <SignInFrame title={error ? t(words.linkGone) : "…"} backLink={Boolean(error)}>
      {error ? <p className={css["help"]}>{t(words.linkGoneHelp)}</p> : <WaitingRows rows={2} />}
    </SignInFrame>
  );
};

const Accept = ({ token, invitation }: { token: string; invitation: Invitation }) => {
  const t = useSay();
  const comeIn = useComingIn();
  const device = useDevice();
  const company = useAsk("company.profile", {});
  const [password, setPassword] = useState("");
  const [accepted, setAccepted] = useState(false);
  const [busy, setBusy] = useState<"password" | "passkey" | undefined>();
  const [trouble, setTrouble] = useState<unknown>();
  const attempt = async (way: "password" | "passkey", work: () => Promise<void>): Promise<void> => {
    setBusy(way);
    setTrouble(undefined);
    await work().then(comeIn, setTrouble);
    setBusy(undefined);
  };
  const byPassword = async (): Promise<void> => {
    await give(accepted ? "password.change" : "invitation.accept", accepted ? { password } : ({ token, password, device } as never));
  };
  const byPasskey = async (): Promise<void> => {
    // The invitation works once: whoever closes the browser's question may try again without it.
    if (!accepted) await give("invitation.accept", { token, device });
    setAccepted(true);
    await makePasskey(device);
  };
  const atField = problemAt(trouble, "password");
  return (
    <SignInFrame title={t(words.welcome, invitation.name)}>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void attempt("password", byPassword);
        }}
      >
        <p className={css["help"]}>{t(words.inviteHelp, company.data?.name ?? "Kerani", invitation.email)}</p>
        {trouble && !atField ? <Notice kind="trouble">{signInTrouble(trouble, t)}</Notice> : null}
        <input type="hidden" name="username" autoComplete="username" value={invitation.email} readOnly />
        <PasswordField
          label={words.newPassword}
          help={words.newPasswordHelp}
          error={atField}
          name="password"
          autoComplete="new-password"
          required
          autoFocus
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="md" fullWidth loading={busy === "password"}>
          {t(words.begin)}
        </Button>
      </form>
      {canUsePasskeys() ? (
        <div className={css["ways"]}>
          <p className={css["or"]}>{t(words.or)}</p>
          <Button
            variant="default"
            size="md"
            fullWidth
            leftSection={<IconFingerprint size={20} aria-hidden />}
            loading={busy === "passkey"}
            onClick={() => void attempt("passkey", byPasskey)}
          >
            {t(words.beginWithPasskey)}
          </Button>
          <p className={css["small"]}>{t(words.passkeyHelp)}</p>
        </div>
      ) : null}
    </SignInFrame>
  );
};
