import { NS, PREFIXES, split } from "../names.ts";
import type { XmlElement } from "./element.ts";

/** Markup, carriage returns, and what XML 1.0 cannot carry: controls, lone surrogates, two noncharacters. */
const SPECIAL = /[&<>\p{Cs}\uFFFE\uFFFF[\p{Cc}--[\t\n\x7F-\x9F]]]/v;
const EACH_SPECIAL = new RegExp(SPECIAL, "gv");
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/**
 * Character data. A carriage return is written as a reference, because every XML reader turns a bare one into a line feed
 * and calendar data would come back changed; what XML 1.0 cannot carry at all becomes U+FFFD.
 */
export const escape = (value: string): string =>
  SPECIAL.test(value) ? value.replace(EACH_SPECIAL, (character) => ESCAPES[character] ?? "\uFFFD") : value;

/** An attribute value to stand between double quotes. */
export const escapeAttribute = (value: string): string =>
  escape(value).replace(/["\t\n]/g, (character) => (character === '"' ? "&quot;" : `&#${character.charCodeAt(0)};`));

/** The start and end tag of a Clark key, with the reply's prefixes; a foreign namespace is declared on the spot. */
export const tags = (key: string): { open: string; close: string; empty: string } => {
  const { ns, name } = split(key);
  const prefix = PREFIXES[ns];
  const qualified = prefix ? `${prefix}:${name}` : ns === "" ? name : `X:${name}`;
  const declaration = prefix ? "" : ns === "" ? ' xmlns=""' : ` xmlns:X="${escapeAttribute(ns)}"`;
  return { open: `<${qualified}${declaration}>`, close: `</${qualified}>`, empty: `<${qualified}${declaration}/>` };
};

/** An element whose content is XML already; without content the empty tag. */
export const wrap = (key: string, inner = ""): string => {
  const tag = tags(key);
  return inner === "" ? tag.empty : tag.open + inner + tag.close;
};

/** A `DAV:href` around an address that is percent-encoded already. */
export const hrefElement = (href: string): string => `<D:href>${escape(href)}</D:href>`;

type Bindings = ReadonlyMap<string, string>;

/** Declares what the element and its attributes use and the surroundings do not bind the same way. */
const declarationsFor = (element: XmlElement, outer: Bindings): { inner: Bindings; written: string } => {
  let inner = outer;
  let written = "";
  for (const { prefix, ns } of [element, ...element.attributes.filter((each) => each.prefix !== "")]) {
    if (prefix === "xml" || (inner.get(prefix) ?? "") === ns) continue;
    inner = new Map(inner).set(prefix, ns);
    written += ` xmlns${prefix === "" ? "" : ":"}${prefix}="${escapeAttribute(ns)}"`;
  }
  return { inner, written };
};

const write = (element: XmlElement, outer: Bindings): string => {
  const { inner, written } = declarationsFor(element, outer);
  const tag = element.prefix === "" ? element.name : `${element.prefix}:${element.name}`;
  const attributes = element.attributes
    .map(({ prefix, name, value }) => ` ${prefix === "" ? name : `${prefix}:${name}`}="${escapeAttribute(value)}"`)
    .join("");
  const content = element.children.map((child) => (typeof child === "string" ? escape(child) : write(child, inner))).join("");
  return content === "" ? `<${tag}${written}${attributes}/>` : `<${tag}${written}${attributes}>${content}</${tag}>`;
};

/** Writes an element that stands on its own: prefixes kept, every namespace declared inside, `xml:lang` of its surroundings added (RFC 4918 §4.3). */
export const writeElement = (element: XmlElement, language?: string): string => {
  const has = element.attributes.some((each) => each.ns === NS.xml && each.name === "lang");
  const attributes =
    language && !has ? [...element.attributes, { ns: NS.xml, prefix: "xml", name: "lang", value: language }] : element.attributes;
  return write({ ...element, attributes }, new Map());
};
