import { setting } from "#kernel/settings/settings.ts";
import { companyHours } from "./contract/days.ts";

/** Friday prayer from half past eleven to one, as offices keep it; Ramadan's dates are announced each year and set then. */
export const companyHoursSetting = setting("calendar.company-hours", companyHours, {
  fridayPrayer: { from: "11:30", to: "13:00" },
  ramadan: [],
});
