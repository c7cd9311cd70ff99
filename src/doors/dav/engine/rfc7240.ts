import type { IncomingMessage } from "node:http";

/** What the client would rather have (RFC 7240), as far as RFC 8144 gives it a meaning in WebDAV. */
export type Preferences = {
  /** Leave out what carries no news: 404 propstats, bodies of successful PROPPATCH and MKCOL (RFC 8144 §2.1). */
  readonly minimal: boolean;
  /** Send the object back after PUT, POST, COPY and MOVE, and with 412 (RFC 8144 §2.2, §3). */
  readonly representation: boolean;
  /** Leave the collection itself out of a Depth 1 PROPFIND (RFC 8144 §2.3, §4). */
  readonly noRoot: boolean;
};

/** Reads Prefer; the older `Brief: t` means return=minimal (RFC 8144 §1). Unknown preferences are ignored, the first of a name wins. */
export const preferences = (request: IncomingMessage): Preferences => {
  const value = [request.headers["prefer"] ?? []].flat().join(",");
  const brief = request.headers["brief"] === "t";
  if (value === "") return { minimal: brief, representation: false, noRoot: false };
  const wishes = value.split(",").map((each) => each.split(";")[0]!.replace(/["\s]/g, "").toLowerCase());
  const returned = wishes.find((each) => each.startsWith("return="));
  return {
    minimal: brief || returned === "return=minimal",
    representation: returned === "return=representation",
    noRoot: wishes.includes("depth-noroot"),
  };
};

/** `Preference-Applied` (RFC 7240 §3) for what was honoured, to spread into reply headers. */
export const applied = (...tokens: (string | false)[]): Record<string, string> => {
  const honoured = tokens.filter((each) => each !== false);
  return honoured.length > 0 ? { "Preference-Applied": honoured.join(", "), Vary: "Prefer, Brief" } : {};
};
