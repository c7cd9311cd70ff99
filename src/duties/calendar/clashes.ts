import { accessTo, type Asking } from "./asker.ts";
import { doubleBooked, type InTheWay } from "./errors.ts";
import { firstClash, type Stretch } from "./rules/clash.ts";
import { reaches } from "./rules/levels.ts";
import { takenBy, unfold, type Taken, type Window } from "./rules/occurring.ts";
import { readStored, type ReadObject } from "./rules/stored.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import { addressesOf } from "./owners.ts";
import { findCalendar } from "./store/calendars.ts";
import { findObject, objectsById } from "./store/objects.ts";
import { beyondRows, inTheWay, lastBusy, occurrencesIn, type OccurrenceRow } from "./store/occurrences.ts";
import type { OwnerRow } from "./store/owners.ts";

const DAY = 86_400_000;
/** Instances are kept as rows from so many days ago to so many days ahead; the rest is worked out when asked for. */
export const PAST_DAYS = 400;
export const AHEAD_DAYS = 800;

/** The window in which instances are kept as rows. */
export const rowWindow = (now: Temporal.Instant): Window => ({
  from: now.epochMilliseconds - PAST_DAYS * DAY,
  to: now.epochMilliseconds + AHEAD_DAYS * DAY,
});

type At = { readonly tx: unknown; readonly now: Temporal.Instant };

/** What lies beyond the rows of an owner in a window, worked out from the objects that go on there. */
export const workedOut = async (
  work: At,
  of: { calendarIds?: readonly string[]; ownerIds?: readonly string[] },
  window: Window,
  zoneOf: (calendarId: string, ownerId: string) => string,
  own: (ownerId: string) => ReadonlySet<string>,
): Promise<OccurrenceRow[]> => {
  const reaching = await beyondRows(work, of, window);
  const texts = new Map(
    (
      await objectsById(
        work,
        reaching.map(({ objectId }) => objectId),
      )
    ).map((row) => [row.id, row.text]),
  );
  return reaching.flatMap(({ objectId, calendarId, ownerId, rowsFrom, rowsUntil }) => {
    const text = texts.get(objectId);
    if (text === undefined) return [];
    const zone = zoneOf(calendarId, ownerId);
    const { series } = readStored(text, zone);
    const [from, until] = [rowsFrom, rowsUntil].map((at) => Temporal.Instant.from(at).epochMilliseconds) as [number, number];
    const parts: Window[] = [
      { from: window.from, to: Math.min(window.to, from) },
      { from: Math.max(window.from, until), to: window.to },
    ];
    const seen = parts.filter((part) => part.from < part.to).flatMap((part) => expandSeries(series, { ...part, zone }).occurrences);
    // An instance that crosses the edge of the rows is among them already.
    const beyond = seen.filter(({ start, end }) => start >= until || end <= from);
    return takenBy(beyond, own(ownerId)).map((taken) => ({ ...taken, objectId, calendarId, ownerId }));
  });
};

const zoneOfOwner = (owner: OwnerRow) => () => owner.timeZone;

/** The stretches of an object that were not its own before: what is there stays unquestioned while nobody moves it. */
const newStretches = async (
  work: At,
  taken: readonly Taken[],
  before: { id: string; calendarId: string } | undefined,
): Promise<Taken[]> => {
  const busy = taken.filter((one) => one.busy > 0 && one.end > one.start);
  if (!before || busy.length === 0) return busy;
  const window = { from: busy[0]!.start, to: Math.max(...busy.map(({ end }) => end)) };
  const rows = (await occurrencesIn(work, [before.calendarId], window, 100_000)).filter(
    (row) => row.objectId === before.id && row.busy > 0,
  );
  const held = new Set(rows.map(({ start, end }) => `${start} ${end}`));
  return busy.filter(({ start, end }) => !held.has(`${start} ${end}`));
};

/**
 * What stands in the way of an object in the time of an owner who takes only so much at once; undefined when it fits.
 * The owner must be held: then nobody else can take the time before the work ends.
 */
export const clashOf = async (
  work: At,
  owner: OwnerRow,
  object: ReadObject,
  before: { id: string; calendarId: string } | undefined,
): Promise<OccurrenceRow | undefined> => {
  if (owner.capacity === null) return undefined;
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  const last = await lastBusy(work, owner.id);
  const rows = rowWindow(work.now);
  const window = { from: rows.from, to: Math.max(rows.to, last ?? 0) + DAY };
  const single = object.facts.first !== null && object.facts.first > window.to;
  const asked = single ? { from: object.facts.first! - DAY, to: object.facts.first! + 366 * DAY } : window;
  const taken = unfold(object.series, owner.timeZone, own, asked).taken;
  const wanted: Stretch[] = await newStretches(work, taken, before);
  if (wanted.length === 0) return undefined;
  const there = await inTheWay(work, owner.id, wanted, before?.id, false);
  const span = { from: wanted[0]!.start, to: wanted.reduce((most, { end }) => Math.max(most, end), 0) };
  const further = (await workedOut(work, { ownerIds: [owner.id] }, span, zoneOfOwner(owner), () => own)).filter(
    ({ objectId, busy }) => objectId !== before?.id && busy > 0,
  );
  return firstClash(wanted, [...there, ...further], owner.capacity)?.taken;
};

/** The refusal that says who or what is taken, by what as far as the asker may know, and until when. */
export const refuseClash = async (work: Asking, owner: OwnerRow, row: OccurrenceRow): Promise<never> => {
  const [object, shelf] = await Promise.all([findObject(work, row.objectId), findCalendar(work, row.calendarId)]);
  const [seen] = shelf ? await accessTo(work, [shelf]) : [];
  const mayRead = seen !== undefined && reaches(seen.access.level, "read") && (object?.visibility === "public" || seen.access.secrets);
  const taken: InTheWay = {
    ownerId: owner.id,
    ownerName: owner.name,
    title: (mayRead && object?.summary) || null,
    start: row.start,
    end: row.end,
    zone: owner.timeZone,
  };
  throw doubleBooked(taken);
};
