import type { Exchange, Reply } from "../exchange.ts";
import type { Collection, Guard } from "../backend.ts";
import { objectRef } from "../ref.ts";
import { badRequest, forbidden, needPrivilege, notFound, preconditionFailed } from "../errors.ts";
import { depth, header } from "../exchange.ts";
import { checkConditions, readConditions } from "../http/conditions.ts";
import { needs, demand } from "../resources.ts";
import { grants } from "../privileges.ts";
import { wantsReply } from "../rfc6638/change.ts";

/** The conditions of a request as a guard for an object that must exist. */
export const removalGuard = (x: Exchange, collection: Collection): Guard => {
  const conditions = readConditions(x);
  return (current) => {
    if (!current) throw header(x, "if-match") === undefined ? notFound() : preconditionFailed("There is nothing here any more.");
    if (!grants(collection.privileges, "unbind")) throw needPrivilege("unbind", { ...collection, kind: "collection" });
    checkConditions(x, conditions, current);
  };
};

const removeCollection = async (x: Exchange, collection: Collection): Promise<Reply> => {
  if (collection.kind === "inbox" || collection.kind === "outbox") throw forbidden("A scheduling box cannot be removed.");
  if (depth(x, "infinity") !== "infinity") throw badRequest("A collection is removed with Depth infinity.");
  checkConditions(x, readConditions(x), { etag: collection.revision });
  await x.backend.removeCollection(x.viewer, collection);
  return { status: 204 };
};

/** DELETE (RFC 4918 §9.6) of an object, or of a collection with everything in it. */
export const remove = async (x: Exchange): Promise<Reply> => {
  const resource = await demand(x);
  if (resource.kind === "collection") {
    needs(x, resource, "unbind");
    return removeCollection(x, resource.collection);
  }
  if (resource.kind !== "object") throw forbidden("This cannot be removed.");
  await x.backend.remove(x.viewer, objectRef(resource.ref), { guard: removalGuard(x, resource.collection), reply: wantsReply(x) });
  return { status: 204 };
};
