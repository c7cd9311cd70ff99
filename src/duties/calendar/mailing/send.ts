import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { lineOf, replacePart } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { replyAddress } from "#kernel/mail/reply-address.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { MailedInvitation } from "../delivery.ts";
import { attendeesOf } from "../rules/attendees.ts";
import { mainOf, masterOf, readCalendar } from "../rules/stored.ts";
import { invitationId } from "./seal.ts";
import { invitationText } from "./text.ts";

const plain = (address: string): string => address.replace(/^mailto:/i, "");

/** The way back for answers: an address of the desk that is sealed for this event and this guest. */
const wayBack = (work: Work, uid: string, attendee: string): string | undefined =>
  replyAddress(work.services.settings, work.services.vault, invitationId(work.services.vault, uid, attendee));

/** Programs answer to ORGANIZER (RFC 6047 §2.3), so the way back stands there; the name stays. */
const withWayBack = (calendar: Component, address: string | undefined): Component => {
  if (!address) return calendar;
  return mainOf(calendar).reduce((whole, one) => {
    const line = lineOf(one, "ORGANIZER");
    if (!line) return whole;
    const name = paramOf(line, "CN");
    const made = buildLine({ name: "ORGANIZER", value: `mailto:${address}`, params: name ? [{ name: "CN", values: [name] }] : [] });
    return replacePart(whole, one, replacePart(one, line, made));
  }, calendar);
};

/**
 * Sends one mail about a meeting (RFC 6047): the calendar as an alternative and as a file, words for those who read
 * neither. The id of the mail is made of method, object and sequence, so that a second sending is known as the first.
 */
export const sendInvitation: JobHandler = async (work, payload) => {
  const { method, to, toName, text, objectId, at } = payload as unknown as MailedInvitation & { at: string };
  const { mail } = work.services;
  const from = mail.from();
  const calendar = parse(text).components[0];
  if (!from || !calendar) return;
  const { main, facts } = readCalendar(calendar, "UTC");
  const uid = masterOf(main)!
    .lines.find(({ name }) => name === "UID")!
    .value.trim();
  const line = main.map((one) => lineOf(one, "ORGANIZER")).find((one) => one !== undefined);
  const organizer = (line && paramOf(line, "CN")) ?? plain(facts.organizer ?? from);
  const answering = method === "REPLY" ? [...attendeesOf(main).values()][0] : undefined;
  const back = method === "REPLY" ? undefined : wayBack(work, uid, to);
  const content = serialise([withWayBack(calendar, back)]);
  const zone = work.actor.timeZone;
  const words = invitationText(calendar, { method, organizer, zone, answer: answering?.answer });
  const host = from.slice(from.lastIndexOf("@") + 1);
  const stamp = Temporal.Instant.from(at).epochMilliseconds;
  await mail.send({
    to: [{ address: plain(to), ...(toName ? { name: toName } : {}) }],
    from: { address: from, name: answering ? (answering.name ?? plain(answering.address)) : organizer },
    ...(back ? { replyTo: { address: back, name: organizer } } : answering ? { replyTo: { address: plain(answering.address) } } : {}),
    ...words,
    messageId: `${method.toLowerCase()}.${objectId}.${facts.sequence}.${stamp}@${host}`,
    calendar: { method, content },
  });
};
