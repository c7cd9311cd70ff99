import { CloseButton, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { useSay } from "../i18n/language.tsx";
import { IconSearch } from "./icons.ts";
import { words } from "./words.ts";

const PAUSE_MS = 200;

/** A field that searches while one types, after a short pause. */
export const SearchBox = ({ label, value, onSearch }: { label: Text; value: string; onSearch(text: string): void }) => {
  const t = useSay();
  const [text, setText] = useState(value);
  const said = useRef(value);
  useEffect(() => {
    if (text === said.current) return undefined;
    const timer = setTimeout(() => {
      said.current = text;
      onSearch(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <TextInput
      type="search"
      aria-label={t(label)}
      placeholder={t(label)}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={text ? <CloseButton aria-label={t(words.clear)} onClick={() => setText("")} /> : null}
    />
  );
};
