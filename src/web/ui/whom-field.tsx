import { Combobox, InputBase, Loader, useCombobox } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useAsk } from "../api/hooks.ts";
import { useSay } from "../i18n/language.tsx";
import { NamedOptions } from "./named-options.tsx";
import { problemAt } from "./trouble.ts";
import { words } from "./words.ts";

/** Somebody chosen: `person:<id>`, `post:<id>`, `group:<id>`, `desk`, or (for a sender) a plain name. */
export type Chosen = { ref: string; name: string };

const PAUSE_MS = 120;

const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

type Props = {
  label: Text;
  help: Text;
  path: string;
  refusal: unknown;
  /** Where a name that nobody has may stay as it was typed. */
  free?: boolean;
  types: ("staff" | "contact" | "post" | "group")[];
  withDesk?: boolean;
  value: Chosen;
  onChange(chosen: Chosen): void;
  autoFocus?: boolean;
};

/** A field that finds people, posts and groups while one types; Enter takes the first. */
export const WhomField = ({ label, help, path, refusal, free, types, withDesk, value, onChange, autoFocus }: Props) => {
  const t = useSay();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const sought = useSettled(value.ref ? "" : value.name.trim());
  const { data, isFetching } = useAsk("person.find", { text: sought, types, limit: 6 }, { enabled: sought.length > 0, keep: true });
  const found = sought === "" ? [] : (data?.found ?? []);
  const options: (Chosen & { detail: string | null })[] = found.map(({ type, id, name, detail }) => ({
    ref: `${type}:${id}`,
    name,
    detail,
  }));
  if (withDesk && (sought === "" || t(words.frontDesk).toLowerCase().includes(sought.toLowerCase())))
    options.push({ ref: "desk", name: t(words.frontDesk), detail: null });
  const choose = (ref: string): void => {
    const option = options.find((one) => one.ref === ref);
    if (option) onChange({ ref, name: option.name });
    box.closeDropdown();
  };
  useEffect(() => {
    if (!free && options.length > 0 && !value.ref) box.selectFirstOption();
  });
  return (
    <Combobox store={box} onOptionSubmit={choose} withinPortal>
      <Combobox.Target>
        <InputBase
          label={t(label)}
          description={t(help)}
          error={problemAt(refusal, path)}
          value={value.name}
          required
          autoComplete="off"
          size="md"
          {...(autoFocus ? { autoFocus } : {})}
          rightSection={isFetching && !value.ref ? <Loader size={16} /> : null}
          onChange={(event) => {
            onChange({ ref: "", name: event.currentTarget.value });
            box.openDropdown();
          }}
          onFocus={() => box.openDropdown()}
          onBlur={() => {
            box.closeDropdown();
            const only = options.find(({ name }) => name.toLowerCase() === value.name.trim().toLowerCase());
            if (!value.ref && only) onChange(only);
          }}
        />
      </Combobox.Target>
      <NamedOptions label={t(label)} options={options} />
    </Combobox>
  );
};
