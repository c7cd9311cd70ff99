import type { Urgency } from "#kernel/attention/attention.ts";
import { CHANNEL_NAMES, type Address, type ChannelName, type Person } from "./facts.ts";

/** One step of a person's contact rule that can be taken: a channel and where on it, so many minutes after the person's first. */
export type Turn = { turn: number; channel: ChannelName; afterMinutes: number; addresses: readonly Address[]; byRule: boolean };

/** What a pressing matter falls back to when the person's rule leaves nothing: every way there is, the quickest first. */
const EVERY_WAY: readonly ChannelName[] = ["push", "ntfy", "sms", "email", "webhook"];

const addressesFor = (person: Person, channel: ChannelName, pointId: string | undefined): readonly Address[] => {
  const all = person.addresses[channel] ?? [];
  if (pointId !== undefined) return all.filter(({ ref }) => ref === pointId);
  // Every browser that asked to be told; of mailboxes, numbers and the like the preferred one.
  return channel === "push" ? all : all.slice(0, 1);
};

const fallback = (person: Person, ready: ReadonlySet<ChannelName>): Turn[] =>
  EVERY_WAY.filter((channel) => ready.has(channel))
    .map((channel) => ({ channel, addresses: addressesFor(person, channel, undefined) }))
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ channel, addresses }, index) => ({ turn: index, channel, addresses, afterMinutes: index, byRule: false }));

/**
 * The turns by which a person is told of matters of an urgency. A channel that is not set up, or for which the person has
 * no address, is passed over, and what remains moves up: the first that can be taken takes the place of the first.
 */
export const turnsOf = (person: Person, urgency: Urgency, ready: ReadonlySet<ChannelName>): Turn[] => {
  const { steps } = person.rules[urgency];
  const turns = steps
    .map((step, turn) => ({
      turn,
      channel: step.channel,
      afterMinutes: step.afterMinutes,
      addresses: ready.has(step.channel) ? addressesFor(person, step.channel, step.pointId) : [],
      byRule: true,
    }))
    .filter(({ addresses }) => addresses.length > 0)
    .sort((a, b) => a.afterMinutes - b.afterMinutes || a.turn - b.turn);
  const first = turns[0];
  if (!first) return urgency === "urgent" || urgency === "emergency" ? fallback(person, ready) : [];
  const earliest = Math.min(...steps.map(({ afterMinutes }) => afterMinutes));
  const shift = first.afterMinutes - earliest;
  return turns.map((turn) => ({ ...turn, afterMinutes: turn.afterMinutes - shift }));
};

/** The channels of the rule that could not be taken, for the explanation. */
export const missingChannels = (
  person: Person,
  urgency: Urgency,
  ready: ReadonlySet<ChannelName>,
): { notReady: ChannelName[]; noAddress: ChannelName[] } => {
  const wished = new Set(person.rules[urgency].steps.map(({ channel }) => channel));
  const inOrder = CHANNEL_NAMES.filter((channel) => wished.has(channel));
  return {
    notReady: inOrder.filter((channel) => !ready.has(channel)),
    noAddress: inOrder.filter((channel) => ready.has(channel) && (person.addresses[channel] ?? []).length === 0),
  };
};
