import { describe, expect, it } from "vitest";
import { conditions, found, multistatusOf, type Multistatus } from "./client.ts";
import { card, event } from "./samples.ts";
import { at, props, useWorld, xml, type SuiteBackend } from "./world.ts";

const DAV = "{DAV:}";

/** RFC 6578: what changed since. */
export const rfc6578Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("sync (RFC 6578)", () => {
    const w = useWorld(make);
    const report = (path: string, token: string, extra = "", names = "<D:getetag/>") =>
      w.send("REPORT", path, {
        headers: { depth: "0" },
        body: xml(
          "D:sync-collection",
          `<D:sync-token>${token}</D:sync-token><D:sync-level>1</D:sync-level>${extra}<D:prop>${names}</D:prop>`,
        ),
      });
    const sync = async (path: string, token: string, extra?: string, names?: string) =>
      multistatusOf(await report(path, token, extra, names));
    const put = (path: string, uid: string, summary = "") => w.send("PUT", path, { body: event({ uid, also: [`SUMMARY:${summary}`] }) });
    const statuses = (answer: Multistatus): Record<string, number | undefined> =>
      Object.fromEntries([...answer.responses].map(([path, { status }]) => [path.split("/").at(-1)!, status]));

    it("§3.4: the first time everything, then additions, changes and tombstones", async () => {
      const home = await w.calendar();
      await put(at(home, "a.ics"), "s-a");
      await put(at(home, "b.ics"), "s-b");
      const first = await sync(home, "");
      expect(statuses(first)).toEqual({ "a.ics": undefined, "b.ics": undefined });
      expect(found(first.responses.get(at(home, "a.ics")), `${DAV}getetag`)).toMatch(/^".+"$/);
      expect(statuses(await sync(home, first.syncToken!))).toEqual({});
      await put(at(home, "a.ics"), "s-a", "changed");
      await put(at(home, "c.ics"), "s-c");
      await w.send("DELETE", at(home, "b.ics"));
      await put(at(home, "d.ics"), "s-d");
      await w.send("DELETE", at(home, "d.ics"));
      const second = await sync(home, first.syncToken!);
      expect(statuses(second)).toMatchObject({ "a.ics": undefined, "c.ics": undefined, "b.ics": 404 });
      expect(statuses(await sync(home, second.syncToken!))).toEqual({});
      expect(statuses(await sync(home, ""))).toEqual({ "a.ics": undefined, "c.ics": undefined });
    });

    it("§3.4: something removed and made again is a change", async () => {
      const home = await w.calendar();
      await put(at(home, "a.ics"), "s-r");
      const first = await sync(home, "");
      await w.send("DELETE", at(home, "a.ics"));
      await put(at(home, "a.ics"), "s-r2");
      expect(statuses(await sync(home, first.syncToken!))).toEqual({ "a.ics": undefined });
    });

    it("a move is a tombstone here and a change there", async () => {
      const [from, to] = [await w.calendar(), await w.calendar()];
      await put(at(from, "a.ics"), "s-m");
      const [before, after] = [await sync(from, ""), await sync(to, "")];
      await w.send("MOVE", at(from, "a.ics"), { headers: { destination: at(to, "a.ics") } });
      expect(statuses(await sync(from, before.syncToken!))).toEqual({ "a.ics": 404 });
      expect(statuses(await sync(to, after.syncToken!))).toEqual({ "a.ics": undefined });
    });

    it("§3.6: cut off at a limit with 507, and going on from the token gives each change once", async () => {
      const home = await w.calendar();
      for (let i = 0; i < 7; i++) await put(at(home, `${i}.ics`), `s-l${i}`);
      const seen: string[] = [];
      let token = "";
      for (let page = 0; page < 4; page++) {
        const answer = await sync(home, token, "<D:limit><D:nresults>2</D:nresults></D:limit>");
        const members = [...answer.responses.keys()].filter((path) => path !== home);
        expect(answer.responses.get(home)?.status).toBe(page < 3 ? 507 : undefined);
        seen.push(...members);
        token = answer.syncToken!;
      }
      expect([...seen].sort()).toEqual(Array.from({ length: 7 }, (_, i) => at(home, `${i}.ics`)));
      expect(statuses(await sync(home, token))).toEqual({});
    });

    it("§3.2: a token that is not known is 403 valid-sync-token", async () => {
      const home = await w.calendar();
      for (const token of ["http://elsewhere/ns/sync/1", "data:,999999999999", "data:,%", "data:,nonsense"]) {
        const answer = await report(home, token);
        expect([answer.status, conditions(answer)[0]]).toEqual([403, `${DAV}valid-sync-token`]);
      }
    });

    it("§3.2: sync-level is 1 or infinite, nresults a number", async () => {
      const home = await w.calendar();
      const send = async (content: string) => (await w.send("REPORT", home, { body: xml("D:sync-collection", content) })).status;
      expect(await send("<D:sync-token/><D:sync-level>2</D:sync-level>")).toBe(400);
      expect(await send("<D:sync-level>1</D:sync-level>")).toBe(400);
      expect(await send("<D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>x</D:nresults></D:limit>")).toBe(400);
      expect(await send("<D:sync-token/><D:sync-level>infinite</D:sync-level>")).toBe(207);
    });

    it("§4: the sync-token and getctag properties change with every change and agree with the report", async () => {
      const home = await w.calendar();
      const ask = async () => {
        const response = multistatusOf(
          await w.send("PROPFIND", home, { headers: { depth: "0" }, body: props("D:sync-token", "CS:getctag") }),
        ).responses.get(home);
        return [found(response, `${DAV}sync-token`)!, found(response, "{http://calendarserver.org/ns/}getctag")!] as const;
      };
      const before = await ask();
      await put(at(home, "a.ics"), "s-t");
      const after = await ask();
      expect([before[0] === after[0], before[1] === after[1]]).toEqual([false, false]);
      expect(statuses(await sync(home, before[0]))).toEqual({ "a.ics": undefined });
      expect((await sync(home, "")).syncToken).toBe(after[0]);
      expect(await ask()).toEqual(after);
    });

    it("answers with the data itself where it is asked for, in calendars and address books", async () => {
      const [home, book] = [await w.calendar(), await w.book()];
      const texts = [event({ uid: "s-data" }), card("s-card", "Dewi")];
      await w.send("PUT", at(home, "a.ics"), { body: texts[0] });
      await w.send("PUT", at(book, "a.vcf"), { body: texts[1] });
      const data = found(
        (await sync(home, "", "", "<C:calendar-data/>")).responses.get(at(home, "a.ics")),
        "{urn:ietf:params:xml:ns:caldav}calendar-data",
      );
      const address = found(
        (await sync(book, "", "", "<CR:address-data/>")).responses.get(at(book, "a.vcf")),
        "{urn:ietf:params:xml:ns:carddav}address-data",
      );
      expect([data, address]).toEqual(texts);
    });

    describe("under concurrency", () => {
      it("no change is lost between two readers and many writers", async () => {
        const home = await w.calendar();
        const writes = Array.from({ length: 30 }, (_, i) => put(at(home, `${i}.ics`), `s-c${i}`));
        const known = new Set<string>();
        let token = "";
        for (let round = 0; round < 6; round++) {
          const answer = await sync(home, token);
          for (const path of answer.responses.keys()) known.add(path);
          token = answer.syncToken!;
        }
        await Promise.all(writes);
        for (const path of (await sync(home, token)).responses.keys()) known.add(path);
        expect(known.size).toBe(30);
      });
    });
  });
};
