import { lookAgain } from "#kernel/attention/carry.ts";
import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { ownersOf } from "#duties/people/index.ts";

/** Whom or what a fact may be about that decides the way to a person. */
const ABOUT = ["personId", "principalId", "bossId", "postId", "groupId"];

/** The way to somebody changed: what waits for them, their posts and their groups is planned anew at once. */
const planAnew: JobHandler = async (work, payload) => {
  const ids = ABOUT.map((name) => payload[name]).filter((id) => typeof id === "string");
  const owners: string[] = [...ids];
  for (const id of ids) {
    const { posts, groups } = await ownersOf(work, id);
    owners.push(...posts, ...groups);
  }
  await lookAgain(work, { ownerIds: owners });
};

/** The facts that change whom to tell, or how. */
export const WAY_CHANGES: Readonly<Record<string, JobHandler>> = Object.fromEntries(
  [
    "mandate.changed",
    "person.reachability-changed",
    "person.changed",
    "person.archived",
    "person.restored",
    "assistant.appointed",
    "assistant.dismissed",
    "post.changed",
    "post.filled",
    "post.vacated",
    "group.changed",
  ].map((fact) => [fact, planAnew]),
);
