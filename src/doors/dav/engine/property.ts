import type { Ref } from "./ref.ts";
import type { Collection, CollectionKind, CollectionPatch, FoundObject, Principal } from "./backend.ts";
import type { Exchange } from "./exchange.ts";
import type { Resource } from "./resources.ts";
import type { XmlElement } from "./xml/element.ts";
import { protectedProperty, type DavError } from "./errors.ts";

/** The XML inside a property: possibly empty; nothing when this resource has no such property; an error that concerns this property only. */
export type PropertyValue = string | undefined | DavError;

/** Changes gathered from one request; `members` belongs to proxy groups only. */
export type Draft = CollectionPatch & { members?: readonly string[] };

/** Applies a new value (or null to remove) to a draft of changes; throws a DavError that becomes this property's status. */
export type PropertyWriter = (value: XmlElement | null, draft: Draft, x: Exchange, resource: WritableResource) => void | Promise<void>;

/** What a PROPPATCH or MKCOL can change: a resource, or the collection about to be made. */
export type WritableResource =
  | Resource
  | { readonly kind: "new"; readonly makes: "calendar" | "addressbook"; readonly ref: Ref & { kind: "collection" } };

/** A live property: the engine knows what it means and works it out. */
export type Property = {
  /** Clark notation. */
  readonly key: string;
  /** Kinds of resource that can have it. */
  readonly on: readonly Resource["kind"][];
  /** Part of `DAV:allprop`: only what RFC 4918 §15 defines (§14.2); the others are asked for by name. */
  readonly common?: boolean;
  /** Answered without waiting where possible: a listing asks this of every member. */
  read(resource: Resource, x: Exchange, asked: XmlElement | undefined): PropertyValue | Promise<PropertyValue>;
  /** Absent for protected properties. */
  readonly write?: PropertyWriter;
};

type Options = { readonly common?: boolean; readonly write?: PropertyWriter };
type Value = PropertyValue | Promise<PropertyValue>;

/** A property that only objects have. */
export const objectProperty = (
  key: string,
  read: (object: FoundObject, collection: Collection, x: Exchange, asked: XmlElement | undefined) => Value,
  options: Options = {},
): Property => ({
  key,
  on: ["object"],
  ...options,
  read: (resource, x, asked) => (resource.kind === "object" ? read(resource.object, resource.collection, x, asked) : undefined),
});

/** A property of collections of the given kinds; elsewhere it does not exist and cannot be set. */
export const collectionProperty = (
  key: string,
  kinds: readonly CollectionKind[],
  read: (collection: Collection, x: Exchange) => Value,
  options: Options = {},
): Property => {
  const { common, write } = options;
  const isOne = (resource: WritableResource): boolean =>
    resource.kind === "new" ? kinds.includes(resource.makes) : resource.kind === "collection" && kinds.includes(resource.collection.kind);
  return {
    key,
    on: ["collection"],
    common,
    read: (resource, x) =>
      resource.kind === "collection" && kinds.includes(resource.collection.kind) ? read(resource.collection, x) : undefined,
    write:
      write &&
      ((value, draft, x, resource) => {
        if (!isOne(resource)) throw protectedProperty();
        return write(value, draft, x, resource);
      }),
  };
};

/** A property of principals. */
export const principalProperty = (key: string, read: (principal: Principal, x: Exchange) => Value): Property => ({
  key,
  on: ["principal"],
  read: (resource, x) => (resource.kind === "principal" ? read(resource.principal, x) : undefined),
});

/** Live properties by Clark key. */
export type PropertyTable = ReadonlyMap<string, Property>;

/** Makes the table; two definitions of one property are a mistake. */
export const propertyTable = (...lists: readonly (readonly Property[])[]): PropertyTable => {
  const table = new Map<string, Property>();
  for (const property of lists.flat()) {
    if (table.has(property.key)) throw new Error(`the property ${property.key} is defined twice`);
    table.set(property.key, property);
  }
  return table;
};

/** The live properties that a resource can have. */
export const propertiesOn = (table: PropertyTable, resource: Resource): Property[] =>
  [...table.values()].filter((each) => each.on.includes(resource.kind));

/** The dead properties kept at a resource. */
export const deadOf = (resource: Resource): ReadonlyMap<string, string> => {
  if (resource.kind === "home") return resource.home.dead;
  if (resource.kind === "collection") return resource.collection.dead;
  return (resource.kind === "object" && resource.object.dead) || NONE;
};
const NONE: ReadonlyMap<string, string> = new Map();
