import type { Component } from "#kernel/icalendar/lines/component.ts";
import { lineOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { DAY } from "#kernel/icalendar/values/civil.ts";
import { readDuration } from "#kernel/icalendar/values/duration.ts";

/** Marks the alarms that the desk set; others belong to devices, which sound them themselves. */
export const REMINDER_MARK = "X-KERANI-REMINDER";

/** Minutes before the start of each reminder that the desk set. */
export const markedReminders = (component: Component): number[] =>
  component.components
    .filter((one) => one.name === "VALARM" && valueOf(one, REMINDER_MARK) !== undefined)
    .flatMap((alarm) => {
      const before = readDuration(lineOf(alarm, "TRIGGER")?.value ?? "");
      return before ? [-(before.days * DAY + before.ms) / 60_000] : [];
    });

/** Whether an instance does not take place. */
export const isCancelled = (component: Component): boolean => valueOf(component, "STATUS")?.toUpperCase() === "CANCELLED";
