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
}) => {
  const { ids, list, onOpen, enabled = true } = parts;
  const [at, setAt] = useState<string | undefined>();
  const here = at !== undefined && ids.includes(at) ? at : undefined;
  const step = (by: number): void => {
    const index = here === undefined ? (by > 0 ? -1 : ids.length) : ids.indexOf(here);
    const next = ids[Math.min(ids.length - 1, Math.max(0, index + by))];
    if (next !== undefined) setAt(next);
  };
  useShortcut("j", words.down, () => step(1), enabled && ids.length > 0);
  useShortcut("k", words.up, () => step(-1), enabled && ids.length > 0);
  useShortcut("Enter", words.open, () => here !== undefined && onOpen(here), enabled && here !== undefined);
  useEffect(() => {
    if (here === undefined) return;
    list.current?.querySelector(`[data-row="${CSS.escape(here)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [here, list]);
  return { at: here, setAt };
};
