import type { Ask } from "../ask.ts";
import type { BusyItem, Minute } from "../busy.ts";
import type { Participant, Rules, Span } from "../rules.ts";

/** A participant as the brute force reads it: busy time as single items. */
export type Somebody = Omit<Participant, "busy"> & { items: BusyItem[] };
/** An ask for the brute force. */
export type PlainAsk = Omit<Ask, "all" | "some"> & { all: Somebody[]; some: { need: number; of: Somebody[] }[] };

type Wall = { date: string; minute: number };
const walls = new Map<string, Map<Minute, Wall>>();

/** Date and minute of the day in a zone, by Temporal alone; remembered by quarters of an hour, on which all of these zones change. */
export const wallOf = (zone: string, at: Minute): Wall => {
  const past = ((at % 15) + 15) % 15;
  const wall = quarterOf(zone, at - past);
  return { date: wall.date, minute: wall.minute + past };
};

const quarterOf = (zone: string, minute: Minute): Wall => {
  let known = walls.get(zone);
  if (!known) walls.set(zone, (known = new Map()));
  let wall = known.get(minute);
  if (!wall) {
    const there = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone);
    wall = { date: there.toPlainDate().toString(), minute: there.hour * 60 + there.minute };
    known.set(minute, wall);
  }
  return wall;
};

const edges = new Map<string, Minute>();
const edge = (zone: string, date: string, minutes: number): Minute => {
  const key = `${zone} ${date} ${minutes}`;
  let at = edges.get(key);
  if (at === undefined) {
    const local = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes });
    edges.set(key, (at = local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds / 60_000));
  }
  return at;
};

const around = new Map<string, { date: string; weekday: number }[]>();
/** The dates on which a span may begin that covers a minute of a date. */
const datesAround = (date: string): { date: string; weekday: number }[] => {
  let found = around.get(date);
  if (!found) {
    found = [-2, -1, 0, 1].map((days) => {
      const day = Temporal.PlainDate.from(date).add({ days });
      return { date: day.toString(), weekday: day.dayOfWeek % 7 };
    });
    around.set(date, found);
  }
  return found;
};

const isIn = (zone: string, minute: Minute, spansOn: (date: string, weekday: number) => readonly Span[]): boolean =>
  datesAround(wallOf(zone, minute).date).some(({ date, weekday }) =>
    spansOn(date, weekday).some(({ from, to }) => edge(zone, date, from) <= minute && minute < edge(zone, date, to)),
  );

const isOpen = (rules: Rules, zone: string, minute: Minute): boolean => {
  if (!rules.hours && !rules.seasons) return true;
  return isIn(zone, minute, (date, weekday) => {
    const season = rules.seasons?.find(({ from, to }) => from <= date && date <= to);
    return (season ? season.hours : rules.hours)?.[weekday] ?? [{ from: 0, to: 1440 }];
  });
};

const isPaused = (rules: Rules, zone: string, minute: Minute): boolean =>
  (rules.breaks ?? []).some((pause) =>
    isIn(zone, minute, (date, weekday) => {
      const holds = !pause.during || (pause.during.from <= date && date <= pause.during.to);
      return holds && pause.weekdays.includes(weekday) ? [pause] : [];
    }),
  );

const minutes = (from: Minute, to: Minute): Minute[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const margins = (rules: Rules, ask: PlainAsk, item: BusyItem): [lead: number, trail: number] => {
  const { place, travel } = ask;
  const way = travel && place !== undefined && item.place !== undefined;
  return [
    Math.max(rules.before ?? 0, way ? travel[item.place!]![place]! : 0),
    Math.max(rules.after ?? 0, way ? travel[place]![item.place!]! : 0),
  ];
};

const blocking = ({ items, rules }: Somebody): BusyItem[] => items.filter(({ tentative }) => !(tentative && rules.tentative === "free"));

const load = (who: Somebody, minute: Minute, ask: PlainAsk): number =>
  blocking(who).reduce((sum, item) => {
    const [lead, trail] = margins(who.rules, ask, item);
    return item.start < item.end && item.start - trail <= minute && minute < item.end + lead ? sum + (item.takes ?? 1) : sum;
  }, 0);

const isMinuteFree = (who: Somebody, minute: Minute, ask: PlainAsk): boolean => {
  const { rules, zone } = who;
  return (
    load(who, minute, ask) <= (rules.capacity ?? 1) - (ask.takes ?? 1) &&
    isOpen(rules, zone, minute) &&
    !isPaused(rules, zone, minute) &&
    !(rules.closed ?? []).some(({ day }) => day === wallOf(zone, minute).date)
  );
};

const looked = new WeakMap<PlainAsk, Map<Somebody, Map<Minute, boolean>>>();

/** Remembers the answer for each minute of each participant: every start asks for the same minutes again. */
const isFree = (who: Somebody, minute: Minute, ask: PlainAsk): boolean => {
  let byWhom = looked.get(ask);
  if (!byWhom) looked.set(ask, (byWhom = new Map()));
  let known = byWhom.get(who);
  if (!known) byWhom.set(who, (known = new Map()));
  let free = known.get(minute);
  if (free === undefined) known.set(minute, (free = isMinuteFree(who, minute, ask)));
  return free;
};

const isWithinDay = (who: Somebody, start: Minute, ask: PlainAsk): boolean => {
  const { perDay = Infinity, minutesPerDay = Infinity } = who.rules;
  const { date } = wallOf(who.zone, start);
  const same = blocking(who).filter((item) => item.counts !== false && item.end > item.start && wallOf(who.zone, item.start).date === date);
  return same.length < perDay && same.reduce((sum, { start: from, end }) => sum + end - from, ask.duration) <= minutesPerDay;
};

/** Whether a start suits one participant: every minute looked at on its own, every date by Temporal. */
export const suits = (who: Somebody, start: Minute, ask: PlainAsk): boolean => {
  const { notice = 0, ahead = Infinity } = who.rules;
  if (start < ask.now + notice || start > ask.now + ahead || !isWithinDay(who, start, ask)) return false;
  for (let minute = start; minute < start + ask.duration; minute++) if (!isFree(who, minute, ask)) return false;
  return true;
};

/** Every start of an ask that suits everybody, in order. */
export const everyStart = (ask: PlainAsk): Minute[] =>
  minutes(Math.max(ask.from, ask.now), ask.until).filter(
    (start) =>
      wallOf(ask.zone, start).minute % ask.step === 0 &&
      ask.all.every((who) => suits(who, start, ask)) &&
      ask.some.every(({ need, of }) => of.filter((who) => suits(who, start, ask)).length >= need),
  );
