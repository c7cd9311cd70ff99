import { createECDH, createPublicKey, randomBytes, verify } from "node:crypto";
import { type Clock, systemClock } from "#kernel/clock/clock.ts";
import { type Heard, listen, ProtocolFault, type Said } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";
import { decryptPush } from "./push-decryption.ts";

/** A push message after the browser decrypted it; `to` is the endpoint, `key` the Topic or, without one, a fresh id. */
export type PushMessage = Kept & {
  readonly text: string;
  readonly ttl: number;
  readonly urgency: string;
  readonly topic: string | undefined;
  /** The `sub` claim: whom the push service may write to. */
  readonly contact: string;
};

/** What a browser hands to a web application when it subscribes. */
export type FakeSubscription = { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };

/** A push service and the browsers that subscribed with it. */
export type PushService = Ledger<PushMessage> & {
  readonly origin: string;
  /** A browser subscribes for messages signed by this application key (base64url), or by any when none is given. */
  subscribe(applicationKey?: string): FakeSubscription;
  /** The browser unsubscribes: the endpoint answers 410 from now on. */
  unsubscribe(subscription: FakeSubscription): void;
  /** The browser comes online: hands out what waited for it, a message replaced by one of the same topic left out (RFC 8030 §5.4). */
  collect(subscription: FakeSubscription): PushMessage[];
  close(): Promise<void>;
};

type Browser = {
  readonly ecdh: ReturnType<typeof createECDH>;
  readonly auth: Buffer;
  applicationKey?: string;
  gone: boolean;
  waiting: PushMessage[];
};

const URGENCIES = new Set(["very-low", "low", "normal", "high"]);
const LONGEST_TOKEN_SECONDS = 86_400;

const readJson = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;

/** Verifies a VAPID header (RFC 8292): signature, audience, expiry, key; answers the contact. */
const verifyVapid = (header: string | undefined, origin: string, now: Temporal.Instant, expectedKey?: string): string => {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header ?? "");
  if (!match) throw new ProtocolFault("no VAPID authorization", 401);
  const [, head = "", claims = "", signature = "", key = ""] = match;
  const point = Buffer.from(key, "base64url");
  if (point.length !== 65 || point[0] !== 4) throw new ProtocolFault("the VAPID key is not an uncompressed P-256 point", 401);
  if (expectedKey !== undefined && key !== expectedKey) throw new ProtocolFault("subscribed with another application key", 403);
  const publicKey = createPublicKey({
    key: { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") },
    format: "jwk",
  });
  const signed = Buffer.from(`${head}.${claims}`);
  if (!verify("sha256", signed, { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"))) {
    throw new ProtocolFault("the VAPID signature is wrong", 401);
  }
  const { alg } = readJson(head);
  const { aud, exp, sub } = readJson(claims);
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  if (alg !== "ES256") throw new ProtocolFault(`VAPID algorithm ${String(alg)}`, 401);
  if (aud !== origin) throw new ProtocolFault(`VAPID audience ${String(aud)} instead of ${origin}`, 401);
  if (typeof exp !== "number" || exp <= seconds) throw new ProtocolFault("the VAPID token has expired", 401);
  if (exp > seconds + LONGEST_TOKEN_SECONDS) throw new ProtocolFault("the VAPID token lives longer than 24 hours", 401);
  if (typeof sub !== "string" || !/^(mailto:|https:)/.test(sub)) throw new ProtocolFault("the VAPID token names no contact", 401);
  return sub;
};

/** Reads and checks the headers of RFC 8030 §5. */
const readHeaders = (headers: Heard["headers"]): { ttl: number; urgency: string; topic: string | undefined } => {
  const { ttl, urgency = "normal", topic } = headers;
  if (!/^\d+$/.test(ttl ?? "")) throw new ProtocolFault("no TTL");
  if (!URGENCIES.has(urgency)) throw new ProtocolFault(`urgency ${urgency}`);
  if (topic !== undefined && !/^[A-Za-z0-9_-]{1,32}$/.test(topic)) throw new ProtocolFault(`topic ${topic}`);
  if (headers["content-encoding"] !== "aes128gcm") throw new ProtocolFault(`content encoding ${headers["content-encoding"]}`);
  return { ttl: Number(ttl), urgency, topic };
};

/** Starts a push service (RFC 8030) on loopback that checks VAPID and decrypts each message as the browser would. */
export const startPushService = async (options: { clock?: Clock } = {}): Promise<PushService> => {
  const ledger = new Ledger<PushMessage>();
  const browsers = new Map<string, Browser>();
  const clock = options.clock ?? systemClock;

  const handle = ({ method, url, headers, body }: Heard): Said<PushMessage> => {
    const browser = browsers.get(url.href);
    if (!browser) throw new ProtocolFault(`no subscription at ${url.pathname}`, 404);
    if (method !== "POST") throw new ProtocolFault(`method ${method}`, 405);
    const contact = verifyVapid(headers["authorization"], url.origin, clock.now(), browser.applicationKey);
    const { ttl, urgency, topic } = readHeaders(headers);
    if (body.length > 4096) throw new ProtocolFault("the message is larger than 4096 bytes", 413);
    if (browser.gone) return { answer: { status: 410 } };
    const text = decryptPush(body, browser.ecdh, browser.auth).toString("utf8");
    const id = randomBytes(12).toString("base64url");
    const message: PushMessage = { key: topic ?? id, to: url.href, text, ttl, urgency, topic, contact };
    const accept = () => {
      browser.waiting = [...browser.waiting.filter((one) => topic === undefined || one.topic !== topic), message];
      return { status: 201, headers: { location: `${url.origin}/message/${id}` } };
    };
    return { message, answer: accept };
  };

  const listening = await listen(ledger, handle);
  return Object.assign(ledger, {
    origin: listening.origin,
    subscribe: (applicationKey?: string) => {
      const ecdh = createECDH("prime256v1");
      const auth = randomBytes(16);
      const endpoint = `${listening.origin}/push/${randomBytes(16).toString("base64url")}`;
      browsers.set(endpoint, { ecdh, auth, ...(applicationKey ? { applicationKey } : {}), gone: false, waiting: [] });
      return { endpoint, keys: { p256dh: ecdh.generateKeys("base64url"), auth: auth.toString("base64url") } };
    },
    unsubscribe: ({ endpoint }: FakeSubscription) => void (browsers.get(endpoint)!.gone = true),
    collect: ({ endpoint }: FakeSubscription) => browsers.get(endpoint)!.waiting.splice(0),
    close: async () => {
      await listening.stop();
      ledger.settle("push service");
    },
  });
};
