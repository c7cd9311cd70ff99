import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import tls from "node:tls";
import { OutboundFailure } from "./outbound-failure.ts";

/** An address that was judged and that the connection is bound to. */
export type Pinned = { readonly address: string; readonly family: 4 | 6 };

/** A whole answer. Header names are in lower case; a header sent twice is joined by commas. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body as text, bytes that are not UTF-8 replaced. */
  text(): string;
  /** The body as JSON; undefined when it is not. */
  json(): unknown;
};

/** One request to addresses that were judged before. */
export type Exchange = {
  readonly url: URL;
  readonly addresses: readonly Pinned[];
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  readonly maxAnswerBytes: number;
};

// Own agents: unlike the global ones they never read HTTP_PROXY and its kin from the environment.
const AGENT = { keepAlive: true, maxSockets: 32, maxFreeSockets: 4, timeout: 10_000 } as const;

/** Connections kept open between requests; all are dropped when the allow list changes, for they were judged by the old one. */
export class Connections {
  #plain: http.Agent;
  #secure: https.Agent;
  #judgedBy = "";
  readonly #trust: string | undefined;

  constructor(trust: string | undefined) {
    this.#trust = trust;
    [this.#plain, this.#secure] = this.#open();
  }

  #open(): [http.Agent, https.Agent] {
    const ca = this.#trust === undefined ? {} : { ca: [...tls.getCACertificates("default"), this.#trust] };
    return [new http.Agent(AGENT), new https.Agent({ ...AGENT, ...ca, rejectUnauthorized: true, minVersion: "TLSv1.2" })];
  }

  renewWhenChanged(judgedBy: string): void {
    if (judgedBy === this.#judgedBy) return;
    this.#judgedBy = judgedBy;
    const before = [this.#plain, this.#secure];
    [this.#plain, this.#secure] = this.#open();
    for (const agent of before) agent.destroy();
  }

  agentFor(url: URL): http.Agent {
    return url.protocol === "https:" ? this.#secure : this.#plain;
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}

/** Answers Node's question for addresses with the judged ones, whatever name it asks for. */
const pinnedLookup =
  (addresses: readonly Pinned[]): LookupFunction =>
  (_host, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };

const answerOf = (response: http.IncomingMessage, body: Buffer): Answer => ({
  status: response.statusCode ?? 0,
  headers: Object.fromEntries(Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.join(", ")])),
  body,
  text: () => body.toString("utf8"),
  json: () => {
    try {
      return JSON.parse(body.toString("utf8"));
    } catch {
      return undefined;
    }
  },
});

const readAnswer = (response: http.IncomingMessage, limit: number, origin: string): Promise<Answer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const parts: Buffer[] = [];
  let size = 0;
  response.on("data", (part: Buffer) => {
    size += part.length;
    if (size > limit) response.destroy(new OutboundFailure("too_large", origin));
    else parts.push(part);
  });
  response.on("end", () => resolve(answerOf(response, Buffer.concat(parts))));
  response.on("error", reject);
  response.on("close", () => reject(new OutboundFailure("broken", origin)));
  return promise;
};

/** Sends one request on a pinned connection and reads the whole answer; rejects with Node's error or an OutboundFailure. */
export const exchange = (connections: Connections, wish: Exchange): Promise<Answer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { url, body } = wish;
  const request = (url.protocol === "https:" ? https : http).request(url, {
    method: wish.method ?? "GET",
    agent: connections.agentFor(url),
    lookup: pinnedLookup(wish.addresses),
    signal: wish.signal,
    maxHeaderSize: 16_384,
    headers: {
      "user-agent": "Kerani",
      "accept-encoding": "identity",
      ...wish.headers,
      ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    },
  });
  request.on("response", (response) => readAnswer(response, wish.maxAnswerBytes, url.origin).then(resolve, reject));
  request.on("error", reject);
  request.end(body);
  return promise;
};
