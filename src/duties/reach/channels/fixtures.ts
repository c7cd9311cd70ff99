import { type Outbound, openOutbound } from "#kernel/outbound/outbound.ts";
import type { Parcel } from "./channel.ts";

/** A parcel as the desk would send it, with whatever a test wants otherwise. */
export const parcelWith = (changes: Partial<Parcel> = {}): Parcel => ({
  key: "step:0190a1b2-c3d4-7000-8000-000000000001:1",
  lang: "id",
  urgency: "urgent",
  title: "Telepon dari Pak Hartono",
  body: "Minta ditelepon kembali sebelum pukul 15.00 soal kontrak gudang.",
  link: "https://kerani.kantor.test/a/tok3n",
  actions: [{ name: "later", label: "Nanti", url: "https://kerani.kantor.test/a/tok3n/later" }],
  reference: "M-1042",
  ...changes,
});

/** The guarded way out, open to one origin on this machine only. */
export const outboundTo = (origin: string, timeoutMs = 5000): Outbound => openOutbound({ allow: [{ origin, private: true }], timeoutMs });

/** What a person with bad intentions writes into a title, a name or a text. */
export const HOSTILE = 'Halo\r\nBcc: jahat@x.test\r\n\r\n<script>alert(1)</script>"&\u202etxt.exe\u0000';
