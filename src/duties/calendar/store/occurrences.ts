import { sql } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { Taken, Unfolded, Window } from "../rules/occurring.ts";

const own = ownTables("calendarOccurrence", "calendarReach");

/** An instance in the time of an owner. */
export type OccurrenceRow = {
  objectId: string;
  calendarId: string;
  ownerId: string;
  instance: string;
  start: number;
  end: number;
  busy: number;
};

const iso = (ms: number): string => new Date(ms).toISOString();
const spanText = ({ start, end }: { start: number; end: number }): string =>
  end > start ? `[${iso(start)},${iso(end)})` : `[${iso(start)},${iso(start)}]`;
const windowText = ({ from, to }: Window): string => `[${iso(from)},${iso(to)})`;

/** Puts the instances of an object in the place of those that were there (a `fresh` object has none); `alone` where nothing else may be. */
export const putOccurrences = async (
  work: HasDatabase,
  of: { objectId: string; calendarId: string; ownerId: string },
  { taken, from, until, whole }: Unfolded,
  alone: boolean,
  fresh = false,
): Promise<void> => {
  if (!fresh) {
    await own(work).deleteFrom("calendarOccurrence").where("objectId", "=", of.objectId).execute();
    await own(work).deleteFrom("calendarReach").where("objectId", "=", of.objectId).execute();
  }
  await addOccurrences(work, of, taken, alone);
  if (!whole)
    await own(work)
      .insertInto("calendarReach")
      .values({ ...of, rowsFrom: iso(from), rowsUntil: iso(until) })
      .execute();
};

const addOccurrences = async (
  work: HasDatabase,
  of: { objectId: string; calendarId: string; ownerId: string },
  taken: readonly Taken[],
  alone: boolean,
): Promise<void> => {
  if (taken.length === 0) return;
  const spans = taken.map(spanText);
  const instances = taken.map(({ instance }) => instance);
  const busy = taken.map((one) => one.busy);
  const lone = taken.map((one) => alone && one.busy > 0 && one.end > one.start);
  await sql`
    insert into calendar_occurrence (object_id, calendar_id, owner_id, instance, span, busy, alone)
    select ${of.objectId}, ${of.calendarId}, ${of.ownerId}, row.instance, row.span::tstzrange, row.busy, row.alone
    from unnest(${instances}::text[], ${spans}::text[], ${busy}::smallint[], ${lone}::boolean[]) as row (instance, span, busy, alone)
  `.execute(own(work));
};

const FIELDS = sql<OccurrenceRow>`
  object_id as "objectId", calendar_id as "calendarId", owner_id as "ownerId", instance, busy,
  (extract(epoch from lower(span)) * 1000)::double precision as start, (extract(epoch from upper(span)) * 1000)::double precision as "end"`;

type Raw = Omit<OccurrenceRow, "start" | "end"> & { start: number | string; end: number | string };
const tidy = (row: Raw): OccurrenceRow => ({ ...row, start: Math.round(Number(row.start)), end: Math.round(Number(row.end)) });

/** The instances in some calendars that touch a window, in order of their start. */
export const occurrencesIn = async (
  work: HasDatabase,
  calendarIds: readonly string[],
  window: Window,
  limit: number,
): Promise<OccurrenceRow[]> => {
  if (calendarIds.length === 0) return [];
  const { rows } = await sql<Raw>`
    select ${FIELDS} from calendar_occurrence
    where calendar_id = any(${[...calendarIds]}::uuid[]) and span && ${windowText(window)}::tstzrange
    order by lower(span) limit ${limit}`.execute(own(work));
  return rows.map(tidy);
};

/** What takes the time of some owners in a window. */
export const busyIn = async (work: HasDatabase, ownerIds: readonly string[], window: Window): Promise<OccurrenceRow[]> => {
  if (ownerIds.length === 0) return [];
  const { rows } = await sql<Raw>`
    select ${FIELDS} from calendar_occurrence
    where owner_id = any(${[...ownerIds]}::uuid[]) and busy > 0 and span && ${windowText(window)}::tstzrange
    order by lower(span)`.execute(own(work));
  return rows.map(tidy);
};

/** What takes an owner's time during any of these stretches and must not be joined, apart from one object. */
export const inTheWay = async (
  work: HasDatabase,
  ownerId: string,
  spans: readonly { start: number; end: number }[],
  except: string | undefined,
  alone: boolean,
): Promise<OccurrenceRow[]> => {
  if (spans.length === 0) return [];
  const { rows } = await sql<Raw>`
    select ${FIELDS} from calendar_occurrence
    where owner_id = ${ownerId} and busy > 0 and (alone or not ${alone})
      and span && any(${spans.map(spanText)}::tstzrange[])
      and (${except ?? null}::uuid is null or object_id <> ${except ?? null}::uuid)
    order by lower(span) limit 1000`.execute(own(work));
  return rows.map(tidy);
};

/** The end of the last instance of an owner that takes time; nothing when there is none. */
export const lastBusy = async (work: HasDatabase, ownerId: string): Promise<number | undefined> => {
  const { rows } = await sql<{ last: number | string | null }>`
    select (extract(epoch from max(upper(span))) * 1000)::double precision as last from calendar_occurrence
    where owner_id = ${ownerId} and busy > 0`.execute(own(work));
  const last = rows[0]?.last;
  return last === null || last === undefined ? undefined : Number(last);
};

/** Objects whose instances have to be worked out for a part of a window: in these calendars, or of these owners. */
export const beyondRows = async (
  work: HasDatabase,
  of: { calendarIds?: readonly string[]; ownerIds?: readonly string[] },
  { from, to }: Window,
) => {
  const ids = of.calendarIds ?? of.ownerIds ?? [];
  if (ids.length === 0) return [];
  return own(work)
    .selectFrom("calendarReach")
    .select(["objectId", "calendarId", "ownerId", "rowsFrom", "rowsUntil"])
    .where(of.calendarIds ? "calendarId" : "ownerId", "in", [...ids])
    .where((where) => where.or([where("rowsUntil", "<", iso(to)), where("rowsFrom", ">", iso(from))]))
    .execute();
};

/** Objects whose rows end between two instants, those first that end first. */
export const endingBetween = (work: HasDatabase, { from, to }: Window, limit: number) =>
  own(work)
    .selectFrom("calendarReach")
    .select(["objectId", "calendarId", "ownerId"])
    .where("rowsUntil", ">=", iso(from))
    .where("rowsUntil", "<", iso(to))
    .orderBy("rowsUntil")
    .limit(limit)
    .execute();
