import type { Valid } from "../valid.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { valueOf } from "#kernel/icalendar/lines/edit.ts";
import { DavError, forbidden } from "../errors.ts";
import { carddav } from "../names.ts";

const invalid = (message: string): DavError => forbidden(message, { key: carddav("valid-address-data") });

/** One card of a version that can be answered, with a UID (RFC 6352 §5.1, §6.3.2.1). */
export const validateCard = (text: string): Valid => {
  const { components, findings } = parse(text);
  const grave = findings.find((each) => each.grave);
  if (grave) throw invalid(grave.line > 0 ? `Line ${grave.line}: ${grave.text.en}` : grave.text.en);
  const [card, ...others] = components;
  if (card?.name !== "VCARD" || others.length > 0) throw invalid("An object holds exactly one VCARD.");
  const version = valueOf(card, "VERSION");
  if (version !== "3.0" && version !== "4.0") throw forbidden("Cards are version 3.0 or 4.0.", { key: carddav("supported-address-data") });
  const uid = valueOf(card, "UID");
  if (!uid) throw invalid("A card has a UID.");
  return { text, uid, component: "VCARD", parsed: card };
};
