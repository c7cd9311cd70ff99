import { Button, Switch } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { Text } from "#kernel/i18n/text.ts";
import { give, type Input } from "#web/api/client.ts";
import { known, useAsk } from "#web/api/hooks.ts";
import { useLanguage, useSay } from "#web/i18n/language.tsx";
import { inBase64 } from "#web/ui/base64.ts";
import { ChoiceField, PasswordField, TextField } from "#web/ui/field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PictureField } from "#web/ui/picture-field.tsx";
import { PublicPage } from "#web/ui/public-page.tsx";
import { generalProblem, problemAt } from "#web/ui/trouble.ts";
import { ZoneField } from "#web/ui/zone-field.tsx";
import css from "./company.module.css";
import { DutySwitches } from "./duty-switches.tsx";
import { MailFields, mailOf, NO_MAIL } from "./mail-fields.tsx";
import { words } from "./words.ts";

const MOST_LOGO = 1_000_000;
const MAIL_FIELDS = ["host", "port", "security", "user", "password", "fromName", "fromAddress"].map((field) => `mail.${field}`);
const FIELDS = ["code", "company", "timeZone", "language", "logo", "adminName", "adminEmail", "adminPassword", ...MAIL_FIELDS];

/** The first page that anybody sees: who the company is, who looks after Kerani, how mail goes out, which duties are used. */
export const SetupPage = () => {
  const t = useSay();
  const { data } = useAsk("company.profile", {});
  return (
    <PublicPage title={t(data?.setUp ? words.alreadySetUp : words.setUp)} wide>
      {data?.setUp ? <Link href="/sign-in">{t(words.toSignIn)}</Link> : <SetupForm duties={data?.duties ?? []} />}
    </PublicPage>
  );
};

const SetupForm = ({ duties }: { duties: Parameters<typeof DutySwitches>[0]["duties"] }) => {
  const t = useSay();
  const [, go] = useLocation();
  const [parameters] = useSearchParams();
  const { lang, timeZone: ownZone } = useLanguage();
  const given = parameters.get("code");
  const [draft, setDraft] = useState({
    code: given ?? "",
    company: "",
    timeZone: ownZone,
    adminName: "",
    adminEmail: "",
    adminPassword: "",
  });
  const [language, setLanguage] = useState<"id" | "en" | undefined>();
  const [logo, setLogo] = useState<File | undefined>();
  const [mail, setMail] = useState(NO_MAIL);
  const [withMail, setWithMail] = useState(false);
  const [off, setOff] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const at = (field: keyof typeof draft) => ({
    path: field,
    refusal,
    value: draft[field],
    onChange: (value: string): void => setDraft((before) => ({ ...before, [field]: value })),
  });
  const tooLarge = logo && logo.size > MOST_LOGO;
  const { code, ...rest } = draft;
  const finish = async (): Promise<void> => {
    const input: Input<"company.set-up"> = {
      ...rest,
      language: language ?? lang,
      ...(code ? { code } : {}),
      ...(logo ? { logo: await inBase64(logo) } : {}),
      ...(withMail ? { mail: mailOf(mail) } : {}),
      dutiesOff: off,
    };
    await give("company.set-up", input);
    known.clear();
    go("/desk", { replace: true });
  };
  const submit = (): void => {
    if (tooLarge) return;
    setBusy(true);
    setRefusal(undefined);
    finish()
      .catch(setRefusal)
      .finally(() => setBusy(false));
  };
  const general = generalProblem(refusal, t, FIELDS);
  return (
    <form
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className={css["help"]}>{t(words.setUpHelp)}</p>
      {given ? null : <TextField label={words.code} help={words.codeHelp} optional autoComplete="off" {...at("code")} />}
      <FieldGroup title={words.company} help={words.companyHelp}>
        <TextField label={words.name} required autoFocus autoComplete="organization" {...at("company")} />
        <PictureField
          label={words.logo}
          help={words.logoHelp}
          file={logo}
          error={tooLarge ? t(words.logoTooLarge) : problemAt(refusal, "logo")}
          onChange={setLogo}
        />
        <div className={css["halves"]}>
          <ZoneField label={words.timeZone} {...at("timeZone")} />
          <ChoiceField
            label={words.language}
            path="language"
            refusal={refusal}
            value={language ?? lang}
            onChange={(value) => setLanguage(value as "id" | "en")}
            choices={[
              { value: "id", label: "Bahasa Indonesia" },
              { value: "en", label: "English" },
            ]}
          />
        </div>
      </FieldGroup>
      <FieldGroup title={words.you} help={words.youHelp}>
        <div className={css["halves"]}>
          <TextField label={words.yourName} required autoComplete="name" {...at("adminName")} />
          <TextField label={words.yourEmail} required type="email" autoComplete="username" {...at("adminEmail")} />
        </div>
        <PasswordField label={words.password} help={words.passwordHelp} required autoComplete="new-password" {...at("adminPassword")} />
      </FieldGroup>
      <FieldGroup title={words.mail} help={words.mailHelp}>
        <Switch
          label={t(words.mailLater)}
          description={withMail ? undefined : t(words.mailLaterHelp)}
          checked={withMail}
          onChange={(event) => setWithMail(event.currentTarget.checked)}
        />
        {withMail ? <MailFields draft={mail} onChange={setMail} refusal={refusal} prefix="mail." code={code || undefined} /> : null}
      </FieldGroup>
      {duties.some(({ optional }) => optional) ? (
        <FieldGroup title={words.duties} help={words.dutiesHelp}>
          <DutySwitches duties={duties} off={off} onChange={setOff} />
        </FieldGroup>
      ) : null}
      {general ? <Notice kind="trouble">{general}</Notice> : null}
      <Button type="submit" size="lg" fullWidth loading={busy}>
        {t(words.finish)}
      </Button>
    </form>
  );
};

const FieldGroup = ({ title, help, children }: { title: Text; help: Text; children: ReactNode }) => {
  const t = useSay();
  return (
    <section className={css["group"]}>
      <div>
        <h2>{t(title)}</h2>
        <p className={css["help"]}>{t(help)}</p>
      </div>
      {children}
    </section>
  );
};
