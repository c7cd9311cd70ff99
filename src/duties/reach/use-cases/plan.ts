import type { Urgency } from "#kernel/attention/attention.ts";
import { URGENCIES } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenFrom } from "#kernel/time/spoken.ts";
import { everyColleague } from "#duties/people/index.ts";
import { askerOf } from "../asker.ts";
import type { reachContract } from "../contract/reach.ts";
import { loadFacts, type Sought } from "../engine/load.ts";
import type { Facts, Matter, Plan, Step } from "../rules/facts.ts";
import { planOf } from "../rules/plan.ts";
import type { Asker } from "../rules/visible.ts";
import { whom } from "../whom.ts";
import { CHANNEL_WORDS, EXPLAIN_WORDS as WORDS } from "../words.ts";
import { surroundingsOf } from "./surroundings.ts";

type Handle = Handlers<typeof reachContract>;

const PEOPLE_AT_ONCE = 50;
const MOST_BROKEN = 200;

const both = (make: (lang: "id" | "en") => string): Text => ({ id: make("id"), en: make("en") });

const soughtFor = (work: Work, matter: Omit<Matter, "raisedBy">, kind: string): Sought => ({
  kind,
  subjectType: kind,
  matter: { ...matter, raisedBy: work.actor.id },
  climb: { number: 0, since: work.now, cause: "raised", repeats: 0, taker: null, left: [] },
  tried: [],
});

/** Why somebody rests, is away or chose a way is for themselves, their assistants and the desk; others learn who and how. */
const mayKnowWhy = (asker: Asker, personId: string): boolean => asker.desk || asker.self.has(personId) || asker.bosses.has(personId);

const calledIn = (facts: Facts, id: string): string => facts.people.get(id)?.called ?? "?";

type Shown = { step: Step; name: string; address: string | null; reasons: readonly Text[] };

const shownStep = (facts: Facts, step: Step, asker: Asker): Shown => ({
  step,
  name: calledIn(facts, step.personId),
  address: asker.desk || asker.self.has(step.personId) ? step.address : null,
  reasons: mayKnowWhy(asker, step.personId) ? step.reasons : step.reasons.slice(0, 1),
});

const sentenceOf = (work: Work, { step, name, address, reasons }: Shown): Text => {
  const at = spokenFrom(step.at, work.now, work.actor.timeZone);
  return both((lang) => WORDS.step[lang](at, name, CHANNEL_WORDS[step.channel], address, reasons));
};

const closing = (work: Work, plan: Plan): Text => {
  const at = spokenFrom(plan.over.at, work.now, work.actor.timeZone);
  return both((lang) => (plan.over.next === "lapse" ? WORDS.lapses : WORDS.repeats)[lang](at));
};

const explain: Handle["reach.plan"] = async (work, { person, urgency, kind, confidentialFrom }) => {
  const asker = await askerOf(work);
  const { owner, name } = await whom(work, person);
  const matter = {
    urgency,
    confidentialFrom: confidentialFrom ?? null,
    owner: { kind: owner.kind, id: owner.kind === "desk" ? null : owner.id },
  };
  const { facts: loaded } = await loadFacts(work, [soughtFor(work, matter, kind)], surroundingsOf(work.services));
  const facts = loaded[0] as Facts;
  const plan = planOf(facts);
  const steps = plan.steps.map((step) => shownStep(facts, step, asker));
  const leftOut = plan.leftOut
    .filter(({ personId }) => (personId === null ? asker.desk : mayKnowWhy(asker, personId)))
    .map(({ reason }) => reason);
  return {
    owner: name,
    sentences: [
      ...steps.map((step) => sentenceOf(work, step)),
      ...leftOut.map((reason) => both((lang) => WORDS.leftOut[lang](reason))),
      plan.broken ? WORDS.nobody : closing(work, plan),
    ],
    steps: steps.map(({ step, name: called, address, reasons }) => ({
      at: step.at.toString(),
      person: { id: step.personId, name: called },
      rung: step.rung,
      channel: step.channel,
      address,
      reasons: [...reasons],
    })),
    leftOut,
    broken: plan.broken,
  };
};

type Broken = { person: { id: string; name: string }; urgency: Urgency; problems: Text[] };

/** What is wrong with a person's ladder; nothing when they themselves are told at some step. */
const brokenIn = (facts: Facts, personId: string): Text[] | undefined => {
  const plan = planOf(facts);
  if (plan.steps.some((step) => step.personId === personId)) return undefined;
  const own = plan.leftOut.filter((left) => left.personId === personId).map(({ reason }) => reason);
  const somebodyElse = plan.steps.length > 0 && own.length === 0;
  // With a stand-in for everything it is right that the person is left in peace.
  return somebodyElse ? undefined : own.length > 0 ? own : plan.leftOut.map(({ reason }) => reason);
};

const drill: Handle["reach.drill"] = async (work, { urgency }) => {
  const people = await everyColleague(work);
  const urgencies = urgency ? [urgency] : URGENCIES;
  const around = surroundingsOf(work.services);
  const broken: Broken[] = [];
  for (let start = 0; start < people.length && broken.length <= MOST_BROKEN; start += PEOPLE_AT_ONCE) {
    const asked = people.slice(start, start + PEOPLE_AT_ONCE).flatMap((id) => urgencies.map((one) => ({ id, urgency: one })));
    const sought = asked.map((one) =>
      soughtFor(work, { urgency: one.urgency, confidentialFrom: null, owner: { kind: "person", id: one.id } }, "message"),
    );
    const { facts } = await loadFacts(work, sought, around);
    for (const [index, one] of asked.entries()) {
      const here = facts[index] as Facts;
      const problems = brokenIn(here, one.id);
      if (problems) broken.push({ person: { id: one.id, name: calledIn(here, one.id) }, urgency: one.urgency, problems });
    }
  }
  return {
    people: people.length,
    ladders: people.length * urgencies.length,
    broken: broken.slice(0, MOST_BROKEN),
    more: broken.length > MOST_BROKEN,
  };
};

/** The way to a person, explained and tried dry. */
export const planHandlers = { "reach.plan": explain, "reach.drill": drill };
