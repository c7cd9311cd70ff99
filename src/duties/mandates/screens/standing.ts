import type { Text } from "#kernel/i18n/text.ts";
import type { MandateOut } from "../contract.ts";
import { words } from "./words.ts";

const CLOSED = { declined: words.declined, revoked: words.revoked, "handed-back": words.handedBack } as const;

/** How a mandate stands, in one or two words: what ended it, whether it runs, and whether it was answered. */
export const standingOf = ({ state, answer, closed }: Pick<MandateOut, "state" | "answer" | "closed">): Text => {
  if (closed) return CLOSED[closed.how];
  if (state === "ended") return words.over;
  const period = state === "coming" ? words.coming : words.running;
  const answered = answer === "accepted" ? words.accepted : words.unanswered;
  return { id: `${period.id} · ${answered.id}`, en: `${period.en} · ${answered.en}` };
};
