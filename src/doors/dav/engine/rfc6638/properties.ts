import type { Principal } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import type { Property, PropertyWriter } from "../property.ts";
import { collectionRef } from "../ref.ts";
import { forbidden } from "../errors.ts";
import { header } from "../exchange.ts";
import { caldav } from "../names.ts";
import { collectionProperty, objectProperty, principalProperty } from "../property.ts";
import { child, hrefs } from "../xml/element.ts";
import { escape, hrefElement } from "../xml/writer.ts";

const box = (name: "inbox" | "outbox") => (principal: Principal, x: Exchange) =>
  principal.homes.includes("calendars")
    ? hrefElement(x.site.href({ kind: "collection", home: "calendars", owner: principal.id, collection: name }))
    : undefined;

const setTransparency: PropertyWriter = (value, draft) => {
  if (value && !child(value, caldav("opaque")) && !child(value, caldav("transparent"))) throw forbidden("It is opaque or transparent.");
  draft.transparent = value && child(value, caldav("transparent")) !== undefined;
};

/** RFC 6638 §9.2: one of the same person's calendars, or none. */
const setDefault: PropertyWriter = async (value, draft, x, resource) => {
  const href = value && hrefs(value)[0];
  if (!href || resource.kind !== "collection") return void (draft.defaultCalendar = null);
  const ref = x.site.parseHref(href, header(x, "host"));
  const calendar =
    ref?.kind === "collection" && ref.owner === resource.collection.owner ? await x.backend.collection(x.viewer, ref) : undefined;
  if (calendar?.kind !== "calendar")
    throw forbidden("It is one of the owner's calendars.", { key: caldav("valid-schedule-default-calendar-URL") });
  const { home, owner, collection } = calendar;
  draft.defaultCalendar = { home, owner, collection };
};

/** Scheduling properties (RFC 6638 §2.4, §9). */
export const RFC6638_PROPERTIES: readonly Property[] = [
  principalProperty(caldav("schedule-inbox-URL"), box("inbox")),
  principalProperty(caldav("schedule-outbox-URL"), box("outbox")),
  principalProperty(caldav("calendar-user-address-set"), ({ addresses, id }, x) =>
    [...addresses, x.site.href({ kind: "principal", principal: id })].map(hrefElement).join(""),
  ),
  principalProperty(caldav("calendar-user-type"), ({ kind }) => kind.toUpperCase()),
  collectionProperty(
    caldav("schedule-calendar-transp"),
    ["calendar"],
    ({ transparent }) => (transparent ? "<C:transparent/>" : "<C:opaque/>"),
    { write: setTransparency },
  ),
  collectionProperty(
    caldav("schedule-default-calendar-URL"),
    ["inbox"],
    ({ defaultCalendar }, x) => (defaultCalendar ? hrefElement(x.site.href(collectionRef(defaultCalendar))) : ""),
    { write: setDefault },
  ),
  objectProperty(caldav("schedule-tag"), ({ scheduleTag }) => (scheduleTag === undefined ? undefined : `"${escape(scheduleTag)}"`)),
];
