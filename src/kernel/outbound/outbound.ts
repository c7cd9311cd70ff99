import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { allowanceFor, type AllowedOrigin, hostOf } from "./allowed-origins.ts";
import { standingOf } from "./addresses.ts";
import { type Answer, Connections, exchange, type Pinned } from "./exchange.ts";
import { codeOf, faultOf, OutboundFailure } from "./outbound-failure.ts";

/** Turns a host name into its addresses; given in tests to show names that lie. */
export type Resolve = (host: string) => Promise<readonly Pinned[]>;

/** What Kerani may ask of whom, and how much it bears. The allow list may be a function, so that a changed setting counts at once. */
export type OutboundPolicy = {
  readonly allow: readonly AllowedOrigin[] | (() => readonly AllowedOrigin[]);
  readonly resolve?: Resolve;
  /** Certificates (PEM) trusted beside the usual ones, for servers inside the office. */
  readonly trust?: string;
  /** The whole exchange, name lookup included; 10 seconds unless said otherwise. */
  readonly timeoutMs?: number;
  /** The largest answer body; 256 KiB unless said otherwise. */
  readonly maxAnswerBytes?: number;
};

/** One request; `redirects` is how many redirects a GET or HEAD may follow, none unless said otherwise. */
export type OutboundRequest = {
  readonly url: string | URL;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  readonly redirects?: number;
};

/** The only way by which Kerani sends an HTTP request. */
export type Outbound = {
  /** Sends the request and reads the whole answer, whatever its status; throws OutboundFailure when there is none. */
  fetch(request: OutboundRequest): Promise<Answer>;
  /** Whether the allow list names the URL's origin; its addresses are only judged when a request is sent. */
  allows(url: string | URL): boolean;
  /** Closes every idle connection. */
  close(): void;
};

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_ANSWER_BYTES = 262_144;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const resolveBySystem: Resolve = async (host) => {
  const found = await systemLookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

const readUrl = (url: string | URL): URL => {
  const read = URL.parse(String(url));
  // A name and password in the address would travel into logs of every kind; headers carry them instead.
  if (!read || read.username || read.password || !/^https?:$/.test(read.protocol)) throw new OutboundFailure("url_invalid", "?");
  read.hash = "";
  return read;
};

/** Rejects as soon as the signal does, for work that cannot be told to stop. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
};

/** What may follow a redirect to another origin: nothing that could carry a secret. */
const harmless = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^(accept|accept-language|user-agent)$/i.test(name)));

/**
 * Opens the guarded way out. A host must be on the allow list; its addresses are looked up once, judged all, and the
 * connection is made to one of exactly those, so that a name cannot point elsewhere between the check and the connection.
 */
export const openOutbound = (policy: OutboundPolicy): Outbound => {
  const connections = new Connections(policy.trust);
  const resolve = policy.resolve ?? resolveBySystem;
  const allowed = () => (typeof policy.allow === "function" ? policy.allow() : policy.allow);

  const addressesOf = async (url: URL, signal: AbortSignal): Promise<readonly Pinned[]> => {
    const allowance = allowanceFor(url, allowed());
    if (!allowance) throw new OutboundFailure("host_not_allowed", url.origin);
    const host = hostOf(url);
    const family = isIP(host);
    const found = family
      ? [{ address: host, family: family === 6 ? (6 as const) : (4 as const) }]
      : await unlessAborted(resolve(host), signal);
    if (found.length === 0) throw new OutboundFailure("name_unknown", url.origin);
    for (const { address } of found) {
      const standing = standingOf(address);
      if (standing === "forbidden" || (standing === "private" && !allowance.private)) {
        throw new OutboundFailure("address_forbidden", url.origin);
      }
    }
    return found;
  };

  const once = async (url: URL, request: OutboundRequest, signal: AbortSignal): Promise<Answer> => {
    const addresses = await addressesOf(url, signal);
    connections.renewWhenChanged(JSON.stringify(allowed()));
    const maxAnswerBytes = request.maxAnswerBytes ?? policy.maxAnswerBytes ?? DEFAULT_ANSWER_BYTES;
    return exchange(connections, { ...request, url, addresses, signal, maxAnswerBytes });
  };

  const follow = async (start: URL, request: OutboundRequest, signal: AbortSignal): Promise<Answer> => {
    const followable = /^(GET|HEAD)$/.test(request.method ?? "GET");
    let left = followable ? (request.redirects ?? 0) : 0;
    let url = start;
    let current = request;
    for (;;) {
      const answer = await once(url, current, signal);
      if (!REDIRECTS.has(answer.status)) return answer;
      const next = URL.parse(answer.headers["location"] ?? "", url);
      if (left-- <= 0 || !next) throw new OutboundFailure("redirected", url.origin, String(answer.status));
      if (next.origin !== url.origin) current = { ...current, headers: harmless(current.headers) };
      url = readUrl(next);
    }
  };

  return {
    async fetch(request) {
      const url = readUrl(request.url);
      const limit = AbortSignal.timeout(request.timeoutMs ?? policy.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
      try {
        signal.throwIfAborted();
        return await follow(url, request, signal);
      } catch (error) {
        if (error instanceof OutboundFailure && error.fault !== "broken") throw error;
        if (request.signal?.aborted) throw new OutboundFailure("stopped", url.origin);
        if (limit.aborted) throw new OutboundFailure("timeout", url.origin);
        throw error instanceof OutboundFailure ? error : new OutboundFailure(faultOf(error), url.origin, codeOf(error));
      }
    },
    allows: (url) => {
      const read = URL.parse(String(url));
      return read !== null && !read.username && !read.password && allowanceFor(read, allowed()) !== undefined;
    },
    close: () => connections.close(),
  };
};
