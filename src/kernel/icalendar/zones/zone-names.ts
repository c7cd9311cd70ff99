import { readOffset } from "../values/offset.ts";
import { ianaZone } from "./iana.ts";
import { WINDOWS_ZONES } from "./windows-zones.ts";
import { UTC, fixedZone, type Zone } from "./zone.ts";

const windows = new Map(Object.entries(WINDOWS_ZONES).map(([name, iana]) => [name.toLowerCase(), iana]));

/** `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`, `/citadel.org/20250101_1/Asia/Jakarta`: the IANA name is the tail. */
const byPath = (name: string): Zone | undefined => {
  const parts = name.split("/").filter((part) => part !== "");
  if (parts.length < 2 || parts.length > 8) return undefined;
  for (const length of [3, 2, 1]) {
    const zone = parts.length > length ? ianaZone(parts.slice(-length).join("/")) : undefined;
    if (zone) return zone;
  }
  return undefined;
};

/** Names of Windows and old Outlook that hold no city of the zone data. */
const PHRASES: Readonly<Record<string, string>> = {
  "pacific time": "America/Los_Angeles",
  "mountain time": "America/Denver",
  "central time": "America/Chicago",
  "eastern time": "America/New_York",
  "atlantic time": "America/Halifax",
  indiana: "America/Indianapolis",
  arizona: "America/Phoenix",
  saskatchewan: "America/Regina",
  newfoundland: "America/St_Johns",
  alaska: "America/Anchorage",
  hawaii: "Pacific/Honolulu",
  "aleutian islands": "America/Adak",
  "baja california": "America/Tijuana",
  chihuahua: "America/Chihuahua",
  "central america": "America/Guatemala",
  "easter island": "Pacific/Easter",
  brasilia: "America/Sao_Paulo",
  greenland: "America/Nuuk",
  "greenwich mean time": "Europe/London",
  "coordinated universal time": "Etc/UTC",
  "universal coordinated time": "Etc/UTC",
  "cape verde is.": "Atlantic/Cape_Verde",
  "west central africa": "Africa/Lagos",
  "abu dhabi": "Asia/Dubai",
  islamabad: "Asia/Karachi",
  chennai: "Asia/Kolkata",
  "sri jayawardenepura": "Asia/Colombo",
  beijing: "Asia/Shanghai",
  osaka: "Asia/Tokyo",
  canberra: "Australia/Sydney",
  wellington: "Pacific/Auckland",
  "nuku'alofa": "Pacific/Tongatapu",
  "solomon is.": "Pacific/Guadalcanal",
  "international date line west": "Etc/GMT+12",
};

const AREAS = ["Asia", "Europe", "America", "Africa", "Australia", "Pacific", "Atlantic", "Indian"];

const byPlace = (place: string): Zone | undefined => {
  const phrase = PHRASES[place.toLowerCase().replace(/\s*\(.*\)$/, "")];
  if (phrase) return ianaZone(phrase);
  const city = place.replaceAll(" ", "_");
  for (const area of AREAS) {
    const zone = ianaZone(`${area}/${city}`);
    if (zone) return zone;
  }
  return undefined;
};

const DISPLAYED = /^\((?:UTC|GMT)([+-]\d\d:\d\d)?\)\s*(.+)$/i;

/** A place in a list of cities must have had the offset that stands before the list, or it is another place of that name. */
const byDisplayName = (name: string): Zone | undefined => {
  const found = DISPLAYED.exec(name);
  if (!found) return undefined;
  const offset = readOffset(found[1] ?? "+00:00");
  for (const place of found[2]!.split(/\s*[,;:]\s*|\s+and\s+/).slice(0, 12)) {
    const zone = byPlace(place.trim());
    if (zone && offset !== undefined && zone.offsets.includes(offset)) return zone;
  }
  return undefined;
};

const OFFSET = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?$/i;

/** The zone of a name that is an offset: `UTC+7`, `GMT+07:00`, `+0700`. (`Etc/GMT+7`, with its sign turned round, is in the zone data.) */
export const offsetZone = (name: string): Zone | undefined => {
  const found = OFFSET.exec(name.trim());
  if (!found) return undefined;
  const offset = readOffset(`${found[1]}${found[2]!.padStart(2, "0")}${found[3] ?? "00"}`);
  return offset === undefined ? undefined : fixedZone(name, offset);
};

const isUtc = (name: string): boolean => /^(tzone:\/\/microsoft\/)?(etc\/)?(utc|z|gmt|zulu|uct)$/i.test(name);

/**
 * The zone that a TZID means, whoever wrote it: an IANA name in any capitals, with the prefixes of Evolution, Mozilla
 * and others, a Windows name, or a Windows display name such as `(UTC+07:00) Bangkok, Hanoi, Jakarta`. Undefined when it
 * is none of them.
 */
export const namedZone = (tzid: string): Zone | undefined => {
  const name = tzid.trim().replace(/^"(.*)"$/, "$1");
  if (name.length > 200) return undefined;
  if (isUtc(name)) return UTC;
  const iana = ianaZone(name);
  if (iana) return iana;
  const fromWindows = windows.get(name.toLowerCase());
  if (fromWindows) return ianaZone(fromWindows);
  return byPath(name) ?? byDisplayName(name);
};
