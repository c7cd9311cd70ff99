import type { Report } from "../report.ts";
import { forbidden } from "../errors.ts";
import { caldav } from "../names.ts";
import { needs } from "../resources.ts";
import { child } from "../xml/element.ts";
import { busyCalendar } from "./busy-text.ts";
import { readClosedRange } from "./filter-xml.ts";

/** `CALDAV:free-busy-query` (RFC 4791 §7.10): asks for no more than `read-free-busy`. */
export const FREE_BUSY_QUERY: Report = {
  key: caldav("free-busy-query"),
  on: (resource) => resource.kind === "collection" && resource.collection.kind === "calendar",
  run: async (x, resource, body) => {
    const element = child(body, caldav("time-range"));
    if (!element || resource.kind !== "collection") throw forbidden("A free-busy-query has a time-range.", { key: caldav("valid-filter") });
    const range = readClosedRange(element);
    needs(x, resource, "read-free-busy");
    checkSpan(range, x.limits.busyDays);
    const busy = await x.backend.busy(x.viewer, resource.ref, range);
    const answer = busyCalendar({ productId: x.engine.productId, now: x.now, range, busy });
    return { status: 200, type: "text/calendar; charset=utf-8", headers: { "Cache-Control": "private, no-cache" }, body: answer };
  },
};

/** Nobody plans further ahead, and a range of centuries would cost as many instances. */
export const checkSpan = ({ start, end }: { readonly start: Temporal.Instant; readonly end: Temporal.Instant }, days: number): void => {
  if (end.epochMilliseconds - start.epochMilliseconds > days * 86_400_000)
    throw forbidden(`A free-busy question spans at most ${days} days.`, { key: caldav("valid-filter") });
};
