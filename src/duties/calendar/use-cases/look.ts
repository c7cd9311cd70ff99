import type { Handlers } from "#kernel/catalogue/duty.ts";
import { accessTo, seenCalendar, type Asking, type Seen } from "../asker.ts";
import { busyPeriods } from "../busy.ts";
import type { eventContract } from "../contract/event.ts";
import { rangeUnclear } from "../errors.ts";
import { instanceOf, instancesIn, seenEvent } from "../looking.ts";
import { namesFor, presentEvent } from "../present.ts";
import { reaches } from "../rules/levels.ts";
import type { Window } from "../rules/occurring.ts";
import { zoneOf } from "../storing.ts";
import { calendarsById } from "../store/calendars.ts";
import { searchObjects } from "../store/objects.ts";
import { visibleCalendars } from "./calendar.ts";

type Handle = Handlers<typeof eventContract>;

const MOST_DAYS = 1100;
const MOST_SHOWN = 5000;
const DAY = 86_400_000;

const windowOf = (input: { from: string; to: string }): Window => {
  const [from, to] = [input.from, input.to].map((text) => Temporal.Instant.from(text).epochMilliseconds) as [number, number];
  if (to <= from || to - from > MOST_DAYS * DAY) throw rangeUnclear(MOST_DAYS);
  return { from, to };
};

const show: Handle["event.show"] = async (work, { id, instance }) => {
  const found = await seenEvent(work, id);
  const shown = instanceOf(found, instance);
  return presentEvent(shown, found.seen, await namesFor(work, [shown]), found.zone, work.actor.language);
};

/** Unless rooms are asked for, their bookings are not everybody's agenda. */
const agenda = (seen: readonly Seen[]): Seen[] => seen.filter(({ owner }) => owner.kind === "person" || owner.kind === "company");

const wanted = async (work: Asking, input: { calendars?: string[] | undefined; of?: string[] | undefined }): Promise<Seen[]> => {
  if (input.calendars) {
    const seen = await accessTo(work, await calendarsById(work, input.calendars));
    if (seen.length < input.calendars.length)
      await seenCalendar(
        work,
        input.calendars.find((id) => !seen.some((one) => one.shelf.id === id))!,
        "busy",
      );
    return seen.filter(({ access, shelf }) => reaches(access.level, "busy") && shelf.kind === "calendar");
  }
  const visible = await visibleCalendars(work, input.of);
  return input.of ? visible : agenda(visible);
};

const list: Handle["event.list"] = async (work, input) => {
  const window = windowOf(input);
  const seen = await wanted(work, input);
  const { shown, whole } = await instancesIn(work, seen, window, MOST_SHOWN);
  const byId = new Map(seen.map((one) => [one.shelf.id, one]));
  const names = await namesFor(work, shown);
  const events = shown.map((one) => {
    const of = byId.get(one.row.calendarId)!;
    return presentEvent(one, of, names, zoneOf(of.shelf, of.owner), work.actor.language);
  });
  return { events, whole };
};

const search: Handle["event.search"] = async (work, { text, limit }) => {
  const seen = (await visibleCalendars(work, undefined)).filter(({ access }) => reaches(access.level, "read"));
  const secret = seen.filter(({ access }) => access.secrets).map(({ shelf }) => shelf.id);
  const rows = await searchObjects(
    work,
    seen.map(({ shelf }) => shelf.id),
    secret,
    text,
    limit,
  );
  const byId = new Map(seen.map((one) => [one.shelf.id, one]));
  const shown = rows.map((row) =>
    instanceOf({ row, zone: zoneOf(byId.get(row.calendarId)!.shelf, byId.get(row.calendarId)!.owner) }, undefined),
  );
  const names = await namesFor(work, shown);
  return {
    events: shown.map((one) => {
      const of = byId.get(one.row.calendarId)!;
      return presentEvent(one, of, names, zoneOf(of.shelf, of.owner), work.actor.language);
    }),
  };
};

const KINDS = ["busy", "tentative", "busy", "unavailable"] as const;

const busy: Handle["event.busy"] = async (work, input) => {
  const window = windowOf(input);
  const found = await busyPeriods(work, input.of, window);
  return {
    busy: input.of.map((of) => ({
      of,
      periods: (found.get(of) ?? []).map(({ start, end, busy: kind }) => ({
        start: Temporal.Instant.fromEpochMilliseconds(start).toString(),
        end: Temporal.Instant.fromEpochMilliseconds(end).toString(),
        kind: KINDS[kind] ?? "busy",
      })),
    })),
  };
};

/** What takes place, as the asker may see it. */
export const lookUseCases = {
  "event.show": show,
  "event.list": list,
  "event.search": search,
  "event.busy": busy,
} satisfies Partial<Handle>;
