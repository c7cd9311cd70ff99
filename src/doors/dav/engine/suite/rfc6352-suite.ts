import { describe, expect, it } from "vitest";
import { attribute, elements } from "../xml/element.ts";
import { conditions, found, multistatusOf } from "./client.ts";
import { card } from "./samples.ts";
import { at, props, useWorld, xml, type SuiteBackend } from "./world.ts";

const CARD = "{urn:ietf:params:xml:ns:carddav}";
const DATA = `${CARD}address-data`;

/** RFC 6352: address books. */
export const rfc6352Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("address books (RFC 6352)", () => {
    const w = useWorld(make);
    const put = (path: string, body: string, headers: Record<string, string> = {}) =>
      w.send("PUT", path, { body, headers: { "content-type": "text/vcard", ...headers } });
    const query = async (book: string, filter: string, data = "<CR:address-data/>", extra = "") => {
      const body = xml("CR:addressbook-query", `<D:prop><D:getetag/>${data}</D:prop>${filter}${extra}`);
      return multistatusOf(await w.send("REPORT", book, { headers: { depth: "1" }, body })).responses;
    };
    const names = async (book: string, filter: string, extra = ""): Promise<string[]> =>
      [...(await query(book, filter, "", extra)).keys()].map((path) => path.slice(book.length)).sort();
    const filter = (inner: string, test = "anyof"): string => `<CR:filter test="${test}">${inner}</CR:filter>`;
    const prop = (name: string, inner = "", test = "anyof"): string =>
      `<CR:prop-filter name="${name}" test="${test}">${inner}</CR:prop-filter>`;
    const match = (text: string, attributes = ""): string => `<CR:text-match ${attributes}>${text}</CR:text-match>`;

    it("§6.2: an address book says what it takes", async () => {
      const book = await w.book();
      const answer = multistatusOf(
        await w.send("PROPFIND", book, {
          headers: { depth: "0" },
          body: props("CR:supported-address-data", "CR:max-resource-size", "CR:supported-collation-set"),
        }),
      );
      const { element } = answer.responses.get(book)!.props.get(`${CARD}supported-address-data`)!;
      expect(elements(element).map((each) => attribute(each, "version"))).toEqual(["3.0", "4.0"]);
    });

    it("§5.1: what was put comes back octet for octet, groups in their own case, unknown properties and folds kept", async () => {
      const path = at(await w.book(), "x.vcf");
      const text = card(
        "verbatim",
        "Søren",
        "item1.TEL;type=CELL:+62 811",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "X-ODD;a=b:c\\;d",
        "NOTE:long\r\n  folded",
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
      );
      const made = await put(path, text);
      expect([made.status, made.headers.etag]).toEqual([201, expect.stringMatching(/^".+"$/)]);
      const back = await w.send("GET", path);
      expect([back.body, back.headers["content-type"]]).toEqual([text, "text/vcard; charset=utf-8"]);
    });

    it("§6.3.2.1: the preconditions of PUT", async () => {
      const book = await w.book();
      const condition = async (name: string, body: string, headers?: Record<string, string>) =>
        conditions(await put(at(book, name), body, headers))[0];
      expect(await condition("a.vcf", "nonsense")).toBe(`${CARD}valid-address-data`);
      expect(await condition("a.vcf", card("two", "A") + card("three", "B"))).toBe(`${CARD}valid-address-data`);
      expect(await condition("a.vcf", card("", "A"))).toBe(`${CARD}valid-address-data`);
      expect(await condition("a.vcf", card("old", "A").replace("3.0", "2.1"))).toBe(`${CARD}supported-address-data`);
      expect(await condition("a.vcf", card("type", "A"), { "content-type": "image/png" })).toBe(`${CARD}supported-address-data`);
      await put(at(book, "a.vcf"), card("same", "A"));
      const clash = await put(at(book, "b.vcf"), card("same", "B"));
      expect([clash.status, clash.body.includes(`<CR:no-uid-conflict><D:href>${at(book, "a.vcf")}</D:href>`)]).toEqual([409, true]);
    });

    describe("§8.6 addressbook-query", () => {
      const filled = async (): Promise<string> => {
        const book = await w.book();
        await put(at(book, "dewi.vcf"), card("q-1", "Dewi Lestari", "EMAIL;TYPE=work:dewi@contoh.id", "item1.TEL:+62811"));
        await put(at(book, "jurgen.vcf"), card("q-2", "Jürgen Groß", "EMAIL;TYPE=home:juergen@example.org", "NICKNAME:JG"));
        await put(at(book, "empty.vcf"), card("q-3", "Tanpa Surel"));
        return book;
      };

      it("without conditions everything; §10.5: by presence, absence, text and parameters", async () => {
        const book = await filled();
        expect(await names(book, "")).toEqual(["dewi.vcf", "empty.vcf", "jurgen.vcf"]);
        expect(await names(book, filter(prop("EMAIL")))).toEqual(["dewi.vcf", "jurgen.vcf"]);
        expect(await names(book, filter(prop("EMAIL", "<CR:is-not-defined/>")))).toEqual(["empty.vcf"]);
        expect(await names(book, filter(prop("FN", match("LESTARI"))))).toEqual(["dewi.vcf"]);
        expect(await names(book, filter(prop("FN", match("lestari", 'collation="i;octet"'))))).toEqual([]);
        expect(await names(book, filter(prop("FN", match("jürgen"))))).toEqual(["jurgen.vcf"]);
        expect(await names(book, filter(prop("FN", match("Dewi", 'match-type="starts-with" negate-condition="yes"'))))).toEqual([
          "empty.vcf",
          "jurgen.vcf",
        ]);
        expect(await names(book, filter(prop("FN", match("Lestari", 'match-type="ends-with"'))))).toEqual(["dewi.vcf"]);
        expect(await names(book, filter(prop("FN", match("Dewi", 'match-type="equals"'))))).toEqual([]);
        expect(await names(book, filter(prop("EMAIL", `<CR:param-filter name="TYPE">${match("home")}</CR:param-filter>`)))).toEqual([
          "jurgen.vcf",
        ]);
        expect(await names(book, filter(prop("ITEM1.TEL")))).toEqual(["dewi.vcf"]);
      });

      it("§10.5: anyof and allof, of the filter and inside a property", async () => {
        const book = await filled();
        const both = prop("FN", match("Dewi")) + prop("NICKNAME", match("JG"));
        expect(await names(book, filter(both))).toEqual(["dewi.vcf", "jurgen.vcf"]);
        expect(await names(book, filter(both, "allof"))).toEqual([]);
        expect(await names(book, filter(prop("FN", match("Dewi") + match("Lestari"), "allof")))).toEqual(["dewi.vcf"]);
        expect(await names(book, filter(prop("FN", match("Dewi") + match("nobody"), "allof")))).toEqual([]);
      });

      it("§8.6.2, §10.6: a limit cuts off with 507", async () => {
        const book = await filled();
        const responses = await query(book, "", "", "<CR:limit><CR:nresults>2</CR:nresults></CR:limit>");
        expect(responses.get(book)!.status).toBe(507);
        expect(responses.size).toBe(3);
      });

      it("§8.3.1: a collation that is not known is refused", async () => {
        const body = xml("CR:addressbook-query", `<D:prop/>${filter(prop("FN", match("x", 'collation="i;klingon"')))}`);
        const answer = await w.send("REPORT", await w.book(), { headers: { depth: "1" }, body });
        expect([answer.status, conditions(answer)[0]]).toEqual([403, `${CARD}supported-collation`]);
      });
    });

    describe("§10.4 address-data", () => {
      const four = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:urn:uuid:1",
        "FN:Empat",
        "KIND:group",
        "TEL;PREF=1;TYPE=cell:+62",
        "PHOTO:data:image/png;base64,AAAA",
        "X-KEEP;Q=1:me",
        "END:VCARD",
        "",
      ].join("\r\n");
      const multiget = async (path: string, asked: string) =>
        found(
          multistatusOf(
            await w.send("REPORT", path.replace(/[^/]+$/, ""), {
              body: xml("CR:addressbook-multiget", `<D:prop>${asked}</D:prop><D:href>${path}</D:href>`),
            }),
          ).responses.get(path),
          DATA,
        );

      it("§10.4.2: some properties only, VERSION always, novalue without the value", async () => {
        const path = at(await w.book(), "p.vcf");
        await put(path, card("part", "Sebagian", "item1.TEL;type=CELL:+62", "NOTE:no"));
        const data = await multiget(path, '<CR:address-data><CR:prop name="FN"/><CR:prop name="TEL" novalue="yes"/></CR:address-data>');
        expect(data).toBe("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sebagian\r\nitem1.TEL;TYPE=CELL:\r\nEND:VCARD\r\n");
      });

      it("version 4.0 is answered as 3.0 to those who do not ask for it, and as it is to those who do", async () => {
        const path = at(await w.book(), "4.vcf");
        await put(path, four);
        expect(await multiget(path, '<CR:address-data content-type="text/vcard" version="4.0"/>')).toBe(four);
        const three = await multiget(path, "<CR:address-data/>");
        expect(three).toContain("VERSION:3.0\r\n");
        expect(three).toContain("X-ADDRESSBOOKSERVER-KIND:group\r\n");
        expect(three).toContain("TEL;TYPE=cell,pref:+62\r\n");
        expect(three).toContain("PHOTO;ENCODING=b;TYPE=PNG:AAAA\r\n");
        expect(three).toContain("N:;;;;\r\n");
        expect(three).toContain("X-KEEP;Q=1:me\r\n");
        expect((await w.send("GET", path)).body).toBe(four);
      });

      it("version 3.0 is answered as 4.0 where it is asked for", async () => {
        const path = at(await w.book(), "3.vcf");
        await put(path, card("three", "Tiga", "TEL;TYPE=cell,pref:+62", "PHOTO;ENCODING=b;TYPE=JPEG:AAAA"));
        const data = await multiget(path, '<CR:address-data version="4.0"/>');
        expect(data).toContain("VERSION:4.0\r\n");
        expect(data).toContain("TEL;TYPE=cell;PREF=1:+62\r\n");
        expect(data).toContain("PHOTO:data:image/jpeg;base64,AAAA\r\n");
      });

      it("another media type is refused", async () => {
        const path = at(await w.book(), "5.vcf");
        await put(path, card("five", "Lima"));
        const body = xml(
          "CR:addressbook-multiget",
          `<D:prop><CR:address-data content-type="application/vcard+json"/></D:prop><D:href>${path}</D:href>`,
        );
        const answer = await w.send("REPORT", path.replace(/[^/]+$/, ""), { body });
        expect([answer.status, conditions(answer)[0]]).toEqual([403, `${CARD}supported-address-data`]);
      });
    });

    it("§8.7: multiget answers each address in the client's own spelling, 404 for what is elsewhere or nowhere", async () => {
      const [book, other] = [await w.book(), await w.book()];
      await put(at(book, "a%40b.vcf"), card("at", "At"));
      await put(at(other, "o.vcf"), card("other", "Other"));
      const asked = [at(book, "a@b.vcf"), at(book, "none.vcf"), at(other, "o.vcf"), "http://elsewhere.example/x.vcf", `${book}../x.vcf`];
      const body = xml(
        "CR:addressbook-multiget",
        `<D:prop><D:getetag/></D:prop>${asked.map((href) => `<D:href>${href}</D:href>`).join("")}`,
      );
      const { responses } = multistatusOf(await w.send("REPORT", book, { body }));
      expect(asked.map((href) => responses.get(href)!.status)).toEqual([undefined, 404, 404, 404, 404]);
    });
  });
};
