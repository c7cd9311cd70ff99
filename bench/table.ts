/** One line of the table: a figure, the limit it is held against, and what lies between. */
export type Line = { what: string; figure: string; limit?: string; holds?: boolean; note?: string };

/** Where a part of the bench puts what it found. */
export type Report = { line(line: Line): void; say(text: string): void };

/** One part of the bench; `large` asks for the sizes that take minutes. */
export type Part = (report: Report, wish?: { large: boolean }) => Promise<void>;

/** A number with as many digits as it deserves. */
export const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value >= 10 ? value.toFixed(1) : value.toFixed(2);
/** Milliseconds as people read them. */
export const ms = (value: number): string => `${short(value)} ms`;
/** So many a second. */
export const perSecond = (value: number): string => `${short(value)}/s`;
/** Bytes in kB of a thousand. */
export const kilobytes = (value: number): string => `${short(value / 1000)} kB`;
/** One figure as a share of another. */
export const share = (value: number, of: number): string => `${(value / of).toFixed(2)}×`;

const WIDTHS = [58, 16, 26] as const;

/** A line as it is printed: what, figure, limit, whether it holds. */
export const printed = ({ what, figure, limit = "", holds, note }: Line): string => {
  const mark = holds === undefined ? " " : holds ? "✓" : "✗";
  const row = [what.padEnd(WIDTHS[0]), figure.padStart(WIDTHS[1]), `  ${limit}`.padEnd(WIDTHS[2]), mark].join(" ");
  return note ? `${row.trimEnd()}\n      ${note}` : row.trimEnd();
};
