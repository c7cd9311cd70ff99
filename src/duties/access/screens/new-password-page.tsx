import { Button } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { PasswordField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { generalProblem } from "#web/ui/trouble.ts";
import { CodeForm } from "./code-form.tsx";
import { useComingIn, useDevice } from "./coming-in.ts";
import { SignInFrame } from "./public.tsx";
import css from "./sign-in.module.css";
import { words } from "./words.ts";

/** Where the mailed link leads: a new password, and in. A second factor is still asked for. */
export const NewPasswordPage = () => {
  const t = useSay();
  const comeIn = useComingIn();
  const device = useDevice();
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState("");
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const set = (): void => {
    setBusy(true);
    setTrouble(undefined);
    give("password.reset", { token, password, device })
      .then(({ step }) => (step === "confirm" ? setConfirming(true) : comeIn()), setTrouble)
      .finally(() => setBusy(false));
  };
  if (confirming) return <CodeForm onIn={comeIn} onBack={() => setConfirming(false)} />;
  const general = generalProblem(trouble, t, ["password"]);
  return (
    <SignInFrame title={t(words.newPasswordTitle)} backLink>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          set();
        }}
      >
        {general ? <Notice kind="trouble">{general}</Notice> : null}
        <PasswordField
          label={words.newPassword}
          help={words.newPasswordHelp}
          path="password"
          refusal={trouble}
          name="password"
          autoComplete="new-password"
          required
          autoFocus
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t(words.setPassword)}
        </Button>
      </form>
    </SignInFrame>
  );
};
