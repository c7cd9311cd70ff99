import { DAY, dayOf } from "../values/civil.ts";
import { Zone, type Transition } from "./zone.ts";

const FIRST = dayOf(1800, 1, 1) * DAY;
const HORIZON = dayOf(2100, 1, 1) * DAY;
/** One whole cycle of the calendar after the horizon, and a day on both sides. */
const FURTHER = dayOf(2500, 1, 1) * DAY;

const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,3}$/;

const zonedAt = (id: string, ms: number): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(id);

const offsetOf = (moment: Temporal.ZonedDateTime): number => moment.offsetNanoseconds / 1e6;

const transitions = (id: string, from: number, to: number): Transition[] => {
  const found: Transition[] = [];
  let next = zonedAt(id, from).getTimeZoneTransition("next");
  while (next && next.epochMilliseconds < to) {
    found.push({ at: next.epochMilliseconds, offset: offsetOf(next) });
    next = next.getTimeZoneTransition("next");
  }
  return found;
};

const table = (id: string, from: number, to: number, further?: () => Zone): Zone =>
  new Zone(id, offsetOf(zonedAt(id, from)), transitions(id, from, to), further ? to : Infinity, further);

/** Known zones by their name in small letters, and under every spelling that was asked for. */
const zones = new Map<string, Zone | undefined>();
/** The names that are no zone are remembered too, but not without end. */
const MOST_NAMES = 2000;

/** The name in the spelling of the zone data; undefined when it has no such zone or link. */
const spelling = (name: string): string | undefined => {
  if (name.length > 64 || !NAME.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

const build = (name: string): Zone | undefined => {
  const id = spelling(name);
  if (id === undefined) return undefined;
  return zones.get(id) ?? table(id, FIRST, HORIZON, () => table(id, HORIZON - DAY, FURTHER + DAY));
};

/** The IANA zone of that name, capitals or not, links included; undefined when there is none. Its table is made once, in about a millisecond. */
export const ianaZone = (name: string): Zone | undefined => {
  const known = zones.get(name);
  if (known || zones.has(name)) return known;
  const zone = build(name);
  if (zones.size > MOST_NAMES) zones.clear();
  zones.set(name, zone);
  if (zone) zones.set(zone.id, zone);
  return zone;
};
