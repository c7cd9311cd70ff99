import { checkAsk, zoneOf, type Ask } from "./ask.ts";
import { SharedHours, blockFor } from "./blocked.ts";
import { rowsIn, type Minute } from "./busy.ts";
import { localDay } from "./days.ts";
import { blockHours } from "./hours.ts";
import type { Participant, Span, Week } from "./rules.ts";
import { openStarts, slotAt, windowOf, windows, type Slot } from "./search.ts";
import { Starts } from "./starts.ts";
import { isIgnored, marginsOf } from "./taken.ts";

/** What makes one possible time better than another. Points are whole numbers; nothing said means no points. */
export type Preferences = {
  /** Points lost for every day (of the ask's zone) after the first. */
  sooner?: number;
  /** Points for a time that lies wholly within a span of wall time of the ask's zone, on these weekdays (Sunday = 0). */
  times?: readonly (Span & { weekdays: readonly number[]; points: number })[];
  /** Points for each who would be welcome and is free. */
  welcome?: readonly { who: Participant; points: number }[];
  /** Points lost for each whose tentative time, counted as free, would be taken. */
  firm?: number;
  /** Points for each whose day keeps no new gap, because the time joins another appointment. */
  joined?: number;
};

/** A slot with its points and who of the welcome is free. */
export type Scored = Slot & { score: number; welcome: string[] };

/** Points for the starts that a mask blocks, or for those that it does not. */
type Weight = { mask: Starts; points: number; whenBlocked: boolean };

const weekOf = (weekdays: readonly number[], span: Span): Week =>
  [0, 1, 2, 3, 4, 5, 6].map((day) => (weekdays.includes(day) ? [span] : [])) as unknown as Week;

/** The starts that join the busy time of a participant without a gap, margins kept. */
const markJoined = (into: Starts, { busy, rules }: Participant, ask: Ask): void => {
  const margins = marginsOf(rules, ask);
  const reach = margins.most + ask.duration + 1;
  const [first, last] = rowsIn(busy, into.from - reach, into.to + reach);
  for (let row = first; row < last; row++) {
    if (isIgnored(busy, row, rules.tentative === "free")) continue;
    const { lead, trail } = margins.at(busy.places?.[row] ?? -1);
    const [next, before] = [busy.ends[row]! + lead, busy.starts[row]! - trail - ask.duration];
    into.block(next, next + 1);
    into.block(before, before + 1);
  }
};

const weightsIn = (from: Minute, to: Minute, ask: Ask, preferences: Preferences, shared: SharedHours): Weight[] => {
  const weights: Weight[] = [];
  const weigh = (points: number, whenBlocked: boolean, fill: (mask: Starts) => void): void => {
    if (points === 0) return;
    const mask = new Starts(from, to);
    fill(mask);
    weights.push({ mask, points, whenBlocked });
  };
  for (const { weekdays, points, ...span } of preferences.times ?? [])
    weigh(points, false, (mask) => blockHours(mask, { hours: weekOf(weekdays, span) }, zoneOf(ask.zone), ask.duration));
  for (const { who, points } of preferences.welcome ?? []) weigh(points, false, (mask) => blockFor(mask, who, ask, shared));
  for (const who of ask.all) {
    const strict = { ...who, rules: { ...who.rules, tentative: "busy" as const } };
    if (who.rules.tentative === "free") weigh(-(preferences.firm ?? 0), true, (mask) => blockFor(mask, strict, ask, shared));
    weigh(preferences.joined ?? 0, true, (mask) => markJoined(mask, who, ask));
  }
  return weights;
};

type Candidate = { start: Minute; score: number };

/** Keeps the best in order, earlier ones first among equals: candidates come in order of their start. */
const keep = (best: Candidate[], candidate: Candidate, most: number): void => {
  if (best.length === most && candidate.score <= best.at(-1)!.score) return;
  let at = best.length;
  while (at > 0 && best[at - 1]!.score < candidate.score) at--;
  best.splice(at, 0, candidate);
  if (best.length > most) best.pop();
};

/** The `count` best times (at most 100), best first, the earlier of two equals first; the same answer for the same ask, always. */
export const bestSlots = (ask: Ask, preferences: Preferences, count = 1): { slots: Scored[]; lookedUntil: Minute } => {
  checkAsk(ask);
  const shared = new SharedHours();
  const zone = zoneOf(ask.zone);
  const best: Candidate[] = [];
  let [lookedUntil] = windowOf(ask);
  const today = localDay(zone, lookedUntil);
  for (const [from, to] of windows(ask)) {
    shared.clear();
    const open = openStarts(ask, from, to, shared);
    const weights = weightsIn(from, to, ask, preferences, shared);
    for (let start = open.firstOpen(); start < to; start = open.firstOpen(start + 1)) {
      let score = preferences.sooner ? (today - localDay(zone, start)) * preferences.sooner : 0;
      for (const { mask, points, whenBlocked } of weights) if (mask.isBlocked(start) === whenBlocked) score += points;
      keep(best, { start, score }, Math.max(1, Math.min(count, 100)));
    }
    lookedUntil = to;
  }
  const group = [{ need: 0, of: (preferences.welcome ?? []).map(({ who }) => who) }];
  const slots = best.map(({ start, score }) => ({
    ...slotAt(ask, start),
    score,
    welcome: slotAt({ ...ask, some: group }, start).free[0]!,
  }));
  return { slots, lookedUntil };
};
