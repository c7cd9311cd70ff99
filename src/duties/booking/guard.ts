import type { Work } from "#kernel/pipeline/work.ts";
import { throttle } from "#duties/access/index.ts";
import { answersWrong, formStale } from "./errors.ts";
import type { Question } from "./contract/fields.ts";

/** Nobody fills a form in less than so many seconds. */
const LEAST_SECONDS = 3;
const MOST_SECONDS = 24 * 3600;
const PER_ADDRESS = { limit: 30, seconds: 3600 };
const PURPOSE = "booking-form";

/** A receipt for having opened a page: it says when, sealed by this installation for that page. */
export const ticketFor = ({ services, now }: Pick<Work, "services" | "now">, slug: string): string => {
  const at = String(now.epochMilliseconds);
  return `${at}.${services.vault.seal(PURPOSE, `${slug} ${at}`).toString("base64url")}`;
};

/** Refuses what no person sends: a filled trap, a form sent at once or a day later, a ticket of nobody's, a flood from one address. */
export const checkPerson = async (work: Work, slug: string, { ticket, website }: { ticket: string; website: string }): Promise<void> => {
  const at = ticket.split(".")[0]!;
  const genuine = ticket === `${at}.${work.services.vault.seal(PURPOSE, `${slug} ${at}`).toString("base64url")}`;
  const seconds = (work.now.epochMilliseconds - Number(at)) / 1000;
  if (website !== "" || !genuine || seconds < LEAST_SECONDS || seconds > MOST_SECONDS) throw formStale();
  const { address } = work.actor;
  if (address) await throttle(work, `booking:${address}`, PER_ADDRESS.limit, PER_ADDRESS.seconds);
};

/** Refuses an answer without a question, an unanswered one, and a choice that is none. */
export const checkAnswers = (questions: readonly Question[], answers: Readonly<Record<string, string>>): void => {
  const unasked = Object.keys(answers).find((key) => !questions.some((one) => one.key === key));
  if (unasked) throw answersWrong(unasked.slice(0, 40));
  for (const { key, label, required, choices } of questions) {
    const answer = answers[key] ?? "";
    const wrong = answer === "" ? required : choices.length > 0 && !choices.includes(answer);
    if (wrong) throw answersWrong(label.id);
  }
};
