import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { raise, settleSubject } from "#kernel/attention/attention.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import type { AllowedOrigin } from "#kernel/outbound/allowed-origins.ts";
import { OutboundFailure, type OutboundFault } from "#kernel/outbound/outbound-failure.ts";
import { openOutbound } from "#kernel/outbound/outbound.ts";
import { retryAfterMs } from "#kernel/outbound/retry-after.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting } from "#kernel/settings/settings.ts";
import { dropObject, keepObject } from "./keeping.ts";
import { objectsOf } from "./rules/objects-of-file.ts";
import { readText } from "./use-cases/raw.ts";
import { sourcesSetting } from "./settings.ts";
import { findCalendar, type Shelf } from "./store/calendars.ts";
import { objectsIn } from "./store/objects.ts";
import { lockSubscription, updateSubscription, type SubscriptionRow } from "./store/subscriptions.ts";

/** Kind of the job that reads a calendar from where it is kept. */
export const READ_SUBSCRIPTION = "calendar.read-subscription";
/** Why a source could not be read: what the way out says, or what came. */
export type SourceTrouble = OutboundFault | "answer" | "no_calendar";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const MOST_BYTES = 8_000_000;
const MOST_OBJECTS = 5_000;
const PATIENCE_MS = 20_000;
const REDIRECTS = 4;
/** After so many failures one after the other somebody is told. */
const TELL_AFTER = 3;

/** Where an administrator lets subscriptions read. */
export const allowedSources = async (work: { tx: unknown }): Promise<AllowedOrigin[]> =>
  (await readSetting(work, sourcesSetting)).sites.map(({ site, inside }) => ({ origin: site, ...(inside ? { private: true } : {}) }));

type Read = { text: string; etag: string | null; lastModified: string | null } | "same";

class Unread extends Error {
  readonly trouble: SourceTrouble;
  readonly waitMs: number | undefined;
  constructor(trouble: SourceTrouble, waitMs?: number) {
    super(trouble);
    this.trouble = trouble;
    this.waitMs = waitMs;
  }
}

const ask = async (work: Work, row: SubscriptionRow): Promise<Read> => {
  const outbound = openOutbound({ allow: await allowedSources(work) });
  try {
    const { status, headers, text } = await outbound.fetch({
      url: work.services.vault.open(row.lockedUrl),
      redirects: REDIRECTS,
      timeoutMs: PATIENCE_MS,
      maxAnswerBytes: MOST_BYTES,
      headers: {
        accept: "text/calendar",
        ...(row.etag ? { "if-none-match": row.etag } : {}),
        ...(row.lastModified ? { "if-modified-since": row.lastModified } : {}),
      },
    });
    if (status === 304) return "same";
    if (status !== 200) throw new Unread("answer", retryAfterMs(headers["retry-after"], work.now));
    return { text: text(), etag: headers["etag"] ?? null, lastModified: headers["last-modified"] ?? null };
  } catch (error) {
    if (error instanceof OutboundFailure) throw new Unread(error.fault);
    throw error;
  } finally {
    outbound.close();
  }
};

/** Makes a calendar hold what was read and nothing else; what cannot be understood is left out. */
const takeOver = async (work: Work, shelf: Shelf, text: string): Promise<void> => {
  const roots = parse(text).components.filter(({ name }) => name === "VCALENDAR");
  if (roots.length === 0) throw new Unread("no_calendar");
  const objects = roots.flatMap(objectsOf);
  if (objects.length > MOST_OBJECTS) throw new Unread("too_large");
  const there = new Map((await objectsIn(work, shelf.id, MOST_OBJECTS)).map((row) => [row.uid, row]));
  for (const { uid, calendar } of objects) {
    const before = there.get(uid);
    there.delete(uid);
    const object = serialise([calendar]);
    if (before?.text === object) continue;
    try {
      const { component } = readText(object, false, "en");
      const address = before?.address ?? `${encodeURIComponent(uid).slice(0, 150)}.ics`;
      // Nobody is invited, told or asked by what stands in somebody else's calendar.
      await keepObject(work, { calendarId: shelf.id, address, uid, component, text: object, overlap: true, notify: false, quiet: true, fromSource: true, rooms: "decline" }); // prettier-ignore
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  for (const { address } of there.values()) await dropObject(work, shelf.id, address, false, true);
};

const nextTry = ({ everyMinutes, failures }: { everyMinutes: number; failures: number }): number =>
  Math.min(everyMinutes * 2 ** Math.min(failures, 10), Math.max(everyMinutes, DAY_MINUTES)) * MINUTE_MS;

const again = (work: Work, calendarId: string, afterMs: number): Promise<void> =>
  putJob(work, {
    kind: READ_SUBSCRIPTION,
    key: calendarId,
    dueAt: work.now.add({ milliseconds: Math.round(afterMs) }).toString(),
    payload: { calendarId },
  });

const failed = async (work: Work, shelf: Shelf, row: SubscriptionRow, { trouble, waitMs }: Unread): Promise<void> => {
  const failures = row.failures + 1;
  await updateSubscription(work, row.calendarId, { failures, trouble });
  await again(work, row.calendarId, Math.max(waitMs ?? 0, nextTry({ ...row, failures })));
  if (failures !== TELL_AFTER) return;
  const name = shelf.name ?? row.site;
  await raise(work, {
    kind: "calendar-source",
    subject: { type: "calendar", id: shelf.id },
    title: { id: `Kalender langganan "${name}" tidak dapat dibaca`, en: `The subscribed calendar "${name}" cannot be read` },
    owner: row.createdBy ? { kind: "person", id: row.createdBy } : { kind: "desk" },
    urgency: "routine",
  });
};

/** Reads a calendar from where it is kept: only when it changed there, more rarely while it cannot be read. */
export const readSubscription: JobHandler = async (work, payload) => {
  const row = await lockSubscription(work, String(payload["calendarId"]));
  const shelf = row && (await findCalendar(work, row.calendarId));
  if (!row || !shelf) return;
  try {
    const read = await ask(work, row);
    if (read !== "same") await takeOver(work, shelf, read.text);
    await updateSubscription(work, row.calendarId, {
      failures: 0,
      trouble: null,
      readAt: work.at,
      ...(read === "same" ? {} : { etag: read.etag, lastModified: read.lastModified }),
    });
    if (row.failures >= TELL_AFTER) await settleSubject(work, { type: "calendar", id: shelf.id }, "read again");
    await again(work, row.calendarId, nextTry({ ...row, failures: 0 }));
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    await failed(work, shelf, row, error);
  }
  work.touch("calendar_subscription");
};
