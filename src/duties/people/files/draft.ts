import { z } from "zod";
import { email, language, line, prose, zone } from "#kernel/catalogue/fields.ts";
import { problemsOf } from "#kernel/catalogue/problems.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";
import { readPhone, type Phone } from "../rules/phone.ts";
import { undress } from "../rules/undress.ts";

/** Something wrong (or doubtful) at a place of the file: the line where the row begins, and the column as the file names it. */
export type FileProblem = { row: number; column: string | null; level: "error" | "warning"; text: Text };

/** The fields that a file can give a person. */
export const FIELDS = [
  "name",
  "givenName",
  "middleName",
  "familyName",
  "nickname",
  "salutation",
  "titleBefore",
  "titleAfter",
  "organisation",
  "position",
  "phone",
  "email",
  "language",
  "timeZone",
  "note",
  "confidentialNote",
  "confidentialFrom",
] as const;
/** One such field. */
export type Field = (typeof FIELDS)[number];

/** A value with the column that it came from. */
export type Cell = { column: string; text: string };

/** A row or card, before it is understood: for each field the values that it has. */
export type RawRow = { row: number; cells: Partial<Record<Field, Cell[]>> };

/** What a file holds, before any row is understood; `problems` are those of the file's form. */
export type RawFile = { rows: RawRow[]; problems: FileProblem[]; unusedColumns: string[] };

/** A person as a file describes them. */
export type Draft = {
  row: number;
  name: string;
  nickname: string | null;
  salutation: string | null;
  titleBefore: string | null;
  titleAfter: string | null;
  organisation: string | null;
  position: string | null;
  phones: (Phone & { column: string })[];
  emails: { value: string; column: string }[];
  language: Lang | null;
  timeZone: string | null;
  note: string | null;
  confidentialNote: string | null;
  confidentialFrom: number | null;
};

/** More numbers or addresses than this in one row are a mistake. */
const MOST_OF_A_KIND = 8;
/** Several numbers in one cell, as people write them; an extension after a comma stays with its number. */
const BETWEEN = /\s*(?::::|[;/\n]|,(?!\s*(?:ext|psw|pes|pesawat))|\b(?:atau|or|dan|and)\b)\s*/i;
const LANGUAGES: Readonly<Record<string, Lang>> = {
  id: "id",
  indonesia: "id",
  indonesian: "id",
  bahasa: "id",
  en: "en",
  english: "en",
  inggris: "en",
};
/** What a spreadsheet makes of a long number: 8,12346E+11. */
const SHORTENED = /^\d[.,]\d+E\+?\d+$/i;

const SENTENCES = {
  nameless: { id: "nama tidak ada", en: "there is no name" },
  phone: (given: string): Text => ({
    id: `"${given}" bukan nomor telepon yang dapat dihubungi`,
    en: `"${given}" is not a telephone number that can be dialled`,
  }),
  shortened: {
    id: "nomor ini sudah dipendekkan oleh lembar kerja (…E+…); jadikan kolomnya teks lalu ekspor lagi",
    en: "the spreadsheet has shortened this number (…E+…); make the column text and export again",
  },
  tooMany: { id: `paling banyak ${MOST_OF_A_KIND}; selebihnya tidak dipakai`, en: `at most ${MOST_OF_A_KIND}; the rest is not used` },
  language: { id: "bahasa harus id atau en", en: "the language must be id or en" },
};

/** Reads the cells of one row, collecting every problem. */
class RowReader {
  readonly problems: FileProblem[] = [];
  readonly #raw: RawRow;

  constructor(raw: RawRow) {
    this.#raw = raw;
  }

