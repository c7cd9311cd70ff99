import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Trouble, useRun } from "#web/ui/run.tsx";
import { WhomField } from "#web/ui/whom-field.tsx";
import { words } from "./structure-words.ts";

const NOBODY = { ref: "", name: "" };

/** Asks for one colleague, and does something with them; a refusal at `path` stands at the field. */
export const ColleagueForm = ({
  path,
  topics,
  work,
  onClose,
}: {
  path: string;
  topics: readonly string[];
  work(personId: string): Promise<unknown>;
  onClose(): void;
}) => {
  const t = useSay();
  const form = useRun();
  const [who, setWho] = useState(NOBODY);
  const save = (): void => void form.run(() => work(who.ref.split(":")[1] ?? ""), t(words.saved), topics).then((well) => well && onClose());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm" maw={480} mt="md">
        <Trouble of={form} fields={[path]} />
        <WhomField
          label={words.who}
          help={words.whoHelp}
          path={path}
          refusal={form.refusal}
          types={["staff"]}
          value={who}
          onChange={setWho}
          autoFocus
        />
        <Group>
          <ActButton label={words.save} main type="submit" loading={form.busy} disabled={who.ref === ""} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onClose} />
        </Group>
      </Stack>
    </form>
  );
};
