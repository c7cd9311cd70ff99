import { Group, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { give, type Input } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, PasswordField, ProseField, TextField } from "#web/ui/field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { words } from "./settings-words.ts";

type Channel = Input<"channel.set">["channel"];
type Kind = "twilio" | "gateway" | "ntfy" | "push" | "webhook" | "email";
type Draft = Readonly<Record<string, string>>;
type Field = {
  name: string;
  label: Text;
  help?: Text;
  kind?: "secret" | "lines" | "choice";
  optional?: boolean;
  choices?: readonly string[];
};

const FIELDS: Readonly<Record<Kind, readonly Field[]>> = {
  twilio: [
    { name: "accountSid", label: words.accountSid },
    { name: "user", label: words.apiKey, optional: true },
    { name: "password", label: words.secret, kind: "secret" },
    { name: "sender", label: words.sender, help: words.senderHelp },
    { name: "baseUrl", label: words.baseUrl, optional: true },
  ],
  gateway: [
    { name: "url", label: words.url, help: words.urlHelp },
    { name: "encoding", label: words.encoding, kind: "choice", choices: ["json", "form", "query"] },
    { name: "body", label: words.body, help: words.bodyHelp, kind: "lines", optional: true },
    { name: "sender", label: words.sender, optional: true },
  ],
  ntfy: [
    { name: "server", label: words.server },
    { name: "token", label: words.token, kind: "secret", optional: true },
  ],
  push: [{ name: "contact", label: words.contact, help: words.contactHelp, optional: true }],
  webhook: [{ name: "origins", label: words.origins, help: words.originsHelp, kind: "lines" }],
  email: [{ name: "replyTo", label: words.replyTo }],
};
const INSIDE: readonly Kind[] = ["twilio", "gateway", "ntfy"];

const usualKind = (channel: Channel): Kind => (channel === "sms" ? "twilio" : channel);

const settingsOf = (kind: Kind, draft: Draft, inside: boolean): Record<string, unknown> => {
  const typed = Object.fromEntries(FIELDS[kind].map(({ name }) => [name, draft[name]?.trim() ?? ""]).filter(([, value]) => value !== ""));
  if (kind === "webhook")
    return {
      origins: String(typed["origins"] ?? "")
        .split(/\s+/)
        .filter(Boolean)
        .map((origin) => ({ origin, private: inside })),
    };
  return INSIDE.includes(kind) ? { ...typed, inside } : typed;
};

/** The settings of one channel; secrets are given anew whenever it is changed. */
export const ChannelForm = ({
  channel,
  shown,
  onClose,
}: {
  channel: Channel;
  shown: Readonly<Record<string, string>>;
  onClose(): void;
}) => {
  const t = useSay();
  const form = useRun();
  const [kind, setKind] = useState<Kind>(() => (shown["url"] ? "gateway" : usualKind(channel)));
  const [draft, setDraft] = useState<Draft>({ encoding: "json", ...shown });
  const [inside, setInside] = useState(false);
  const at = (name: string) => ({
    path: `${kind}.${name}`,
    refusal: form.refusal,
    value: draft[name] ?? "",
    onChange: (value: string): void => setDraft((before) => ({ ...before, [name]: value })),
  });
  const save = async (): Promise<void> => {
    const wish = { channel, [kind]: settingsOf(kind, draft, inside) } as Input<"channel.set">;
    if (await form.run(() => give("channel.set", wish), t(words.saved), ["channel", "push"])) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md" maw={520} pb="md">
        <Trouble of={form} fields={FIELDS[kind].map(({ name }) => `${kind}.${name}`)} />
        {channel === "sms" ? (
          <ChoiceField
            label={words.smsBy}
            value={kind}
            onChange={(value) => setKind(value as Kind)}
            choices={(["twilio", "gateway"] as const).map((value) => ({ value, label: t(words[value]) }))}
          />
        ) : null}
        {FIELDS[kind].map((field) => (
          <OneField key={field.name} field={field} at={at(field.name)} />
        ))}
        {INSIDE.includes(kind) || kind === "webhook" ? (
          <Switch label={t(words.inside)} checked={inside} onChange={(event) => setInside(event.currentTarget.checked)} />
        ) : null}
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};

type At = { path: string; refusal: unknown; value: string; onChange(value: string): void };

const OneField = ({ field: { label, help, kind, optional = false, choices = [] }, at }: { field: Field; at: At }) => {
  const told = { label, help, optional, required: !optional };
  if (kind === "secret") return <PasswordField {...told} autoComplete="new-password" {...at} />;
  if (kind === "lines") return <ProseField {...told} spellCheck={false} {...at} />;
  if (kind === "choice") return <ChoiceField {...told} choices={choices.map((value) => ({ value, label: value }))} {...at} />;
  return <TextField {...told} autoComplete="off" spellCheck={false} {...at} />;
};
