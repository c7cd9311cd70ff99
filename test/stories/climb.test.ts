import { afterEach, expect, test } from "vitest";
import { refusalOf } from "#test/harness/access.ts";
import { nobody } from "#kernel/actor/actor.ts";
import { openOffice, type Office } from "./office.ts";

/** A Monday, 10.00 in Jakarta. */
const MONDAY_10 = "2026-03-02T03:00:00Z";
/** The Saturday before the clocks of London go forward at 01.00 UTC. */
const LONDON_NIGHT = "2026-03-28T23:30:00Z";

let office: Office;
afterEach(() => office.close());

const take = async (urgency: "routine" | "soon" | "urgent" | "emergency" = "urgent", more: Record<string, unknown> = {}) => {
  const { t, ratna, sari } = office;
  return t.call("message.take", { for: `person:${ratna.id}`, from: "Pak Joko", body: "Minta ditelepon", urgency, ...more }, sari);
};
const itemOf = async (as = office.dewi) => {
  const [item] = (await office.t.call("attention.feed", { state: "waiting" }, as)).items;
  if (!item) throw new Error("nothing waits");
  return item;
};
const stateOf = async (id: string) => (await office.t.call("message.show", { id }, office.sari)).message.state;

test("unread, it climbs to the assistant, the superior and the desk at the minutes of the policy, then begins again", async () => {
  office = await openOffice(MONDAY_10);
  const { id } = await take();
  expect(await office.minutes(75)).toEqual([
    "03:00 ratna.dewi",
    "03:10 putri.ayu",
    "03:20 bambang.wirawan",
    "03:30 dewi.anggraini",
    "04:10 ratna.dewi",
  ]);
  expect(await stateOf(id)).toBe("delivered");
});

test("over the night in which the clocks go forward, quiet hours end by the wall clock: an hour of the sun earlier", async () => {
  office = await openOffice(LONDON_NIGHT, { timeZone: "Europe/London", language: "en" });
  await take();
  expect(await office.minutes(6 * 60 + 5)).toEqual([
    "05:00 ratna.dewi",
    "05:10 putri.ayu",
    "05:20 bambang.wirawan",
    "05:30 dewi.anggraini",
  ]);
});

test("an emergency breaks quiet hours and everybody's sleep, three minutes apart", async () => {
  office = await openOffice(LONDON_NIGHT, { timeZone: "Europe/London" });
  await take("emergency");
  expect(await office.minutes(14)).toEqual(["23:30 ratna.dewi", "23:33 putri.ayu", "23:36 bambang.wirawan", "23:39 dewi.anggraini"]);
});

test("taken on, nobody else is asked; forgotten, it comes back to whoever took it, and finished it is over for good", async () => {
  office = await openOffice(MONDAY_10);
  const { id } = await take();
  expect(await office.minutes(12)).toEqual(["03:00 ratna.dewi", "03:10 putri.ayu"]);
  await office.t.call("attention.acknowledge", { id: (await itemOf(office.putri)).id }, office.putri);
  expect(await office.minutes(29)).toEqual([]);
  expect(await stateOf(id)).toBe("read");
  expect(await office.minutes(3)).toEqual(["03:42 putri.ayu"]);
  expect((await itemOf()).progress[0]?.text.en).toContain("took it on, but it was not finished");
  await office.t.call("attention.settle", { id: (await itemOf(office.putri)).id, outcome: "Sudah ditelepon" }, office.putri);
  expect(await stateOf(id)).toBe("acted");
  await office.t.advance({ hours: 24 });
  expect(await office.minutes(0)).toEqual([]);
});

test("of two who take it on at once one has it, and the other is told who", async () => {
  office = await openOffice(MONDAY_10);
  await take();
  await office.minutes(12);
  const { id } = await itemOf();
  const tried = [office.ratna, office.putri].map((who) => office.t.call("attention.acknowledge", { id }, who).then(() => "has it", String));
  const answers = (await Promise.all(tried)).toSorted();
  expect(answers[1]).toBe("has it");
  expect(answers[0]).toMatch(/ATTENTION_TAKEN.*(Ratna|Putri)/);
  expect(await office.minutes(15)).toEqual([]);
});

test("a mandate that begins and ends while the matter climbs moves it to the stand-in and back, at the minute", async () => {
  office = await openOffice(MONDAY_10);
  const { t, ratna, dewi } = office;
  const times = { begins: "2026-03-02T10:05", ends: "2026-03-02T10:45", timeZone: "Asia/Jakarta" };
  const lent = await t.call("mandate.give", { delegate: dewi.id, ...times, reason: "Rapat direksi" }, ratna);
  await t.call("mandate.accept", { id: lent.id }, dewi);
  await take();
  expect(await office.minutes(4)).toEqual(["03:00 ratna.dewi"]);
  expect(await office.minutes(20)).toEqual(["03:05 dewi.anggraini", "03:15 putri.ayu"]);
  expect((await itemOf(dewi)).actingFor).toBe(ratna.id);
  expect(await office.minutes(25)).toEqual(["03:25 bambang.wirawan", "03:45 ratna.dewi"]);
  expect((await itemOf(dewi)).actingFor).toBe(null);
});

test("one takes it on by the link in the mail while the next is being told: nobody after that, and the link does it once", async () => {
  office = await openOffice(MONDAY_10);
  const { t, box } = office;
  await take();
  await office.minutes(9);
  const link = /\/a\/([\w-]+)/.exec(box.messages.at(-1)?.parsed.text ?? "")?.[1] as string;
  const stranger = nobody("web", "id", "203.0.113.9");
  const sending = box.reached();
  t.clock.moveTo(t.clock.now().add({ minutes: 1 }));
  const carrying = t.settle();
  await sending;
  await t.call("link.acknowledge", { token: link }, stranger);
  await carrying;
  expect(await t.call("link.open", { token: link }, stranger)).toMatchObject({ state: "acknowledged", yours: true });
  expect(await office.minutes(20)).toEqual(["03:10 putri.ayu"]);
  expect(await refusalOf(t.call("link.open", { token: `${link.slice(0, -1)}x` }, stranger))).toBe("LINK_GONE");
});
