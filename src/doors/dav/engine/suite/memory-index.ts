import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { BusyPeriod, StoredObject, TimeRange } from "../backend.ts";
import { valueOf } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { expand } from "#kernel/icalendar/series/expand.ts";

const typeOf = (event: Component): BusyPeriod["type"] | undefined => {
  if (event.name !== "VEVENT" || valueOf(event, "TRANSP")?.toUpperCase() === "TRANSPARENT") return undefined;
  const status = valueOf(event, "STATUS")?.toUpperCase();
  if (status === "CANCELLED") return undefined;
  return status === "TENTATIVE" ? "BUSY-TENTATIVE" : "BUSY";
};

/** Busy time of objects in a range; floating times and whole days are read in `zone`. */
export const busyIn = (objects: readonly StoredObject[], range: Required<TimeRange>, zone = "UTC"): BusyPeriod[] =>
  objects.flatMap((object) => {
    const { occurrences } = expand(parse(object.text).components, {
      from: range.start.epochMilliseconds,
      to: range.end.epochMilliseconds,
      zone,
    });
    return occurrences.flatMap(({ component, start, end }) => {
      const type = typeOf(component);
      return type ? [{ type, start: Temporal.Instant.fromEpochMilliseconds(start), end: Temporal.Instant.fromEpochMilliseconds(end) }] : [];
    });
  });
