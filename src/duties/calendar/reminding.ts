import { raise, settleSubject } from "#kernel/attention/attention.ts";
import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import { dropJob, putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenMoment } from "#kernel/time/spoken.ts";
import { isCancelled, markedReminders, REMINDER_MARK } from "./rules/reminders.ts";
import { readStored, type ReadObject } from "./rules/stored.ts";
import { calendarsById } from "./store/calendars.ts";
import { findObject, type ObjectRow } from "./store/objects.ts";
import { readOwners } from "./store/owners.ts";

/** Kind of the job that reminds. */
export const REMIND = "calendar.remind";

const DAY = 86_400_000;
const AHEAD_DAYS = 400;
const MOST_LOOKED_AT = 500;

type Next = { at: number; start: number };

/** The next reminder after an instant, as far as somebody at the desk asked for one; devices sound their own alarms. */
const nextReminder = (object: ReadObject, zone: string, after: number): Next | undefined => {
  const window = { from: after, to: after + AHEAD_DAYS * DAY };
  const { occurrences } = expandSeries(object.series, { ...window, zone, maxInstances: MOST_LOOKED_AT });
  const all = occurrences
    .filter(({ component }) => !isCancelled(component))
    .flatMap(({ start, component }) => markedReminders(component).map((minutes) => ({ at: start - minutes * 60_000, start })));
  return all
    .filter(({ at }) => at > after)
    .reduce<Next | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
};

/** Puts the next reminder of an object down, or takes it back when there is none any more. */
export const planReminder = async (
  work: Work,
  row: ObjectRow,
  object: ReadObject,
  zone: string,
  before: string | undefined,
): Promise<void> => {
  if (!row.text.includes(REMINDER_MARK) && !before?.includes(REMINDER_MARK)) return;
  const next = nextReminder(object, zone, work.now.epochMilliseconds);
  if (!next) return dropJob(work, REMIND, row.id);
  const dueAt = Temporal.Instant.fromEpochMilliseconds(next.at).toString();
  await putJob(work, { kind: REMIND, key: row.id, dueAt, payload: { objectId: row.id, start: next.start } });
};

/** Takes the reminder of an object back. */
export const dropReminder = async (work: Work, row: ObjectRow): Promise<void> => {
  if (!row.text.includes(REMINDER_MARK)) return;
  await dropJob(work, REMIND, row.id);
  await settleSubject(work, { type: "event-reminder", id: row.id }, "removed");
};

/** Puts a reminder before the owner of the calendar, by whatever way reaches them, and the next one down. */
export const remind: JobHandler = async (work, { objectId, start }) => {
  const row = await findObject(work, String(objectId));
  const [calendar] = row ? await calendarsById(work, [row.calendarId]) : [];
  const [owner] = calendar ? await readOwners(work, [calendar.ownerId]) : [];
  if (!row || !calendar || owner?.kind !== "person") return;
  const zone = calendar.timeZone ?? owner.timeZone;
  const at = spokenMoment(Temporal.Instant.fromEpochMilliseconds(Number(start)), zone);
  const open = row.visibility === "public";
  const [id, en] = open ? [row.summary ?? "(tanpa judul)", row.summary ?? "(no title)"] : ["acara pribadi", "a private item"];
  await settleSubject(work, { type: "event-reminder", id: row.id }, "passed");
  await raise(work, {
    kind: "reminder",
    subject: { type: "event-reminder", id: row.id },
    title: { id: `Pengingat: ${id}`, en: `Reminder: ${en}` },
    detail: {
      id: [at.id, open ? row.place : null].filter(Boolean).join(" · "),
      en: [at.en, open ? row.place : null].filter(Boolean).join(" · "),
    },
    owner: { kind: "person", id: owner.id },
    urgency: "soon",
    dueAt: Temporal.Instant.fromEpochMilliseconds(Number(start)).toString(),
  });
  await planReminder(work, row, readStored(row.text, zone), zone, row.text);
};
