import { accessTo, askerOf, lentTo, type Asking, type Seen } from "./asker.ts";
import { isMasked } from "./present.ts";
import { maskedText } from "./rules/masked.ts";
import { reaches, type Level } from "./rules/levels.ts";
import type { Window } from "./rules/occurring.ts";
import { readStored } from "./rules/stored.ts";
import { etagOf, zoneOf } from "./storing.ts";
import { calendarAt, calendarsById, calendarsOf, changesSince, type Shelf } from "./store/calendars.ts";
import {
  entriesIn,
  findFile,
  objectAt,
  objectsAt,
  objectsById,
  objectsIn,
  octetsIn,
  type FileRow,
  type ObjectRow,
} from "./store/objects.ts";
import { beyondRows, occurrencesIn } from "./store/occurrences.ts";
import { listHouse, readOwners, type OwnerRow } from "./store/owners.ts";
import { sharesOf, sharesTo, type ShareRow } from "./store/shares.ts";

const DAY = 86_400_000;

/** A calendar or address book at its address, if the asker may know of it. */
export const shelfAt = async (asking: Asking, ownerId: string, address: string, book: boolean): Promise<Seen | undefined> => {
  const shelf = await calendarAt(asking, ownerId, address, book);
  const [seen] = shelf ? await accessTo(asking, [shelf]) : [];
  return seen && seen.access.level !== "none" ? seen : undefined;
};

/** Everything in somebody's home that the asker may know of. */
export const shelvesOf = async (asking: Asking, ownerId: string, book: boolean): Promise<Seen[]> =>
  (await accessTo(asking, await calendarsOf(asking, [ownerId]))).filter(
    ({ shelf, access }) => (shelf.kind === "addressbook") === book && access.level !== "none",
  );

/** A calendar by id, as the asker sees it. */
export const shelfById = async (asking: Asking, id: string): Promise<Seen | undefined> =>
  (await accessTo(asking, await calendarsById(asking, [id])))[0];

/** Calendars of others and of the company that were given to the asker to read at least: what they see beside their own. */
export const shelvesGiven = async (asking: Asking): Promise<Seen[]> => {
  const { me, behind, staff } = await askerOf(asking);
  const given = await sharesTo(asking, [...(me ? [me] : []), ...behind], staff);
  const company = await calendarsOf(asking, (await listHouse(asking, ["company"])).map(({ id }) => id)); // prettier-ignore
  const shelves = await calendarsById(asking, [...new Set(given.flatMap(({ calendarId }) => calendarId ?? []))]);
  const all = [...shelves, ...company].filter(({ kind, ownerId }) => kind === "calendar" && ownerId !== me);
  return (await accessTo(asking, all)).filter(({ access }) => reaches(access.level, "read"));
};

/** What the asker may do with the whole home of an owner. */
export const homeLevel = async (asking: Asking, owner: OwnerRow): Promise<Level> => {
  if (asking.actor.id === owner.id && !asking.actor.principal) return "own";
  const all = await accessTo(asking, await calendarsOf(asking, [owner.id]), [owner]);
  const inbox = all.find(({ shelf }) => shelf.kind === "inbox");
  return inbox?.access.level ?? "none";
};

/** An object as this asker may see it: its text octet for octet, or only when it is. */
export type Visible = { row: ObjectRow; text: string; etag: string };

/** The object for this asker; nothing for those who may not read at all. */
export const visible = (seen: Seen, row: ObjectRow, language: "id" | "en"): Visible => {
  if (!isMasked(seen, row)) return { row, text: row.text, etag: row.etag };
  const text = maskedText(readStored(row.text, zoneOf(seen.shelf, seen.owner)).calendar, language);
  return { row, text, etag: etagOf(text) };
};

const mayRead = ({ access }: Seen): boolean => reaches(access.level, "read");

/** One object; whoever may only know when it is busy gets no more than that. */
export const objectIn = async (asking: Asking, seen: Seen, address: string): Promise<Visible | undefined> => {
  const row = await objectAt(asking, seen.shelf.id, address);
  return row && visible(seen, row, asking.actor.language);
};

/** Several objects. */
export const objectsFor = async (asking: Asking, seen: Seen, addresses: readonly string[]): Promise<Visible[]> =>
  mayRead(seen) ? (await objectsAt(asking, seen.shelf.id, addresses)).map((row) => visible(seen, row, asking.actor.language)) : [];

/** All of a calendar: without texts where no text has to be masked. */
export const entriesFor = async (asking: Asking, seen: Seen) => {
  if (!mayRead(seen)) return [];
  const entries = await entriesIn(asking, seen.shelf.id);
  const hidden = seen.access.secrets ? [] : entries.filter(({ visibility }) => visibility !== "public").map(({ id }) => id);
  const masked = new Map((await objectsById(asking, hidden)).map((row) => [row.id, visible(seen, row, asking.actor.language)]));
  return entries.map((entry) => {
    const mask = masked.get(entry.id);
    return mask ? { ...entry, etag: mask.etag, size: Buffer.byteLength(mask.text) } : entry;
  });
};

