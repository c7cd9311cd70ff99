import type { Actor } from "#kernel/actor/actor.ts";
import type { ItemRow } from "#kernel/attention/carry.ts";
import { atDesk, seesFrom } from "#kernel/authority/authority.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { principalsOf } from "#duties/mandates/index.ts";
import { bossesOf, ownersOf } from "#duties/people/index.ts";
import { maySee, type ActedFor, type Asker } from "./rules/visible.ts";
import { toldOf, wasTold, type Told } from "./store/steps.ts";

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

const TOLD_WITHIN = { hours: 24 * 30 };

/** What was said under a mandate counts only while it is in force. */
const toldAs = ({ self, actedFor }: Asker): Told => ({ personIds: [...self], mandateIds: actedFor.map(({ mandateId }) => mandateId) });

/** True when the asker may see an item, by what they are to it or because they were told of it. */
export const mayKnow = async (work: Work, row: ItemRow, asker: Asker): Promise<boolean> =>
  maySee(row, asker) || (await wasTold(work, row.id, toldAs(asker)));

/** The items of which the asker was told in the last month. */
export const lastTold = (work: Work, asker: Asker): Promise<string[]> =>
  toldOf(work, toldAs(asker), work.now.subtract(TOLD_WITHIN).toString());

/** Who asks, or would ask, with everything that decides what they may see. */
export const askerOf = async (work: Work, actor: Actor = work.actor): Promise<Asker> => {
  const { services } = work;
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
    for (const { principalId, mandateId, scope } of await principalsOf(work, id, work.now))
      if (id === actor.id)
        actedFor.push({ principalId, mandateId, ...(await ownersOf(work, principalId)), nouns: nounsLent(scope, services.registry) });
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
