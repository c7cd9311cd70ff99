import { z } from "zod";
import { ROLES } from "#kernel/actor/actor.ts";
import { email, id, instantOut, line, urgency } from "#kernel/catalogue/fields.ts";
import { labelled } from "#kernel/catalogue/operation.ts";

/** The days of the week as working hours name them, Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** What a contact point may be; push subscriptions belong to reach. */
export const POINT_KINDS = ["phone", "mobile", "email", "ntfy", "webhook"] as const;
/** The channels that a contact rule may name. */
export const CHANNELS = ["push", "email", "sms", "ntfy", "webhook"] as const;
/** The largest file to import, in characters. */
export const MOST_IMPORT_CHARACTERS = 4_000_000;
/** The most rows or cards in one file. */
export const MOST_IMPORT_ROWS = 5_000;

const clock = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** The end of a span may be midnight, written 24:00. */
const clockEnd = () => z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const span = z.strictObject({ from: clock(), to: clockEnd() });
const spans = z.array(span).max(4);

/** Working hours per weekday in the person's own zone; a day that is left out is a day off. */
export const workingHours = z.strictObject({
  mon: spans.optional(),
  tue: spans.optional(),
  wed: spans.optional(),
  thu: spans.optional(),
  fri: spans.optional(),
  sat: spans.optional(),
  sun: spans.optional(),
});
/** From when to when nothing below an emergency is to sound; runs over midnight when `to` is earlier than `from`. */
export const quietHours = z.strictObject({ from: clock(), to: clock() });

const MOST_DELAY = 10_080;
const step = z.strictObject({
  channel: labelled(z.enum(CHANNELS), { id: "Saluran", en: "Channel" }),
  afterMinutes: labelled(z.number().int().min(0).max(MOST_DELAY), { id: "Menit setelah muncul", en: "Minutes after it arose" }),
  pointId: labelled(id().optional(), { id: "Nomor atau alamat tertentu", en: "A certain number or address" }),
});
/** How somebody is told of matters of one urgency. */
export const ruleOfOne = z.strictObject({
  steps: z.array(step).max(12),
  duringQuietHours: labelled(z.boolean(), { id: "Juga pada jam tenang", en: "Also in quiet hours" }),
  outsideWorkingHours: labelled(z.boolean(), { id: "Juga di luar jam kerja", en: "Also outside working hours" }),
});
/** Contact rules by urgency. */
export const contactRules = z.strictObject({ routine: ruleOfOne, soon: ruleOfOne, urgent: ruleOfOne, emergency: ruleOfOne });

/** Working hours, as records and answers carry them. */
export type WorkingHours = z.output<typeof workingHours>;
/** Quiet hours in the person's zone. */
export type QuietHours = z.output<typeof quietHours>;
/** The contact rules of one person, complete. */
export type ContactRules = z.output<typeof contactRules>;
/** A channel that a contact rule names. */
export type ContactChannel = (typeof CHANNELS)[number];
/** A kind of contact point. */
export type PointKind = (typeof POINT_KINDS)[number];
/** One degree of urgency, as contact rules name it. */
export type RuleUrgency = z.output<ReturnType<typeof urgency>>;

/** A telephone number as people write it; the use case normalises it to E.164. */
export const phoneText = () => line(40);
/** A grade of trust, 1 (newcomer) to 6 (confidant). */
export const grade = () => z.number().int().min(1).max(6);
/** The role of a member of staff. */
export const role = () => z.enum(ROLES);
/** A field that an empty value clears. */
export const clearable = <S extends z.ZodType>(schema: S) => schema.nullable().optional();

/** A person in a list. */
export const personBrief = z.object({
  id: z.string(),
  kind: z.enum(["staff", "contact"]),
  name: z.string(),
  /** Salutation and name, as one says it. */
  called: z.string(),
  /** Titles and name, as one writes it. */
  fullName: z.string(),
  initials: z.string(),
  hasPhoto: z.boolean(),
  /** The post of staff, the position of a contact. */
  position: z.string().nullable(),
  organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
  archived: z.boolean(),
});
/** A contact point as the asker may see it. */
export const pointOut = z.object({
  id: z.string(),
  kind: z.enum(POINT_KINDS),
  value: z.string(),
  extension: z.string().nullable(),
  /** The number as one reads it aloud: 0812-3456-7890. */
  shown: z.string(),
  label: z.string().nullable(),
  preferred: z.boolean(),
  seenBy: z.enum(["staff", "desk"]),
});
/** A contact point to add. */
export const pointIn = {
  kind: labelled(z.enum(POINT_KINDS), { id: "Jenis", en: "Kind" }),
  value: labelled(line(500), { id: "Nomor atau alamat", en: "Number or address" }),
  extension: labelled(
    z
      .string()
      .regex(/^\d{1,8}$/)
      .optional(),
    { id: "Pesawat", en: "Extension" },
  ),
  label: labelled(line(60).optional(), { id: "Keterangan", en: "Label" }),
  preferred: labelled(z.boolean().default(false), { id: "Yang diutamakan", en: "Preferred" }),
  seenBy: labelled(z.enum(["staff", "desk"]).default("staff"), { id: "Dapat dilihat oleh", en: "Seen by" }),
};
/** Names and manners of address, the same for adding and changing. */
export const naming = {
  nickname: labelled(clearable(line(60)), { id: "Nama panggilan", en: "Nickname" }),
  salutation: labelled(clearable(line(40)), { id: "Sapaan (Bapak, Ibu, …)", en: "Salutation (Bapak, Ibu, Mr, …)" }),
  titleBefore: labelled(clearable(line(60)), { id: "Gelar di depan nama", en: "Title before the name" }),
  titleAfter: labelled(clearable(line(60)), { id: "Gelar di belakang nama", en: "Title after the name" }),
  initials: labelled(clearable(line(4)), { id: "Inisial", en: "Initials" }),
};
/** The one mail address and the one mobile number that most people have, given with the person. */
export const firstPoints = {
  email: labelled(email().optional(), { id: "Surel", en: "E-mail" }),
  mobile: labelled(phoneText().optional(), { id: "Ponsel", en: "Mobile" }),
  phone: labelled(phoneText().optional(), { id: "Telepon", en: "Telephone" }),
};
/** A post as a list carries it. */
export const postBrief = z.object({ id: z.string(), title: z.string(), place: z.string().nullable() });
/** Somebody holding a post. */
export const holdingOut = z.object({
  id: z.string(),
  post: postBrief,
  person: personBrief,
  from: z.string(),
  until: z.string().nullable(),
  acting: z.boolean(),
  /** True when today lies within it, in the holder's zone. */
  now: z.boolean(),
});
/** When a record was archived, or null. */
export const archivedAt = instantOut().nullable();
