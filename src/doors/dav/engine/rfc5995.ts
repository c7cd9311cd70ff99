import { randomUUID } from "node:crypto";
import type { Exchange, Reply } from "./exchange.ts";
import type { Property } from "./property.ts";
import type { CollectionRef } from "./ref.ts";
import { dav } from "./names.ts";
import { collectionProperty } from "./property.ts";
import { objectRef } from "./ref.ts";
import { hrefElement } from "./xml/writer.ts";
import { putObject } from "./rfc4918/put.ts";

/** The query that marks the address to which new members are posted. */
export const ADD_MEMBER = "add-member";

/** POST to a collection's `DAV:add-member` address (RFC 5995 §3): stores the body under a name that nobody has. */
export const addMember = async (x: Exchange, { home, owner, collection }: CollectionRef): Promise<Reply> => {
  const ref = { home, owner, collection, name: `${randomUUID()}.${home === "calendars" ? "ics" : "vcf"}` };
  const reply = await putObject(x, ref);
  return { ...reply, headers: { ...reply.headers, Location: x.site.href(objectRef(ref)) } };
};

/** `DAV:add-member` (RFC 5995 §3.2.1): where to POST an object whose name the server shall choose. */
export const RFC5995_PROPERTIES: readonly Property[] = [
  collectionProperty(dav("add-member"), ["calendar", "addressbook"], ({ home, owner, collection }, x) =>
    hrefElement(`${x.site.href({ kind: "collection", home, owner, collection })}?${ADD_MEMBER}`),
  ),
];
