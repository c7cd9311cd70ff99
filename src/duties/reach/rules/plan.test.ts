import { describe, expect, test } from "vitest";
import { climbFrom, factsWith, MONDAY_10, NIGHT, personCalled, rinaForBudi, RULES, triedStep } from "../fixtures.ts";
import type { Facts } from "./facts.ts";
import { planOf } from "./plan.ts";
import { USUAL_POLICIES } from "./policy.ts";

const told = (facts: Facts) =>
  planOf(facts).steps.map(
    ({ personId, channel, at, todo }) =>
      `${at.toZonedDateTimeISO("Asia/Jakarta").toPlainTime().toString({ smallestUnit: "minute" })} ${personId} ${channel}${todo === null ? " done" : todo === "again" ? " again" : ""}`,
  );
const at = (text: string) => Temporal.Instant.from(text);
const minutes = (count: number) => MONDAY_10.add({ minutes: count });

describe("an urgent matter in office hours", () => {
  test("tells the owner by their rule, then the assistant, the supervisor and the desk as well", () => {
    expect(told(factsWith())).toEqual([
      "10:00 budi push", "10:02 budi email", "10:04 budi sms",
      "10:10 sari push", "10:12 sari email", "10:14 sari sms",
      "10:20 joko push", "10:22 joko email", "10:24 joko sms",
      "10:30 dewi push", "10:32 dewi email", "10:34 dewi sms",
    ]); // prettier-ignore
    expect(planOf(factsWith()).over).toEqual({ at: minutes(40 + 30), next: "repeat" });
  });

  test("each step says why", () => {
    const [first, , , assistant] = planOf(factsWith()).steps;
    expect(first?.reasons.map(({ en }) => en)).toEqual(["it is for Budi", "by notification, as their contact rule says"]);
    expect(assistant?.reasons.map(({ id }) => id)).toEqual([
      "Sari asisten Budi",
      "karena belum ada yang menyanggupi selama 10 menit",
      "lewat notifikasi menurut aturan kontaknya",
    ]);
  });

  test("a channel that is not set up is passed over, and the next takes its place", () => {
    expect(told(factsWith({ ready: new Set(["email", "sms"]) })).slice(0, 2)).toEqual(["10:00 budi email", "10:02 budi sms"]);
  });

  test("whoever raised it need not be told of it", () => {
    expect(told(factsWith({ matter: { raisedBy: "sari" } })).some((line) => line.includes("sari"))).toBe(false);
    expect(told(factsWith({ matter: { raisedBy: "budi" } }))[0]).toBe("10:00 budi push");
  });
});

describe("a failed way", () => {
  const failed = (channel: "push" | "email" | "sms", turn: number, begun: number, retry: number | null) =>
    triedStep("budi", channel, turn, minutes(begun), {
      state: "failed",
      finishedAt: minutes(begun),
      retryAt: retry === null ? null : minutes(retry),
    });

  test("does not keep the next one waiting, and is tried again", () => {
    const facts = factsWith({ now: minutes(0), climb: climbFrom(MONDAY_10), tried: [failed("push", 0, 0, 1)] });
    expect(told(facts).slice(0, 4)).toEqual(["10:00 budi email", "10:01 budi push again", "10:02 budi sms", "10:10 sari push"]);
  });

  test("when all ways of a person failed, the climb goes on at once", () => {
    const tried = [failed("push", 0, 0, null), failed("email", 1, 0, 1), failed("sms", 2, 0, 1)];
    expect(told(factsWith({ tried })).slice(0, 2)).toEqual(["10:00 budi push done", "10:00 sari push"]);
  });
});

