import type { Handlers, JobHandler } from "#kernel/catalogue/duty.ts";
import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { newId } from "#kernel/ids/id.ts";
import { dropJob, putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { seenCalendar } from "../asker.ts";
import type { holdContract } from "../contract/hold.ts";
import { endsBeforeStart, holdGone, inviteeMissing, rangeUnclear, timeUnclear } from "../errors.ts";
import { inviterFor } from "../inviting.ts";
import { dropObject, keepObject } from "../keeping.ts";
import { ensureOwners, mainCalendar } from "../owners.ts";
import { editAll } from "../rules/changing.ts";
import { applyWish, draftEvent, frame, stamp } from "../rules/draft.ts";
import { dayAfter, readWished } from "../rules/wished-time.ts";
import { readStored } from "../rules/stored.ts";
import { zoneOf } from "../storing.ts";
import { findCalendar, type Shelf } from "../store/calendars.ts";
import { objectsAnywhere, type ObjectRow } from "../store/objects.ts";
import { lockOwners, readOwners, type OwnerRow } from "../store/owners.ts";
import { presentNow } from "../writing.ts";

type Handle = Handlers<typeof holdContract>;

/** Kind of the job that lets held times go. */
export const HOLD_ENDS = "calendar.hold-ends";
const MOST_CHOICES = 10;
const LONGEST_DAYS = 60;

const uidOf = (hold: string, choice: number): string => `hold.${hold}.${choice}@kerani`;

type Place = { shelf: Shelf; owner: OwnerRow };

const placeFor = async (work: Work, ownerId: string): Promise<Place> => {
  const [owner] = await ensureOwners(work, [ownerId]);
  const main = owner && (await mainCalendar(work, owner));
  if (!main || owner.kind !== "person") throw inviteeMissing(ownerId);
  return seenCalendar(work, main.id, "write");
};

const holdOne = async (
  work: Work,
  hold: string,
  choice: number,
  place: Place,
  input: Parameters<Handle["hold.add"]>[1],
  first: boolean,
) => {
  const zone = input.timeZone ?? zoneOf(place.shelf, place.owner);
  const { start: from, end: to } = input.options[choice]!;
  const [start, end] = [readWished(from, zone), readWished(to, zone)];
  if (!start || !end || start.form !== end.form) throw timeUnclear(start ? to : from);
  const until = dayAfter(end);
  if (until.local <= start.local) throw endsBeforeStart();
  const uid = uidOf(hold, choice);
  const drafted = draftEvent(uid, start, until, { title: input.title, status: "tentative" }, work.now);
  const invite = first && input.rooms.length > 0 ? await inviterFor(work, place.owner, { rooms: input.rooms }) : undefined;
  const component = invite ? invite(drafted) : drafted;
  const text = serialise([frame([component], [start, until])]);
  const { row } = await keepObject(work, {
    calendarId: place.shelf.id, address: `${uid.replace("@kerani", "")}.ics`, uid, component: "VEVENT", text, notify: true, rooms: "refuse",
  }); // prettier-ignore
  return { choice, start: row.firstAt!, end: row.lastAt! };
};

const add: Handle["hold.add"] = async (work, input) => {
  const until = Temporal.Instant.from(input.until);
  const hours = work.now.until(until).total("hours");
  if (hours <= 0 || hours > LONGEST_DAYS * 24) throw rangeUnclear(LONGEST_DAYS);
  const id = newId();
  work.about("hold", id);
  const places = [];
  for (const ownerId of input.for) places.push(await placeFor(work, ownerId));
  // Everybody's time is held before any of it is changed, in the order of their ids.
  await lockOwners(work, [...input.for, ...input.rooms]);
  const options = [];
  for (let choice = 0; choice < input.options.length; choice++)
    for (const [index, place] of places.entries()) {
      const held = await holdOne(work, id, choice, place, input, index === 0);
      if (index === 0) options.push(held);
    }
  await putJob(work, { kind: HOLD_ENDS, key: id, dueAt: input.until, payload: { id } });
  return { id, until: input.until, options };
};

type Held = { row: ObjectRow; shelf: Shelf; owner: OwnerRow; choice: number };

/** Everything that is held in calendars of people; rooms follow their organizer's object. */
const heldBy = async (work: Work, hold: string): Promise<Held[]> => {
  const held: Held[] = [];
  for (let choice = 0; choice < MOST_CHOICES; choice++)
    for (const row of await objectsAnywhere(work, uidOf(hold, choice))) {
      const shelf = await findCalendar(work, row.calendarId);
      const [owner] = shelf ? await readOwners(work, [shelf.ownerId]) : [];
      if (shelf && owner?.kind === "person" && shelf.kind === "calendar") held.push({ row, shelf, owner, choice });
    }
  return held;
};

const mine = async (work: Work, hold: string): Promise<Held[]> => {
  const seen = await heldBy(work, hold);
  await lockOwners(work, seen.map(({ owner }) => owner.id)); // prettier-ignore
  // Of two who choose at once, the second finds nothing any more.
  const held = await heldBy(work, hold);
  const tentative = held.filter(({ row }) => row.text.includes("STATUS:TENTATIVE"));
  if (tentative.length === 0) throw holdGone();
  if (work.actor.kind !== "system") for (const { shelf } of tentative) await seenCalendar(work, shelf.id, "write");
  work.about("hold", hold);
  return tentative;
};

const letGo = async (work: Work, held: readonly Held[]): Promise<void> => {
  for (const { row } of held) await dropObject(work, row.calendarId, row.address, true);
};

const confirmed = async (work: Work, { row, owner, shelf }: Held, attendees: readonly string[]): Promise<ObjectRow> => {
  const invite = attendees.length > 0 ? await inviterFor(work, owner, { attendees }) : undefined;
  const { calendar } = readStored(row.text, zoneOf(shelf, owner));
  const edit = (component: Component) => {
    const firm = applyWish(component, { status: "confirmed" });
    return stamp(invite ? invite(firm) : firm, work.now, row.sequence + 1);
  };
  const { calendarId, address, uid } = row;
  const text = serialise([editAll(calendar, edit)]);
  return (await keepObject(work, { calendarId, address, uid, component: "VEVENT", text, notify: true, rooms: "refuse" })).row;
};

const take: Handle["hold.take"] = async (work, { id, choice, attendees }) => {
  const held = await mine(work, id);
  const chosen = held.filter((one) => one.choice === choice);
  if (chosen.length === 0) throw holdGone();
  await letGo(work, held.filter((one) => one.choice !== choice)); // prettier-ignore
  // The organizer is who has the rooms, else whoever was held first.
  const organizer = chosen.find(({ row }) => row.organizer !== null) ?? chosen[0]!;
  // The others' own holds give way to the invitation that they now get.
  const guests = chosen.filter((one) => one !== organizer);
  await letGo(work, guests);
  const everybody = [...guests.map(({ owner }) => `person:${owner.id}`), ...attendees];
  const row = await confirmed(work, organizer, everybody);
  await dropJob(work, HOLD_ENDS, id);
  return presentNow(work, row.id);
};

const release: Handle["hold.release"] = async (work, { id }) => {
  const held = await mine(work, id);
  await letGo(work, held);
  await dropJob(work, HOLD_ENDS, id);
  return { released: held.length };
};

/** Lets held times go when their time is over and nobody chose. */
export const holdEnds: JobHandler = async (work, { id }) => {
  const held = (await heldBy(work, String(id))).filter(({ row }) => row.text.includes("STATUS:TENTATIVE"));
  await lockOwners(work, held.map(({ owner }) => owner.id)); // prettier-ignore
  await letGo(work, held);
};

/** Times held for an offer: the first yes wins. */
export const holdUseCases = { "hold.add": add, "hold.take": take, "hold.release": release } satisfies Handle;
