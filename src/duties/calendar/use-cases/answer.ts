import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { replacePart, valueOf } from "#kernel/icalendar/lines/edit.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { settleSubject } from "#kernel/attention/attention.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { seenCalendar } from "../asker.ts";
import type { eventContract } from "../contract/event.ts";
import { cannotRestore, instanceMissing, notInvited } from "../errors.ts";
import { dropObject, keepObject } from "../keeping.ts";
import { enterAnswer } from "../delivery.ts";
import { addressesOf } from "../owners.ts";
import { attendeesOf, setAttendee } from "../rules/attendees.ts";
import { stamp } from "../rules/draft.ts";
import { findInstance, changeThis } from "../rules/series-edit.ts";
import { mainOf, readStored } from "../rules/stored.ts";
import { objectAt, pastOf, type PastRow } from "../store/objects.ts";
import { presentNow, writableEvent } from "../writing.ts";

type Handle = Handlers<typeof eventContract>;

const ANSWERS = { accepted: "ACCEPTED", tentative: "TENTATIVE", declined: "DECLINED" } as const;

const answer: Handle["event.answer"] = async (work, input) => {
  const { row, seen, zone } = await writableEvent(work, input.id);
  const { calendar, main } = readStored(row.text, zone);
  const own = (await addressesOf(work, [seen.owner])).get(seen.owner.id)!;
  const address = own.find((one) => attendeesOf(main).has(one));
  if (!address || row.organizer === address) throw notInvited();
  const said = ANSWERS[input.answer];
  let answered: Component;
  if (input.instance && row.repeats) {
    const found = findInstance(calendar, input.instance, zone);
    if (!found) throw instanceMissing(input.instance);
    const whole = changeThis(calendar, found, (one) => one);
    const mine = mainOf(whole).find((one) => valueOf(one, "RECURRENCE-ID") === input.instance);
    answered = mine ? enterAnswer(whole, replyFor(whole, mine, address, said), address, zone) : whole;
  } else answered = setAttendee(setAttendee(calendar, address, "PARTSTAT", said), address, "RSVP", undefined);
  const { calendarId, uid } = row;
  await keepObject(work, {
    calendarId,
    address: row.address,
    uid,
    component: row.component,
    text: serialise([answered]),
    notify: true,
    rooms: "decline",
    ...(input.overlap === undefined ? {} : { overlap: input.overlap }),
  });
  await settleSubject(work, { type: "event", id: row.id }, input.answer);
  await work.announce("event.answered", { id: row.id, answer: input.answer });
  return presentNow(work, row.id, input.instance);
};

/** A calendar that holds one component alone, with this answer: what an answer is entered from. */
const replyFor = (calendar: Component, one: Component, address: string, said: string): Component => {
  const only = mainOf(calendar)
    .filter((other) => other !== one)
    .reduce((whole, other) => replacePart(whole, other), calendar);
  return setAttendee(only, address, "PARTSTAT", said);
};

const raised = (text: string, work: Work, current: number): string => {
  const { calendar, main, facts } = readStored(text, "UTC");
  if (facts.organizer === null) return text;
  return serialise([main.reduce((whole, one) => replacePart(whole, one, stamp(one, work.now, current + 1)), calendar)]);
};

const restoreOne = async (work: Work, past: PastRow, quiet: boolean): Promise<string | undefined> => {
  const { shelf } = await seenCalendar(work, past.calendarId, "write");
  const current = await objectAt(work, shelf.id, past.address);
  if ((current?.etag ?? null) !== past.afterEtag) throw cannotRestore();
  if (past.text === null) {
    await dropObject(work, shelf.id, past.address, true, quiet);
    return undefined;
  }
  const sequence = Math.max(current?.sequence ?? 0, readStored(past.text, "UTC").facts.sequence);
  const text = quiet ? past.text : raised(past.text, work, sequence);
  const uid = valueOf(readStored(text, "UTC").main[0]!, "UID")!.trim();
  const { row } = await keepObject(work, {
    calendarId: shelf.id,
    address: past.address,
    uid,
    component: "VEVENT",
    text,
    overlap: past.overlap,
    notify: true,
    quiet,
    rooms: "refuse",
  });
  return row.id;
};

const restore: Handle["event.restore"] = async (work, { id }) => {
  const past = await pastOf(work, id);
  if (past.length === 0) throw cannotRestore();
  let last: string | undefined;
  // What only lay elsewhere goes back without a word to anybody.
  const elsewhere = (one: PastRow) => past.some(({ address, calendarId }) => address === one.address && calendarId !== one.calendarId);
  // The copy that the change made goes first, so that what comes back finds its place free.
  const inOrder = past.toSorted((a, b) => Number(a.text !== null) - Number(b.text !== null));
  for (const one of inOrder) last = (await restoreOne(work, one, elsewhere(one))) ?? last;
  if (!last) return { event: null };
  work.about("event", last);
  return { event: await presentNow(work, last) };
};

/** Answers to invitations, and changes taken back. */
export const answerUseCases = { "event.answer": answer, "event.restore": restore } satisfies Partial<Handle>;
