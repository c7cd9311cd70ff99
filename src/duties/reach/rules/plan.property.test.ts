import * as fc from "fast-check";
import { expect, test } from "vitest";
import { URGENCIES } from "#kernel/attention/attention.ts";
import { climbFrom, factsWith, OFFICE_HOURS, personCalled, rinaForBudi, RULES, triedStep } from "../fixtures.ts";
import type { ChannelName, Facts, Person } from "./facts.ts";
import { isQuiet, isWorking } from "./hours.ts";
import { planOf } from "./plan.ts";

const ZONES = ["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"];
const NAMES = ["budi", "sari", "joko", "dewi", "rina"];

const clock = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
// Half a year from just before summer time begins to just after it ends, in both halves of the world.
const instant = fc.integer({ min: 0, max: 260 * 24 * 60 }).map((minutes) => Temporal.Instant.from("2026-03-01T00:00:00Z").add({ minutes }));

const person = (id: string): fc.Arbitrary<Person> =>
  fc
    .record({
      timeZone: fc.constantFrom(...ZONES),
      quietHours: fc.option(fc.record({ from: clock, to: clock })),
      grade: fc.nat(6),
      active: fc.boolean().map((off) => !off || id === "budi"),
      worksAlways: fc.boolean(),
      breaksQuiet: fc.boolean(),
      presence: fc.option(fc.record({ status: fc.constantFrom("in" as const, "out" as const, "dnd" as const), until: fc.option(instant) })),
      channels: fc.subarray<ChannelName>(["push", "email", "sms"]),
    })
    .map(({ worksAlways, breaksQuiet, channels, ...rest }) => {
      const usual = personCalled(id, rest);
      const rules = Object.fromEntries(
        Object.entries(RULES).map(([urgency, rule]) => [urgency, { ...rule, duringQuietHours: breaksQuiet }]),
      ) as typeof RULES;
      const addresses = Object.fromEntries(
        Object.entries(usual.addresses).filter(([channel]) => channels.includes(channel as ChannelName)),
      );
      return { ...usual, rules, addresses, workingHours: worksAlways ? {} : OFFICE_HOURS };
    });

