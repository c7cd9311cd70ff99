import type { Component, Part } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine, Param } from "#kernel/icalendar/lines/content-line.ts";
import { isComponent } from "#kernel/icalendar/lines/component.ts";
import { paramOf, paramValues } from "#kernel/icalendar/lines/content-line.ts";
import { setLine, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { escapeText } from "#kernel/icalendar/lines/escapes.ts";
import { cardText } from "#kernel/icalendar/lines/quoted-printable.ts";
import { assemble } from "#kernel/icalendar/lines/component.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";

/** The vCard versions that the engine can answer with. */
export type CardVersion = "3.0" | "4.0";

const BINARY = new Set(["PHOTO", "LOGO", "SOUND", "KEY"]);
const DATA_URI = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=-]+)*;base64,(.*)$/is;
/** A property of one version under the name that clients of the other look for. */
const TO_3: Readonly<Record<string, string>> = {
  KIND: "X-ADDRESSBOOKSERVER-KIND",
  MEMBER: "X-ADDRESSBOOKSERVER-MEMBER",
  ANNIVERSARY: "X-ANNIVERSARY",
  GENDER: "X-GENDER",
};
const TO_4: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(TO_3).map(([four, three]) => [three, four]));

const rebuilt = (line: ContentLine, change: { name?: string; value?: string; params?: readonly Param[] }): ContentLine =>
  buildLine({ name: change.name ?? line.name, value: change.value ?? line.value, params: change.params ?? line.params, group: line.group });

const without = (line: ContentLine, ...names: string[]): Param[] => line.params.filter((each) => !names.includes(each.name));

/** RFC 6350 wrote `PREF=1` for what RFC 2426 wrote `TYPE=pref`. */
const prefTo3 = (line: ContentLine): ContentLine => {
  if (paramOf(line, "PREF") !== "1") return line;
  return rebuilt(line, { params: [...without(line, "PREF", "TYPE"), { name: "TYPE", values: [...paramValues(line, "TYPE"), "pref"] }] });
};

const prefTo4 = (line: ContentLine): ContentLine => {
  const types = paramValues(line, "TYPE").flatMap((each) => each.split(","));
  if (!types.some((each) => each.toLowerCase() === "pref")) return line;
  const left = types.filter((each) => each.toLowerCase() !== "pref");
  return rebuilt(line, {
    params: [
      ...without(line, "PREF", "TYPE"),
      ...(left.length > 0 ? [{ name: "TYPE", values: left }] : []),
      { name: "PREF", values: ["1"] },
    ],
  });
};

const binaryTo3 = (line: ContentLine): ContentLine => {
  const data = DATA_URI.exec(line.value);
  if (!data) return paramOf(line, "VALUE") ? line : rebuilt(line, { params: [...line.params, { name: "VALUE", values: ["uri"] }] });
  const type = data[1]?.split("/")[1]?.toUpperCase();
  const params = [
    ...without(line, "VALUE", "MEDIATYPE", "ENCODING"),
    { name: "ENCODING", values: ["b"] },
    ...(type ? [{ name: "TYPE", values: [type] }] : []),
  ];
  return rebuilt(line, { value: data[2]!, params });
};

const binaryTo4 = (line: ContentLine): ContentLine => {
  const encoding = paramOf(line, "ENCODING")?.toUpperCase();
  if (encoding !== "B" && encoding !== "BASE64") return rebuilt(line, { params: without(line, "VALUE") });
  const type = paramOf(line, "TYPE")?.toLowerCase() ?? "jpeg";
  const media = type.includes("/") ? type : `image/${type}`;
  return rebuilt(line, {
    value: `data:${media};base64,${line.value.replace(/\s/g, "")}`,
    params: without(line, "ENCODING", "TYPE", "VALUE"),
  });
};

const to3 = (line: ContentLine): ContentLine => {
  const name = TO_3[line.name];
  const renamed = name ? rebuilt(line, { name }) : line;
  return prefTo3(BINARY.has(line.name) ? binaryTo3(renamed) : renamed);
};

const to4 = (line: ContentLine): ContentLine => {
  const plain =
    paramOf(line, "ENCODING")?.toUpperCase() === "QUOTED-PRINTABLE"
      ? rebuilt(line, { value: escapeText(cardText(line)), params: without(line, "ENCODING", "CHARSET") })
      : line;
  const name = TO_4[plain.name];
  const renamed = name ? rebuilt(plain, { name }) : plain;
  return prefTo4(BINARY.has(plain.name) ? binaryTo4(renamed) : renamed);
};

/** N must be there in 3.0 (RFC 2426 §3.1.2); 4.0 lets it go. */
const withName = (card: Component): Component =>
  valueOf(card, "N") === undefined ? setLine(card, buildLine({ name: "N", value: ";;;;" })) : card;

/** A card in the wanted version; the very same card when it is in it already. Lines that both versions write alike keep their octets. */
export const inVersion = (card: Component, version: CardVersion): Component => {
  if ((valueOf(card, "VERSION") ?? "3.0") === version) return card;
  const convert = version === "3.0" ? to3 : to4;
  const parts: Part[] = card.parts.map((part) => (isComponent(part) ? part : convert(part)));
  const converted = setLine(assemble(card.begin, parts, card.end), buildLine({ name: "VERSION", value: version }));
  return version === "3.0" ? withName(converted) : converted;
};
