import type { Exchange, Reply } from "../exchange.ts";
import type { Collection, Guard } from "../backend.ts";
import { objectRef, type ObjectRef, type Ref } from "../ref.ts";
import { DavError, badRequest, forbidden, missingParent, needPrivilege, notFound, preconditionFailed } from "../errors.ts";
import { header, sameRef } from "../exchange.ts";
import { checkConditions, readConditions } from "../http/conditions.ts";
import { grants } from "../privileges.ts";
import { demand, needs } from "../resources.ts";
import { validate } from "../stored.ts";
import { representationReply, writtenReply } from "./put.ts";

const destination = (x: Exchange): Ref => {
  const value = header(x, "destination");
  if (value === undefined) throw badRequest("COPY and MOVE need a Destination.");
  const ref = x.site.parseHref(value.trim(), header(x, "host"));
  if (!ref) throw new DavError(502, "The Destination is not an address of this server.");
  return ref;
};

const overwrite = (x: Exchange): boolean => {
  const value = header(x, "overwrite")?.trim().toUpperCase() ?? "T";
  if (value !== "T" && value !== "F") throw badRequest("Overwrite is T or F.");
  return value === "T";
};

const targetCollection = async (x: Exchange, to: ObjectRef, from: Collection): Promise<Collection> => {
  const collection = await x.backend.collection(x.viewer, to);
  if (!collection) throw missingParent();
  if (collection.kind !== from.kind) throw forbidden("It does not fit into that collection.");
  return collection;
};

const targetGuard =
  (collection: Collection, to: ObjectRef, replace: boolean): Guard =>
  (current) => {
    if (current && !replace) throw preconditionFailed("There is something at the Destination, and Overwrite is F.");
    const privilege = current ? "write-content" : "bind";
    if (!grants(collection.privileges, privilege)) throw needPrivilege(privilege, objectRef(to));
  };

const sourceGuard = (x: Exchange, collection: Collection, into: Collection, move: boolean): Guard => {
  const conditions = readConditions(x);
  return (current) => {
    if (!current) throw notFound();
    if (move && !grants(collection.privileges, "unbind")) throw needPrivilege("unbind", { ...collection, kind: "collection" });
    checkConditions(x, conditions, current);
    validate(x, into, current.text);
  };
};

/**
 * COPY and MOVE (RFC 4918 §9.8, §9.9) of objects between collections of one kind. Collections stay where they are: others
 * have subscribed to their addresses, and a new name is set with PROPPATCH.
 */
export const transfer = async (x: Exchange): Promise<Reply> => {
  const move = x.method === "MOVE";
  const resource = await demand(x);
  const to = destination(x);
  if (sameRef(x, resource.ref, to)) throw forbidden("Source and Destination are the same.");
  if (resource.kind !== "object" || to.kind !== "object")
    throw forbidden("Only objects are copied and moved, from collection to collection.");
  needs(x, resource, "read");
  const into = await targetCollection(x, to, resource.collection);
  const replace = overwrite(x);
  const outcome = await x.backend.transfer(x.viewer, objectRef(resource.ref), objectRef(to), {
    move,
    overwrite: replace,
    sourceGuard: sourceGuard(x, resource.collection, into, move),
    targetGuard: targetGuard(into, to, replace),
  });
  return x.prefer.representation ? representationReply(x, to, outcome) : writtenReply(outcome);
};
