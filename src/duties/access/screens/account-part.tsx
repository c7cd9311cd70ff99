import { Group } from "@mantine/core";
import { useLocation } from "wouter";
import { give } from "#web/api/client.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { ColorSchemeSwitch, LanguageSwitch } from "#web/ui/switches.tsx";
import { ZoneField } from "#web/ui/zone-field.tsx";
import { words } from "./account-words.ts";

/** Who one is here, and in which language and zone one is spoken to. */
export const AccountPart = () => {
  const t = useSay();
  const [, go] = useLocation();
  const { me } = useSession();
  const form = useRun();
  const change = (wish: { language?: "id" | "en"; timeZone?: string }): void =>
    void form.run(() => give("person.change", { id: me.id, ...wish }, undefined, null), t(words.saved), ["person", "session"]);
  return (
    <>
      <Section title={t(words.you)}>
        <Facts
          facts={[
            { label: words.name, value: me.name },
            { label: words.email, value: me.email },
            { label: words.role, value: t(words[me.role]) },
            { label: words.grade, value: me.grade },
          ]}
        />
        <Group justify="space-between">
          <p>{t(words.ownCard)}</p>
          <ActButton label={words.openCard} onAct={() => go(`/people/${me.id}`)} />
        </Group>
      </Section>
      <Section title={t(words.looks)} help={t(words.looksHelp)}>
        <Trouble of={form} />
        <Group>
          <LanguageSwitch onChoose={(language) => change({ language })} />
          <ColorSchemeSwitch />
        </Group>
        <ZoneField label={words.timeZone} value={me.timeZone} onChange={(timeZone) => change({ timeZone })} />
      </Section>
    </>
  );
};
