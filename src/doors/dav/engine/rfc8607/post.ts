import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { PutOutcome, StoredObject } from "../backend.ts";
import type { Exchange, Reply } from "../exchange.ts";
import type { ObjectRef } from "../ref.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { DavError, forbidden, notFound, preconditionFailed } from "../errors.ts";
import { header } from "../exchange.ts";
import { readBody } from "../http/body.ts";
import { caldav } from "../names.ts";
import { parsedOf } from "../parsed.ts";
import { demand, needs, type Resource } from "../resources.ts";
import { objectRef } from "../ref.ts";
import { store, representationReply, writtenReply } from "../rfc4918/put.ts";
import { safeType } from "./get.ts";
import { attachLine, hasInstances, managedIds, replaceAttachment, withAttachment } from "./lines.ts";

type Target = { readonly ref: ObjectRef; readonly resource: Resource & { kind: "object" }; readonly rids: readonly string[] };
/** What an edit makes of the calendar as it is now. */
type Edit = (calendar: Component) => Component;

const ACTIONS = ["attachment-add", "attachment-update", "attachment-remove"] as const;
type Action = (typeof ACTIONS)[number];

const refuse = (condition: string, message: string): DavError => forbidden(message, { key: caldav(condition) });

const readAction = (x: Exchange): Action => {
  const asked = x.query.getAll("action");
  const action = ACTIONS.find((each) => each === asked[0]);
  if (!action || asked.length > 1) throw refuse("valid-action", "action is attachment-add, attachment-update or attachment-remove.");
  return action;
};

/** RFC 8607 §3.3.2: which instances; all when none is named. Instances without an override of their own are not split off here. */
const readRids = (x: Exchange, action: Action, calendar: Component): string[] => {
  const asked = x.query.getAll("rid");
  const rids = (asked[0] ?? "")
    .split(",")
    .map((each) => each.trim().toUpperCase())
    .filter((each) => each !== "");
  const allowed = asked.length <= 1 && (action !== "attachment-update" || asked.length === 0);
  if (!allowed || (asked.length === 1 && rids.length === 0) || !hasInstances(calendar, rids))
    throw refuse("valid-rid", "rid names M or instances that have an override.");
  return rids;
};

const readManagedId = (x: Exchange, action: Action, calendar: Component): string => {
  const asked = x.query.getAll("managed-id");
  const id = asked[0] ?? "";
  const wanted = action === "attachment-add" ? asked.length === 0 : asked.length === 1 && managedIds(calendar).has(id);
  if (!wanted)
    throw refuse(
      "valid-managed-id",
      action === "attachment-add" ? "A new attachment has no managed-id yet." : "managed-id names an attachment of this object.",
    );
  return id;
};

/** The name that Content-Disposition gives (RFC 6266), without any path. */
const fileName = (x: Exchange): string => {
  const value = header(x, "content-disposition") ?? "";
  const extended = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(value)?.[1];
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(value);
  let name = plain?.[1]?.replace(/\\(.)/g, "$1") ?? plain?.[2] ?? "";
  try {
    if (extended !== undefined) name = decodeURIComponent(extended);
  } catch {
    // The plain name stays.
  }
  const last = name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, "")
    .trim();
  return last === "" || last === "." || last === ".." ? "attachment" : last.slice(0, 200);
};

const MOST_TRIES = 5;

/** Edits the text and stores it if nobody else changed it meanwhile; otherwise edits what is there now. */
const change = async (x: Exchange, target: Target, first: StoredObject, edit: Edit): Promise<PutOutcome> => {
  let current: StoredObject | undefined = first;
  for (let tries = 1; current; tries++) {
    const calendar = parsedOf(current);
    if (!calendar) throw refuse("valid-calendar-data", "The object cannot be read.");
    const etag: string = current.etag;
    try {
      return await store(x, target.resource.collection, target.ref, serialise([edit(calendar)]), (now) => {
        if (now?.etag !== etag) throw preconditionFailed("It was changed at the same time.");
      });
    } catch (error) {
      const again = error instanceof DavError && error.status === 412 && tries < MOST_TRIES;
      current = again ? await x.backend.object(x.viewer, target.ref) : undefined;
      if (!again || current?.etag === etag) throw error;
    }
  }
  throw notFound();
};

const keepFile = async (x: Exchange, target: Target): Promise<{ managedId: string; line: ReturnType<typeof attachLine> }> => {
  const tooLarge = (): DavError => refuse("max-attachment-size", `An attachment may have ${x.limits.attachmentBytes} octets.`);
  const bytes = await readBody(x, x.limits.attachmentBytes, tooLarge);
  const name = fileName(x);
  const type = safeType(header(x, "content-type") ?? "application/octet-stream");
  const managedId = await x.backend.attach!(x.viewer, target.ref, { name, type, bytes });
  const path = x.site.href({ kind: "attachment", owner: target.ref.owner, managedId, name });
  return { managedId, line: attachLine({ managedId, href: x.engine.origin() + path, name, type, size: bytes.length }) };
};

const editFor = async (x: Exchange, action: Action, target: Target, oldId: string): Promise<{ managedId?: string; edit: Edit }> => {
  const { rids } = target;
  if (action === "attachment-remove") return { edit: (calendar) => replaceAttachment(calendar, rids, oldId, undefined) };
  const { managedId, line } = await keepFile(x, target);
  if (action === "attachment-update") return { managedId, edit: (calendar) => replaceAttachment(calendar, rids, oldId, line) };
  return { managedId, edit: (calendar) => withAttachment(calendar, rids, line) };
};

/** POST with `action` on a calendar object (RFC 8607 §3.3 to §3.9). */
export const postAttachment = async (x: Exchange): Promise<Reply> => {
  const resource = await demand(x);
  if (resource.kind !== "object" || resource.collection.kind !== "calendar" || !x.backend.attach)
    throw new DavError(405, "Attachments belong to calendar objects.");
  needs(x, resource, "write-content");
  const ref = objectRef(resource.ref);
  const object = await x.backend.object(x.viewer, ref);
  const calendar = object && parsedOf(object);
  if (!object || !calendar) throw notFound();
  const action = readAction(x);
  const target: Target = { ref, resource, rids: readRids(x, action, calendar) };
  const oldId = readManagedId(x, action, calendar);
  if (action === "attachment-add" && managedIds(calendar).size >= x.limits.attachmentsPerObject)
    throw refuse("max-attachments-per-resource", `An object may have ${x.limits.attachmentsPerObject} attachments.`);
  const { managedId, edit } = await editFor(x, action, target, oldId);
  const outcome = await change(x, target, object, edit);
  const reply = x.prefer.representation ? await representationReply(x, ref, outcome) : writtenReply(outcome);
  const status = action === "attachment-add" ? 201 : x.prefer.representation ? 200 : 204;
  return { ...reply, status, headers: { ...reply.headers, ...(managedId ? { "Cal-Managed-ID": managedId } : {}) } };
};
