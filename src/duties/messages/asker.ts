import { atDesk, seesFrom } from "#kernel/authority/authority.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { bossesOf, ownersOf } from "#duties/people/index.ts";
import { maySee, type Asker } from "./rules.ts";
import { messageMissing, messageRetracted } from "./errors.ts";
import { findMessage, lockMessage, type MessageRow } from "./store.ts";

/** Who asks, with everything that decides what they may see. */
export const askerOf = async (work: Work): Promise<Asker> => {
  const { actor } = work;
  const me = actor.principal?.id ?? actor.id;
  const [bosses, owners] = me ? await Promise.all([bossesOf(work, me), ownersOf(work, me)]) : [[], { posts: [], groups: [] }];
  return {
    id: actor.id,
    grade: seesFrom(actor),
    desk: atDesk(actor),
    self: new Set([actor.id, actor.principal?.id].filter((id) => id !== null && id !== undefined)),
    bosses: new Map(bosses.map(({ bossId, seesConfidential }) => [bossId, seesConfidential])),
    posts: new Set(owners.posts),
    groups: new Set(owners.groups),
  };
};

/** The message, if the asker may see it; otherwise it might as well not exist. */
export const seen = async (work: Work, id: string): Promise<{ row: MessageRow; asker: Asker }> => {
  const [row, asker] = await Promise.all([findMessage(work, id), askerOf(work)]);
  if (!row || !maySee(row, asker)) throw messageMissing();
  return { row, asker };
};

/** The same for somebody who is about to change it: held, and not taken back. */
export const held = async (work: Work, id: string): Promise<{ row: MessageRow; asker: Asker }> => {
  const asker = await askerOf(work);
  const row = await lockMessage(work, id);
  if (!row || !maySee(row, asker)) throw messageMissing();
  if (row.state === "retracted") throw messageRetracted();
  work.about("message", id);
  return { row, asker };
};
