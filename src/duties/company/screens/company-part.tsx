import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { fileAddress, give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { inBase64 } from "#web/ui/base64.ts";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { PictureField } from "#web/ui/picture-field.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { problemAt } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { words as kit } from "#web/ui/words.ts";
import { ZoneField } from "#web/ui/zone-field.tsx";
import { words } from "./words.ts";

const MOST_LOGO = 1_000_000;

/** Who the company is, as mails and public pages show it. */
export const CompanyPart = () => {
  const { data } = useAsk("company.profile", {});
  return data ? <CompanyForm present={data} /> : <WaitingRows rows={3} />;
};

const CompanyForm = ({ present }: { present: Output<"company.profile"> }) => {
  const t = useSay();
  const form = useRun();
  const [name, setName] = useState(present.name ?? "");
  const [timeZone, setTimeZone] = useState(present.timeZone);
  const [language, setLanguage] = useState(present.language);
  const [logo, setLogo] = useState<File | undefined>();
  const tooLarge = logo !== undefined && logo.size > MOST_LOGO;
  const save = async (): Promise<void> => {
    if (tooLarge) return;
    const change = async (): Promise<unknown> =>
      give("company.change", { name, timeZone, language, ...(logo ? { logo: await inBase64(logo) } : {}) });
    if (await form.run(change, t(kit.saved), ["company", "setting"])) setLogo(undefined);
  };
  return (
    <Section title={t(words.company)} help={t(words.companyHelp)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md" maw={520}>
          <Trouble of={form} fields={["name", "timeZone", "language", "logo"]} />
          <TextField label={words.name} path="name" refusal={form.refusal} required value={name} onChange={setName} />
          <PictureField
            label={words.logo}
            help={words.logoHelp}
            file={logo}
            shown={present.hasLogo ? fileAddress("company.logo", {}, true) : undefined}
            error={tooLarge ? t(words.logoTooLarge) : problemAt(form.refusal, "logo")}
            onChange={setLogo}
          />
          <ZoneField label={words.timeZone} path="timeZone" refusal={form.refusal} value={timeZone} onChange={setTimeZone} />
          <ChoiceField
            label={words.language}
            help={words.languageHelp}
            value={language}
            onChange={(value) => setLanguage(value as "id" | "en")}
            choices={[
              { value: "id", label: "Bahasa Indonesia" },
              { value: "en", label: "English" },
            ]}
          />
          <Group>
            <ActButton label={kit.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          </Group>
        </Stack>
      </form>
    </Section>
  );
};
