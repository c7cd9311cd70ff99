import {
  homeLevel,
  octetsOf,
  ownersById,
  sharesOn,
  shelfAt,
  shelfById,
  shelvesGiven,
  shelvesOf,
  type Seen,
} from "#duties/calendar/index.ts";
import type {
  AccessBackend,
  Collection,
  CollectionBackend,
  CollectionPatch,
  ComponentName,
  DeadProperties,
  Viewer,
} from "../engine/backend.ts";
import type { CollectionRef, HomeName } from "../engine/ref.ts";
import { forbidden, missingParent, notFound } from "../engine/errors.ts";
import { inDav } from "./failures.ts";
import { grantsOf, privilegesOf } from "./levels.ts";
import { actorOf, askingOf, type DavParts } from "./parts.ts";
import { peopleBook } from "./people-book.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const QUOTA = 2_000_000_000;
/** Calendars of others that somebody sees among their own. */
const SHARED = "shared-";

const deadOf = (dead: unknown): DeadProperties => new Map(Object.entries((dead ?? {}) as Record<string, string>));

const collectionOf = (ref: CollectionRef, { shelf, owner, access }: Seen, main?: CollectionRef): Collection => ({
  ...ref,
  kind: shelf.kind as "calendar",
  privileges: privilegesOf(access.level),
  revision: String(shelf.revision),
  dead: deadOf(shelf.dead),
  created: Temporal.Instant.from(shelf.createdAt),
  modified: Temporal.Instant.from(shelf.changedAt),
  transparent: shelf.transparent,
  ...(shelf.name === null ? {} : { displayName: shelf.name }),
  ...(shelf.description === null ? {} : { description: shelf.description }),
  ...(shelf.components === null ? {} : { components: shelf.components as ComponentName[] }),
  ...(shelf.zoneText === null ? {} : { timezone: shelf.zoneText }),
  ...(shelf.timeZone === null ? {} : { timezoneId: shelf.timeZone }),
  ...(shelf.color === null ? {} : { color: shelf.color }),
  ...(shelf.position === null ? {} : { order: shelf.position }),
  ...(shelf.source === null ? {} : { source: shelf.source }),
  ...(shelf.kind === "inbox" && owner.availability !== null ? { availability: owner.availability } : {}),
  ...(main ? { defaultCalendar: main } : {}),
});

const outbox = (owner: string, level: Seen["access"]["level"]): Collection => ({
  home: "calendars",
  owner,
  collection: "outbox",
  kind: "outbox",
  privileges: privilegesOf(level),
  revision: "0",
  dead: new Map(),
});

/** Properties as the commands take them. */
const propertiesOf = ({
  displayName,
  description,
  timezone,
  timezoneId,
  color,
  order,
  transparent,
  source,
  availability,
  dead,
}: CollectionPatch) =>
  JSON.parse(
    JSON.stringify({
      name: displayName,
      description,
      color,
      position: order,
      timeZone: timezoneId,
      zoneText: timezone,
      transparent,
      source,
      availability,
      dead: Object.fromEntries(dead),
    }),
  ) as Record<string, unknown>;

/** A viewer is made for one request: what it has seen of a collection need not be asked again for its objects. */
const recalled = new WeakMap<Viewer, Map<string, Seen>>();

const keyOf = ({ home, owner, collection }: CollectionRef): string => `${home}/${owner}/${collection}`;

/** Where a collection lies, as this request saw it before or sees it now. */
export const recallAt = async (parts: DavParts, viewer: Viewer, ref: CollectionRef): Promise<Seen | undefined> =>
  recalled.get(viewer)?.get(keyOf(ref)) ?? seenAt(parts, viewer, ref);

/** Where a collection lies: its own place, or the place among somebody's own of what was shared with them. */
export const seenAt = async (parts: DavParts, viewer: Viewer, ref: CollectionRef): Promise<Seen | undefined> => {
  const seen = await lookAt(parts, viewer, ref);
  const known = recalled.get(viewer) ?? new Map<string, Seen>();
  recalled.set(viewer, known);
  if (seen) known.set(keyOf(ref), seen);
  else known.delete(keyOf(ref));
  return seen;
};

const lookAt = async (parts: DavParts, viewer: Viewer, ref: CollectionRef): Promise<Seen | undefined> => {
  if (!UUID.test(ref.owner)) return undefined;
  const asking = askingOf(parts, viewer);
  if (ref.collection.startsWith(SHARED) && ref.owner === viewer.principal) {
    const id = ref.collection.slice(SHARED.length);
    const seen = UUID.test(id) ? await shelfById(asking, id) : undefined;
    return seen && seen.access.level !== "none" ? seen : undefined;
  }
  return shelfAt(asking, ref.owner, ref.collection, ref.home === "addressbooks");
};

