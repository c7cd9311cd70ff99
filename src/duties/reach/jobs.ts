import { lookAgain } from "#kernel/attention/carry.ts";
import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { ownersOf } from "#duties/people/index.ts";

/** A mandate began, ended or was closed: what waits for the principal, their posts and groups is planned anew at once. */
export const mandateChanged: JobHandler = async (work, { principalId }) => {
  const id = String(principalId);
  const { posts, groups } = await ownersOf(work, id);
  await lookAgain(work, { ownerIds: [id, ...posts, ...groups] });
};
