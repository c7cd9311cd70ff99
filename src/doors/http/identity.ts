import { nobody, type Actor } from "#kernel/actor/actor.ts";
import { Refusal, refusal } from "#kernel/errors/refusal.ts";
import { nearestLanguage } from "#kernel/i18n/text.ts";
import { cookieOf, type Exchange } from "./exchange.ts";

/** Asks the duty that knows who may come in; a `nobody` when nothing was shown, a refusal when it is wrong. */
export type Identify = (shown: {
  cookie?: string | undefined;
  bearer?: string | undefined;
  door: Actor["door"];
  address: string;
  language: "id" | "en";
}) => Promise<Actor>;

/** A request with a session cookie that another site's page may have made. */
export const foreignPage = refusal("FOREIGN_PAGE", "forbidden", {
  id: "Permintaan ini tampaknya datang dari halaman lain; muat ulang Kerani dan coba lagi.",
  en: "This request seems to come from another page; reload Kerani and try again.",
});

/** The request was meant for a host that this Kerani does not go by. */
export const otherHost = refusal("OTHER_HOST", "forbidden", {
  id: "Kerani tidak dikenal dengan nama itu. Pengurus dapat menetapkan alamatnya dengan KERANI_URL.",
  en: "Kerani does not go by that name. An administrator can set its address with KERANI_URL.",
});

/**
 * Refuses a Host header that is neither an IP address, nor this machine, nor the public address: a foreign page whose name was
 * bent to point here (DNS rebinding) would otherwise share our origin.
 */
export const refuseOtherHost = ({ request }: Exchange, publicUrl: string): void => {
  const name = URL.parse(`http://${request.headers.host ?? ""}`)?.hostname ?? "";
  const literal = /^\[[0-9a-f:.]+\]$|^\d{1,3}(\.\d{1,3}){3}$/i.test(name);
  if (!literal && name !== "localhost" && name !== URL.parse(publicUrl)?.hostname) throw otherHost();
};

/** The name of the session cookie: bound to the host and to TLS where there is TLS (RFC 6265bis §4.1.3). */
export const cookieName = (https: boolean): string => (https ? "__Host-kerani" : "kerani");

/** A cookie that sets the session for this browser, or ends it when the token is empty. */
export const sessionCookie = (token: string, seconds: number, https: boolean): string =>
  `${cookieName(https)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${https ? "; Secure" : ""}`;

/** True when the caller is Kerani's own web page: only it can set this header, a foreign page would need a permission we never give. */
export const isOwnPage = ({ request }: Exchange): boolean => request.headers["x-kerani"] === "1";

const refuseForeign = (exchange: Exchange): void => {
  const { request } = exchange;
  const site = request.headers["sec-fetch-site"];
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes && (!isOwnPage(exchange) || (site !== undefined && site !== "same-origin" && site !== "none"))) throw foreignPage();
};

/** Who knocks: the bearer token if there is one, else the session cookie (guarded against foreign pages), else nobody. */
export const whoKnocks = async (exchange: Exchange, identify: Identify, https: boolean): Promise<Actor> => {
  const { request, address } = exchange;
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const cookie = bearer ? undefined : cookieOf(request, cookieName(https));
  if (cookie) refuseForeign(exchange);
  const language = nearestLanguage(request.headers["accept-language"]);
  const door = cookie || isOwnPage(exchange) ? "web" : request.headers["x-kerani-door"] === "cli" ? "cli" : "rest";
  try {
    return await identify({ cookie, bearer, door, address, language });
  } catch (error) {
    if (!cookie || !(error instanceof Refusal) || error.kind !== "unauthenticated") throw error;
    // A session that ended must not keep its browser from signing in again: the page cannot remove the cookie itself.
    if (!exchange.response.headersSent) exchange.response.setHeader("set-cookie", sessionCookie("", 0, https));
    return nobody(door, language, address);
  }
};
