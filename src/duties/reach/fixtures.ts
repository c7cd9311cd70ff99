import type { ContactRules, QuietHours, WorkingHours } from "#duties/people/index.ts";
import type { ChannelName, Climb, Facts, Person, StandsIn, Tried } from "./rules/facts.ts";
import { USUAL_POLICIES } from "./rules/policy.ts";

/** Monday 2 March 2026, 10.00 in Jakarta. */
export const MONDAY_10 = Temporal.Instant.from("2026-03-02T03:00:00Z");

const OFFICE = [{ from: "08:00", to: "17:00" }];
/** Monday to Friday, eight to five. */
export const OFFICE_HOURS: WorkingHours = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
/** Nine in the evening to six in the morning. */
export const NIGHT: QuietHours = { from: "21:00", to: "06:00" };

const ruleOf = (channels: readonly ChannelName[], gap: number, quiet: boolean, off: boolean) => ({
  steps: channels.map((channel, index) => ({ channel, afterMinutes: index * gap })),
  duringQuietHours: quiet,
  outsideWorkingHours: off,
});

/** Push, then mail, then SMS; only an emergency breaks quiet hours, and from urgent on days off do not count. */
export const RULES: ContactRules = {
  routine: ruleOf(["push", "email"], 30, false, false),
  soon: ruleOf(["push", "email", "sms"], 10, false, false),
  urgent: ruleOf(["push", "email", "sms"], 2, false, true),
  emergency: ruleOf(["push", "email", "sms"], 0, true, true),
};

/** Somebody in Jakarta with a browser, a mailbox and a mobile, unless said otherwise. */
export const personCalled = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  called: id.charAt(0).toUpperCase() + id.slice(1),
  language: "id",
  timeZone: "Asia/Jakarta",
  grade: 3,
  active: true,
  workingHours: OFFICE_HOURS,
  quietHours: NIGHT,
  rules: RULES,
  presence: null,
  addresses: {
    push: [{ ref: `${id}-push`, value: "Chrome" }],
    email: [{ ref: `${id}-email`, value: `${id}@kantor.test` }],
    sms: [{ ref: `${id}-sms`, value: "+6281200000000" }],
  },
  ...more,
});

/** A first climb that begins at an instant. */
export const climbFrom = (since: Temporal.Instant, more: Partial<Climb> = {}): Climb => ({
  number: 0,
  since,
  cause: "raised",
  repeats: 0,
  taker: null,
  left: [],
  ...more,
});

/** An urgent matter of Budi's on Monday at ten; Sari assists him, Joko is his supervisor, Dewi works at the desk. */
export const factsWith = (
  more: Partial<Omit<Facts, "matter" | "relations" | "people">> & {
    matter?: Partial<Facts["matter"]>;
    relations?: Partial<Facts["relations"]>;
    people?: readonly Person[];
  } = {},
): Facts => {
  const now = more.now ?? MONDAY_10;
  const matter: Facts["matter"] = {
    urgency: "urgent",
    confidentialFrom: null,
    owner: { kind: "person", id: "budi" },
    raisedBy: null,
    ...more.matter,
  };
  const people = more.people ?? [
    personCalled("budi"),
    personCalled("sari"),
    personCalled("joko"),
    personCalled("dewi"),
    personCalled("rina"),
  ];
  return {
    climb: climbFrom(now),
    policy: USUAL_POLICIES[matter.urgency],
    ready: new Set(["push", "email", "sms", "ntfy", "webhook"]),
    tried: [],
    boundaries: [],
    ...more,
    now,
    matter,
    people: new Map(people.map((person) => [person.id, person])),
    relations: {
      behind: ["budi"],
      standIns: [],
      assistants: new Map([["budi", [{ id: "sari", confidant: false }]]]),
      supervisors: new Map([["budi", "joko"]]),
      desk: ["dewi"],
      ...more.relations,
    },
  };
};

/** Rina standing in for Budi till the evening. */
export const rinaForBudi = (more: Partial<StandsIn> = {}): StandsIn => ({
  principalId: "budi",
  delegateId: "rina",
  mandateId: "mandate",
  until: MONDAY_10.add({ hours: 8 }),
  timeZone: "Asia/Jakarta",
  accepted: true,
  ...more,
});

/** A step as it would have been written down, accepted by its service. */
export const triedStep = (
  personId: string,
  channel: ChannelName,
  turn: number,
  begunAt: Temporal.Instant,
  more: Partial<Tried> = {},
): Tried => ({
  id: `${personId}-${channel}-${turn}-${begunAt.epochMilliseconds}`,
  rung: "owner",
  personId,
  channel,
  addressRef: `${personId}-${channel}`,
  turn,
  begunAt,
  state: "accepted",
  finishedAt: begunAt,
  retryAt: null,
  word: null,
  ...more,
});
