import { NS } from "../names.ts";
import type { XmlAttribute, XmlElement } from "./element.ts";

/** A request body that is not well-formed XML with namespaces, or that is larger than the limits allow. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

/** Bounds that keep a hostile body from costing more than reading it once. */
export type XmlLimits = { readonly depth: number; readonly elements: number; readonly attributes: number };

/** Enough for a multiget of 20,000 addresses. */
export const XML_LIMITS: XmlLimits = { depth: 60, elements: 60_000, attributes: 40 };

const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}._\u00B7-]*$/u;
const FORBIDDEN = /[\uFFFE\uFFFF[\p{Cc}--[\t\n\r\x7F-\x9F]]]/v;
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^<"]*)"|'([^<']*)')/y;
const PREDEFINED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Chained instead of copied: a copy per element would make deep declarations cost their product. */
type Scope = { readonly own: Map<string, string>; readonly outer?: Scope };
type Open = { tag: string; scope: Scope; element: XmlElement & { children: (XmlElement | string)[] } };
const ROOT_SCOPE: Scope = {
  own: new Map([
    ["", ""],
    ["xml", NS.xml],
  ]),
};

const isXmlCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

/** Character references and the five names of XML itself; no document may declare others, so nothing can expand. */
const unescape = (raw: string): string => {
  if (!raw.includes("&")) return raw;
  return raw.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
    if (!whole.endsWith(";")) throw new XmlError("an ampersand that begins no reference");
    const known = PREDEFINED[name];
    if (known !== undefined) return known;
    const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
    const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? "", digits[1] ? 16 : 10) : Number.NaN;
    if (!isXmlCharacter(code)) throw new XmlError(`&${name}; is not a reference that XML itself defines`);
    return String.fromCodePoint(code);
  });
};

const qualified = (raw: string): { prefix: string; name: string } => {
  const colon = raw.indexOf(":");
  const prefix = colon < 0 ? "" : raw.slice(0, colon);
  const name = raw.slice(colon + 1);
  if (!NAME.test(name) || (colon >= 0 && !NAME.test(prefix))) throw new XmlError(`${JSON.stringify(raw.slice(0, 60))} is not a name`);
  return { prefix, name };
};

const declare = (scope: Map<string, string>, prefix: string, ns: string): void => {
  const reserved = prefix === "xmlns" || ns === NS.xmlns || (prefix === "xml") !== (ns === NS.xml);
  if (reserved || (prefix !== "" && ns === "")) throw new XmlError(`the prefix ${prefix} cannot be bound to ${JSON.stringify(ns)}`);
  scope.set(prefix, ns);
};

const resolve = (scope: Scope, prefix: string): string => {
  for (let each: Scope | undefined = scope; each; each = each.outer) {
    const ns = each.own.get(prefix);
    if (ns !== undefined) return ns;
  }
  throw new XmlError(`the prefix ${prefix.slice(0, 60)} is not declared`);
};

/** Reads attributes from `at`; answers them raw and the position after the last. */
const readAttributes = (source: string, at: number, limit: number): { raw: [string, string][]; end: number } => {
  const raw: [string, string][] = [];
  ATTRIBUTE.lastIndex = at;
  let end = at;
  for (let match = ATTRIBUTE.exec(source); match; match = ATTRIBUTE.exec(source)) {
    end = ATTRIBUTE.lastIndex;
    if (raw.length >= limit) throw new XmlError("too many attributes");
    raw.push([match[1]!, unescape((match[2] ?? match[3] ?? "").replace(/[\t\r\n]/g, " "))]);
  }
  return { raw, end };
};

const bind = (tag: string, raw: readonly [string, string][], outer: Scope): { scope: Scope; element: Open["element"] } => {
  let scope: Scope = outer;
  const declarations = raw.filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  if (declarations.length > 0) {
    scope = { own: new Map(), outer };
    for (const [name, value] of declarations) declare(scope.own, name === "xmlns" ? "" : name.slice(6), value);
  }
  const attributes: XmlAttribute[] = [];
  const seen = new Set<string>();
  for (const [full, value] of raw) {
    if (seen.has(full)) throw new XmlError(`the attribute ${full} twice`);
    seen.add(full);
    if (full === "xmlns" || full.startsWith("xmlns:")) continue;
    const { prefix, name } = qualified(full);
    attributes.push({ ns: prefix === "" ? "" : resolve(scope, prefix), prefix, name, value });
  }
  const { prefix, name } = qualified(tag);
  const ns = resolve(scope, prefix);
  return { scope, element: { key: `{${ns}}${name}`, ns, prefix, name, attributes, children: [] } };
};

