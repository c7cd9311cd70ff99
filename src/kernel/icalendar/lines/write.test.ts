import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readContentLine } from "./content-line.ts";
import { serialise } from "./component.ts";
import { addComponents, addLine, removeLines, replacePart, setLine, textOf } from "./edit.ts";
import { escapeText, readStructured, unescapeText, writeStructured } from "./escapes.ts";
import { logicalLines } from "./logical-lines.ts";
import { parse } from "./parse.ts";
import { cardFields, cardText } from "./quoted-printable.ts";
import { buildComponent, buildLine, fold } from "./write.ts";

const anything = fc.string({ unit: "binary", maxLength: 200 });
// oxlint-disable-next-line no-control-regex -- what a value cannot carry
const clean = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

it("folds at 75 octets on character bounds, and unfolding gives the text again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }), (noise) => {
      const text = `X:${noise.replace(/[\r\n\0]/g, "")}`;
      const folded = fold(text);
      expect(folded.split("\r\n").every((line) => Buffer.byteLength(line) <= 75 && line.isWellFormed())).toBe(true);
      expect(logicalLines(folded, 100).lines.map((line) => line.text)).toEqual([text]);
    }),
  );
});

it("writes any text and any parameter so that reading gives them again", () => {
  fc.assert(
    fc.property(anything, anything, (text, value) => {
      const built = buildLine({ name: "SUMMARY", value: escapeText(text), params: [{ name: "X-P", values: [value] }] });
      const [only, ...others] = logicalLines(built.raw, 1000).lines;
      const read = readContentLine(only!.text, built.raw, 1)!;
      expect(others).toEqual([]);
      expect(unescapeText(read.value)).toBe(clean(text));
      expect(read.params[0]!.values.join()).toBe(clean(value));
    }),
  );
});

it("lets no value smuggle in a property", () => {
  const line = buildLine({ name: "UID", value: "a\r\nATTENDEE:mailto:x@example.org" });
  expect(line.raw).toBe("UID:a\\nATTENDEE:mailto:x@example.org\r\n");
});

it("writes and reads structured values", () => {
  const fields = [["Sutomo; Jr"], ["a,b", "c\nd"], []];
  expect(readStructured(writeStructured(fields))).toEqual([["Sutomo; Jr"], ["a,b", "c\nd"], [""]]);
});

it("changes one property and leaves every other octet alone", () => {
  const source =
    "BEGIN:VEVENT\nUID:1\nX-odd;b=2;A=1:keep\n  folded\nSUMMARY:old\nSUMMARY:twice\nBEGIN:VALARM\nEND:VALARM\nX-AFTER:z\nEND:VEVENT";
  const event = parse(source).components[0]!;
  const edit = setLine(
    addLine(removeLines(event, "UID"), buildLine({ name: "COLOR", value: "red" })),
    buildLine({ name: "SUMMARY", value: "new" }),
  );
  expect(serialise([edit])).toBe(
    "BEGIN:VEVENT\nX-odd;b=2;A=1:keep\n  folded\nSUMMARY:new\r\nCOLOR:red\r\nBEGIN:VALARM\nEND:VALARM\nX-AFTER:z\nEND:VEVENT",
  );
  expect(textOf(edit, "SUMMARY")).toBe("new");
  const without = replacePart(edit, edit.components[0]!);
  expect(without.components).toEqual([]);
  const whole = addComponents(buildComponent("VCALENDAR", [event]), buildComponent("VTODO", []));
  expect(serialise([whole])).toBe(`BEGIN:VCALENDAR\r\n${source}\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n`);
});

it("reads vCard 2.1: bare types, quoted-printable over soft breaks, character sets", () => {
  const source = [
    "BEGIN:VCARD",
    "VERSION:2.1",
    "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg",
    "TEL;HOME;VOICE:+62 21",
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 =",
    "dua=0D=0Atiga",
    "PHOTO;BASE64:AAAA",
    " BBBB",
    "",
    "END:VCARD",
    "",
  ].join("\r\n");
  const { components, findings } = parse(source);
  const [, name, phone, note, photo] = components[0]!.lines;
  expect(findings).toEqual([]);
  expect(cardFields(name!)).toEqual([["Müller"], ["Jörg"]]);
  expect(phone!.params).toEqual([
    { name: "TYPE", values: ["HOME"] },
    { name: "TYPE", values: ["VOICE"] },
  ]);
  expect(cardText(note!)).toBe("Café dua\ntiga");
  expect(photo!.value).toBe("AAAABBBB");
  expect(serialise(components)).toBe(source);
});
