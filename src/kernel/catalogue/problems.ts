import type { z } from "zod";
import { Refusal, type Problem } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";

type Issue = z.core.$ZodIssue;

const FORMATS: Record<string, Text> = {
  uuid: { id: "harus berupa nomor pengenal (UUID)", en: "must be an id (UUID)" },
  email: { id: "harus alamat surel seperti nama@perusahaan.co.id", en: "must be an e-mail address such as name@company.com" },
  url: { id: "harus alamat web lengkap (https://…)", en: "must be a full web address (https://…)" },
  regex: { id: "berisi karakter yang tidak diterima di sini", en: "contains characters that are not accepted here" },
};
const KINDS: Record<string, Text> = {
  instant: {
    id: "harus waktu lengkap dengan zona, misalnya 2026-11-23T09:00:00+07:00",
    en: "must be a full time with its zone, for example 2026-11-23T09:00:00+07:00",
  },
  day: { id: "harus tanggal, misalnya 2026-11-23", en: "must be a date, for example 2026-11-23" },
  zone: { id: "harus zona waktu, misalnya Asia/Jakarta", en: "must be a time zone, for example Asia/Jakarta" },
};
const TYPES: Record<string, Text> = {
  string: { id: "harus berupa teks", en: "must be text" },
  number: { id: "harus berupa angka", en: "must be a number" },
  int: { id: "harus bilangan bulat", en: "must be a whole number" },
  boolean: { id: "harus ya atau tidak (true/false)", en: "must be yes or no (true/false)" },
  array: { id: "harus berupa daftar", en: "must be a list" },
  object: { id: "harus berupa kelompok isian", en: "must be a group of fields" },
};
const OTHER: Text = { id: "tidak diterima", en: "is not accepted" };

const tooBig = (issue: Issue & { code: "too_big" }): Text => {
  const most = String(issue.maximum);
  if (issue.origin === "string") return { id: `paling panjang ${most} karakter`, en: `at most ${most} characters` };
  if (issue.origin === "array") return { id: `paling banyak ${most}`, en: `at most ${most}` };
  return { id: `paling besar ${most}`, en: `at most ${most}` };
};
const tooSmall = (issue: Issue & { code: "too_small" }): Text => {
  const least = String(issue.minimum);
  if (issue.origin === "string")
    return least === "1"
      ? { id: "tidak boleh kosong", en: "must not be empty" }
      : { id: `paling pendek ${least} karakter`, en: `at least ${least} characters` };
  if (issue.origin === "array") return { id: `paling sedikit ${least}`, en: `at least ${least}` };
  return { id: `paling kecil ${least}`, en: `at least ${least}` };
};

const sentence = (issue: Issue): Text => {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return { id: "wajib diisi", en: "is required" };
      return TYPES[issue.expected] ?? OTHER;
    case "too_big":
      return tooBig(issue);
    case "too_small":
      return tooSmall(issue);
    case "invalid_format":
      return FORMATS[issue.format] ?? OTHER;
    case "invalid_value":
      return { id: `harus salah satu dari: ${issue.values.join(", ")}`, en: `must be one of: ${issue.values.join(", ")}` };
    case "unrecognized_keys":
      return { id: `isian tidak dikenal: ${issue.keys.join(", ")}`, en: `unknown fields: ${issue.keys.join(", ")}` };
    case "custom":
      return KINDS[String(issue.params?.["kind"])] ?? (issue.params?.["text"] as Text | undefined) ?? OTHER;
    default:
      return OTHER;
  }
};

/** The problems that a schema found, each at its path. */
export const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.map((issue) => ({ path: issue.path.join("."), text: sentence(issue as Issue) }));

/** The refusal of an input with everything that is wrong in it. */
export const invalidInput = (problems: Problem[]): Refusal => {
  const list = (lang: "id" | "en") => problems.map(({ path, text }) => (path ? `${path}: ${text[lang]}` : text[lang])).join("; ");
  return new Refusal({
    code: "INVALID_INPUT",
    kind: "invalid",
    text: { id: `Ada isian yang belum benar. ${list("id")}.`, en: `Some fields are not right yet. ${list("en")}.` },
    problems,
  });
};
