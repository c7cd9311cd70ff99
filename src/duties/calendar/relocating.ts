import type { Work } from "#kernel/pipeline/work.ts";
import { clashOf, refuseClash } from "./clashes.ts";
import { calendarMissing, eventMissing, uidTaken } from "./errors.ts";
import { guardsOf } from "./guarding.ts";
import { addressesOf } from "./owners.ts";
import { readStored } from "./rules/stored.ts";
import { eraseObject, storeObject, zoneOf } from "./storing.ts";
import { findCalendar } from "./store/calendars.ts";
import { objectAt, objectsWithUid, type ObjectRow } from "./store/objects.ts";
import { lockOwners } from "./store/owners.ts";

type Spot = { calendarId: string; address: string };

/**
 * Copies or moves an object to another calendar as it is: nobody is told anything, since nothing about it changes for
 * them. What lies at the target is overwritten; another object there with the same UID is a refusal.
 */
export const relocate = async (work: Work, from: Spot, to: Spot, move: boolean): Promise<{ row: ObjectRow; created: boolean }> => {
  const [source, target] = await Promise.all([findCalendar(work, from.calendarId), findCalendar(work, to.calendarId)]);
  if (!source || !target || (source.kind === "addressbook") !== (target.kind === "addressbook")) throw calendarMissing();
  const owners = new Map((await lockOwners(work, [source.ownerId, target.ownerId])).map((owner) => [owner.id, owner]));
  const guards = guardsOf(work.actor);
  const there = await objectAt(work, source.id, from.address);
  const before = await objectAt(work, target.id, to.address);
  guards.source?.(there);
  guards.target?.(before);
  if (!there) throw eventMissing();
  const twin = (await objectsWithUid(work, [target.ownerId], there.uid)).find(
    ({ calendarId, address, id, uid }) =>
      calendarId === target.id && uid === there.uid && address !== to.address && !(move && id === there.id),
  );
  if (twin) throw uidTaken({ address: twin.address, calendarId: target.id });
  const owner = owners.get(target.ownerId)!;
  const own = new Set((await addressesOf(work, [owner])).get(owner.id));
  const object = target.kind === "calendar" ? readStored(there.text, zoneOf(target, owner)) : undefined;
  if (move) await eraseObject(work, source, there);
  if (object && !there.overlap && !target.transparent) {
    const clash = await clashOf(work, owner, object, before);
    if (clash && (move || clash.objectId !== there.id)) await refuseClash(work, owner, clash);
  }
  const { uid, component, text, overlap } = there;
  const row = await storeObject(work, {
    calendar: target, owner, own, address: to.address, uid, component, text, object, overlap: overlap || (!move && owner.capacity === 1),
    scheduleTag: move ? there.scheduleTag : null, current: before,
  }); // prettier-ignore
  return { row, created: before === undefined };
};