/** The candidates for a query, and whether they are exactly those that match it. */
export type Found = { objects: Visible[]; exact: boolean; truncated: boolean };

const BEGINNING = -62_135_596_800_000;
const END = 253_402_300_799_000;

/** Objects of a kind that may have an instance in a window; never too few. Floating times may be up to a day off. */
export const objectsBetween = async (
  asking: Asking,
  seen: Seen,
  query: { component: string | undefined; window: Partial<Window> | undefined; zone: string | undefined; limit: number },
): Promise<Found> => {
  const { shelf, owner } = seen;
  const { component, window, zone, limit } = query;
  const present = (rows: readonly ObjectRow[]) => rows.slice(0, limit).map((row) => visible(seen, row, asking.actor.language));
  if (!window || component !== "VEVENT") {
    const rows = await objectsIn(asking, shelf.id, limit + 1, component);
    return { objects: present(rows), exact: window === undefined, truncated: rows.length > limit };
  }
  const same = zone === undefined || zone === zoneOf(shelf, owner);
  const slack = same ? 0 : DAY + DAY / 12;
  const wide = { from: Math.max(BEGINNING, (window.from ?? BEGINNING) - slack), to: Math.min(END, (window.to ?? END) + slack) };
  const rows = await occurrencesIn(asking, [shelf.id], wide, 1_000_000);
  const beyond = await beyondRows(asking, { calendarIds: [shelf.id] }, wide);
  const ids = [...new Set([...rows, ...beyond].map(({ objectId }) => objectId))];
  const found = await objectsById(asking, ids.slice(0, limit));
  return { objects: present(found), exact: same && beyond.length === 0, truncated: ids.length > limit };
};

/** What changed in a calendar since a revision, at most `limit`; nothing when the revision is none of its own. */
export const changesFor = async (asking: Asking, seen: Seen, since: number | undefined, limit: number) => {
  const { shelf } = seen;
  if (since !== undefined && (!Number.isSafeInteger(since) || since < 0 || since > shelf.revision)) return undefined;
  const rows = await changesSince(asking, shelf.id, since, limit + 1);
  const shown = rows.slice(0, limit);
  const truncated = rows.length > limit;
  const there = await objectsFor(asking, seen, shown.filter(({ gone }) => !gone).map(({ address }) => address)); // prettier-ignore
  return {
    revision: truncated ? shown.at(-1)!.revision : shelf.revision,
    changed: there,
    removed: shown.filter(({ gone }) => gone).map(({ address }) => address),
    truncated,
  };
};

/** Who was given what on a calendar. */
export const sharesOn = async (asking: Asking, shelf: Shelf): Promise<ShareRow[]> =>
  (await sharesOf(asking, [shelf.ownerId])).filter(({ calendarId }) => calendarId === shelf.id);

/** Who may act for an owner by appointment, assistance or mandate, and for whom an owner may: ids by what they may do. */
export const delegatesOf = async (
  asking: Asking,
  ownerId: string,
  helpers: readonly string[],
): Promise<Record<"read" | "write", string[]>> => {
  const shares = (await sharesOf(asking, [ownerId])).filter(({ calendarId, toKind }) => calendarId === null && toKind === "person");
  const write = [...shares.filter(({ level }) => reaches(level as Level, "write")).map(({ toId }) => toId!), ...helpers];
  const read = shares.filter(({ level }) => level === "read").map(({ toId }) => toId!);
  return { read: [...new Set(read)], write: [...new Set(write)] };
};

/** For whom somebody keeps or reads calendars. */
export const delegateFor = async (asking: Asking, personId: string): Promise<Record<"read" | "write", string[]>> => {
  const shares = (await sharesTo(asking, [personId], false)).filter(({ calendarId }) => calendarId === null);
  const own = asking.actor.id === personId;
  const asker = own ? await askerOf(asking) : undefined;
  const lent = asker ? [...asker.principals, ...asker.bosses.keys()] : await lentTo(asking, personId);
  const write = [...shares.filter(({ level }) => reaches(level as Level, "write")).map(({ ownerId }) => ownerId), ...lent];
  return { read: shares.filter(({ level }) => level === "read").map(({ ownerId }) => ownerId), write: [...new Set(write)] };
};

/** Owners by id. */
export const ownersById = (asking: Asking, ids: readonly string[]): Promise<OwnerRow[]> => readOwners(asking, ids);
/** Rooms and things. */
export const roomsAndThings = (asking: Asking): Promise<OwnerRow[]> => listHouse(asking, ["room", "thing"]);
/** Octets in somebody's home. */
export const octetsOf = (asking: Asking, ownerId: string): Promise<number> => octetsIn(asking, ownerId);
/** A file at an event of an owner. */
export const fileOf = (asking: Asking, ownerId: string, id: string): Promise<FileRow | undefined> => findFile(asking, ownerId, id);
