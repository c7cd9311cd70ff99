import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give, type Output } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSummaries } from "#web/api/summaries.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField } from "#web/ui/field.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { words } from "./users-words.ts";

type Dial = Output<"dial.show">["dial"];
type Setting = Dial[string];

const SETTINGS = ["do", "report", "draft", "never"] as const satisfies readonly Setting[];
const ALL = "*";

/** How closely somebody or some program is supervised, command by command. */
export const DialSection = () => {
  const t = useSay();
  const users = useAsk("user.list", {});
  const programs = useAsk("program.list", {});
  const [who, setWho] = useState("");
  const choices = [
    ...(programs.data?.programs ?? []).map(({ programId, name }) => ({ value: programId, label: name })),
    ...(users.data?.users ?? []).map(({ personId, name }) => ({ value: personId, label: name })),
  ];
  return (
    <Section title={t(words.dialTitle)} help={t(words.dialHelp)}>
      <Stack gap="md" maw={480}>
        <ChoiceField label={words.dialWho} searchable value={who} onChange={setWho} choices={choices} />
        {who ? <DialOf key={who} actorId={who} /> : null}
      </Stack>
    </Section>
  );
};

const DialOf = ({ actorId }: { actorId: string }) => {
  const t = useSay();
  const form = useRun();
  const summaries = useSummaries();
  const { data } = useAsk("dial.show", { actorId });
  const [command, setCommand] = useState("");
  const [setting, setSetting] = useState<Setting>("draft");
  if (!data) return null;
  const { dial } = data;
  const set = (next: Dial): Promise<boolean> => form.run(() => give("dial.set", { actorId, dial: next }), t(words.changed), ["dial"]);
  const commands = Object.entries(summaries).map(([name, text]) => ({ value: name, label: `${t(text)} (${name})` }));
  const choices = SETTINGS.map((value) => ({ value, label: t(words[value]) }));
  const exceptions = Object.entries(dial).filter(([name]) => name !== ALL);
  return (
    <>
      <Trouble of={form} />
      <ChoiceField
        label={words.dialUsual}
        value={dial[ALL] ?? "do"}
        onChange={(value) => void set({ ...dial, [ALL]: value as Setting })}
        choices={choices}
      />
      {exceptions.length > 0 ? (
        <Rows>
          {exceptions.map(([name, value]) => (
            <Row
              key={name}
              title={summaries[name] ? t(summaries[name]) : name}
              mark={t(words[value])}
              hint={summaries[name] ? name : null}
              acts={
                <ActButton
                  label={words.removeException}
                  danger
                  onAct={() => void set(Object.fromEntries(Object.entries(dial).filter(([one]) => one !== name)))}
                />
              }
            />
          ))}
        </Rows>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void set({ ...dial, [command.trim()]: setting }).then((done) => done && setCommand(""));
        }}
      >
        <Group align="flex-end" gap="sm">
          <ChoiceField
            label={words.dialCommand}
            help={words.dialCommandHelp}
            searchable
            limit={40}
            value={command}
            onChange={setCommand}
            choices={commands}
          />
          <ChoiceField label={words.dialTitle} value={setting} onChange={(value) => setSetting(value as Setting)} choices={choices} />
          <ActButton
            label={words.addException}
            type="submit"
            disabled={command.trim() === ""}
            loading={form.busy}
            onAct={() => undefined}
          />
        </Group>
      </form>
    </>
  );
};
