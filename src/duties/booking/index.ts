import { defineDuty } from "#kernel/catalogue/duty.ts";
import { bookingContract } from "./contract.ts";
import { slugTaken } from "./errors.ts";
import { BOOKING_MAIL, sendBookingMail } from "./mails.ts";
import { bookUseCases, REQUEST_ENDS } from "./use-cases/book.ts";
import { bookingUseCases, requestEnds } from "./use-cases/booking.ts";
import { OFFER_MAIL, offerUseCases, sendOffer } from "./use-cases/offer.ts";
import { waitUseCases } from "./use-cases/wait.ts";
import { WAITING_TICK, waitingTick } from "./waiting.ts";
import { sendWaitingMail, WAITING_MAIL } from "./waiting-mails.ts";
import { pageUseCases } from "./use-cases/page.ts";

export { framedBy } from "./settings.ts";
export { bookingContract } from "./contract.ts";

/** Appointments with outsiders: they choose a time themselves, and nobody is booked twice. */
export const booking = defineDuty({
  name: "booking",
  title: { id: "Janji temu orang luar", en: "Appointments with outsiders" },
  optional: true,
  contract: bookingContract,
  handlers: { ...pageUseCases, ...bookUseCases, ...bookingUseCases, ...offerUseCases, ...waitUseCases },
  covered: ["booking_page", "booking", "booking_offer", "booking_choice", "booking_waiter", "booking_freed"],
  constraints: { booking_page_slug: slugTaken },
  jobs: {
    [BOOKING_MAIL]: sendBookingMail,
    [REQUEST_ENDS]: requestEnds,
    [OFFER_MAIL]: sendOffer,
    [WAITING_MAIL]: sendWaitingMail,
    [WAITING_TICK]: waitingTick,
  },
});
