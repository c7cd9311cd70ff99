import type { Exchange, Reply } from "../exchange.ts";
import type { FoundObject, StoredObject } from "../backend.ts";
import type { CollectionRef } from "../ref.ts";
import { DavError, notFound } from "../errors.ts";
import { checkConditions, isNotModified, readConditions } from "../http/conditions.ts";
import { getAttachment } from "../rfc8607/get.ts";
import { objectRef } from "../ref.ts";
import { needs, load } from "../resources.ts";
import { contentType, httpDate, quoted } from "./properties.ts";

/** Validators of an object as headers (RFC 9110 §8.8, RFC 6638 §8.2). */
export const validators = (object: Pick<FoundObject, "etag" | "scheduleTag">): Record<string, string> => ({
  ETag: quoted(object.etag),
  ...(object.scheduleTag === undefined ? {} : { "Schedule-Tag": quoted(object.scheduleTag) }),
});

/** An object as a reply, for GET and for `return=representation`. */
export const representation = (home: CollectionRef["home"], object: StoredObject, status = 200): Reply => ({
  status,
  headers: { ...validators(object), "Last-Modified": httpDate(object.modified), "Cache-Control": "private, no-cache" },
  type: contentType(home, object.component),
  body: object.text,
});

/** GET and HEAD (RFC 9110 §9.3.1) of one object. A collection has no representation of its own. */
export const get = async (x: Exchange): Promise<Reply> => {
  if (x.ref.kind === "attachment") return getAttachment(x, x.ref);
  const resource = await load(x, x.ref);
  if (!resource) throw notFound();
  if (resource.kind !== "object") throw new DavError(405, "Collections are read with PROPFIND and REPORT.");
  needs(x, resource, "read");
  const { object, collection } = resource;
  const conditions = readConditions(x);
  checkConditions(x, conditions, object);
  if (isNotModified(conditions, object)) return { status: 304, headers: validators(object) };
  const stored = object.text === undefined ? await x.backend.object(x.viewer, objectRef(resource.ref)) : { ...object, text: object.text };
  if (!stored) throw notFound();
  return representation(collection.home, stored);
};
