import { carryOn, claimDue, isOpen, lookAgain, nextItemDue, noteClaim, type Claim } from "#kernel/attention/carry.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Engine } from "#kernel/jobs/runner.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import type { Services, Work } from "#kernel/pipeline/work.ts";
import { makeLink } from "#duties/access/index.ts";
import { messageIdOf } from "../channels/email/content.ts";
import { channelSetting } from "../channel-settings.ts";
import { replyAddress } from "#kernel/mail/reply-address.ts";
import { changedPolicies, withUsual } from "../policies.ts";
import type { Facts, Plan, Step, Tried } from "../rules/facts.ts";
import { planOf } from "../rules/plan.ts";
import { removeSubscription } from "../store/push.ts";
import { beginAgain, finishAttempt, insertSteps, type NewStep, type StepRow } from "../store/steps.ts";
import type { Ways } from "../ways.ts";
import { PARCEL_WORDS, PROGRESS_WORDS } from "../words.ts";
import { announceDelivered } from "./delivery.ts";
import { loadFacts, soughtOf, triedOf, type Destination, type Loaded } from "./load.ts";
import { columnsOf, failedBy, type Outcome } from "./outcome.ts";
import { linkTo, parcelOf } from "./parcel.ts";
import { nextClimb, progressOf } from "./progress.ts";

/** What the engine stands on. */
export type EngineParts = { db: WholeDatabase; clock: Clock; pipeline: Pipeline; services: Services };

/** Which items a lane takes: only pressing ones, so that nothing mild ever keeps them waiting, or any. */
export type Lane = { name: string; pressing: boolean };

const BATCH = 32;
/** Longer than the slowest sends, which a batch does side by side; after a kill -9 another process takes over then, under the same keys. */
const LEASE_SECONDS = 45;
/** Every channel ends its own calls sooner; this is for one that does not. */
const LONGEST_SEND_MS = 30_000;
/** So long a look waits for what it sends; a service that takes longer answers later, and keeps nobody else waiting. */
const PATIENCE_MS = 1000;
/** Bounds what waits for services at once. */
const MOST_UNDER_WAY = 256;
const LINK_HOLDS = { hours: 24 * 14 };
const AFTER_NOTHING = { minutes: 1 };

/** A claimed item with its plan. */
type Case = { claim: Claim; facts: Facts; plan: Plan };
/** One step under way. */
type Attempt = { row: StepRow; step: Step; secret: string };
type Begun = Case & { attempts: Attempt[] };

const due = ({ plan, facts }: Case): Step[] =>
  plan.steps.filter(({ todo, at }) => todo !== null && Temporal.Instant.compare(at, facts.now) <= 0);

/** When a climb is over unanswered, the next one begins, unless the policy lets the matter lapse. */
const climbAnew = (one: Case): Case | "lapse" => {
  const { plan, facts } = one;
  if (Temporal.Instant.compare(plan.over.at, facts.now) > 0 || due(one).length > 0) return one;
  if (plan.over.next === "lapse") return "lapse";
  const anew = { ...facts, climb: nextClimb(facts.climb, facts.now), tried: [] };
  return { ...one, facts: anew, plan: planOf(anew) };
};

