import type { CollectionRef, HomeName, ObjectRef, ProxyMode } from "./ref.ts";
import type { Privilege, Privileges } from "./privileges.ts";

/** Who is asking: the authenticated principal, and whatever the binding needs to know of the actor behind it. */
export type Viewer = { readonly principal: string; readonly actor?: unknown };

/** `CUTYPE` of a principal (RFC 6638 §2.4.2). */
export type PrincipalKind = "individual" | "group" | "room" | "resource";

/** Somebody or something with a calendar user address. */
export type Principal = {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly displayName: string;
  /** Calendar user addresses, the preferred one first: `mailto:`, then others such as `urn:uuid:`. */
  readonly addresses: readonly string[];
  readonly firstName?: string;
  readonly lastName?: string;
  /** Which homes this principal has; a group may have none. */
  readonly homes: readonly HomeName[];
  /** The principal's own card (RFC 6352 §7.1.2), and the card that the principal calls "me" (CalendarServer). */
  readonly card?: ObjectRef;
};

/** One thing asked of principals: `DAV:principal-property-search` (RFC 3744 §9.4) and CalendarServer's search by tokens. */
export type PrincipalTest = {
  readonly field: "displayName" | "email" | "address" | "kind";
  readonly match: "contains" | "starts-with" | "equals";
  /** Compared without regard to case. */
  readonly text: string;
};
/** Tests joined by `any` or `all`. */
export type PrincipalQuery = { readonly join: "any" | "all"; readonly tests: readonly PrincipalTest[]; readonly limit: number };

/** Component types that a calendar can hold. */
export type ComponentName = "VEVENT" | "VTODO" | "VJOURNAL" | "VFREEBUSY" | "VAVAILABILITY" | "VPOLL";

/** Properties that the engine keeps for clients without knowing them: Clark key to the whole element as XML. */
export type DeadProperties = ReadonlyMap<string, string>;

/** A home, the collection of a principal's collections. */
export type Home = {
  readonly home: HomeName;
  readonly owner: string;
  readonly privileges: Privileges;
  readonly dead: DeadProperties;
};

/** What a collection is; an inbox and an outbox live in the calendar home (RFC 6638 §2). */
export type CollectionKind = "calendar" | "addressbook" | "inbox" | "outbox";

/** A collection as the viewer sees it. */
export type Collection = CollectionRef & {
  readonly kind: CollectionKind;
  /** What this viewer may do here; a collection of which the viewer may not know is not returned at all. */
  readonly privileges: Privileges;
  /** Differs after every change of an object or a property: getctag, sync-token and getetag are made of it. URL-safe text. */
  readonly revision: string;
  readonly displayName?: string;
  readonly description?: string;
  /** Component types that may be stored; calendars only. */
  readonly components?: readonly ComponentName[];
  /** An iCalendar text with one VTIMEZONE, as the client gave it (RFC 4791 §5.2.2). */
  readonly timezone?: string;
  /** An IANA name (RFC 7809 §5.2). */
  readonly timezoneId?: string;
  /** `#RRGGBBAA`, Apple. */
  readonly color?: string;
  readonly order?: number;
  /** True when the calendar does not count in busy time (RFC 6638 §9.1). */
  readonly transparent?: boolean;
  /** Where a subscription comes from; it shows as `CS:subscribed` beside the calendar. */
  readonly source?: string;
  /** Working hours as VAVAILABILITY, inbox only (RFC 7953 §7.2.4). */
  readonly availability?: string;
  /** The calendar that takes invitations, inbox only (RFC 6638 §9.2). */
  readonly defaultCalendar?: CollectionRef;
  readonly created?: Temporal.Instant;
  readonly modified?: Temporal.Instant;
  readonly dead: DeadProperties;
};

/** A change of properties, applied as a whole or not at all. Absent keys stay as they are, `null` removes. */
export type CollectionPatch = {
  displayName?: string | null;
  description?: string | null;
  timezone?: string | null;
  timezoneId?: string | null;
  color?: string | null;
  order?: number | null;
  transparent?: boolean | null;
  source?: string | null;
  availability?: string | null;
  defaultCalendar?: CollectionRef | null;
  /** Clark key to the element as XML, or null to remove it. */
  dead: Map<string, string | null>;
};

/** A collection to make: `kind` and `components` cannot change later. */
export type NewCollection = {
  readonly kind: "calendar" | "addressbook";
  readonly components?: readonly ComponentName[];
  readonly patch: CollectionPatch;
};

