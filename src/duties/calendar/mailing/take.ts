import { raise } from "#kernel/attention/attention.ts";
import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { lineOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { momentsIn } from "#kernel/icalendar/values/moment.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { bring, enterAnswer, layInInbox, takeBack } from "../delivery.ts";
import { addressesOf, ensureOwners, idsOfAddresses } from "../owners.ts";
import { attendeesOf, withoutMethod, type Attendee } from "../rules/attendees.ts";
import { addressIn, mainOf, readCalendar, readStored } from "../rules/stored.ts";
import { storeObject, zoneOf } from "../storing.ts";
import { calendarsById } from "../store/calendars.ts";
import { objectsAnywhere, type ObjectRow } from "../store/objects.ts";
import { lockOwners, type OwnerRow } from "../store/owners.ts";
import { invitationId } from "./seal.ts";

/** A mail that carries a calendar part (RFC 6047 §2.4). */
export type MailedCalendar = {
  /** The `text/calendar` part. */
  text: string;
  /** The one address of `From`. */
  from: string;
  /** Whether the sender's domain vouches for `from` (DKIM or SPF aligned). */
  authentic: boolean;
  /** What the way back of an answer carried: ids that this installation sealed, of all addresses that the mail went to. */
  sealedIds: readonly string[];
};

/** What became of it: `forged` and `stale` changed nothing; `unknown` is nothing that anybody here takes part in. */
export type MailedCalendarOutcome = "answered" | "countered" | "invited" | "cancelled" | "stale" | "forged" | "unknown" | "unreadable";

const MOST_TEXT = 1_000_000;

type Answered = { row: ObjectRow; owner: OwnerRow; attendee: Attendee };

/** The organizer's object in the house with this UID, however the sender's program wrote it. */
const organized = async (work: Work, uid: string): Promise<{ row: ObjectRow; owner: OwnerRow }[]> => {
  const rows = (await objectsAnywhere(work, uid)).filter(({ organizer }) => organizer !== null);
  const calendars = new Map((await calendarsById(work, rows.map(({ calendarId }) => calendarId))).map((one) => [one.id, one])); // prettier-ignore
  const owners = await lockOwners(work, [...calendars.values()].map(({ ownerId }) => ownerId)); // prettier-ignore
  const addresses = await addressesOf(work, owners);
  const fresh = (await objectsAnywhere(work, uid)).filter(({ id }) => rows.some((row) => row.id === id));
  return fresh.flatMap((row) => {
    const calendar = calendars.get(row.calendarId);
    const owner = owners.find(({ id }) => id === calendar?.ownerId);
    return owner && calendar?.kind === "calendar" && addresses.get(owner.id)!.includes(row.organizer!) ? [{ row, owner }] : [];
  });
};

/** Whose answer it is: whoever the sealed way back was made for, else an authentic sender who is invited. */
const answering = async (work: Work, uid: string, mail: MailedCalendar): Promise<Answered | "forged" | "unknown"> => {
  const found = await organized(work, uid);
  for (const { row, owner } of found) {
    const attendees = [...attendeesOf(readStored(row.text, "UTC").main).values()];
    const sealed = attendees.find(({ address }) => mail.sealedIds.includes(invitationId(work.services.vault, row.uid, address)));
    const sender = mail.authentic ? attendees.find(({ address }) => address === `mailto:${mail.from.toLowerCase()}`) : undefined;
    const attendee = sealed ?? sender;
    if (attendee) return { row, owner, attendee };
  }
  return found.length > 0 ? "forged" : "unknown";
};

const startOf = (component: Component): number | undefined => {
  const line = lineOf(component, "DTSTART");
  return line && momentsIn(line)[0]?.local;
};

/** An answer to what has been moved since says nothing about the new time. */
const isStale = (reply: Component, there: Component, row: ObjectRow): boolean => {
  const sequence = Number.parseInt(valueOf(reply, "SEQUENCE") ?? "", 10);
  if (!(sequence < row.sequence) || valueOf(reply, "RECURRENCE-ID") !== undefined) return false;
  const [answered, now] = [startOf(reply), startOf(there)];
  return answered !== undefined && now !== undefined && answered !== now;
};

/** Programs write their user's address as they like; the line is read as that of whom the invitation was for. */
const asOf = (reply: Component, attendee: Attendee): Component => {
  const own = attendeesOf(mainOf(reply));
  const said = own.get(attendee.address) ?? (own.size === 1 ? [...own.values()][0] : undefined);
  if (!said || said.address === attendee.address) return reply;
  const rename = (component: Component): Component => {
    const lines = component.lines.map((line) =>
      line.name === "ATTENDEE" && addressIn(line.value) === said.address ? { ...line, value: attendee.address } : line,
    );
    return { ...component, lines, parts: [...lines, ...component.components] };
  };
  const components = reply.components.map((one) => (one.name === "VTIMEZONE" ? one : rename(one)));
  return { ...reply, components, parts: [...reply.lines, ...components] };
};

const takeReply = async (work: Work, calendar: Component, mail: MailedCalendar): Promise<MailedCalendarOutcome> => {
  const [first] = mainOf(calendar);
  const found = await answering(work, valueOf(first!, "UID")!.trim(), mail);
  if (typeof found === "string") return found;
  const { row, owner, attendee } = found;
  const [shelf] = await calendarsById(work, [row.calendarId]);
  const zone = zoneOf(shelf!, owner);
  const there = readStored(row.text, zone);
  if (isStale(first!, there.main[0]!, row)) return "stale";
  const reply = asOf(calendar, attendee);
  const answered = enterAnswer(there.calendar, reply, attendee.address, zone);
  const text = serialise([answered]);
  await layInInbox(work, owner, row.uid, reply);
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  const { address, uid, component, overlap, scheduleTag } = row;
  await storeObject(work, {
    calendar: shelf!, owner, own, address, uid, component, text, object: readCalendar(answered, zone), overlap, scheduleTag, current: row,
  }); // prettier-ignore
  work.about("event", row.id);
  await work.announce("event.answered", { id: row.id, by: attendee.address });
  return "answered";
};

/** Another time is proposed: the organizer decides, nothing moves by itself. */
const takeCounter = async (work: Work, calendar: Component, mail: MailedCalendar): Promise<MailedCalendarOutcome> => {
  const [first] = mainOf(calendar);
  const found = await answering(work, valueOf(first!, "UID")!.trim(), mail);
  if (typeof found === "string") return found;
  const { row, owner, attendee } = found;
  await layInInbox(work, owner, row.uid, calendar);
  const who = attendee.name ?? attendee.address.replace(/^mailto:/, "");
  await raise(work, {
    kind: "counter-proposal",
    subject: { type: "event", id: row.id },
    title: { id: `${who} mengusulkan waktu lain: ${row.summary ?? ""}`, en: `${who} proposes another time: ${row.summary ?? ""}` },
    owner: owner.kind === "person" ? { kind: "person", id: owner.id } : { kind: "desk" },
    urgency: "soon",
  });
  return "countered";
};

type Outsider = { organizer: string; owners: Map<string, OwnerRow>; invited: Map<string, Attendee> };

/** An invitation by somebody from outside for people here; nobody organizes in the name of a colleague by mail. */
const fromOutside = async (work: Work, calendar: Component, mail: MailedCalendar): Promise<Outsider | "forged" | "unknown"> => {
  const { main, facts } = readCalendar(calendar, "UTC");
  const { organizer } = facts;
  if (!organizer) return "unknown";
  const inside = await idsOfAddresses(work, [organizer]);
  if (inside.size > 0) return "forged";
  // Some services send in their user's name; what nobody vouches for is left to the desk to read.
  if (organizer !== `mailto:${mail.from.toLowerCase()}`) return mail.authentic ? "forged" : "unknown";
  const invited = attendeesOf(main);
  const ids = await idsOfAddresses(work, invited.keys());
  await ensureOwners(work, [...new Set(ids.values())]);
  const owners = (await lockOwners(work, [...new Set(ids.values())])).filter(({ kind }) => kind === "person");
  return {
    organizer,
    invited,
    owners: new Map([...ids].flatMap(([address, id]) => owners.filter((one) => one.id === id).map((one) => [address, one] as const))),
  };
};

const ownCopies = async (work: Work, uid: string, organizer: string): Promise<ObjectRow[]> =>
  (await objectsAnywhere(work, uid)).filter((row) => row.organizer !== organizer);

const takeRequest = async (work: Work, calendar: Component, mail: MailedCalendar): Promise<MailedCalendarOutcome> => {
  const outside = await fromOutside(work, calendar, mail);
  if (typeof outside === "string") return outside;
  const { organizer, owners, invited } = outside;
  const uid = valueOf(mainOf(calendar)[0]!, "UID")!.trim();
  if ((await ownCopies(work, uid, organizer)).length > 0) return "forged";
  const sequence = readCalendar(calendar, "UTC").facts.sequence;
  if ((await objectsAnywhere(work, uid)).some((row) => row.sequence > sequence)) return "stale";
  for (const [address, owner] of owners)
    await bring(work, withoutMethod(calendar), owner, invited.get(address)!, organizer.replace(/^mailto:/, ""));
  return owners.size > 0 ? "invited" : "unknown";
};

const takeCancel = async (work: Work, calendar: Component, mail: MailedCalendar): Promise<MailedCalendarOutcome> => {
  const outside = await fromOutside(work, calendar, mail);
  if (typeof outside === "string") return outside;
  const uid = valueOf(mainOf(calendar)[0]!, "UID")!.trim();
  if ((await ownCopies(work, uid, outside.organizer)).length > 0) return "forged";
  for (const owner of outside.owners.values()) await takeBack(work, owner, uid);
  return outside.owners.size > 0 ? "cancelled" : "unknown";
};

const TAKERS = { REPLY: takeReply, COUNTER: takeCounter, REQUEST: takeRequest, CANCEL: takeCancel } as const;

/**
 * Takes a calendar that came by mail (RFC 5546): answers update who comes, whatever the sender's program did to the UID's
 * capitals or its user's address; invitations from outside lie in the calendars of those invited. What is forged, stale or
 * about nothing here changes nothing and is said so. Call it inside a transaction.
 */
export const takeMailedCalendar = async (work: Work, mail: MailedCalendar): Promise<MailedCalendarOutcome> => {
  if (mail.text.length > MOST_TEXT) return "unreadable";
  const { components, findings } = parse(mail.text);
  const [calendar] = components;
  const main = calendar?.name === "VCALENDAR" ? mainOf(calendar).filter(({ name }) => name === "VEVENT") : [];
  if (!calendar || findings.some(({ grave }) => grave) || main.length === 0 || !valueOf(main[0]!, "UID")) return "unreadable";
  const method = valueOf(calendar, "METHOD")?.toUpperCase() ?? "";
  return Object.hasOwn(TAKERS, method) ? TAKERS[method as keyof typeof TAKERS](work, calendar, mail) : "unknown";
};
