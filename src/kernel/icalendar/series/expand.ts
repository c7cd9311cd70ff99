import type { Finding } from "../finding.ts";
import type { Component } from "../lines/component.ts";
import { runRule, type Budget, type Ending } from "../rules/run.ts";
import { DAILY } from "../rules/pattern.ts";
import { DAY, dayOfLocal } from "../values/civil.ts";
import { namedZone } from "../zones/zone-names.ts";
import { UTC, type Zone } from "../zones/zone.ts";
import { Occurrence, sortByStart, type Source } from "./occurrence.ts";
import { keyIn, localIn, reachOf, type Extra, type Recurrence, type SeriesRule } from "./recurrence.ts";
import { readSeries, type Override, type Series } from "./series.ts";
import { endFrom, type Timing } from "./timing.ts";

/** What part of time is asked for, in epoch milliseconds (`to` not included), and what the answer may cost. */
export type ExpandOptions = {
  readonly from: number;
  readonly to: number;
  /** The zone that floating times and whole days are seen in; a name that is unknown means UTC. */
  readonly zone: Zone | string;
  readonly maxInstances?: number;
  readonly maxSteps?: number;
};

/** An answer that is not whole: occurrences that begin before `completeUntil` are all there, later ones may be missing. */
export type Cut = { readonly reason: "steps" | "instances"; readonly completeUntil: number };

/** Occurrences in order of their start; `cut` is there when a limit was reached. */
export type Expansion = { readonly occurrences: Occurrence[]; readonly cut?: Cut; readonly findings: readonly Finding[] };

/** Enough for every second of a morning, little enough for every worker. */
export const USUAL_INSTANCES = 20_000;
/** A step is a period looked at or an instance passed over; a million take a few hundredths of a second. */
export const USUAL_STEPS = 1_000_000;

/** The zone that a caller names. */
export const viewZone = (zone: Zone | string): Zone => (typeof zone === "string" ? (namedZone(zone) ?? UTC) : zone);

/** What changes all instances from one on: where they move to and how they look. */
type Onward = { key: number; shift: number; zone: Zone; override: Override; source: Source };

/** What an override's occurrences have in common; their series writes wall times as its master does. */
const overrideSource = (uid: string, { component, timing, instance }: Override, master: Series["master"]): Source => ({
  uid,
  allDay: timing.allDay,
  floating: timing.zone === undefined,
  override: true,
  component,
  form: (master?.timing ?? instance).moment.form,
});

const masterSource = (uid: string, { component, timing }: NonNullable<Series["master"]>, repeats: boolean): Source => ({
  uid,
  allDay: timing.allDay,
  floating: timing.zone === undefined,
  override: false,
  component,
  form: repeats ? timing.moment.form : undefined,
});

/** The expansion of one series in one window. */
class Expanding {
  readonly series: Series;
  readonly view: Zone;
  readonly from: number;
  readonly to: number;
  readonly budget: Budget;
  readonly found: Occurrence[] = [];
  /** How far an instance may have been moved back from where its rule puts it. */
  slack = 0;
  cut: Cut | undefined;

  constructor(series: Series, view: Zone, from: number, to: number, budget: Budget) {
    this.series = series;
    this.view = view;
    this.from = from;
    this.to = to;
    this.budget = budget;
  }

  add(occurrence: Occurrence): void {
    if (occurrence.isIn(this.from, this.to)) this.found.push(occurrence);
  }

  /** Remembers that a rule could not be followed to the end of the window; the earliest such place counts. */
  cutAt(ending: Ending, reached: number): void {
    const completeUntil = Math.max(this.from, reached - this.slack);
    if (ending === "complete" || (this.cut && this.cut.completeUntil <= completeUntil)) return;
    this.cut = { reason: ending, completeUntil };
  }
}

const addOverrides = (work: Expanding): void => {
  const { series, view } = work;
  const { master } = series;
  for (const override of series.overrides) {
    const { timing, instance } = override;
    const zone = timing.zone ?? view;
    const start = zone.toUtc(timing.local);
    const original = master ? localIn(instance, master.timing).local : instance.local;
    const end = endFrom(timing.local, start, timing.length, zone);
    work.add(new Occurrence(start, end, overrideSource(series.uid, override, master), original));
  }
};

