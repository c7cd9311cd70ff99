import { z } from "zod";
import { id, instantOut, line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";

const key = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+=*$/);

/** Browsers that ask to be told. */
export const pushContract = {
  "push.key": query({
    summary: { id: "Kunci umum untuk berlangganan notifikasi peramban", en: "The public key to subscribe to notifications with" },
    input: z.strictObject({}),
    output: z.object({ publicKey: z.string().nullable() }),
    opens: { role: "staff" },
    forPrograms: false,
  }),
  "push.subscribe": command({
    summary: { id: "Berlangganan notifikasi di peramban ini", en: "Be notified in this browser" },
    input: z.strictObject({
      endpoint: z.url({ protocol: /^https?$/ }).max(1000),
      keys: z.strictObject({ p256dh: key(200), auth: key(100) }),
      label: labelled(line(100), { id: "Nama peramban ini", en: "This browser's name" }),
    }),
    output: z.object({ id: z.string() }),
    refusals: [refused.tooManyBrowsers, refused.endpointUnknown, refused.channelNotReady],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "push.unsubscribe",
    ownNameOnly: true,
    forPrograms: false,
  }),
  "push.unsubscribe": command({
    summary: { id: "Berhenti berlangganan di satu peramban", en: "No longer be notified in a browser" },
    input: z.strictObject({ id: id().optional(), endpoint: z.url().max(1000).optional() }),
    output: z.object({ removed: z.boolean() }),
    opens: { role: "staff" },
    effect: "final",
    ownNameOnly: true,
    forPrograms: false,
  }),
  "push.list": query({
    summary: { id: "Peramban saya yang berlangganan", en: "My browsers that are notified" },
    input: z.strictObject({}),
    output: z.object({ browsers: z.array(z.object({ id: z.string(), label: z.string(), since: instantOut() })) }),
    opens: { role: "staff" },
  }),
};
