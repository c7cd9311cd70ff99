import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { clashOf, refuseClash } from "./clashes.ts";
import { bring, bringAnswer, putInvitation, takeBack } from "./delivery.ts";
import { calendarMissing, calendarSubscribed, scheduledElsewhere, uidTaken } from "./errors.ts";
import { guardsOf } from "./guarding.ts";
import { addressesOf, ensureOwners, idsOfAddresses } from "./owners.ts";
import { attendeesOf, cancelled, replyOf, setAttendee, withMethod, type Attendee } from "./rules/attendees.ts";
import { mainOf, readCalendar, readStored, type ReadObject } from "./rules/stored.ts";
import { eraseObject, storeObject, zoneOf } from "./storing.ts";
import { findCalendar, type Shelf } from "./store/calendars.ts";
import { objectAt, objectsWithUid, type ObjectRow } from "./store/objects.ts";
import { lockOwners, type OwnerRow } from "./store/owners.ts";

/** What is to be kept where. The text has been validated. */
export type Keeping = {
  calendarId: string;
  address: string;
  uid: string;
  component: string;
  text: string;
  /** Somebody said yes to lying beside something else. */
  overlap?: boolean;
  /** False when an attendee wants nothing sent (RFC 6638 §8.1). */
  notify: boolean;
  /** True when nothing changes for anybody else: it only lies elsewhere. */
  quiet?: boolean;
  /** It comes from where the calendar is read; nobody else changes such a calendar. */
  fromSource?: boolean;
  /** What happens when an invited room is taken: the whole is refused, or the room declines. */
  rooms: "refuse" | "decline";
};

/** Everybody inside of the house whose time an object concerns. */
type Circle = { owners: ReadonlyMap<string, OwnerRow>; ids: ReadonlyMap<string, string>; own: Map<string, ReadonlySet<string>> };

const named = (object: ReadObject | undefined): string[] =>
  object ? [...attendeesOf(object.main).keys(), ...(object.facts.organizer ? [object.facts.organizer] : [])] : [];

/** Holds the owner and everybody inside who is named before or after, in the order of their ids. */
const hold = async (work: Work, shelf: Shelf, addresses: readonly string[]): Promise<Circle> => {
  const ids = await idsOfAddresses(work, new Set(addresses));
  const all = [...new Set([shelf.ownerId, ...ids.values()])];
  if (all.length > 1) await ensureOwners(work, all);
  const owners = new Map((await lockOwners(work, all)).map((owner) => [owner.id, owner]));
  // Whose address is whose matters only where addresses are named.
  const own = addresses.length > 0 ? await addressesOf(work, [...owners.values()]) : new Map<string, string[]>([[shelf.ownerId, []]]);
  return { owners, ids, own: new Map([...own].map(([id, list]) => [id, new Set(list)])) };
};

const checkUid = async (work: Work, shelf: Shelf, wish: Keeping, scheduled: boolean): Promise<void> => {
  for (const other of await objectsWithUid(work, [shelf.ownerId], wish.uid)) {
    const { address, calendarId, calendarAddress } = other;
    if ((other.calendarKind === "addressbook") !== (shelf.kind === "addressbook")) continue;
    if (calendarId === shelf.id && address !== wish.address && other.uid === wish.uid) throw uidTaken({ address, calendarId });
    if (calendarId !== shelf.id && scheduled) throw scheduledElsewhere({ address, calendarId, calendarAddress });
  }
};

const byteless = (shelf: Shelf): boolean => shelf.kind !== "calendar";

/** A meeting's rooms and things answer at once: yes while they are free. */
const askHouse = async (work: Work, circle: Circle, calendar: Component, wish: Keeping, overlap: boolean): Promise<Component> => {
  let answered = calendar;
  for (const attendee of attendeesOf(mainOf(calendar)).values()) {
    const owner = circle.owners.get(circle.ids.get(attendee.address) ?? "");
    if (!owner || owner.capacity === null || !attendee.served) continue;
    const there = (await objectsWithUid(work, [owner.id], wish.uid))[0];
    const clash =
      overlap && owner.kind === "person" ? undefined : await clashOf(work, owner, readCalendar(calendar, owner.timeZone), there);
    if (clash && wish.rooms === "refuse" && attendee.answer !== "DECLINED") await refuseClash(work, owner, clash);
    if (owner.kind === "person") continue;
    answered = setAttendee(
      setAttendee(answered, attendee.address, "PARTSTAT", clash ? "DECLINED" : "ACCEPTED"),
      attendee.address,
      "RSVP",
      undefined,
    );
  }
  return answered;
};

