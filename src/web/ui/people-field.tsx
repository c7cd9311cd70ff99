import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Combobox, Loader, Pill, PillsInput, useCombobox } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useAsk } from "../api/hooks.ts";
import { useSay } from "../i18n/language.tsx";
import { NamedOptions } from "./named-options.tsx";
import { problemAt } from "./trouble.ts";
import { words } from "./words.ts";

/** Somebody chosen: `person:<id>`, or an e-mail address. */
export type Guest = { ref: string; name: string };

const MAIL = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/;
const MOST = 6;

/** Several people, found while one types; Enter takes the first, Backspace gives the last one back. */
export const PeopleField = ({
  label,
  help,
  path,
  refusal,
  value,
  onChange,
  types,
  free = false,
  most = 100,
}: {
  label: Text;
  help: Text;
  path?: string;
  refusal?: unknown;
  value: readonly Guest[];
  onChange(guests: readonly Guest[]): void;
  types: ("staff" | "contact")[];
  /** An address of somebody unknown may be typed. */
  free?: boolean;
  most?: number;
}) => {
  const t = useSay();
  const [text, setText] = useState("");
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const sought = text.trim();
  const { data, isFetching } = useAsk("person.find", { text: sought, types, limit: MOST }, { enabled: sought.length > 0, keep: true });
  const options = (sought === "" ? [] : (data?.found ?? []))
    .map(({ id, name, detail }) => ({ ref: `person:${id}`, name, detail }))
    .filter(({ ref }) => !value.some((one) => one.ref === ref));
  if (free && MAIL.test(sought)) options.push({ ref: sought.toLowerCase(), name: sought, detail: null });
  const choose = (ref: string): void => {
    const option = options.find((one) => one.ref === ref);
    if (option && value.length < most) onChange([...value, { ref, name: option.name }]);
    setText("");
  };
  useEffect(() => {
    if (options.length > 0) box.selectFirstOption();
  });
  return (
    <Combobox store={box} onOptionSubmit={choose} withinPortal>
      <Combobox.DropdownTarget>
        <PillsInput
          label={t(label)}
          description={t(help)}
          error={path ? problemAt(refusal, path) : undefined}
          size="md"
          rightSection={isFetching && sought ? <Loader size={16} /> : null}
        >
          <Pill.Group>
            {value.map(({ ref, name }) => (
              <Pill
                key={ref}
                size="md"
                withRemoveButton
                onRemove={() => onChange(value.filter((one) => one.ref !== ref))}
                removeButtonProps={{ "aria-label": t(words.takeOut, name), "aria-hidden": false, tabIndex: 0 }}
              >
                {name}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                aria-label={t(label)}
                value={text}
                autoComplete="off"
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  box.openDropdown();
                }}
                onFocus={() => box.openDropdown()}
                onBlur={() => box.closeDropdown()}
                onKeyDown={(event) => {
                  if (event.key === "Backspace" && text === "" && value.length > 0) onChange(value.slice(0, -1));
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <NamedOptions label={t(label)} options={options} />
    </Combobox>
  );
};