const onwardOf = (override: Override, series: Series, master: Timing, view: Zone): Onward => {
  const { timing, instance } = override;
  const zone = timing.zone ?? master.zone ?? view;
  const { local } = localIn(instance, master);
  const key = keyIn(instance, master);
  // Moved within one zone, wall times move alike; into another zone, they move from where the old instant is there.
  const before = zone === (master.zone ?? view) ? local : zone.toLocal((master.zone ?? view).toUtc(local));
  return { key, shift: timing.local - before, zone, override, source: overrideSource(series.uid, override, series.master) };
};

/** Wall times of a rule in a window of wall time; those after UNTIL as an instant are left out. */
const runSeriesRule = (work: Expanding, rule: SeriesRule, from: number, to: number, zone: Zone): number[] => {
  const locals: number[] = [];
  const ending = runRule(rule.pattern, { from, to, until: rule.until, count: rule.count }, work.budget, locals);
  if (ending !== "complete") work.cutAt(ending, locals.length > 0 ? zone.toUtc(locals.at(-1)!) : work.from);
  if (rule.untilInstant !== Infinity) while (locals.length > 0 && zone.toUtc(locals.at(-1)!) > rule.untilInstant) locals.pop();
  return locals;
};

const inOrderOnce = (locals: number[]): number[] => {
  locals.sort((a, b) => a - b);
  return locals.filter((local, i) => local !== locals[i - 1]);
};

/** The wall times that master and rules give in a window, in order, each once; the start always belongs to them. */
const localsOf = (work: Expanding, timing: Timing, recurrence: Recurrence, from: number, to: number, zone: Zone): number[] => {
  const lists = recurrence.rules.map((rule) => runSeriesRule(work, rule, from, to, zone));
  const locals = lists.length === 1 ? lists[0]! : inOrderOnce(lists.flat());
  const withStart = timing.local >= from && timing.local < to && locals[0] !== timing.local ? [timing.local, ...locals] : locals;
  if (recurrence.exceptRules.length === 0) return withStart;
  const except = new Set(recurrence.exceptRules.flatMap((rule) => runSeriesRule(work, rule, from, to, zone)));
  return withStart.filter((local) => !except.has(local));
};

/** Turns instances of a series into occurrences, leaving out what is excluded or replaced. */
class Placing {
  readonly #work: Expanding;
  readonly #timing: Timing;
  readonly #zone: Zone;
  readonly #recurrence: Recurrence;
  readonly #replaced: ReadonlySet<number>;
  readonly #onward: readonly Onward[];
  readonly #source: Source;
  readonly #plain: boolean;

  constructor(work: Expanding, master: NonNullable<Series["master"]>, recurrence: Recurrence, onward: readonly Onward[]) {
    this.#work = work;
    this.#timing = master.timing;
    this.#zone = master.timing.zone ?? work.view;
    this.#recurrence = recurrence;
    this.#replaced = new Set(work.series.overrides.map((override) => keyIn(override.instance, master.timing)));
    this.#onward = onward;
    this.#source = masterSource(work.series.uid, master, true);
    this.#plain = recurrence.excluded.size + recurrence.excludedDays.size + this.#replaced.size === 0;
  }

  place(local: number, instant = this.#zone.toUtc(local), length = this.#timing.length): void {
    const key = this.#timing.zone ? instant : local;
    if (!this.#plain && this.#isOut(key, local)) return;
    const onward = this.#onward.length > 0 ? this.#onward.findLast((change) => change.key <= key) : undefined;
    if (onward) return this.#moved(onward, local, instant);
    this.#work.add(new Occurrence(instant, endFrom(local, instant, length, this.#zone), this.#source, local));
  }

  #isOut(key: number, local: number): boolean {
    const { excluded, excludedDays } = this.#recurrence;
    return this.#replaced.has(key) || excluded.has(key) || (excludedDays.size > 0 && excludedDays.has(dayOfLocal(local)));
  }

  #moved({ shift, zone, override, source }: Onward, original: number, instant: number): void {
    const local = (zone === this.#zone ? original : zone.toLocal(instant)) + shift;
    const start = zone.toUtc(local);
    this.#work.add(new Occurrence(start, endFrom(local, start, override.timing.length, zone), source, original));
  }
}

