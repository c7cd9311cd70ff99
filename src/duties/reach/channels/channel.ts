import type { Lang, Text } from "#kernel/i18n/text.ts";

/** How much a matter presses. */
export type Urgency = "routine" | "soon" | "urgent" | "emergency";

/** Something that the person can do about the matter by following a link. */
export type ParcelAction = { readonly name: string; readonly label: string; readonly url: string };

/** One step of reaching one person, written in that person's language, ready for any channel. */
export type Parcel = {
  /** The same for every attempt at this step, so that the channel or its receiver can drop a second copy. */
  readonly key: string;
  readonly lang: Lang;
  readonly urgency: Urgency;
  readonly title: string;
  readonly body: string;
  /** The page where the person says: I have it. */
  readonly link?: string;
  readonly actions?: readonly ParcelAction[];
  /** The short id of the attention item, such as M-1042. */
  readonly reference: string;
  /** The mail address that an answer goes to, where a channel has such a thing. */
  readonly replyTo?: string;
  /** True when the answer is a yes or a no, and not merely "I have it". */
  readonly asksForYes?: boolean;
  /** When an earlier attempt at this step began whose end nobody knows; a channel without keys looks there for its own copy. */
  readonly triedSince?: Temporal.Instant;
};

/** What a channel can prove: the service took it, or the person's device or program has it. */
export type Evidence = {
  readonly level: "accepted" | "delivered";
  readonly note: Text;
  /** The service's own name for it, to ask later what became of it. */
  readonly receipt?: string;
};

/** Whose fault a failure is: the service's, the configuration's, the address's, the parcel's, or nobody's because the caller stopped. */
export type ChannelFault = "service" | "settings" | "address" | "parcel" | "stopped";

/** What is known about a failure; `detail` is the service's own word for administrators, cleaned and without secrets. */
export type FailureFacts = {
  readonly channel: string;
  readonly fault: ChannelFault;
  readonly reason: Text;
  readonly retry?: boolean;
  readonly gone?: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly detail?: string | undefined;
};

/** The only expected error of a channel. `retry` says whether the same parcel may succeed later, `gone` that the address is dead. */
export class ChannelFailure extends Error {
  readonly channel: string;
  readonly fault: ChannelFault;
  readonly reason: Text;
  readonly retry: boolean;
  readonly gone: boolean;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;

  constructor(facts: FailureFacts) {
    super(`${facts.channel}: ${facts.reason.en}`);
    this.name = "ChannelFailure";
    this.channel = facts.channel;
    this.fault = facts.fault;
    this.reason = facts.reason;
    this.retry = facts.retry ?? false;
    this.gone = facts.gone ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    this.detail = facts.detail;
  }
}

/** A way to reach a person. Every call ends within the channel's own time limit, or earlier when the signal says so. */
export type Channel<Address> = {
  readonly name: string;
  /** Hands the parcel over and answers with what the channel can prove; throws ChannelFailure. */
  send(parcel: Parcel, address: Address, signal: AbortSignal): Promise<Evidence>;
  /** What became of a parcel by its receipt, where the service can tell; throws ChannelFailure when it was lost later. */
  trace?(receipt: string, signal: AbortSignal): Promise<Evidence>;
};
