import { z } from "zod";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isInstant = (text: string): boolean => {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
};
const isDay = (text: string): boolean => {
  try {
    return DAY.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};
const isZone = (text: string): boolean => {
  try {
    return /^[A-Za-z]/.test(text) && Boolean(new Intl.DateTimeFormat("en", { timeZone: text }));
  } catch {
    return false;
  }
};

/** A record's id. */
export const id = () => z.uuid();
/** A line of text without control characters, trimmed, 1 to `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // eslint-disable-next-line no-control-regex -- the point of the rule
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/);
/** A text of several lines, trimmed, at most `max` characters, without NUL. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !text.includes("\0"));
/** An instant in RFC 3339, given with any offset, answered in UTC. */
export const instant = () =>
  z
    .string()
    .max(40)
    .refine(isInstant, { params: { kind: "instant" } })
    .transform((text) => Temporal.Instant.from(text).toString())
    .meta({ format: "date-time" });
/** An instant in an answer. */
export const instantOut = () => z.string().meta({ format: "date-time" });
/** A whole day, YYYY-MM-DD. */
export const day = () =>
  z
    .string()
    .refine(isDay, { params: { kind: "day" } })
    .meta({ format: "date" });
/** An IANA time zone such as Asia/Makassar. */
export const zone = () =>
  z
    .string()
    .max(64)
    .refine(isZone, { params: { kind: "zone" } });
/** An e-mail address, lower-cased. */
export const email = () => z.string().trim().toLowerCase().max(254).pipe(z.email());
/** How urgent something is. */
export const urgency = () => z.enum(["routine", "soon", "urgent", "emergency"]);
/** Indonesian or English. */
export const language = () => z.enum(["id", "en"]);
/** A page of a longer list: how many, and the cursor that the page before gave. */
export const page = (most = 200) => ({
  limit: z.coerce.number().int().min(1).max(most).default(50),
  after: z.string().max(200).optional(),
});