const placeExtras = (placing: Placing, extras: readonly Extra[], locals: readonly number[], from: number, to: number): void => {
  if (extras.length === 0) return;
  const known = new Set(locals);
  for (const { local, instant, length } of extras) {
    if (known.has(local) || local < from || local >= to) continue;
    known.add(local);
    placing.place(local, instant, length);
  }
};

/** Where clocks skip an hour, wall times within it come out among those after it, and two may become one instant. */
const mendOrder = (found: Occurrence[], first: number): void => {
  const part = found.splice(first).sort((a, b) => a.start - b.start);
  part.forEach((occurrence, i) => {
    const before = part[i - 1];
    if (!before || before.start !== occurrence.start || before.override || occurrence.override) found.push(occurrence);
  });
};

const expandRecurring = (work: Expanding, master: NonNullable<Series["master"]>, recurrence: Recurrence): void => {
  const { timing } = master;
  const zone = timing.zone ?? work.view;
  const onward = work.series.overrides
    .filter((override) => override.onward)
    .map((override) => onwardOf(override, work.series, timing, work.view))
    .sort((a, b) => a.key - b.key);
  const lengths = [timing, ...onward.map(({ override }) => override.timing)].map(({ length }) => reachOf(length));
  const extraLengths = recurrence.extras.map(({ length }) => (length ? reachOf(length) : 0));
  const shift = onward.reduce((most, change) => Math.max(most, Math.abs(change.shift) + 2 * DAY), 0);
  const from = work.from + zone.least - [...lengths, ...extraLengths].reduce((a, b) => Math.max(a, b)) - shift;
  const to = work.to + zone.most + shift;
  work.slack = shift;
  const locals = localsOf(work, timing, recurrence, from, to, zone);
  const placing = new Placing(work, master, recurrence, onward);
  const first = work.found.length;
  for (const local of locals) placing.place(local);
  placeExtras(placing, recurrence.extras, locals, from, to);
  const mayRepeat = recurrence.rules.some(({ pattern }) => pattern.freq < DAILY || pattern.times.length > 1);
  if (mayRepeat || recurrence.extras.length > 0) mendOrder(work.found, first);
};

const expandOne = (work: Expanding): void => {
  const { master, recurrence, uid } = work.series;
  addOverrides(work);
  if (!master) return;
  if (recurrence) return expandRecurring(work, master, recurrence);
  const { timing } = master;
  const zone = timing.zone ?? work.view;
  const start = zone.toUtc(timing.local);
  const isReplaced = work.series.overrides.some(({ instance }) => localIn(instance, timing).local === timing.local);
  if (isReplaced) return;
  const end = endFrom(timing.local, start, timing.length, zone);
  work.add(new Occurrence(start, end, masterSource(uid, master, false), timing.local));
};

/** The earlier of two cuts. */
const earlier = (a: Cut | undefined, b: Cut | undefined): Cut | undefined =>
  a && b ? (a.completeUntil <= b.completeUntil ? a : b) : (a ?? b);

/** Expands series that were read before. Steps are shared by all of them, instances are counted for each and cut for all. */
export const expandSeries = (series: readonly Series[], options: ExpandOptions): { occurrences: Occurrence[]; cut?: Cut } => {
  const view = viewZone(options.zone);
  const most = options.maxInstances ?? USUAL_INSTANCES;
  const budget: Budget = { steps: options.maxSteps ?? USUAL_STEPS, instances: 0 };
  let cut: Cut | undefined;
  const occurrences: Occurrence[] = [];
  for (const one of series) {
    budget.instances = most;
    const work = new Expanding(one, view, options.from, options.to, budget);
    expandOne(work);
    cut = earlier(cut, work.cut);
    for (const occurrence of work.found) occurrences.push(occurrence);
  }
  sortByStart(occurrences);
  if (occurrences.length > most) {
    cut = earlier(cut, { reason: "instances", completeUntil: occurrences[most]!.start });
    occurrences.length = most;
  }
  return cut ? { occurrences, cut } : { occurrences };
};

/**
 * Every occurrence of the given calendar objects that lies in a window (RFC 5545 §3.8.5, RFC 4791 §9.9), in order of
 * start. Never throws and never does more than it may: what is wrong stands in `findings`, an answer cut short in `cut`.
 */
export const expand = (objects: Component | readonly Component[], options: ExpandOptions): Expansion => {
  const { series, findings } = readSeries(objects);
  return { ...expandSeries(series, options), findings };
};
