import { createContext, useContext } from "react";
import type { Reader } from "#web/i18n/time.ts";
import { colourOf } from "./colours.ts";
import { keyOf, type Calendar, type Event } from "./events.ts";

/** What every drawn event needs to know: who reads, whose calendar it is in, which one is open, and what a press does. */
export type Looks = {
  reader: Reader;
  calendars: ReadonlyMap<string, Calendar>;
  openKey: string | undefined;
  onOpen(event: Event): void;
  /** Shows everything of a day, where the hours have no room for it. */
  onCrowd(day: string): void;
};

const Here = createContext<Looks | undefined>(undefined);

/** Gives it to the views below. */
export const LooksHome = Here.Provider;

/** What every drawn event needs to know. */
export const useLooks = (): Looks => {
  const looks = useContext(Here);
  if (!looks) throw new Error("events are drawn inside a calendar");
  return looks;
};

/** The colour, owner and rights that an event has from its calendar. */
export const lookOf = ({ calendars, openKey }: Looks, event: Event) => {
  const calendar = calendars.get(event.calendarId);
  return {
    calendar,
    tint: calendar ? colourOf(calendar) : "#5b6472",
    open: keyOf(event) === openKey,
    writable: calendar !== undefined && !event.masked && mayWrite(calendar),
  };
};

const WRITING = new Set(["write", "manage", "own"]);

/** True when the reader may put something into a calendar. */
export const mayWrite = ({ access }: Pick<Calendar, "access">): boolean => WRITING.has(access);
