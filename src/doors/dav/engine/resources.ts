import type { Ref } from "./ref.ts";
import type { Collection, FoundObject, Home, Principal } from "./backend.ts";
import type { Exchange } from "./exchange.ts";
import { collectionRef, objectRef } from "./ref.ts";
import { needPrivilege, notFound } from "./errors.ts";
import { grants, type Privilege, type Privileges } from "./privileges.ts";

type Of<K extends Ref["kind"], Rest = unknown> = { readonly kind: K; readonly ref: Ref & { kind: K } } & Rest;

/** A resource that exists for the viewer, with what the backend said of it. */
export type Resource =
  | Of<"root">
  | Of<"principals">
  | Of<"principal", { readonly principal: Principal }>
  | Of<"proxy", { readonly principal: Principal }>
  | Of<"homes">
  | Of<"home", { readonly home: Home }>
  | Of<"collection", { readonly collection: Collection }>
  | Of<"object", { readonly collection: Collection; readonly object: FoundObject }>;

/** Every kind of resource. */
export const ALL_KINDS: readonly Resource["kind"][] = ["root", "principals", "principal", "proxy", "homes", "home", "collection", "object"];

/** The collection, as a Resource. */
export const collectionResource = (collection: Collection): Resource & { kind: "collection" } => ({
  kind: "collection",
  ref: collectionRef(collection),
  collection,
});

/** The object in its collection, as a Resource. */
export const objectResource = (collection: Collection, object: FoundObject): Resource & { kind: "object" } => {
  const { home, owner, collection: name } = collection;
  return { kind: "object", ref: { kind: "object", home, owner, collection: name, name: object.name }, collection, object };
};

/** Finds what an address names, or nothing when there is nothing that the viewer may know of. */
export const load = async (x: Exchange, ref: Ref): Promise<Resource | undefined> => {
  switch (ref.kind) {
    case "root":
    case "principals":
    case "homes":
      return { kind: ref.kind, ref } as Resource;
    case "principal":
    case "proxy": {
      const principal = await x.backend.principal(x.viewer, ref.principal);
      return principal && ({ kind: ref.kind, ref, principal } as Resource);
    }
    case "home": {
      const home = await x.backend.home(x.viewer, ref.home, ref.owner);
      return home && { kind: "home", ref, home };
    }
    case "collection": {
      const collection = await x.backend.collection(x.viewer, ref);
      return collection && collectionResource(collection);
    }
    case "object": {
      const collection = await x.backend.collection(x.viewer, ref);
      const object = collection && (await x.backend.object(x.viewer, objectRef(ref)));
      return object && objectResource(collection, object);
    }
    case "attachment":
      return undefined;
  }
};

/** The resource at an address; throws 404. */
export const demand = async (x: Exchange, ref: Ref = x.ref): Promise<Resource> => {
  const resource = await load(x, ref);
  if (!resource) throw notFound();
  return resource;
};

const READABLE: Privileges = new Set(["read", "read-current-user-privilege-set"]);
const OWN_PROXY: Privileges = new Set([...READABLE, "write-properties"]);

/** What the viewer may do with a resource. Principals are readable by everybody who can find them. */
export const privilegesOf = (x: Exchange, resource: Resource): Privileges => {
  switch (resource.kind) {
    case "home":
      return resource.home.privileges;
    case "collection":
    case "object":
      return resource.collection.privileges;
    case "proxy":
      return resource.principal.id === x.viewer.principal ? OWN_PROXY : READABLE;
    default:
      return READABLE;
  }
};

/** Throws 403 `DAV:need-privileges` unless the viewer may (RFC 3744 §7.1.1). */
export const needs = (x: Exchange, resource: Resource, privilege: Privilege): void => {
  if (!grants(privilegesOf(x, resource), privilege)) throw needPrivilege(privilege, resource.ref);
};

const PRINCIPALS_LISTED = 500;

/** The direct members of a collection, as the viewer sees them. */
export const membersOf = async (x: Exchange, resource: Resource): Promise<Resource[]> => {
  switch (resource.kind) {
    case "root": {
      const own = await Promise.all((["calendars", "addressbooks"] as const).map((home) => load(x, { kind: "homes", home })));
      return [{ kind: "principals", ref: { kind: "principals" } }, ...own.filter((each) => each !== undefined)];
    }
    case "principals": {
      const found = await x.backend.searchPrincipals(x.viewer, { join: "all", tests: [], limit: PRINCIPALS_LISTED });
      return found.map((principal) => ({ kind: "principal", ref: { kind: "principal", principal: principal.id }, principal }));
    }
    case "principal": {
      const { principal } = resource;
      return (["read", "write"] as const).map((mode) => ({
        kind: "proxy",
        ref: { kind: "proxy", principal: principal.id, mode },
        principal,
      }));
    }
    case "homes": {
      const own = await load(x, { kind: "home", home: resource.ref.home, owner: x.viewer.principal });
      return own ? [own] : [];
    }
    case "home": {
      const collections = await x.backend.collections(x.viewer, resource.home.home, resource.home.owner);
      return collections.map(collectionResource);
    }
    case "collection": {
      const { collection } = resource;
      if (collection.kind === "outbox" || !grants(collection.privileges, "read")) return [];
      const objects = await x.backend.list(x.viewer, collection);
      return objects.map((object) => objectResource(collection, object));
    }
    default:
      return [];
  }
};
