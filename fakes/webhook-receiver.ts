import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type Clock, systemClock } from "#kernel/clock/clock.ts";
import { type Heard, listen, ProtocolFault, type Said } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";

/** An event that was received; `to` is the path, `key` the webhook-id. */
export type WebhookEvent = Kept & { readonly type: string; readonly data: Record<string, unknown> };

/** A program that receives webhooks. */
export type WebhookReceiver = Ledger<WebhookEvent> & {
  readonly origin: string;
  readonly url: string;
  readonly secret: string;
  /** From now on the sender signs with this secret (`whsec_…`). */
  adopt(secret: string): void;
  /** The receiver is switched off for good and answers 410. */
  retire(): void;
  close(): Promise<void>;
};

const TOLERANCE_SECONDS = 300;

/** Starts a receiver on loopback that checks signature and time as Standard Webhooks asks, with code of its own, and drops a second copy. */
export const startWebhookReceiver = async (
  options: { clock?: Clock; tls?: { cert: string; key: string } } = {},
): Promise<WebhookReceiver> => {
  const ledger = new Ledger<WebhookEvent>();
  const clock = options.clock ?? systemClock;
  let key = randomBytes(32);
  let retired = false;

  const handle = ({ method, url, headers, body }: Heard): Said<WebhookEvent> => {
    if (url.pathname !== "/hook") throw new ProtocolFault(`no such path ${url.pathname}`, 404);
    if (method !== "POST") throw new ProtocolFault(`method ${method}`, 405);
    if (retired) return { answer: { status: 410 } };
    const id = headers["webhook-id"] ?? "";
    const timestamp = headers["webhook-timestamp"] ?? "";
    if (!/^[A-Za-z0-9_:-]{1,128}$/.test(id)) throw new ProtocolFault(`webhook-id ${id}`);
    if (!/^\d+$/.test(timestamp)) throw new ProtocolFault(`webhook-timestamp ${timestamp}`);
    if (Math.abs(clock.now().epochMilliseconds / 1000 - Number(timestamp)) > TOLERANCE_SECONDS)
      throw new ProtocolFault("the webhook is too old or too new");
    const right = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
    const given = (headers["webhook-signature"] ?? "").split(" ").map((one) => /^v1,(.+)$/.exec(one)?.[1] ?? "");
    const matches = given.some((one) => {
      const bytes = Buffer.from(one, "base64");
      return bytes.length === right.length && timingSafeEqual(bytes, right);
    });
    if (!matches) throw new ProtocolFault("the signature is wrong", 401);
    const {
      type,
      data,
      timestamp: written,
    } = JSON.parse(body.toString("utf8")) as { type: string; data: Record<string, unknown>; timestamp: string };
    if (!type || !data || !written) throw new ProtocolFault("the body lacks type, timestamp or data");
    return { message: { key: id, to: url.pathname, type, data }, answer: { status: 204 } };
  };

  const listening = await listen(ledger, handle, options.tls);
  return Object.assign(ledger, {
    origin: listening.origin,
    url: `${listening.origin}/hook`,
    secret: `whsec_${key.toString("base64")}`,
    adopt: (secret: string) => void (key = Buffer.from(secret.replace(/^whsec_/, ""), "base64")),
    retire: () => void (retired = true),
    close: async () => {
      await listening.stop();
      ledger.settle("webhook receiver");
    },
  });
};
