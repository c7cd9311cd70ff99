import type { Grade, Role } from "#kernel/actor/actor.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { enrolStaff } from "#duties/people/index.ts";
import { openAccount } from "./first-account.ts";

/** A password that nothing speaks against. */
export const GOOD_PASSWORD = "tiga kancil menyeberang";

/** A member of staff with an account and a password; Sari of the desk unless said otherwise. Returns the person's id. */
export const giveAccount = async (
  work: Work,
  wish: Partial<{ name: string; email: string; password: string; role: Role; grade: Grade; language: "id" | "en" }> = {},
): Promise<string> => {
  const { name = "Sari Wulandari", email = "sari@contoh.test", password = GOOD_PASSWORD, role = "desk", grade = 3, language = "id" } = wish;
  const personId = await enrolStaff(work, { name, email, role, grade, language, timeZone: "Asia/Jakarta" });
  await openAccount(work, { personId, email, password });
  return personId;
};
