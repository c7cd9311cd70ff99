import { z } from "zod";
import { line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { done, flowToken, opened, opening } from "./fields.ts";

const domain = () =>
  z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z]{2,63}$/);
const settings = {
  issuer: labelled(z.url({ protocol: /^https?$/ }).max(500), { id: "Alamat penerbit (issuer)", en: "Issuer address" }),
  clientId: labelled(line(255), { id: "Nomor klien (client id)", en: "Client id" }),
  label: labelled(line(60).default("SSO"), { id: "Tulisan pada tombol masuk", en: "What the sign-in button says" }),
  domains: labelled(z.array(domain()).max(50).default([]), {
    id: "Hanya alamat surel dari domain ini",
    en: "Only e-mail addresses of these domains",
  }),
  createUsers: labelled(z.boolean().default(false), {
    id: "Buatkan akun bagi yang belum punya (perlu domain)",
    en: "Make accounts for those without one (needs domains)",
  }),
  trustEmail: labelled(z.boolean().default(false), {
    id: "Anggap alamat surelnya terverifikasi (direktori milik perusahaan sendiri)",
    en: "Take its e-mail addresses as verified (the company's own directory)",
  }),
  inOffice: labelled(z.boolean().default(false), {
    id: "Server ini berada di jaringan kantor atau di mesin ini",
    en: "This server lies in the office network or on this machine",
  }),
} as const;

/** Signing in by the company's single sign-on (OpenID Connect Core 1.0, authorization code with PKCE). */
export const oidcContract = {
  "oidc.begin": query({
    summary: { id: "Mulai masuk lewat akun perusahaan", en: "Begin to sign in by the company account" },
    input: z.strictObject({}),
    output: z.strictObject({ url: z.string(), flowToken: z.string(), flowSeconds: z.number().int() }),
    opens: { role: "stranger" },
    forPrograms: false,
    ownNameOnly: true,
    refusals: [refused.oidcIsOff, refused.oidcUnavailable],
  }),
  "oidc.finish": command({
    summary: { id: "Masuk lewat akun perusahaan", en: "Sign in by the company account" },
    input: z.strictObject({
      flowToken: flowToken(),
      query: labelled(z.string().max(8000), {
        id: "Parameter yang dibawa kembali (code, state)",
        en: "The parameters brought back (code, state)",
      }),
      ...opening,
    }),
    output: opened,
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
    ownNameOnly: true,
    refusals: [refused.oidcIsOff, refused.oidcUnavailable, refused.oidcRefused, refused.flowGone],
  }),
  "oidc.set": command({
    summary: { id: "Atur masuk lewat akun perusahaan", en: "Set up single sign-on" },
    input: z.strictObject({
      ...settings,
      clientSecret: labelled(z.string().min(1).max(500).optional(), {
        id: "Rahasia klien; kosong berarti yang lama tetap",
        en: "Client secret; absent keeps the one before",
      }),
    }),
    output: done,
    opens: { role: "administrator" },
    effect: "final",
    secret: true,
    ownNameOnly: true,
    refusals: [refused.oidcUnavailable],
  }),
  "oidc.unset": command({
    summary: { id: "Matikan masuk lewat akun perusahaan", en: "Switch single sign-on off" },
    input: z.strictObject({}),
    output: done,
    opens: { role: "administrator" },
    effect: "final",
    ownNameOnly: true,
  }),
  "oidc.get": query({
    summary: { id: "Pengaturan akun perusahaan", en: "How single sign-on is set up" },
    input: z.strictObject({}),
    output: z.strictObject({
      issuer: z.string().nullable(),
      clientId: z.string().nullable(),
      label: z.string(),
      domains: z.array(z.string()),
      createUsers: z.boolean(),
      trustEmail: z.boolean(),
      inOffice: z.boolean(),
      hasSecret: z.boolean(),
      callbackUrl: z.string(),
    }),
    opens: { role: "administrator" },
    ownNameOnly: true,
  }),
} as const;
