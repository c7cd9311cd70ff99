import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { Property } from "../property.ts";
import type { XmlElement } from "../xml/element.ts";
import { assemble, isComponent, serialise } from "#kernel/icalendar/lines/component.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { forbidden } from "../errors.ts";
import { carddav } from "../names.ts";
import { parsedOf } from "../parsed.ts";
import { objectProperty } from "../property.ts";
import { attribute, children } from "../xml/element.ts";
import { escape } from "../xml/writer.ts";
import { inVersion, type CardVersion } from "./versions.ts";

/** VERSION goes with every answer, so that the rest can be read. */
const prune = (card: Component, asked: readonly XmlElement[]): Component => {
  const wanted = new Map(asked.map((each) => [(attribute(each, "name") ?? "").toUpperCase(), attribute(each, "novalue") === "yes"]));
  const parts = card.parts.flatMap((part) => {
    if (isComponent(part)) return [];
    if (part.name === "VERSION") return [part];
    const grouped = part.group === undefined ? undefined : wanted.get(`${part.group.toUpperCase()}.${part.name}`);
    const novalue = wanted.get(part.name) ?? grouped;
    if (novalue === undefined) return [];
    return [novalue ? buildLine({ name: part.name, value: "", params: part.params, group: part.group }) : part];
  });
  return assemble(card.begin, parts, card.end);
};

const versionOf = (asked: XmlElement | undefined): CardVersion => {
  const type = (asked && attribute(asked, "content-type")) ?? "text/vcard";
  const version = (asked && attribute(asked, "version")) ?? "3.0";
  if (type.toLowerCase() === "text/vcard" && (version === "3.0" || version === "4.0")) return version;
  throw forbidden("Cards are text/vcard, version 3.0 or 4.0.", { key: carddav("supported-address-data") });
};

/** The usual case needs no parsing. */
const DECLARED = /^VERSION:([\d.]+)\r?$/m;

/** `CARDDAV:address-data` (RFC 6352 §10.4): the card in the version asked for (3.0 when none is), whole or some properties of it. */
export const ADDRESS_DATA: Property = objectProperty(carddav("address-data"), (object, { home }, _x, asked) => {
  if (home !== "addressbooks" || object.text === undefined) return undefined;
  const version = versionOf(asked);
  const props = asked ? children(asked, carddav("prop")) : [];
  if (props.length === 0 && DECLARED.exec(object.text)?.[1] === version) return escape(object.text);
  const card = parsedOf(object);
  if (!card) return escape(object.text);
  const converted = inVersion(card, version);
  if (props.length > 0) return escape(serialise([prune(converted, props)]));
  return escape(converted === card ? object.text : serialise([converted]));
});
