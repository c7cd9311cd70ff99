import type { Principal } from "./backend.ts";
import type { Exchange } from "./exchange.ts";
import type { Property, PropertyWriter } from "./property.ts";
import { objectRef, type ProxyMode } from "./ref.ts";
import { forbidden } from "./errors.ts";
import { apple, calendarserver } from "./names.ts";
import { collectionProperty, principalProperty } from "./property.ts";
import { text } from "./xml/element.ts";
import { escape, hrefElement, wrap } from "./xml/writer.ts";

const COLOR = /^[#\w(),.% -]{1,64}$/;

const setColor: PropertyWriter = (value, draft) => {
  const color = value && text(value).trim();
  if (color !== null && !COLOR.test(color)) throw forbidden("A colour is written as #RRGGBB or #RRGGBBAA.");
  draft.color = color;
};

const setOrder: PropertyWriter = (value, draft) => {
  const order = value === null ? null : Number(text(value).trim());
  if (order !== null && !Number.isSafeInteger(order)) throw forbidden("The order is a whole number.");
  draft.order = order;
};

/** Only the web's own schemes: whatever is kept here, somebody will fetch. */
const setSource: PropertyWriter = (value, draft) => {
  const source = value && text(value).trim();
  if (source !== null && !/^(?:https?|webcals?):\/\/[^\s]{1,2000}$/i.test(source))
    throw forbidden("A source is an http, https or webcal address.");
  draft.source = source;
};

const mailboxes = (principal: Principal): string[] =>
  principal.addresses.filter((each) => /^mailto:/i.test(each)).map((each) => each.slice(7));

/** calendar-proxy §5.3: those for whom a principal may act. */
const actingFor = (mode: ProxyMode) => async (principal: Principal, x: Exchange) => {
  const acting = await x.backend.proxyFor(x.viewer, principal.id);
  return acting[mode].map((id) => hrefElement(x.site.href({ kind: "principal", principal: id }))).join("");
};

const named = (name: string, pick: (principal: Principal) => string | undefined): Property =>
  principalProperty(calendarserver(name), (principal) => {
    const value = pick(principal);
    return value === undefined ? undefined : escape(value);
  });

/** What Apple and the clients that follow it look for: CalendarServer's extensions and the look of a calendar. */
export const CALENDARSERVER_PROPERTIES: readonly Property[] = [
  collectionProperty(calendarserver("getctag"), ["calendar", "addressbook", "inbox"], ({ revision }) => `"${escape(revision)}"`),
  collectionProperty(calendarserver("source"), ["calendar"], ({ source }) => (source === undefined ? undefined : hrefElement(source)), {
    write: setSource,
  }),
  collectionProperty(apple("calendar-color"), ["calendar"], ({ color }) => (color === undefined ? undefined : escape(color)), {
    write: setColor,
  }),
  collectionProperty(apple("calendar-order"), ["calendar"], ({ order }) => (order === undefined ? undefined : String(order)), {
    write: setOrder,
  }),
  principalProperty(calendarserver("calendar-proxy-read-for"), actingFor("read")),
  principalProperty(calendarserver("calendar-proxy-write-for"), actingFor("write")),
  principalProperty(calendarserver("email-address-set"), (principal) =>
    mailboxes(principal)
      .map((each) => wrap(calendarserver("email-address"), escape(each)))
      .join(""),
  ),
  named("first-name", (principal) => principal.firstName),
  named("last-name", (principal) => principal.lastName),
  named("record-type", ({ kind }) => ({ individual: "users", group: "groups", room: "locations", resource: "resources" })[kind]),
  principalProperty(calendarserver("me-card"), ({ card }, x) => card && hrefElement(x.site.href(objectRef(card)))),
];