/** Homes and collections, and who may do what with them. */
export const collectionsOf = (parts: DavParts): CollectionBackend & AccessBackend => {
  const call = (viewer: Viewer, name: string, input: object) => inDav(parts.pipeline.call(name, input, { actor: actorOf(viewer) }));

  const ownerIn = async (viewer: Viewer, home: HomeName, id: string) => {
    const asking = askingOf(parts, viewer);
    const [owner] = UUID.test(id) ? await ownersById(asking, [id]) : [];
    if (!owner || (home === "addressbooks" && owner.kind !== "person")) return undefined;
    return { owner, level: await homeLevel(asking, owner) };
  };

  const mainOf = async (viewer: Viewer, { owner }: Seen): Promise<CollectionRef | undefined> => {
    const main = owner.defaultCalendarId ? await shelfById(askingOf(parts, viewer), owner.defaultCalendarId) : undefined;
    return main && { home: "calendars", owner: owner.id, collection: main.shelf.address };
  };

  const present = async (viewer: Viewer, ref: CollectionRef, seen: Seen): Promise<Collection> =>
    collectionOf(ref, seen, seen.shelf.kind === "inbox" ? await mainOf(viewer, seen) : undefined);

  const must = async (viewer: Viewer, ref: CollectionRef): Promise<Seen> => {
    const seen = await seenAt(parts, viewer, ref);
    if (!seen)
      throw ref.collection === "people" || ref.collection === "outbox" ? forbidden("Kerani alone keeps this collection.") : notFound();
    return seen;
  };

  const collections: CollectionBackend["collections"] = async (viewer, home, ownerId) => {
    const found = await ownerIn(viewer, home, ownerId);
    if (!found) return [];
    const own = await shelvesOf(askingOf(parts, viewer), ownerId, home === "addressbooks");
    const shown = await Promise.all(own.map((seen) => present(viewer, { home, owner: ownerId, collection: seen.shelf.address }, seen)));
    if (home === "addressbooks") return ownerId === viewer.principal ? [...shown, await peopleBook(parts, viewer)] : shown;
    if (found.level === "none" || found.level === "busy") return shown;
    const given = ownerId === viewer.principal ? await shelvesGiven(askingOf(parts, viewer)) : [];
    const beside = given.map((seen) => collectionOf({ home, owner: ownerId, collection: `${SHARED}${seen.shelf.id}` }, seen));
    return [...shown, ...beside, outbox(ownerId, found.level)];
  };

  return {
    async home(viewer, home, ownerId) {
      const found = await ownerIn(viewer, home, ownerId);
      if (!found || found.level === "none") return undefined;
      const dead = found.owner.dead as Record<string, unknown>;
      const kept = deadOf(dead[home === "addressbooks" ? "books" : "calendars"]);
      return { home, owner: ownerId, privileges: privilegesOf(found.level), dead: kept };
    },
    async patchHome(viewer, home, owner, dead) {
      await call(viewer, "calendar.patch-home", { owner, book: home === "addressbooks", dead: Object.fromEntries(dead) });
    },
    collections,
    async collection(viewer, ref) {
      if (ref.home === "addressbooks" && ref.collection === "people")
        return ref.owner === viewer.principal ? peopleBook(parts, viewer) : undefined;
      if (ref.home === "calendars" && ref.collection === "outbox") {
        const found = await ownerIn(viewer, ref.home, ref.owner);
        return found && found.level !== "none" && found.level !== "busy" ? outbox(ref.owner, found.level) : undefined;
      }
      const seen = await seenAt(parts, viewer, ref);
      return seen && present(viewer, ref, seen);
    },
    async createCollection(viewer, ref, { kind, components, patch }) {
      if (!(await ownerIn(viewer, ref.home, ref.owner))) throw missingParent();
      const input = { owner: ref.owner, address: ref.collection, book: kind === "addressbook", properties: propertiesOf(patch) };
      await call(viewer, "calendar.make", { ...input, ...(components ? { components } : {}) });
    },
    async patchCollection(viewer, ref, patch) {
      const seen = await must(viewer, ref);
      const properties = propertiesOf(patch);
      if (patch.defaultCalendar) properties["mainCalendar"] = (await must(viewer, patch.defaultCalendar)).shelf.id;
      await call(viewer, "calendar.patch", { id: seen.shelf.id, properties });
    },
    async removeCollection(viewer, ref) {
      const { shelf } = await must(viewer, ref);
      if (shelf.kind === "inbox") throw forbidden("The box stays.");
      await call(viewer, "calendar.remove", { id: shelf.id, withEvents: true });
    },
    async quota(viewer, _home, owner) {
      const used = await octetsOf(askingOf(parts, viewer), owner);
      return { used, available: Math.max(0, QUOTA - used) };
    },
    async grants(viewer, ref) {
      const seen = await must(viewer, ref);
      return grantsOf(await sharesOn(askingOf(parts, viewer), seen.shelf));
    },
    async setGrants(viewer, ref, grants) {
      const { shelf } = await must(viewer, ref);
      const kept = grants.filter(({ to, protected: fixed }) => !fixed && to !== "owner");
      await call(viewer, "calendar.grant", {
        id: shelf.id,
        grants: kept.map(({ to, privileges }) => ({ to: typeof to === "object" ? to.principal : "everyone", privileges })),
      });
    },
  };
};
