import type { Text } from "#kernel/i18n/text.ts";
import { PLAN_WORDS as WORDS } from "../words.ts";
import { approach, respectFor, type Approach } from "./approach.ts";
import type { Facts, LeftOut, Plan, Step } from "./facts.ts";
import { freeFrom } from "./hours.ts";
import { ladderOf, type Candidate, type Rung } from "./ladder.ts";
import { pauseOf } from "./policy.ts";
import { turnsOf } from "./turns.ts";

/** Facts may change without a sign (somebody takes up a post at midnight), so a matter is looked at this often in any case. */
const LOOK_AT_LEAST = { hours: 6 };

type Instant = Temporal.Instant;
const { compare } = Temporal.Instant;
const both = (make: (lang: "id" | "en") => string): Text => ({ id: make("id"), en: make("en") });
const earliest = (instants: readonly Instant[]): Instant | undefined => [...instants].sort(compare)[0];
const latest = (instants: readonly Instant[]): Instant | undefined => [...instants].sort(compare).at(-1);
const later = (a: Instant, b: Instant): Instant => (compare(a, b) >= 0 ? a : b);

/** Where the climb stands when it comes to a rung: from when on, and why. */
type Stand = { at: Instant; why: readonly Text[] };

/** The first instant from `at` on at which somebody on one of these rungs may be told. */
const awakeFrom = (facts: Facts, rungs: readonly Rung[], at: Instant): Instant | undefined =>
  earliest(
    rungs.flatMap(({ candidates }) =>
      candidates
        .filter(({ person }) => turnsOf(person, facts.matter.urgency, facts.ready).length > 0)
        .map(({ person }) => freeFrom(person, respectFor(facts, person), later(at, facts.now)).at),
    ),
  );

const isOut = ({ now }: Facts, { person }: Candidate): boolean =>
  person.presence?.status === "out" && (person.presence.until === null || compare(person.presence.until, now) > 0);

/** When the next rung's turn comes, after the people of this one were approached. */
const nextStand = (
  facts: Facts,
  rung: Rung,
  above: readonly Rung[],
  stand: Stand,
  approaches: readonly (Approach & { candidate: Candidate })[],
): Stand => {
  const tells = approaches.flatMap(({ told }) => (told ? [told] : []));
  const told = earliest(tells);
  if (!told) {
    const lost = latest(approaches.flatMap(({ lost }) => (lost ? [lost] : [])));
    return { at: lost ? later(stand.at, lost) : stand.at, why: [WORDS.nobodyReached] };
  }
  const begun = approaches.some((one) => one.begun);
  const held = compare(told, later(stand.at, facts.now).add({ minutes: rung.waitMinutes })) > 0;
  if (!begun && held && facts.policy.whenResting === "climb") {
    const awake = awakeFrom(facts, above, stand.at);
    if (awake && compare(awake, told) < 0) return { at: stand.at, why: [WORDS.othersRest] };
  }
  const pressing = facts.matter.urgency === "urgent" || facts.matter.urgency === "emergency";
  const away = pressing && approaches.every(({ candidate }) => isOut(facts, candidate));
  const minutes = away ? 0 : rung.waitMinutes;
  const name = approaches[0]?.candidate.person.called ?? "?";
  const why = both((lang) => (away ? WORDS.isOut[lang](name) : WORDS.unanswered[lang](minutes)));
  return { at: later(stand.at, told.add({ minutes })), why: [why] };
};

const silence = (facts: Facts, rung: Rung, { person }: Candidate): LeftOut => {
  const word = person.rules[facts.matter.urgency].steps.length === 0 ? WORDS.ruleSilent : WORDS.noWay;
  return { rung: rung.name, personId: person.id, reason: both((lang) => word[lang](person.called)) };
};

const beginning = ({ climb, matter, policy }: Facts): Stand => {
  const lying = matter.owner.kind === "desk" && climb.cause === "raised" ? policy.deskMinutes : 0;
  return { at: climb.since.add({ minutes: lying }), why: lying > 0 ? [both((lang) => WORDS.lyingOnDesk[lang](lying))] : [] };
};

/** Everything tried in this climb that the present facts no longer lead to: it happened, and stays in the plan as done. */
const bygones = (facts: Facts, steps: readonly Step[]): Step[] => {
  const kept = new Set(steps.flatMap(({ tried }) => (tried ? [tried.id] : [])));
  return facts.tried
    .filter(({ id }) => !kept.has(id))
    .map((tried) => ({
      rung: tried.rung,
      personId: tried.personId,
      mandateId: null,
      channel: tried.channel,
      addressRef: tried.addressRef,
      address: "",
      turn: tried.turn,
      at: tried.begunAt,
      reasons: [],
      todo: null,
      tried,
    }));
};

/** Stable, so that what falls on one instant stays in the order of the ladder; what was done goes before what is to be done. */
const inOrder = (a: Step, b: Step): number => compare(a.at, b.at) || Number(a.tried === null) - Number(b.tried === null);

/**
 * Who should be told, how, in which order, and why: a function of the facts alone. It climbs the ladder of the policy; each
 * rung has its time before the next is asked as well. A rung whose ways all failed, or that rests while a later one is awake,
 * does not hold the climb up.
 */
export const planOf = (facts: Facts): Plan => {
  const { rungs, leftOut } = ladderOf(facts);
  const steps: Step[] = [];
  const silent: LeftOut[] = [];
  let stand = beginning(facts);
  for (const [index, rung] of rungs.entries()) {
    const approaches: (Approach & { candidate: Candidate })[] = [];
    for (const candidate of rung.candidates) {
      const found = approach(facts, rung.name, candidate, stand.at, stand.why);
      if (found) approaches.push({ ...found, candidate });
      else silent.push(silence(facts, rung, candidate));
    }
    steps.push(...approaches.flatMap((one) => one.steps));
    if (approaches.length > 0) stand = nextStand(facts, rung, rungs.slice(index + 1), stand, approaches);
  }
  steps.push(...bygones(facts, steps));
  steps.sort(inOrder);

  const { climb, policy, now } = facts;
  const over = {
    at: later(stand.at, climb.since).add({ minutes: pauseOf(policy, climb.repeats) }),
    next: policy.climbs !== null && climb.repeats + 1 >= policy.climbs ? ("lapse" as const) : ("repeat" as const),
  };
  const todo = steps.filter((step) => step.todo !== null).map(({ at }) => at);
  const sooner = [...todo, over.at, ...facts.boundaries.filter((at) => compare(at, now) > 0), now.add(LOOK_AT_LEAST)];
  return { steps, leftOut: [...leftOut, ...silent], over, lookAgain: later(earliest(sooner) as Instant, now), broken: steps.length === 0 };
};
