import type { Actor } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import { seedPeople, type SeededPeople } from "#duties/people/fixtures.ts";
import type { StaffKey } from "#duties/people/fixtures/staff.ts";
import { testHouse, type TestHouse } from "./house.ts";

/** A house in which PT Nusantara Karya Persada is at work. */
export type Company = {
  t: TestHouse;
  /** An administrator of grade 6 who is no member of its staff. */
  admin: Actor;
  ids: SeededPeople;
  /** A member of staff as they would come through the web door now. */
  as(key: StaffKey): Promise<Actor>;
};

/** Builds a house and fills the company. */
export const testCompany = async (): Promise<Company> => {
  const t = await testHouse();
  const admin = await t.actor("Wulan", { role: "administrator", grade: 6 });
  const ids = await seedPeople((name, input) => t.house.pipeline.call(name, input, { actor: admin }));
  return {
    t,
    admin,
    ids,
    async as(key) {
      const actor = await readActor({ tx: t.house.db }, ids.staff[key], "web");
      if (!actor) throw new Error(`${key} is not active`);
      return actor;
    },
  };
};
