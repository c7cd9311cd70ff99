import { Group } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, PasswordField, TextField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import css from "./company.module.css";
import { words } from "./words.ts";

/** The fields of outgoing mail, as one types them. */
export type MailDraft = {
  host: string;
  port: string;
  security: "tls" | "starttls" | "plain";
  user: string;
  password: string;
  fromName: string;
  fromAddress: string;
};

const PORTS = { tls: "465", starttls: "587", plain: "25" } as const;

/** Nothing known yet: the most usual way. */
export const NO_MAIL: MailDraft = {
  host: "",
  port: PORTS.starttls,
  security: "starttls",
  user: "",
  password: "",
  fromName: "",
  fromAddress: "",
};

/** What was typed, as the commands take it; empty fields are left out. */
export const mailOf = ({ host, port, security, user, password, fromName, fromAddress }: MailDraft) => ({
  host,
  port: Number(port),
  security,
  fromAddress,
  ...(user ? { user } : {}),
  ...(password ? { password } : {}),
  ...(fromName ? { fromName } : {}),
});

/** How mail leaves the house, tried on the spot before it is kept. `prefix` is where the fields lie in the command's input. */
export const MailFields = ({
  draft,
  onChange,
  refusal,
  prefix = "",
  code,
  keepsPassword = false,
}: {
  draft: MailDraft;
  onChange(draft: MailDraft): void;
  refusal?: unknown;
  prefix?: string;
  code?: string | undefined;
  keepsPassword?: boolean;
}) => {
  const t = useSay();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ works: boolean; text: string } | undefined>();
  const set =
    (field: keyof MailDraft) =>
    (value: string): void =>
      onChange({ ...draft, [field]: value, ...(field === "security" ? { port: PORTS[value as MailDraft["security"]] } : {}) });
  const attempt = (): void => {
    setBusy(true);
    setTold(undefined);
    give("mail.try", { ...mailOf(draft), ...(code ? { code } : {}) })
      .then(
        ({ works, text }) => setTold({ works, text: t(text) }),
        (error: unknown) => setTold({ works: false, text: sentenceOf(error, t) }),
      )
      .finally(() => setBusy(false));
  };
  const at = (field: keyof MailDraft) => ({ path: `${prefix}${field}`, refusal, value: draft[field], onChange: set(field) });
  return (
    <>
      <div className={css["two"]}>
        <TextField label={words.host} required autoComplete="off" spellCheck={false} placeholder="smtp.perusahaan.co.id" {...at("host")} />
        <TextField label={words.port} required inputMode="numeric" {...at("port")} />
      </div>
      <ChoiceField
        label={words.security}
        choices={(["starttls", "tls", "plain"] as const).map((value) => ({ value, label: t(words[value]) }))}
        {...at("security")}
      />
      <div className={css["halves"]}>
        <TextField label={words.user} optional autoComplete="off" {...at("user")} />
        <PasswordField
          label={words.mailPassword}
          help={keepsPassword ? words.keepPassword : undefined}
          optional={!keepsPassword}
          autoComplete="new-password"
          {...at("password")}
        />
      </div>
      <div className={css["halves"]}>
        <TextField label={words.fromAddress} required type="email" autoComplete="off" {...at("fromAddress")} />
        <TextField label={words.fromName} optional autoComplete="off" {...at("fromName")} />
      </div>
      {told ? <Notice kind={told.works ? "good" : "trouble"}>{told.text}</Notice> : null}
      <Group>
        <ActButton label={words.tryMail} loading={busy} disabled={!draft.host || !draft.fromAddress} onAct={attempt} />
      </Group>
    </>
  );
};
