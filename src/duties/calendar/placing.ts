import type { Work } from "#kernel/pipeline/work.ts";
import { addressesOf } from "./owners.ts";
import { readStored } from "./rules/stored.ts";
import { placeInstances, zoneOf } from "./storing.ts";
import { calendarsOf } from "./store/calendars.ts";
import { objectsIn } from "./store/objects.ts";
import { lockOwners } from "./store/owners.ts";

const MOST_OBJECTS = 1_000_000;

/** Puts everything of an owner down anew, after what holds for their time changed. */
export const placeAnew = async (work: Work, ownerId: string): Promise<void> => {
  const [owner] = await lockOwners(work, [ownerId]);
  if (!owner) return;
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  for (const calendar of (await calendarsOf(work, [ownerId])).filter(({ kind }) => kind === "calendar"))
    for (const row of await objectsIn(work, calendar.id, MOST_OBJECTS, "VEVENT"))
      await placeInstances(work, row, { calendar, owner, own, object: readStored(row.text, zoneOf(calendar, owner)) }, { careful: true });
};
