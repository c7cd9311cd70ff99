import type { Component } from "../lines/component.ts";
import { runRule } from "../rules/run.ts";
import { DAY } from "../values/civil.ts";
import type { Zone } from "../zones/zone.ts";
import { viewZone } from "./expand.ts";
import { reachOf, type Recurrence, type SeriesRule } from "./recurrence.ts";
import { readSeries, type Series } from "./series.ts";
import { endFrom, type Timing } from "./timing.ts";

/** Where the occurrences of an object lie: none begins before `first`, none ends after `last`. */
export type Bounds = { readonly first: number; readonly last: number | "unbounded" };

/** A counted rule with more instances than this is as good as endless. */
const COUNTED = 20_000;
const STEPS = 200_000;

/** The last wall time that a rule can give; infinite when there is none or it is too far to count. */
const lastOfRule = (rule: SeriesRule, zone: Zone): number => {
  const until = Math.min(rule.until, rule.untilInstant === Infinity ? Infinity : zone.toLocal(rule.untilInstant) + DAY);
  if (rule.count === Infinity) return until;
  const locals: number[] = [];
  const window = { from: -Infinity, to: Infinity, until, count: rule.count };
  const ending = runRule(rule.pattern, window, { steps: STEPS, instances: COUNTED }, locals);
  return ending === "complete" ? (locals.at(-1) ?? -Infinity) : until;
};

const instantOf = (local: number, zone: Zone): number => (Number.isFinite(local) ? zone.toUtc(local) : local);

const lastOfMaster = (timing: Timing, recurrence: Recurrence | undefined, zone: Zone): number => {
  const own = endFrom(timing.local, zone.toUtc(timing.local), timing.length, zone);
  if (!recurrence) return own;
  const ends = recurrence.rules.map((rule) => instantOf(lastOfRule(rule, zone), zone) + reachOf(timing.length));
  const extras = recurrence.extras.map(({ local, length }) => zone.toUtc(local) + reachOf(length ?? timing.length));
  return [own, ...ends, ...extras].reduce((a, b) => Math.max(a, b));
};

const boundsOfSeries = ({ master, recurrence, overrides }: Series, view: Zone): { first: number; last: number } => {
  const starts: number[] = [];
  const ends: number[] = [];
  let moved = 0;
  for (const { timing, instance, onward } of overrides) {
    const zone = timing.zone ?? view;
    const start = zone.toUtc(timing.local);
    starts.push(start);
    ends.push(endFrom(timing.local, start, timing.length, zone));
    if (!onward) continue;
    const shift = Math.abs(start - (instance.zone ?? view).toUtc(instance.local));
    moved = Math.max(moved, shift + reachOf(timing.length) + 2 * DAY);
  }
  if (master) {
    const zone = master.timing.zone ?? view;
    const extras = recurrence?.extras.map(({ local }) => zone.toUtc(local)) ?? [];
    starts.push(extras.reduce((a, b) => Math.min(a, b), zone.toUtc(master.timing.local)) - moved);
    ends.push(lastOfMaster(master.timing, recurrence, zone) + moved);
  }
  return { first: starts.reduce((a, b) => Math.min(a, b)), last: ends.reduce((a, b) => Math.max(a, b)) };
};

/** The bounds of series that were read before; undefined when there are none. */
export const boundsOf = (series: readonly Series[], zone: Zone | string): Bounds | undefined => {
  if (series.length === 0) return undefined;
  const view = viewZone(zone);
  const all = series.map((one) => boundsOfSeries(one, view));
  const last = all.reduce((a, b) => Math.max(a, b.last), -Infinity);
  return { first: all.reduce((a, b) => Math.min(a, b.first), Infinity), last: last === Infinity ? "unbounded" : last };
};

/**
 * The instant after which no occurrence ends, for an index with a horizon: exact for single events, otherwise at most
 * some days too late; "unbounded" when a rule goes on for ever; undefined when nothing has a time.
 */
export const lastOccurrenceBound = (objects: Component | readonly Component[], zone: Zone | string): number | "unbounded" | undefined =>
  boundsOf(readSeries(objects).series, zone)?.last;
