import type { Component, Part } from "#kernel/icalendar/lines/component.ts";
import type { XmlElement } from "../xml/element.ts";
import { assemble, isComponent } from "#kernel/icalendar/lines/component.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { caldav } from "../names.ts";
import { attribute, child, children } from "../xml/element.ts";

/** Which parts of a component are wanted (RFC 4791 §9.6.1): `props` with their novalue flag, or everything. */
type Wanted = { readonly props: ReadonlyMap<string, boolean> | "all"; readonly comps: ReadonlyMap<string, Wanted> | "all" };

const nameOf = (element: XmlElement): string => (attribute(element, "name") ?? "").toUpperCase();

const readWanted = (comp: XmlElement): Wanted => ({
  props: child(comp, caldav("allprop"))
    ? "all"
    : new Map(children(comp, caldav("prop")).map((each) => [nameOf(each), attribute(each, "novalue") === "yes"])),
  comps: child(comp, caldav("allcomp")) ? "all" : new Map(children(comp, caldav("comp")).map((each) => [nameOf(each), readWanted(each)])),
});

const keep = (part: Part, wanted: Wanted): Part[] => {
  if (isComponent(part)) {
    if (wanted.comps === "all") return [part];
    const inner = wanted.comps.get(part.name);
    return inner ? [prune(part, inner)] : [];
  }
  if (wanted.props === "all") return [part];
  const novalue = wanted.props.get(part.name);
  if (novalue === undefined) return [];
  return [novalue ? buildLine({ name: part.name, params: part.params, value: "", group: part.group }) : part];
};

const prune = (component: Component, wanted: Wanted): Component =>
  assemble(
    component.begin,
    component.parts.flatMap((part) => keep(part, wanted)),
    component.end,
  );

/** The parts of a calendar that a `CALDAV:calendar-data` asks for by its `comp`; the calendar itself when it has none. */
export const pruneCalendar = (calendar: Component, asked: XmlElement): Component => {
  const comp = child(asked, caldav("comp"));
  return comp && nameOf(comp) === calendar.name ? prune(calendar, readWanted(comp)) : calendar;
};