/** Builds one lane of the engine that carries attention items to people. Several lanes and processes share the work by claims. */
export const buildReachLane = (parts: EngineParts, ways: Ways, lane: Lane): Engine => {
  const { db, clock, pipeline, services } = parts;
  const { settings, vault, log } = services;

  const surroundings = () => ({ policies: withUsual(settings.get(changedPolicies)), ready: ways.ready(), registry: services.registry });

  let known: string | undefined;
  /** A channel that was set up, or another policy, changes the plan of everything that waits. */
  const noticeChanges = async (): Promise<void> => {
    const { policies, ready } = surroundings();
    const now = JSON.stringify([policies, [...ready]]);
    if (known !== undefined && known !== now) await pipeline.asSystem("reach.ways-changed", (work) => lookAgain(work, "all"));
    known = now;
  };

  const prepare = async (claims: Claim[]): Promise<{ cases: Case[]; loaded: Loaded }> => {
    const at = { tx: db, now: clock.now() };
    const around = surroundings();
    const loaded = await loadFacts(at, await soughtOf(at, claims), around);
    const cases = claims.flatMap((claim, index): Case[] => {
      const facts = loaded.facts[index] as Facts;
      try {
        return [{ claim, facts, plan: planOf(facts) }];
      } catch (error) {
        // One item that cannot be planned must not keep the others waiting; its claim runs out and it is tried again.
        log.error({ item: claim.id, error: String(error) }, "an item could not be planned");
        return [];
      }
    });
    return { cases, loaded };
  };

  /** Notes how an item stands and lets it go. */
  const letGo = (work: Work, { claim, facts, plan }: Case, nextAt = plan.lookAgain): Promise<boolean> =>
    carryOn(work, claim, { nextAt: nextAt.toString(), progress: progressOf(facts, plan) });

  const lapse = async (work: Work, { claim, facts, plan }: Case): Promise<void> => {
    const progress = progressOf(facts, plan);
    const lines = [...(progress.lines ?? []), { at: work.at, text: PROGRESS_WORDS.lapsed }];
    if (!(await carryOn(work, claim, { nextAt: null, lapsed: true, progress: { ...progress, lines, next: null } }))) return;
    await work.announce("attention.lapsed", { itemId: claim.id, subjectType: claim.subjectType, subjectId: claim.subjectId });
  };

  const newStep = async (work: Work, { claim, facts }: Case, step: Step): Promise<{ row: NewStep; secret: string }> => {
    const secret = await makeLink(work, {
      purpose: "attention",
      subject: { type: "attention_item", id: claim.id },
      personId: step.personId,
      expiresAt: work.now.add(LINK_HOLDS).toString(),
      once: false,
    });
    const id = newId();
    const from = step.channel === "email" ? services.mail.from() : undefined;
    const row = {
      id,
      itemId: claim.id,
      climb: facts.climb.number,
      rung: step.rung,
      personId: step.personId,
      mandateId: step.mandateId,
      channel: step.channel,
      addressRef: step.addressRef,
      address: step.address,
      turn: step.turn,
      reasons: JSON.stringify(step.reasons),
      plannedAt: step.at.toString(),
      begunAt: work.at,
      triedAt: work.at,
      state: "sending",
      link: vault.lock(secret),
      mailId: from ? messageIdOf(id, from.slice(from.lastIndexOf("@") + 1)) : null,
    };
    return { row, secret };
  };

  /** Writes down what is about to be sent, before anything is sent. Items that are no longer ours are left alone. */
  const begin = async (cases: readonly Case[]): Promise<Begun[]> =>
    pipeline.asSystem("reach.begin", async (work) => {
      const still = await Promise.all(cases.map((one) => noteClaim(work, one.claim, progressOf(one.facts, one.plan))));
      const begun: Begun[] = cases.filter((_, nth) => still[nth]).map((one) => ({ ...one, attempts: [] }));
      const steps = begun.flatMap((to) => due(to).map((step) => ({ to, step })));
      const [repeated, fresh] = await Promise.all([
        Promise.all(
          steps.flatMap(({ to, step }) =>
            step.tried ? [beginAgain(work, step.tried.id, work.at).then((row) => ({ to, step, row }))] : [],
          ),
        ),
        Promise.all(steps.flatMap(({ to, step }) => (step.tried ? [] : [newStep(work, to, step).then((made) => ({ to, step, ...made }))]))),
      ]);
      for (const { to, step, row } of repeated) to.attempts.push({ row, step, secret: vault.open(row.link) });
      const stored = await insertSteps(
        work,
        fresh.map(({ row }) => row),
      );
      const rows = new Map(stored.map((row) => [row.id, row]));
      for (const {
        to,
        step,
        row: { id },
        secret,
      } of fresh) {
        const row = rows.get(id);
        if (row) to.attempts.push({ row, step, secret });
      }
      return begun;
    });

  const attempt = async ({ claim, facts }: Begun, { row, secret }: Attempt, to: Destination | undefined): Promise<Outcome> => {
    try {
      if (!(await isOpen({ tx: db }, claim.id))) return { kind: "dropped" };
      const person = facts.people.get(row.personId);
      if (!to || !person)
        return {
          kind: "failed",
          failure: { reason: PARCEL_WORDS.addressGone, retry: false, gone: false, retryAfterMs: undefined, detail: undefined },
        };
      const replyTo = replyAddress(settings, vault, row.id) ?? settings.get(channelSetting.email)?.shown["replyTo"];
      const parcel = parcelOf(claim, row, person, { link: linkTo(services.url(), secret), replyTo });
      return { kind: "proved", evidence: await ways.send(parcel, to, AbortSignal.timeout(LONGEST_SEND_MS)) };
    } catch (error) {
      const outcome = failedBy(error);
      log.warn({ step: row.id, channel: row.channel, error: String(error) }, "a step failed");
      return outcome;
    }
  };

  /** Writes down what became of an item's steps and how it goes on. An acknowledgement that came meanwhile stands. */
  const finish = async (one: Begun, outcomes: readonly Outcome[]): Promise<void> => {
    await pipeline.asSystem("reach.finish", async (work) => {
      const ended: Tried[] = [];
      for (const [index, current] of one.attempts.entries()) {
        const outcome = outcomes[index] as Outcome;
        const columns = columnsOf(current.row, outcome, work.now);
        // Whoever took over while this process was thought dead knows better.
        if (!(await finishAttempt(work, current.row, columns))) continue;
        if (outcome.kind === "failed" && outcome.failure.gone && current.row.channel === "push")
          await removeSubscription(work, current.row.addressRef);
        if (outcome.kind === "proved" && columns.traceAt === null) {
          const personName = one.facts.people.get(current.row.personId)?.called ?? "";
          await announceDelivered(work, { item: one.claim, step: current.row, personName }, outcome.evidence.level);
        }
        ended.push(triedOf({ ...current.row, ...columns, word: columns.word ? JSON.parse(columns.word) : null }));
      }
      const again = new Set(ended.map(({ id }) => id));
      const facts = { ...one.facts, now: work.now, tried: [...one.facts.tried.filter(({ id }) => !again.has(id)), ...ended] };
      const plan = planOf(facts);
      await letGo(work, { ...one, facts, plan }, ended.length > 0 ? plan.lookAgain : work.now.add(AFTER_NOTHING));
    });
  };

  const underWay = new Set<Promise<void>>();
  /** Has work go on by itself once it takes too long. */
  const patiently = async (works: readonly Promise<void>[]): Promise<void> => {
    for (const work of works) {
      const kept: Promise<void> = work.finally(() => underWay.delete(kept));
      underWay.add(kept);
    }
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, PATIENCE_MS);
    await Promise.race([Promise.all(works), patience.promise]).finally(() => clearTimeout(timer));
  };

  const carry = async (one: Begun, loaded: Loaded): Promise<void> => {
    try {
      const outcomes = await Promise.all(
        one.attempts.map((current) => attempt(one, current, loaded.destinations.get(current.row.addressRef))),
      );
      await finish(one, outcomes);
    } catch (error) {
      // The claim runs out and the steps are sent again under their keys.
      log.error({ item: one.claim.id, error: String(error) }, "an item could not be carried on and is taken up again");
    }
  };

  return {
    name: lane.name,
    watches: "attention_item",
    ...(lane.pressing ? { restMs: 10 } : {}),
    async runDue() {
      if (lane.pressing) await noticeChanges();
      if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
      const limit = Math.min(BATCH, MOST_UNDER_WAY - underWay.size);
      const claims = await claimDue({ tx: db }, clock.now(), { limit, leaseSeconds: LEASE_SECONDS, pressing: lane.pressing });
      if (claims.length === 0) return 0;
      const { cases, loaded } = await prepare(claims);
      const going: Case[] = [];
      const resting: Case[] = [];
      const lapsing: Case[] = [];
      for (const one of cases) {
        const anew = climbAnew(one);
        if (anew === "lapse") lapsing.push(one);
        else if (due(anew).length > 0 || one.claim.state === "acknowledged") going.push(anew);
        else resting.push(anew);
      }
      if (resting.length + lapsing.length > 0)
        await pipeline.asSystem("reach.look", async (work) => {
          for (const one of resting) await letGo(work, one);
          for (const one of lapsing) await lapse(work, one);
        });
      const begun = going.length > 0 ? await begin(going) : [];
      await patiently(begun.map((one) => carry(one, loaded)));
      return claims.length;
    },
    nextDue: () => nextItemDue({ tx: db }, lane.pressing),
    async finish() {
      const waiting = [...underWay];
      await Promise.all(waiting);
      return waiting.length;
    },
  };
};