const tellAttendees = async (work: Work, circle: Circle, row: ObjectRow, before: ReadObject | undefined, after: ReadObject | undefined) => {
  const [old, now] = [before, after].map((object) => (object ? attendeesOf(object.main) : new Map<string, Attendee>())) as [
    Map<string, Attendee>,
    Map<string, Attendee>,
  ];
  const organizer = (after ?? before)!.facts.organizer!;
  const from = circle.owners.get(circle.ids.get(organizer) ?? "")?.name ?? organizer.replace(/^mailto:/, "");
  for (const attendee of now.values()) {
    if (!attendee.served || attendee.address === organizer) continue;
    const owner = circle.owners.get(circle.ids.get(attendee.address) ?? "");
    if (owner && owner.kind !== "person" && attendee.answer === "DECLINED") await takeBack(work, owner, row.uid);
    else if (owner) await bring(work, after!.calendar, owner, attendee, from);
    else await mail(work, row, attendee, withMethod(after!.calendar, "REQUEST"), "REQUEST");
  }
  for (const attendee of old.values()) {
    if (now.has(attendee.address) || !attendee.served || attendee.address === organizer) continue;
    const owner = circle.owners.get(circle.ids.get(attendee.address) ?? "");
    if (owner) await takeBack(work, owner, row.uid);
    else await mail(work, row, attendee, withMethod(cancelled(before!.calendar), "CANCEL"), "CANCEL");
  }
};

const mail = (work: Work, row: ObjectRow, { address, name }: Attendee, message: Component, method: "REQUEST" | "CANCEL"): Promise<void> =>
  putInvitation(work, { method, to: address, toName: name ?? "", text: serialise([message]), objectId: row.id });

const answersOf = (object: ReadObject | undefined, address: string): string =>
  JSON.stringify((object?.main ?? []).map((one) => attendeesOf([one]).get(address)?.answer ?? null));

const tellOrganizer = async (
  work: Work,
  circle: Circle,
  row: ObjectRow,
  address: string,
  before: ReadObject | undefined,
  after: ReadObject | undefined,
) => {
  const object = (after ?? before)!;
  const answered = after
    ? answersOf(after, address) !== answersOf(before, address) && attendeesOf(after.main).get(address)?.answer !== "NEEDS-ACTION"
    : attendeesOf(object.main).get(address)?.answer !== "DECLINED";
  if (!answered) return;
  const reply = after ? object.calendar : setAttendee(object.calendar, address, "PARTSTAT", "DECLINED");
  const organizer = circle.owners.get(circle.ids.get(object.facts.organizer!) ?? "");
  if (organizer) return bringAnswer(work, organizer, row.uid, reply, address);
  await putInvitation(work, {
    method: "REPLY",
    to: object.facts.organizer!,
    toName: "",
    text: serialise([replyOf(reply, address)]),
    objectId: row.id,
  });
};

const schedule = async (
  work: Work,
  circle: Circle,
  shelf: Shelf,
  row: ObjectRow,
  before: ReadObject | undefined,
  after: ReadObject | undefined,
  notify: boolean,
) => {
  const organizer = (after ?? before)?.facts.organizer;
  if (!organizer) return;
  const own = circle.own.get(shelf.ownerId)!;
  if (own.has(organizer)) return tellAttendees(work, circle, row, before, after);
  const address = [...attendeesOf((after ?? before)!.main).keys()].find((one) => own.has(one));
  if (address && notify) await tellOrganizer(work, circle, row, address, before, after);
};

/**
 * Keeps an object: checks it against what takes the owner's time, stores it octet for octet (an invited room's answer
 * apart), and tells everybody whom the change concerns, all in one transaction.
 */
