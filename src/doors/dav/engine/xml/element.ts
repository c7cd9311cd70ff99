/** An attribute with its namespace resolved; `ns` is empty for the usual attribute without prefix. */
export type XmlAttribute = { readonly ns: string; readonly prefix: string; readonly name: string; readonly value: string };

/** An element with its namespace resolved; text and CDATA are strings among its children. */
export type XmlElement = {
  /** Clark notation, `{namespace}name`. */
  readonly key: string;
  readonly ns: string;
  readonly prefix: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
};

/** The child elements, without the text between them. */
export const elements = (parent: XmlElement): XmlElement[] => parent.children.filter((child) => typeof child !== "string");

/** The first child element with this Clark key. */
export const child = (parent: XmlElement, key: string): XmlElement | undefined => {
  for (const each of parent.children) if (typeof each !== "string" && each.key === key) return each;
  return undefined;
};

/** Every child element with this Clark key, in order. */
export const children = (parent: XmlElement, key: string): XmlElement[] => elements(parent).filter((each) => each.key === key);

/** The character data directly in the element, as written. */
export const text = (element: XmlElement): string => {
  let out = "";
  for (const each of element.children) if (typeof each === "string") out += each;
  return out;
};

/** The trimmed text of the named child, or nothing when the child is absent. */
export const childText = (parent: XmlElement, key: string): string | undefined => {
  const found = child(parent, key);
  return found ? text(found).trim() : undefined;
};

/** The value of an attribute without namespace. */
export const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((each) => each.ns === "" && each.name === name)?.value;

/** The `DAV:href` children, trimmed. */
export const hrefs = (parent: XmlElement): string[] => children(parent, "{DAV:}href").map((each) => text(each).trim());
