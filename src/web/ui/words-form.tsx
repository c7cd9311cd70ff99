import { Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { ActButton } from "./act-button.tsx";
import { ProseField } from "./field.tsx";
import { Trouble, type Run } from "./run.tsx";
import { words } from "./words.ts";

/** An act that takes some words with it: why somebody refuses, what was done. Gives them trimmed; empty where they may be left out. */
export const WordsForm = ({
  label,
  act,
  danger = false,
  path,
  required = false,
  form,
  onSave,
  onCancel,
}: {
  label: Text;
  act: Text;
  danger?: boolean;
  /** The words' place in the command's input. */
  path: string;
  required?: boolean;
  form: Run;
  onSave(text: string): void;
  onCancel(): void;
}) => {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <Stack gap="sm">
        <Trouble of={form} fields={[path]} />
        <ProseField
          label={label}
          path={path}
          refusal={form.refusal}
          required={required}
          optional={!required}
          autoFocus
          value={text}
          onChange={setText}
        />
        <Group>
          <ActButton label={act} main={!danger} danger={danger} type="submit" loading={form.busy} onAct={() => undefined} />
          <ActButton label={words.cancel} onAct={onCancel} />
        </Group>
      </Stack>
    </form>
  );
};
