import { compile } from "../rules/pattern.ts";
import { readRule } from "../rules/rule.ts";
import { runRule, type Budget, type Ending } from "../rules/run.ts";
import { readMoment, writeDateTime } from "../values/moment.ts";

/** What a test wants of a rule; wall times may be written as iCalendar does. */
export type Wanted = { from?: number | string; to?: number | string; most?: number; steps?: number };

const wall = (time: number | string | undefined, otherwise: number): number =>
  typeof time === "string" ? readMoment(time)!.local : (time ?? otherwise);

/** Expands a rule by itself and says how the run ended and what it cost. */
export const expandRule = (
  text: string,
  start: number | string,
  wanted: Wanted = {},
): { times: number[]; ending: Ending; spent: number } => {
  const reading = readRule(text);
  if ("wrong" in reading) throw new Error(`not a rule: ${reading.wrong}`);
  const { rule } = reading;
  const begin = wall(start, 0);
  const budget: Budget = { steps: wanted.steps ?? 1_000_000, instances: wanted.most ?? 1000 };
  const times: number[] = [];
  const window = {
    from: wall(wanted.from, begin),
    to: wall(wanted.to, Infinity),
    until: rule.until?.local ?? Infinity,
    count: rule.count ?? Infinity,
  };
  const ending = runRule(compile(rule, begin), window, budget, times);
  return { times, ending, spent: (wanted.steps ?? 1_000_000) - budget.steps };
};

/** The same, written as iCalendar writes wall times. */
export const writtenRule = (text: string, start: string, wanted: Wanted = {}): string[] =>
  expandRule(text, start, wanted).times.map(writeDateTime);