/** One pass over the source with a stack instead of recursion, so that depth costs a counter and not the call stack. */
class Reader {
  readonly #source: string;
  readonly #limits: XmlLimits;
  readonly #open: Open[] = [];
  #root: XmlElement | undefined;
  #elements = 0;
  #at = 0;

  constructor(source: string, limits: XmlLimits) {
    this.#source = source.replace(/\r\n?/g, "\n");
    this.#limits = limits;
  }

  read(): XmlElement {
    if (FORBIDDEN.test(this.#source)) throw new XmlError("a control character");
    while (this.#at < this.#source.length) {
      if (this.#source[this.#at] === "<") this.#markup();
      else this.#text();
    }
    if (!this.#root || this.#open.length > 0) throw new XmlError("the document ends too early");
    return this.#root;
  }

  #text(): void {
    const next = this.#source.indexOf("<", this.#at);
    const end = next < 0 ? this.#source.length : next;
    const raw = this.#source.slice(this.#at, end);
    this.#at = end;
    this.#append(unescape(raw));
  }

  #append(value: string): void {
    const top = this.#open.at(-1);
    if (top) top.element.children.push(value);
    else if (value.trim() !== "") throw new XmlError("text outside the root element");
  }

  #markup(): void {
    const source = this.#source;
    if (source.startsWith("<!--", this.#at)) this.#skip("<!--", "-->");
    else if (source.startsWith("<?", this.#at)) this.#skip("<?", "?>");
    else if (source.startsWith("<![CDATA[", this.#at)) {
      if (this.#open.length === 0) throw new XmlError("CDATA outside the root element");
      this.#append(this.#skip("<![CDATA[", "]]>"));
    } else if (source.startsWith("<!", this.#at)) throw new XmlError("a document type or a declaration, which are refused");
    else if (source.startsWith("</", this.#at)) this.#close();
    else this.#start();
  }

  #skip(opening: string, closing: string): string {
    const from = this.#at + opening.length;
    const end = this.#source.indexOf(closing, from);
    if (end < 0) throw new XmlError(`${opening} is never closed`);
    this.#at = end + closing.length;
    return this.#source.slice(from, end);
  }

  #close(): void {
    const tag = this.#skip("</", ">").trimEnd();
    const top = this.#open.pop();
    if (!top || top.tag !== tag) throw new XmlError(`</${tag.slice(0, 60)}> closes nothing`);
  }

  #start(): void {
    const match = /[^\s/>]+/y;
    match.lastIndex = this.#at + 1;
    const tag = match.exec(this.#source)?.[0] ?? "";
    const { raw, end } = readAttributes(this.#source, this.#at + 1 + tag.length, this.#limits.attributes);
    const tail = /\s*(\/?)>/y;
    tail.lastIndex = end;
    const closing = tail.exec(this.#source);
    if (!closing) throw new XmlError(`the tag ${tag.slice(0, 60)} is not well formed`);
    this.#at = tail.lastIndex;
    this.#push(tag, raw, closing[1] === "/");
  }

  #push(tag: string, raw: readonly [string, string][], empty: boolean): void {
    if (++this.#elements > this.#limits.elements) throw new XmlError("too many elements");
    if (this.#open.length >= this.#limits.depth) throw new XmlError("elements nested too deeply");
    const parent = this.#open.at(-1);
    if (!parent && this.#root) throw new XmlError("a second root element");
    const { scope, element } = bind(tag, raw, parent?.scope ?? ROOT_SCOPE);
    if (parent) parent.element.children.push(element);
    else this.#root = element;
    if (!empty) this.#open.push({ tag, scope, element });
  }
}

/** Reads one XML 1.0 document with namespaces. Document types are refused, so no entity can be declared; throws XmlError. */
export const readXml = (source: string, limits: XmlLimits = XML_LIMITS): XmlElement =>
  new Reader(source.replace(/^\uFEFF/, ""), limits).read();
