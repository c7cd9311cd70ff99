/** The XML namespaces of the protocols that the engine speaks. */
export const NS = {
  dav: "DAV:",
  caldav: "urn:ietf:params:xml:ns:caldav",
  carddav: "urn:ietf:params:xml:ns:carddav",
  calendarserver: "http://calendarserver.org/ns/",
  apple: "http://apple.com/ns/ical/",
  xml: "http://www.w3.org/XML/1998/namespace",
  xmlns: "http://www.w3.org/2000/xmlns/",
} as const;

/** The prefix under which each namespace is declared on the root of every reply. */
export const PREFIXES: Readonly<Record<string, string>> = {
  [NS.dav]: "D",
  [NS.caldav]: "C",
  [NS.carddav]: "CR",
  [NS.calendarserver]: "CS",
  [NS.apple]: "A",
};

/** The namespace declarations of a reply's root element, leading space included. */
export const DECLARATIONS = Object.entries(PREFIXES)
  .map(([ns, prefix]) => ` xmlns:${prefix}="${ns}"`)
  .join("");

/** Clark notation, `{namespace}name`: the key under which properties and elements are known. */
export const clark = (ns: string, name: string): string => `{${ns}}${name}`;

/** The namespace and the local name of a Clark key. */
export const split = (key: string): { ns: string; name: string } => {
  const end = key.lastIndexOf("}");
  return { ns: key.slice(1, end), name: key.slice(end + 1) };
};

/** `{DAV:}name`. */
export const dav = (name: string): string => clark(NS.dav, name);
/** `{urn:ietf:params:xml:ns:caldav}name`. */
export const caldav = (name: string): string => clark(NS.caldav, name);
/** `{urn:ietf:params:xml:ns:carddav}name`. */
export const carddav = (name: string): string => clark(NS.carddav, name);
/** `{http://calendarserver.org/ns/}name`. */
export const calendarserver = (name: string): string => clark(NS.calendarserver, name);
/** `{http://apple.com/ns/ical/}name`. */
export const apple = (name: string): string => clark(NS.apple, name);
