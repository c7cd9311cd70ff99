import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { nameOf, ownerName, personFacts } from "#duties/people/index.ts";
import { accessTo, askerOf, seenCalendar, type Asking, type Seen } from "../asker.ts";
import type { calendarContract } from "../contract/calendar.ts";
import { calendarNeeded, calendarFull, calendarNotYours, inviteeMissing, nothingToRevoke } from "../errors.ts";
import { ensureOwners, furnish, newCalendar } from "../owners.ts";
import { placeAnew } from "../placing.ts";
import { presentCalendar } from "../present.ts";
import { dropObject } from "../keeping.ts";
import { accessOf, reaches, type Level } from "../rules/levels.ts";
import { calendarsOf, deleteCalendar, findCalendar, insertCalendar, nextRevision, updateCalendar, type Shelf } from "../store/calendars.ts";
import { deleteFeeds } from "../store/feeds.ts";
import { deleteSubscription } from "../store/subscriptions.ts";
import { entriesIn } from "../store/objects.ts";
import { insertOwner, listHouse, readOwners, updateOwner } from "../store/owners.ts";
import { deleteShares, insertShare, sharesOf, sharesTo, type ShareRow } from "../store/shares.ts";

type Handle = Handlers<typeof calendarContract>;
type Terms = Parameters<Handle["calendar.change"]>[1];

/** Calendars as the asker sees them, with the names of their owners. */
const present = async (work: Asking, seen: readonly Seen[]) => {
  const people = seen.filter(({ owner }) => owner.kind === "person").map(({ owner }) => owner.id);
  const names = await nameOf(work, [...new Set(people)]);
  const shared = new Set((await sharesOf(work, people)).flatMap(({ calendarId }) => calendarId ?? []));
  return seen.map((one) => presentCalendar(one, shared.has(one.shelf.id), names.get(one.owner.id) ?? one.owner.name));
};

const presentOne = async (work: Asking, id: string) => {
  const shelf = (await findCalendar(work, id)) as Shelf;
  return (await present(work, await accessTo(work, [shelf])))[0]!;
};

export const calendarFields = ({ name, description, color, timeZone, counts }: Partial<Terms>) => ({
  ...(name === undefined ? {} : { name }),
  ...(description === undefined ? {} : { description }),
  ...(color === undefined ? {} : { color }),
  ...(timeZone === undefined ? {} : { timeZone }),
  ...(counts === undefined ? {} : { transparent: !counts }),
});

const ownerFields = ({ place, email, capacity, seats, features }: Partial<Terms>) => ({
  ...(place === undefined ? {} : { place }),
  ...(email === undefined ? {} : { email }),
  ...(capacity === undefined ? {} : { capacity }),
  ...(seats === undefined ? {} : { seats }),
  ...(features === undefined ? {} : { features: JSON.stringify(features) }),
});

/** Whose a new calendar is: a person's (whom the asker may act for), or a new room, thing, or the company. */
export const personFor = async (work: Work, wanted: string | undefined): Promise<string> => {
  const asker = await askerOf(work);
  const id = wanted ?? asker.me;
  const [owner] = id ? await ensureOwners(work, [id]) : [];
  if (!owner || owner.kind !== "person") throw inviteeMissing(wanted ?? work.actor.name);
  const shares = (await sharesOf(work, [owner.id])).filter(({ calendarId }) => calendarId === null);
  const { level } = accessOf(
    asker,
    { ownerId: owner.id, ownerKind: "person", personal: true },
    shares.map((row) => ({ ...row, level: row.level as Level })),
  );
  if (!reaches(level, "write")) throw calendarNotYours();
  return owner.id;
};

const addHouse = async (work: Work, kind: "room" | "thing" | "company", input: Parameters<Handle["calendar.add"]>[1]): Promise<string> => {
  const asker = await askerOf(work);
  if (!reaches(accessOf(asker, { ownerId: "", ownerKind: kind, personal: true }, []).level, "manage")) throw calendarNotYours();
  const [company] = kind === "company" ? await listHouse(work, ["company"]) : [];
  const id = company?.id ?? newId();
  if (!company) {
    await insertOwner(work, {
      id,
      kind,
      name: input.name,
      timeZone: input.timeZone ?? work.actor.timeZone,
      bufferMinutes: 0,
      dead: "{}",
      createdAt: work.at,
      features: "[]",
      ...ownerFields({ ...input, capacity: kind === "company" ? null : (input.capacity ?? (input.capacity === null ? null : 1)) }),
    });
    await furnish(work, id, input.name);
  }
  const all = (await calendarsOf(work, [id])).filter((one) => one.kind === "calendar");
  const row = company
    ? await insertCalendar(work, newCalendar(work, id, calendarFields(input)))
    : await updateCalendar(work, all[0]!.id, calendarFields(input));
  return row.id;
};

