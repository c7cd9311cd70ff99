import { z } from "zod";
import { setting } from "#kernel/settings/settings.ts";
import { companyHours } from "./contract/days.ts";

/** Friday prayer from half past eleven to one, as offices keep it; Ramadan's dates are announced each year and set then. */
export const companyHoursSetting = setting("calendar.company-hours", companyHours, {
  fridayPrayer: { from: "11:30", to: "13:00" },
  ramadan: [],
});

const MOST_SOURCES = 200;

/** Where subscriptions may read: host names (`*.example.com` too), those inside the office marked. */
export const sources = z.strictObject({
  sites: z.array(z.strictObject({ site: z.string().min(1).max(300), inside: z.boolean().default(false) })).max(MOST_SOURCES),
});
/** Nowhere, until an administrator says where: no request leaves the machine otherwise. */
export const sourcesSetting = setting("calendar.sources", sources, { sites: [] });
