import { useEffect, useState, type RefObject } from "react";
import { defineWords } from "#kernel/i18n/text.ts";
import { useShortcut } from "./shortcuts.ts";

const words = defineWords({
  down: { id: "Baris berikut", en: "Next row" },
  up: { id: "Baris sebelumnya", en: "Previous row" },
  open: { id: "Buka", en: "Open" },
});

/**
 * Lets j, k and Enter walk a list. Rows are the elements in `list` that carry `data-row`; the one in hand has `data-at`.
 * Returns the index in hand, and how to set it; it stays on the same id when rows come and go.
 */
export const useListKeys = (parts: {
  ids: readonly string[];
  list: RefObject<HTMLElement | null>;
  onOpen(id: string): void;
  enabled?: boolean;
  /** The first row is in hand until another is taken. */
  startsAtTop?: boolean;
}) => {
  const { ids, list, onOpen, enabled = true, startsAtTop = false } = parts;
  const [at, setAt] = useState<string | undefined>();
  // With a keyboard at hand, the first row is in hand from the start: one key does its act.
  const here = at !== undefined && ids.includes(at) ? at : startsAtTop ? ids[0] : undefined;
  const step = (by: number): void => {
    const index = here === undefined ? (by > 0 ? -1 : ids.length) : ids.indexOf(here);
    const next = ids[Math.min(ids.length - 1, Math.max(0, index + by))];
    if (next !== undefined) setAt(next);
  };
  useShortcut("j", words.down, () => step(1), enabled && ids.length > 0);
  useShortcut("k", words.up, () => step(-1), enabled && ids.length > 0);
  useShortcut("Enter", words.open, () => here !== undefined && onOpen(here), enabled && here !== undefined);
  useEffect(() => {
    if (at === undefined) return;
    list.current?.querySelector(`[data-row="${CSS.escape(at)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at, list]);
  return { at: here, setAt };
};
