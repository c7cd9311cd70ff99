import type { Component } from "#kernel/icalendar/lines/component.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import type { Occurrence } from "#kernel/icalendar/series/occurrence.ts";
import { accessTo, type Asking, type Seen } from "./asker.ts";
import { eventMissing, instanceMissing } from "./errors.ts";
import type { Shown } from "./present.ts";
import { reaches } from "./rules/levels.ts";
import type { Window } from "./rules/occurring.ts";
import { findInstance } from "./rules/series-edit.ts";
import { masterOf, readStored } from "./rules/stored.ts";
import { zoneOf } from "./storing.ts";
import { findCalendar } from "./store/calendars.ts";
import { findObject, objectsById, type ObjectRow } from "./store/objects.ts";
import { beyondRows, occurrencesIn } from "./store/occurrences.ts";

const DAY = 86_400_000;

/** An event with what the asker may do with its calendar. */
export type SeenEvent = { row: ObjectRow; seen: Seen; zone: string };

/** An event that the asker may at least know of. */
export const seenEvent = async (work: Asking, id: string): Promise<SeenEvent> => {
  const row = await findObject(work, id);
  const shelf = row && (await findCalendar(work, row.calendarId));
  const [seen] = shelf ? await accessTo(work, [shelf]) : [];
  if (!row || !seen || seen.shelf.kind !== "calendar" || !reaches(seen.access.level, "busy")) throw eventMissing();
  return { row, seen, zone: zoneOf(seen.shelf, seen.owner) };
};

const shown = (row: ObjectRow, { start, end, component, allDay, floating, recurrenceId }: Occurrence): Shown => ({
  row,
  instance: recurrenceId ?? "",
  start,
  end,
  component,
  allDay,
  floating,
});

const BEGINNING = -62_135_596_800_000;
const END = 253_402_300_799_000;

const firstOf = (row: ObjectRow, zone: string): Occurrence | undefined => {
  const { series, facts } = readStored(row.text, zone);
  const from = facts.first ?? BEGINNING;
  return (
    expandSeries(series, { from: from - DAY, to: from + 400 * DAY, zone, maxInstances: 1 }).occurrences[0] ??
    expandSeries(series, { from: BEGINNING, to: END, zone, maxInstances: 1 }).occurrences[0]
  );
};

const bare = (row: ObjectRow, zone: string): Shown => {
  const component = masterOf(readStored(row.text, zone).main) as Component;
  const at = row.firstAt ? Temporal.Instant.from(row.firstAt).epochMilliseconds : 0;
  return { row, instance: "", start: at, end: at, component, allDay: false, floating: false };
};

/** One instance of an event, the first when none is named. */
export const instanceOf = ({ row, zone }: { row: ObjectRow; zone: string }, instance: string | undefined): Shown => {
  if (!instance) {
    const first = firstOf(row, zone);
    return first ? shown(row, first) : bare(row, zone);
  }
  const { calendar, series } = readStored(row.text, zone);
  const found = findInstance(calendar, instance, zone);
  if (!found) throw instanceMissing(instance);
  const at = found.series.master.timing.zone?.toUtc(found.moment.local) ?? found.moment.local;
  const near = { from: found.override ? BEGINNING : at - 2 * DAY, to: found.override ? END : at + 2 * DAY };
  const only = found.override
    ? series.map((one) => ({
        ...one,
        overrides: one.overrides.filter(({ component }) => component === found.override),
        ...(one.recurrence ? { recurrence: { ...one.recurrence, rules: [] } } : {}),
      }))
    : series;
  const occurrence = expandSeries(only, { ...near, zone }).occurrences.find(({ recurrenceId }) => recurrenceId === instance);
  if (!occurrence) throw instanceMissing(instance);
  return shown(row, occurrence);
};

/** Every instance of objects in a window. */
const unfoldRows = (row: ObjectRow, zone: string, window: Window): Shown[] =>
  expandSeries(readStored(row.text, zone).series, { ...window, zone, maxInstances: 5000 }).occurrences.map((one) => shown(row, one));

/**
 * The instances in some calendars that touch a window, by start. The index says which objects; each is unfolded for the
 * window alone, so that what lies outside of it costs nothing. `whole` is false when there were more than `limit`.
 */
export const instancesIn = async (
  work: { readonly tx: unknown },
  calendars: readonly Seen[],
  window: Window,
  limit: number,
): Promise<{ shown: Shown[]; whole: boolean }> => {
  const ids = calendars.map(({ shelf }) => shelf.id);
  const found = await occurrencesIn(work, ids, window, limit + 1);
  const reaching = await beyondRows(work, { calendarIds: ids }, window);
  const zones = new Map(calendars.map(({ shelf, owner }) => [shelf.id, zoneOf(shelf, owner)]));
  const rows = await objectsById(work, [...new Set([...found, ...reaching].map(({ objectId }) => objectId))]);
  const all = rows
    .flatMap((row) => unfoldRows(row, zones.get(row.calendarId) ?? "UTC", window))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  return { shown: all.slice(0, limit), whole: all.length <= limit && found.length <= limit };
};
