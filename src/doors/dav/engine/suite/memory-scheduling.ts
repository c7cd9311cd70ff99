import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine, Param } from "#kernel/icalendar/lines/content-line.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { linesOf, removeLines, replacePart, setLine, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";

/** A scheduling message of RFC 5546 on its way to somebody. */
export type Message = { readonly to: string; readonly method: "REQUEST" | "CANCEL" | "REPLY"; readonly text: string };

const calendarOf = (text: string): Component => parse(text).components[0]!;
const mainOf = (calendar: Component): Component => calendar.components.find((each) => each.name !== "VTIMEZONE")!;
const addressOf = (line: ContentLine): string => line.value.trim().toLowerCase();
const withParam = (line: ContentLine, name: string, value: string): ContentLine => {
  const params: Param[] = [...line.params.filter((each) => each.name !== name), { name, values: [value] }];
  return buildLine({ name: line.name, value: line.value, params });
};

/** The organizer of an object, in small letters. */
export const organizerOf = (text: string): string | undefined => valueOf(mainOf(calendarOf(text)), "ORGANIZER")?.toLowerCase();

/** Attendees to whom the server sends: not the organizer, and not those that the client serves itself (RFC 6638 §7.1). */
const served = (text: string | undefined): Map<string, ContentLine> => {
  const lines = text === undefined ? [] : linesOf(mainOf(calendarOf(text)), "ATTENDEE");
  const agent = (line: ContentLine): string => paramOf(line, "SCHEDULE-AGENT")?.toUpperCase() ?? "SERVER";
  return new Map(
    lines.filter((line) => agent(line) === "SERVER" && addressOf(line) !== organizerOf(text!)).map((line) => [addressOf(line), line]),
  );
};

const changeMain = (text: string, change: (component: Component) => Component): string => {
  const calendar = calendarOf(text);
  const main = mainOf(calendar);
  return serialise([replacePart(calendar, main, change(main))]);
};

const withMethod = (text: string, method: string): string =>
  serialise([setLine(calendarOf(text), buildLine({ name: "METHOD", value: method }))]);

/** The text as an attendee keeps it: without METHOD. */
export const withoutMethod = (text: string): string => serialise([removeLines(calendarOf(text), "METHOD")]);

/** An object marked as cancelled. */
export const cancelled = (text: string): string =>
  changeMain(text, (main) => setLine(main, buildLine({ name: "STATUS", value: "CANCELLED" })));

/** Sets a parameter of one attendee. */
export const withAttendee = (text: string, address: string, name: string, value: string): string =>
  changeMain(text, (main) =>
    linesOf(main, "ATTENDEE")
      .filter((line) => addressOf(line) === address)
      .reduce((whole, line) => replacePart(whole, line, withParam(line, name, value)), main),
  );

/** The PARTSTAT of one attendee, nothing when not invited. */
export const partstatOf = (text: string | undefined, address: string): string | undefined => {
  const line = text === undefined ? undefined : linesOf(mainOf(calendarOf(text)), "ATTENDEE").find((each) => addressOf(each) === address);
  return line && (paramOf(line, "PARTSTAT")?.toUpperCase() ?? "NEEDS-ACTION");
};

/** What an organizer's change sends out (RFC 6638 §3.2.1): invitations, updates, cancellations. */
export const organizerMessages = (before: string | undefined, after: string | undefined): Message[] => {
  const [old, now] = [served(before), served(after)];
  const cancel = [...old.keys()]
    .filter((to) => !now.has(to))
    .map((to): Message => ({ to, method: "CANCEL", text: withMethod(cancelled(before!), "CANCEL") }));
  return [...[...now.keys()].map((to): Message => ({ to, method: "REQUEST", text: withMethod(after!, "REQUEST") })), ...cancel];
};

/** What an attendee's change sends to the organizer (RFC 6638 §3.2.2): a reply when the answer is another one. */
export const attendeeMessages = (before: string | undefined, after: string | undefined, own: string): Message[] => {
  const organizer = organizerOf(after ?? before!)!;
  const answer = after === undefined ? "DECLINED" : partstatOf(after, own);
  if (answer === undefined || answer === "NEEDS-ACTION" || answer === partstatOf(before, own)) return [];
  return [{ to: organizer, method: "REPLY", text: withMethod(withAttendee(after ?? before!, own, "PARTSTAT", answer), "REPLY") }];
};
