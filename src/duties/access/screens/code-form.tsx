import { Button } from "@mantine/core";
import { useState } from "react";
import { give, type Input } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { TextField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { signInTrouble, useDevice } from "./coming-in.ts";
import { SignInFrame } from "./public.tsx";
import css from "./sign-in.module.css";
import { words } from "./words.ts";

/** The second step: the authenticator's code, or a recovery code where the phone is gone. */
export const CodeForm = ({ onIn, onBack }: { onIn(): void; onBack(): void }) => {
  const t = useSay();
  const device = useDevice();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const confirm = (): void => {
    setBusy(true);
    setTrouble(undefined);
    give("session.confirm", { code, device } as Input<"session.confirm">)
      .then(onIn, setTrouble)
      .finally(() => setBusy(false));
  };
  return (
    <SignInFrame title={t(words.codeTitle)}>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        {trouble ? <Notice kind="trouble">{signInTrouble(trouble, t)}</Notice> : null}
        <TextField
          label={words.code}
          help={words.codeHelp}
          name="code"
          autoComplete="one-time-code"
          required
          autoFocus
          value={code}
          onChange={setCode}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t(words.goOn)}
        </Button>
        <Button variant="subtle" size="md" fullWidth onClick={onBack}>
          {t(words.back)}
        </Button>
      </form>
    </SignInFrame>
  );
};
