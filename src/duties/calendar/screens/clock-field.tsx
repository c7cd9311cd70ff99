import { useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useReader } from "#web/i18n/language.tsx";
import { TextField } from "#web/ui/field.tsx";
import { readClock } from "./saying.ts";

/** The time on a clock, typed as people type it: "9", "930", "9.30", "09:30"; written as the reader's language writes it. */
export const ClockField = ({ label, value, onChange }: { label: Text; value: string; onChange(clock: string): void }) => {
  const { lang } = useReader();
  const [typed, setTyped] = useState<string | undefined>();
  const shown = lang === "id" ? value.replace(":", ".") : value;
  return (
    <TextField
      label={label}
      required
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      value={typed ?? shown}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={(text) => {
        setTyped(text);
        const clock = readClock(text);
        if (clock && text.length >= 4) onChange(clock);
      }}
      onBlur={() => {
        const clock = typed === undefined ? undefined : readClock(typed);
        setTyped(undefined);
        if (clock && clock !== value) onChange(clock);
      }}
    />
  );
};
