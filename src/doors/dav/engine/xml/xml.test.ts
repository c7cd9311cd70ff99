import * as fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { child, elements, text, type XmlElement } from "./element.ts";
import { readXml, XmlError } from "./reader.ts";
import { escape, wrap, writeElement } from "./writer.ts";

const refused = (source: string): void => expect(() => readXml(source)).toThrow(XmlError);

describe("the XML reader", () => {
  it("resolves namespaces by prefix, by default and by nesting", () => {
    const root = readXml(`<?xml version="1.0"?><D:a xmlns:D="DAV:" xmlns="urn:x"><b x="1" D:y="2"/><c xmlns=""><d/></c></D:a>`);
    expect(root.key).toBe("{DAV:}a");
    const [b, c] = elements(root);
    expect(b!.key).toBe("{urn:x}b");
    expect(b!.attributes.map((each) => [each.ns, each.name, each.value])).toEqual([
      ["", "x", "1"],
      ["DAV:", "y", "2"],
    ]);
    expect(elements(c!)[0]!.key).toBe("{}d");
  });

  it("reads character references, CDATA, comments and instructions", () => {
    const root = readXml(`<a>1 &lt;&#38;&#x1F600;<!-- no --><![CDATA[<&>]]><?pi x?> é</a>`);
    expect(text(root)).toBe("1 <&😀<&> é");
  });

  it("refuses document types, and with them every entity bomb and external entity", () => {
    refused(`<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>`);
    refused(`<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><lolz>&b;</lolz>`);
    refused(`<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`);
    refused(`<a>&unknown;</a>`);
  });

  it.each([
    ["nothing", ""],
    ["two roots", "<a/><b/>"],
    ["text outside", "<a/>x"],
    ["an open tag", "<a><b></a>"],
    ["crossed tags", "<a><b></a></b>"],
    ["an undeclared prefix", "<D:a/>"],
    ["an emptied prefix (litmus propfind_invalid2)", `<a xmlns:x=""/>`],
    ["a repeated attribute", `<a b="1" b="2"/>`],
    ["an attribute without quotes", `<a b=1/>`],
    ["a less-than in an attribute", `<a b="<"/>`],
    ["a bare ampersand", "<a>a & b</a>"],
    ["a reference to a forbidden character", "<a>&#0;</a>"],
    ["a control character", "<a>\u0001</a>"],
    ["a colon too many", `<a:b:c xmlns:a="x"/>`],
    ["a comment that never ends", "<a><!-- "],
  ])("refuses %s", (_what, source) => refused(source));

  it("bounds depth, elements and attributes", () => {
    refused("<a>".repeat(100) + "</a>".repeat(100));
    refused(`<a>${"<b/>".repeat(70_000)}</a>`);
    refused(`<a ${Array.from({ length: 50 }, (_, i) => `x${i}="1"`).join(" ")}/>`);
  });

  it("spends time in proportion to the size, whatever is declared where", () => {
    const declared = (level: number): string => Array.from({ length: 38 }, (_, i) => `xmlns:p${level}x${i}="urn:${i}"`).join(" ");
    const deep = Array.from({ length: 50 }, (_, i) => `<a ${declared(i)}>`).join("");
    const source = `${deep}${`<b xmlns:q="urn:q"/>`.repeat(40_000)}${"</a>".repeat(50)}`;
    const before = process.cpuUsage().user;
    readXml(source);
    expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
  });

  it("agrees with an independent parser on text", () => {
    const parser = new XMLParser({ trimValues: false, parseTagValue: false, htmlEntities: true });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const source = wrap("{}a", escape(value));
        expect(XMLValidator.validate(source)).toBe(true);
        const ours = text(readXml(source));
        expect(ours).toBe(value.replace(/[\uFFFE\uFFFF[\p{Cc}--[\t\n\r\x7F-\x9F]]]/gv, "\uFFFD"));
        const kept = /\r|^\s*$/.test(value) ? ours : String(parser.parse(source).a);
        expect(kept).toBe(ours);
      }),
    );
  });
});

describe("the XML writer", () => {
  it("keeps carriage returns, which a reader would otherwise swallow", () => {
    expect(escape("A\r\nB")).toBe("A&#13;\nB");
    expect(text(readXml(`<a>${escape("A\r\nB")}</a>`))).toBe("A\r\nB");
  });

  it("replaces what XML cannot carry", () => {
    expect(escape("\u0000\ud800x\uffff")).toBe("\uFFFD\uFFFDx\uFFFD");
  });

  it("writes an element that stands on its own, with prefixes, attributes and language (RFC 4918 §4.3)", () => {
    const root = readXml(`<D:set xmlns:D="DAV:" xmlns:x="urn:x" xmlns:y="urn:y"><x:p y:q="&quot;1&quot;"><plain/>t<D:in/></x:p></D:set>`);
    const written = writeElement(elements(root)[0]!, "id");
    expect(written).toBe(`<x:p xmlns:x="urn:x" xmlns:y="urn:y" y:q="&quot;1&quot;" xml:lang="id"><plain/>t<D:in xmlns:D="DAV:"/></x:p>`);
    expect(child(readXml(written), "{DAV:}in")).toBeDefined();
  });

  it("comes back the same after any number of journeys", () => {
    const name = fc.constantFrom("a", "b", "long-name", "é");
    const ns = fc.constantFrom("", "DAV:", "urn:one", "urn:two");
    const build = (inner: fc.Arbitrary<XmlElement[]>): fc.Arbitrary<XmlElement> =>
      fc
        .record({ ns, name, prefix: fc.constantFrom("p", "q", "r"), text: fc.string(), inner })
        .map(({ ns, name, prefix, text, inner }) => ({
          key: `{${ns}}${name}`,
          ns,
          name,
          prefix: ns === "" ? "" : prefix,
          attributes: [],
          children: [text.replace(/[^\x20-\x7e]/g, "").trim(), ...inner].filter((each) => each !== ""),
        }));
    const some = (of: fc.Arbitrary<XmlElement>): fc.Arbitrary<XmlElement[]> => fc.array(of, { maxLength: 3 });
    const tree = build(some(build(some(build(fc.constant([]))))));
    fc.assert(
      fc.property(tree, (element) => {
        expect(readXml(writeElement(element))).toEqual(element);
      }),
      { numRuns: 200 },
    );
  });
});
