import type { CollectionRef } from "./ref.ts";
import type { ComponentName } from "./backend.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { XmlElement } from "./xml/element.ts";
import { collectionRef } from "./ref.ts";
import { DavError, alreadyExists, badRequest, forbidden, missingParent, needPrivilege } from "./errors.ts";
import { readXmlBody } from "./http/body.ts";
import { document } from "./multistatus.ts";
import { caldav, carddav, dav } from "./names.ts";
import { grants } from "./privileges.ts";
import { allDone, draftChanges, outcomePropstats, readChanges, type Change, type Outcome } from "./rfc4918/proppatch.ts";
import { applied } from "./rfc7240.ts";
import { readComponentSet } from "./rfc4791/properties.ts";
import { elements } from "./xml/element.ts";

type Making = { readonly kind: "calendar" | "addressbook"; readonly changes: readonly Change[]; readonly response: string };

const RESOURCETYPE = dav("resourcetype");
const COMPONENTS = caldav("supported-calendar-component-set");

/** The kind that a `DAV:resourcetype` asks for; a collection of nothing in particular fits into no home (RFC 5689 §3.3). */
const kindOf = (asked: XmlElement | undefined): "calendar" | "addressbook" => {
  const wanted = new Set(asked ? elements(asked).map((each) => each.key) : []);
  if (!wanted.delete(dav("collection"))) throw invalidType();
  if (wanted.size === 1 && wanted.has(caldav("calendar"))) return "calendar";
  if (wanted.size === 1 && wanted.has(carddav("addressbook"))) return "addressbook";
  throw invalidType();
};

const invalidType = (): DavError =>
  forbidden("Calendars and address books can be made, each in its own home.", { key: dav("valid-resourcetype") });

const placeFor = async (x: Exchange, kind: Making["kind"]): Promise<CollectionRef> => {
  const home = kind === "calendar" ? "calendars" : "addressbooks";
  const { ref } = x;
  if (ref.kind !== "collection" || ref.home !== home) {
    const key = kind === "calendar" ? caldav("calendar-collection-location-ok") : carddav("addressbook-collection-location-ok");
    throw forbidden(`Make it directly inside ${x.site.href({ kind: "home", home, owner: x.viewer.principal })}.`, { key });
  }
  const found = await x.backend.home(x.viewer, home, ref.owner);
  if (!found) throw missingParent();
  if (!grants(found.privileges, "bind")) throw needPrivilege("bind", { kind: "home", home, owner: ref.owner });
  return ref;
};

const failure = (x: Exchange, making: Making, outcomes: readonly Outcome[]): Reply => {
  const status = outcomes.find((each) => each.error)!.error!.status;
  return { status: status === 507 ? 507 : 403, headers: NO_CACHE, body: document(making.response, outcomePropstats(x, outcomes)) };
};

const NO_CACHE = { "Cache-Control": "no-cache" };

const make = async (x: Exchange, making: Making, typeOutcome: Outcome[]): Promise<Reply> => {
  const ref = await placeFor(x, making.kind);
  if (await x.backend.collection(x.viewer, ref)) throw alreadyExists();
  let components: readonly ComponentName[] | undefined;
  const fixed: Outcome[] = [...typeOutcome];
  const changes: Change[] = [];
  for (const change of making.changes) {
    if (change.element.key === COMPONENTS && making.kind === "calendar") {
      const read = readComponentSet(change.element);
      components = read instanceof DavError ? undefined : read;
      fixed.push({ key: COMPONENTS, error: read instanceof DavError ? read : undefined });
    } else if (change.element.key !== RESOURCETYPE) changes.push(change);
  }
  const { draft, outcomes } = await draftChanges(x, { kind: "new", makes: making.kind, ref: collectionRef(ref) }, changes);
  const all = [...fixed, ...outcomes];
  if (!allDone(all)) return failure(x, making, all);
  await x.backend.createCollection(x.viewer, ref, { kind: making.kind, components, patch: draft });
  return { status: 201, headers: { ...NO_CACHE, ...applied(x.prefer.minimal && "return=minimal") } };
};

/** MKCALENDAR (RFC 4791 §5.3.1): a calendar, with its properties if the body sets some. */
export const mkcalendar = async (x: Exchange): Promise<Reply> => {
  const body = await readXmlBody(x);
  if (body && body.key !== caldav("mkcalendar")) throw badRequest("The body of a MKCALENDAR is a CALDAV:mkcalendar.");
  const changes = body ? readChanges(body) : [];
  return make(x, { kind: "calendar", changes, response: caldav("mkcalendar-response") }, []);
};

/** Extended MKCOL (RFC 5689 §3). Without a body it would be a plain collection, which no home takes, so the home decides the kind. */
export const mkcol = async (x: Exchange): Promise<Reply> => {
  const body = await readXmlBody(x);
  if (body && body.key !== dav("mkcol")) throw new DavError(415, "The body of a MKCOL is a DAV:mkcol.");
  const changes = body ? readChanges(body) : [];
  const byHome = x.ref.kind === "collection" && x.ref.home === "addressbooks" ? "addressbook" : "calendar";
  if (!body) return make(x, { kind: byHome, changes, response: dav("mkcol-response") }, []);
  const type = changes.find((each) => each.element.key === RESOURCETYPE)?.element;
  try {
    return await make(x, { kind: kindOf(type), changes, response: dav("mkcol-response") }, [{ key: RESOURCETYPE }]);
  } catch (error) {
    if (!(error instanceof DavError) || error.condition?.key !== dav("valid-resourcetype")) throw error;
    const outcomes = changes.map(({ element }): Outcome => ({ key: element.key, error: element.key === RESOURCETYPE ? error : undefined }));
    return {
      status: 403,
      headers: NO_CACHE,
      body: document(dav("mkcol-response"), outcomePropstats(x, outcomes.length > 0 ? outcomes : [{ key: RESOURCETYPE, error }])),
    };
  }
};
