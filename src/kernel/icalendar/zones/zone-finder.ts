import { note, type Finding } from "../finding.ts";
import type { Component } from "../lines/component.ts";
import { valueOf } from "../lines/edit.ts";
import { describedZone } from "./described-zone.ts";
import { namedZone, offsetZone } from "./zone-names.ts";
import type { Zone } from "./zone.ts";

/** Finds the zone of a TZID used at a line; undefined when nobody knows it. */
export type ZoneFinder = (tzid: string, line: number) => Zone | undefined;

/**
 * The zones of one calendar object, or of loose components with their VTIMEZONEs beside them. A name that the zone data knows means that zone, whatever the VTIMEZONE beside it
 * says: descriptions are often cut, old or wrong, and only the zone data follows a country that moves its clocks. A name
 * that it does not know means what the VTIMEZONE describes. Failing both it is undefined and told as a finding, once.
 */
export const zoneFinder = (beside: Component | readonly Component[], findings: Finding[]): ZoneFinder => {
  const found = new Map<string, Zone | undefined>();
  const descriptions = ("parts" in beside ? beside.components : beside).filter((component) => component.name === "VTIMEZONE");
  const look = (tzid: string, line: number): Zone | undefined => {
    const named = namedZone(tzid);
    if (named) return named;
    const description = descriptions.find((component) => valueOf(component, "TZID") === tzid.trim());
    const location = description && valueOf(description, "X-LIC-LOCATION");
    const zone = (location && namedZone(location)) || (description && describedZone(description, findings)) || offsetZone(tzid);
    if (!zone) note(findings, "UNKNOWN_ZONE", line, tzid);
    return zone;
  };
  return (tzid, line) => {
    if (!found.has(tzid)) found.set(tzid, look(tzid, line));
    return found.get(tzid);
  };
};
