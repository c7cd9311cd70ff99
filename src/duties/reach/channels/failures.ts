import type { Text } from "#kernel/i18n/text.ts";
import type { Answer } from "#kernel/outbound/exchange.ts";
import type { Outbound, OutboundRequest } from "#kernel/outbound/outbound.ts";
import { OutboundFailure } from "#kernel/outbound/outbound-failure.ts";
import { retryAfterMs } from "#kernel/outbound/retry-after.ts";
import { ChannelFailure, type ChannelFault, type Evidence } from "./channel.ts";
import { type ChannelName, OUTCOME_WORDS, SERVICES } from "./words.ts";

type Outcome = keyof typeof OUTCOME_WORDS;

/** The sentence about an outcome on a channel, with the service's code where the sentence has room for one. */
export const outcome = (channel: ChannelName, what: Outcome, code: number | string = ""): Text => {
  const words = OUTCOME_WORDS[what] as {
    id: (who: Text, code: number | string) => string;
    en: (who: Text, code: number | string) => string;
  };
  return { id: words.id(SERVICES[channel], code), en: words.en(SERVICES[channel], code) };
};

/** A failure in words of the channel. */
export const failure = (
  channel: ChannelName,
  what: Outcome,
  fault: ChannelFault,
  more: { code?: number | string; retry?: boolean; gone?: boolean; retryAfterMs?: number | undefined; detail?: string | undefined } = {},
): ChannelFailure => new ChannelFailure({ channel, fault, reason: outcome(channel, what, more.code), ...more });

/** The proof that a service took or delivered a parcel. */
export const proof = (channel: ChannelName, what: "accepted" | "acceptedBefore" | "delivered", receipt?: string): Evidence => ({
  level: what === "delivered" ? "delivered" : "accepted",
  note: outcome(channel, what),
  ...(receipt === undefined ? {} : { receipt }),
});

/** A request that got no answer, in words of the channel; `where` says whether the address or the settings named the host. */
const failureOfSilence = (channel: ChannelName, error: OutboundFailure, where: "address" | "settings"): ChannelFailure => {
  switch (error.fault) {
    case "stopped":
      return failure(channel, "stopped", "stopped", { retry: true });
    case "timeout":
      return failure(channel, "late", "service", { retry: true });
    case "host_not_allowed":
    case "address_forbidden":
      return failure(channel, "notAllowed", where);
    case "url_invalid":
    case "request_invalid":
      return failure(channel, "addressInvalid", where);
    case "redirected":
      return failure(channel, "moved", where);
    case "too_large":
      return failure(channel, "garbled", "service");
    default:
      return failure(channel, "unreachable", "service", { retry: error.retry });
  }
};

/** Sends a request for a channel; whatever keeps the answer away is thrown as ChannelFailure. */
export const ask = async (
  channel: ChannelName,
  outbound: Outbound,
  request: OutboundRequest,
  where: "address" | "settings" = "settings",
): Promise<Answer> => {
  try {
    return await outbound.fetch(request);
  } catch (error) {
    if (error instanceof OutboundFailure) throw failureOfSilence(channel, error, where);
    throw error;
  }
};

/** An answer that is not a success, in words of the channel: waiting, disturbed, sign-in refused or parcel refused. */
export const failureOfStatus = (channel: ChannelName, answer: Answer, now: Temporal.Instant, detail?: string): ChannelFailure => {
  const { status } = answer;
  const wait = retryAfterMs(answer.headers["retry-after"], now);
  if (status === 429) return failure(channel, "busy", "service", { retry: true, retryAfterMs: wait, detail });
  if (status === 408 || status === 425 || status >= 500)
    return failure(channel, "disturbed", "service", { code: status, retry: true, retryAfterMs: wait, detail });
  if (status === 401 || status === 403) return failure(channel, "signIn", "settings", { detail });
  return failure(channel, "refused", "parcel", { code: status, detail });
};
