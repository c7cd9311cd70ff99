import { z } from "zod";
import { id, instantOut, line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { sources } from "../settings.ts";
import { calendarId } from "./fields.ts";

const text = z.object({ id: z.string(), en: z.string() });
const subscriptionOut = z.object({
  calendarId: z.string(),
  name: z.string(),
  /** Whence it is read, without what could be a secret in its address. */
  site: z.string(),
  everyMinutes: z.number(),
  /** When it was last read well; null before the first time. */
  readAt: instantOut().nullable(),
  /** Why it cannot be read at present. */
  trouble: text.nullable(),
});

/** Calendars that are kept elsewhere and shown here. */
export const subscriptionContract = {
  "subscription.add": command({
    summary: { id: "Berlangganan kalender dari tempat lain (alamat ICS)", en: "Subscribe to a calendar kept elsewhere (an ICS address)" },
    input: z.strictObject({
      name: line(200),
      url: labelled(z.string().min(8).max(2000), { id: "Alamat ICS: https:// atau webcal://", en: "ICS address: https:// or webcal://" }),
      for: labelled(id().optional(), { id: "Untuk orang ini; kosong: saya", en: "For this person; empty: me" }),
      everyMinutes: labelled(z.number().int().min(15).max(10_080).default(360), {
        id: "Dibaca setiap sekian menit",
        en: "Read every so many minutes",
      }),
      counts: labelled(z.boolean().default(false), { id: "Acara di dalamnya memakai waktu", en: "What lies in it takes time" }),
      color: labelled(
        z
          .string()
          .regex(/^#[0-9a-f]{6}$/i)
          .nullable()
          .optional(),
        { id: "Warna, #RRGGBB", en: "Colour, #RRGGBB" },
      ),
    }),
    output: subscriptionOut,
    refusals: [refused.sourceUnclear, refused.sourceNotAllowed, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "calendar.remove",
    positional: ["name", "url"],
  }),
  "subscription.list": query({
    summary: { id: "Kalender langganan saya", en: "The calendars that I subscribe to" },
    input: z.strictObject({}),
    output: z.object({ subscriptions: z.array(subscriptionOut) }),
    opens: { role: "staff" },
  }),
  "subscription.refresh": command({
    summary: { id: "Membaca kalender langganan sekarang", en: "Read a subscribed calendar now" },
    input: z.strictObject({ calendarId: calendarId() }),
    output: subscriptionOut,
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "subscription.refresh",
    positional: ["calendarId"],
  }),
  "subscription.sources": query({
    summary: { id: "Situs yang boleh dibaca untuk langganan kalender", en: "Sites that subscriptions may read" },
    input: z.strictObject({}),
    output: sources,
    opens: { role: "staff" },
  }),
  "subscription.sources-set": command({
    summary: { id: "Menentukan situs yang boleh dibaca untuk langganan kalender", en: "Say which sites subscriptions may read" },
    input: z.strictObject({
      sites: labelled(sources.shape.sites, {
        id: 'Situs, misalnya calendar.google.com; "inside": di jaringan kantor',
        en: 'Sites, such as calendar.google.com; "inside": in the office network',
      }),
    }),
    output: sources,
    refusals: [refused.sourceUnclear],
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "subscription.sources-set",
  }),
} as const;
