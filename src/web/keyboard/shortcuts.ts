import { useEffect, useEffectEvent, useId, useSyncExternalStore } from "react";
import type { Text } from "#kernel/i18n/text.ts";
import { chordOf, follow } from "./match.ts";

/** A shortcut as the help overlay lists it. */
export type Shortcut = { keys: string; label: Text };
type Registered = Shortcut & { id: string; act: (event: KeyboardEvent) => void };

const registered = new Map<string, Registered>();
const watchers = new Set<() => void>();
let listed: readonly Registered[] = [];
const tellWatchers = (): void => {
  listed = [...registered.values()];
  for (const watcher of watchers) watcher();
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const isButton = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, a[href], [role=option], [role=menuitem]") !== null;
const dialogIsOpen = (): boolean => document.querySelector("[aria-modal=true]") !== null;

const next = follow();
const hear = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const chord = chordOf(event);
  if (!chord) return;
  const typing = isTyping(event.target);
  // While somebody types, a letter is a letter; Escape and Ctrl- combinations still speak to the desk.
  if (typing && chord !== "Escape" && !chord.startsWith("Mod+")) return;
  if (chord === "Enter" && isButton(event.target)) return;
  if (dialogIsOpen() && chord !== "Escape" && !chord.startsWith("Mod+")) return;
  const keys = next(chord, event.timeStamp, new Set(listed.map((one) => one.keys)));
  // The latest registered wins: what was opened last is what one looks at.
  const found = keys ? listed.findLast((one) => one.keys === keys) : undefined;
  if (!found) return;
  event.preventDefault();
  found.act(event);
};
if (typeof window !== "undefined") window.addEventListener("keydown", hear);

/** While mounted and enabled, `keys` ("m", "g m", "Mod+k", "Escape") does `act`; it stands in the help overlay under `label`. */
export const useShortcut = (keys: string | undefined, label: Text, act: (event: KeyboardEvent) => void, enabled = true): void => {
  const id = useId();
  const latest = useEffectEvent(act);
  const { id: inIndonesian, en: inEnglish } = label;
  useEffect(() => {
    if (!keys || !enabled) return undefined;
    registered.set(id, { id, keys, label: { id: inIndonesian, en: inEnglish }, act: (event) => latest(event) });
    tellWatchers();
    return () => {
      registered.delete(id);
      tellWatchers();
    };
  }, [id, keys, enabled, inIndonesian, inEnglish]);
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};
const current = (): readonly Registered[] => listed;

/** Every shortcut that works now, without doubles. */
export const useShortcuts = (): readonly Shortcut[] => {
  const all = useSyncExternalStore(watch, current, current);
  return [...new Map(all.map((one) => [one.keys, one])).values()];
};
