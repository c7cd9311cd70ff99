import { davRoute, feedRoute } from "#doors/dav/bindings/route.ts";
import type { Identify } from "#doors/http/identity.ts";
import type { Route } from "#doors/http/server.ts";
import { switchedOffDuties } from "#duties/company/index.ts";
import type { House } from "../house.ts";

/** The addresses by which devices and subscribers read calendars: CalDAV, CardDAV and secret feeds. */
export const calendarRoutes = (house: House, identify: Identify): Route[] => {
  const { db, clock, pipeline, log, services, settings } = house;
  const on = () => !settings.get(switchedOffDuties).includes("calendar");
  const parts = { db, clock, pipeline, log, identify, on, files: services.files, url: services.url };
  return [davRoute(parts), feedRoute(parts)];
};
