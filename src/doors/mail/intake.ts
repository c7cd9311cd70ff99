import type { WholeDatabase } from "#kernel/db/handle.ts";
import { deskAddress, idInReplyAddress } from "#kernel/mail/reply-address.ts";
import { incomingMail, isDeskAddress } from "#kernel/mail/mail-room.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import type { Services } from "#kernel/pipeline/work.ts";
import { takeMailedCalendar } from "#duties/calendar/index.ts";
import { noteMailed, noteUndelivered, takeMailedMessage } from "#duties/messages/index.ts";
import { answerQuestion, type Question, type Questions } from "./answers.ts";
import type { Courtesy } from "./courtesy.ts";
import { readMail, type Envelope, type ReadMail } from "./read.ts";

/** What the mail door stands on. */
export type IntakeParts = { db: WholeDatabase; pipeline: Pipeline; services: Services; questions: Questions; courtesy: Courtesy };

/** What became of a mail. */
export type IntakeOutcome = "message" | "answer" | "decided" | "refused" | "bounce" | "seen-before" | "calendar" | "ignored";

/** Takes one raw mail. Once this resolves the mail is safe; if it throws, the sender must try again. */
export type Intake = (raw: Buffer, envelope: Envelope) => Promise<IntakeOutcome>;

const OUR_IDS = /^(kerani|note)\./;
/** What of a calendar that came by mail is settled by it; a proposal is told to the organizer by itself. */
const TAKEN: ReadonlySet<string> = new Set(["answered", "countered", "invited", "cancelled", "stale"]);

/**
 * Builds the intake: an answer to Kerani's own question decides it; the news that a mail did not arrive goes to what it was about;
 * loops are let go of, automatic answers decide nothing; everything else becomes a message.
 */
export const openIntake = (parts: IntakeParts): Intake => {
  const { db, pipeline, services, questions } = parts;
  const { settings, vault, log } = services;
  const answer = answerQuestion(parts);

  /** A mail that Kerani sent itself and that came back, or one that another Kerani sent of its own accord. */
  const cameRound = ({ kind, mail }: ReadMail): boolean => {
    if (kind === "loop") return true;
    if (!OUR_IDS.test(mail.mailId)) return false;
    const from = services.mail.from() ?? deskAddress(settings) ?? "";
    const ours = from !== "" && mail.mailId.toLowerCase().endsWith(from.slice(from.lastIndexOf("@")).toLowerCase());
    return ours || kind !== "person";
  };

  const withDestinations = (read: ReadMail, envelope: Envelope): ReadMail["mail"] => {
    const { addresses } = settings.get(incomingMail);
    // Other people's addresses beside the desk's must not be mistaken for colleagues of the same name.
    const to = envelope.to.length > 0 ? read.mail.to : read.named.filter(({ address }) => isDeskAddress(addresses, address));
    return { ...read.mail, to };
  };

  const questionOf = async (mail: ReadMail["mail"]): Promise<{ question: Question; sealed: boolean } | undefined> => {
    const at = { tx: db, now: services.clock.now() };
    const stepId = mail.to.map(({ detail }) => detail && idInReplyAddress(vault, detail)).find(Boolean);
    const asked = stepId ? await questions.find(at, { stepId }) : undefined;
    if (asked) return { question: asked, sealed: true };
    const question = mail.answers.length > 0 ? await questions.find(at, { mailIds: mail.answers }) : undefined;
    return question && { question, sealed: false };
  };

  const takeBounce = async ({ bounce }: ReadMail): Promise<boolean> => {
    if (!bounce || bounce.mailIds.length === 0) return false;
    if (!bounce.lasting) return true;
    const news = { mailIds: bounce.mailIds, said: [bounce.recipient, bounce.said].filter(Boolean).join(": ") };
    return pipeline.asSystem(
      "mail.bounce",
      async (work) => (await questions.notDelivered(work, news)) || (await noteUndelivered(work, news)),
      "mail",
    );
  };

  /** An answer to an invitation, or an invitation from outside; what changes no calendar is a message like any other. */
  const takeCalendar = async (read: ReadMail, mail: ReadMail["mail"]): Promise<boolean> => {
    const part = mail.attachments.find(({ mediaType }) => /^text\/calendar\b/i.test(mediaType));
    if (!part) return false;
    const sealedIds = mail.to.flatMap(({ detail }) => (detail && idInReplyAddress(vault, detail)) || []);
    // Nobody vouches for a sender here: an answer counts by its sealed way back alone.
    const carried = { text: Buffer.from(part.bytes).toString("utf8"), from: read.writer, authentic: false, sealedIds };
    const outcome = await pipeline.asSystem("mail.calendar", (work) => takeMailedCalendar(work, carried), "mail");
    if (outcome === "forged") log.warn({ mailId: mail.mailId }, "a calendar in a mail claims to be somebody else's");
    return TAKEN.has(outcome);
  };

  const takeMessage = async (mail: ReadMail["mail"]): Promise<IntakeOutcome> => {
    const { kind } = await pipeline.asSystem("message.take", (work) => takeMailedMessage(work, mail), "mail");
    return kind === "new" ? "message" : kind;
  };

  return async (raw, envelope) => {
    const read = await readMail(raw, envelope);
    const mail = withDestinations(read, envelope);
    if (cameRound(read)) {
      log.warn({ mailId: mail.mailId }, "a mail came round in a loop and was let go");
      return "ignored";
    }
    if (read.kind === "bounce" && (await takeBounce(read))) return "bounce";
    if (read.kind !== "bounce" && (await takeCalendar(read, mail))) return "calendar";
    if (read.kind === "auto-reply" || (read.automatic && mail.answers.length > 0)) {
      if (await pipeline.asSystem("message.note", (work) => noteMailed(work, mail), "mail")) return "answer";
      if (read.kind === "auto-reply") return "ignored";
    }
    const asked = read.kind === "person" ? await questionOf(mail) : undefined;
    const outcome = asked ? await answer(read, asked.question, asked.sealed) : "elsewhere";
    return outcome === "elsewhere" ? takeMessage(mail) : outcome;
  };
};
