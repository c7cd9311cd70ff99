import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { raise } from "#kernel/attention/attention.ts";
import { AHEAD_DAYS } from "./clashes.ts";
import { addressesOf } from "./owners.ts";
import { readStored } from "./rules/stored.ts";
import { followZoneData } from "./zones.ts";
import { placeInstances, zoneOf } from "./storing.ts";
import { calendarsById } from "./store/calendars.ts";
import { findObject, forgetPast } from "./store/objects.ts";
import { endingBetween } from "./store/occurrences.ts";
import { lockOwners } from "./store/owners.ts";

const DAY = 86_400_000;
/** Rows are carried on once they reach less far than this. What ends far sooner was cut because there is too much of it. */
const LEAST_DAYS = AHEAD_DAYS - 60;
const CUT_DAYS = 300;
const AT_ONCE = 200;
/** Changes can be taken back for so long. */
const PAST_KEPT_DAYS = 60;

/** Carries the rows of what repeats on as time goes by; two that come to meet are told to whoever keeps the calendar. */
export const moveHorizon: JobHandler = async (work) => {
  await followZoneData(work);
  const to = work.now.epochMilliseconds + LEAST_DAYS * DAY;
  for (const { objectId, calendarId, ownerId } of await endingBetween(work, { from: to - CUT_DAYS * DAY, to }, AT_ONCE)) {
    const [owner] = await lockOwners(work, [ownerId]);
    const [calendar] = await calendarsById(work, [calendarId]);
    const row = await findObject(work, objectId);
    if (!owner || !calendar || !row) continue;
    const own = new Set((await addressesOf(work, [owner])).get(owner.id));
    const fits = await placeInstances(
      work,
      row,
      { calendar, owner, own, object: readStored(row.text, zoneOf(calendar, owner)) },
      { careful: true },
    );
    if (fits) continue;
    await raise(work, {
      kind: "double-booking",
      subject: { type: "event", id: row.id },
      title: { id: `${owner.name}: dua acara bertemu pada waktu yang sama`, en: `${owner.name}: two events have come to meet` },
      owner: owner.kind === "person" ? { kind: "person", id: owner.id } : { kind: "desk" },
      urgency: "routine",
    });
  }
  await forgetPast(work, work.now.subtract({ hours: PAST_KEPT_DAYS * 24 }).toString());
};
