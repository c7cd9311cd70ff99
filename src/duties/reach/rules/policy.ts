import { z } from "zod";
import type { Urgency } from "#kernel/attention/attention.ts";

/** The rungs of the ladder that a policy may name. `principal` is the owner even though somebody stands in. */
export const LADDER_RUNGS = ["owner", "assistant", "supervisor", "principal", "desk"] as const;
/** A rung; `taker` is whoever took a matter on and let it lie, asked before all others. */
export type RungName = (typeof LADDER_RUNGS)[number] | "taker";

const MOST_MINUTES = 7 * 24 * 60;
const minutes = (least: number) => z.number().int().min(least).max(MOST_MINUTES);

/** How matters of one urgency are carried: all times in minutes. */
export const policy = z.strictObject({
  /** Who is asked in which order, and how long each rung has before the next is asked as well. */
  ladder: z
    .array(z.strictObject({ rung: z.enum(LADDER_RUNGS), waitMinutes: minutes(0) }))
    .min(1)
    .max(LADDER_RUNGS.length)
    .refine((rungs) => new Set(rungs.map(({ rung }) => rung)).size === rungs.length),
  /** When a rung rests (quiet hours, day off): wait for it, or climb to the next that is awake earlier. */
  whenResting: z.enum(["wait", "climb"]),
  /** True: quiet hours, working hours and "do not disturb" do not hold it up. */
  pierces: z.boolean(),
  /** How long something of the desk's lies on the desk before its people are told one by one. */
  deskMinutes: minutes(0),
  /** How long after the last rung the climb begins anew; doubles each time, up to a day. */
  repeatMinutes: minutes(1),
  /** After so many climbs the matter is marked as lapsed; null: never. */
  climbs: z.number().int().min(1).max(100).nullable(),
  /** How long after "I have it" an unfinished matter comes back. */
  forgottenMinutes: minutes(1),
});
/** How matters of one urgency are carried. */
export type Policy = z.output<typeof policy>;
/** The policies of all urgencies. */
export type Policies = Readonly<Record<Urgency, Policy>>;

/** What holds until an administrator says otherwise. */
export const USUAL_POLICIES: Policies = {
  routine: {
    ladder: [
      { rung: "owner", waitMinutes: 240 },
      { rung: "assistant", waitMinutes: 240 },
      { rung: "desk", waitMinutes: 480 },
    ],
    whenResting: "wait",
    pierces: false,
    deskMinutes: 60,
    repeatMinutes: 1440,
    climbs: null,
    forgottenMinutes: 1440,
  },
  soon: {
    ladder: [
      { rung: "owner", waitMinutes: 60 },
      { rung: "assistant", waitMinutes: 60 },
      { rung: "supervisor", waitMinutes: 60 },
      { rung: "desk", waitMinutes: 120 },
    ],
    whenResting: "climb",
    pierces: false,
    deskMinutes: 15,
    repeatMinutes: 240,
    climbs: null,
    forgottenMinutes: 240,
  },
  urgent: {
    ladder: [
      { rung: "owner", waitMinutes: 10 },
      { rung: "assistant", waitMinutes: 10 },
      { rung: "supervisor", waitMinutes: 10 },
      { rung: "desk", waitMinutes: 10 },
    ],
    whenResting: "climb",
    pierces: false,
    deskMinutes: 0,
    repeatMinutes: 30,
    climbs: null,
    forgottenMinutes: 30,
  },
  emergency: {
    ladder: [
      { rung: "owner", waitMinutes: 3 },
      { rung: "assistant", waitMinutes: 3 },
      { rung: "supervisor", waitMinutes: 3 },
      { rung: "principal", waitMinutes: 3 },
      { rung: "desk", waitMinutes: 3 },
    ],
    whenResting: "climb",
    pierces: true,
    deskMinutes: 0,
    repeatMinutes: 10,
    climbs: null,
    forgottenMinutes: 10,
  },
};

const LONGEST_PAUSE = 1440;

/** How long the pause before climb `repeats + 1` is: it doubles each time, so that a night without an answer does not cost a thousand SMS. */
export const pauseOf = ({ repeatMinutes }: Policy, repeats: number): number =>
  Math.max(repeatMinutes, Math.min(LONGEST_PAUSE, repeatMinutes * 2 ** Math.min(repeats, 12)));
