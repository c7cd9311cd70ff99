import { createHash } from "node:crypto";
import type { Clock } from "#kernel/clock/clock.ts";
import type { CollectionRef, HomeName, ObjectRef } from "../ref.ts";
import type * as port from "../backend.ts";
import type { Privileges } from "../privileges.ts";
import { alreadyExists, expiredToken, missingParent, notFound, schedulingObjectExists, uidConflict } from "../errors.ts";
import { ALL_PRIVILEGES, type Privilege } from "../privileges.ts";
import {
  attendeeMessages,
  organizerMessages,
  organizerOf,
  partstatOf,
  withAttendee,
  withoutMethod,
  type Message,
} from "./memory-scheduling.ts";
import { busyIn } from "./memory-index.ts";
import { MemoryPeople } from "./memory-people.ts";

type Stored = port.StoredObject & { uid: string; dead: Map<string, string> };
type Shelf = {
  meta: port.Collection;
  revision: number;
  readonly dead: Map<string, string>;
  readonly objects: Map<string, Stored>;
  /** Name to the revision of its last change; a name that is gone stays here as a tombstone. */
  readonly touched: Map<string, number>;
  grants: readonly port.Grant[];
};

/** What the world begins with. */
export type MemorySetup = {
  readonly clock: Clock;
  readonly principals: readonly port.Principal[];
  readonly members?: Readonly<Record<string, readonly string[]>>;
};

const READ: readonly Privilege[] = ["read", "read-free-busy", "read-current-user-privilege-set"];
const AS_PROXY: Privileges = new Set([...ALL_PRIVILEGES].filter((each) => each !== "write-acl"));
const key = (ref: CollectionRef): string => JSON.stringify([ref.home, ref.owner, ref.collection]);
const hash = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 20);

/** A backend in memory: the reference that the suite itself is tested with. One thread and no waiting inside, so every method is atomic. */
export class MemoryBackend extends MemoryPeople implements port.Backend {
  readonly #clock: Clock;
  readonly #shelves = new Map<string, Shelf>();
  readonly #homeDead = new Map<string, Map<string, string>>();
  readonly #files = new Map<string, port.Attachment>();
  #serial = 0;

  constructor(setup: MemorySetup) {
    super(setup.principals, setup.members);
    this.#clock = setup.clock;
    for (const { id, homes } of setup.principals) {
      if (!homes.includes("calendars")) continue;
      this.#shelve({ home: "calendars", owner: id, collection: "inbox" }, "inbox", {});
      this.#shelve({ home: "calendars", owner: id, collection: "outbox" }, "outbox", {});
    }
  }

