import type { Actor } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import type { ItemRow } from "#kernel/attention/carry.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { peekLink } from "#duties/access/index.ts";
import { nameOf, personFacts, type PersonFacts } from "#duties/people/index.ts";
import { askerOf, mayKnow } from "../asker.ts";
import type { linkContract } from "../contract/link.ts";
import { referenceOf } from "../engine/parcel.ts";
import { itemMissing } from "../errors.ts";
import { urgencyOf } from "../policies.ts";
import { findItem } from "../store/items.ts";

type Handle = Handlers<typeof linkContract>;

/** What a link opens, and whose it is; refuses a link that is forged, too old, or somebody's who has left or whose mandate is over. */
const opened = async (work: Work, token: string): Promise<{ row: ItemRow; holder: PersonFacts; actor: Actor }> => {
  const { subject, personId } = await peekLink(work, token, "attention");
  const row = subject ? await findItem(work, subject.id) : undefined;
  const holder = personId ? (await personFacts(work, [personId])).get(personId) : undefined;
  const actor = holder && !holder.archived ? await readActor(work, holder.id, work.actor.door) : undefined;
  if (!row || !holder || !actor || !(await mayKnow(work, row, await askerOf(work, actor)))) throw itemMissing();
  return { row, holder, actor };
};

const shown = async (work: Work, row: ItemRow, holder: PersonFacts) => {
  const taker = row.acknowledgedBy;
  return {
    personName: holder.called,
    language: holder.language,
    reference: referenceOf(row.subjectId),
    kind: row.kind,
    title: row.title as Text,
    detail: row.detail as Text | null,
    urgency: urgencyOf(row.urgency),
    raisedAt: row.raisedAt,
    state: row.state as "open" | "acknowledged" | "settled" | "lapsed",
    takenBy: taker ? ((await nameOf(work, [taker])).get(taker) ?? null) : null,
    takenAt: row.acknowledgedAt,
    yours: row.state === "acknowledged" && taker === holder.id,
  };
};

const acknowledge: Handle["link.acknowledge"] = async (work, { token }) => {
  const { row, holder, actor } = await opened(work, token);
  work.about(row.subjectType, row.subjectId);
  await work.perform("attention.acknowledge", { id: row.id }, { actor });
  return shown(work, (await findItem(work, row.id)) as ItemRow, holder);
};

/** What the holder of a link sees and may do without signing in: one matter, one act. */
export const linkHandlers: Handle = {
  "link.open": async (work, { token }) => {
    const { row, holder } = await opened(work, token);
    return shown(work, row, holder);
  },
  "link.acknowledge": acknowledge,
};
