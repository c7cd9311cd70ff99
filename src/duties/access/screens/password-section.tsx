import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { PasswordField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { words } from "./account-words.ts";
import { useProof } from "./proof.tsx";

/** One's password: changed with the one before, or set for the first time after a fresh proof. */
export const PasswordSection = () => {
  const t = useSay();
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={t(words.password)}
      help={t(me.password ? words.passwordSet : words.passwordNone)}
      acts={open ? null : <ActButton label={me.password ? words.changePassword : words.setPassword} onAct={() => setOpen(true)} />}
    >
      {open ? <PasswordForm hasOne={me.password} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
};

const PasswordForm = ({ hasOne, onClose }: { hasOne: boolean; onClose(): void }) => {
  const t = useSay();
  const proving = useProof();
  const form = useRun();
  const [present, setPresent] = useState("");
  const [password, setPassword] = useState("");
  const save = async (): Promise<void> => {
    const wish = { password, ...(hasOne ? { present } : {}) };
    if (await form.run(() => proving(() => give("password.change", wish)), t(words.passwordChanged), ["session"])) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md" maw={420}>
        <Trouble of={form} fields={["present", "password"]} />
        {hasOne ? (
          <PasswordField
            label={words.present}
            path="present"
            refusal={form.refusal}
            autoComplete="current-password"
            required
            autoFocus
            value={present}
            onChange={setPresent}
          />
        ) : null}
        <PasswordField
          label={words.newPassword}
          help={words.newPasswordHelp}
          path="password"
          refusal={form.refusal}
          autoComplete="new-password"
          required
          value={password}
          onChange={setPassword}
        />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};
