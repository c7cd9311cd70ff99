import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import type { TimeRange } from "../backend.ts";
import type { Exchange, Reply } from "../exchange.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { lineOf, linesOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { readMoment } from "#kernel/icalendar/values/moment.ts";
import { namedZone } from "#kernel/icalendar/zones/zone-names.ts";
import { DavError, forbidden } from "../errors.ts";
import { header } from "../exchange.ts";
import { readBody } from "../http/body.ts";
import { document } from "../multistatus.ts";
import { caldav } from "../names.ts";
import { demand, needs } from "../resources.ts";
import { busyCalendar } from "../rfc4791/busy-text.ts";
import { checkSpan } from "../rfc4791/free-busy.ts";
import { escape, hrefElement, wrap } from "../xml/writer.ts";

const MOST_ATTENDEES = 200;
const LONGEST_QUESTION = 256 * 1024;

type Question = {
  readonly uid: string;
  readonly range: Required<TimeRange>;
  readonly organizer: ContentLine;
  readonly attendees: readonly ContentLine[];
  readonly ignoreUid?: string;
};

const refuse = (condition: string, message: string): DavError => forbidden(message, { key: caldav(condition) });

const instantOf = (component: Component, name: string): Temporal.Instant => {
  const line = lineOf(component, name);
  const moment = line && readMoment(line.value, paramOf(line, "TZID"));
  const zone = moment?.form === "zoned" ? namedZone(moment.tzid!) : undefined;
  if (!moment || (moment.form !== "utc" && !zone)) throw refuse("valid-scheduling-message", `${name} is a time in UTC.`);
  return Temporal.Instant.fromEpochMilliseconds(zone ? zone.toUtc(moment.local) : moment.local);
};

const readFreebusy = (text: string): { calendar: Component; freebusy: Component } => {
  const { components, findings } = parse(text);
  const [calendar, ...others] = components;
  if (calendar?.name !== "VCALENDAR" || others.length > 0 || findings.some((each) => each.grave))
    throw refuse("valid-calendar-data", "The body is not a VCALENDAR.");
  const inner = calendar.components.filter((each) => each.name !== "VTIMEZONE");
  const [freebusy] = inner;
  if (valueOf(calendar, "METHOD")?.toUpperCase() !== "REQUEST" || inner.length !== 1 || freebusy?.name !== "VFREEBUSY")
    throw refuse("valid-scheduling-message", "The outbox answers VFREEBUSY requests; invitations go out by storing the event.");
  return { calendar, freebusy };
};

const readQuestion = (x: Exchange, text: string): Question => {
  const { calendar, freebusy } = readFreebusy(text);
  const organizer = lineOf(freebusy, "ORGANIZER");
  const attendees = linesOf(freebusy, "ATTENDEE");
  const uid = valueOf(freebusy, "UID");
  if (!organizer || !uid || attendees.length === 0 || attendees.length > MOST_ATTENDEES)
    throw refuse("valid-scheduling-message", `A request has a UID, an ORGANIZER and up to ${MOST_ATTENDEES} ATTENDEEs.`);
  const range = { start: instantOf(freebusy, "DTSTART"), end: instantOf(freebusy, "DTEND") };
  if (Temporal.Instant.compare(range.start, range.end) >= 0) throw refuse("valid-scheduling-message", "It ends after it starts.");
  checkSpan(range, x.limits.busyDays);
  const masked = valueOf(freebusy, "X-CALENDARSERVER-MASK-UID") ?? valueOf(calendar, "X-CALENDARSERVER-MASK-UID");
  return { uid, range, organizer, attendees, ignoreUid: masked };
};

const recipient = (address: string, status: string, data?: string): string =>
  wrap(
    caldav("response"),
    wrap(caldav("recipient"), hrefElement(address)) +
      wrap(caldav("request-status"), status) +
      (data === undefined ? "" : wrap(caldav("calendar-data"), escape(data))),
  );

const ask = async (x: Exchange, question: Question, attendee: ContentLine): Promise<string> => {
  const address = attendee.value.trim();
  const principal = await x.backend.principalByAddress(x.viewer, address);
  if (!principal) return recipient(address, "3.7;Invalid calendar user");
  const busy = await x.backend.busyOf(x.viewer, principal.id, question.range, question.ignoreUid);
  if (!busy) return recipient(address, "3.8;No authority");
  const { uid, range, organizer } = question;
  const data = busyCalendar({ productId: x.engine.productId, now: x.now, range, busy, method: "REPLY", uid, also: [organizer, attendee] });
  return recipient(address, "2.0;Success", data);
};

/** POST to a scheduling outbox: when are these people busy (RFC 6638 §5)? */
export const postToOutbox = async (x: Exchange): Promise<Reply> => {
  const resource = await demand(x);
  if (resource.kind !== "collection" || resource.collection.kind !== "outbox") throw new DavError(405, "POST goes to an outbox.");
  needs(x, resource, "schedule-send-freebusy");
  if (!/^text\/calendar\b/i.test(header(x, "content-type") ?? ""))
    throw refuse("supported-calendar-data", "The outbox takes text/calendar.");
  const body = await readBody(x, LONGEST_QUESTION, () => refuse("max-resource-size", "The request is too long."));
  const question = readQuestion(x, body.toString("utf8"));
  const owner = await x.backend.principal(x.viewer, resource.collection.owner);
  const own = (owner?.addresses ?? []).map((each) => each.toLowerCase());
  if (!own.includes(question.organizer.value.trim().toLowerCase()))
    throw refuse("organizer-allowed", "The organizer is the owner of the outbox.");
  const answers: string[] = [];
  for (const attendee of question.attendees) answers.push(await ask(x, question, attendee));
  return { status: 200, headers: { "Cache-Control": "no-cache" }, body: document(caldav("schedule-response"), answers.join("")) };
};
