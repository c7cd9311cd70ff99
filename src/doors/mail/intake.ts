import type { Logger } from "#kernel/log/log.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { takeMailedMessage } from "#duties/messages/index.ts";
import { readMail, type ReadMail } from "./read.ts";

/** An answer by mail to something that Kerani asked: the secret of the address, who wrote, and the words. */
export type AnswerByMail = { secret: string; fromAddress: string; text: string };

/** What the mail door stands on. */
export type IntakeParts = {
  pipeline: Pipeline;
  log: Logger;
  /** Settles or approves what an answer is about; false when the secret or the sender does not fit. */
  answer(work: Work, answer: AnswerByMail): Promise<boolean>;
};

/** What became of a mail. */
export type IntakeOutcome = "message" | "answer" | "decided" | "refused" | "seen-before" | "ignored";

/** An answering address is `<local>+r.<secret>@…`. */
const SECRET = /^r\.([\w-]{20,120})$/;

const secretOf = ({ mail }: ReadMail): string | undefined => mail.to.map(({ detail }) => SECRET.exec(detail ?? "")?.[1]).find(Boolean);

/**
 * Takes one raw mail: an answer to Kerani's own question decides it; loops and automatic answers are let go of;
 * everything else becomes a message. Once this resolves the mail is safe; if it throws, the sender must try again.
 */
export const takeMail =
  ({ pipeline, log, answer }: IntakeParts) =>
  async (raw: Buffer, envelope: { from: string; to: readonly string[] }): Promise<IntakeOutcome> => {
    const read = await readMail(raw, envelope);
    const { kind, mail, from } = read;
    if (kind === "loop") {
      log.warn({ mailId: mail.mailId }, "a mail came round in a loop and was let go");
      return "ignored";
    }
    const secret = secretOf(read);
    if (secret && kind === "person") {
      const decided = await pipeline.asSystem(
        "mail.answer",
        (work) => answer(work, { secret, fromAddress: from, text: mail.text }),
        "mail",
      );
      if (!decided) log.warn({ mailId: mail.mailId }, "an answer by mail did not fit its question");
      return decided ? "decided" : "refused";
    }
    if (kind === "automatic") return "ignored";
    const outcome = await pipeline.asSystem("message.take", (work) => takeMailedMessage(work, mail), "mail");
    return outcome.kind === "new" ? "message" : outcome.kind;
  };
