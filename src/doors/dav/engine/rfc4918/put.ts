import type { Exchange, Reply } from "../exchange.ts";
import type { Collection, Guard, PutOutcome } from "../backend.ts";
import type { Privilege } from "../privileges.ts";
import { objectRef, type ObjectRef } from "../ref.ts";
import { DavError, badRequest, forbidden, missingParent, needPrivilege } from "../errors.ts";
import { header } from "../exchange.ts";
import { readBody } from "../http/body.ts";
import { checkConditions, readConditions } from "../http/conditions.ts";
import { grants } from "../privileges.ts";
import { applied } from "../rfc7240.ts";
import { schedulingGuard, wantsReply } from "../rfc6638/change.ts";
import { checkMediaType, invalidData, tooLarge, validate } from "../stored.ts";
import { representation, validators } from "./get.ts";

const privilegeGuard = (collection: Collection, ref: ObjectRef): Guard => {
  const need = (privilege: Privilege): void => {
    if (!grants(collection.privileges, privilege)) throw needPrivilege(privilege, objectRef(ref));
  };
  return (current) => need(current ? "write-content" : "bind");
};

const collectionFor = async (x: Exchange, ref: ObjectRef): Promise<Collection> => {
  const collection = await x.backend.collection(x.viewer, ref);
  if (!collection) throw missingParent();
  if (collection.kind === "inbox" || collection.kind === "outbox") throw forbidden("Nothing can be put into a scheduling box.");
  return collection;
};

const decode = (collection: Collection, body: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw invalidData(collection, "The text is not UTF-8.");
  }
};

/** The reply to a write: an ETag only when the stored octets are those that were sent (RFC 4791 §5.3.4). */
export const writtenReply = (outcome: PutOutcome, extra: Record<string, string> = {}): Reply => {
  const headers = outcome.verbatim
    ? validators(outcome)
    : outcome.scheduleTag === undefined
      ? {}
      : { "Schedule-Tag": `"${outcome.scheduleTag}"` };
  return { status: outcome.created ? 201 : 204, headers: { ...headers, ...extra } };
};

/** The reply with the object itself, when the client prefers so (RFC 8144 §2.2). */
export const representationReply = async (x: Exchange, ref: ObjectRef, outcome: PutOutcome): Promise<Reply> => {
  const stored = await x.backend.object(x.viewer, ref);
  if (!stored) return writtenReply(outcome);
  const reply = representation(ref.home, stored, outcome.created ? 201 : 200);
  return { ...reply, headers: { ...reply.headers, ...applied("return=representation"), "Content-Location": x.site.href(objectRef(ref)) } };
};

/** With `return=representation` a failed precondition shows what is there instead (RFC 8144 §3.2). */
const showingCurrent = async (x: Exchange, ref: ObjectRef, error: unknown): Promise<Reply> => {
  if (!(error instanceof DavError) || error.status !== 412 || !x.prefer.representation) throw error;
  const stored = await x.backend.object(x.viewer, ref);
  if (!stored) throw error;
  const reply = representation(ref.home, stored, 412);
  return { ...reply, headers: { ...reply.headers, ...applied("return=representation"), "Content-Location": x.site.href(objectRef(ref)) } };
};

/** Checks a text and stores it at `ref` under the request's conditions and one more, in one act of the backend. */
export const store = async (x: Exchange, collection: Collection, ref: ObjectRef, text: string, also?: Guard): Promise<PutOutcome> => {
  const valid = validate(x, collection, text);
  const conditions = readConditions(x);
  const may = privilegeGuard(collection, ref);
  const scheduling = await schedulingGuard(x, collection, valid);
  const guard: Guard = (current) => {
    may(current);
    checkConditions(x, conditions, current);
    scheduling(current);
    also?.(current);
  };
  return x.backend.put(x.viewer, ref, { text, uid: valid.uid, component: valid.component, guard, reply: wantsReply(x) });
};

/** Stores the request's body at an address, which need not be the request's own. */
export const putObject = async (x: Exchange, ref: ObjectRef): Promise<Reply> => {
  if (header(x, "content-range") !== undefined) throw badRequest("Send the whole text, not a part of it.");
  const collection = await collectionFor(x, ref);
  checkMediaType(collection, header(x, "content-type"));
  const text = decode(collection, await readBody(x, x.limits.resourceBytes, () => tooLarge(x, collection)));
  try {
    const outcome = await store(x, collection, ref, text);
    return x.prefer.representation ? await representationReply(x, ref, outcome) : writtenReply(outcome);
  } catch (error) {
    return showingCurrent(x, ref, error);
  }
};

/** PUT (RFC 9110 §9.3.4, RFC 4791 §5.3.2, RFC 6352 §6.3.2): the text is checked, then stored verbatim. */
export const put = async (x: Exchange): Promise<Reply> => {
  if (x.ref.kind !== "object") throw new DavError(405, "PUT makes objects in calendars and address books.");
  return putObject(x, objectRef(x.ref));
};
