import type { Component } from "#kernel/icalendar/lines/component.ts";
import { removeLines, textOf } from "#kernel/icalendar/lines/edit.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import { newId } from "#kernel/ids/id.ts";
import { mainOf } from "./stored.ts";

/** The objects of a file, each with the zones that stand in it; what has no UID gets one. */
export const objectsOf = (root: Component): { uid: string; calendar: Component }[] => {
  const zones = root.components.filter(({ name }) => name === "VTIMEZONE");
  const head = removeLines(root, "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE", "X-WR-CALDESC", "NAME").lines;
  const main = mainOf(root).filter(({ name }) => ["VEVENT", "VTODO", "VJOURNAL"].includes(name));
  const byUid = Map.groupBy(main, (one) => `${one.name} ${textOf(one, "UID")?.trim() || newId()}`);
  return [...byUid].map(([key, components]) => {
    const uid = key.slice(key.indexOf(" ") + 1);
    const named = components.map((one) =>
      textOf(one, "UID")?.trim() ? one : buildComponent(one.name, [buildLine({ name: "UID", value: uid }), ...one.parts]),
    );
    const used = new Set(
      named.flatMap((one) =>
        one.lines.flatMap(({ params }) => params.filter(({ name }) => name === "TZID").flatMap(({ values }) => values)),
      ),
    );
    return {
      uid,
      calendar: buildComponent("VCALENDAR", [...head, ...zones.filter((zone) => used.has(textOf(zone, "TZID") ?? "")), ...named]),
    };
  });
};
