import { HOUR, MINUTE, SECOND } from "./civil.ts";

const SHAPE = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/;

/** Reads a UTC-OFFSET such as `+0700` or `-003045` (RFC 5545 §3.3.14) as milliseconds; undefined when it is none or 24 hours and more. */
export const readOffset = (value: string): number | undefined => {
  const found = SHAPE.exec(value.trim());
  if (!found) return undefined;
  const [hours, minutes, seconds] = [Number(found[2]), Number(found[3]), Number(found[4] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return (found[1] === "-" ? -1 : 1) * (hours * HOUR + minutes * MINUTE + seconds * SECOND) + 0;
};

const two = (number: number): string => String(number).padStart(2, "0");

/** Writes milliseconds as `+0700`, with seconds only where there are some. */
export const writeOffset = (ms: number): string => {
  const seconds = Math.round(Math.abs(ms) / SECOND);
  const tail = seconds % 60 ? two(seconds % 60) : "";
  return `${ms < 0 ? "-" : "+"}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${tail}`;
};
