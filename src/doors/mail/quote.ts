const ATTRIBUTION = /^[\s>]*(On|Pada|Am|Le|El) .{4,300}(wrote|menulis|schrieb|a écrit|escribió)\s*:\s*$/;
const HALF_ATTRIBUTION = /^[\s>]*(On|Pada) .{4,300}$/;
const ENDS_ATTRIBUTION = /(wrote|menulis)\s*:\s*$/;
const RULE = /^\s*(-{2,}\s*(Original Message|Pesan Asli|Forwarded message|Pesan terusan)|_{10,}\s*$)/i;
const HEAD = /^[\s>*]*(From|Dari)\s*:\*?\s/i;
const HEAD_NEXT = /^[\s>*]*(Sent|Date|To|Subject|Dikirim|Tanggal|Kepada|Perihal|Subjek)\s*:/i;
const SIGNATURE = /^(-- ?|—|(Sent|Get|Dikirim|Dapatkan|Kirim)\b.{0,40}\b(from|dari|for|untuk)\b.{0,60})$/i;

const startsQuote = (rows: readonly string[], index: number): boolean => {
  const row = rows[index] ?? "";
  if (ATTRIBUTION.test(row) || RULE.test(row)) return true;
  // A long attribution is broken into two or three lines by the writer's program.
  if (HALF_ATTRIBUTION.test(row) && rows.slice(index + 1, index + 4).some((next) => ENDS_ATTRIBUTION.test(next))) return true;
  return HEAD.test(row) && rows.slice(index + 1, index + 4).some((next) => HEAD_NEXT.test(next));
};

const aboveQuote = (text: string): string[] => {
  const rows = text.replaceAll("\r\n", "\n").split("\n");
  const start = rows.findIndex((_row, index) => startsQuote(rows, index));
  return start < 0 ? rows : rows.slice(0, start);
};

const joined = (rows: readonly string[]): string => rows.join("\n").trim();

/** What the writer wrote above the mail that they answer; the whole when nothing is left. Answers between quoted lines stay with them. */
export const withoutQuote = (text: string): string => {
  const rows = aboveQuote(text);
  const tail = rows.findLastIndex((row) => row.trim() !== "" && !row.startsWith(">"));
  return joined(rows.slice(0, tail + 1)) || text.trim();
};

/** Only the writer's own words: no quoted line, no signature; empty when they wrote nothing. What decides something is read from these alone. */
export const ownWords = (text: string): string => {
  const rows = aboveQuote(text).filter((row) => !/^\s*>/.test(row));
  const signature = rows.findIndex((row) => SIGNATURE.test(row.trimEnd()));
  return joined(signature < 0 ? rows : rows.slice(0, signature));
};
