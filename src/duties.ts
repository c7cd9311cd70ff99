import type { Duty } from "#kernel/catalogue/duty.ts";
import { actsFor, mandates } from "#duties/mandates/index.ts";
import { readSetting } from "#kernel/settings/settings.ts";
import { accessDuty } from "#duties/access/index.ts";
import { booking } from "#duties/booking/index.ts";
import { calendar } from "#duties/calendar/index.ts";
import { company, switchedOffDuties } from "#duties/company/index.ts";
import { messages } from "#duties/messages/index.ts";
import { people } from "#duties/people/index.ts";
import { reach } from "#duties/reach/index.ts";

/** Every duty of Kerani. */
export const duties: readonly Duty[] = [
  people,
  company,
  accessDuty({ actsFor, switchedOff: (work) => readSetting(work, switchedOffDuties) }),
  messages,
  mandates,
  reach,
  calendar,
  booking,
];

/** Which duty may call which other's index.ts, and why; anything else goes through facts. Acyclic: a test keeps it. */
export const EDGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  access: { people: "a user is a member of staff; accounts hang on people" },
  company: {
    people: "the set-up page enrols the first administrator; approvals name people",
    access: "the set-up page opens the first account",
  },
  booking: {
    people: "whose time is booked",
    calendar: "the time itself: who is free, and the lock under which that is decided",
    access: "links for guests, and how often strangers may knock",
  },
  calendar: {
    people: "time belongs to people, who are invited by their addresses and have working hours",
    mandates: "who may keep whose calendar now",
  },
  mandates: { people: "a mandate runs between two members of staff" },
  messages: { people: "a message is from and for people, posts and groups" },
  reach: {
    people: "contact rules and who stands above whom",
    mandates: "who acts for whom at a minute",
    access: "acknowledging by a signed link",
  },
};
