import { raise, settleSubject } from "#kernel/attention/attention.ts";
import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { valueOf } from "#kernel/icalendar/lines/edit.ts";
import { newId } from "#kernel/ids/id.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { clashOf } from "./clashes.ts";
import { addressesOf, inboxOf, mainCalendar } from "./owners.ts";
import { cancelled, copyFor, replyOf, setAttendee, withMethod, withoutDetails, type Attendee } from "./rules/attendees.ts";
import { changeThis, findInstance } from "./rules/series-edit.ts";
import { addressIn, mainOf, readCalendar, readStored } from "./rules/stored.ts";
import { eraseObject, storeObject, zoneOf } from "./storing.ts";
import { calendarsById, type CalendarRow } from "./store/calendars.ts";
import { objectsWithUid, type ObjectRow } from "./store/objects.ts";
import type { OwnerRow } from "./store/owners.ts";

/** What goes out by mail about a meeting (RFC 6047). */
export type MailedInvitation = { method: "REQUEST" | "CANCEL" | "REPLY"; to: string; toName: string; text: string; objectId: string };

/** Kind of the job that sends one. */
export const SEND_INVITATION = "calendar.send-invitation";

/** Puts a mail about a meeting down; a later one about the same object to the same address takes its place while it waits. */
export const putInvitation = async (work: Work, mail: MailedInvitation): Promise<void> => {
  if (!mail.to.startsWith("mailto:") || !work.services.mail.ready) return;
  await putJob(work, { kind: SEND_INVITATION, key: `${mail.objectId} ${mail.to}`, dueAt: work.at, payload: { ...mail, at: work.at } });
};

type Placed = { row: ObjectRow; calendar: CalendarRow };

/** The object with a UID in the calendars of an owner. */
export const copyOf = async (work: Work, ownerId: string, uid: string): Promise<Placed | undefined> => {
  const [row] = (await objectsWithUid(work, [ownerId], uid)).filter(({ calendarKind }) => calendarKind === "calendar");
  const [calendar] = row ? await calendarsById(work, [row.calendarId]) : [];
  return row && calendar && { row, calendar };
};

/** Lays a message of RFC 5546 into the box of an owner. */
export const layInInbox = async (work: Work, owner: OwnerRow, uid: string, message: Component): Promise<void> => {
  const inbox = owner.kind === "person" ? await inboxOf(work, owner.id) : undefined;
  if (!inbox) return;
  const text = serialise([message]);
  await storeObject(work, {
    calendar: inbox, owner, own: new Set(), address: `${newId()}.ics`, uid, component: "VEVENT", text,
    object: readStored(text, owner.timeZone), overlap: false, scheduleTag: null, current: undefined,
  }); // prettier-ignore
};

const inviteTitle = (summary: string | null, from: string) => ({
  id: `Undangan dari ${from}: ${summary ?? "(tanpa judul)"}`,
  en: `Invitation from ${from}: ${summary ?? "(no title)"}`,
});

const askPerson = async (work: Work, owner: OwnerRow, row: ObjectRow, from: string, answer: string): Promise<void> => {
  if (owner.kind !== "person") return;
  if (answer !== "NEEDS-ACTION") return void (await settleSubject(work, { type: "event", id: row.id }, "answered"));
  await raise(work, {
    kind: "invitation",
    subject: { type: "event", id: row.id },
    title: row.visibility === "public" ? inviteTitle(row.summary, from) : inviteTitle(null, from),
    owner: { kind: "person", id: owner.id },
    urgency: "routine",
    dueAt: row.firstAt,
  });
};

