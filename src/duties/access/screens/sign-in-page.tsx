import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { ask, give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { PasswordField, TextField } from "#web/ui/field.tsx";
import { IconFingerprint, IconShieldLock } from "#web/ui/icons.ts";
import { Notice } from "#web/ui/notice.tsx";
import { CodeForm } from "./code-form.tsx";
import { signInTrouble, useComingIn, useDevice } from "./coming-in.ts";
import { canUsePasskeys, openWithPasskey } from "./passkey.ts";
import { SignInFrame } from "./public.tsx";
import css from "./sign-in.module.css";
import { words } from "./words.ts";

/** Signing in: e-mail and password, a passkey, or the company's own account. */
export const SignInPage = () => {
  const t = useSay();
  const comeIn = useComingIn();
  const device = useDevice();
  const ways = useAsk("session.ways", {});
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [step, setStep] = useState<"password" | "code">("password");
  const [busy, setBusy] = useState<"password" | "passkey" | "oidc" | undefined>();
  const [trouble, setTrouble] = useState<unknown>();
  const attempt = async (way: "password" | "passkey" | "oidc", work: () => Promise<void>): Promise<void> => {
    setBusy(way);
    setTrouble(undefined);
    await work().catch(setTrouble);
    setBusy(undefined);
  };
  const byPassword = async (): Promise<void> => {
    const opened = await give("session.open", { email, password, device });
    if (opened.step === "confirm") setStep("code");
    else comeIn();
  };
  const oidc = ways.data?.oidc;
  if (step === "code") return <CodeForm onIn={comeIn} onBack={() => setStep("password")} />;
  return (
    <SignInFrame title={t(words.signIn)}>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void attempt("password", byPassword);
        }}
      >
        {trouble ? <Notice kind="trouble">{signInTrouble(trouble, t)}</Notice> : null}
        <TextField
          label={words.email}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          label={words.password}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="md" fullWidth loading={busy === "password"}>
          {t(words.signIn)}
        </Button>
      </form>
      <div className={css["ways"]}>
        {canUsePasskeys() || oidc ? <p className={css["or"]}>{t(words.or)}</p> : null}
        {canUsePasskeys() ? (
          <>
            <Button
              variant="default"
              size="md"
              fullWidth
              leftSection={<IconFingerprint size={20} aria-hidden />}
              loading={busy === "passkey"}
              onClick={() => void attempt("passkey", () => openWithPasskey(device).then(comeIn))}
            >
              {t(words.withPasskey)}
            </Button>
            <p className={css["small"]}>{t(words.passkeyHelp)}</p>
          </>
        ) : null}
        {oidc ? (
          <Button
            variant="default"
            size="md"
            fullWidth
            leftSection={<IconShieldLock size={20} aria-hidden />}
            loading={busy === "oidc"}
            onClick={() => void attempt("oidc", async () => window.location.assign((await ask("oidc.begin", {})).url))}
          >
            {t(words.withCompany, oidc.label)}
          </Button>
        ) : null}
      </div>
      <p className={css["foot"]}>
        <Link href="/sign-in/forgot">{t(words.forgot)}</Link>
      </p>
    </SignInFrame>
  );
};
