import type { Urgency } from "#kernel/attention/attention.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";
import type { ContactRules, QuietHours, WorkingHours } from "#duties/people/index.ts";
import type { Policy, RungName } from "./policy.ts";

/** The ways in which a person can be told, in no order. */
export const CHANNEL_NAMES = ["push", "email", "sms", "ntfy", "webhook"] as const;
/** One way of telling. */
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** An address of a person on a channel: `ref` is the contact point's or subscription's id, `value` what is shown of it. */
export type Address = { ref: string; value: string };

/** What a person says about where they are; `until` null means until further notice. */
export type Presence = { status: "in" | "out" | "dnd"; until: Temporal.Instant | null };

/** What the plan knows of a person. */
export type Person = {
  id: string;
  /** As one says it: Pak Budi. */
  called: string;
  language: Lang;
  timeZone: string;
  grade: number;
  active: boolean;
  workingHours: WorkingHours;
  quietHours: QuietHours | null;
  rules: ContactRules;
  presence: Presence | null;
  addresses: Readonly<Partial<Record<ChannelName, readonly Address[]>>>;
};

/** The matter that somebody must be told of. */
export type Matter = {
  urgency: Urgency;
  confidentialFrom: number | null;
  owner: { kind: "person" | "post" | "group" | "desk"; id: string | null };
  raisedBy: string | null;
};

/** Somebody acting for somebody, in force now and lending this kind of matter. */
export type StandsIn = {
  principalId: string;
  delegateId: string;
  mandateId: string;
  until: Temporal.Instant;
  timeZone: string;
  accepted: boolean;
};

/** Who stands where around the owner, as the company's records say it now. */
export type Relations = {
  /** The staff behind the owner. */
  behind: readonly string[];
  standIns: readonly StandsIn[];
  /** By boss; `confidant` sees the boss's confidential matters. */
  assistants: ReadonlyMap<string, readonly { id: string; confidant: boolean }[]>;
  /** By person. */
  supervisors: ReadonlyMap<string, string>;
  desk: readonly string[];
};

/** Why a climb began. */
export type Cause = "raised" | "repeated" | "forgotten" | "released";

/** One climb of the ladder: it begins at an instant and asks everybody once. */
export type Climb = {
  number: number;
  since: Temporal.Instant;
  cause: Cause;
  /** How many climbs in a row nobody answered. */
  repeats: number;
  /** Who said "I have it" and then let it lie: asked first. */
  taker: string | null;
  /** Who gave it back: not asked in this climb. */
  left: readonly string[];
};

/** A step that was already written down in this climb. */
export type Tried = {
  id: string;
  rung: RungName;
  personId: string;
  channel: ChannelName;
  addressRef: string;
  turn: number;
  begunAt: Temporal.Instant;
  state: "sending" | "accepted" | "delivered" | "failed" | "dropped";
  finishedAt: Temporal.Instant | null;
  /** A failed step that is tried again then. */
  retryAt: Temporal.Instant | null;
  word: Text | null;
};

/** Everything that the plan is made of. */
export type Facts = {
  now: Temporal.Instant;
  matter: Matter;
  climb: Climb;
  relations: Relations;
  people: ReadonlyMap<string, Person>;
  policy: Policy;
  /** The channels that an administrator has set up. */
  ready: ReadonlySet<ChannelName>;
  tried: readonly Tried[];
  /** Instants at which the facts themselves will change: a mandate begins or ends. */
  boundaries: readonly Temporal.Instant[];
};

/** Why a step comes later than it otherwise would. */
export type Rest = { why: "quiet" | "hours" | "dnd"; until: Temporal.Instant };

/** One dated step of a plan. */
export type Step = {
  rung: RungName;
  personId: string;
  mandateId: string | null;
  channel: ChannelName;
  addressRef: string;
  address: string;
  turn: number;
  at: Temporal.Instant;
  reasons: readonly Text[];
  /** What is to be done at `at`: take the step, try it again with the same key, or nothing any more. */
  todo: "new" | "again" | null;
  /** The step as it was written down before. */
  tried: Tried | null;
};

/** Somebody who would have been asked but is not, and why. */
export type LeftOut = { rung: RungName; personId: string | null; reason: Text };

/** The answer: who is told, how, when and why. */
export type Plan = {
  /** In the order of their instants, the tried ones with what became of them. */
  steps: readonly Step[];
  leftOut: readonly LeftOut[];
  /** When this climb is over unanswered, and what happens then. */
  over: { at: Temporal.Instant; next: "repeat" | "lapse" };
  /** The next instant at which something is to be done or the facts change. */
  lookAgain: Temporal.Instant;
  /** True when no step could be made at all. */
  broken: boolean;
};
