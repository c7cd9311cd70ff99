import { CsvError, parse } from "csv-parse/sync";
import { fileUnreadable } from "../errors.ts";
import { fieldOf } from "./columns.ts";
import type { RawFile, RawRow } from "./draft.ts";

const MOST_RECORD = 65_536;
const MOST_COLUMNS = 200;
/** The quote that our own export (and others') puts before what a spreadsheet would take for a formula. */
const GUARD = /^'(?=[=+\-@\t\r＝＋－＠])/;

const headLine = (content: string): string => content.replace(/^\uFEFF/, "").split(/\r\n?|\n/, 1)[0] ?? "";

/** The separator that the first line uses most, outside quotes. */
const separatorOf = (content: string): string => {
  const plain = headLine(content).replace(/"[^"]*"/g, "");
  const count = (mark: string) => plain.split(mark).length;
  return [";", "\t", ","].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ",");
};

const parseRecords = (content: string, most: number): { record: string[]; row: number }[] => {
  try {
    const records = parse(content, {
      bom: true,
      delimiter: separatorOf(content),
      info: true,
      relax_column_count: true,
      max_record_size: MOST_RECORD,
      to: most + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // `lines` counts to the end of a record; a row begins after the one before it.
    return records.map(({ record }, index) => ({ record, row: (records[index - 1]?.info.lines ?? 0) + 1 }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as { lines?: number }).lines ?? 0);
    throw fileUnreadable(
      line > 0 ? `ada tanda kutip yang tidak ditutup atau baris yang terlalu panjang, sekitar baris ${line}` : "bentuknya bukan CSV",
      line > 0 ? `a quote is not closed or a row is too long, near line ${line}` : "it is not CSV",
    );
  }
};

/** Reads a CSV file with a line of column names; refuses with IMPORT_UNREADABLE what has none that is known. */
export const readCsv = (content: string, most: number): RawFile => {
  const [head, ...records] = parseRecords(content, most);
  const columns = (head?.record ?? []).slice(0, MOST_COLUMNS).map((name) => ({ name: name.trim(), field: fieldOf(name) }));
  if (!columns.some(({ field }) => field === "name" || field === "givenName" || field === "familyName"))
    throw fileUnreadable(
      'baris pertama harus berisi nama kolom, paling sedikit "nama"; juga dikenal: telepon, ponsel, surel, organisasi, jabatan, sapaan, catatan',
      'the first line must hold column names, at least "name"; also known: phone, mobile, email, organisation, position, salutation, note',
    );
  const rows = records
    .filter(({ record }) => record.some((cell) => cell.trim() !== ""))
    .map(({ record, row }): RawRow => {
      const cells: RawRow["cells"] = {};
      for (const [index, { name, field }] of columns.entries()) {
        const text = record[index]?.replace(GUARD, "");
        if (field && text) (cells[field] ??= []).push({ column: name, text });
      }
      return { row, cells };
    });
  return { rows, problems: [], unusedColumns: columns.flatMap(({ name, field }) => (field || name === "" ? [] : [name])) };
};
