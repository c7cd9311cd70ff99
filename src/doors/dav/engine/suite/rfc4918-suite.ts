import { describe, expect, it } from "vitest";
import { conditions, found, foundElements, multistatusOf } from "./client.ts";
import { event } from "./samples.ts";
import { at, props, useWorld, xml, type SuiteBackend } from "./world.ts";

const DAV = "{DAV:}";

/** RFC 4918: properties, objects, preconditions, copies. */
export const rfc4918Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("WebDAV (RFC 4918)", () => {
    const w = useWorld(make);

    describe("RFC 4918 §9.1 PROPFIND", () => {
      it("Depth 0 answers the resource, Depth 1 its members too, with 404 for what is not there (§9.1.1)", async () => {
        const home = await w.calendar();
        await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "pf-a" }) });
        const body = props("D:resourcetype", "D:getetag", "D:getcontenttype", "D:nonsense");
        const zero = multistatusOf(await w.send("PROPFIND", home, { headers: { depth: "0" }, body }));
        expect([...zero.responses.keys()]).toEqual([home]);
        expect(foundElements(zero.responses.get(home), `${DAV}resourcetype`)).toEqual([
          `${DAV}collection`,
          "{urn:ietf:params:xml:ns:caldav}calendar",
        ]);
        expect(zero.responses.get(home)!.props.get(`${DAV}nonsense`)!.status).toBe(404);
        const one = multistatusOf(await w.send("PROPFIND", home, { headers: { depth: "1" }, body }));
        expect([...one.responses.keys()]).toEqual([home, at(home, "a.ics")]);
        expect(found(one.responses.get(at(home, "a.ics")), `${DAV}getcontenttype`)).toBe("text/calendar; charset=utf-8; component=vevent");
      });

      it("Depth infinity on a collection is refused with propfind-finite-depth (§9.1)", async () => {
        const home = await w.calendar();
        for (const headers of [{ depth: "infinity" }, {}] as Record<string, string>[]) {
          const answer = await w.send("PROPFIND", home, { headers });
          expect([answer.status, conditions(answer)[0]]).toEqual([403, `${DAV}propfind-finite-depth`]);
        }
        expect((await w.send("PROPFIND", home, { headers: { depth: "2" } })).status).toBe(400);
      });

      it("without a body, allprop and propname (§9.1.3 to §9.1.6)", async () => {
        const home = await w.calendar();
        await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "pf-b" }) });
        for (const body of [undefined, xml("D:propfind", "<D:allprop/>")]) {
          const all = multistatusOf(await w.send("PROPFIND", at(home, "a.ics"), { headers: { depth: "0" }, body }));
          const response = all.responses.get(at(home, "a.ics"))!;
          expect([...response.props.values()].every((each) => each.status === 200)).toBe(true);
          expect(response.props.has(`${DAV}getetag`)).toBe(true);
          expect(response.props.has(`${DAV}acl`)).toBe(false);
        }
        const include = xml("D:propfind", "<D:allprop/><D:include><D:owner/></D:include>");
        const more = multistatusOf(await w.send("PROPFIND", home, { headers: { depth: "0" }, body: include }));
        expect(more.responses.get(home)!.props.get(`${DAV}owner`)!.status).toBe(200);
        const names = multistatusOf(await w.send("PROPFIND", home, { headers: { depth: "0" }, body: xml("D:propfind", "<D:propname/>") }));
        expect(names.responses.get(home)!.props.get(`${DAV}current-user-principal`)!.element.children).toEqual([]);
      });

      it("a body that is not a propfind, or not XML, is 400 (§8.2)", async () => {
        const home = await w.calendar();
        const send = async (body: string) => (await w.send("PROPFIND", home, { headers: { depth: "0" }, body })).status;
        expect(await send("<D:propfind xmlns:D='DAV:'><D:prop>")).toBe(400);
        expect(await send(xml("D:elsewhere", ""))).toBe(400);
        expect(await send(xml("D:propfind", "<D:prop/><D:allprop/>"))).toBe(400);
        expect(await send(xml("D:propfind", "<D:prop/><Z xmlns='urn:unknown'/>"))).toBe(207);
      });

      it("nothing there is 404, and so is what belongs to others", async () => {
        const home = await w.calendar();
        expect((await w.send("PROPFIND", `${home}none.ics`, { headers: { depth: "0" } })).status).toBe(404);
        expect((await w.send("PROPFIND", home, { headers: { depth: "0" }, as: w.bob.id })).status).toBe(404);
        expect((await w.send("PROPFIND", "/dav/elsewhere/", { headers: { depth: "0" } })).status).toBe(404);
      });
    });

    describe("RFC 4918 §9.2 PROPPATCH", () => {
      it("keeps dead properties of any namespace with their children, attributes and language (§4.3, §4.4)", async () => {
        const home = await w.calendar();
        const value = '<x:deep xmlns:x="urn:x" x:a="1 &amp; 2">text<D:b/> &lt;é&gt;</x:deep>';
        const answer = await w.send("PROPPATCH", home, {
          body: xml("D:propertyupdate", `<D:set><D:prop xml:lang="id">${value}</D:prop></D:set>`),
        });
        expect(multistatusOf(answer).responses.get(home)!.props.get("{urn:x}deep")!.status).toBe(200);
        const back = multistatusOf(
          await w.send("PROPFIND", home, {
            headers: { depth: "0" },
            body: xml("D:propfind", '<D:prop><y:deep xmlns:y="urn:x"/></D:prop>'),
          }),
        );
        const { element } = back.responses.get(home)!.props.get("{urn:x}deep")!;
        expect(element.attributes.map((each) => [each.ns, each.name, each.value])).toEqual([
          ["urn:x", "a", "1 & 2"],
          ["http://www.w3.org/XML/1998/namespace", "lang", "id"],
        ]);
        expect(element.children.map((each) => (typeof each === "string" ? each : each.key))).toEqual(["text", "{DAV:}b", " <é>"]);
        await w.send("PROPPATCH", home, { body: xml("D:propertyupdate", '<D:remove><D:prop><deep xmlns="urn:x"/></D:prop></D:remove>') });
        const gone = multistatusOf(
          await w.send("PROPFIND", home, { headers: { depth: "0" }, body: xml("D:propfind", '<D:prop><deep xmlns="urn:x"/></D:prop>') }),
        );
        expect(gone.responses.get(home)!.props.get("{urn:x}deep")!.status).toBe(404);
      });

      it("is done as a whole or not at all: 424 for what would have worked (§9.2, §11.4)", async () => {
        const home = await w.calendar();
        const body = xml("D:propertyupdate", '<D:set><D:prop><D:displayname>No</D:displayname><D:getetag>"x"</D:getetag></D:prop></D:set>');
        const response = multistatusOf(await w.send("PROPPATCH", home, { body })).responses.get(home)!;
        expect([response.props.get(`${DAV}displayname`)!.status, response.props.get(`${DAV}getetag`)!.status]).toEqual([424, 403]);
        const after = multistatusOf(await w.send("PROPFIND", home, { headers: { depth: "0" }, body: props("D:displayname") }));
        expect(found(after.responses.get(home), `${DAV}displayname`)).not.toBe("No");
      });

      it("works on homes and on objects too", async () => {
        const home = await w.calendar();
        await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "pp-a" }) });
        for (const path of [`/dav/calendars/${w.alice.id}/`, at(home, "a.ics")]) {
          await w.send("PROPPATCH", path, { body: xml("D:propertyupdate", "<D:set><D:prop><CS:x>1</CS:x></D:prop></D:set>") });
          const back = multistatusOf(await w.send("PROPFIND", path, { headers: { depth: "0" }, body: props("CS:x") }));
          expect(found(back.responses.get(path), "{http://calendarserver.org/ns/}x")).toBe("1");
        }
      });

      it("needs write-properties", async () => {
        const answer = await w.send("PROPPATCH", `/dav/principals/${w.alice.id}/`, {
          body: xml("D:propertyupdate", "<D:set><D:prop><CS:x>1</CS:x></D:prop></D:set>"),
        });
        expect([answer.status, conditions(answer)[0]]).toEqual([403, `${DAV}need-privileges`]);
      });
    });

    describe("RFC 9110 §13 conditions, RFC 4918 §8.6 and §10.4", () => {
      it("If-None-Match: * makes only, If-Match changes only what the client knows", async () => {
        const path = at(await w.calendar(), "a.ics");
        const put = (headers: Record<string, string>, summary: string) =>
          w.send("PUT", path, { headers, body: event({ uid: "cond", also: [`SUMMARY:${summary}`] }) });
        expect((await put({ "if-match": '"x"' }, "0")).status).toBe(412);
        const made = await put({ "if-none-match": "*" }, "1");
        expect(made.status).toBe(201);
        expect(made.headers.etag).toMatch(/^"[^"]+"$/);
        expect((await put({ "if-none-match": "*" }, "2")).status).toBe(412);
        const changed = await put({ "if-match": `W/"x", ${made.headers.etag}` }, "3");
        expect([changed.status, changed.headers.etag === made.headers.etag]).toEqual([204, false]);
        expect((await put({ "if-match": made.headers.etag! }, "4")).status).toBe(412);
        expect((await put({ "if-match": `W/${changed.headers.etag}` }, "5")).status).toBe(412);
        expect((await put({ if: `([${changed.headers.etag}])` }, "6")).status).toBe(204);
        expect((await put({ if: `(<urn:uuid:lock>) (Not <DAV:no-lock> [${changed.headers.etag}])` }, "7")).status).toBe(412);
        expect((await put({ if: "(" }, "8")).status).toBe(400);
        expect((await w.send("DELETE", path, { headers: { "if-match": made.headers.etag! } })).status).toBe(412);
        expect((await w.send("DELETE", path)).status).toBe(204);
      });

      it("GET answers 304 for a known version, 412 for a lost one", async () => {
        const path = at(await w.calendar(), "a.ics");
        const { headers } = await w.send("PUT", path, { body: event({ uid: "get-cond" }) });
        const known = await w.send("GET", path, { headers: { "if-none-match": headers.etag! } });
        expect([known.status, known.body, known.headers.etag]).toEqual([304, "", headers.etag]);
        expect((await w.send("GET", path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
        expect((await w.send("GET", path, { headers: { "if-match": '"other"' } })).status).toBe(412);
        const whole = await w.send("GET", path);
        expect((await w.send("GET", path, { headers: { "if-modified-since": whole.headers["last-modified"]! } })).status).toBe(304);
        const head = await w.send("HEAD", path);
        expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", whole.headers["content-length"]]);
      });

      it("of twenty who make the same object at once, one does", async () => {
        const path = at(await w.calendar(), "race.ics");
        const tries = Array.from({ length: 20 }, (_, i) =>
          w.send("PUT", path, { headers: { "if-none-match": "*" }, body: event({ uid: "race", also: [`SUMMARY:${i}`] }) }),
        );
        const statuses = (await Promise.all(tries)).map((each) => each.status).sort();
        expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 412)]);
      });
    });

    describe("RFC 4918 §9.6 to §9.9 DELETE, COPY, MOVE", () => {
      it("removes an object once, and a collection with all in it", async () => {
        const home = await w.calendar();
        await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "del" }) });
        expect((await w.send("DELETE", at(home, "b.ics"))).status).toBe(404);
        expect((await w.send("DELETE", home, { headers: { depth: "0" } })).status).toBe(400);
        expect((await w.send("DELETE", home)).status).toBe(204);
        expect((await w.send("GET", at(home, "a.ics"))).status).toBe(404);
        expect((await w.send("DELETE", `/dav/calendars/${w.alice.id}/`)).status).toBe(403);
        expect((await w.send("DELETE", `/dav/calendars/${w.alice.id}/inbox/`)).status).toBe(403);
      });

      it("moves an object to another calendar, body untouched (§9.9)", async () => {
        const [from, to] = [await w.calendar(), await w.calendar()];
        const body = event({ uid: "move", also: ['X-ODD;P="a^\'b":1\\,2'] });
        await w.send("PUT", at(from, "a.ics"), { body });
        const moved = await w.send("MOVE", at(from, "a.ics"), { headers: { destination: `${w.client.url}${at(to, "b.ics")}` } });
        expect(moved.status).toBe(201);
        expect((await w.send("GET", at(from, "a.ics"))).status).toBe(404);
        expect((await w.send("GET", at(to, "b.ics"))).body).toBe(body);
      });

      it("copies, and overwrites only when allowed (§9.8.4, §10.6)", async () => {
        const [from, to] = [await w.calendar(), await w.calendar()];
        await w.send("PUT", at(from, "a.ics"), { body: event({ uid: "copy" }) });
        const copy = (headers: Record<string, string>) =>
          w.send("COPY", at(from, "a.ics"), { headers: { destination: at(to, "a.ics"), ...headers } });
        expect((await copy({})).status).toBe(201);
        expect((await copy({ overwrite: "F" })).status).toBe(412);
        expect((await copy({})).status).toBe(204);
        expect((await copy({ overwrite: "X" })).status).toBe(400);
        expect((await w.send("GET", at(from, "a.ics"))).status).toBe(200);
      });

      it("refuses other servers with 502, itself with 403, a missing collection with 409, and a UID that is there already (§9.8.5)", async () => {
        const [from, to] = [await w.calendar(), await w.calendar()];
        await w.send("PUT", at(from, "a.ics"), { body: event({ uid: "copy-err" }) });
        const copy = async (destination: string) => (await w.send("COPY", at(from, "a.ics"), { headers: { destination } })).status;
        expect(await copy(`http://elsewhere.example/${to}a.ics`)).toBe(502);
        expect(await copy(at(from, "a.ics"))).toBe(403);
        expect(await copy(`/dav/calendars/${w.alice.id}/none/a.ics`)).toBe(409);
        expect(await copy(at(from, "b.ics"))).toBe(409);
        expect((await w.send("COPY", at(from, "a.ics"))).status).toBe(400);
        expect((await w.send("MOVE", from, { headers: { destination: `/dav/calendars/${w.alice.id}/new/` } })).status).toBe(403);
      });

      it("does not move into the calendars of others", async () => {
        const [from, theirs] = [await w.calendar(), await w.calendar(w.bob)];
        await w.send("PUT", at(from, "a.ics"), { body: event({ uid: "steal" }) });
        expect((await w.send("MOVE", at(from, "a.ics"), { headers: { destination: at(theirs, "a.ics") } })).status).toBe(409);
        expect((await w.send("GET", at(from, "a.ics"))).status).toBe(200);
      });
    });

    it("RFC 4918 §10.1, §18: OPTIONS names classes 1 and 3 and the methods", async () => {
      const answer = await w.send("OPTIONS", await w.calendar(), { as: "" });
      expect(answer.headers.dav!.split(", ")).toEqual(
        expect.arrayContaining(["1", "3", "access-control", "calendar-access", "calendar-auto-schedule", "addressbook", "extended-mkcol"]),
      );
      expect(answer.headers.allow!.split(", ")).toEqual(expect.arrayContaining(["PROPFIND", "REPORT", "MKCALENDAR"]));
      const locked = await w.send("LOCK", await w.calendar());
      expect([locked.status, locked.headers.allow!.includes("PROPFIND")]).toEqual([405, true]);
      expect((await w.send("SUBSCRIBE", await w.calendar())).status).toBe(501);
    });
  });
};
