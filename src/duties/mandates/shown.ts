import { atDesk } from "#kernel/authority/authority.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { assistantsOf, nameOf } from "#duties/people/index.ts";
import type { MandateOut } from "./contract.ts";
import { EVERYTHING, stateAt } from "./rules.ts";
import type { MandateRow } from "./store.ts";
import { MANDATE_WORDS } from "./words.ts";

const lowered = (text: Text): Text => ({
  id: text.id.charAt(0).toLowerCase() + text.id.slice(1),
  en: text.en.charAt(0).toLowerCase() + text.en.slice(1),
});

const pieceInWords = (work: Work, piece: string): Text => {
  const { registry } = work.services;
  if (piece === EVERYTHING) return MANDATE_WORDS.everything;
  const duty = piece.startsWith("duty:") ? registry.duties.find(({ name }) => `duty:${name}` === piece) : undefined;
  if (duty) return lowered(duty.title);
  const summary = registry.find(piece)?.operation.summary;
  return summary ? lowered(summary) : { id: piece, en: piece };
};

/** A scope in words. */
export const scopeInWords = (work: Work, scope: readonly string[]): Text => {
  const pieces = scope.map((piece) => pieceInWords(work, piece));
  return { id: pieces.map(({ id }) => id).join("; "), en: pieces.map(({ en }) => en).join("; ") };
};

/** An amount of rupiah in minor units, as each language writes it. */
export const rupiah = (minor: number): Text => ({
  id: `Rp${(minor / 100).toLocaleString("id-ID")}`,
  en: `Rp${(minor / 100).toLocaleString("en-GB")}`,
});

/** True for the two parties, the principal's assistants and administrators: they may read reason, ceiling and what was done. */
export const isParty = async (work: Work, mandate: MandateRow): Promise<boolean> => {
  const { actor } = work;
  if (actor.kind === "system" || (actor.role === "administrator" && atDesk(actor))) return true;
  const selves = [actor.id, actor.principal?.id, actor.ownerId].filter((one) => one !== null && one !== undefined);
  if (selves.includes(mandate.principalId) || selves.includes(mandate.delegateId)) return true;
  return (await assistantsOf(work, mandate.principalId)).some((assistant) => selves.includes(assistant));
};

/** Mandates as answers carry them; reason, ceiling and report only for those whose business they are. */
export const shown = async (work: Work, rows: readonly MandateRow[]): Promise<MandateOut[]> => {
  const names = await nameOf(work, [...new Set(rows.flatMap(({ principalId, delegateId }) => [principalId, delegateId]))]);
  const who = (id: string) => ({ id, name: names.get(id) ?? "?" });
  const out: MandateOut[] = [];
  for (const row of rows) {
    const party = await isParty(work, row);
    out.push({
      id: row.id,
      principal: who(row.principalId),
      delegate: who(row.delegateId),
      scope: row.scope,
      lends: scopeInWords(work, row.scope),
      ceiling: party ? row.ceiling : null,
      beginsAt: row.beginsAt,
      endsAt: row.endsAt,
      timeZone: row.timeZone,
      reason: party ? row.reason : null,
      givenAt: row.givenAt,
      state: stateAt(row, work.now),
      answer: row.closedHow === "declined" ? "declined" : row.acceptedAt ? "accepted" : "waiting",
      closed:
        row.closedAt && row.closedHow ? { how: row.closedHow as "revoked", at: row.closedAt, note: party ? row.closedNote : null } : null,
      report: party ? row.report : null,
    });
  }
  return out;
};