/** An object without its text. */
export type ObjectEntry = {
  readonly name: string;
  /** A strong validator without quotes: the same octets, the same value, for this viewer. */
  readonly etag: string;
  /** Only scheduling objects have one; it stays while mere replies of others come in (RFC 6638 §3.2.10). Without quotes. */
  readonly scheduleTag?: string;
  /** Octets of the text as UTF-8. */
  readonly size: number;
  /** `VEVENT` and so on for a calendar object. */
  readonly component?: string;
  readonly modified: Temporal.Instant;
  readonly created?: Temporal.Instant;
  readonly dead?: DeadProperties;
};
/** An object with its text, octet for octet what was stored, or what this viewer may see of it. */
export type StoredObject = ObjectEntry & { readonly text: string };
/** An object whose text may have been left in the store. */
export type FoundObject = ObjectEntry & { readonly text?: string };

/**
 * Called by the backend inside its transaction, with the object as it is now (locked) or nothing: throws when a
 * precondition fails, and the backend lets the throw roll everything back.
 */
export type Guard = (current: StoredObject | undefined) => void;

/** An object to store. The text has been validated; `uid` and `component` were read from it. */
export type PutInput = {
  readonly text: string;
  readonly uid: string;
  /** `VEVENT` and so on; `VCARD` in an address book. */
  readonly component: string;
  readonly guard: Guard;
  /** False when an attendee wants nothing sent (`Schedule-Reply: F`, RFC 6638 §8.1). */
  readonly reply: boolean;
};
/** What became of it. `verbatim` is false when the stored octets differ from those sent (then no ETag is answered, RFC 4791 §5.3.4). */
export type PutOutcome = { readonly created: boolean; readonly etag: string; readonly scheduleTag?: string; readonly verbatim: boolean };

/** A copy or a move of one object. */
export type TransferInput = {
  readonly move: boolean;
  readonly overwrite: boolean;
  readonly sourceGuard: Guard;
  readonly targetGuard: Guard;
};

/** A half-open span of time; an absent end is open. */
export type TimeRange = { readonly start?: Temporal.Instant; readonly end?: Temporal.Instant };

/** What an index can narrow down. A backend may ignore any part and answer too much, never too little. */
export type ObjectQuery = {
  readonly component?: string;
  /** Objects with an instance of `component` in this range (RFC 4791 §9.9); floating times as in `timezone`. */
  readonly range?: TimeRange;
  /** The zone for floating times and whole days: the query's own, else the collection's (RFC 4791 §9.9), as an IANA name. */
  readonly timezone?: string;
  /** A part of the UID, compared without regard to case. */
  readonly uidContains?: string;
  /** Whether the texts are wanted even if the answer is exact. */
  readonly text: boolean;
  /** The most objects wanted; when more match, `truncated` says so. */
  readonly limit: number;
};
/** The candidates: with `exact`, all of them match everything asked; otherwise each carries its text and the engine sifts. */
export type ObjectsFound = { readonly objects: readonly FoundObject[]; readonly exact: boolean; readonly truncated: boolean };

/** What changed in a collection since a revision; without `since` everything that is there. */
export type ChangeSet = {
  /** The revision after the changes reported here: with `truncated`, the point to go on from. */
  readonly revision: string;
  readonly changed: readonly ObjectEntry[];
  readonly removed: readonly string[];
  readonly truncated: boolean;
};

/** Busy time without its reason (RFC 5545 §3.2.9). */
export type BusyPeriod = {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly type: "BUSY" | "BUSY-TENTATIVE" | "BUSY-UNAVAILABLE";
};

/** Who may do what on a resource (RFC 3744 §5.5), in words that a backend can keep. */
export type Grant = {
  readonly to: { readonly principal: string } | "authenticated" | "owner";
  readonly privileges: readonly Privilege[];
  /** Cannot be changed by the client. */
  readonly protected?: boolean;
};

/** A file to attach (RFC 8607). */
export type NewAttachment = { readonly name: string; readonly type: string; readonly bytes: Buffer };
/** An attached file. */
export type Attachment = NewAttachment & { readonly etag: string };

/**
 * What the engine needs of the world. Every method decides for itself what the viewer may see and do; `undefined` means
 * "nothing there that this viewer may know of". Expected failures are thrown: the makers in errors.ts, or a kernel Refusal.
 * Writing methods are atomic, and idempotent writes (the same octets, the same properties) leave the revision alone.
 */
export type Backend = PrincipalBackend &
  CollectionBackend &
  ObjectBackend &
  SchedulingBackend &
  Partial<AttachmentBackend> &
  Partial<AccessBackend>;