  #privileges(viewer: port.Viewer, owner: string, shelf?: Shelf): Set<Privilege> {
    const held = new Set<Privilege>(viewer.principal === owner ? ALL_PRIVILEGES : []);
    const proxies = this.proxiesById.get(owner);
    if (proxies?.read.includes(viewer.principal)) READ.forEach((each) => held.add(each));
    if (proxies?.write.includes(viewer.principal)) AS_PROXY.forEach((each) => held.add(each));
    for (const { to, privileges } of shelf?.grants ?? [])
      if (to === "authenticated" || (typeof to === "object" && to.principal === viewer.principal))
        privileges.forEach((each) => held.add(each));
    if (held.size > 0) held.add("read-current-user-privilege-set");
    return held;
  }

  async home(viewer: port.Viewer, home: HomeName, owner: string) {
    const privileges = this.#privileges(viewer, owner);
    if (!this.principalsById.get(owner)?.homes.includes(home) || privileges.size === 0) return undefined;
    return { home, owner, privileges, dead: this.#homeDead.get(`${home} ${owner}`) ?? new Map<string, string>() };
  }

  async patchHome(_viewer: port.Viewer, home: HomeName, owner: string, dead: ReadonlyMap<string, string | null>) {
    const kept = this.#homeDead.get(`${home} ${owner}`) ?? new Map<string, string>();
    this.#homeDead.set(`${home} ${owner}`, kept);
    merge(kept, dead);
  }

  #see(viewer: port.Viewer, shelf: Shelf): port.Collection | undefined {
    const privileges = this.#privileges(viewer, shelf.meta.owner, shelf);
    return privileges.size === 0 ? undefined : { ...shelf.meta, privileges, revision: String(shelf.revision), dead: shelf.dead };
  }

  async collections(viewer: port.Viewer, home: HomeName, owner: string) {
    const own = [...this.#shelves.values()].filter((each) => each.meta.home === home && each.meta.owner === owner);
    return own.flatMap((each) => this.#see(viewer, each) ?? []);
  }

  async collection(viewer: port.Viewer, ref: CollectionRef) {
    const shelf = this.#shelves.get(key(ref));
    return shelf && this.#see(viewer, shelf);
  }

  #shelve(ref: CollectionRef, kind: port.CollectionKind, patch: Partial<port.Collection>): Shelf {
    const { home, owner, collection } = ref;
    const now = this.#clock.now();
    const meta: port.Collection = {
      ...patch,
      home,
      owner,
      collection,
      kind,
      created: now,
      modified: now,
      privileges: new Set(),
      revision: "",
      dead: new Map(),
    };
    const shelf: Shelf = { meta, revision: ++this.#serial, dead: new Map(), objects: new Map(), touched: new Map(), grants: [] };
    this.#shelves.set(key(ref), shelf);
    return shelf;
  }

  async createCollection(_viewer: port.Viewer, ref: CollectionRef, { kind, components, patch }: port.NewCollection) {
    if (!this.principalsById.get(ref.owner)?.homes.includes(ref.home)) throw missingParent();
    if (this.#shelves.has(key(ref))) throw alreadyExists();
    const shelf = this.#shelve(ref, kind, { components });
    this.#patch(shelf, patch);
  }

  #patch(shelf: Shelf, { dead, ...typed }: port.CollectionPatch): void {
    const set = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value ?? undefined]));
    shelf.meta = { ...shelf.meta, ...set };
    merge(shelf.dead, dead);
    shelf.revision = ++this.#serial;
  }

  async patchCollection(_viewer: port.Viewer, ref: CollectionRef, patch: port.CollectionPatch) {
    this.#patch(this.#shelf(ref), patch);
  }

  async removeCollection(_viewer: port.Viewer, ref: CollectionRef) {
    if (!this.#shelves.delete(key(ref))) throw notFound();
  }

  async quota() {
    return {
      used: [...this.#shelves.values()].reduce(
        (sum, shelf) => sum + [...shelf.objects.values()].reduce((size, each) => size + each.size, 0),
        0,
      ),
      available: 1_000_000_000,
    };
  }

  #shelf(ref: CollectionRef): Shelf {
    const shelf = this.#shelves.get(key(ref));
    if (!shelf) throw notFound();
    return shelf;
  }

  async object(_viewer: port.Viewer, ref: ObjectRef) {
    return this.#shelves.get(key(ref))?.objects.get(ref.name);
  }

  async objects(_viewer: port.Viewer, ref: CollectionRef, names: readonly string[]) {
    const { objects } = this.#shelf(ref);
    return names.flatMap((name) => objects.get(name) ?? []);
  }

  async list(_viewer: port.Viewer, ref: CollectionRef) {
    return [...this.#shelf(ref).objects.values()];
  }

  async find(_viewer: port.Viewer, ref: CollectionRef, query: port.ObjectQuery): Promise<port.ObjectsFound> {
    const part = query.uidContains?.toLowerCase() ?? "";
    const all = [...this.#shelf(ref).objects.values()].filter(
      (each) => each.uid.toLowerCase().includes(part) && (query.component ?? each.component) === each.component,
    );
    return { objects: all.slice(0, query.limit), exact: false, truncated: all.length > query.limit };
  }

  async changes(_viewer: port.Viewer, ref: CollectionRef, since: string | undefined, limit: number): Promise<port.ChangeSet> {
    const shelf = this.#shelf(ref);
    const from = since === undefined ? 0 : Number(since);
    if (!Number.isInteger(from) || from > shelf.revision) throw expiredToken();
    const touched = [...shelf.touched]
      .filter(([name, revision]) => revision > from && (since !== undefined || shelf.objects.has(name)))
      .sort((a, b) => a[1] - b[1]);
    const shown = touched.slice(0, limit);
    const truncated = shown.length < touched.length;
    return {
      revision: String(truncated ? shown.at(-1)![1] : shelf.revision),
      changed: shown.flatMap(([name]) => shelf.objects.get(name) ?? []),
      removed: shown.map(([name]) => name).filter((name) => !shelf.objects.has(name)),
      truncated,
    };
  }

  /** Sets or removes an object and writes the change log. */
  keep(ref: ObjectRef, object: Omit<Stored, "etag" | "size" | "modified" | "name" | "dead"> | undefined): Stored | undefined {
    const shelf = this.#shelf(ref);
    const before = shelf.objects.get(ref.name);
    if (object && before?.text === object.text && before.scheduleTag === object.scheduleTag) return before;
    shelf.revision = ++this.#serial;
    shelf.touched.set(ref.name, shelf.revision);
    if (!object) return void shelf.objects.delete(ref.name);
    const now = this.#clock.now();
    const etag = before?.text === object.text ? before.etag : `${this.#serial}-${hash(object.text)}`;
    const stored: Stored = {
      ...object,
      name: ref.name,
      etag,
      size: Buffer.byteLength(object.text),
      created: before?.created ?? now,
      modified: now,
      dead: before?.dead ?? new Map(),
    };
    shelf.objects.set(ref.name, stored);
    return stored;
  }

  async put(_viewer: port.Viewer, ref: ObjectRef, { guard, text, uid, component, reply }: port.PutInput): Promise<port.PutOutcome> {
    const shelf = this.#shelf(ref);
    const current = shelf.objects.get(ref.name);
    guard(current);
    const scheduled = ref.home === "calendars" && organizerOf(text) !== undefined;
    this.#checkUid(ref, uid, scheduled);
    const stored = this.keep(ref, { text, uid, component, scheduleTag: scheduled ? this.#tag(text, current) : undefined })!;
    if (ref.home === "calendars" && text !== current?.text) this.#schedule(ref.owner, uid, current?.text, text, reply);
    const { etag, scheduleTag } = this.#shelf(ref).objects.get(ref.name)!;
    return { created: current === undefined, etag, scheduleTag, verbatim: etag === stored.etag };
  }

  #checkUid(ref: ObjectRef, uid: string, scheduled: boolean): void {
    for (const { meta, objects } of this.#shelves.values()) {
      const same = key(meta) === key(ref);
      if (meta.owner !== ref.owner || meta.home !== ref.home || meta.kind === "inbox" || !(same || scheduled)) continue;
      const holder = [...objects.values()].find((each) => each.uid === uid && !(same && each.name === ref.name));
      if (holder) throw (same ? uidConflict : schedulingObjectExists)({ ...meta, name: holder.name });
    }
  }

  /** A scheduling object's tag is new with every change of its own user (RFC 6638 §3.2.10). */
  #tag(text: string, current: Stored | undefined): string | undefined {
    return current?.text === text ? current.scheduleTag : `tag-${++this.#serial}`;
  }

  #schedule(owner: string, uid: string, before: string | undefined, after: string | undefined, reply: boolean): void {
    const organizer = organizerOf(after ?? before!);
    const own = this.principalsById.get(owner)!.addresses.map((each) => each.toLowerCase());
    if (organizer === undefined) return;
    if (own.includes(organizer)) {
      for (const message of organizerMessages(before, after)) this.#deliver(message, uid, own[0]!);
    } else if (reply) for (const message of attendeeMessages(before, after, own[0]!)) this.#deliver(message, uid, own[0]!);
  }

  #copyOf(owner: string, uid: string): { ref: ObjectRef; object: Stored } | undefined {
    for (const { meta, objects } of this.#shelves.values()) {
      if (meta.owner !== owner || meta.kind !== "calendar") continue;
      for (const object of objects.values()) if (object.uid === uid) return { ref: { ...meta, name: object.name }, object };
    }
    return undefined;
  }

  #deliver({ to, method, text }: Message, uid: string, from: string): void {
    const recipient = this.byAddress(to);
    if (!recipient) return;
    const copy = this.#copyOf(recipient.id, uid);
    const inbox = { home: "calendars", owner: recipient.id, collection: "inbox", name: `${++this.#serial}.ics` } as const;
    this.keep(inbox, { text, uid, component: "VEVENT" });
    if (method === "REPLY") {
      if (!copy) return;
      const answered = withAttendee(copy.object.text, from, "PARTSTAT", partstatOf(text, from)!);
      this.keep(copy.ref, {
        text: withAttendee(answered, from, "SCHEDULE-STATUS", "2.0"),
        uid,
        component: "VEVENT",
        scheduleTag: copy.object.scheduleTag,
      });
      return;
    }
    const calendar =
      this.#shelves.get(key(inbox))!.meta.defaultCalendar ??
      [...this.#shelves.values()].find(({ meta }) => meta.owner === recipient.id && meta.kind === "calendar")?.meta;
    const ref =
      copy?.ref ??
      (calendar && { home: calendar.home, owner: calendar.owner, collection: calendar.collection, name: `${++this.#serial}.ics` });
    if (ref) this.keep(ref, { text: withoutMethod(text), uid, component: "VEVENT", scheduleTag: `tag-${++this.#serial}` });
  }

  async remove(_viewer: port.Viewer, ref: ObjectRef, { guard, reply }: { readonly guard: port.Guard; readonly reply: boolean }) {
    const current = this.#shelf(ref).objects.get(ref.name);
    guard(current);
    this.keep(ref, undefined);
    const scheduled = ref.home === "calendars" && ref.collection !== "inbox";
    if (scheduled) this.#schedule(ref.owner, current!.uid, current!.text, undefined, reply);
  }

  async transfer(
    _viewer: port.Viewer,
    from: ObjectRef,
    to: ObjectRef,
    { move, sourceGuard, targetGuard }: port.TransferInput,
  ): Promise<port.PutOutcome> {
    const source = this.#shelf(from).objects.get(from.name);
    const target = this.#shelf(to).objects.get(to.name);
    sourceGuard(source);
    targetGuard(target);
    const clash = [...this.#shelf(to).objects.values()].find(
      (each) => each.uid === source!.uid && each.name !== to.name && !(move && key(from) === key(to) && each.name === from.name),
    );
    if (clash) throw uidConflict({ ...to, name: clash.name });
    const { text, uid, component } = source!;
    if (move) this.keep(from, undefined);
    const stored = this.keep(to, { text, uid, component })!;
    return { created: target === undefined, etag: stored.etag, verbatim: true };
  }

  async patchObject(_viewer: port.Viewer, ref: ObjectRef, dead: ReadonlyMap<string, string | null>) {
    const object = this.#shelf(ref).objects.get(ref.name);
    if (!object) throw notFound();
    merge(object.dead, dead);
  }

  async busy(_viewer: port.Viewer, ref: CollectionRef, range: Required<port.TimeRange>) {
    const { meta, objects } = this.#shelf(ref);
    return busyIn([...objects.values()], range, meta.timezoneId);
  }

  async busyOf(_viewer: port.Viewer, principal: string, range: Required<port.TimeRange>, ignoreUid?: string) {
    const shelves = [...this.#shelves.values()].filter(
      ({ meta }) => meta.owner === principal && meta.kind === "calendar" && !meta.transparent,
    );
    return shelves.flatMap(({ meta, objects }) =>
      busyIn(
        [...objects.values()].filter((each) => each.uid !== ignoreUid),
        range,
        meta.timezoneId,
      ),
    );
  }

  async attach(_viewer: port.Viewer, ref: ObjectRef, file: port.NewAttachment) {
    const id = `file-${++this.#serial}`;
    this.#files.set(JSON.stringify([ref.owner, id]), { ...file, etag: hash(file.bytes.toString("latin1")) });
    return id;
  }

  async attachment(_viewer: port.Viewer, owner: string, managedId: string) {
    return this.#files.get(JSON.stringify([owner, managedId]));
  }

  async grants(_viewer: port.Viewer, ref: CollectionRef) {
    return this.#shelf(ref).grants;
  }

  async setGrants(_viewer: port.Viewer, ref: CollectionRef, grants: readonly port.Grant[]) {
    this.#shelf(ref).grants = grants;
  }
}

const merge = (kept: Map<string, string>, changes: ReadonlyMap<string, string | null>): void => {
  for (const [name, value] of changes) {
    if (value === null) kept.delete(name);
    else kept.set(name, value);
  }
};
