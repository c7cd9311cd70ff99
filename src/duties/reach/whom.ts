import type { Owner } from "#kernel/attention/attention.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { behind, findByName, ownerName, personFacts, type OwnerRef } from "#duties/people/index.ts";
import { nobodyToReach } from "./errors.ts";

const REF = /^(?:(person|post|group):)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** Somebody who can be reached, with what they are called. */
export type Reached = { owner: Owner; name: Text };

const reached = async (work: Work, owner: OwnerRef, text: string): Promise<Reached> => {
  if (owner.kind === "person") {
    const facts = owner.id ? (await personFacts(work, [owner.id])).get(owner.id) : undefined;
    if (!facts || facts.kind !== "staff" || facts.archived) throw nobodyToReach(text);
  } else if (owner.kind !== "desk" && (await behind(work, owner, work.now)).length === 0) throw nobodyToReach(text);
  return { owner: owner as Owner, name: await ownerName(work, owner) };
};

/** Whom a text means: an id, `person:<id>` and its like, "desk", or a name that fits exactly one colleague, post or group. */
export const whom = async (work: Work, text: string): Promise<Reached> => {
  const [, kind, id] = REF.exec(text) ?? [];
  if (id) return reached(work, { kind: (kind?.toLowerCase() ?? "person") as OwnerRef["kind"], id: id.toLowerCase() }, text);
  if (/^(desk|meja)$/i.test(text)) return reached(work, { kind: "desk" }, text);
  const found = (await findByName(work, text, 8)).filter(({ kind }) => kind !== "contact");
  const exact = found.filter(({ name, plainName }) =>
    [name, plainName].some((one) => one.localeCompare(text, "id", { sensitivity: "base" }) === 0),
  );
  const fitting = exact.length > 0 ? exact : found.filter(({ close }) => close);
  const [only, another] = fitting;
  if (!only || another) throw nobodyToReach(text);
  return reached(work, { kind: only.kind === "staff" ? "person" : (only.kind as OwnerRef["kind"]), id: only.id }, text);
};
