import type { Text } from "#kernel/i18n/text.ts";

/** What one most likely does about an item: a command, the field that takes the subject's id, and the words on the button. */
export type Act = { command: string; idField: string; label: Text };

const OPEN_MESSAGE: Act = { command: "message.show", idField: "id", label: { id: "Buka pesan", en: "Open the message" } };

/** By kind of item; what is not named here is simply taken on. */
const BY_KIND: Readonly<Record<string, Act>> = {
  message: OPEN_MESSAGE,
  "follow-up": OPEN_MESSAGE,
  approval: { command: "approval.decide", idField: "id", label: { id: "Putuskan", en: "Decide" } },
  "mandate-offer": { command: "mandate.accept", idField: "id", label: { id: "Terima mandat", en: "Accept the mandate" } },
  "mandate-report": { command: "mandate.hand-back", idField: "id", label: { id: "Tulis laporan", en: "Write the report" } },
  "mandate-return": { command: "mandate.show", idField: "id", label: { id: "Lihat laporan", en: "See the report" } },
  "mandate-declined": { command: "mandate.show", idField: "id", label: { id: "Lihat mandat", en: "See the mandate" } },
  "mandate-revoked": { command: "mandate.show", idField: "id", label: { id: "Lihat mandat", en: "See the mandate" } },
};

const TAKE_ON: Text = { id: "Saya tangani", en: "I have it" };
const FINISH: Text = { id: "Selesaikan", en: "Finish it" };

/** The most likely next act on an item. */
export const nextAct = (item: {
  id: string;
  kind: string;
  subjectId: string;
  state: string;
}): { command: string; input: Record<string, string>; label: Text } => {
  const own = BY_KIND[item.kind];
  if (own) return { command: own.command, input: { [own.idField]: item.subjectId }, label: own.label };
  if (item.state === "acknowledged") return { command: "attention.settle", input: { id: item.id }, label: FINISH };
  return { command: "attention.acknowledge", input: { id: item.id }, label: TAKE_ON };
};

/** The command by which a matter of a kind ends, when it is not simply ticked off: given with the outcome, or by its own screen only. */
export const endOf = (kind: string): { command: string; takesOutcome: boolean } | undefined => {
  if (kind === "message") return { command: "message.act", takesOutcome: true };
  if (kind === "approval") return { command: "approval.decide", takesOutcome: false };
  return kind === "mandate-offer" ? { command: "mandate.accept", takesOutcome: false } : undefined;
};
