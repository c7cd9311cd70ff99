import { describe, expect, it } from "vitest";
import { accessOf, higher, LEVELS, reaches, type Asker, type Held } from "./levels.ts";

const nobody: Asker = {
  me: "me", lent: false, desk: false, administrator: false, grade: 2, staff: true, bosses: new Map(), principals: new Set(), behind: new Set(),
}; // prettier-ignore
const boss: Held = { ownerId: "boss", ownerKind: "person", personal: true };
const level = (more: Partial<Asker>, held: Held = boss, shares: Parameters<typeof accessOf>[2] = []) =>
  accessOf({ ...nobody, ...more }, held, shares);

describe("what somebody may do with a person's calendar", () => {
  it("is everything for its owner, but what is private stays so for whoever acts in their name", () => {
    expect(level({ me: "boss" })).toEqual({ level: "own", secrets: true });
    expect(level({ me: "boss", lent: true })).toEqual({ level: "own", secrets: false });
  });

  it("follows the post of an assistant, a mandate, the grade of a clerk", () => {
    expect(level({ bosses: new Map([["boss", true]]) })).toEqual({ level: "write", secrets: true });
    expect(level({ bosses: new Map([["boss", false]]) })).toEqual({ level: "write", secrets: false });
    expect(level({ principals: new Set(["boss"]) })).toEqual({ level: "write", secrets: false });
    const clerks = ([1, 2, 3, 6] as const).map((grade) => level({ desk: true, grade }).level);
    expect(clerks).toEqual(["busy", "read", "write", "write"]);
    expect(level({ desk: true, grade: 6 }, { ...boss, personal: false }).level).toBe("none");
    expect(level({})).toEqual({ level: "none", secrets: false });
  });

  it("is what was given to them, their post or group, or everyone; never less than they have anyway", () => {
    const given = (toKind: string, toId: string | null) =>
      level({ behind: new Set(["post-1"]) }, boss, [{ toKind, toId, level: "read" }]).level;
    expect([
      given("person", "me"),
      given("post", "post-1"),
      given("everyone", null),
      given("person", "other"),
      given("group", "post-2"),
    ]).toEqual(["read", "read", "read", "none", "none"]);
    expect(level({ desk: true, grade: 3 }, boss, [{ toKind: "person", toId: "me", level: "busy" }]).level).toBe("write");
    expect(level({ staff: false }, boss, [{ toKind: "everyone", toId: null, level: "read" }]).level).toBe("none");
  });
});

describe("rooms, things and the company", () => {
  it("are read by all staff and kept by clerks of some standing; nobody sees what is private there", () => {
    for (const ownerKind of ["room", "thing", "company"] as const) {
      const held = { ownerId: "x", ownerKind, personal: true };
      expect([level({}, held), level({ desk: true, grade: 3 }, held), level({ administrator: true }, held)]).toEqual([
        { level: "read", secrets: false },
        { level: "manage", secrets: false },
        { level: "manage", secrets: false },
      ]);
      expect(level({ staff: false }, held).level).toBe("none");
    }
  });
});

it("levels are in order", () => {
  for (const [i, a] of LEVELS.entries())
    for (const [j, b] of LEVELS.entries()) {
      expect(reaches(a, b)).toBe(i >= j);
      expect(higher(a, b)).toBe(LEVELS[Math.max(i, j)]);
    }
});