export const keepObject = async (work: Work, wish: Keeping): Promise<{ row: ObjectRow; created: boolean }> => {
  const shelf = await findCalendar(work, wish.calendarId);
  if (!shelf) throw calendarMissing();
  if (shelf.subscribed && !wish.fromSource) throw calendarSubscribed();
  if (byteless(shelf)) return keepCard(work, shelf, wish);
  const early = await objectAt(work, shelf.id, wish.address);
  const first = readStored(wish.text, shelf.timeZone ?? "UTC");
  const circle = await hold(work, shelf, [...named(first), ...named(early && readStored(early.text, "UTC"))]);
  const owner = circle.owners.get(shelf.ownerId)!;
  const zone = zoneOf(shelf, owner);
  const current = await objectAt(work, shelf.id, wish.address);
  guardsOf(work.actor).source?.(current);
  const before = current && readStored(current.text, zone);
  const scheduled = first.facts.organizer !== null;
  await checkUid(work, shelf, wish, scheduled);
  const overlap = wish.overlap ?? current?.overlap ?? false;
  const asked = readCalendar(first.calendar, zone);
  if (!overlap && !shelf.transparent) {
    const clash = await clashOf(work, owner, asked, current);
    if (clash) await refuseClash(work, owner, clash);
  }
  const own = circle.own.get(owner.id)!;
  const organizes = scheduled && own.has(asked.facts.organizer!);
  const answered = organizes ? await askHouse(work, circle, asked.calendar, wish, overlap) : asked.calendar;
  const text = answered === asked.calendar ? wish.text : serialise([answered]);
  const after = answered === asked.calendar ? asked : readCalendar(answered, zone);
  const scheduleTag = !scheduled ? null : current?.text === text ? current.scheduleTag : newId();
  const row = await storeObject(work, {
    calendar: shelf, owner, own, address: wish.address, uid: wish.uid, component: wish.component, text, object: after, overlap, scheduleTag, current,
  }); // prettier-ignore
  if (current?.text !== text && !wish.quiet) await schedule(work, circle, shelf, row, before, after, wish.notify);
  // Answers that came at once, such as a room's, may have changed it again.
  return { row: (scheduled && (await objectAt(work, shelf.id, wish.address))) || row, created: current === undefined };
};

const keepCard = async (work: Work, shelf: Shelf, wish: Keeping): Promise<{ row: ObjectRow; created: boolean }> => {
  const [owner] = await lockOwners(work, [shelf.ownerId]);
  const current = await objectAt(work, shelf.id, wish.address);
  guardsOf(work.actor).source?.(current);
  await checkUid(work, shelf, wish, false);
  const { address, uid, component, text } = wish;
  const row = await storeObject(work, {
    calendar: shelf, owner: owner!, own: new Set(), address, uid, component, text, object: undefined, overlap: false, scheduleTag: null, current,
  }); // prettier-ignore
  return { row, created: current === undefined };
};

/** Takes an object away: an organizer's is cancelled for everybody, an attendee's declined unless nothing shall be sent. */
export const dropObject = async (
  work: Work,
  calendarId: string,
  address: string,
  notify: boolean,
  quiet = false,
): Promise<ObjectRow | undefined> => {
  const shelf = await findCalendar(work, calendarId);
  if (!shelf) throw calendarMissing();
  if (shelf.subscribed && !quiet) throw calendarSubscribed();
  const early = await objectAt(work, shelf.id, address);
  const scheduling = early && shelf.kind === "calendar";
  const circle = await hold(work, shelf, scheduling ? named(readStored(early.text, "UTC")) : []);
  const current = await objectAt(work, shelf.id, address);
  guardsOf(work.actor).source?.(current);
  if (!current) return undefined;
  await eraseObject(work, shelf, current);
  if (shelf.kind === "calendar" && !quiet) {
    const before = readStored(current.text, zoneOf(shelf, circle.owners.get(shelf.ownerId)!));
    await schedule(work, circle, shelf, current, before, undefined, notify);
  }
  return current;
};
