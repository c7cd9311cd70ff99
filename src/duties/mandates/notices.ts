import { raise, settleSubject } from "#kernel/attention/attention.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenFrom, spokenMoment } from "#kernel/time/spoken.ts";
import { personFacts } from "#duties/people/index.ts";
import { rupiah, scopeInWords } from "./shown.ts";
import { countActs, type MandateRow } from "./store.ts";
import { MANDATE_WORDS as WORDS } from "./words.ts";

const MOST_KINDS = 8;

const subjectOf = (mandate: MandateRow) => ({ type: "mandate", id: mandate.id });
const both = (make: (lang: "id" | "en") => string): Text => ({ id: make("id"), en: make("en") });
const named = async (work: Work, id: string): Promise<string> => (await personFacts(work, [id])).get(id)?.called ?? "?";

/** What was done under a mandate, counted by command, in words. */
export const actsInWords = async (work: Work, mandate: MandateRow): Promise<{ count: number; text: Text }> => {
  const counts = await countActs(work, mandate.id);
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return { count, text: WORDS.nothingDone };
  const line = (lang: "id" | "en", one: { command: string; count: number }) =>
    `• ${one.count} × ${work.services.registry.find(one.command)?.operation.summary[lang] ?? one.command}`;
  const text = both((lang) =>
    [
      WORDS.doneInAll[lang](count),
      ...counts.slice(0, MOST_KINDS).map((one) => line(lang, one)),
      ...(counts.length > MOST_KINDS ? [WORDS.andMore[lang](counts.length - MOST_KINDS)] : []),
    ].join("\n"),
  );
  return { count, text };
};

/** Asks the delegate to accept or decline. */
export const offer = async (work: Work, mandate: MandateRow): Promise<void> => {
  const zone = mandate.timeZone;
  const until = spokenMoment(Temporal.Instant.from(mandate.endsAt), zone);
  const from = spokenFrom(Temporal.Instant.from(mandate.beginsAt), work.now, zone);
  const name = await named(work, mandate.principalId);
  const lends = scopeInWords(work, mandate.scope);
  const ceiling = mandate.ceiling === null ? null : rupiah(mandate.ceiling);
  await raise(work, {
    kind: "mandate-offer",
    subject: subjectOf(mandate),
    title: both((lang) => WORDS.offerTitle[lang]({ name, until })),
    detail: both((lang) => WORDS.offerDetail[lang](lends, from, ceiling, mandate.reason)),
    owner: { kind: "person", id: mandate.delegateId },
    urgency: "soon",
    dueAt: mandate.beginsAt,
  });
};

/** Tells the principal that the delegate said no. */
export const tellDeclined = async (work: Work, mandate: MandateRow): Promise<void> => {
  const name = await named(work, mandate.delegateId);
  const note = mandate.closedNote;
  await raise(work, {
    kind: "mandate-declined",
    subject: subjectOf(mandate),
    title: both((lang) => WORDS.declinedTitle[lang](name)),
    ...(note ? { detail: { id: note, en: note } } : {}),
    owner: { kind: "person", id: mandate.principalId },
    urgency: Temporal.Instant.compare(Temporal.Instant.from(mandate.beginsAt), work.now.add({ hours: 24 })) < 0 ? "urgent" : "soon",
  });
};

/** Tells the delegate that the mandate was taken back. */
export const tellRevoked = async (work: Work, mandate: MandateRow): Promise<void> => {
  const name = await named(work, mandate.principalId);
  const note = mandate.closedNote;
  await raise(work, {
    kind: "mandate-revoked",
    subject: subjectOf(mandate),
    title: both((lang) => WORDS.revokedTitle[lang](name)),
    ...(note ? { detail: { id: note, en: note } } : {}),
    owner: { kind: "person", id: mandate.delegateId },
    urgency: "soon",
  });
};

/** Gives the authority back to the principal, with the report and what was done; whatever was still asked about the mandate is settled. */
export const returnToPrincipal = async (work: Work, mandate: MandateRow): Promise<void> => {
  await settleSubject(work, subjectOf(mandate), "over");
  const [name, acts] = await Promise.all([named(work, mandate.delegateId), actsInWords(work, mandate)]);
  const { report } = mandate;
  await raise(work, {
    kind: "mandate-return",
    subject: subjectOf(mandate),
    title: both((lang) => WORDS.returnedTitle[lang](name)),
    detail: both((lang) => (report ? `${report}\n\n${acts.text[lang]}` : acts.text[lang])),
    owner: { kind: "person", id: mandate.principalId },
    urgency: "routine",
  });
};

/** Asks the delegate for a report, when something was done and none was written. */
export const askForReport = async (work: Work, mandate: MandateRow): Promise<void> => {
  const acts = await actsInWords(work, mandate);
  if (acts.count === 0 || mandate.report) return;
  const name = await named(work, mandate.principalId);
  await raise(work, {
    kind: "mandate-report",
    subject: subjectOf(mandate),
    title: both((lang) => WORDS.reportTitle[lang](name)),
    detail: acts.text,
    owner: { kind: "person", id: mandate.delegateId },
    urgency: "routine",
  });
};
