import { Group, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, PasswordField, ProseField, TextField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words as kit } from "#web/ui/words.ts";
import css from "./company.module.css";
import { words } from "./words.ts";

type Present = Output<"mail.receiving">;
type Security = "tls" | "starttls" | "plain";

const USUAL = { host: "", port: "993", security: "tls", user: "", password: "", folder: "INBOX" };

/** The addresses of the desk, and the mailbox from which Kerani fetches. */
export const ReceivingSection = () => {
  const t = useSay();
  const { data } = useAsk("mail.receiving", {});
  return (
    <Section title={t(words.receiving)} help={t(words.receivingHelp)}>
      {data ? <ReceivingForm present={data} /> : <WaitingRows rows={2} />}
    </Section>
  );
};

const ReceivingForm = ({ present }: { present: Present }) => {
  const t = useSay();
  const form = useRun();
  const [addresses, setAddresses] = useState(present.addresses.join("\n"));
  const [fetches, setFetches] = useState(present.mailbox !== null);
  const [box, setBox] = useState({ ...USUAL, ...present.mailbox, port: String(present.mailbox?.port ?? USUAL.port) });
  const at = (field: keyof typeof USUAL) => ({
    path: `mailbox.${field}`,
    refusal: form.refusal,
    value: box[field],
    onChange: (value: string): void => setBox((before) => ({ ...before, [field]: value })),
  });
  const save = (): void => {
    const { port, security, password, ...rest } = box;
    const mailbox = { ...rest, port: Number(port), security: security as Security, ...(password ? { password } : {}) };
    const wish = { addresses: addresses.split(/[\s,]+/).filter(Boolean), mailbox: fetches ? mailbox : null };
    void form.run(() => give("mail.receive", wish), t(kit.saved), ["mail", "setting"]);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="md" maw={560}>
        <ProseField
          label={words.addresses}
          help={words.addressesHelp}
          path="addresses"
          refusal={form.refusal}
          optional
          spellCheck={false}
          value={addresses}
          onChange={setAddresses}
        />
        <Switch label={t(words.fetches)} checked={fetches} onChange={(event) => setFetches(event.currentTarget.checked)} />
        {fetches ? (
          <>
            <div className={css["two"]}>
              <TextField label={words.imapHost} required autoComplete="off" spellCheck={false} {...at("host")} />
              <TextField label={words.port} required inputMode="numeric" {...at("port")} />
            </div>
            <ChoiceField
              label={words.security}
              choices={[
                { value: "tls", label: "TLS" },
                { value: "starttls", label: "STARTTLS" },
                { value: "plain", label: t(words.plain) },
              ]}
              {...at("security")}
            />
            <div className={css["halves"]}>
              <TextField label={words.user} required autoComplete="off" {...at("user")} />
              <PasswordField
                label={words.mailPassword}
                help={present.mailbox ? words.keepPassword : undefined}
                autoComplete="new-password"
                {...at("password")}
              />
            </div>
            <TextField label={words.folder} required {...at("folder")} />
          </>
        ) : null}
        <Trouble of={form} fields={["addresses", ...Object.keys(USUAL).map((field) => `mailbox.${field}`)]} />
        <Group>
          <ActButton label={kit.save} main type="submit" loading={form.busy} onAct={() => undefined} />
        </Group>
      </Stack>
    </form>
  );
};
