import type { Component } from "#kernel/icalendar/lines/component.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { lineOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { readRule } from "#kernel/icalendar/rules/rule.ts";
import { DAY, HOUR } from "#kernel/icalendar/values/civil.ts";
import { momentsIn, type Moment } from "#kernel/icalendar/values/moment.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf, seenCalendar } from "../asker.ts";
import type { eventContract } from "../contract/event.ts";
import * as refused from "../errors.ts";
import { inviterFor } from "../inviting.ts";
import { addressesOf, ensureOwners, mainCalendar } from "../owners.ts";
import { askAnew } from "../rules/attendees.ts";
import { applyChange, type Scope } from "../rules/changing.ts";
import { applyWish, draftEvent, frame, stamp, type Wish } from "../rules/draft.ts";
import { findInstance, removeThis, endBefore, type Instance } from "../rules/series-edit.ts";
import { mainOf, masterOf, readStored } from "../rules/stored.ts";
import { dayAfter, readWished } from "../rules/wished-time.ts";
import { zoneOf } from "../storing.ts";
import { Changing, presentNow, writableEvent } from "../writing.ts";
import type { SeenEvent } from "../looking.ts";

type Handle = Handlers<typeof eventContract>;
type Times = { start?: string | undefined; end?: string | undefined; timeZone?: string | undefined; floating?: boolean | undefined };

const checkRule = (rule: string | null | undefined): void => {
  const reading = rule ? readRule(rule) : undefined;
  if (reading && "wrong" in reading) throw refused.ruleUnclear(reading.wrong);
};

const read = (text: string, zone: string, floating: boolean): Moment => {
  const moment = readWished(text, zone, floating);
  if (!moment) throw refused.timeUnclear(text);
  return moment;
};

/** The end that goes with a start: people say the last whole day, iCalendar the day after it. */
const readEnd = (text: string | undefined, start: Moment, zone: string): Moment => {
  if (text === undefined) return { ...start, local: start.local + (start.form === "date" ? DAY : HOUR) };
  const end = dayAfter(read(text, zone, start.form === "floating"));
  if ((end.form === "date") !== (start.form === "date")) throw refused.timeUnclear(text);
  if (end.local <= start.local) throw refused.endsBeforeStart();
  return end;
};

/** Where a new event goes: the calendar named, else the main one of whom it is for. */
const targetOf = async (work: Work, input: { calendarId?: string | undefined; for?: string | undefined }) => {
  if (input.calendarId) return seenCalendar(work, input.calendarId, "write");
  const id = input.for ?? (await askerOf(work)).me;
  const [owner] = id ? await ensureOwners(work, [id]) : [];
  const main = owner && (await mainCalendar(work, owner));
  if (!main) throw refused.inviteeMissing(input.for ?? work.actor.name);
  return seenCalendar(work, main.id, "write");
};

const add: Handle["event.add"] = async (work, input) => {
  checkRule(input.repeat);
  const { shelf, owner, access } = await targetOf(work, input);
  const zone = input.timeZone ?? zoneOf(shelf, owner);
  const start = read(input.start, zone, input.floating ?? false);
  const end = readEnd(input.end, start, zone);
  const uid = `${newId()}@kerani`;
  const invite = await inviterFor(work, owner, input);
  const drafted = draftEvent(uid, start, end, input as Wish, work.now);
  const component = invite ? invite(drafted) : drafted;
  const changing = new Changing(work);
  const row = await changing.keep(undefined, {
    calendarId: shelf.id,
    address: `${uid.replace("@kerani", "")}.ics`,
    uid,
    text: serialise([frame([component], [start, end])]),
    overlap: input.overlap ?? false,
  });
  if (input.message) await work.perform("message.turn", { id: input.message, type: "event", into: row.id });
  work.about("event", row.id);
  await work.announce("event.added", { id: row.id, ownerId: owner.id });
  const shown = await presentNow(work, row.id);
  return { ...shown, undo: changing.undo, masked: shown.masked && !access.secrets };
};

/** Finds which instances are meant; one that is not there is refused. */
const meant = ({ row, zone }: SeenEvent, calendar: Component, input: { instance?: string | undefined; scope?: Scope | undefined }) => {
  const scope: Scope = input.scope ?? (input.instance ? "this" : "all");
  if (!input.instance || !row.repeats) return { scope: "all" as const, found: undefined };
  const found = findInstance(calendar, input.instance, zone);
  if (!found) throw refused.instanceMissing(input.instance);
  return { scope, found };
};

const startIn = (component: Component): Moment | undefined => {
  const line = lineOf(component, "DTSTART");
  return line && momentsIn(line)[0];
};

const endIn = (component: Component): Moment | undefined => {
  const line = lineOf(component, "DTEND");
  return line && momentsIn(line)[0];
};

