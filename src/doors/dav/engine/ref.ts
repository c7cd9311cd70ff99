/** Which of a principal's two homes: `calendars` (RFC 4791 §6.2.1) or `addressbooks` (RFC 6352 §7.1.1). */
export type HomeName = "calendars" | "addressbooks";
/** The two halves of a principal's proxy groups (calendar-proxy §5.1). */
export type ProxyMode = "read" | "write";
/** One collection in the home of a principal. */
export type CollectionRef = { readonly home: HomeName; readonly owner: string; readonly collection: string };
/** One object in a collection; `name` is the last path segment that the client chose, decoded. */
export type ObjectRef = CollectionRef & { readonly name: string };

/** What an address can mean. Everything else under the base is 404. */
export type Ref =
  | { readonly kind: "root" }
  | { readonly kind: "principals" }
  | { readonly kind: "principal"; readonly principal: string }
  | { readonly kind: "proxy"; readonly principal: string; readonly mode: ProxyMode }
  | { readonly kind: "homes"; readonly home: HomeName }
  | { readonly kind: "home"; readonly home: HomeName; readonly owner: string }
  | ({ readonly kind: "collection" } & CollectionRef)
  | ({ readonly kind: "object" } & ObjectRef)
  | { readonly kind: "attachment"; readonly owner: string; readonly managedId: string; readonly name: string };

/** The collection, as a Ref. */
export const collectionRef = ({ home, owner, collection }: CollectionRef): Ref & { kind: "collection" } => ({
  kind: "collection",
  home,
  owner,
  collection,
});
/** The object, as a Ref. */
export const objectRef = ({ home, owner, collection, name }: ObjectRef): Ref & { kind: "object" } => ({
  kind: "object",
  home,
  owner,
  collection,
  name,
});
