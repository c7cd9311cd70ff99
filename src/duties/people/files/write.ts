import { stringify } from "csv-stringify/sync";
import { buildComponent, buildLine, type NewLine } from "#kernel/icalendar/lines/write.ts";
import { escapeText, writeStructured } from "#kernel/icalendar/lines/escapes.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";
import { writtenName } from "../rules/naming.ts";
import { showPhone } from "../rules/phone.ts";
import type { PersonRow } from "../store/people.ts";
import type { PointRow } from "../store/points.ts";

/** A person on the way out; whatever the asker may not see was taken off before. */
export type Exported = { row: PersonRow; points: readonly PointRow[] };

type Column = { title: Text; of: (person: Exported) => string | number | null };

const listed = (kind: PointRow["kind"], shown: (point: PointRow) => string) => (person: Exported) =>
  person.points
    .filter((point) => point.kind === kind)
    .map(shown)
    .join("; ");
const number = ({ value, extension }: PointRow): string => showPhone(value, extension);

const COLUMNS: readonly Column[] = [
  { title: { id: "Nama", en: "Name" }, of: ({ row }) => row.name },
  { title: { id: "Panggilan", en: "Nickname" }, of: ({ row }) => row.nickname },
  { title: { id: "Sapaan", en: "Salutation" }, of: ({ row }) => row.salutation },
  { title: { id: "Gelar depan", en: "Title before" }, of: ({ row }) => row.titleBefore },
  { title: { id: "Gelar belakang", en: "Title after" }, of: ({ row }) => row.titleAfter },
  { title: { id: "Organisasi", en: "Organisation" }, of: ({ row }) => row.organisationName },
  { title: { id: "Jabatan", en: "Position" }, of: ({ row }) => row.post?.title ?? row.position },
  { title: { id: "Ponsel", en: "Mobile" }, of: listed("mobile", number) },
  { title: { id: "Telepon", en: "Phone" }, of: listed("phone", number) },
  { title: { id: "Surel", en: "E-mail" }, of: listed("email", ({ value }) => value) },
  { title: { id: "Bahasa", en: "Language" }, of: ({ row }) => row.language },
  { title: { id: "Zona waktu", en: "Time zone" }, of: ({ row }) => row.timeZone },
  { title: { id: "Catatan", en: "Note" }, of: ({ row }) => row.note },
  { title: { id: "Catatan rahasia", en: "Confidential note" }, of: ({ row }) => row.confidentialNote },
  { title: { id: "Catatan rahasia mulai tingkat", en: "Confidential from" }, of: ({ row }) => row.confidentialFrom },
];

/**
 * People as CSV, with names of columns that the import knows. A cell that a spreadsheet would take for a formula gets a
 * quote in front, which the import takes off again; Indonesian spreadsheets expect semicolons.
 */
export const writeCsv = (people: readonly Exported[], lang: Lang): string =>
  stringify([COLUMNS.map(({ title }) => title[lang]), ...people.map((person) => COLUMNS.map(({ of }) => of(person) ?? ""))], {
    bom: true,
    delimiter: lang === "id" ? ";" : ",",
    escape_formulas: true,
    record_delimiter: "\r\n",
  });

/** RFC 3966; a short service number is valid only inside its country. */
const telOf = ({ value, extension }: PointRow): string =>
  `tel:${value}${extension ? `;ext=${extension}` : ""}${value.startsWith("+") ? "" : ";phone-context=+62"}`;

const pointLine = (point: PointRow): NewLine => {
  const type = { name: "TYPE", values: [point.kind === "mobile" ? "cell" : point.kind === "phone" ? "voice" : "work"] };
  const params = point.preferred ? [type, { name: "PREF", values: ["1"] }] : [type];
  return point.kind === "email"
    ? { name: "EMAIL", params, value: escapeText(point.value) }
    : { name: "TEL", params: [{ name: "VALUE", values: ["uri"] }, ...params], value: telOf(point) };
};

const card = ({ row, points }: Exported) => {
  const text = (name: string, value: string | number | null): NewLine[] =>
    value === null ? [] : [{ name, value: escapeText(String(value)) }];
  const part = (value: string | null) => (value ? [value] : []);
  const lines: NewLine[] = [
    { name: "VERSION", value: "4.0" },
    { name: "PRODID", value: "-//Kerani//Kerani//ID" },
    { name: "UID", value: `urn:uuid:${row.id}` },
    { name: "KIND", value: "individual" },
    ...text("FN", writtenName(row)),
    { name: "N", value: writeStructured([[], [row.name], [], part(row.titleBefore), part(row.titleAfter)]) },
    ...text("NICKNAME", row.nickname),
    ...text("X-KERANI-SALUTATION", row.salutation),
    ...points.map(pointLine),
    ...(row.organisationName ? [{ name: "ORG", value: writeStructured([[row.organisationName]]) }] : []),
    ...text("TITLE", row.post?.title ?? row.position),
    { name: "LANG", value: row.language },
    ...text("TZ", row.timeZone),
    ...text("NOTE", row.note),
    ...text("X-KERANI-CONFIDENTIAL-NOTE", row.confidentialNote),
    ...text("X-KERANI-CONFIDENTIAL-FROM", row.confidentialFrom),
  ];
  return buildComponent("VCARD", lines.map(buildLine));
};

/** People as vCard 4.0 (RFC 6350). */
export const writeVcards = (people: readonly Exported[]): string => serialise(people.map(card));
