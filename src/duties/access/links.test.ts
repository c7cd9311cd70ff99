import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids/id.ts";
import { frontDoor, refusalOf } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { dropLinks, makeLink, peekLink, useLink } from "./index.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let person: string;
beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
  person = (await t.actor("Sari")).id as string;
});
afterAll(() => t.tearDown());

const subject = () => ({ type: "attention_item", id: newId() });
const make = (wish: Partial<Parameters<typeof makeLink>[1]> = {}) =>
  makeLink(door.at(), {
    purpose: "attention.acknowledge",
    subject: subject(),
    personId: person,
    expiresAt: t.clock.now().add({ hours: 1 }).toString(),
    once: true,
    ...wish,
  });
const use = (secret: string, purpose = "attention.acknowledge") =>
  t.house.pipeline.asSystem("test.link", (work) => useLink(work, secret, purpose));

describe("a link", () => {
  test("says what it opens and for whom, and works once", async () => {
    const about = subject();
    const secret = await make({ subject: about });
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await use(secret)).toMatchObject({ purpose: "attention.acknowledge", subject: about, personId: person });
    expect(await refusalOf(use(secret))).toBe("LINK_GONE");
  });

  test("has exactly one winner of twenty who press at once", async () => {
    const secret = await make();
    const results = await Promise.all(Array.from({ length: 20 }, () => refusalOf(use(secret))));
    expect(results.filter((code) => code === "none").length).toBe(1);
    expect(results.filter((code) => code === "LINK_GONE").length).toBe(19);
  });

  test("stays unused when what it should have done was refused", async () => {
    const secret = await make();
    const failed = t.house.pipeline.asSystem("test.link", async (work) => {
      await useLink(work, secret, "attention.acknowledge");
      throw new Error("something else went wrong");
    });
    await expect(failed).rejects.toThrow("something else");
    expect(await refusalOf(use(secret))).toBe("none");
  });

  test("may be looked at without using it", async () => {
    const secret = await make();
    await peekLink(door.at(), secret, "attention.acknowledge");
    await peekLink(door.at(), secret, "attention.acknowledge");
    expect(await refusalOf(use(secret))).toBe("none");
    expect(await refusalOf(peekLink(door.at(), secret, "attention.acknowledge"))).toBe("LINK_GONE");
  });

  test("may work often, where that is wanted", async () => {
    const secret = await make({ once: false });
    for (let n = 0; n < 3; n++) expect(await refusalOf(use(secret))).toBe("none");
  });

  test("opens nothing else than what it was made for", async () => {
    const secret = await make();
    for (const purpose of ["attention.settle", "password-reset", ""]) expect(await refusalOf(use(secret, purpose))).toBe("LINK_GONE");
  });

  test("does not work when forged, cut, endless or empty", async () => {
    const secret = await make();
    for (const forged of [`${secret}A`, secret.slice(1), secret.toLowerCase(), secret.repeat(1000), "", "'; drop table link"])
      expect(await refusalOf(use(forged))).toBe("LINK_GONE");
  });

  test("expires to the second", async () => {
    const secret = await make();
    t.clock.advance({ minutes: 59, seconds: 59 });
    await peekLink(door.at(), secret, "attention.acknowledge");
    t.clock.advance({ seconds: 1 });
    expect(await refusalOf(use(secret))).toBe("LINK_GONE");
  });

  test("is taken back with all others about its subject, or only those of one purpose", async () => {
    const about = subject();
    const [a, b] = [await make({ subject: about }), await make({ subject: about, purpose: "attention.settle" })];
    await dropLinks(door.at(), about, ["attention.settle"]);
    expect(await refusalOf(use(b, "attention.settle"))).toBe("LINK_GONE");
    await peekLink(door.at(), a, "attention.acknowledge");
    await dropLinks(door.at(), about);
    expect(await refusalOf(use(a))).toBe("LINK_GONE");
  });

  test("is stored as a digest alone", async () => {
    const secret = await make();
    const { rows } = await t.house.pool.query("select json_agg(link)::text as text from link");
    expect(String((rows[0] as { text: string }).text)).not.toContain(secret);
  });
});
