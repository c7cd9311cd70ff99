import { DAY, HOUR, MINUTE, SECOND } from "./civil.ts";

/** A DURATION (RFC 5545 §3.3.6): days follow the calendar (23 to 25 hours), the rest is exact milliseconds; both carry the sign. */
export type Duration = { readonly days: number; readonly ms: number };

const SHAPE = /^([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/** Nothing lasts longer: beyond this, sums would leave what a number can hold exactly. */
const LONGEST_MS = 10_000 * 366 * DAY;

/** Reads `PT15M`, `-P1D`, `P2W`; weeks beside days are tolerated. Undefined when it is no duration or longer than 10,000 years. */
export const readDuration = (value: string): Duration | undefined => {
  const text = value.trim().toUpperCase();
  const found = SHAPE.exec(text);
  if (!found || !/\d/.test(text) || text.endsWith("T")) return undefined;
  const part = (at: number): number => Number(found[at] ?? 0);
  const sign = found[1] === "-" ? -1 : 1;
  const days = part(2) * 7 + part(3);
  const ms = part(4) * HOUR + part(5) * MINUTE + part(6) * SECOND;
  if (days * DAY + ms > LONGEST_MS) return undefined;
  // Adding zero turns -0 into 0.
  return { days: sign * days + 0, ms: sign * ms + 0 };
};

/** Writes a duration in its shortest usual form, to the second. */
export const writeDuration = ({ days, ms }: Duration): string => {
  const sign = days < 0 || ms < 0 ? "-" : "";
  const seconds = Math.floor(Math.abs(ms) / SECOND);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const time = `${h ? `${h}H` : ""}${m || (h && s) ? `${m}M` : ""}${s ? `${s}S` : ""}`;
  if (time) return `${sign}P${days ? `${Math.abs(days)}D` : ""}T${time}`;
  if (days === 0) return "PT0S";
  return days % 7 === 0 ? `${sign}P${Math.abs(days) / 7}W` : `${sign}P${Math.abs(days)}D`;
};
