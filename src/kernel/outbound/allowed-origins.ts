import { isIP } from "node:net";
import { refusal } from "#kernel/errors/refusal.ts";

/**
 * Where an administrator lets Kerani send requests. `origin` is `[scheme://]host[:port]`: https and its usual port unless
 * said otherwise; `*.example.com` is every name below example.com; `*` is every public host over https.
 * `private` also lets an exact host lie in the office network or on this machine.
 */
export type AllowedOrigin = { readonly origin: string; readonly private?: boolean };

/** An entry of the allow list that cannot be read. */
export const originInvalid = refusal("OUTBOUND_ORIGIN_INVALID", "invalid", {
  id: (entry: string) =>
    `"${entry}" bukan alamat tujuan yang dikenal. Tulislah seperti api.contoh.co.id, https://sms.contoh.co.id:8443 atau *.contoh.co.id.`,
  en: (entry: string) =>
    `"${entry}" is not a destination that can be understood. Write it like api.example.com, https://sms.example.com:8443 or *.example.com.`,
});

/** An allow-list entry taken apart; `host` is a name, a name with a leading `*.`, or `*`. */
export type OriginPattern = { scheme: "http:" | "https:"; host: string; port: string; private: boolean };

const ENTRY = /^(?:(https?):\/\/)?(\*|(?:\*\.)?[a-z0-9][a-z0-9._-]*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/;
const USUAL_PORT = { "http:": "80", "https:": "443" } as const;

/** Reads one entry of the allow list, or refuses it with OUTBOUND_ORIGIN_INVALID. */
export const readAllowedOrigin = (entry: AllowedOrigin): OriginPattern => {
  const match = ENTRY.exec(entry.origin.trim().toLowerCase());
  if (!match) throw originInvalid(entry.origin);
  const [, written = "https", host = "", port] = match;
  const scheme = written === "http" ? "http:" : "https:";
  const wild = host.startsWith("*");
  // A pattern that covers many names must not open the office network, nor carry anything in the clear.
  if (wild && (entry.private || scheme === "http:" || isIP(host.slice(2)))) throw originInvalid(entry.origin);
  return { scheme, host, port: port ?? USUAL_PORT[scheme], private: entry.private ?? false };
};

/** The host of a URL as it is compared and looked up: lower case, without brackets or the root's dot. */
export const hostOf = (url: URL): string =>
  url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");

const hostMatches = (pattern: string, host: string): boolean => {
  if (pattern === "*") return true;
  if (pattern.startsWith("*.")) return host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
  return pattern.replace(/^\[|\]$/g, "") === host;
};

/** The entry that lets a URL pass, the one for a private address first; undefined when none does. */
export const allowanceFor = (url: URL, allowed: readonly AllowedOrigin[]): OriginPattern | undefined => {
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const port = url.port || USUAL_PORT[url.protocol];
  const host = hostOf(url);
  return allowed
    .map(readAllowedOrigin)
    .filter((entry) => entry.scheme === url.protocol && entry.port === port && hostMatches(entry.host, host))
    .sort((a, b) => Number(b.private) - Number(a.private))[0];
};
