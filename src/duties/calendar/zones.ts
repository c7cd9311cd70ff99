import { z } from "zod";
import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, setting, writeSetting } from "#kernel/settings/settings.ts";
import { placeAnew } from "./placing.ts";
import { ownersAfter } from "./store/owners.ts";

/** Kind of the job that places everything anew. */
export const PLACE_ANEW = "calendar.place-anew";

const AT_ONCE = 20;

/** The edition of the time zone data that the rows were placed by. */
const placedBy = setting("calendar.zone-data", z.string().max(40), "");

/** The edition that this program knows. */
const edition = (): string => process.versions.tz ?? "unknown";

/**
 * A country that moves its clocks moves its meetings: they stand by the wall clock, so when the program comes with other
 * zone data everything is placed anew. Called by the hourly job; on a first start there is nothing to do but to note it.
 */
export const followZoneData = async (work: Work): Promise<void> => {
  const before = await readSetting(work, placedBy);
  if (before === edition()) return;
  await writeSetting(work, placedBy, edition());
  if (before !== "") await putJob(work, { kind: PLACE_ANEW, key: "all", dueAt: work.at, payload: { after: "" } });
};

/** Places the time of some owners anew, then puts the next step down: a large company is not one long transaction. */
export const placeAll: JobHandler = async (work, { after }) => {
  const owners = await ownersAfter(work, String(after ?? ""), AT_ONCE);
  for (const id of owners) await placeAnew(work, id);
  const last = owners.at(-1);
  if (last && owners.length === AT_ONCE) await putJob(work, { kind: PLACE_ANEW, key: last, dueAt: work.at, payload: { after: last } });
};
