import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { give } from "#web/api/client.ts";
import { useAsk } from "#web/api/hooks.ts";
import { useSession } from "#web/app/session.tsx";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { IconPlus } from "#web/ui/icons.ts";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { Section } from "#web/ui/section.tsx";
import { ColleagueForm } from "./colleague-form.tsx";
import { words } from "./structure-words.ts";

const TOPICS = ["people_group", "person"];

/** Groups and their members; the desk changes them. */
export const GroupsSection = () => {
  const t = useSay();
  const { me } = useSession();
  const { data } = useAsk("group.list", {});
  const [adding, setAdding] = useState(false);
  const [joining, setJoining] = useState<string>();
  const may = me.role !== "staff";
  const groups = data?.groups ?? [];
  return (
    <Section
      title={t(words.groups)}
      acts={
        may && !adding ? <ActButton label={words.addGroup} icon={<IconPlus size={18} aria-hidden />} onAct={() => setAdding(true)} /> : null
      }
    >
      {adding ? <GroupForm onClose={() => setAdding(false)} /> : null}
      {data && groups.length === 0 ? <p>{t(words.noGroups)}</p> : null}
      <Rows>
        {groups.map(({ id, name, purpose, members }) => (
          <Row
            key={id}
            title={name}
            mark={t(words.members, members.length)}
            hint={
              <>
                {purpose}
                <Group gap="xs">
                  {members.map((person) => (
                    <PersonChip key={person.id} person={person} />
                  ))}
                </Group>
              </>
            }
            acts={may ? <ActButton label={words.addMember} onAct={() => setJoining(joining === id ? undefined : id)} /> : null}
          />
        ))}
      </Rows>
      {joining ? (
        <ColleagueForm
          key={joining}
          path="add"
          topics={TOPICS}
          work={(personId) => give("group.change", { id: joining, add: [personId] })}
          onClose={() => setJoining(undefined)}
        />
      ) : null}
    </Section>
  );
};

const GroupForm = ({ onClose }: { onClose(): void }) => {
  const t = useSay();
  const form = useRun();
  const [name, setName] = useState("");
  const [purpose, setPurpose] = useState("");
  const add = (): void =>
    void form
      .run(() => give("group.add", { name, ...(purpose ? { purpose } : {}) }), t(words.saved), TOPICS)
      .then((well) => well && onClose());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Stack gap="sm" maw={480}>
        <Trouble of={form} fields={["name", "purpose"]} />
        <TextField label={words.groupName} path="name" refusal={form.refusal} required autoFocus value={name} onChange={setName} />
        <TextField label={words.purpose} path="purpose" refusal={form.refusal} optional value={purpose} onChange={setPurpose} />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};
