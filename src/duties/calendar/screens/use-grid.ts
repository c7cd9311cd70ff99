import { useEffect, useRef } from "react";
import { useReader } from "#web/i18n/language.tsx";
import { instantOf, minuteIn } from "./days.ts";
import { keyOf, msOf, type Event } from "./events.ts";
import type { Column } from "./time-grid.tsx";
import type { Slot } from "./use-cursor.ts";
import type { Dropped } from "./use-drag.ts";
import type { Times } from "./use-moves.tsx";

/** What the page does for a grid of hours. */
export type GridActs = {
  move(event: Event, times: Times): void;
  nudge(event: Event, by: { start: number; end: number }): void;
  /** A new event in a column. */
  begin(column: number, key: string, day: string, from: number, to: number): void;
  page(by: number): void;
  /** The new event as it stands, if it lies in one of the columns of these keys. */
  draftIn(columns: readonly Column[]): Slot | undefined;
  pageKey: string;
};

const MINUTE_MS = 60_000;

/** Turns what is done on a grid of hours into instants: drops, small steps, new slots. */
export const useGrid = ({
  columns,
  byKey,
  acts,
  calendarOf,
}: {
  columns: readonly Column[];
  byKey: ReadonlyMap<string, Event>;
  acts: GridActs;
  /** The calendar that a column stands for, where columns are people; one that is carried there changes calendars. */
  calendarOf?: (column: number) => string | undefined;
}) => {
  const { timeZone } = useReader();
  const held = useRef<string | undefined>(undefined);
  useEffect(() => {
    // What was moved by the keyboard to another column is in hand there too.
    if (held.current === undefined || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`[data-key="${CSS.escape(held.current)}"]`)?.focus();
  });
  const onDropped = (dropped: Dropped): void => {
    const column = columns[dropped.column];
    if (!column || dropped.kind === "create") return;
    const event = byKey.get(dropped.key);
    if (!event) return;
    if (dropped.kind === "stretch") return acts.move(event, { end: instantOf(column.span, dropped.to, timeZone) });
    const calendarId = calendarOf?.(dropped.column);
    const start = instantOf(column.span, dropped.from, timeZone);
    acts.move(event, {
      ...(start === msOf(event).from ? {} : { start }),
      ...(calendarId && calendarId !== event.calendarId ? { calendarId } : {}),
    });
  };
  const onNudge = (key: string, by: { minutes: number; columns: number; length: number }): void => {
    const event = byKey.get(key);
    const at = columns.findIndex(({ events }) => event && events.some((one) => keyOf(one) === key));
    if (!event || at < 0) return;
    held.current = key;
    const { from } = msOf(event);
    const [here, there] = [columns[at], columns[at + by.columns]];
    if (by.columns !== 0 && (!here || !there || calendarOf)) return;
    const start =
      by.columns !== 0 && here && there
        ? instantOf(there.span, minuteIn(here.span, from, timeZone), timeZone) - from
        : by.minutes * MINUTE_MS;
    acts.nudge(event, { start, end: start + by.length * MINUTE_MS });
  };
  const onSlot = ({ column, from, to }: Slot): void => {
    const chosen = columns[column];
    if (chosen?.open) acts.begin(column, chosen.key, chosen.span.day, from, to);
  };
  return { onDropped, onNudge, onSlot, onPage: acts.page, draft: acts.draftIn(columns), pageKey: acts.pageKey };
};