describe("rest", () => {
  const late = at("2026-03-02T15:00:00Z"); // 22.00 in Jakarta

  test("quiet hours keep the owner's sleep, and the climb goes to whoever is awake", () => {
    const awake = personCalled("joko", { quietHours: null });
    const people = [personCalled("budi"), personCalled("sari"), awake, personCalled("dewi")];
    expect(told(factsWith({ now: late, people })).slice(0, 4)).toEqual([
      "22:00 joko push",
      "22:02 joko email",
      "22:04 joko sms",
      "06:00 budi push",
    ]);
  });

  test("when everybody sleeps, everybody is told in order in the morning", () => {
    const lines = told(factsWith({ now: late }));
    expect(lines.filter((line) => line.endsWith("push"))).toEqual([
      "06:00 budi push",
      "06:10 sari push",
      "06:20 joko push",
      "06:30 dewi push",
    ]);
    expect(planOf(factsWith({ now: late })).steps[0]?.reasons.at(-1)).toEqual({
      id: "jam tenang sampai Selasa, 3 Maret 2026, 06.00 WIB",
      en: "quiet hours until Tuesday, 3 March 2026, 06:00 WIB",
    });
  });

  test("an emergency waits for nobody's sleep, and says so", () => {
    const plan = planOf(factsWith({ now: late, matter: { urgency: "emergency" } }));
    expect(plan.steps[0]?.at).toEqual(late);
    expect(plan.steps[0]?.reasons.at(-1)?.en).toBe("an emergency breaks quiet hours");
  });

  test("a routine matter on Saturday waits for Monday morning", () => {
    const saturday = at("2026-03-07T03:00:00Z");
    expect(planOf(factsWith({ now: saturday, matter: { urgency: "routine" } })).steps[0]?.at).toEqual(at("2026-03-09T01:00:00Z"));
  });

  test("who asked not to be disturbed is let be, and the assistant is asked meanwhile", () => {
    const budi = personCalled("budi", { presence: { status: "dnd", until: minutes(60) } });
    const people = [budi, personCalled("sari"), personCalled("joko"), personCalled("dewi")];
    expect(told(factsWith({ people }))[0]).toBe("10:00 sari push");
    expect(told(factsWith({ people }))).toContain("11:00 budi push");
  });

  test("who is out is told, and the next at once as well", () => {
    const people = [
      personCalled("budi", { presence: { status: "out", until: null } }),
      personCalled("sari"),
      personCalled("joko"),
      personCalled("dewi"),
    ];
    expect(told(factsWith({ people })).slice(0, 2)).toEqual(["10:00 budi push", "10:00 sari push"]);
  });
});

describe("mandates", () => {
  test("the stand-in takes the owner's place, and the reason says till when", () => {
    const plan = planOf(factsWith({ relations: { standIns: [rinaForBudi()] } }));
    expect(plan.steps[0]).toMatchObject({ personId: "rina", mandateId: "mandate", rung: "owner" });
    expect(plan.steps[0]?.reasons[0]).toEqual({
      id: "Rina memegang mandat Budi sampai 18.00 WIB",
      en: "Rina holds Budi's mandate until 18:00 WIB",
    });
    expect(plan.steps.some(({ personId }) => personId === "budi")).toBe(false);
  });

  test("until it is accepted the owner is told as well", () => {
    const lines = told(factsWith({ relations: { standIns: [rinaForBudi({ accepted: false })] } }));
    expect(lines.slice(0, 2)).toEqual(["10:00 rina push", "10:00 budi push"]);
  });

  test("one that begins in the middle of a climb turns it to the stand-in, one that ends gives it back", () => {
    const tried = [
      triedStep("budi", "push", 0, MONDAY_10),
      triedStep("budi", "email", 1, minutes(2)),
      triedStep("budi", "sms", 2, minutes(4)),
    ];
    const facts = factsWith({ now: minutes(5), climb: climbFrom(MONDAY_10), tried, relations: { standIns: [rinaForBudi()] } });
    expect(told(facts).slice(0, 5)).toEqual([
      "10:00 budi push done",
      "10:02 budi email done",
      "10:04 budi sms done",
      "10:05 rina push",
      "10:07 rina email",
    ]);
    expect(told(facts)).toContain("10:15 sari push");
    expect(told({ ...facts, relations: { ...facts.relations, standIns: [] } })[3]).toBe("10:10 sari push");
  });

  test("it is never passed on: the stand-in's own stand-in is not asked", () => {
    const chained = [rinaForBudi(), rinaForBudi({ principalId: "rina", delegateId: "dewi", mandateId: "other" })];
    expect(told(factsWith({ relations: { standIns: chained } }))[0]).toBe("10:00 rina push");
  });
});

