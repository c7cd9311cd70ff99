import { defineDuty } from "#kernel/catalogue/duty.ts";
import { timeContract } from "./contract.ts";
import { addressTaken, bookedMeanwhile } from "./errors.ts";
import { SEND_INVITATION } from "./delivery.ts";
import { moveHorizon } from "./jobs.ts";
import { REMIND, remind } from "./reminding.ts";
import { sendInvitation } from "./mailing/send.ts";
import { answerUseCases } from "./use-cases/answer.ts";
import { calendarUseCases } from "./use-cases/calendar.ts";
import { daysUseCases } from "./use-cases/days.ts";
import { deviceUseCases } from "./use-cases/device.ts";
import { eventUseCases } from "./use-cases/event.ts";
import { findUseCases } from "./use-cases/find.ts";
import { HOLD_ENDS, holdEnds, holdUseCases } from "./use-cases/hold.ts";
import { fileUseCases } from "./use-cases/files.ts";
import { lookUseCases } from "./use-cases/look.ts";
import { rawUseCases } from "./use-cases/raw.ts";

import { PLACE_ANEW, placeAll } from "./zones.ts";

import { READ_SUBSCRIPTION, readSubscription } from "./subscribing.ts";
import { subscriptionUseCases } from "./use-cases/subscription.ts";
export { timeContract } from "./contract.ts";
export { busyPeriods, type Period } from "./busy.ts";
export { participantsFor } from "./participants.ts";
export { guarded, type Guards, type ObjectGuard } from "./guarding.ts";
export { busyInCalendar } from "./busy.ts";
export { lentTo, type Asking, type Seen } from "./asker.ts";
export { addressesOf, ensureOwners, idsOfAddresses } from "./owners.ts";
export { lockOwners } from "./store/owners.ts";
export { findSlots } from "./finding/search.ts";
export { busyOf, minuteAfter, minuteOf, MINUTE_MS, type Minute } from "./finding/busy.ts";
export { chosen, type Member } from "./finding/fair.ts";
export type { Participant } from "./finding/rules.ts";
export {
  changesFor,
  delegateFor,
  delegatesOf,
  entriesFor,
  fileOf,
  homeLevel,
  objectIn,
  objectsBetween,
  objectsFor,
  octetsOf,
  ownersById,
  roomsAndThings,
  sharesOn,
  shelfAt,
  shelfById,
  shelvesGiven,
  shelvesOf,
  visible,
  type Visible,
} from "./shelves.ts";
export { takeMailedCalendar, type MailedCalendar, type MailedCalendarOutcome } from "./mailing/take.ts";
export { readFeed } from "./use-cases/files.ts";

const HORIZON_EVERY_SECONDS = 3600;

/** Everybody's time, in one truth: calendars, events, bookings, invitations, holidays. */
export const calendar = defineDuty({
  name: "calendar",
  title: { id: "Kalender", en: "Calendar" },
  optional: true,
  contract: timeContract,
  handlers: {
    ...calendarUseCases,
    ...eventUseCases,
    ...answerUseCases,
    ...lookUseCases,
    ...rawUseCases,
    ...fileUseCases,
    ...daysUseCases,
    ...deviceUseCases,
    ...holdUseCases,
    ...findUseCases,
    ...subscriptionUseCases,
  },
  covered: ["calendar_owner", "calendar", "calendar_share", "calendar_object", "calendar_feed", "calendar_file", "company_day"],
  constraints: { calendar_double_booking: bookedMeanwhile, calendar_address_taken: addressTaken },
  jobs: {
    "calendar.horizon": moveHorizon,
    [SEND_INVITATION]: sendInvitation,
    [REMIND]: remind,
    [HOLD_ENDS]: holdEnds,
    [PLACE_ANEW]: placeAll,
    [READ_SUBSCRIPTION]: readSubscription,
  },
  repeats: { "calendar.horizon": HORIZON_EVERY_SECONDS },
});
