import { describe, expect, it } from "vitest";
import { conditions, found, foundElements, foundHrefs, multistatusOf } from "./client.ts";
import { at, props, useWorld, xml, type Person, type SuiteBackend } from "./world.ts";
import { event } from "./samples.ts";
import { elements } from "../xml/element.ts";

const DAV = "{DAV:}";
const CS = "{http://calendarserver.org/ns/}";
const principal = (person: Person): string => `/dav/principals/${person.id}/`;

/** RFC 3744, RFC 5397, RFC 3253 and calendar-proxy: who there is, who may do what, what a resource can do. */
export const rfc3744Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("access and principals (RFC 3744, 5397, 3253)", () => {
    const w = useWorld(make);
    const ask = async (path: string, names: string[], as = w.alice.id) =>
      multistatusOf(await w.send("PROPFIND", path, { as, headers: { depth: "0" }, body: props(...names) })).responses.get(path)!;
    const privileges = async (path: string, as?: string): Promise<string[]> => {
      const response = await ask(path, ["D:current-user-privilege-set"], as);
      return elements(response.props.get(`${DAV}current-user-privilege-set`)!.element).map((each) => elements(each)[0]!.key);
    };
    const ace = (who: string, ...names: string[]): string =>
      `<D:ace><D:principal>${who}</D:principal><D:grant>${names.map((each) => `<D:privilege><${each}/></D:privilege>`).join("")}</D:grant></D:ace>`;
    const share = (path: string, ...aces: string[]) => w.send("ACL", path, { body: xml("D:acl", aces.join("")) });

    it("RFC 5397 §3: every resource tells who the viewer is", async () => {
      for (const path of ["/dav/", "/dav/principals/", `/dav/calendars/${w.alice.id}/`, await w.calendar()])
        expect(foundHrefs(await ask(path, ["D:current-user-principal"]), `${DAV}current-user-principal`)).toEqual([principal(w.alice)]);
    });

    it("RFC 3744 §4: a principal has its URL, name and groups", async () => {
      const response = await ask(principal(w.bob), [
        "D:principal-URL",
        "D:displayname",
        "D:group-membership",
        "D:resourcetype",
        "D:alternate-URI-set",
      ]);
      expect(foundHrefs(response, `${DAV}principal-URL`)).toEqual([principal(w.bob)]);
      expect(found(response, `${DAV}displayname`)).toBe(w.bob.name);
      expect(foundElements(response, `${DAV}resourcetype`)).toEqual([`${DAV}collection`, `${DAV}principal`]);
      expect(response.props.get(`${DAV}group-membership`)!.status).toBe(200);
    });

    it("RFC 3744 §5: owner, privileges, restrictions and the way to the principals", async () => {
      const home = await w.calendar();
      const response = await ask(home, [
        "D:owner",
        "D:acl-restrictions",
        "D:principal-collection-set",
        "D:supported-privilege-set",
        "D:acl",
      ]);
      expect(foundHrefs(response, `${DAV}owner`)).toEqual([principal(w.alice)]);
      expect(foundElements(response, `${DAV}acl-restrictions`)).toEqual([`${DAV}grant-only`, `${DAV}no-invert`]);
      expect(foundHrefs(response, `${DAV}principal-collection-set`)).toEqual(["/dav/principals/"]);
      expect(response.props.get(`${DAV}acl`)!.status).toBe(200);
      expect(await privileges(home)).toEqual(
        expect.arrayContaining([`${DAV}read`, `${DAV}write`, `${DAV}bind`, "{urn:ietf:params:xml:ns:caldav}read-free-busy"]),
      );
    });

    it("RFC 3744 §8.1: sharing by ACL gives exactly what it says, and takes it away again", async () => {
      const home = await w.calendar();
      await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "acl-a" }) });
      const asBob = { as: w.bob.id };
      expect((await w.send("GET", at(home, "a.ics"), asBob)).status).toBe(404);
      expect((await share(home, ace(`<D:href>${principal(w.bob)}</D:href>`, "D:read"))).status).toBe(200);
      expect((await w.send("GET", at(home, "a.ics"), asBob)).status).toBe(200);
      const write = await w.send("PUT", at(home, "a.ics"), { ...asBob, body: event({ uid: "acl-a", also: ["SUMMARY:x"] }) });
      expect([write.status, conditions(write)[0]]).toEqual([403, `${DAV}need-privileges`]);
      expect((await w.send("PUT", at(home, "b.ics"), { ...asBob, body: event({ uid: "acl-b" }) })).status).toBe(403);
      expect((await w.send("DELETE", at(home, "a.ics"), asBob)).status).toBe(403);
      expect((await w.send("DELETE", home, asBob)).status).toBe(403);
      expect((await w.send("ACL", home, { ...asBob, body: xml("D:acl", "") })).status).toBe(403);
      expect(await privileges(home, w.bob.id)).not.toContain(`${DAV}write`);
      expect((await w.send("PROPFIND", home, { as: w.carol.id, headers: { depth: "0" } })).status).toBe(404);
      await share(home);
      expect((await w.send("GET", at(home, "a.ics"), asBob)).status).toBe(404);
    });

    it("RFC 4791 §6.1.1: read-free-busy shows that the calendar exists and nothing in it", async () => {
      const home = await w.calendar();
      await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "fb-only" }) });
      await share(home, ace(`<D:href>${principal(w.bob)}</D:href>`, "C:read-free-busy"));
      const seen = multistatusOf(await w.send("PROPFIND", home, { as: w.bob.id, headers: { depth: "1" }, body: props("D:displayname") }));
      expect([...seen.responses.keys()]).toEqual([home]);
      expect((await w.send("GET", at(home, "a.ics"), { as: w.bob.id })).status).toBe(403);
      const query = xml("C:calendar-query", '<D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter>');
      expect((await w.send("REPORT", home, { as: w.bob.id, headers: { depth: "1" }, body: query })).status).toBe(403);
      expect(
        (await w.send("REPORT", home, { as: w.bob.id, body: xml("D:sync-collection", "<D:sync-token/><D:sync-level>1</D:sync-level>") }))
          .status,
      ).toBe(403);
      const multiget = xml("C:calendar-multiget", `<D:prop><C:calendar-data/></D:prop><D:href>${at(home, "a.ics")}</D:href>`);
      expect(multistatusOf(await w.send("REPORT", home, { as: w.bob.id, body: multiget })).responses.get(at(home, "a.ics"))!.status).toBe(
        404,
      );
    });

    it("RFC 3744 §8.1.1: the preconditions of ACL", async () => {
      const home = await w.calendar();
      const condition = async (...aces: string[]) => conditions(await share(home, ...aces))[0];
      expect(await condition(ace("<D:all/>", "D:read"))).toBe(`${DAV}allowed-principal`);
      expect(await condition(ace("<D:href>/dav/principals/nobody/</D:href>", "D:read"))).toBe(`${DAV}recognized-principal`);
      expect(await condition(ace("<D:authenticated/>", "D:unheard-of"))).toBe(`${DAV}not-supported-privilege`);
      expect(
        await condition(
          `<D:ace><D:principal><D:authenticated/></D:principal><D:deny><D:privilege><D:read/></D:privilege></D:deny></D:ace>`,
        ),
      ).toBe(`${DAV}grant-only`);
      expect(await condition(`<D:ace><D:invert><D:principal><D:all/></D:principal></D:invert></D:ace>`)).toBe(`${DAV}no-invert`);
    });

    it("RFC 3744 §9.4: principal-property-search finds people by name and address", async () => {
      const search = async (attributes: string, ...parts: string[]) => {
        const body = xml("D:principal-property-search", `${parts.join("")}<D:prop><D:displayname/></D:prop>`, attributes);
        return [...multistatusOf(await w.send("REPORT", "/dav/principals/", { headers: { depth: "0" }, body })).responses.keys()];
      };
      const part = (prop: string, match: string, type = "contains") =>
        `<D:property-search><D:prop><${prop}/></D:prop><D:match match-type="${type}">${match}</D:match></D:property-search>`;
      const name = w.bob.name.slice(0, 4).toUpperCase();
      expect(await search("", part("D:displayname", name, "starts-with"))).toEqual([principal(w.bob)]);
      expect(await search("", part("D:displayname", name), part("CS:email-address-set", "nobody"))).toEqual([]);
      expect(
        await search(' test="anyof"', part("D:displayname", "zzz"), part("C:calendar-user-address-set", w.room.address, "equals")),
      ).toEqual([principal(w.room)]);
      expect(await search("", part("D:getetag", "x"))).toEqual([]);
      const fields = await w.send("REPORT", "/dav/principals/", { body: xml("D:principal-search-property-set", "") });
      expect(fields.body).toContain("displayname");
      const tokens = xml(
        "CS:calendarserver-principal-search",
        `<CS:search-token>${name}</CS:search-token><D:prop><D:displayname/></D:prop>`,
      );
      expect([...multistatusOf(await w.send("REPORT", "/dav/principals/", { body: tokens })).responses.keys()]).toEqual([principal(w.bob)]);
    });

    it("RFC 3744 §9.2, §9.3: principal-match and acl-principal-prop-set", async () => {
      const match = async (path: string, inner: string) => [
        ...multistatusOf(await w.send("REPORT", path, { body: xml("D:principal-match", inner) })).responses.keys(),
      ];
      expect(await match("/dav/principals/", "<D:self/>")).toContain(principal(w.alice));
      const home = await w.calendar();
      expect(await match(`/dav/calendars/${w.alice.id}/`, "<D:principal-property><D:owner/></D:principal-property>")).toContain(home);
      await share(home, ace(`<D:href>${principal(w.carol)}</D:href>`, "D:read"));
      const named = multistatusOf(
        await w.send("REPORT", home, { body: xml("D:acl-principal-prop-set", "<D:prop><D:displayname/></D:prop>") }),
      );
      expect(found(named.responses.get(principal(w.carol)), `${DAV}displayname`)).toBe(w.carol.name);
    });

    describe("calendar-proxy", () => {
      const group = (person: Person, mode: string): string => `${principal(person)}calendar-proxy-${mode}/`;
      const appoint = (mode: string, ...people: Person[]) =>
        w.send("PROPPATCH", group(w.carol, mode), {
          as: w.carol.id,
          body: xml(
            "D:propertyupdate",
            `<D:set><D:prop><D:group-member-set>${people.map((each) => `<D:href>${principal(each)}</D:href>`).join("")}</D:group-member-set></D:prop></D:set>`,
          ),
        });

      it("§5.2: an owner appoints a delegate, who then acts in the calendars and is told for whom", async () => {
        const home = await w.calendar(w.carol);
        expect((await appoint("write", w.alice)).status).toBe(207);
        expect(foundHrefs(await ask(group(w.carol, "write"), ["D:group-member-set"]), `${DAV}group-member-set`)).toEqual([
          principal(w.alice),
        ]);
        const me = await ask(principal(w.alice), ["CS:calendar-proxy-write-for", "CS:calendar-proxy-read-for", "D:group-membership"]);
        expect(foundHrefs(me, `${CS}calendar-proxy-write-for`)).toEqual([principal(w.carol)]);
        expect(foundHrefs(me, `${CS}calendar-proxy-read-for`)).toEqual([]);
        expect(foundHrefs(me, `${DAV}group-membership`)).toContain(group(w.carol, "write"));
        expect((await w.send("PUT", at(home, "p.ics"), { body: event({ uid: "proxy" }) })).status).toBe(201);
        await appoint("write");
        expect((await w.send("GET", at(home, "p.ics"))).status).toBe(404);
      });

      it("nobody appoints themselves", async () => {
        const body = xml(
          "D:propertyupdate",
          `<D:set><D:prop><D:group-member-set><D:href>${principal(w.bob)}</D:href></D:group-member-set></D:prop></D:set>`,
        );
        expect((await w.send("PROPPATCH", group(w.carol, "write"), { as: w.bob.id, body })).status).toBe(403);
      });
    });

    describe("RFC 3253", () => {
      it("§3.1.5, §3.1.3: reports and methods are those that work here", async () => {
        const home = await w.calendar();
        const response = await ask(home, ["D:supported-report-set", "D:supported-method-set"]);
        const reports = elements(response.props.get(`${DAV}supported-report-set`)!.element).map(
          (each) => elements(elements(each)[0]!)[0]!.key,
        );
        expect(reports).toEqual(
          expect.arrayContaining([
            `${DAV}sync-collection`,
            `${DAV}expand-property`,
            "{urn:ietf:params:xml:ns:caldav}calendar-query",
            "{urn:ietf:params:xml:ns:caldav}free-busy-query",
          ]),
        );
        expect(reports).not.toContain("{urn:ietf:params:xml:ns:carddav}addressbook-query");
        const wrong = await w.send("REPORT", home, { body: xml("CR:addressbook-query", "") });
        expect([wrong.status, conditions(wrong)[0]]).toEqual([403, `${DAV}supported-report`]);
      });

      it("§3.8: expand-property opens addresses in place, and stops however they point at each other", async () => {
        const inner = '<D:property name="displayname"/><D:property name="principal-URL"><D:property name="displayname"/></D:property>';
        const body = xml(
          "D:expand-property",
          `<D:property name="current-user-principal">${inner}</D:property><D:property name="nothing" namespace="urn:x"/>`,
        );
        const answer = await w.send("REPORT", "/dav/", { body });
        expect(answer.status).toBe(207);
        expect(answer.body.match(/<D:displayname>/g)).toHaveLength(2);
        let deep = '<D:property name="principal-URL"/>';
        for (let level = 0; level < 30; level++) deep = `<D:property name="principal-URL">${deep}</D:property>`;
        const looping = await w.send("REPORT", principal(w.alice), { body: xml("D:expand-property", deep) });
        expect(looping.body.length).toBeLessThan(5000);
      });
    });
  });
};