  cells(field: Field): Cell[] {
    return (this.#raw.cells[field] ?? []).filter(({ text }) => text.trim() !== "");
  }

  report(column: string | null, text: Text, level: FileProblem["level"] = "error"): void {
    this.problems.push({ row: this.#raw.row, column, level, text });
  }

  /** The first value of a field, if it passes the schema. */
  one<T>(field: Field, schema: z.ZodType<T>): T | null {
    const cell = this.cells(field)[0];
    if (!cell) return null;
    const read = schema.safeParse(cell.text);
    if (read.success) return read.data;
    for (const { text } of problemsOf(read.error)) this.report(cell.column, text);
    return null;
  }
}

const readPhones = (reader: RowReader): Draft["phones"] => {
  const phones: Draft["phones"] = [];
  for (const { column, text } of reader.cells("phone")) {
    for (const part of text.split(BETWEEN).filter((piece) => piece.trim() !== "")) {
      const phone = readPhone(part);
      const known = phone && phones.some(({ value, extension }) => value === phone.value && extension === phone.extension);
      if (!phone) reader.report(column, SHORTENED.test(part.trim()) ? SENTENCES.shortened : SENTENCES.phone(part.trim().slice(0, 60)));
      else if (!known && phones.length >= MOST_OF_A_KIND) reader.report(column, SENTENCES.tooMany, "warning");
      else if (!known) phones.push({ ...phone, column });
    }
  }
  return phones;
};

const readEmails = (reader: RowReader): Draft["emails"] => {
  const emails = new Map<string, string>();
  for (const { column, text } of reader.cells("email")) {
    for (const part of text.split(/[\s;,]+|:::/).filter(Boolean)) {
      const read = email().safeParse(part);
      if (read.success) emails.set(read.data, emails.get(read.data) ?? column);
      else for (const problem of problemsOf(read.error)) reader.report(column, problem.text);
    }
  }
  return [...emails].slice(0, MOST_OF_A_KIND).map(([value, from]) => ({ value, column: from }));
};

const readLanguage = (reader: RowReader): Lang | null => {
  const cell = reader.cells("language")[0];
  if (!cell) return null;
  const word = cell.text.trim().toLowerCase().split(/[-_ ]/)[0] ?? "";
  const read = LANGUAGES[word] ?? language().safeParse(word).data ?? null;
  if (!read) reader.report(cell.column, SENTENCES.language, "warning");
  return read;
};

const wholeName = (reader: RowReader): Cell | undefined => {
  const whole = reader.cells("name")[0];
  if (whole) return whole;
  const parts = (["givenName", "middleName", "familyName"] as const).flatMap((field) => reader.cells(field).slice(0, 1));
  return parts[0] && { column: parts[0].column, text: parts.map(({ text }) => text.trim()).join(" ") };
};

/** The name without the salutation and titles that many lists write into it; columns of their own come first. */
const readNaming = (reader: RowReader): Pick<Draft, "name" | "salutation" | "titleBefore" | "titleAfter"> => {
  const cell = wholeName(reader);
  const read = cell && line(200).safeParse(cell.text.replace(/\s+/g, " "));
  if (!read) reader.report(null, SENTENCES.nameless);
  else if (!read.success) for (const { text } of problemsOf(read.error)) reader.report(cell.column, text);
  const found = undress(read?.data ?? "");
  return {
    name: found.name,
    salutation: reader.one("salutation", line(40)) ?? found.salutation,
    titleBefore: reader.one("titleBefore", line(60)) ?? found.titleBefore,
    titleAfter: reader.one("titleAfter", line(60)) ?? found.titleAfter,
  };
};

/** Understands one row; its problems say what could not be. */
export const readDraft = (raw: RawRow): { draft: Draft; problems: FileProblem[] } => {
  const reader = new RowReader(raw);
  const confidentialNote = reader.one("confidentialNote", prose(4000)) || null;
  const draft: Draft = {
    row: raw.row,
    ...readNaming(reader),
    nickname: reader.one("nickname", line(60)),
    organisation: reader.one("organisation", line(200)),
    position: reader.one("position", line(120)),
    phones: readPhones(reader),
    emails: readEmails(reader),
    language: readLanguage(reader),
    timeZone: reader.one("timeZone", zone()),
    note: reader.one("note", prose(2000)) || null,
    confidentialNote,
    confidentialFrom: confidentialNote === null ? null : reader.one("confidentialFrom", z.coerce.number().int().min(1).max(6)),
  };
  return { draft, problems: reader.problems };
};