describe("confidence", () => {
  test("a confidential matter reaches its owner, confidants and those of the grade, and nobody else", () => {
    const matter = { confidentialFrom: 5 };
    const people = [personCalled("budi", { grade: 1 }), personCalled("sari"), personCalled("joko", { grade: 5 }), personCalled("dewi")];
    expect(new Set(planOf(factsWith({ matter, people })).steps.map(({ personId }) => personId))).toEqual(new Set(["budi", "joko"]));
    const trusted = { assistants: new Map([["budi", [{ id: "sari", confidant: true }]]]) };
    expect(planOf(factsWith({ matter, people, relations: trusted })).steps.map(({ personId }) => personId)).toContain("sari");
    expect(planOf(factsWith({ matter, people })).leftOut.map(({ reason }) => reason.en)).toContain(
      "Dewi may not know of this confidential matter",
    );
  });
});

describe("the ends of the ladder", () => {
  test("something of the desk's lies on the desk before its people are told", () => {
    const facts = factsWith({
      matter: { urgency: "soon", owner: { kind: "desk", id: null } },
      relations: { behind: ["dewi"], supervisors: new Map([["dewi", "joko"]]) },
    });
    expect(told(facts).filter((line) => line.endsWith("push"))).toEqual(["10:15 dewi push", "11:15 joko push"]);
  });

  test("what was taken on and let lie goes to the taker first", () => {
    const facts = factsWith({ climb: climbFrom(MONDAY_10, { number: 1, cause: "forgotten", taker: "dewi" }) });
    expect(told(facts).filter((line) => line.endsWith("push"))).toEqual([
      "10:00 dewi push",
      "10:10 budi push",
      "10:20 sari push",
      "10:30 joko push",
    ]);
  });

  test("whoever gave it back is not asked again in that climb", () => {
    const plan = planOf(factsWith({ climb: climbFrom(MONDAY_10, { number: 1, cause: "released", left: ["budi"] }) }));
    expect(plan.steps[0]?.personId).toBe("sari");
  });

  test("with nobody to tell the plan is broken, says why, and is made again", () => {
    const plan = planOf(
      factsWith({
        people: [personCalled("budi", { addresses: {} })],
        relations: { assistants: new Map(), supervisors: new Map(), desk: [] },
      }),
    );
    expect(plan.broken).toBe(true);
    expect(plan.leftOut.map(({ reason }) => reason.en)).toEqual([
      "there is no assistant",
      "there is no supervisor",
      "nobody works at the desk",
      "Budi has no channel that could be used",
    ]);
    expect(plan.over.at).toEqual(minutes(30));
  });

  test("a rule that leaves no way in a pressing matter gives way to every way there is", () => {
    const budi = personCalled("budi", { rules: { ...RULES, urgent: { ...RULES.urgent, steps: [] } }, quietHours: NIGHT });
    expect(told(factsWith({ people: [budi] }))).toEqual(["10:00 budi push", "10:01 budi sms", "10:02 budi email"]);
  });

  test("pauses between climbs grow, and a policy may let a matter lapse", () => {
    const third = climbFrom(MONDAY_10, { number: 2, cause: "repeated", repeats: 2 });
    expect(planOf(factsWith({ climb: third })).over.at).toEqual(minutes(40 + 120));
    expect(planOf(factsWith({ climb: third, policy: { ...USUAL_POLICIES.urgent, climbs: 3 } })).over.next).toBe("lapse");
  });
});
