import type { ObjectRef, Ref } from "./ref.ts";
import { objectRef } from "./ref.ts";
import type { Privilege } from "./privileges.ts";
import { caldav, carddav, dav } from "./names.ts";

/** The machine-readable part of an error: the element inside `DAV:error` (RFC 4918 §16), with the resources that it is about. */
export type Condition = { readonly key: string; readonly about?: readonly Ref[]; readonly inner?: string; readonly privilege?: Privilege };

/** An answer that is not success: thrown by the engine and by a backend, written once by the handler. */
export class DavError extends Error {
  override readonly name = "DavError";
  readonly status: number;
  readonly condition: Condition | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, condition?: Condition, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.condition = condition;
    this.headers = headers;
  }
}

/** 400: the request contradicts HTTP or WebDAV. */
export const badRequest = (message: string): DavError => new DavError(400, message);
/** 404: there is nothing here, or nothing that this viewer may know of. */
export const notFound = (): DavError => new DavError(404, "There is nothing at this address.");
/** 403 with an optional condition. */
export const forbidden = (message: string, condition?: Condition): DavError => new DavError(403, message, condition);
/** 409: a collection on the way is missing (RFC 4918 §9.3.1, §9.7.1). */
export const missingParent = (): DavError => new DavError(409, "The collection that should hold this does not exist.");
/** 412: a precondition header does not hold (RFC 9110 §13.1). */
export const preconditionFailed = (message: string): DavError => new DavError(412, message);

/** 403 `DAV:need-privileges` (RFC 3744 §7.1.1). */
export const needPrivilege = (privilege: Privilege, on: Ref): DavError =>
  forbidden(`This needs the privilege ${privilege}.`, { key: dav("need-privileges"), about: [on], privilege });

/** 409 `CALDAV:no-uid-conflict` or its CardDAV twin, naming the object that has the UID (RFC 4791 §5.3.2.1, RFC 6352 §6.3.2.1). */
export const uidConflict = (holder: ObjectRef): DavError => {
  const key = holder.home === "calendars" ? caldav("no-uid-conflict") : carddav("no-uid-conflict");
  return new DavError(409, "Another object in this collection has the same UID.", { key, about: [objectRef(holder)] });
};

/** 403 `CALDAV:unique-scheduling-object-resource`: the meeting is in another calendar of the same person (RFC 6638 §3.2.4.1). */
export const schedulingObjectExists = (holder: ObjectRef): DavError =>
  forbidden("This meeting is already in another calendar of yours.", {
    key: caldav("unique-scheduling-object-resource"),
    about: [objectRef(holder)],
  });

/** 403 `DAV:valid-sync-token`: the history behind this token is gone; the client starts anew (RFC 6578 §3.2). */
export const expiredToken = (): DavError => forbidden("The sync token is not known here any more.", { key: dav("valid-sync-token") });

/** 507 `DAV:quota-not-exceeded` (RFC 4331 §6). */
export const quotaExceeded = (): DavError => new DavError(507, "There is no room left.", { key: dav("quota-not-exceeded") });

/** 405 for MKCOL and MKCALENDAR on an address that is taken (RFC 4918 §9.3.1, RFC 4791 §5.3.1.1). */
export const alreadyExists = (): DavError =>
  new DavError(405, "There is something at this address already.", { key: dav("resource-must-be-null") });

/** 403 `DAV:cannot-modify-protected-property` (RFC 4918 §16). */
export const protectedProperty = (): DavError =>
  forbidden("The server alone decides this property.", { key: dav("cannot-modify-protected-property") });
