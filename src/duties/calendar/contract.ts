import { calendarContract } from "./contract/calendar.ts";
import { daysContract } from "./contract/days.ts";
import { deviceContract } from "./contract/device.ts";
import { eventContract } from "./contract/event.ts";

/** Everything that can be done with time. */
export const timeContract = { ...calendarContract, ...eventContract, ...daysContract, ...deviceContract } as const;
