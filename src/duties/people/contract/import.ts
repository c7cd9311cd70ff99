import { z } from "zod";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { id } from "#kernel/catalogue/fields.ts";
import * as refused from "../errors.ts";
import { MOST_IMPORT_CHARACTERS, MOST_IMPORT_ROWS } from "./fields.ts";

const MOST_BODY = 17_000_000;
const text = z.object({ id: z.string(), en: z.string() });

const file = {
  content: labelled(z.string().min(1).max(MOST_IMPORT_CHARACTERS), {
    id: "Isi berkas CSV atau vCard",
    en: "Contents of the CSV or vCard file",
  }),
  format: labelled(z.enum(["csv", "vcard"]).optional(), { id: "Bentuk; dikenali sendiri", en: "Format; recognised by itself" }),
  kind: labelled(z.enum(["contact", "staff"]).default("contact"), { id: "Kontak luar atau pegawai", en: "Outside contacts or staff" }),
  duplicates: labelled(z.enum(["refuse", "skip", "merge"]).default("refuse"), {
    id: "Yang sudah dikenal: tolak, lewati, atau lengkapi",
    en: "Those already known: refuse, skip or complete them",
  }),
};
const problem = z.object({
  /** Line of the file where the row or card begins, 1-based; 0 is the file as a whole. */
  row: z.number(),
  /** The column or vCard property as the file names it. */
  column: z.string().nullable(),
  /** An error stops the import; a warning does not. */
  level: z.enum(["error", "warning"]),
  text,
});
const preview = z.object({
  format: z.enum(["csv", "vcard"]),
  rows: z.number(),
  /** How many would be made, completed, or passed over. */
  added: z.number(),
  merged: z.number(),
  skipped: z.number(),
  /** Names of organisations and posts that would be made. */
  organisations: z.array(z.string()),
  posts: z.array(z.string()),
  /** Columns that nothing is done with. */
  unusedColumns: z.array(z.string()),
  errors: z.number(),
  warnings: z.number(),
  /** The first 1,000 problems. */
  problems: z.array(problem),
  /** The first rows as they were understood. */
  sample: z.array(
    z.object({
      row: z.number(),
      name: z.string(),
      does: z.enum(["add", "merge", "skip"]),
      phones: z.array(z.string()),
      emails: z.array(z.string()),
      organisation: z.string().nullable(),
      position: z.string().nullable(),
    }),
  ),
  /** This very file was imported before: importing it again changes nothing. */
  importedBefore: z.boolean(),
});

/** People from and to files. */
export const importContract = {
  "person.import-preview": command({
    summary: {
      id: "Memeriksa berkas CSV atau vCard tanpa menyimpan apa pun: setiap masalah dengan baris dan kolomnya",
      en: "Look through a CSV or vCard file without keeping anything: every problem with its row and column",
    },
    input: z.strictObject(file),
    output: preview,
    refusals: [refused.fileUnreadable],
    opens: { role: "desk" },
    effect: "reversible",
    reversal: "person.import-preview",
    mostBytes: MOST_BODY,
  }),
  "person.import": command({
    summary: {
      id: `Mengimpor orang dari CSV atau vCard (paling banyak ${MOST_IMPORT_ROWS}): semua atau tidak sama sekali`,
      en: `Import people from CSV or vCard (at most ${MOST_IMPORT_ROWS}): all or nothing`,
    },
    input: z.strictObject(file),
    output: z.object({
      added: z.number(),
      merged: z.number(),
      skipped: z.number(),
      organisations: z.number(),
      posts: z.number(),
      importedBefore: z.boolean(),
    }),
    refusals: [refused.fileUnreadable, refused.importHasProblems],
    opens: { role: "desk" },
    effect: "final",
    mostBytes: MOST_BODY,
  }),
  "person.export": query({
    summary: { id: "Mengekspor orang sebagai CSV atau vCard 4.0", en: "Export people as CSV or vCard 4.0" },
    input: z.strictObject({
      format: labelled(z.enum(["csv", "vcard"]).default("csv"), { id: "Bentuk", en: "Format" }),
      kind: labelled(z.enum(["staff", "contact"]).optional(), { id: "Pegawai atau kontak luar", en: "Staff or outside contacts" }),
      organisationId: labelled(id().optional(), { id: "Hanya organisasi ini", en: "Only this organisation" }),
      personId: labelled(id().optional(), { id: "Hanya orang ini", en: "Only this person" }),
    }),
    output: z.object({ name: z.string(), mediaType: z.string(), content: z.string(), people: z.number() }),
    refusals: [refused.exportTooLarge],
    opens: { role: "desk" },
  }),
};
