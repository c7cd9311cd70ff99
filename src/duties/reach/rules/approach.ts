import type { Text } from "#kernel/i18n/text.ts";
import { spokenFrom } from "#kernel/time/spoken.ts";
import { CHANNEL_WORDS, PLAN_WORDS as WORDS } from "../words.ts";
import type { Facts, Person, Rest, Step, Tried } from "./facts.ts";
import { freeFrom, type Respect } from "./hours.ts";
import type { Candidate } from "./ladder.ts";
import type { RungName } from "./policy.ts";
import { turnsOf, type Turn } from "./turns.ts";

const both = (make: (lang: "id" | "en") => string): Text => ({ id: make("id"), en: make("en") });
const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
const earliest = (instants: readonly Temporal.Instant[]): Temporal.Instant | undefined => [...instants].sort(Temporal.Instant.compare)[0];

/** What may hold up a step to this person in this matter. */
export const respectFor = ({ policy, matter }: Facts, person: Person): Respect => {
  const rule = person.rules[matter.urgency];
  const full = !policy.pierces;
  return { quietHours: full && !rule.duringQuietHours, workingHours: full && !rule.outsideWorkingHours, presence: full };
};

/** How one person is approached from an instant on. */
export type Approach = {
  steps: readonly Step[];
  /** When they are first told by a step that has not failed; undefined when every step failed. */
  told: Temporal.Instant | undefined;
  /** When the first step is, whatever became of it. */
  first: Temporal.Instant;
  /** When the last of their ways failed, if all did. */
  lost: Temporal.Instant | undefined;
  /** True when something was tried in this climb already. */
  begun: boolean;
};

const restInWords = (facts: Facts, person: Person, rests: readonly Rest[]): Text[] => {
  const last = rests.at(-1);
  if (!last) return [];
  const until = spokenFrom(last.until, facts.now, person.timeZone);
  const kinds = new Set(rests.map(({ why }) => why));
  const word = kinds.size > 1 ? WORDS.unavailable : WORDS[last.why];
  return [both((lang) => word[lang](until))];
};

const reasonsOf = (
  facts: Facts,
  candidate: Candidate,
  turn: Turn,
  isFirst: boolean,
  at: Temporal.Instant,
  rests: readonly Rest[],
  why: readonly Text[],
): Text[] => {
  const { person } = candidate;
  const way = turn.byRule ? WORDS.byRule : WORDS.byEveryWay;
  const broken = facts.policy.pierces && freeFrom(person, { quietHours: true, workingHours: false, presence: true }, at).rests.length > 0;
  return [
    ...candidate.reasons,
    ...(isFirst ? why : []),
    both((lang) => way[lang](CHANNEL_WORDS[turn.channel])),
    ...restInWords(facts, person, rests),
    ...(broken ? [WORDS.pierces] : []),
  ];
};

/** When a step that was begun is to be tried again; nothing when it is done with. An attempt without an outcome died with its process. */
const againAt = (tried: Tried): Temporal.Instant | undefined => {
  if (tried.state === "sending") return tried.begunAt;
  return tried.state === "failed" && tried.retryAt ? tried.retryAt : undefined;
};

const stepOfTried = (facts: Facts, rung: RungName, candidate: Candidate, address: string, tried: Tried, respect: Respect): Step => {
  const again = againAt(tried);
  const { personId, channel, addressRef, turn } = tried;
  return {
    rung,
    personId,
    mandateId: candidate.mandateId,
    channel,
    addressRef,
    address,
    turn,
    at: again ? freeFrom(candidate.person, respect, later(again, facts.now)).at : tried.begunAt,
    reasons: [...candidate.reasons, ...(again ? [both((lang) => WORDS.tryAgain[lang](tried.word))] : [])],
    todo: again ? "again" : null,
    tried,
  };
};

/**
 * The steps by which a candidate is approached from `start` on, `why` being the reason why the climb has come to them. A turn
 * that failed does not keep the next one waiting: the next channel comes at once, while the failed one is tried again later.
 */
export const approach = (
  facts: Facts,
  rung: RungName,
  candidate: Candidate,
  start: Temporal.Instant,
  why: readonly Text[],
): Approach | undefined => {
  const { person } = candidate;
  const respect = respectFor(facts, person);
  const mine = facts.tried.filter(({ personId }) => personId === person.id);
  const steps: Step[] = [];
  const tells: Temporal.Instant[] = [];
  const firsts: Temporal.Instant[] = [];
  const losses: Temporal.Instant[] = [];
  let previous: { at: Temporal.Instant; afterMinutes: number; lost: Temporal.Instant | undefined } | undefined;

  for (const turn of turnsOf(person, facts.matter.urgency, facts.ready)) {
    const ideal = previous ? (previous.lost ?? previous.at.add({ minutes: turn.afterMinutes - previous.afterMinutes })) : start;
    const before = mine.filter((tried) => tried.channel === turn.channel && tried.turn === turn.turn);
    if (before.length > 0) {
      const at = earliest(before.map(({ begunAt }) => begunAt)) as Temporal.Instant;
      for (const tried of before) {
        const address = turn.addresses.find(({ ref }) => ref === tried.addressRef);
        // An address that is gone since is done with; what was tried there is kept by the plan all the same.
        if (address) steps.push(stepOfTried(facts, rung, candidate, address.value, tried, respect));
      }
      const failed = before.every(({ state }) => state === "failed");
      const lost = failed ? before.map(({ finishedAt, begunAt }) => finishedAt ?? begunAt).reduce(later) : undefined;
      firsts.push(at);
      if (lost) losses.push(lost);
      else tells.push(at);
      previous = { at, afterMinutes: turn.afterMinutes, lost };
      continue;
    }
    const { at, rests } = freeFrom(person, respect, later(ideal, facts.now));
    const reasons = reasonsOf(facts, candidate, turn, firsts.length === 0, at, rests, why);
    for (const { ref, value } of turn.addresses)
      steps.push({
        rung,
        personId: person.id,
        mandateId: candidate.mandateId,
        channel: turn.channel,
        addressRef: ref,
        address: value,
        turn: turn.turn,
        at,
        reasons,
        todo: "new",
        tried: null,
      });
    firsts.push(at);
    tells.push(at);
    previous = { at, afterMinutes: turn.afterMinutes, lost: undefined };
  }
  const first = earliest(firsts);
  if (!first) return undefined;
  const told = earliest(tells);
  return { steps, told, first, lost: told ? undefined : losses.reduce(later), begun: steps.some(({ tried }) => tried !== null) };
};
