import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frontDoor, refusalOf } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { throttle } from "../index.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
});
afterAll(() => t.tearDown());

const knock = (key: string) => refusalOf(throttle(door.at(), key, 3, 60));

describe("a counter", () => {
  test("lets so many through in a window and no more, key by key", async () => {
    expect([await knock("a"), await knock("a"), await knock("a"), await knock("a")]).toEqual(["none", "none", "none", "TOO_OFTEN"]);
    expect(await knock("b")).toBe("none");
    t.clock.advance({ seconds: 59 });
    expect(await knock("a")).toBe("TOO_OFTEN");
    t.clock.advance({ seconds: 1 });
    expect(await knock("a")).toBe("none");
  });

  test("counts each of many at once", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => knock("c")));
    expect(all.filter((code) => code === "none").length).toBe(3);
  });

  test("says how many seconds are left", async () => {
    t.clock.advance({ seconds: 15 });
    await expect(throttle(door.at(), "c", 3, 60)).rejects.toMatchObject({ data: { retryAfterSeconds: 45 } });
  });
});
