import type { Text } from "#kernel/i18n/text.ts";
import type { Ask, Quorum } from "./ask.ts";
import { SharedHours, SharedTaken, blockFor } from "./blocked.ts";
import type { Minute } from "./busy.ts";
import type { Move } from "./moves.ts";
import { countFree } from "./quorum.ts";
import type { Kind, Participant, Relaxed, Rules } from "./rules.ts";
import { gridOf, openStarts } from "./search.ts";
import { Starts } from "./starts.ts";

/** One change that alone opens a time: the rule left out, or somebody, or one of a group, or some minutes less. */
export type Change = {
  kind: Kind | "without" | "fewer" | "shorter" | "move";
  /** The participant whose rule it is; everybody's, when there is none and `kind` is a rule. */
  who?: string;
  /** The break, season or closed date. */
  name?: Text;
  /** Which quorum would have to do with one less. */
  quorum?: number;
  /** The longest length in minutes that fits. */
  duration?: number;
  /** The one appointment that would have to give way. */
  move?: Move;
  /** The first start that the change opens. */
  start: Minute;
};

/** A rule of somebody that can be left out. */
type Rule = Relaxed & { text?: Text };

/** The rules of a participant that could be relaxed; busy time and capacity cannot. */
export const relaxable = (rules: Rules, hasWay: boolean): Rule[] => {
  const kinds: Kind[] = [];
  if (rules.tentative !== "free") kinds.push("tentative");
  if (rules.before || rules.after || hasWay) kinds.push("buffer");
  if (rules.notice) kinds.push("notice");
  if (rules.perDay !== undefined || rules.minutesPerDay !== undefined) kinds.push("limit");
  if (rules.hours || rules.seasons?.length) kinds.push("hours");
  if (rules.ahead !== undefined) kinds.push("ahead");
  const named: Rule[] = kinds.map((kind) => ({ kind }));
  const lists = { break: rules.breaks, season: rules.seasons, closed: rules.closed } as const;
  for (const [kind, list] of Object.entries(lists) as [Kind, readonly { name: Text }[] | undefined][])
    for (const { name } of new Map((list ?? []).map((one) => [one.name.en, one])).values()) named.push({ kind, name: name.en, text: name });
  return named;
};

/** The masks of everybody in one window, and the starts that exactly one participant or quorum stands in the way of. */
class Obstacles {
  readonly ask: Ask;
  readonly shared = new SharedHours(new SharedTaken());
  readonly from: Minute;
  readonly to: Minute;
  readonly found: Change[] = [];
  readonly grid: Starts;
  readonly #once: Int32Array;
  readonly #twice: Int32Array;

  constructor(ask: Ask, from: Minute, to: Minute) {
    this.ask = ask;
    this.from = from;
    this.to = to;
    this.grid = gridOf(ask, from, to);
    this.#once = new Int32Array(this.grid.words.length);
    this.#twice = new Int32Array(this.grid.words.length);
  }

  mask(who: Participant, relaxed?: Relaxed): Starts {
    const mask = new Starts(this.from, this.to);
    blockFor(mask, who, this.ask, this.shared, relaxed);
    return mask;
  }

  count({ words }: Starts): void {
    for (let i = 0; i < words.length; i++) {
      this.#twice[i]! |= this.#once[i]! & words[i]!;
      this.#once[i]! |= words[i]!;
    }
  }

