import { z } from "zod";
import { DIAL_SETTINGS } from "#kernel/actor/actor.ts";
import { id, instantOut, line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { done } from "./fields.ts";

const LONGEST_DAYS = 1825;
const scope = () =>
  z
    .string()
    .regex(/^(\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/)
    .max(80);
const dial = () =>
  z.record(
    z
      .string()
      .regex(/^(\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/)
      .max(80),
    z.enum(DIAL_SETTINGS),
  );
const grade = () => z.coerce.number().int().min(1).max(6);
const role = () => z.enum(["staff", "desk", "administrator"]);

/** Programs and agents that act for the company, and the tokens by which they and people's own scripts come in. */
export const tokenContract = {
  "program.add": command({
    summary: {
      id: "Daftarkan program atau agen, dengan tingkat dan tuas pengawasannya",
      en: "Enrol a program or agent, with its grade and dial",
    },
    input: z.strictObject({
      name: labelled(line(200), { id: "Nama program", en: "Name of the program" }),
      role: labelled(role().default("staff"), { id: "Peran", en: "Role" }),
      grade: labelled(grade().default(1), { id: "Tingkat kepercayaan 1-6", en: "Grade of trust 1-6" }),
      dial: labelled(dial().default({}), {
        id: "Tuas pengawasan: perintah ke do, report, draft, atau never",
        en: "Dial: command to do, report, draft or never",
      }),
      ownerId: labelled(id().optional(), { id: "Penanggung jawab (bawaan: Anda)", en: "Who answers for it (default: you)" }),
    }),
    output: z.strictObject({ programId: id() }),
    opens: { role: "administrator" },
    effect: "final",
    refusals: [refused.aboveOwnGrade, refused.notFound],
    positional: ["name"],
    ownNameOnly: true,
  }),
  "program.change": command({
    summary: {
      id: "Ubah tingkat, peran, tuas, atau keaktifan program",
      en: "Change a program's grade, role, dial, or whether it is active",
    },
    input: z.strictObject({
      programId: labelled(id(), { id: "Program", en: "Program" }),
      role: labelled(role().optional(), { id: "Peran", en: "Role" }),
      grade: labelled(grade().optional(), { id: "Tingkat kepercayaan 1-6", en: "Grade of trust 1-6" }),
      dial: labelled(dial().optional(), { id: "Tuas pengawasan", en: "Dial" }),
      active: labelled(z.boolean().optional(), { id: "Aktif", en: "Active" }),
    }),
    output: done,
    opens: { role: "administrator" },
    effect: "final",
    refusals: [refused.aboveOwnGrade, refused.notFound],
    positional: ["programId"],
    ownNameOnly: true,
  }),
  "program.list": query({
    summary: { id: "Semua program dan agen", en: "All programs and agents" },
    input: z.strictObject({}),
    output: z.strictObject({
      programs: z.array(
        z.strictObject({
          programId: id(),
          name: z.string(),
          role: role(),
          grade: z.number().int(),
          dial: z.record(z.string(), z.enum(DIAL_SETTINGS)),
          active: z.boolean(),
          ownerId: id().nullable(),
          ownerName: z.string().nullable(),
        }),
      ),
    }),
    opens: { role: "administrator" },
    ownNameOnly: true,
  }),
  "token.create": command({
    summary: { id: "Buat token API; hanya ditampilkan sekali", en: "Make an API token; shown only once" },
    input: z.strictObject({
      label: labelled(line(100).default("API"), { id: "Untuk apa", en: "What it is for" }),
      scope: labelled(z.array(scope()).min(1).max(100), {
        id: "Cakupan: nama perintah, kata.*, atau *",
        en: "Scopes: command names, noun.*, or *",
      }),
      days: labelled(z.coerce.number().int().min(1).max(LONGEST_DAYS).default(90), {
        id: "Berlaku berapa hari",
        en: "Valid for how many days",
      }),
      programId: labelled(id().optional(), { id: "Untuk program ini, bukan untuk saya", en: "For this program, not for me" }),
      user: labelled(line(254).optional(), {
        id: "Surel atau nomor orang; hanya dari mesin Kerani sendiri",
        en: "A person's e-mail or id; only from Kerani's own machine",
      }),
    }),
    output: z.strictObject({ id: id(), token: z.string(), expiresAt: instantOut() }),
    opens: { role: "staff" },
    effect: "final",
    secret: true,
    refusals: [refused.scopeRefused, refused.notFound, refused.proveAgain, refused.aboveOwnGrade],
    ownNameOnly: true,
  }),
  "token.list": query({
    summary: { id: "Token saya; pengurus melihat semua", en: "My tokens; an administrator sees all" },
    input: z.strictObject({ all: labelled(z.boolean().default(false), { id: "Milik semua", en: "Everybody's" }) }),
    output: z.strictObject({
      tokens: z.array(
        z.strictObject({
          id: id(),
          label: z.string(),
          actorId: id(),
          actorName: z.string(),
          scope: z.array(z.string()),
          createdAt: instantOut(),
          expiresAt: instantOut(),
          seenAt: instantOut().nullable(),
          state: z.enum(["active", "expired", "revoked"]),
        }),
      ),
    }),
    opens: { role: "staff" },
    ownNameOnly: true,
  }),
  "token.revoke": command({
    summary: { id: "Cabut token", en: "Revoke a token" },
    input: z.strictObject({ id: labelled(id(), { id: "Token", en: "Token" }) }),
    output: done,
    opens: { role: "staff" },
    effect: "final",
    refusals: [refused.notFound],
    positional: ["id"],
    ownNameOnly: true,
  }),
} as const;
