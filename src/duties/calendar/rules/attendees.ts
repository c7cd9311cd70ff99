import { isComponent, type Component, type Part } from "#kernel/icalendar/lines/component.ts";
import { paramOf, type ContentLine, type Param } from "#kernel/icalendar/lines/content-line.ts";
import { addComponents, addLine, lineOf, linesOf, removeLines, replacePart, setLine, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { addressIn, mainOf } from "./stored.ts";

/** An invited address, as the first component that names it says. */
export type Attendee = {
  address: string;
  name: string | undefined;
  kind: string;
  role: string;
  answer: string;
  /** False when the organizer's own client tells them (RFC 6638 §7.1). */
  served: boolean;
};

/** Everybody invited to any of the components, by address. */
export const attendeesOf = (main: readonly Component[]): Map<string, Attendee> => {
  const found = new Map<string, Attendee>();
  for (const line of main.flatMap((one) => linesOf(one, "ATTENDEE"))) {
    const address = addressIn(line.value);
    if (found.has(address)) continue;
    found.set(address, {
      address,
      name: paramOf(line, "CN"),
      kind: paramOf(line, "CUTYPE")?.toUpperCase() ?? "INDIVIDUAL",
      role: paramOf(line, "ROLE")?.toUpperCase() ?? "REQ-PARTICIPANT",
      answer: paramOf(line, "PARTSTAT")?.toUpperCase() ?? "NEEDS-ACTION",
      served: (paramOf(line, "SCHEDULE-AGENT")?.toUpperCase() ?? "SERVER") === "SERVER",
    });
  }
  return found;
};

const withParam = (line: ContentLine, name: string, value: string | undefined): ContentLine => {
  const rest: Param[] = line.params.filter((one) => one.name !== name);
  return buildLine({ name: line.name, value: line.value, params: value === undefined ? rest : [...rest, { name, values: [value] }] });
};

const inMain = (calendar: Component, change: (component: Component) => Component): Component =>
  mainOf(calendar).reduce((whole, one) => {
    const changed = change(one);
    return changed === one ? whole : replacePart(whole, one, changed);
  }, calendar);

/** Sets a parameter of an address wherever it is invited; nothing removes it. Untouched when it holds already. */
export const setAttendee = (calendar: Component, address: string, name: string, value: string | undefined): Component =>
  inMain(calendar, (component) =>
    linesOf(component, "ATTENDEE")
      .filter((line) => addressIn(line.value) === address && paramOf(line, name) !== value)
      .reduce((whole, line) => replacePart(whole, line, withParam(line, name, value)), component),
  );

/** Everybody but `except` is asked anew: the time they answered to is another one now. */
export const askAnew = (component: Component, except: ReadonlySet<string>): Component =>
  linesOf(component, "ATTENDEE")
    .filter((line) => !except.has(addressIn(line.value)) && (paramOf(line, "PARTSTAT") ?? "NEEDS-ACTION") !== "NEEDS-ACTION")
    .reduce((whole, line) => replacePart(whole, line, withParam(withParam(line, "PARTSTAT", "NEEDS-ACTION"), "RSVP", "TRUE")), component);

/** Somebody to invite. */
export type Invitee = { address: string; name: string; kind: "INDIVIDUAL" | "ROOM" | "RESOURCE"; optional: boolean; answer: string };

const inviteeLine = ({ address, name, kind, optional, answer }: Invitee): ContentLine =>
  buildLine({
    name: "ATTENDEE",
    value: address,
    params: [
      { name: "CN", values: [name] },
      { name: "CUTYPE", values: [kind] },
      { name: "ROLE", values: [kind === "INDIVIDUAL" ? (optional ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT") : "NON-PARTICIPANT"] },
      { name: "PARTSTAT", values: [answer] },
      ...(answer === "NEEDS-ACTION" ? [{ name: "RSVP", values: ["TRUE"] }] : []),
    ],
  });

/** Makes these the invited of a component, keeping the lines of those who stay; the organizer is named as soon as there is one. */
export const putInvitees = (
  component: Component,
  organizer: { address: string; name: string; sentBy: string | undefined },
  invitees: readonly Invitee[],
): Component => {
  const wanted = new Set(invitees.map(({ address }) => address));
  const kept = linesOf(component, "ATTENDEE").filter((line) => wanted.has(addressIn(line.value)));
  const known = new Set(kept.map((line) => addressIn(line.value)));
  const bare = removeLines(component, "ATTENDEE");
  if (invitees.length === 0) return removeLines(bare, "ORGANIZER");
  const params: Param[] = [{ name: "CN", values: [organizer.name] }];
  if (organizer.sentBy) params.push({ name: "SENT-BY", values: [organizer.sentBy] });
  const headed = lineOf(bare, "ORGANIZER") ? bare : addLine(bare, buildLine({ name: "ORGANIZER", value: organizer.address, params }));
  return addLine(headed, ...kept, ...invitees.filter(({ address }) => !known.has(address)).map(inviteeLine));
};

const alarmsOf = (component: Component | undefined): Component[] => component?.components.filter(({ name }) => name === "VALARM") ?? [];
const withoutAlarms = (component: Component): Component => alarmsOf(component).reduce((whole, one) => replacePart(whole, one), component);
const instanceOf = (component: Component): string => valueOf(component, "RECURRENCE-ID") ?? "";

/** What an attendee keeps of the organizer's object: their own alarms instead of the organizer's. */
export const copyFor = (organizers: Component, theirs: Component | undefined): Component =>
  inMain(organizers, (component) => {
    const own = theirs && mainOf(theirs).find((one) => instanceOf(one) === instanceOf(component));
    const bare = withoutAlarms(component);
    const alarms = alarmsOf(own);
    return alarms.length > 0 ? addComponents(bare, ...alarms) : bare;
  });

const DETAILS = new Set(["DESCRIPTION", "COMMENT", "ATTACH", "URL", "CONFERENCE", "CONTACT", "X-ALT-DESC", "X-APPLE-STRUCTURED-LOCATION"]);

/** What a room or thing keeps of a meeting: what is on and when, not what it is about nor who else comes; its calendar is everybody's to read. */
export const withoutDetails = (calendar: Component, own: ReadonlySet<string>): Component =>
  inMain(calendar, (component) =>
    component.lines
      .filter(({ name, value }) => DETAILS.has(name) || (name === "ATTENDEE" && !own.has(addressIn(value))))
      .reduce((whole, line) => replacePart(whole, line), component),
  );

/** The object with every component cancelled. */
export const cancelled = (calendar: Component): Component =>
  inMain(calendar, (component) => setLine(component, buildLine({ name: "STATUS", value: "CANCELLED" })));

/** The message of RFC 5546 that carries a calendar. */
export const withMethod = (calendar: Component, method: "REQUEST" | "CANCEL" | "REPLY"): Component =>
  setLine(calendar, buildLine({ name: "METHOD", value: method }));

/** A calendar without METHOD, as it is stored. */
export const withoutMethod = (calendar: Component): Component => removeLines(calendar, "METHOD");

const KEPT_IN_REPLY = new Set([
  "UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "ORGANIZER", "SUMMARY", "RRULE", "EXDATE", "RDATE", "LOCATION",
]); // prettier-ignore

/** What an attendee answers with: when, which, and their own line, nobody else's (RFC 5546 §3.2.3). */
export const replyOf = (calendar: Component, own: string): Component =>
  withMethod(
    inMain(calendar, (component) => {
      const lines: Part[] = component.lines.filter(
        ({ name, value }) => KEPT_IN_REPLY.has(name) || (name === "ATTENDEE" && addressIn(value) === own),
      );
      return { ...component, parts: lines, lines: lines.filter((part): part is ContentLine => !isComponent(part)), components: [] };
    }),
    "REPLY",
  );