/** The new times of a change, in the zone that the event stands in unless another is named. */
const wishedTimes = (input: Times, component: Component, found: Instance | undefined, zone: string): { start?: Moment; end?: Moment } => {
  if (input.start === undefined && input.end === undefined) return {};
  const speaking = found?.override ?? component;
  const own = startIn(speaking);
  const there = found && !found.override ? { ...own!, local: found.moment.local } : own;
  const inZone = input.timeZone ?? own?.tzid ?? (own?.form === "utc" ? "UTC" : zone);
  const start = input.start === undefined ? undefined : read(input.start, inZone, input.floating ?? own?.form === "floating");
  if (input.end === undefined) {
    const length = (endIn(speaking)?.local ?? 0) - (own?.local ?? 0);
    const changesKind = start && own && (start.form === "date") !== (own.form === "date");
    return {
      ...(start ? { start } : {}),
      ...(changesKind
        ? { end: readEnd(undefined, start, inZone) }
        : start && length > 0 && start.tzid !== own?.tzid
          ? { end: { ...start, local: start.local + length } }
          : {}),
    };
  }
  return { ...(start ? { start } : {}), end: readEnd(input.end, (start ?? there)!, inZone) };
};

const PERSONAL: readonly (keyof Parameters<Handle["event.change"]>[1])[] = [
  "id",
  "instance",
  "scope",
  "reminders",
  "free",
  "overlap",
  "categories",
  "visibility",
];

/** What comes from somebody else's invitation is theirs to change, but for what concerns only its keeper. */
const checkOrganizer = async (work: Work, { row, seen }: SeenEvent, input: object): Promise<ReadonlySet<string>> => {
  const own = new Set((await addressesOf(work, [seen.owner])).get(seen.owner.id));
  const foreign = row.organizer !== null && !own.has(row.organizer);
  if (foreign && Object.keys(input).some((key) => !(PERSONAL as readonly string[]).includes(key))) throw refused.notTheOrganizer();
  return own;
};

const change = async (work: Work, input: Parameters<Handle["event.change"]>[1] & { calendarId?: string | undefined }) => {
  checkRule(input.repeat);
  const event = await writableEvent(work, input.id);
  const { row, seen, zone } = event;
  const own = await checkOrganizer(work, event, input);
  const { calendar, main } = readStored(row.text, zone);
  const { scope, found } = meant(event, calendar, input);
  const times = wishedTimes(input, masterOf(main)!, found, zone);
  const invite = await inviterFor(work, seen.owner, input);
  const moved = times.start !== undefined || times.end !== undefined;
  const edit = (component: Component): Component => {
    const wished = applyWish(invite ? invite(component) : component, input as Wish);
    return stamp(moved ? askAnew(wished, own) : wished, work.now, row.sequence + 1);
  };
  const uid = `${newId()}@kerani`;
  const changed = applyChange(calendar, scope, found, { ...times, newRule: input.repeat !== undefined, edit }, uid, zone);
  const changing = new Changing(work);
  const kept = await changing.put(row, changed.calendar, input.overlap);
  if (!changed.onward) return finish(work, kept.id, scope === "this" ? input.instance : undefined, changing.undo);
  const onward = await changing.keep(undefined, {
    calendarId: row.calendarId,
    address: `${uid.replace("@kerani", "")}.ics`,
    uid,
    text: serialise([changed.onward]),
    overlap: input.overlap ?? row.overlap,
  });
  return finish(work, onward.id, undefined, changing.undo);
};

const finish = async (work: Work, id: string, instance: string | undefined, undo: string) => {
  await work.announce("event.changed", { id });
  return { ...(await presentNow(work, id, instance)), undo };
};

const move: Handle["event.move"] = async (work, input) => {
  if (!input.calendarId) return change(work, input);
  const event = await writableEvent(work, input.id);
  const target = await seenCalendar(work, input.calendarId, "write");
  const { row } = event;
  if (target.shelf.id === row.calendarId) return change(work, { ...input, calendarId: undefined });
  if (row.organizer !== null && target.owner.id !== event.seen.owner.id) throw refused.notTheOrganizer();
  const changing = new Changing(work);
  const moved = await changing.relocate(row, target.shelf.id);
  if (input.start === undefined && input.end === undefined) return finish(work, moved.id, undefined, changing.undo);
  const { calendarId: _there, instance: _one, scope: _scope, ...rest } = input;
  return { ...(await change(work, { ...rest, id: moved.id })), undo: changing.undo };
};

const remove: Handle["event.remove"] = async (work, input) => {
  const event = await writableEvent(work, input.id);
  const { row, zone } = event;
  const { calendar } = readStored(row.text, zone);
  const { scope, found } = meant(event, calendar, input);
  const changing = new Changing(work);
  if (!found || scope === "all" || (scope === "following" && found.isFirst)) {
    await changing.drop(row);
  } else {
    await checkOrganizer(work, event, { start: "" });
    const cut = scope === "this" ? removeThis(calendar, found) : endBefore(calendar, found);
    const stamped = mainOf(cut).reduce(
      (whole, one) => (valueOf(one, "RECURRENCE-ID") === undefined ? swap(whole, one, stamp(one, work.now, row.sequence + 1)) : whole),
      cut,
    );
    await changing.put(row, stamped, undefined);
  }
  await work.announce("event.removed", { id: row.id });
  return { undo: changing.undo };
};

const swap = (calendar: Component, old: Component, made: Component): Component => ({
  ...calendar,
  parts: calendar.parts.map((part) => (part === old ? made : part)),
  components: calendar.components.map((one) => (one === old ? made : one)),
});

/** What takes place, as the desk writes it. */
export const eventUseCases = {
  "event.add": add,
  "event.change": change,
  "event.move": move,
  "event.remove": remove,
} satisfies Partial<Handle>;
