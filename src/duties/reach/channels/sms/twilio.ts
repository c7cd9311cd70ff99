import type { Clock } from "#kernel/clock/clock.ts";
import { refusal } from "#kernel/errors/refusal.ts";
import { headerText } from "#kernel/mail/outgoing.ts";
import type { Answer } from "#kernel/outbound/exchange.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import type { Channel, ChannelFailure, Evidence } from "../channel.ts";
import { ask, failure, failureOfStatus, proof } from "../failures.ts";
import { cutBytes } from "../text.ts";
import { checkedNumber } from "./number.ts";
import { smsTextOf } from "./text.ts";

/** An account with a carrier whose API is Twilio's. */
export type TwilioSettings = {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly accountSid: string;
  /** The API key's id when one is used instead of the account's own token. */
  readonly user?: string;
  /** The account's token or the API key's secret. */
  readonly password: string;
  /** A number in international form, a name of up to 11 letters and digits, or the id of a messaging service (MG…). */
  readonly sender: string;
  /** The API's address; Twilio's own unless said otherwise. */
  readonly baseUrl?: string;
  /** The most SMS that one message may be cut into; 3 unless said otherwise. */
  readonly maxSegments?: number;
  readonly timeoutMs?: number;
};

/** Settings of the SMS service that cannot work. */
export const smsSettingsInvalid = refusal("SMS_SETTINGS_INVALID", "invalid", {
  id: "Pengaturan SMS tidak benar: akun hanya huruf dan angka; pengirim berupa nomor +62…, nama paling banyak 11 huruf, atau layanan MG….",
  en: "The SMS settings are not right: the account is letters and digits only; the sender is a number +62…, a name of at most 11 letters, or a service MG….",
});

const SENDER = /^(\+[1-9]\d{2,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;
const SERVICE = /^MG[0-9a-fA-F]{32}$/;

// Twilio's error dictionary. Dead: not a number, not a mobile, a landline, unknown, or a person who sent STOP.
const NUMBER_DEAD = new Set([21211, 21217, 21610, 21614, 30005, 30006]);
const SENDER_REFUSED = new Set([21212, 21408, 21603, 21606, 21612, 21659, 21660, 21701, 21703]);
const SIGN_IN = new Set([20003, 20005, 20006, 20008]);
const LATER = new Set([20429, 30001, 30002, 30003, 30008, 63038]);

const failureOfCode = (code: number, detail: string | undefined, otherwise: "refused" | "notDelivered"): ChannelFailure => {
  if (NUMBER_DEAD.has(code)) return failure("sms", "gone", "address", { gone: true, detail });
  if (SENDER_REFUSED.has(code)) return failure("sms", "senderRefused", "settings", { code, detail });
  if (SIGN_IN.has(code)) return failure("sms", "signIn", "settings", { detail });
  return failure("sms", otherwise, LATER.has(code) ? "service" : "parcel", { code, retry: LATER.has(code), detail });
};

type Sms = { sid?: unknown; to?: unknown; body?: unknown; status?: unknown; error_code?: unknown; date_created?: unknown };
type Problem = { code?: unknown; message?: unknown };

const LOST = new Set(["failed", "undelivered", "canceled"]);

const evidenceOf = (sms: Sms, before = false): Evidence => {
  if (typeof sms.sid !== "string" || typeof sms.status !== "string") throw failure("sms", "garbled", "service", { retry: true });
  if (LOST.has(sms.status)) throw failureOfCode(Number(sms.error_code ?? 0), undefined, "notDelivered");
  return proof("sms", sms.status === "delivered" ? "delivered" : before ? "acceptedBefore" : "accepted", sms.sid);
};

/** Reaches a person by SMS through Twilio's API or one like it. The API knows no keys, so after a crash it is asked for the copy first. */
export const twilioChannel = (settings: TwilioSettings): Channel<string> => {
  const { outbound, clock, accountSid, sender } = settings;
  if (!/^[A-Za-z0-9]{2,64}$/.test(accountSid) || !(SENDER.test(sender) || SERVICE.test(sender))) throw smsSettingsInvalid();
  const base = `${(settings.baseUrl ?? "https://api.twilio.com").replace(/\/+$/, "")}/2010-04-01/Accounts/${accountSid}/Messages`;
  const authorization = `Basic ${Buffer.from(`${settings.user ?? accountSid}:${settings.password}`).toString("base64")}`;
  const timeoutMs = settings.timeoutMs ?? 15_000;

  const refused = (answer: Answer): ChannelFailure => {
    const problem = (answer.json() ?? {}) as Problem;
    const detail =
      typeof problem.message === "string" ? cutBytes(headerText(problem.message), 200).replaceAll(settings.password, "***") : undefined;
    if (answer.status === 429 || answer.status >= 500 || typeof problem.code !== "number")
      return failureOfStatus("sms", answer, clock.now(), detail);
    return failureOfCode(problem.code, detail, "refused");
  };
  const get = (url: string, signal: AbortSignal) => ask("sms", outbound, { url, headers: { authorization }, signal, timeoutMs });

  /** The copy that an earlier attempt may have left: same number, same text, made since the attempt began. */
  const earlierCopy = async (to: string, text: string, since: Temporal.Instant, signal: AbortSignal): Promise<Sms | undefined> => {
    const answer = await get(`${base}.json?${new URLSearchParams({ To: to, PageSize: "50" })}`, signal);
    // A key that may send but not look is no reason to leave the person untold.
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return undefined;
    if (answer.status !== 200) throw refused(answer);
    const { messages } = (answer.json() ?? {}) as { messages?: unknown };
    if (!Array.isArray(messages)) throw failure("sms", "garbled", "service", { retry: true });
    // The carrier's clock may be behind ours.
    const from = since.subtract({ minutes: 1 }).epochMilliseconds;
    return (messages as Sms[]).find(
      (sms) => sms.to === to && sms.body === text && Date.parse(String(sms.date_created)) >= from && !LOST.has(String(sms.status)),
    );
  };

  return {
    name: "sms",
    async send(parcel, number, signal) {
      const to = checkedNumber(number);
      const text = smsTextOf(parcel, settings.maxSegments ?? 3);
      const copy = parcel.triedSince && (await earlierCopy(to, text, parcel.triedSince, signal));
      if (copy) return evidenceOf(copy, true);
      const form = { To: to, Body: text, [SERVICE.test(sender) ? "MessagingServiceSid" : "From"]: sender };
      const answer = await ask("sms", outbound, {
        url: `${base}.json`,
        method: "POST",
        headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
        signal,
        timeoutMs,
      });
      if (answer.status < 200 || answer.status > 299) throw refused(answer);
      return evidenceOf((answer.json() ?? {}) as Sms);
    },
    async trace(receipt, signal) {
      const answer = await get(`${base}/${encodeURIComponent(receipt)}.json`, signal);
      if (answer.status !== 200) throw refused(answer);
      return evidenceOf((answer.json() ?? {}) as Sms);
    },
  };
};
