import type { Report } from "../report.ts";
import { multigetReport } from "../multiget.ts";
import { caldav } from "../names.ts";

/** `CALDAV:calendar-multiget` (RFC 4791 §7.9). */
export const CALENDAR_MULTIGET: Report = multigetReport(caldav("calendar-multiget"), "calendars");
