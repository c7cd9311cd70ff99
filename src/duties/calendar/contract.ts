import { calendarContract } from "./contract/calendar.ts";
import { daysContract } from "./contract/days.ts";
import { deviceContract } from "./contract/device.ts";
import { findContract } from "./contract/find.ts";
import { holdContract } from "./contract/hold.ts";
import { subscriptionContract } from "./contract/subscription.ts";
import { eventContract } from "./contract/event.ts";

/** Everything that can be done with time. */
export const timeContract = {
  ...calendarContract,
  ...eventContract,
  ...daysContract,
  ...deviceContract,
  ...holdContract,
  ...findContract,
  ...subscriptionContract,
} as const;
