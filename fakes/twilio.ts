import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "#kernel/clock/clock.ts";
import { type Heard, listen, ProtocolFault, type Said } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";

/** An SMS that the carrier took. The API has no idempotency key, so `key` is the carrier's own id: a second request is a second SMS. */
export type TwilioMessage = Kept & { readonly from: string; readonly text: string };

/** What became of an SMS after the carrier took it. */
export type TwilioStatus = "queued" | "sent" | "delivered" | "undelivered" | "failed";

/** An account with a carrier whose API is Twilio's. */
export type Twilio = Ledger<TwilioMessage> & {
  readonly origin: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Refuses SMS to a number with one of Twilio's error codes, such as 21610 for a person who sent STOP. */
  refuseNumber(to: string, code: number): void;
  /** Tells the carrier's later word about a message by its id. */
  become(sid: string, status: TwilioStatus, errorCode?: number): void;
  close(): Promise<void>;
};

type Sms = TwilioMessage & { status: TwilioStatus; errorCode: number | null; created: Temporal.Instant };

const E164 = /^\+[1-9]\d{6,14}$/;
const SENDER = /^(\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;
const json = (status: number, body: unknown) => ({ status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const refused = (status: number, code: number, message: string) =>
  json(status, { code, message, more_info: `https://example.com/errors/${code}`, status });
const rfc2822 = (at: Temporal.Instant): string => new Date(at.epochMilliseconds).toUTCString().replace("GMT", "+0000");

/** Starts a carrier on loopback that speaks the part of Twilio's API that sends and looks up messages. */
export const startTwilio = async (options: { clock?: Clock } = {}): Promise<Twilio> => {
  const ledger = new Ledger<TwilioMessage>();
  const clock = options.clock ?? systemClock;
  const accountSid = `AC${randomBytes(16).toString("hex")}`;
  const authToken = randomBytes(16).toString("hex");
  const refusals = new Map<string, number>();
  const kept: Sms[] = [];
  const messages = `/2010-04-01/Accounts/${accountSid}/Messages`;

  const shown = (sms: Sms) => ({
    sid: sms.key,
    account_sid: accountSid,
    to: sms.to,
    from: sms.from,
    body: sms.text,
    status: sms.status,
    error_code: sms.errorCode,
    direction: "outbound-api",
    date_created: rfc2822(sms.created),
    num_segments: "1",
  });

  const send = (body: Buffer): Said<TwilioMessage> => {
    const form = new URLSearchParams(body.toString("utf8"));
    const [to = "", from = "", text = ""] = [
      form.get("To") ?? "",
      form.get("From") ?? form.get("MessagingServiceSid") ?? "",
      form.get("Body") ?? "",
    ];
    if (!form.has("MessagingServiceSid") && !SENDER.test(from)) throw new ProtocolFault(`the sender ${from} is none`);
    if (text === "" || text.length > 1600) throw new ProtocolFault(`a text of ${text.length} characters`);
    if (!E164.test(to)) return { answer: refused(400, 21211, `The 'To' number ${to} is not a valid phone number.`) };
    const code = refusals.get(to);
    if (code) return { answer: refused(400, code, `Error ${code} for ${to}`) };
    const message: TwilioMessage = { key: `SM${randomBytes(16).toString("hex")}`, to, from, text };
    const accept = () => {
      const sms: Sms = { ...message, status: "queued", errorCode: null, created: clock.now() };
      kept.unshift(sms);
      return json(201, shown(sms));
    };
    return { message, answer: accept };
  };

  const handle = ({ method, url, headers, body }: Heard): Said<TwilioMessage> => {
    const credentials = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
    if (headers["authorization"] !== `Basic ${credentials}`) return { answer: refused(401, 20003, "Authenticate") };
    if (url.pathname === `${messages}.json` && method === "POST") {
      if (headers["content-type"] !== "application/x-www-form-urlencoded") throw new ProtocolFault("the body is not a form");
      return send(body);
    }
    if (url.pathname === `${messages}.json` && method === "GET") {
      const to = url.searchParams.get("To");
      return { answer: json(200, { messages: kept.filter((sms) => to === null || sms.to === to).map(shown), page: 0 }) };
    }
    const one = kept.find((sms) => url.pathname === `${messages}/${sms.key}.json`);
    if (one && method === "GET") return { answer: json(200, shown(one)) };
    throw new ProtocolFault(`${method} ${url.pathname} is not part of the API`, 404);
  };

  const listening = await listen(ledger, handle);
  return Object.assign(ledger, {
    origin: listening.origin,
    accountSid,
    authToken,
    refuseNumber: (to: string, code: number) => void refusals.set(to, code),
    become: (sid: string, status: TwilioStatus, errorCode: number | null = null) => {
      Object.assign(
        kept.find((sms) => sms.key === sid)!,
        { status, errorCode },
      );
    },
    close: async () => {
      await listening.stop();
      ledger.settle("carrier");
    },
  });
};
