import type { Minute } from "./busy.ts";

/** Times that are offered together: each is held until one of the invited says yes, or until the offer ends (that minute not included). */
export type Proposal = {
  readonly options: readonly { id: string; start: Minute; end: Minute }[];
  readonly invited: readonly string[];
  readonly until: Minute;
  /** Who said that none of the times suits. */
  readonly declined: readonly string[];
  readonly state: "open" | "settled" | "over";
  readonly settled?: { option: string; who: string };
};

/** What to do with the holds: turn one into an appointment, let others go; or tell somebody that it is too late. */
export type Outcome =
  | { kind: "book"; option: string; who: string }
  | { kind: "release"; option: string }
  | { kind: "too-late"; who: string };

/** An offer of times, all of them held from now on. */
export const propose = (options: Proposal["options"], invited: readonly string[], until: Minute): Proposal => ({
  options,
  invited,
  until,
  declined: [],
  state: "open",
});

const releaseAll = ({ options }: Proposal, but?: string): Outcome[] =>
  options.filter(({ id }) => id !== but).map(({ id }) => ({ kind: "release", option: id }));

type Next = { proposal: Proposal; outcomes: Outcome[] };

/** Ends an offer whose time is up, letting every hold go; call it at `until`, later does no harm. */
export const lapse = (proposal: Proposal, now: Minute): Next =>
  proposal.state === "open" && proposal.until <= now
    ? { proposal: { ...proposal, state: "over" }, outcomes: releaseAll(proposal) }
    : { proposal, outcomes: [] };

/** An answer: the option that suits, or none. The first yes to a time that has not begun wins; when all declined, the offer is over. */
export const answer = (before: Proposal, who: string, option: string | undefined, now: Minute): Next => {
  const { proposal, outcomes } = lapse(before, now);
  if (!proposal.invited.includes(who)) return { proposal, outcomes };
  if (proposal.state !== "open") {
    const isOwn = proposal.settled?.who === who && proposal.settled.option === option;
    return { proposal, outcomes: option === undefined || isOwn ? outcomes : [...outcomes, { kind: "too-late", who }] };
  }
  if (option === undefined) {
    const declined = [...proposal.declined.filter((id) => id !== who), who];
    if (proposal.invited.some((id) => !declined.includes(id))) return { proposal: { ...proposal, declined }, outcomes };
    return { proposal: { ...proposal, declined, state: "over" }, outcomes: [...outcomes, ...releaseAll(proposal)] };
  }
  const wanted = proposal.options.find(({ id }) => id === option);
  if (!wanted || wanted.start <= now) return { proposal, outcomes: [...outcomes, { kind: "too-late", who }] };
  return {
    proposal: { ...proposal, state: "settled", settled: { option, who } },
    outcomes: [...outcomes, { kind: "book", option, who }, ...releaseAll(proposal, option)],
  };
};

/** A vote on one time of a date poll. */
export type Vote = { who: string; option: string; says: "yes" | "maybe" | "no" };

/** How a time fares: what counts is that those who must come can, then the most yes, the fewest no, the earliest. */
export type Standing = { option: string; start: Minute; yes: number; maybe: number; no: number; missing: string[] };

/** The times of a date poll, best first. The last vote of each on a time counts; `missing` are those who must come and have not said yes or maybe. */
export const tally = (options: readonly { id: string; start: Minute }[], votes: readonly Vote[], must: readonly string[]): Standing[] => {
  const last = new Map(votes.map((vote) => [`${vote.option}\n${vote.who}`, vote]));
  const count = (option: string, says: Vote["says"]): number =>
    [...last.values()].filter((vote) => vote.option === option && vote.says === says).length;
  return options
    .map(({ id, start }) => ({
      option: id,
      start,
      yes: count(id, "yes"),
      maybe: count(id, "maybe"),
      no: count(id, "no"),
      missing: must.filter((who) => !["yes", "maybe"].includes(last.get(`${id}\n${who}`)?.says ?? "no")),
    }))
    .sort(
      (a, b) => a.missing.length - b.missing.length || b.yes - a.yes || a.no - b.no || a.start - b.start || (a.option < b.option ? -1 : 1),
    );
};
