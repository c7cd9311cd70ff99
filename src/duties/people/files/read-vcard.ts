import { isComponent, type Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { cardFields, cardText } from "#kernel/icalendar/lines/quoted-printable.ts";
import { fileUnreadable } from "../errors.ts";
import type { Field, FileProblem, RawFile, RawRow } from "./draft.ts";

const LIMITS = { size: 4_000_000, lines: 400_000, depth: 4 };
/** Properties that every card may have and that say nothing of the person. */
const SILENT = new Set(["VERSION", "PRODID", "REV", "UID", "SOURCE", "PROFILE", "KIND", "CLASS", "SORT-STRING", "N"]);
const TEXTS: Readonly<Record<string, Field>> = {
  FN: "name",
  TITLE: "position",
  NOTE: "note",
  LANG: "language",
  TZ: "timeZone",
  "X-KERANI-SALUTATION": "salutation",
  "X-KERANI-CONFIDENTIAL-NOTE": "confidentialNote",
  "X-KERANI-CONFIDENTIAL-FROM": "confidentialFrom",
};

/** A telephone as RFC 3966 writes it: `tel:+62-21-555-0100;ext=12`. */
const readTel = (value: string): string => {
  const [number = "", ...parameters] = value.replace(/^tel:/i, "").split(";");
  const extension = parameters.map((parameter) => /^ext=(.*)$/i.exec(parameter)?.[1]).find(Boolean);
  return extension ? `${number} ext. ${extension}` : number;
};

/** What a property tells of the person, as field and value. */
const readProperty = (line: ContentLine): [Field, string] | undefined => {
  const text = TEXTS[line.name];
  if (text) return [text, cardText(line)];
  if (line.name === "TEL") return ["phone", readTel(cardText(line))];
  if (line.name === "EMAIL") return ["email", cardText(line).replace(/^mailto:/i, "")];
  if (line.name === "NICKNAME") return ["nickname", cardFields(line)[0]?.[0] ?? ""];
  if (line.name === "ORG") return ["organisation", cardFields(line)[0]?.[0] ?? ""];
  return undefined;
};

/**
 * The name of a card. FN may carry the titles that N lists on their own (RFC 6350 §6.2.2: family, given, additional,
 * prefixes, suffixes), so with titles in N the name is put together from its parts.
 */
const readName = (cells: RawRow["cells"], line: ContentLine): void => {
  const fields = cardFields(line).map((field) => field.map((part) => part.trim()).filter(Boolean));
  const [family = [], given = [], additional = [], before = [], after = []] = fields;
  const put = (field: Field, text: string) => {
    if (text) (cells[field] ??= []).push({ column: "N", text });
  };
  put("titleBefore", before.join(" "));
  put("titleAfter", after.join(", "));
  const whole = [...given, ...additional, ...family].join(" ");
  if (whole && (before.length > 0 || after.length > 0 || !cells.name)) cells.name = [{ column: "N", text: whole }];
};

const readCard = (card: Component, unused: Set<string>): RawRow => {
  const cells: RawRow["cells"] = {};
  for (const part of card.parts) {
    // A card inside of a card (AGENT of vCard 2.1) is somebody else.
    if (isComponent(part)) continue;
    const read = readProperty(part);
    if (read) (cells[read[0]] ??= []).push({ column: part.name, text: read[1] });
    else if (!SILENT.has(part.name)) unused.add(part.name);
  }
  const name = card.lines.find((line) => line.name === "N");
  if (name) readName(cells, name);
  return { row: card.begin.line, cells };
};

/** Reads cards of vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350); refuses with IMPORT_UNREADABLE what has no card in it. */
export const readVcards = (content: string, most: number): RawFile => {
  const { components, findings } = parse(content, LIMITS);
  const cards = components.filter(({ name }) => name === "VCARD");
  const [first] = findings;
  if (cards.length === 0)
    throw fileUnreadable(
      first?.text.id ?? "tidak ada kartu (BEGIN:VCARD) di dalamnya",
      first?.text.en ?? "there is no card (BEGIN:VCARD) in it",
    );
  const unused = new Set<string>();
  const rows = cards.slice(0, most + 1).map((card) => readCard(card, unused));
  const problems = findings.map(({ line, grave, text }): FileProblem => ({
    row: line,
    column: null,
    level: grave ? "error" : "warning",
    text,
  }));
  return { rows, problems, unusedColumns: [...unused].sort() };
};
