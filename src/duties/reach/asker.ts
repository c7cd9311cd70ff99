import { atDesk, seesFrom } from "#kernel/authority/authority.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { principalsOf } from "#duties/mandates/index.ts";
import { bossesOf, ownersOf } from "#duties/people/index.ts";
import type { ActedFor, Asker } from "./rules/visible.ts";

/** The nouns that a mandate's scope lends; null for all. */
export const nounsLent = (scope: readonly string[], registry: Registry): ReadonlySet<string> | null => {
  if (scope.includes("everything")) return null;
  const nounOf = (name: string): string => name.split(".")[0] ?? name;
  return new Set(
    scope.flatMap((piece) => {
      const duty = registry.duties.find(({ name }) => `duty:${name}` === piece);
      return duty ? Object.keys(duty.contract).map(nounOf) : [nounOf(piece)];
    }),
  );
};

/** Who asks, with everything that decides what they may see. */
export const askerOf = async (work: Work): Promise<Asker> => {
  const { actor, services } = work;
  const self = [...new Set([actor.id, actor.principal?.id].filter((id) => id !== null && id !== undefined))];
  const bosses = new Map<string, boolean>();
  const posts = new Set<string>();
  const groups = new Set<string>();
  const actedFor: ActedFor[] = [];
  for (const id of self) {
    for (const { bossId, seesConfidential } of await bossesOf(work, id)) bosses.set(bossId, seesConfidential);
    const owners = await ownersOf(work, id);
    owners.posts.forEach((post) => posts.add(post));
    owners.groups.forEach((group) => groups.add(group));
    for (const { principalId, scope } of await principalsOf(work, id, work.now))
      if (id === actor.id)
        actedFor.push({ principalId, ...(await ownersOf(work, principalId)), nouns: nounsLent(scope, services.registry) });
  }
  const role = actor.principal?.role ?? actor.role;
  return {
    id: actor.id,
    grade: Math.max(seesFrom(actor), actor.principal?.grade ?? 0),
    desk: atDesk(actor) || role !== "staff",
    administrator: actor.kind === "system" || role === "administrator",
    self: new Set(self),
    posts,
    groups,
    actedFor,
    bosses,
  };
};
