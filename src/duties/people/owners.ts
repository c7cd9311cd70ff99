import type { HasDatabase } from "#kernel/db/handle.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { assistedBy, helpersOf } from "./store/assistants.ts";
import { groupsOf, membersOf, readGroup } from "./store/groups.ts";
import { readPeople, readPerson } from "./store/people.ts";
import { heldBy, holdersUpward, readPost } from "./store/posts.ts";
import { activeWithRole, readNames } from "./store/staff.ts";
import { calledName } from "./rules/naming.ts";
import { PEOPLE_WORDS } from "./words.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** Whose something is: a person, whoever holds a post, a group, or the desk. */
export type OwnerRef = { kind: "person" | "post" | "group" | "desk"; id?: string | null };

/** The names of people, programs and devices by id; ids that are nobody's are left out. */
export const nameOf = async (work: HasDatabase, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map((await readNames(work, ids)).map(({ id, name }) => [id, name]));

/** Whoever works at the desk; in a company without a desk its administrators, so that nothing falls to nobody. */
const deskStaff = async (work: HasDatabase): Promise<string[]> => {
  const desk = await activeWithRole(work, "desk");
  return desk.length > 0 ? desk : activeWithRole(work, "administrator");
};

const holdersNow = async (work: At, postId: string): Promise<string[]> => {
  const upward = await holdersUpward(work, postId, null);
  const nearest = upward.filter(({ depth }) => depth === upward[0]?.depth);
  const acting = nearest.filter((holder) => holder.acting);
  return [...new Set((acting.length > 0 ? acting : nearest).map(({ personId }) => personId))];
};

const activeStaff = async (work: At, ids: readonly string[]): Promise<string[]> => {
  const rows = new Map((await readPeople(work, ids)).map((row) => [row.id, row]));
  return ids.filter((id) => {
    const row = rows.get(id);
    return row?.kind === "staff" && row.archivedAt === null && row.active !== false;
  });
};

/**
 * The staff behind an owner at `now`. A post stands for its acting holders, else its holders, else the holders of the
 * post above; the desk for whoever works there. Empty when nobody is left.
 */
export const behind = async (work: HasDatabase, owner: OwnerRef, now: Temporal.Instant): Promise<string[]> => {
  const at = { tx: work.tx, now };
  if (owner.kind === "desk") return deskStaff(at);
  if (!owner.id) return [];
  if (owner.kind === "person") return activeStaff(at, [owner.id]);
  if (owner.kind === "post") return activeStaff(at, await holdersNow(at, owner.id));
  return activeStaff(
    at,
    (await membersOf(at, [owner.id])).map(({ personId }) => personId),
  );
};

/** What an owner is called in both languages. */
export const ownerName = async (work: At, owner: OwnerRef): Promise<Text> => {
  const same = (name: string): Text => ({ id: name, en: name });
  if (owner.kind === "desk") return PEOPLE_WORDS.desk;
  if (!owner.id) return PEOPLE_WORDS.someone;
  if (owner.kind === "post") return same((await readPost(work, owner.id))?.title ?? PEOPLE_WORDS.someone.id);
  if (owner.kind === "group") return same((await readGroup(work, owner.id))?.name ?? PEOPLE_WORDS.someone.id);
  const person = await readPerson(work, owner.id);
  return person ? same(calledName(person)) : PEOPLE_WORDS.someone;
};

/** The assistants of an executive, the longest-serving first. */
export const assistantsOf = async (work: HasDatabase, bossId: string): Promise<string[]> =>
  (await helpersOf(work, bossId)).map(({ assistantId }) => assistantId);

/** The executives whom somebody assists, and whether they see those executives' confidential matters. */
export const bossesOf = async (work: HasDatabase, assistantId: string): Promise<{ bossId: string; seesConfidential: boolean }[]> =>
  (await assistedBy(work, assistantId)).map(({ bossId, seesConfidential }) => ({ bossId, seesConfidential }));

/** The assistants who see an executive's confidential matters. */
export const confidantsOf = async (work: HasDatabase, bossId: string): Promise<string[]> =>
  (await helpersOf(work, bossId)).filter(({ seesConfidential }) => seesConfidential).map(({ assistantId }) => assistantId);

/** The posts and groups that somebody stands behind now, besides themselves. */
export const ownersOf = async (work: At, personId: string): Promise<{ posts: string[]; groups: string[] }> => {
  const held = await heldBy(work, [personId]);
  const groups = await groupsOf(work, personId);
  return { posts: [...new Set(held.filter(({ now }) => now).map(({ postId }) => postId))], groups: groups.map(({ id }) => id) };
};

/**
 * Whom a member of staff reports to now: whoever acts in, else holds, the nearest filled post above their own
 * (their lasting post before an acting one). Undefined at the top and for whoever holds no post.
 */
export const supervisorOf = async (work: At, personId: string): Promise<string | undefined> => {
  const held = (await heldBy(work, [personId])).filter(({ now }) => now);
  for (const { postId } of held) {
    const above = (await readPost(work, postId))?.reportsTo;
    if (!above) continue;
    const holders = (await holdersUpward(work, above, personId)).map((holder) => holder.personId);
    const [first] = await activeStaff(work, holders);
    if (first) return first;
  }
  return undefined;
};
