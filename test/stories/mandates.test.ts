import { afterEach, beforeEach, expect, test } from "vitest";
import { nobody } from "#kernel/actor/actor.ts";
import { refusalOf } from "#test/harness/access.ts";
import { staff } from "./cast.ts";
import { openOffice, type Colleague, type Office } from "./office.ts";

const MONDAY_10 = "2026-03-02T03:00:00Z";
const stranger = nobody("web", "id", "203.0.113.9");

let office: Office;
let togar: Colleague;
beforeEach(async () => {
  office = await openOffice(MONDAY_10);
  togar = await staff(office.t, "Togar Simanjuntak");
});
afterEach(() => office.close());

const take = () =>
  office.t.call(
    "message.take",
    { for: `person:${office.ratna.id}`, from: "Pak Joko", body: "Minta ditelepon", urgency: "urgent" },
    office.sari,
  );
/** Ratna lends everything to Togar, by Jakarta's clock. */
const lend = async (begins: string, ends: string): Promise<string> => {
  const times = { begins: `2026-03-02T${begins}`, ends: `2026-03-02T${ends}`, timeZone: "Asia/Jakarta" };
  const { id } = await office.t.call("mandate.give", { delegate: togar.id, ...times, reason: "Rapat direksi" }, office.ratna);
  await office.t.call("mandate.accept", { id }, togar);
  return id;
};
const itemOf = async () => {
  const { items } = await office.t.call("attention.feed", { kind: "message" }, office.dewi);
  return items[0]?.id as string;
};
/** Who got mail about the message itself, in order. */
const toldOfIt = () => office.box.messages.filter(({ subject }) => subject.includes("Pak Joko")).map(({ to }) => to.split("@")[0]);
const linkOf = (who: string) =>
  /\/a\/([\w-]+)/.exec(office.box.messages.findLast(({ to }) => to.startsWith(who))?.parsed.text ?? "")?.[1] as string;

test("revoked before its time, a mandate gives back at once what waits", async () => {
  const id = await lend("10:00", "16:00");
  await take();
  await office.minutes(2);
  expect(toldOfIt()).toEqual(["togar.simanjuntak"]);
  await office.t.call("mandate.revoke", { id }, office.ratna);
  await office.minutes(0);
  expect(toldOfIt()).toEqual(["togar.simanjuntak", "ratna.dewi"]);
});

test("whoever was told under a mandate sees and takes nothing any more once it is over, by no door", async () => {
  await lend("10:00", "10:05");
  await take();
  await office.minutes(2);
  const [id, token] = [await itemOf(), linkOf("togar")];
  expect((await office.t.call("attention.show", { id }, togar)).item).toMatchObject({ id, actingFor: office.ratna.id });
  expect(await office.t.call("link.open", { token }, stranger)).toMatchObject({ state: "open" });
  await office.minutes(4);
  expect((await office.t.call("attention.feed", { kind: "message" }, togar)).items).toEqual([]);
  for (const command of ["attention.show", "attention.acknowledge", "reach.steps"] as const)
    expect(await refusalOf(office.t.call(command, { id }, togar))).toBe("ATTENTION_MISSING");
  for (const command of ["link.open", "link.acknowledge"] as const)
    expect(await refusalOf(office.t.call(command, { token }, stranger))).toBe("ATTENTION_MISSING");
});