/** Brings the organizer's object to an invited colleague, room or thing: their copy follows, a message lies in their box. */
export const bring = async (work: Work, organizers: Component, owner: OwnerRow, attendee: Attendee, from: string): Promise<void> => {
  const uid = valueOf(mainOf(organizers)[0]!, "UID")!.trim();
  const there = await copyOf(work, owner.id, uid);
  const calendar = there?.calendar ?? (await mainCalendar(work, owner));
  if (!calendar) return;
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  const whole = copyFor(organizers, there && readStored(there.row.text, zoneOf(calendar, owner)).calendar);
  const copy = owner.kind === "person" ? whole : withoutDetails(whole, own);
  const text = serialise([copy]);
  if (there?.row.text === text) return;
  const object = readCalendar(copy, zoneOf(calendar, owner));
  const overlap = owner.capacity === 1 && (await clashOf(work, owner, object, there?.row)) !== undefined;
  const row = await storeObject(work, {
    calendar, owner, own, address: there?.row.address ?? `${newId()}.ics`, uid, component: "VEVENT", text, object, overlap: overlap || (there?.row.overlap ?? false),
    scheduleTag: newId(), current: there?.row,
  }); // prettier-ignore
  await layInInbox(work, owner, uid, withMethod(organizers, "REQUEST"));
  await askPerson(work, owner, row, from, attendee.answer);
};

/** Tells a colleague that it does not take place for them; rooms and things are simply free again. */
export const takeBack = async (work: Work, owner: OwnerRow, uid: string): Promise<void> => {
  const there = await copyOf(work, owner.id, uid);
  if (!there) return;
  const { row, calendar } = there;
  if (owner.kind !== "person") return eraseObject(work, calendar, row);
  const gone = cancelled(readStored(row.text, zoneOf(calendar, owner)).calendar);
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  await settleSubject(work, { type: "event", id: row.id }, "cancelled");
  await storeObject(work, {
    calendar, owner, own, address: row.address, uid, component: row.component, text: serialise([gone]),
    object: readCalendar(gone, zoneOf(calendar, owner)), overlap: row.overlap, scheduleTag: newId(), current: row,
  }); // prettier-ignore
  await layInInbox(work, owner, uid, withMethod(gone, "CANCEL"));
};

const answerIn = (component: Component, address: string): string | undefined => {
  const line = component.lines.find(({ name, value }) => name === "ATTENDEE" && addressIn(value) === address);
  return line?.params.find(({ name }) => name === "PARTSTAT")?.values[0]?.toUpperCase() ?? (line && "NEEDS-ACTION");
};

const setIn = (component: Component, address: string, answer: string): Component => {
  const wrapped = { ...component, name: "VCALENDAR", components: [component], parts: [component], lines: [] };
  const set = setAttendee(setAttendee(wrapped, address, "PARTSTAT", answer), address, "RSVP", undefined);
  return set.components[0]!;
};

/** Enters an attendee's answer, for the whole or for the instances that they name, into the organizer's object. */
export const enterAnswer = (organizers: Component, reply: Component, address: string, zone: string): Component =>
  mainOf(reply).reduce((whole, component) => {
    const answer = answerIn(component, address);
    if (!answer) return whole;
    const instance = valueOf(component, "RECURRENCE-ID");
    if (instance === undefined) {
      const set = setAttendee(whole, address, "PARTSTAT", answer);
      return answer === "NEEDS-ACTION" ? set : setAttendee(set, address, "RSVP", undefined);
    }
    const found = findInstance(whole, instance, zone);
    return found ? changeThis(whole, found, (one) => setIn(one, address, answer)) : whole;
  }, organizers);

/** Brings an attendee's answer to an organizer in the house: their object shows it, the reply lies in their box. */
export const bringAnswer = async (work: Work, organizer: OwnerRow, uid: string, attendees: Component, address: string): Promise<void> => {
  await layInInbox(work, organizer, uid, replyOf(attendees, address));
  const there = await copyOf(work, organizer.id, uid);
  if (!there) return;
  const { row, calendar } = there;
  const zone = zoneOf(calendar, organizer);
  const answered = enterAnswer(readStored(row.text, zone).calendar, attendees, address, zone);
  const own = new Set((await addressesOf(work, [organizer])).get(organizer.id));
  await storeObject(work, {
    calendar, owner: organizer, own, address: row.address, uid, component: row.component, text: serialise([answered]),
    object: readCalendar(answered, zone), overlap: row.overlap, scheduleTag: row.scheduleTag, current: row,
  }); // prettier-ignore
};
