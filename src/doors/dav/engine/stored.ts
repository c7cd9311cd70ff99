import type { Collection } from "./backend.ts";
import type { Exchange } from "./exchange.ts";
import { DavError, forbidden } from "./errors.ts";
import { caldav, carddav } from "./names.ts";
import { validateCalendar } from "./rfc4791/valid.ts";
import { validateCard } from "./rfc6352/valid.ts";
import type { Valid } from "./valid.ts";

const isCalendar = (collection: Collection): boolean => collection.home === "calendars";

/** 403 `max-resource-size` of the protocol that the collection speaks (RFC 4791 §5.3.2.1, RFC 6352 §6.3.2.1). */
export const tooLarge = (x: Exchange, collection: Collection): DavError =>
  forbidden(`An object may have ${x.limits.resourceBytes} octets.`, {
    key: (isCalendar(collection) ? caldav : carddav)("max-resource-size"),
  });

/** 403 `valid-calendar-data` or `valid-address-data`. */
export const invalidData = (collection: Collection, message: string): DavError =>
  forbidden(message, { key: isCalendar(collection) ? caldav("valid-calendar-data") : carddav("valid-address-data") });

/** A client that names another media type than the collection takes means something else; one that names none is believed. */
export const checkMediaType = (collection: Collection, value: string | undefined): void => {
  const type = value?.split(";")[0]!.trim().toLowerCase() ?? "";
  const allowed = isCalendar(collection) ? ["text/calendar"] : ["text/vcard", "text/x-vcard", "text/directory"];
  if (type === "" || type === "application/octet-stream" || allowed.includes(type)) return;
  const key = isCalendar(collection) ? caldav("supported-calendar-data") : carddav("supported-address-data");
  throw forbidden(`What is stored here is ${allowed[0]}.`, { key });
};

/** Checks a text for the collection that shall hold it; throws the precondition that fails. */
export const validate = (x: Exchange, collection: Collection, text: string): Valid =>
  isCalendar(collection) ? validateCalendar(x, collection, text) : validateCard(text);