const add: Handle["calendar.add"] = async (work, input) => {
  const { kind } = input;
  const id =
    kind === "personal" || kind === "shared"
      ? (await insertCalendar(work, newCalendar(work, await personFor(work, input.for), calendarFields(input)))).id
      : await addHouse(work, kind, input);
  work.about("calendar", id);
  return presentOne(work, id);
};

const KIND_OF = { personal: "person", shared: "person", room: "room", thing: "thing", company: "company" } as const;

/** One's own calendars, those one assists with, what was shared, and the house's. */
const mine = async (work: Asking): Promise<Shelf[]> => {
  const asker = await askerOf(work);
  const given = await sharesTo(work, [...(asker.me ? [asker.me] : []), ...asker.behind], asker.staff);
  const house = await listHouse(work, ["room", "thing", "company"]);
  const owners = new Set([
    ...(asker.me ? [asker.me] : []),
    ...asker.bosses.keys(),
    ...asker.principals,
    ...house.map(({ id }) => id),
    ...given.map(({ ownerId }) => ownerId),
  ]);
  return calendarsOf(work, [...owners]);
};

/** The calendars that the asker may see: of these owners, or all that concern them. */
export const visibleCalendars = async (work: Asking, of: readonly string[] | undefined): Promise<Seen[]> => {
  const shelves = (of ? await calendarsOf(work, of) : await mine(work)).filter(({ kind }) => kind === "calendar");
  return (await accessTo(work, shelves)).filter(({ access }) => access.level !== "none");
};

const list: Handle["calendar.list"] = async (work, { of, kind }) => {
  const seen = (await visibleCalendars(work, of)).filter(({ owner }) => !kind || owner.kind === KIND_OF[kind]);
  const calendars = await present(work, seen);
  return { calendars: kind ? calendars.filter((one) => one.kind === kind) : calendars };
};

const change: Handle["calendar.change"] = async (work, input) => {
  const { shelf, owner, access } = await seenCalendar(work, input.id, "write");
  const personal = owner.kind === "person";
  if (!personal && !reaches(access.level, "manage")) throw calendarNotYours();
  work.about("calendar", shelf.id);
  const fields = calendarFields(input);
  if (Object.keys(fields).length > 0) await updateCalendar(work, shelf.id, { ...fields, changedAt: work.at });
  const held = {
    ...(personal ? {} : ownerFields(input)),
    ...(input.main ? { defaultCalendarId: shelf.id } : {}),
    ...(!personal && input.name ? { name: input.name } : {}),
  };
  if (Object.keys(held).length > 0) await updateOwner(work, owner.id, held);
  if (fields.transparent !== undefined || fields.timeZone !== undefined || (!personal && input.capacity !== undefined))
    await placeAnew(work, owner.id);
  await nextRevision(work, shelf.id);
  return presentOne(work, shelf.id);
};

/** Removes a calendar with everything in it; those invited to what lay there are told. */
export const removeCalendar = async (work: Work, shelf: Shelf): Promise<void> => {
  for (const { address } of await entriesIn(work, shelf.id)) await dropObject(work, shelf.id, address, true, shelf.subscribed);
  const shares = (await sharesOf(work, [shelf.ownerId])).filter(({ calendarId }) => calendarId === shelf.id);
  await deleteShares(
    work,
    shares.map(({ id }) => id),
  );
  await deleteFeeds(work, shelf.id);
  await deleteSubscription(work, shelf.id);
  await deleteCalendar(work, shelf.id);
};

