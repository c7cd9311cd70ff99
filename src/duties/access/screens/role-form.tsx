import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Role } from "#kernel/actor/actor.ts";
import { give } from "#web/api/client.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { RoleFields } from "./role-fields.tsx";
import { words } from "./users-words.ts";

/** Changes what somebody is here and how far they are trusted. */
export const RoleForm = ({ user, onDone }: { user: { personId: string; role: Role; grade: number }; onDone(): void }) => {
  const t = useSay();
  const form = useRun();
  const [role, setRole] = useState(user.role);
  const [grade, setGrade] = useState(user.grade);
  const save = async (): Promise<void> => {
    const wish = { id: user.personId, ...(role === user.role ? {} : { role }), ...(grade === user.grade ? {} : { grade }) };
    if (await form.run(() => give("person.grade", wish), t(words.changed), ["user", "person"])) onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm" maw={420} pb="md">
        <Trouble of={form} fields={["role", "grade"]} />
        <RoleFields role={role} grade={grade} refusal={form.refusal} onRole={setRole} onGrade={setGrade} />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onDone} />
        </Group>
      </Stack>
    </form>
  );
};
