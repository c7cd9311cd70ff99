import { useMemo, useState } from "react";
import { useAsk } from "#web/api/hooks.ts";
import { useReader } from "#web/i18n/language.tsx";
import { coloured } from "./colours.ts";
import { spanOf, type DaySpan } from "./days.ts";
import type { Calendar, Event } from "./events.ts";
import { onDevice } from "#web/offline/device-memory.ts";

const HIDDEN = "kerani-calendar-hidden";
const MOST_CALENDARS = 100;
const NONE: readonly never[] = [];

const hiddenFrom = (text: string | null): ReadonlySet<string> => new Set((text ?? "").split(",").filter(Boolean));

/** The calendars that the reader may see, and which of them are shown; the choice stays on this device. */
export const useCalendars = () => {
  const { data, error } = useAsk("calendar.list", {}, { keep: true });
  const [hidden, setHidden] = useState(() => hiddenFrom(onDevice.read(HIDDEN)));
  const all: readonly Calendar[] = useMemo(() => coloured(data?.calendars ?? NONE), [data]);
  const agenda = useMemo(() => all.filter(({ kind }) => kind !== "room" && kind !== "thing"), [all]);
  const house = useMemo(() => all.filter(({ kind }) => kind === "room" || kind === "thing"), [all]);
  const shown = useMemo(() => agenda.filter(({ id }) => !hidden.has(id)), [agenda, hidden]);
  const toggle = (id: string): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onDevice.write(HIDDEN, [...next].join(","));
    setHidden(next);
  };
  return { all, agenda, house, shown, hidden, toggle, asked: data !== undefined, error };
};

/** The calendars of people, rooms or things, for those who look. */
export const useCalendarsOf = (owners: readonly string[]): readonly Calendar[] => {
  const { data } = useAsk("calendar.list", { of: [...owners] }, { enabled: owners.length > 0, keep: true });
  const asked = owners.length > 0;
  return useMemo(() => (asked ? (data?.calendars ?? []) : []), [data, asked]);
};

/** The days of a page, with the instants between which they last. */
export const useSpans = (days: readonly string[]): readonly DaySpan[] => {
  const { timeZone } = useReader();
  const text = days.join();
  return useMemo(() => text.split(",").map((day) => spanOf(day, timeZone)), [text, timeZone]);
};

/** What takes place in some days: in these calendars, or of these people, rooms and things. */
export const useEvents = (spans: readonly DaySpan[], of: { calendars?: readonly string[]; owners?: readonly string[] }) => {
  const range = { from: new Date(spans[0]!.from).toISOString(), to: new Date(spans.at(-1)!.to).toISOString() };
  const calendars = of.calendars?.slice(0, MOST_CALENDARS);
  const wanted = calendars ? { calendars: [...calendars] } : { of: [...(of.owners ?? [])] };
  const enabled = (calendars ?? of.owners ?? []).length > 0;
  const { data, error, isPending } = useAsk("event.list", { ...range, ...wanted }, { enabled, keep: true });
  const events: readonly Event[] = enabled ? (data?.events ?? NONE) : NONE;
  return { events, whole: data?.whole ?? true, error, waiting: enabled && isPending };
};

/** Holidays, cuti bersama and closed days between two days, by day. */
export const useHolidays = (days: readonly string[]) => {
  const { data } = useAsk("holiday.list", { from: days[0] ?? "", to: days.at(-1) ?? "" }, { keep: true });
  return useMemo(() => grouped(data?.days ?? []), [data]);
};

const grouped = <T extends { day: string }>(days: readonly T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const one of days) map.set(one.day, [...(map.get(one.day) ?? []), one]);
  return map;
};
