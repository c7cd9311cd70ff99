import { createHash } from "node:crypto";
import { z } from "zod";
import { raise, settleSubject } from "#kernel/attention/attention.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Engine } from "#kernel/jobs/runner.ts";
import { incomingMail } from "#kernel/mail/mail-room.ts";
import type { SettingsCache, Vault } from "#kernel/settings/settings.ts";
import { readSetting, setting, writeSetting } from "#kernel/settings/settings.ts";
import type { House } from "../../house.ts";
import { fetchBatch, mailboxTrouble, type Fetched, type Mailbox } from "./imap.ts";
import type { Intake } from "./intake.ts";
import { MAILBOX_WORDS } from "./words.ts";

const EVERY = { seconds: 60 };
/** The pauses after the first, second … failure in a row, in minutes. */
const PAUSES = [1, 2, 4, 8, 15] as const;
/** So many failures in a row are said to the desk. */
const SAID_AFTER = 3;
/** "kerani mailbox" as a number: the one lock that whoever fetches holds. */
const LOCK = 7_203_517_426;
const SUBJECT = { type: "mailbox", id: "6b657261-6e69-8000-8000-6d61696c626f" };

const mailboxMark = setting(
  "mail.mailbox-mark",
  z
    .strictObject({
      mailbox: z.string(),
      uidValidity: z.string(),
      last: z.number(),
      unreadUpTo: z.number(),
      again: z.array(z.strictObject({ uid: z.number(), tries: z.number() })),
    })
    .nullable(),
  null,
);

/** The mailbox that is set, with its password opened. */
export const mailboxOf = (settings: SettingsCache, vault: Vault): Mailbox | undefined => {
  const { mailbox } = settings.get(incomingMail);
  if (!mailbox) return undefined;
  const { lockedPassword, ...open } = mailbox;
  return { ...open, password: opened(vault, lockedPassword) };
};

/** A password that another installation's key locked opens nothing, which then shows as a sign-in that is refused. */
const opened = (vault: Vault, locked: string): string => {
  try {
    return vault.open(locked);
  } catch {
    return "";
  }
};

/** Keeps looking into the mailbox; `stop` breaks off a look under way. */
export type MailboxEngine = Engine & { stop(): void };

/** Runs `act` while no other process does; false when one does already. Its death lets the lock go. */
const alone = async ({ pool }: House, act: () => Promise<void>): Promise<boolean> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [LOCK]);
    if (!rows[0]?.held) return false;
    try {
      await act();
    } finally {
      await client.query("select pg_advisory_unlock($1)", [LOCK]);
    }
    return true;
  } finally {
    client.release();
  }
};

/** Looks into the mailbox every minute, as long as one is set: one process at a time, more rarely while it cannot be read. */
export const mailboxEngine = (house: House, take: Intake): MailboxEngine => {
  const { clock, log, pipeline, settings, vault } = house;
  const stopping = new AbortController();
  let known = "";
  let next: Temporal.Instant | undefined;
  let failures = 0;
  let wasWell = false;

  const look = async (mailbox: Mailbox): Promise<Fetched> => {
    const { host, user, folder } = mailbox;
    const name = createHash("sha256").update([host, user, folder].join("\n")).digest("hex");
    const stored = await readSetting({ tx: house.db }, mailboxMark);
    const parts = {
      take,
      alive: async () => void (await house.pool.query("select 1")),
      report: (error: unknown, uid: number) => log.error({ uid, error: String(error) }, "a mail of the mailbox could not be taken"),
    };
    const before = stored?.mailbox === name ? stored : null;
    const found = await fetchBatch(mailbox, before, parts, stopping.signal);
    const mark = { ...found.mark, mailbox: name };
    if (JSON.stringify(mark) !== JSON.stringify(before) || found.lost.length > 0)
      await pipeline.asSystem("mail.fetched", async (work) => {
        await writeSetting(work, mailboxMark, mark);
        for (const { subject, from } of found.lost)
          await raise(work, {
            kind: "mailbox",
            subject: { type: "mail", id: newId() },
            title: MAILBOX_WORDS.poison,
            detail: { id: MAILBOX_WORDS.poisonDetail.id(subject, from), en: MAILBOX_WORDS.poisonDetail.en(subject, from) },
            owner: { kind: "desk" },
            urgency: "soon",
          });
      });
    return found;
  };

  const wentWell = async (): Promise<void> => {
    failures = 0;
    if (!wasWell) await pipeline.asSystem("mail.well", (work) => settleSubject(work, SUBJECT, "well"));
    wasWell = true;
  };

  const wentWrong = async (mailbox: Mailbox, error: unknown): Promise<void> => {
    const why = mailboxTrouble(mailbox, error);
    const pause = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 15;
    failures++;
    wasWell = false;
    next = clock.now().add({ minutes: pause });
    log.warn({ error: String(error), failures }, `${why.en} Trying again in ${pause} min.`);
    if (failures !== SAID_AFTER) return;
    await pipeline.asSystem("mail.trouble", (work) =>
      raise(work, {
        kind: "mailbox",
        subject: SUBJECT,
        title: MAILBOX_WORDS.title,
        detail: { id: MAILBOX_WORDS.detail.id(why.id), en: MAILBOX_WORDS.detail.en(why.en) },
        owner: { kind: "desk" },
        urgency: "soon",
      }),
    );
  };

  const runDue = async (): Promise<number> => {
    const mailbox = mailboxOf(settings, vault);
    const key = JSON.stringify(mailbox ?? null);
    // A mailbox that was just set or mended is looked into at once.
    if (key !== known) [known, next, failures, wasWell] = [key, undefined, 0, false];
    if (!mailbox || stopping.signal.aborted) return 0;
    const now = clock.now();
    if (next && Temporal.Instant.compare(now, next) < 0) return 0;
    next = now.add(EVERY);
    let taken = 0;
    try {
      await alone(house, async () => {
        const found = await look(mailbox);
        taken = found.taken;
        if (found.more) next = undefined;
        await wentWell();
      });
    } catch (error) {
      if (!stopping.signal.aborted) await wentWrong(mailbox, error);
    }
    return taken;
  };

  return {
    name: "mailbox",
    watches: "setting",
    runDue,
    nextDue: async () => (known === "null" ? undefined : next),
    stop: () => stopping.abort(),
  };
};
