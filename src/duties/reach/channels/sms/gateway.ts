import type { Clock } from "#kernel/clock/clock.ts";
import { headerText } from "#kernel/mail/outgoing.ts";
import type { Answer } from "#kernel/outbound/exchange.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import type { Channel } from "../channel.ts";
import { ask, failure, failureOfStatus, proof } from "../failures.ts";
import { cutBytes } from "../text.ts";
import { checkedNumber } from "./number.ts";
import { type GatewayEncoding, readTemplate, type Values } from "./template.ts";
import { smsTextOf } from "./text.ts";

/** A gateway that takes SMS by any HTTP request. */
export type SmsGatewaySettings = {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly url: string;
  readonly method?: "GET" | "POST" | "PUT";
  /** Sent with each request, such as the gateway's key. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly encoding: GatewayEncoding;
  /** The body with placeholders, such as {"to":"{digits}","message":"{text}","ref":"{key}"}; unused with `query`. */
  readonly body?: string;
  readonly sender?: string;
  /** Where a JSON answer says whether the SMS was taken, as dotted field names, and which values mean yes. */
  readonly accepted?: { readonly field: string; readonly values: readonly string[] };
  /** Where a JSON answer holds the gateway's own id. */
  readonly receiptField?: string;
  readonly maxSegments?: number;
  readonly timeoutMs?: number;
};

const fieldOf = (document: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (inner, name) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[name] : undefined),
      document,
    );

const asText = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

const valuesFor = (number: string, text: string, key: string, sender: string): Values => ({
  to: number,
  digits: number.slice(1),
  local: number.startsWith("+62") ? `0${number.slice(3)}` : number.slice(1),
  text,
  key,
  sender,
});

/** Reaches a person by SMS through a gateway that an administrator described; a gateway that is given {key} can drop a second copy. */
export const smsGatewayChannel = (settings: SmsGatewaySettings): Channel<string> => {
  const { outbound, clock } = settings;
  const fill = readTemplate(settings.url, settings.encoding, settings.body ?? "");
  const configured = [...Object.values(settings.headers ?? {}), ...new URL(settings.url).searchParams.values()];
  const secrets = configured.filter((value) => value.length > 5 && !value.includes("{"));

  const detailOf = (answer: Answer): string | undefined => {
    const said = cutBytes(headerText(answer.text().slice(0, 1000)), 200);
    return secrets.reduce((text, secret) => text.replaceAll(secret, "***"), said) || undefined;
  };

  return {
    name: "sms",
    async send(parcel, number, signal) {
      const values = valuesFor(checkedNumber(number), smsTextOf(parcel, settings.maxSegments ?? 3), parcel.key, settings.sender ?? "");
      const { url, body, contentType } = fill(values);
      const answer = await ask("sms", outbound, {
        url,
        method: settings.method ?? (settings.encoding === "query" ? "GET" : "POST"),
        headers: { ...(contentType ? { "content-type": contentType } : {}), ...settings.headers },
        ...(body === undefined ? {} : { body }),
        signal,
        timeoutMs: settings.timeoutMs ?? 15_000,
      });
      if (answer.status < 200 || answer.status > 299) throw failureOfStatus("sms", answer, clock.now(), detailOf(answer));
      const said = answer.json();
      if (settings.accepted) {
        const word = asText(fieldOf(said, settings.accepted.field));
        if (word === undefined) throw failure("sms", "garbled", "service", { retry: true, detail: detailOf(answer) });
        if (!settings.accepted.values.includes(word))
          throw failure("sms", "refused", "service", { code: headerText(word).slice(0, 20), retry: true, detail: detailOf(answer) });
      }
      return proof("sms", "accepted", settings.receiptField ? asText(fieldOf(said, settings.receiptField)) : undefined);
    },
  };
};