/** Who there is. */
export type PrincipalBackend = {
  principal(viewer: Viewer, id: string): Promise<Principal | undefined>;
  /** Several at once, in any order, leaving out those that do not exist. */
  principals(viewer: Viewer, ids: readonly string[]): Promise<readonly Principal[]>;
  /** Principals that the viewer may find; no tests means all, up to the limit. */
  searchPrincipals(viewer: Viewer, query: PrincipalQuery): Promise<readonly Principal[]>;
  /** The principal with a calendar user address, compared without regard to case. */
  principalByAddress(viewer: Viewer, address: string): Promise<Principal | undefined>;
  /** Ids of the direct members of a group, and of the groups that a principal is in. */
  members(viewer: Viewer, id: string): Promise<readonly string[]>;
  memberships(viewer: Viewer, id: string): Promise<readonly string[]>;
  /** Ids of those who may act for `id`, and of those for whom `id` may act. */
  proxies(viewer: Viewer, id: string): Promise<Readonly<Record<ProxyMode, readonly string[]>>>;
  proxyFor(viewer: Viewer, id: string): Promise<Readonly<Record<ProxyMode, readonly string[]>>>;
  /** Replaces one proxy group; refuses whom the owner may not appoint. */
  setProxies(viewer: Viewer, id: string, mode: ProxyMode, members: readonly string[]): Promise<void>;
};

/** Homes and collections. */
export type CollectionBackend = {
  home(viewer: Viewer, home: HomeName, owner: string): Promise<Home | undefined>;
  patchHome(viewer: Viewer, home: HomeName, owner: string, dead: ReadonlyMap<string, string | null>): Promise<void>;
  collections(viewer: Viewer, home: HomeName, owner: string): Promise<readonly Collection[]>;
  collection(viewer: Viewer, ref: CollectionRef): Promise<Collection | undefined>;
  /** Refuses with alreadyExists() when the address is taken, missingParent() when there is no such home. */
  createCollection(viewer: Viewer, ref: CollectionRef, input: NewCollection): Promise<void>;
  patchCollection(viewer: Viewer, ref: CollectionRef, patch: CollectionPatch): Promise<void>;
  removeCollection(viewer: Viewer, ref: CollectionRef): Promise<void>;
  /** Octets free and used in a home (RFC 4331); leave it out where there is no quota. */
  quota?(viewer: Viewer, home: HomeName, owner: string): Promise<{ readonly used: number; readonly available: number } | undefined>;
};

/** Objects in collections. */
export type ObjectBackend = {
  object(viewer: Viewer, ref: ObjectRef): Promise<StoredObject | undefined>;
  /** Several of one collection at once, in any order, leaving out those that do not exist. */
  objects(viewer: Viewer, ref: CollectionRef, names: readonly string[]): Promise<readonly StoredObject[]>;
  /** All of one collection. */
  list(viewer: Viewer, ref: CollectionRef): Promise<readonly ObjectEntry[]>;
  find(viewer: Viewer, ref: CollectionRef, query: ObjectQuery): Promise<ObjectsFound>;
  /** Throws expiredToken() for a revision that is not known; `limit` is the most changes wanted. */
  changes(viewer: Viewer, ref: CollectionRef, since: string | undefined, limit: number): Promise<ChangeSet>;
  /** Stores one object; throws uidConflict() or schedulingObjectExists(). Implicit scheduling (RFC 6638 §3.2) happens in the same transaction. */
  put(viewer: Viewer, ref: ObjectRef, input: PutInput): Promise<PutOutcome>;
  /** Removes one object, cancelling or declining what must be. */
  remove(viewer: Viewer, ref: ObjectRef, input: { readonly guard: Guard; readonly reply: boolean }): Promise<void>;
  transfer(viewer: Viewer, from: ObjectRef, to: ObjectRef, input: TransferInput): Promise<PutOutcome>;
  patchObject(viewer: Viewer, ref: ObjectRef, dead: ReadonlyMap<string, string | null>): Promise<void>;
};

/** Busy time. */
export type SchedulingBackend = {
  /** Busy time of one calendar, for whoever has `read-free-busy` (RFC 4791 §7.10); overlaps are allowed. */
  busy(viewer: Viewer, ref: CollectionRef, range: Required<TimeRange>): Promise<readonly BusyPeriod[]>;
  /** Busy time of a calendar user over all calendars that count, working hours included; nothing when the viewer may not ask. */
  busyOf(viewer: Viewer, principal: string, range: Required<TimeRange>, ignoreUid?: string): Promise<readonly BusyPeriod[] | undefined>;
};

/** Files at events (RFC 8607). A file that no object refers to any more may be forgotten. */
export type AttachmentBackend = {
  /** Keeps a file for an object and answers the managed id that the object's text will name. */
  attach(viewer: Viewer, ref: ObjectRef, file: NewAttachment): Promise<string>;
  attachment(viewer: Viewer, owner: string, managedId: string): Promise<Attachment | undefined>;
};

/** Sharing by ACL (RFC 3744 §8.1). */
export type AccessBackend = {
  grants(viewer: Viewer, ref: CollectionRef): Promise<readonly Grant[]>;
  /** Replaces the grants that are not protected. */
  setGrants(viewer: Viewer, ref: CollectionRef, grants: readonly Grant[]): Promise<void>;
};
