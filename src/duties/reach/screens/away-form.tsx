import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { ChoiceField, TextField } from "#web/ui/field.tsx";
import { words } from "./presence-words.ts";

/** Until when somebody is away. */
export type Until = "hour" | "two" | "evening";

/** Asks until when, and where or why. */
export const AwayForm = ({ onSave, onCancel }: { onSave(until: Until, note: string): Promise<void>; onCancel(): void }) => {
  const t = useSay();
  const [until, setUntil] = useState<Until>("hour");
  const [note, setNote] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(until, note.trim());
      }}
    >
      <Stack gap="sm">
        <ChoiceField
          label={words.howLong}
          value={until}
          onChange={(value) => setUntil(value as Until)}
          choices={(["hour", "two", "evening"] as const).map((value) => ({ value, label: t(words[value]) }))}
        />
        <TextField label={words.note} optional value={note} onChange={setNote} />
        <Group>
          <ActButton label={words.save} main type="submit" onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};
