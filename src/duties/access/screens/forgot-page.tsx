import { Button } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { generalProblem } from "#web/ui/trouble.ts";
import { SignInFrame } from "./public.tsx";
import css from "./sign-in.module.css";
import { words } from "./words.ts";

/** Asks for a link to a new password; says the same whether or not there is such an account. */
export const ForgotPage = () => {
  const t = useSay();
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const send = (): void => {
    setBusy(true);
    setTrouble(undefined);
    give("password.forgot", { email })
      .then(() => setSentTo(email), setTrouble)
      .finally(() => setBusy(false));
  };
  const general = generalProblem(trouble, t, ["email"]);
  return (
    <SignInFrame title={t(words.forgotTitle)} backLink>
      {sentTo ? (
        <Notice kind="good">{t(words.linkSent, sentTo)}</Notice>
      ) : (
        <form
          className={css["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <p className={css["help"]}>{t(words.forgotHelp)}</p>
          {general ? <Notice kind="trouble">{general}</Notice> : null}
          <TextField
            label={words.email}
            path="email"
            refusal={trouble}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={setEmail}
          />
          <Button type="submit" size="md" fullWidth loading={busy}>
            {t(words.sendLink)}
          </Button>
        </form>
      )}
    </SignInFrame>
  );
};