  /** Blocks everything but the starts that this one alone blocks. */
  solely(mask: Starts): Starts {
    const rest = new Starts(this.from, this.to);
    for (let i = 0; i < rest.words.length; i++) rest.words[i] = ~(mask.words[i]! & ~this.#twice[i]! & ~this.grid.words[i]!);
    return rest;
  }

  /** Notes a change when it leaves a start open. */
  note(change: Omit<Change, "start">, open: Starts): void {
    const start = open.firstOpen();
    if (start < this.to) this.found.push({ ...change, start });
  }

  /** The rules of somebody that could make a difference in this window. */
  rulesOf({ rules }: Participant): Rule[] {
    const dates = (at: Minute): string =>
      Temporal.Instant.fromEpochMilliseconds(at * 60_000)
        .toString()
        .slice(0, 10);
    const [first, last] = [dates(this.from - 3 * 1440), dates(this.to + this.ask.duration + 3 * 1440)];
    const near = {
      ...rules,
      closed: rules.closed?.filter(({ day }) => first <= day && day <= last),
      seasons: rules.seasons?.filter(({ from, to }) => from <= last && first <= to),
    };
    return relaxable(near, this.ask.travel !== undefined);
  }

  /** Notes every rule of somebody that, relaxed, opens one of the starts at which nothing else is in the way. */
  noteRules(who: Participant, within: Starts): void {
    for (const { text, ...relaxed } of this.rulesOf(who)) {
      const open = this.mask(who, relaxed);
      open.join(within);
      this.note({ kind: relaxed.kind, who: who.id, ...(text && { name: text }) }, open);
    }
  }
}

const noteQuorum = (work: Obstacles, quorum: Quorum, index: number, mask: Starts): void => {
  const within = work.solely(mask);
  if (within.firstOpen() >= work.to) return;
  const counts = countFree(within, quorum, work.ask, work.shared);
  for (let i = 0; i < within.words.length; i++) within.words[i]! |= ~counts.enough(i, quorum.need - 1);
  work.note({ kind: "fewer", quorum: index }, within);
  if (within.firstOpen() >= work.to) return;
  for (const member of quorum.of) {
    const missing = work.mask(member);
    for (let i = 0; i < missing.words.length; i++) missing.words[i] = within.words[i]! | ~missing.words[i]!;
    work.noteRules(member, missing);
  }
};

/** Rules that several keep, relaxed for all of them at once: a holiday, a break, office hours. */
const noteShared = (work: Obstacles): void => {
  const { ask } = work;
  const known = new Map<string, { rule: Rule; holders: number }>();
  for (const who of [...ask.all, ...(ask.some ?? []).flatMap(({ of }) => of)])
    for (const rule of work.rulesOf(who)) {
      const key = `${rule.kind} ${rule.name}`;
      known.set(key, { rule, holders: (known.get(key)?.holders ?? 0) + 1 });
    }
  const before = openStarts(ask, work.from, work.to, work.shared);
  for (const { rule, holders } of known.values()) {
    if (holders < 2) continue;
    const { text, ...relaxed } = rule;
    const open = openStarts(ask, work.from, work.to, work.shared, relaxed);
    for (let i = 0; i < open.words.length; i++) open.words[i]! |= ~before.words[i]!;
    work.note({ kind: rule.kind, ...(text && { name: text }) }, open);
  }
};

/** Lengths that a shorter appointment could have. */
const SHORTER_BY = 5;

const noteShorter = ({ ask, found, from, to }: Obstacles): void => {
  const shared = new SharedHours();
  let fits = 0;
  let tooLong = Math.ceil(ask.duration / SHORTER_BY);
  let start = Infinity;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    const first = openStarts({ ...ask, duration: middle * SHORTER_BY }, from, to, shared).firstOpen();
    if (first < to) [fits, start] = [middle, first];
    else tooLong = middle;
  }
  if (fits > 0) found.push({ kind: "shorter", duration: fits * SHORTER_BY, start });
};

/** Every single change that opens a time in a window in which there is none, with the first start that it opens; and who leaves least. */
export const changesIn = (ask: Ask, from: Minute, to: Minute): { changes: Change[]; tightest: Participant | undefined } => {
  const work = new Obstacles(ask, from, to);
  const masks = ask.all.map((who) => work.mask(who));
  const quorums = (ask.some ?? []).map((quorum) => {
    const mask = new Starts(from, to);
    if (quorum.need > 0) {
      const counts = countFree(mask, quorum, ask, work.shared);
      for (let i = 0; i < mask.words.length; i++) mask.words[i] = ~counts.enough(i, quorum.need);
    }
    return mask;
  });
  for (const mask of [...masks, ...quorums]) work.count(mask);
  ask.all.forEach((who, i) => {
    const within = work.solely(masks[i]!);
    if (within.firstOpen() >= to) return;
    work.note({ kind: "without", who: who.id }, within);
    work.noteRules(who, within);
  });
  quorums.forEach((mask, i) => noteQuorum(work, ask.some![i]!, i, mask));
  noteShared(work);
  noteShorter(work);
  return { changes: work.found, tightest: tightestOf(work, ask, masks) };
};

const tightestOf = ({ grid }: Obstacles, { all }: Ask, masks: readonly Starts[]): Participant | undefined => {
  let least = Infinity;
  let tightest: Participant | undefined;
  masks.forEach((mask, i) => {
    mask.join(grid);
    const open = mask.countOpen();
    if (open < least) [least, tightest] = [open, all[i]];
  });
  return tightest;
};
