import type { Actor, Grade, Role } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import { enrolStaff } from "#duties/people/index.ts";
import type { TestHouse } from "#test/harness/house.ts";

/** How a member of the cast differs from an Indonesian-speaking clerk in Jakarta with a mailbox and a mobile. */
export type Part = Partial<{
  role: Role;
  grade: Grade;
  language: "id" | "en";
  timeZone: string;
  salutation: string;
  email: string | undefined;
  mobile: string | undefined;
  post: string;
}>;

let numbers = 0;

/** Enrols a member of staff and returns them as they come through the web door. */
export const staff = async (t: TestHouse, name: string, part: Part = {}): Promise<Actor & { id: string }> => {
  numbers += 1;
  const usual = {
    role: "staff" as const,
    grade: 3 as const,
    language: "id" as const,
    timeZone: "Asia/Jakarta",
    email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@kantor.test`,
    mobile: `+6281200${String(100_000 + numbers)}`,
  };
  const id = await t.house.pipeline.asSystem("test.enrol", (work) => enrolStaff(work, { name, ...usual, ...part }));
  return (await readActor({ tx: t.house.db }, id, "web")) as Actor & { id: string };
};
