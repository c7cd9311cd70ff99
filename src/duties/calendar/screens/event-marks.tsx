import { useSay, type Say } from "#web/i18n/language.tsx";
import { IconLock, IconRefresh } from "#web/ui/icons.ts";
import type { Event } from "./events.ts";
import { words } from "./words.ts";
import css from "./event-block.module.css";

const SIZE = 13;

/** The title as it may be read: what is masked is only busy. */
export const useTitle = (): ((event: Event) => string) => {
  const t = useSay();
  return (event) => (event.masked ? t(words.busy) : event.title || t(words.untitled));
};

/** Small signs of an event: private, repeated. */
export const EventMarks = ({ event }: { event: Event }) => (
  <>
    {event.visibility === "public" || event.masked ? null : <IconLock size={SIZE} aria-hidden className={css["mark"]} />}
    {event.repeats ? <IconRefresh size={SIZE} aria-hidden className={css["mark"]} /> : null}
  </>
);

/** The same signs in words, each with its comma, for those who listen. */
export const marksSaid = (event: Event, t: Say): string[] => {
  if (event.masked) return [];
  return [event.visibility === "public" ? "" : `, ${t(words.private)}`, event.repeats ? `, ${t(words.repeating)}` : ""];
};
