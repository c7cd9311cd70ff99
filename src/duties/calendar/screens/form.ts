import type { Input } from "#web/api/client.ts";
import { dayOf, instantAt } from "#web/i18n/time.ts";
import { addDays, clockAt, daysBetween, minuteIn, minuteOf, spanOf } from "./days.ts";
import type { Event } from "./events.ts";
import type { Guest } from "#web/ui/people-field.tsx";

/** An event as far as it was filled in; clocks are HH:MM in `timeZone`. */
export type Form = {
  title: string;
  allDay: boolean;
  startDay: string;
  startClock: string;
  endDay: string;
  endClock: string;
  timeZone: string;
  calendarId: string;
  location: string;
  guests: readonly Guest[];
  rooms: readonly string[];
  /** An RRULE, or nothing. */
  repeat: string;
  secret: boolean;
  free: boolean;
  reminder: string;
  description: string;
  /** The message that becomes this event. */
  message?: string;
};

/** What a new event begins with. */
export type Beginning = {
  day: string;
  from: number;
  to: number;
  timeZone: string;
  calendarId?: string | undefined;
  guests?: readonly Guest[];
  rooms?: readonly string[];
  allDay?: boolean;
};

const DAY_MINUTES = 1440;
const HOUSE = new Set(["room", "resource"]);
const plain = (address: string): string => address.replace(/^mailto:/, "");

/** An empty form for a time. */
export const newForm = ({ day, from, to, timeZone, calendarId = "", guests = [], rooms = [], allDay = false }: Beginning): Form => ({
  title: "",
  allDay,
  startDay: day,
  startClock: clockAt(from),
  endDay: to >= DAY_MINUTES && !allDay ? addDays(day, 1) : day,
  endClock: to >= DAY_MINUTES ? "00:00" : clockAt(to),
  timeZone,
  calendarId,
  location: "",
  guests,
  rooms,
  repeat: "",
  secret: false,
  free: false,
  reminder: "",
  description: "",
});

/** The form of an event that there is. */
export const formOf = (event: Event): Form => {
  const [startDay = "", startClock = "09:00"] = event.startsAt.split("T");
  const [endDay = "", endClock = "10:00"] = event.endsAt.split("T");
  return {
    title: event.title,
    allDay: event.allDay,
    startDay,
    startClock: startClock.slice(0, "09:00".length),
    endDay,
    endClock: endClock.slice(0, "10:00".length),
    timeZone: event.timeZone ?? "",
    calendarId: event.calendarId,
    location: event.location ?? "",
    guests: event.attendees
      .filter(({ kind, id }) => !HOUSE.has(kind) && (id === null || id !== event.organizer?.id))
      .map(({ id, address, name }) => ({ ref: id ? `person:${id}` : plain(address), name })),
    rooms: event.attendees.flatMap(({ kind, id }) => (HOUSE.has(kind) && id ? [id] : [])),
    repeat: event.repeat ?? "",
    secret: event.visibility !== "public",
    free: event.free,
    reminder: event.reminders.length > 0 ? String(event.reminders[0]) : "",
    description: event.description ?? "",
  };
};

/** A start that moves takes the end along: the event stays as long as it was. */
export const withStart = (form: Form, day: string, clock: string): Form => {
  if (!day || !clock) return { ...form, startDay: day, startClock: clock };
  const length = daysBetween(form.startDay || day, form.endDay || day) * DAY_MINUTES + minuteOf(form.endClock) - minuteOf(form.startClock);
  const end = minuteOf(clock) + Math.max(form.allDay ? 0 : 15, length);
  return {
    ...form,
    startDay: day,
    startClock: clock,
    endDay: addDays(day, form.allDay ? daysBetween(form.startDay || day, form.endDay || day) : Math.floor(end / DAY_MINUTES)),
    endClock: form.allDay ? form.endClock : clockAt(end % DAY_MINUTES),
  };
};

const moments = (form: Form): { start: string; end: string } =>
  form.allDay
    ? { start: form.startDay, end: form.endDay }
    : { start: `${form.startDay}T${form.startClock}`, end: `${form.endDay}T${form.endClock}` };

const details = ({ location, description, secret, free, reminder, repeat }: Form) => ({
  location: location.trim() || null,
  description: description.trim() || null,
  visibility: secret ? ("private" as const) : ("public" as const),
  free,
  reminders: reminder === "" ? [] : [Number(reminder)],
  repeat: repeat || null,
});

/** What is given to put a new event in. */
export const toAdd = (form: Form): Input<"event.add"> => ({
  title: form.title.trim(),
  ...moments(form),
  ...(form.allDay || !form.timeZone ? {} : { timeZone: form.timeZone }),
  ...(form.calendarId ? { calendarId: form.calendarId } : {}),
  ...Object.fromEntries(Object.entries(details(form)).filter(([, value]) => value !== null)),
  ...(form.guests.length > 0 ? { attendees: form.guests.map(({ ref }) => ref) } : {}),
  ...(form.rooms.length > 0 ? { rooms: [...form.rooms] } : {}),
  ...(form.message ? { message: form.message } : {}),
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is given to change an event: only what is another than before. */
export const toChange = (before: Form, form: Form): Omit<Input<"event.change">, "id"> => {
  const [was, is] = [details(before), details(form)];
  const timed = !same(moments(before), moments(form)) || before.timeZone !== form.timeZone;
  return {
    ...(before.title === form.title ? {} : { title: form.title.trim() }),
    ...(timed ? { ...moments(form), ...(form.allDay || !form.timeZone ? {} : { timeZone: form.timeZone }) } : {}),
    ...Object.fromEntries(Object.entries(is).filter(([name, value]) => !same(was[name as keyof typeof was], value))),
    ...(same(before.guests, form.guests) ? {} : { attendees: form.guests.map(({ ref }) => ref) }),
    ...(same(before.rooms, form.rooms) ? {} : { rooms: [...form.rooms] }),
  };
};

/** True when the form's end is after its start. */
export const endsAfterStart = (form: Form): boolean => {
  const { start, end } = moments(form);
  if (form.allDay) return end >= start;
  const zone = form.timeZone || "UTC";
  return instantAt(form.endDay, form.endClock, zone) > instantAt(form.startDay, form.startClock, zone);
};

/** How long it takes, in minutes. */
export const minutesOf = ({ startDay, endDay, startClock, endClock }: Form): number =>
  daysBetween(startDay, endDay) * DAY_MINUTES + minuteOf(endClock) - minuteOf(startClock);

/** The times of a form between two instants (epoch milliseconds), on the clock of a zone. */
export const timesFrom = (start: number, end: number, timeZone: string): Pick<Form, "startDay" | "startClock" | "endDay" | "endClock"> => {
  const [from, to] = [start, end].map((at) => ({
    day: dayOf(at, timeZone),
    clock: clockAt(minuteIn(spanOf(dayOf(at, timeZone), timeZone), at, timeZone)),
  })) as [{ day: string; clock: string }, { day: string; clock: string }];
  return { startDay: from.day, startClock: from.clock, endDay: to.day, endClock: to.clock };
};
