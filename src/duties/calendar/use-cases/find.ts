import type { z } from "zod";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { findContract } from "../contract/find.ts";
import { rangeUnclear } from "../errors.ts";
import type { Ask } from "../finding/ask.ts";
import { MINUTE_MS, minuteAfter, minuteOf } from "../finding/busy.ts";
import { bestSlots } from "../finding/best.ts";
import type { Change } from "../finding/changes.ts";
import { conditionOf, explain } from "../finding/explain.ts";
import type { Participant } from "../finding/rules.ts";
import { findSlots, type Slot } from "../finding/search.ts";
import { participantsFor } from "../participants.ts";

type Handle = Handlers<typeof findContract>;

const MOST_DAYS = 400;
const MOST_CHANGES = 12;
const DAY = 86_400_000;

const instantOf = (minute: number): string => Temporal.Instant.fromEpochMilliseconds(minute * MINUTE_MS).toString();

type Found = ReadonlyMap<string, Participant>;
type Prefer = NonNullable<z.output<(typeof findContract)["time.find"]["input"]>["prefer"]>;

const minuteOfDay = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const unscored = (slot: Slot) => ({ ...slot, score: null, welcome: [] as string[] });

const best = (ask: Ask, { times, welcome, sooner, joined }: Prefer, found: Found, count: number) =>
  bestSlots(
    ask,
    {
      sooner,
      joined,
      times: times.map(({ weekdays, from, to, points }) => ({ weekdays, from: minuteOfDay(from), to: minuteOfDay(to), points })),
      welcome: welcome.flatMap(({ who, points }) => (found.has(who) ? [{ who: found.get(who)!, points }] : [])),
    },
    count,
  ).slots;

const presentChange = (change: Change, ask: Ask, found: Found) => {
  const named = (id: string) => ({ id, name: found.get(id)?.name ?? id });
  const { kind, start, move, duration } = change;
  return {
    // Of the rules only those that can be set aside are ever named.
    kind: kind as "hours",
    text: conditionOf(change, ask),
    who: change.who === undefined ? null : named(change.who),
    start: instantOf(start),
    end: instantOf(start + (duration ?? ask.duration)),
    move: move ? { who: move.who.map(named), from: instantOf(move.start), to: instantOf(move.to), byMinutes: move.by } : null,
  };
};

const find: Handle["time.find"] = async (work, input) => {
  const [from, to] = [input.from, input.to].map((text) => Temporal.Instant.from(text).epochMilliseconds) as [number, number];
  if (to <= from || to - from > MOST_DAYS * DAY) throw rangeUnclear(MOST_DAYS);
  const liked = input.prefer?.welcome.map(({ who }) => who) ?? [];
  const ids = [...new Set([...input.of, ...input.some.flatMap(({ of }) => of), ...liked])];
  // Appointments before and after count for buffers, and those of the whole day for limits.
  const found = new Map((await participantsFor(work, ids, { from: from - DAY, to: to + 8 * DAY })).map((one) => [one.id, one]));
  const known = (list: readonly string[]): Participant[] => [...new Set(list)].flatMap((id) => found.get(id) ?? []);
  const ask: Ask = {
    now: minuteAfter(work.now.epochMilliseconds),
    from: Math.max(minuteAfter(from), minuteAfter(work.now.epochMilliseconds)),
    until: minuteOf(to),
    duration: input.minutes,
    step: input.step,
    zone: input.timeZone ?? work.actor.timeZone,
    all: known(input.of),
    some: input.some.map(({ need, of }) => ({ need, of: known(of) })),
  };
  const slots = input.prefer ? best(ask, input.prefer, found, input.count) : findSlots(ask, input.count, input.minutes).slots.map(unscored);
  const times = slots.map(({ start, end, free, score, welcome }) => ({
    start: instantOf(start),
    end: instantOf(end),
    free,
    score,
    welcome,
  }));
  if (times.length > 0) return { times, why: null, changes: [] };
  const { text, changes } = explain(ask);
  return { times, why: text, changes: changes.slice(0, MOST_CHANGES).map((change) => presentChange(change, ask, found)) };
};

/** Looking for a time that suits everybody. */
export const findUseCases = { "time.find": find } satisfies Handle;