const facts: fc.Arbitrary<Facts> = fc
  .record({
    now: instant,
    ago: fc.nat(3 * 24 * 60),
    urgency: fc.constantFrom(...URGENCIES),
    confidentialFrom: fc.option(fc.integer({ min: 1, max: 6 })),
    raisedBy: fc.option(fc.constantFrom(...NAMES)),
    people: fc.tuple(...NAMES.map(person)),
    stands: fc.boolean(),
    ofDesk: fc.boolean(),
    confidant: fc.boolean(),
    tried: fc.array(
      fc.record({
        name: fc.constantFrom(...NAMES),
        channel: fc.constantFrom("push" as const, "email" as const, "sms" as const),
        ago: fc.nat(300),
        state: fc.constantFrom("accepted" as const, "failed" as const, "sending" as const),
        retry: fc.option(fc.nat(60)),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ now, ago, urgency, confidentialFrom, raisedBy, people, stands, ofDesk, confidant, tried }) => {
    const once = new Map(tried.map((one) => [`${one.name} ${one.channel}`, one]));
    return factsWith({
      now,
      climb: climbFrom(now.subtract({ minutes: ago })),
      matter: { urgency, confidentialFrom, raisedBy, ...(ofDesk ? { owner: { kind: "desk", id: null } } : {}) },
      people,
      relations: {
        ...(ofDesk ? { behind: ["dewi"] } : {}),
        standIns: stands ? [rinaForBudi({ until: now.add({ hours: 5 }) })] : [],
        assistants: new Map([["budi", [{ id: "sari", confidant }]]]),
      },
      tried: [...once.values()].map(({ name, channel, ago, state, retry }) => {
        const begun = now.subtract({ minutes: ago });
        return triedStep(name, channel, ["push", "email", "sms"].indexOf(channel), begun, {
          state,
          finishedAt: state === "sending" ? null : begun,
          retryAt: state === "failed" && retry !== null ? now.add({ minutes: retry }) : null,
        });
      }),
    });
  });

const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;

test("no step comes in quiet hours, outside working hours or against a wish not to be disturbed, unless the urgency pierces or the rule allows", () => {
  fc.assert(
    fc.property(facts, (given) => {
      for (const step of planOf(given).steps.filter(({ todo }) => todo !== null)) {
        const who = given.people.get(step.personId) as Person;
        const wall = step.at.toZonedDateTimeISO(who.timeZone);
        if (given.policy.pierces) continue;
        const rule = who.rules[given.matter.urgency];
        if (!rule.duringQuietHours) expect(isQuiet(who.quietHours, wall)).toBe(false);
        const everWorks = Object.keys(who.workingHours).length > 0;
        if (!rule.outsideWorkingHours && everWorks && (rule.duringQuietHours || who.quietHours === null))
          expect(isWorking(who.workingHours, wall)).toBe(true);
        if (who.presence?.status === "dnd" && who.presence.until) expect(before(step.at, who.presence.until)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

test("nobody is told who may not know or is no longer active", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { matter, relations } = given;
      const ofDesk = matter.owner.kind === "desk";
      for (const { personId, todo } of planOf(given).steps) {
        const who = given.people.get(personId) as Person;
        if (todo === null) continue;
        expect(who.active).toBe(true);
        const from = matter.confidentialFrom;
        const byGrade = from === null || who.grade >= from;
        const owner = !ofDesk && relations.behind.includes(personId);
        const standsIn = relations.standIns.some(
          ({ delegateId, principalId }) =>
            delegateId === personId &&
            ((!ofDesk && relations.behind.includes(principalId)) || (given.people.get(principalId)?.grade ?? 0) >= (from ?? 0)),
        );
        const confidant = [...relations.assistants.values()].flat().some((one) => one.id === personId && one.confidant);
        expect(byGrade || owner || standsIn || confidant).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test("the same facts give the same plan; it is in order and never in the past", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const plan = planOf(given);
      expect(planOf(given)).toEqual(plan);
      for (const [index, step] of plan.steps.entries()) {
        if (step.todo !== null) expect(before(step.at, given.now)).toBe(false);
        const next = plan.steps[index + 1];
        if (next) expect(before(next.at, step.at)).toBe(false);
      }
      expect(before(plan.lookAgain, given.now)).toBe(false);
      expect(plan.steps.some(({ todo, at }) => todo !== null && before(at, plan.lookAgain))).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("what was tried stays in the plan, however much time passes, and no address is asked twice in one turn", () => {
  fc.assert(
    fc.property(facts, fc.nat(5000), (given, minutes) => {
      const kept = (one: Facts) => new Set(planOf(one).steps.flatMap(({ tried }) => (tried ? [tried.id] : [])));
      const later = { ...given, now: given.now.add({ minutes }) };
      expect(kept(given)).toEqual(new Set(given.tried.map(({ id }) => id)));
      expect(kept(later)).toEqual(kept(given));
      const keys = planOf(given).steps.map(({ personId, channel, addressRef, turn }) => `${personId} ${channel} ${addressRef} ${turn}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 300 },
  );
});

test("a later rung is told before an earlier one only when the earlier one rests or has no way left", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const fresh = { ...given, tried: [] };
      const firsts = new Map<string, Temporal.Instant>();
      const plan = planOf(fresh);
      const begins = fresh.climb.since;
      for (const { rung, at } of plan.steps) if (!firsts.has(rung)) firsts.set(rung, at);
      const ladder = fresh.policy.ladder.map(({ rung }) => firsts.get(rung)).filter((at) => at !== undefined);
      for (const [index, at] of ladder.entries()) {
        const next = ladder[index + 1];
        if (!next || !before(next, at)) continue;
        // It was overtaken: then it was not awake when its turn came.
        const start = before(begins, fresh.now) ? fresh.now : begins;
        expect(before(start, at)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
