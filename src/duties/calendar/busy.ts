import type { Seen } from "./asker.ts";
import { workedOut } from "./clashes.ts";
import { addressesOf } from "./owners.ts";
import type { Window } from "./rules/occurring.ts";
import { zoneOf } from "./storing.ts";
import { calendarsOf } from "./store/calendars.ts";
import { objectsWithUid } from "./store/objects.ts";
import { busyIn, occurrencesIn } from "./store/occurrences.ts";
import { readOwners } from "./store/owners.ts";

type At = { readonly tx: unknown; readonly now: Temporal.Instant };

const MOST_ROWS = 1_000_000;

/** A stretch of busy time without its reason; `busy` is 1 tentative, 2 busy, 3 unavailable. */
export type Period = { start: number; end: number; busy: number };

const merged = (periods: readonly Period[]): Period[] => {
  const out: Period[] = [];
  for (const one of periods.toSorted((a, b) => a.start - b.start)) {
    const last = out.findLast(({ busy }) => busy === one.busy);
    if (last && one.start <= last.end) last.end = Math.max(last.end, one.end);
    else out.push({ ...one });
  }
  return out;
};

/**
 * When each of some people, rooms and things is busy in a window, over all their calendars that count: rows where there
 * are rows, worked out beyond them. Those who have no calendar are free.
 */
export const busyPeriods = async (
  work: At,
  ownerIds: readonly string[],
  window: Window,
  ignoreUid?: string,
): Promise<Map<string, Period[]>> => {
  const owners = await readOwners(work, ownerIds);
  const ids = owners.map(({ id }) => id);
  const shelves = (await calendarsOf(work, ids)).filter(({ kind }) => kind === "calendar");
  const counts = new Set(shelves.filter(({ transparent }) => !transparent).map(({ id }) => id));
  const byId = new Map(owners.map((owner) => [owner.id, owner]));
  const zones = new Map(shelves.map((shelf) => [shelf.id, zoneOf(shelf, byId.get(shelf.ownerId)!)]));
  const own = new Map([...(await addressesOf(work, owners))].map(([id, list]) => [id, new Set(list)]));
  const rows = await busyIn(work, ids, window);
  const further = await workedOut(
    work,
    { ownerIds: ids },
    window,
    (id) => zones.get(id) ?? "UTC",
    (id) => own.get(id) ?? new Set(),
  );
  const ignored = new Set<string>();
  if (ignoreUid) for (const { id } of await objectsWithUid(work, ids, ignoreUid)) ignored.add(id);
  const taken = [...rows, ...further].filter(
    ({ calendarId, busy, objectId }) => busy > 0 && counts.has(calendarId) && !ignored.has(objectId),
  );
  const inside = taken.map(({ ownerId, start, end, busy }) => ({
    ownerId,
    start: Math.max(start, window.from),
    end: Math.min(end, window.to),
    busy,
  }));
  return new Map(
    [
      ...Map.groupBy(
        inside.filter(({ start, end }) => start < end),
        ({ ownerId }) => ownerId,
      ),
    ].map(([id, periods]) => [id, merged(periods)]),
  );
};

/** Busy time of one calendar in a window, whether it counts or not. */
export const busyInCalendar = async (work: At, { shelf, owner }: Pick<Seen, "shelf" | "owner">, window: Window): Promise<Period[]> => {
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  const rows = await occurrencesIn(work, [shelf.id], window, MOST_ROWS);
  const further = await workedOut(
    work,
    { calendarIds: [shelf.id] },
    window,
    () => zoneOf(shelf, owner),
    () => own,
  );
  return [...rows, ...further].filter(({ busy, start, end }) => busy > 0 && start < end);
};