const remove: Handle["calendar.remove"] = async (work, { id, withEvents }) => {
  const { shelf, owner, access } = await seenCalendar(work, id, "write");
  if (!reaches(access.level, owner.kind === "person" ? "own" : "manage") && work.actor.role !== "administrator") throw calendarNotYours();
  work.about("calendar", id);
  const entries = await entriesIn(work, id);
  if (entries.length > 0 && !withEvents) throw calendarFull(entries.length);
  const main = owner.defaultCalendarId === id;
  if (main && owner.kind === "person") throw calendarNeeded();
  await removeCalendar(work, shelf);
  if (main && owner.kind !== "company") await updateOwner(work, owner.id, { archivedAt: work.at, defaultCalendarId: null });
  return {};
};

const presentShare = async (work: Work, row: ShareRow) => {
  const kind = row.toKind as "person";
  const everyone = { id: "Semua", en: "Everyone" }[work.actor.language];
  const name = row.toId ? (await ownerName(work, { kind, id: row.toId }))[work.actor.language] : everyone;
  return { id: row.id, calendarId: row.calendarId, to: { kind, id: row.toId, name }, level: row.level as "read", givenAt: row.givenAt };
};

const sharable = async (work: Work, id: string) => {
  const seen = await seenCalendar(work, id, "manage");
  work.about("calendar", id);
  return seen;
};

const share: Handle["calendar.share"] = async (work, { id, to, level }) => {
  const { shelf, owner } = await sharable(work, id);
  const [toKind = "", toId = null] = to.split(":");
  if (toKind === "person" && !(await personFacts(work, [toId!])).has(toId!)) throw inviteeMissing(to);
  const before = (await sharesOf(work, [owner.id])).filter(
    (row) => row.calendarId === shelf.id && row.toKind === toKind && row.toId === toId,
  );
  await deleteShares(
    work,
    before.map((row) => row.id),
  );
  const row = await insertShare(work, {
    id: newId(), ownerId: owner.id, calendarId: shelf.id, toKind, toId, level, givenBy: work.actor.id, givenAt: work.at,
  }); // prettier-ignore
  return presentShare(work, row);
};

const unshare: Handle["calendar.unshare"] = async (work, { id, shareId }) => {
  const { shelf, owner } = await sharable(work, id);
  const row = (await sharesOf(work, [owner.id])).find((one) => one.id === shareId && one.calendarId === shelf.id);
  if (!row) throw nothingToRevoke();
  await deleteShares(work, [row.id]);
  return {};
};

const shares: Handle["calendar.shares"] = async (work, { id }) => {
  const { shelf, owner } = await seenCalendar(work, id, "manage");
  const rows = (await sharesOf(work, [owner.id])).filter((row) => row.calendarId === shelf.id || row.calendarId === null);
  return { shares: await Promise.all(rows.map((row) => presentShare(work, row))) };
};

const limit: Handle["calendar.limit"] = async (work, input) => {
  const [known] = [...(await readOwners(work, [input.owner])), ...(await ensureOwners(work, [input.owner]))];
  if (!known) throw inviteeMissing(input.owner);
  const asker = await askerOf(work);
  const { level } = accessOf(asker, { ownerId: known.id, ownerKind: known.kind as "person", personal: true }, []);
  if (!reaches(level, known.kind === "person" ? "write" : "manage")) throw calendarNotYours();
  work.about("calendar_owner", known.id);
  const { atOnce, mostPerDay, bufferMinutes } = input;
  const owner = await updateOwner(work, known.id, {
    ...(atOnce === undefined ? {} : { capacity: atOnce }),
    ...(mostPerDay === undefined ? {} : { mostPerDay }),
    ...(bufferMinutes === undefined ? {} : { bufferMinutes }),
    name: known.name,
  });
  if (atOnce !== undefined && atOnce !== known.capacity) await placeAnew(work, owner.id);
  return { owner: owner.id, atOnce: owner.capacity, mostPerDay: owner.mostPerDay, bufferMinutes: owner.bufferMinutes };
};

/** Calendars, who may see them, and what holds for their owners' time. */
export const calendarUseCases = {
  "calendar.add": add,
  "calendar.list": list,
  "calendar.change": change,
  "calendar.remove": remove,
  "calendar.share": share,
  "calendar.unshare": unshare,
  "calendar.shares": shares,
  "calendar.limit": limit,
} satisfies Partial<Handle>;
