import type { Actor } from "#kernel/actor/actor.ts";
import {
  changesFor,
  entriesFor,
  guarded,
  objectIn,
  objectsBetween,
  objectsFor,
  visible,
  type ObjectGuard,
  type Seen,
  type Visible,
} from "#duties/calendar/index.ts";
import type { FoundObject, Guard, ObjectBackend, ObjectEntry, StoredObject, Viewer } from "../engine/backend.ts";
import type { CollectionRef, ObjectRef } from "../engine/ref.ts";
import { expiredToken, forbidden, notFound } from "../engine/errors.ts";
import { recallAt } from "./collections.ts";
import { inDav } from "./failures.ts";
import { actorOf, askingOf, type DavParts } from "./parts.ts";
import { isPeopleBook, peopleChanges, peopleEntries, peopleObjects } from "./people-book.ts";

const deadOf = (dead: unknown) => new Map(Object.entries((dead ?? {}) as Record<string, string>));

const storedOf = ({ row, text, etag }: Visible): StoredObject => ({
  name: row.address,
  etag,
  size: Buffer.byteLength(text),
  component: row.component,
  modified: Temporal.Instant.from(row.changedAt),
  created: Temporal.Instant.from(row.createdAt),
  dead: deadOf(row.dead),
  text,
  ...(row.scheduleTag === null ? {} : { scheduleTag: row.scheduleTag }),
});

/** The engine's guard on what is stored, for the duty's transaction. */
const guardFor =
  (guard: Guard, seen: Seen | undefined, actor: Actor): ObjectGuard =>
  (row) =>
    guard(row && seen ? storedOf(visible(seen, row, actor.language)) : undefined);

type Put = { id: string; created: boolean; etag: string; scheduleTag: string | null; verbatim: boolean };

/** Objects in calendars and address books. */
export const objectsOf = (parts: DavParts): ObjectBackend => {
  const must = async (viewer: Viewer, ref: CollectionRef): Promise<Seen> => {
    if (isPeopleBook(ref)) throw forbidden("These cards are the company's directory; they are changed at the desk.");
    const seen = await recallAt(parts, viewer, ref);
    if (!seen) throw notFound();
    return seen;
  };
  const asking = (viewer: Viewer) => askingOf(parts, viewer);

  return {
    async object(viewer, ref) {
      if (isPeopleBook(ref)) return (await peopleObjects(parts, viewer, [ref.name]))[0];
      const seen = await recallAt(parts, viewer, ref);
      const found = seen && (await objectIn(asking(viewer), seen, ref.name));
      return found && storedOf(found);
    },
    async objects(viewer, ref, names) {
      if (isPeopleBook(ref)) return peopleObjects(parts, viewer, names);
      return (await objectsFor(asking(viewer), await must(viewer, ref), names)).map(storedOf);
    },
    async list(viewer, ref) {
      if (isPeopleBook(ref)) return peopleEntries(parts, viewer);
      const entries = await entriesFor(asking(viewer), await must(viewer, ref));
      return entries.map(({ address, etag, scheduleTag, size, component, createdAt, changedAt, dead }): ObjectEntry => ({
        name: address,
        etag,
        size,
        component,
        modified: Temporal.Instant.from(changedAt),
        created: Temporal.Instant.from(createdAt),
        dead: deadOf(dead),
        ...(scheduleTag === null ? {} : { scheduleTag }),
      }));
    },
    async find(viewer, ref, query) {
      if (isPeopleBook(ref)) return { objects: await peopleObjects(parts, viewer), exact: false, truncated: false };
      const { range, component, timezone, limit, uidContains } = query;
      const window = range && {
        ...(range.start ? { from: range.start.epochMilliseconds } : {}),
        ...(range.end ? { to: range.end.epochMilliseconds } : {}),
      };
      const found = await objectsBetween(asking(viewer), await must(viewer, ref), { component, window, zone: timezone, limit });
      const part = uidContains?.toLowerCase();
      const fitting = part === undefined ? found.objects : found.objects.filter(({ row }) => row.uid.toLowerCase().includes(part));
      return { objects: fitting.map(storedOf) as FoundObject[], exact: found.exact && part === undefined, truncated: found.truncated };
    },
    async changes(viewer, ref, since, limit) {
      if (isPeopleBook(ref)) return peopleChanges(parts, viewer, since);
      const from = since === undefined ? undefined : /^\d{1,15}$/.test(since) ? Number(since) : -1;
      const changes = await changesFor(asking(viewer), await must(viewer, ref), from, limit);
      if (!changes) throw expiredToken();
      return { ...changes, revision: String(changes.revision), changed: changes.changed.map(storedOf) };
    },
    async put(viewer, ref, { text, guard, reply }) {
      const seen = await must(viewer, ref);
      const actor = actorOf(viewer);
      const carrying = guarded(actor, { source: guardFor(guard, seen, actor) });
      const input = { calendarId: seen.shelf.id, address: ref.name, text, notify: reply };
      const put = (await inDav(parts.pipeline.call("event.put", input, { actor: carrying }), { ...ref, owner: seen.owner.id })) as Put;
      const { created, etag, scheduleTag, verbatim } = put;
      return { created, etag, verbatim, ...(scheduleTag === null ? {} : { scheduleTag }) };
    },
    async remove(viewer, ref, { guard, reply }) {
      const seen = await must(viewer, ref);
      const actor = actorOf(viewer);
      const carrying = guarded(actor, { source: guardFor(guard, seen, actor) });
      await inDav(parts.pipeline.call("event.drop", { calendarId: seen.shelf.id, address: ref.name, notify: reply }, { actor: carrying }));
    },
    async transfer(viewer, from: ObjectRef, to: ObjectRef, { move, sourceGuard, targetGuard }) {
      const [source, target] = [await must(viewer, from), await must(viewer, to)];
      const actor = actorOf(viewer);
      const carrying = guarded(actor, { source: guardFor(sourceGuard, source, actor), target: guardFor(targetGuard, target, actor) });
      const input = { calendarId: source.shelf.id, address: from.name, toCalendarId: target.shelf.id, toAddress: to.name, move };
      const { created } = (await inDav(parts.pipeline.call("event.transfer", input, { actor: carrying }), to)) as { created: boolean };
      const stored = (await objectIn(asking(viewer), target, to.name))!;
      return { created, etag: stored.etag, verbatim: true };
    },
    async patchObject(viewer, ref, dead) {
      const seen = await must(viewer, ref);
      const input = { calendarId: seen.shelf.id, address: ref.name, dead: Object.fromEntries(dead) };
      await inDav(parts.pipeline.call("event.mark", input, { actor: actorOf(viewer) }));
    },
  };
};
