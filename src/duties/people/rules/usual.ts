import type { ContactRules, QuietHours, WorkingHours } from "../contract/fields.ts";

const OFFICE_DAY = [{ from: "08:00", to: "17:00" }];

/** Working hours of whoever set none: Monday to Friday, the eight hours and the rest hour of Law 13/2003 art. 77 and 79. */
export const USUAL_WORKING_HOURS: WorkingHours = { mon: OFFICE_DAY, tue: OFFICE_DAY, wed: OFFICE_DAY, thu: OFFICE_DAY, fri: OFFICE_DAY };

/** Quiet hours of whoever set none. */
export const USUAL_QUIET_HOURS: QuietHours = { from: "21:00", to: "06:00" };

/**
 * Contact rules of whoever set none. The dearer and louder a channel, the later and the rarer; a channel for which
 * the person has no address is passed over. Only an emergency breaks quiet hours.
 */
export const USUAL_RULES: ContactRules = {
  routine: {
    steps: [
      { channel: "push", afterMinutes: 0 },
      { channel: "email", afterMinutes: 30 },
    ],
    duringQuietHours: false,
    outsideWorkingHours: false,
  },
  soon: {
    steps: [
      { channel: "push", afterMinutes: 0 },
      { channel: "ntfy", afterMinutes: 0 },
      { channel: "email", afterMinutes: 10 },
      { channel: "sms", afterMinutes: 45 },
    ],
    duringQuietHours: false,
    outsideWorkingHours: false,
  },
  urgent: {
    steps: [
      { channel: "push", afterMinutes: 0 },
      { channel: "ntfy", afterMinutes: 0 },
      { channel: "webhook", afterMinutes: 0 },
      { channel: "email", afterMinutes: 2 },
      { channel: "sms", afterMinutes: 5 },
    ],
    duringQuietHours: false,
    outsideWorkingHours: true,
  },
  emergency: {
    steps: [
      { channel: "push", afterMinutes: 0 },
      { channel: "ntfy", afterMinutes: 0 },
      { channel: "webhook", afterMinutes: 0 },
      { channel: "sms", afterMinutes: 0 },
      { channel: "email", afterMinutes: 0 },
      { channel: "sms", afterMinutes: 5 },
    ],
    duringQuietHours: true,
    outsideWorkingHours: true,
  },
};
