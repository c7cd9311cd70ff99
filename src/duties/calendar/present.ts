import type { Component } from "#kernel/icalendar/lines/component.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { lineOf, linesOf, textOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { readTextList } from "#kernel/icalendar/lines/escapes.ts";
import { DAY } from "#kernel/icalendar/values/civil.ts";
import { readDuration } from "#kernel/icalendar/values/duration.ts";
import { namedZone } from "#kernel/icalendar/zones/zone-names.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import { nameOf } from "#duties/people/index.ts";
import type { Seen } from "./asker.ts";
import { idsOfAddresses } from "./owners.ts";
import { attendeesOf } from "./rules/attendees.ts";
import { BUSY_TITLE } from "./rules/masked.ts";
import { addressIn, visibilityOf } from "./rules/stored.ts";
import { wallText } from "./rules/wished-time.ts";
import type { ObjectRow } from "./store/objects.ts";
import { readOwners } from "./store/owners.ts";

/** One instance as it is shown: epoch milliseconds, and the component that speaks for it. */
export type Shown = {
  row: ObjectRow;
  instance: string;
  start: number;
  end: number;
  component: Component;
  allDay: boolean;
  floating: boolean;
};

const reminders = (component: Component): number[] =>
  component.components
    .filter(({ name }) => name === "VALARM")
    .flatMap((alarm) => {
      const line = lineOf(alarm, "TRIGGER");
      const before = line && paramOf(line, "VALUE")?.toUpperCase() !== "DATE-TIME" ? readDuration(line.value) : undefined;
      const minutes = before && -(before.days * DAY + before.ms) / 60_000;
      return minutes !== undefined && minutes >= 0 ? [minutes] : [];
    })
    .toSorted((a, b) => a - b);

const ANSWERS = ["needs-action", "accepted", "declined", "tentative", "delegated"] as const;
const answerOf = (text: string) => ANSWERS.find((one) => one === text.toLowerCase()) ?? "needs-action";
const STATES = ["confirmed", "tentative", "cancelled"] as const;

/** What the people and rooms behind addresses are called. */
export type Names = { ids: ReadonlyMap<string, string>; names: ReadonlyMap<string, string> };

/** Finds the names behind the addresses of some events. */
export const namesFor = async (work: { readonly tx: unknown; readonly now: Temporal.Instant }, shown: readonly Shown[]): Promise<Names> => {
  const addresses = new Set(
    shown.flatMap(({ component }) => [
      ...attendeesOf([component]).keys(),
      ...linesOf(component, "ORGANIZER").map(({ value }) => addressIn(value)),
    ]),
  );
  const ids = addresses.size > 0 ? await idsOfAddresses(work, addresses) : new Map<string, string>();
  const known = [...new Set(ids.values())];
  const house = (await readOwners(work, known)).filter(({ kind }) => kind !== "person").map(({ id, name }) => [id, name] as const);
  return { ids, names: new Map([...(known.length > 0 ? await nameOf(work, known) : []), ...house]) };
};

const plainAddress = (address: string): string => address.replace(/^mailto:/, "");

const organizerOf = (component: Component, { ids, names }: Names) => {
  const line = lineOf(component, "ORGANIZER");
  if (!line) return null;
  const address = addressIn(line.value);
  const id = ids.get(address) ?? null;
  return { address, name: (id && names.get(id)) || paramOf(line, "CN") || plainAddress(address), id };
};

const peopleOf = (component: Component, { ids, names }: Names) =>
  [...attendeesOf([component]).values()].map(({ address, name, kind, role, answer }) => {
    const id = ids.get(address) ?? null;
    return {
      address,
      name: (id && names.get(id)) || name || plainAddress(address),
      id,
      kind: kind.toLowerCase(),
      answer: answerOf(answer),
      optional: role === "OPT-PARTICIPANT",
    };
  });

const wallTimes = ({ start, end, component, allDay }: Shown, zone: string) => {
  const tzid = lineOf(component, "DTSTART")?.params.find(({ name }) => name === "TZID")?.values[0];
  const own = (tzid && namedZone(tzid)) || namedZone(zone)!;
  const last = allDay ? own.toLocal(end) - DAY : own.toLocal(end);
  return {
    startsAt: wallText(own.toLocal(start), allDay),
    endsAt: wallText(Math.max(last, allDay ? own.toLocal(start) : last), allDay),
    timeZone: tzid ?? null,
  };
};

const frame = (shown: Shown, zone: string) => ({
  id: shown.row.id,
  calendarId: shown.row.calendarId,
  uid: shown.row.uid,
  instance: shown.instance || null,
  repeats: shown.row.repeats,
  start: Temporal.Instant.fromEpochMilliseconds(shown.start).toString(),
  end: Temporal.Instant.fromEpochMilliseconds(shown.end).toString(),
  ...wallTimes(shown, zone),
  allDay: shown.allDay,
  floating: shown.floating && !shown.allDay,
  visibility: visibilityOf(shown.component),
  free: valueOf(shown.component, "TRANSP")?.toUpperCase() === "TRANSPARENT",
  status: STATES.find((one) => one === valueOf(shown.component, "STATUS")?.toLowerCase()) ?? ("confirmed" as const),
  sequence: shown.row.sequence,
});

/** True when the reader may only know that the time is taken. */
export const isMasked = ({ access }: Seen, { visibility }: Pick<ObjectRow, "visibility">): boolean =>
  access.level === "busy" || (visibility !== "public" && !access.secrets);

/** An instance as every door shows it to this reader; `zone` is where its floating times stand. */
export const presentEvent = (shown: Shown, seen: Seen, names: Names, zone: string, language: Lang) => {
  if (isMasked(seen, shown.row))
    return {
      ...frame(shown, zone),
      uid: shown.row.uid,
      title: BUSY_TITLE[language],
      location: null,
      description: null,
      url: null,
      repeat: null,
      categories: [],
      reminders: [],
      organizer: null,
      attendees: [],
      masked: true,
    };
  const { component } = shown;
  return {
    ...frame(shown, zone),
    title: textOf(component, "SUMMARY") ?? "",
    location: textOf(component, "LOCATION") || null,
    description: textOf(component, "DESCRIPTION") || null,
    url: valueOf(component, "URL") || null,
    repeat: valueOf(component, "RRULE") ?? null,
    categories: linesOf(component, "CATEGORIES").flatMap(({ value }) => readTextList(value)),
    reminders: reminders(component),
    organizer: organizerOf(component, names),
    attendees: peopleOf(component, names),
    masked: false,
  };
};

/** A calendar as every door shows it. */
export const presentCalendar = ({ shelf, owner, access }: Seen, shared: boolean, ownerName: string) => ({
  id: shelf.id,
  kind: (owner.kind === "person" ? (shared ? "shared" : "personal") : owner.kind) as "personal" | "shared" | "room" | "thing" | "company",
  name: shelf.name ?? shelf.address,
  description: shelf.description,
  color: shelf.color,
  timeZone: shelf.timeZone ?? owner.timeZone,
  owner: { id: owner.id, name: ownerName },
  main: owner.defaultCalendarId === shelf.id,
  counts: !shelf.transparent,
  access: (access.level === "none" ? "busy" : access.level) as "busy" | "read" | "write" | "manage" | "own",
  room:
    owner.kind === "room" || owner.kind === "thing"
      ? { place: owner.place, email: owner.email, capacity: owner.capacity, seats: owner.seats, features: owner.features as string[] }
      : null,
  limits: { atOnce: owner.capacity, mostPerDay: owner.mostPerDay, bufferMinutes: owner.bufferMinutes },
});
