import { createHash } from "node:crypto";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { rowWindow } from "./clashes.ts";
import { unfold, type Window } from "./rules/occurring.ts";
import { dropReminder, planReminder } from "./reminding.ts";
import type { ReadObject } from "./rules/stored.ts";
import { noteChange, type CalendarRow } from "./store/calendars.ts";
import { deleteObject, insertObject, updateObject, type ObjectRow } from "./store/objects.ts";
import { inTheWay, putOccurrences } from "./store/occurrences.ts";
import type { OwnerRow } from "./store/owners.ts";

/** A strong validator: the same octets, the same tag. */
export const etagOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 27);

/** The zone that floating times and whole days of a calendar are placed in. */
export const zoneOf = (calendar: Pick<CalendarRow, "timeZone">, owner: Pick<OwnerRow, "timeZone">): string =>
  calendar.timeZone ?? owner.timeZone;

/** Where an object is put and what it is. */
export type Placing = {
  calendar: CalendarRow;
  owner: OwnerRow;
  /** The owner's addresses. */
  own: ReadonlySet<string>;
  address: string;
  uid: string;
  component: string;
  text: string;
  object: ReadObject | undefined;
  overlap: boolean;
  scheduleTag: string | null;
  current: ObjectRow | undefined;
};

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const NO_FACTS = { summary: null, place: null, visibility: "public", sequence: 0, organizer: null, categories: "[]", repeats: false };

const factsFor = ({ object }: Placing) => {
  if (!object) return { ...NO_FACTS, firstAt: null, lastAt: null };
  const { first, last, categories, ...facts } = object.facts;
  return { ...facts, categories: JSON.stringify(categories), firstAt: iso(first), lastAt: iso(last) };
};

/** What ends some day is kept as rows in full, however far away; what goes on for ever as far as rows go. */
const windowFor = (now: Temporal.Instant, { facts: { first, last } }: ReadObject): Window => {
  const { from, to } = rowWindow(now);
  return last === null || first === null ? { from, to } : { from: Math.min(from, first), to: Math.max(to, last + 1) };
};

/**
 * Puts the instances of an object down anew; those of what takes one thing at a time stand alone unless somebody said yes.
 * `careful` is for what is there already: where two meet, the one that comes second does not stand alone. False then.
 */
export const placeInstances = async (
  work: Work,
  row: { id: string; component: string; overlap: boolean },
  { calendar, owner, own, object }: Pick<Placing, "calendar" | "owner" | "own" | "object">,
  { careful = false, fresh = false } = {},
): Promise<boolean> => {
  if (!object || calendar.kind !== "calendar" || row.component !== "VEVENT") return true;
  const unfolded = unfold(object.series, zoneOf(calendar, owner), own, windowFor(work.now, object));
  const wanted = owner.capacity === 1 && !row.overlap && !calendar.transparent;
  const busy = unfolded.taken.filter((one) => one.busy > 0 && one.end > one.start);
  const met = wanted && careful && (await inTheWay(work, owner.id, busy, row.id, true)).length > 0;
  await putOccurrences(work, { objectId: row.id, calendarId: calendar.id, ownerId: owner.id }, unfolded, wanted && !met, fresh);
  return !met;
};

/** Stores an object with everything that is found by; the same octets again change nothing. */
export const storeObject = async (work: Work, placing: Placing): Promise<ObjectRow> => {
  const { current, calendar, address, uid, component, text, overlap, scheduleTag } = placing;
  if (current?.text === text && current.overlap === overlap && current.scheduleTag === scheduleTag) return current;
  const fields = { uid, component, text, etag: etagOf(text), scheduleTag, overlap, changedAt: work.at, ...factsFor(placing) };
  const row = current
    ? await updateObject(work, current.id, fields)
    : await insertObject(work, { id: newId(), calendarId: calendar.id, address, dead: "{}", createdAt: work.at, ...fields });
  await noteChange(work, calendar.id, address, false);
  if (placing.object && calendar.kind === "calendar" && placing.owner.kind === "person")
    await planReminder(work, row, placing.object, zoneOf(calendar, placing.owner), current?.text);
  if (current?.text !== text || current.overlap !== overlap) await placeInstances(work, row, placing, { fresh: !current });
  work.touch(`calendar:${calendar.id}`, `calendar-owner:${calendar.ownerId}`);
  return row;
};

/** Takes an object away. */
export const eraseObject = async (work: Work, calendar: CalendarRow, row: ObjectRow): Promise<void> => {
  await dropReminder(work, row);
  await deleteObject(work, row.id);
  await noteChange(work, calendar.id, row.address, true);
  work.touch(`calendar:${calendar.id}`, `calendar-owner:${calendar.ownerId}`);
};
