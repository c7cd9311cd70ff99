import type { XmlElement } from "./xml/element.ts";
import { badRequest, forbidden } from "./errors.ts";
import { attribute, text } from "./xml/element.ts";

type Fold = (value: string) => string;

/** Collations (RFC 4790 §9, RFC 5051): what makes two texts alike. */
const COLLATIONS: Readonly<Record<string, Fold>> = {
  "i;octet": (value) => value,
  "i;ascii-casemap": (value) => value.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  "i;unicode-casemap": (value) => value.normalize("NFKD").toUpperCase().normalize("NFKD"),
};

const MATCHES = {
  contains: (value: string, wanted: string) => value.includes(wanted),
  equals: (value: string, wanted: string) => value === wanted,
  "starts-with": (value: string, wanted: string) => value.startsWith(wanted),
  "ends-with": (value: string, wanted: string) => value.endsWith(wanted),
} as const;

/** A compiled text-match: `test` for one value, `negate` for the meaning of a whole set of values. */
export type TextMatch = {
  readonly test: (value: string) => boolean;
  readonly negate: boolean;
  readonly wanted: string;
  readonly exact: boolean;
};

const isMatch = (name: string): name is keyof typeof MATCHES => Object.hasOwn(MATCHES, name);

/** Reads a `text-match` element (RFC 4791 §9.7.5, RFC 6352 §10.5.4); `unsupported` is the condition for a collation that is not known. */
export const readTextMatch = (element: XmlElement, fallback: string, unsupported: string): TextMatch => {
  const asked = attribute(element, "collation") ?? fallback;
  const fold = COLLATIONS[asked === "default" ? fallback : asked];
  if (!fold) throw forbidden(`The collation ${asked} is not known.`, { key: unsupported });
  const type = attribute(element, "match-type") ?? "contains";
  if (!isMatch(type)) throw badRequest("match-type is contains, equals, starts-with or ends-with.");
  const match = MATCHES[type];
  const wanted = fold(text(element));
  const negate = attribute(element, "negate-condition") === "yes";
  return { test: (value) => match(fold(value), wanted), negate, wanted: text(element), exact: type === "equals" };
};

/** Whether a set of values satisfies a text-match: one that fits, or none when it is negated. */
export const satisfies = (values: readonly string[], match: TextMatch): boolean =>
  values.some((value) => match.test(value)) !== match.negate;
