import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { found, foundElements, foundHrefs, multistatusOf, type Response } from "./client.ts";
import { card, event } from "./samples.ts";
import { at, props, useWorld, xml, type SuiteBackend } from "./world.ts";

const DAV = "{DAV:}";
const CAL = "{urn:ietf:params:xml:ns:caldav}";

/** The request sequences of clients that cannot be run here, as they are known to send them. */
export const clientsSuite = (make: () => Promise<SuiteBackend>): void => {
  describe("clients replayed", () => {
    const w = useWorld(make);
    const propfind = async (path: string, depth: string, body: string, headers: Record<string, string> = {}) =>
      multistatusOf(
        await w.send("PROPFIND", path, { headers: { depth, "content-type": "application/xml; charset=utf-8", ...headers }, body }),
      ).responses;
    const only = (responses: ReadonlyMap<string, Response>): Response => [...responses.values()][0]!;
    const follow = async (path: string): Promise<string> => {
      const answer = await w.send("PROPFIND", path, { as: "", headers: { depth: "0" }, body: props("D:current-user-principal") });
      expect([301, answer.headers.location]).toEqual([answer.status, "/dav/"]);
      return answer.headers.location!;
    };

    describe("RFC 6764 §5 well-known addresses", () => {
      it("redirect any method before anybody signs in, and / answers too (§6)", async () => {
        for (const path of ["/.well-known/caldav", "/.well-known/carddav", "/.well-known/caldav/"])
          for (const method of ["GET", "PROPFIND", "OPTIONS"])
            expect((await w.send(method, path, { as: "" })).headers.location).toBe("/dav/");
        expect(foundHrefs(only(await propfind("/", "0", props("D:current-user-principal"))), `${DAV}current-user-principal`)).toEqual([
          `/dav/principals/${w.alice.id}/`,
        ]);
      });
    });

    it("Thunderbird: finds the calendars, reads them, adds, changes and syncs", async () => {
      await w.calendar();
      const home = await w.calendar();
      const root = await follow("/.well-known/caldav");
      const first = only(
        await propfind(
          root,
          "0",
          props(
            "D:resourcetype",
            "D:owner",
            "D:displayname",
            "D:current-user-principal",
            "D:current-user-privilege-set",
            "A:calendar-color",
            "C:calendar-home-set",
          ),
        ),
      );
      const [principal] = foundHrefs(first, `${DAV}current-user-principal`);
      const [homeSet] = foundHrefs(only(await propfind(principal!, "0", props("C:calendar-home-set"))), `${CAL}calendar-home-set`);
      const listed = await propfind(
        homeSet!,
        "1",
        props("D:resourcetype", "D:displayname", "D:current-user-privilege-set", "A:calendar-color"),
      );
      const calendars = [...listed].filter(([, response]) => foundElements(response, `${DAV}resourcetype`).includes(`${CAL}calendar`));
      expect(calendars.map(([path]) => path)).toContain(home);

      const details = only(
        await propfind(
          home,
          "0",
          props(
            "D:resourcetype",
            "D:owner",
            "D:current-user-principal",
            "D:current-user-privilege-set",
            "D:supported-report-set",
            "C:supported-calendar-component-set",
            "CS:getctag",
          ),
        ),
      );
      expect(details.props.get(`${DAV}supported-report-set`)!.status).toBe(200);
      const options = await w.send("OPTIONS", home);
      expect(options.headers.dav).toMatch(/calendar-auto-schedule/);
      const boxes = only(
        await propfind(
          principal!,
          "0",
          props("C:calendar-home-set", "C:calendar-user-address-set", "C:schedule-inbox-URL", "C:schedule-outbox-URL"),
        ),
      );
      expect(foundHrefs(boxes, `${CAL}schedule-inbox-URL`)).toHaveLength(1);

      const sync = async (token: string) => {
        const body = xml(
          "D:sync-collection",
          `<D:sync-token>${token}</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getcontenttype/><D:getetag/></D:prop>`,
        );
        return multistatusOf(await w.send("REPORT", home, { headers: { "content-type": "text/xml; charset=utf-8" }, body }));
      };
      const { syncToken } = await sync("");
      const path = at(home, `${randomUUID()}.ics`);
      const made = await w.send("PUT", path, {
        headers: { "content-type": "text/calendar; charset=utf-8", "if-none-match": "*" },
        body: event({ uid: "tb" }),
      });
      expect([made.status, typeof made.headers.etag]).toEqual([201, "string"]);
      const changes = await sync(syncToken!);
      expect([...changes.responses.keys()]).toEqual([path]);
      const multiget = xml("C:calendar-multiget", `<D:prop><D:getetag/><C:calendar-data/></D:prop><D:href>${path}</D:href>`);
      const fetched = multistatusOf(await w.send("REPORT", home, { headers: { depth: "1" }, body: multiget })).responses.get(path);
      expect([found(fetched, `${DAV}getetag`), found(fetched, `${CAL}calendar-data`)]).toEqual([made.headers.etag, event({ uid: "tb" })]);
      expect((await w.send("DELETE", path, { headers: { "if-match": made.headers.etag! } })).status).toBe(204);
      expect((await sync(changes.syncToken!)).responses.get(path)!.status).toBe(404);
    });

    it("Apple Calendar: discovery, account properties, delegates, calendar with colour and order, brief listing", async () => {
      await follow("/.well-known/caldav");
      const brief = { brief: "t", prefer: "return=minimal" };
      const me = only(await propfind("/", "0", props("D:current-user-principal", "D:principal-URL", "D:resourcetype"), brief));
      const [principal] = foundHrefs(me, `${DAV}current-user-principal`);
      const account = only(
        await propfind(
          principal!,
          "0",
          props(
            "C:calendar-home-set",
            "C:calendar-user-address-set",
            "D:current-user-principal",
            "D:displayname",
            "CS:dropbox-home-URL",
            "CS:email-address-set",
            "CS:notification-URL",
            "D:principal-collection-set",
            "D:principal-URL",
            "D:resource-id",
            "C:schedule-inbox-URL",
            "C:schedule-outbox-URL",
            "D:supported-report-set",
          ),
          brief,
        ),
      );
      expect(account.props.has("{http://calendarserver.org/ns/}dropbox-home-URL")).toBe(false);
      const expand = xml(
        "D:expand-property",
        ["calendar-proxy-read-for", "calendar-proxy-write-for"]
          .map(
            (name) =>
              `<D:property name="${name}" namespace="http://calendarserver.org/ns/"><D:property name="displayname"/><D:property name="calendar-user-address-set" namespace="urn:ietf:params:xml:ns:caldav"/></D:property>`,
          )
          .join(""),
      );
      expect((await w.send("REPORT", principal!, { body: expand })).status).toBe(207);
      const [home] = foundHrefs(account, `${CAL}calendar-home-set`);
      const made = `${home}${randomUUID().toUpperCase()}/`;
      const body = xml(
        "C:mkcalendar",
        '<D:set><D:prop><C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set><D:displayname>Kantor</D:displayname><A:calendar-order>5</A:calendar-order><A:calendar-color symbolic-color="blue">#1BADF8FF</A:calendar-color><C:calendar-free-busy-set/></D:prop></D:set>',
      );
      expect((await w.send("MKCALENDAR", made, { body })).status).toBe(201);
      const listed = await propfind(
        home!,
        "1",
        props(
          "CS:getctag",
          "D:sync-token",
          "D:displayname",
          "A:calendar-color",
          "A:calendar-order",
          "C:supported-calendar-component-set",
          "D:current-user-privilege-set",
          "CS:pushkey",
          "D:resourcetype",
          "C:schedule-calendar-transp",
          "CS:source",
        ),
        brief,
      );
      expect(found(listed.get(made), "{http://apple.com/ns/ical/}calendar-order")).toBe("5");
      const renamed = xml("D:propertyupdate", "<D:set><D:prop><A:calendar-order>7</A:calendar-order></D:prop></D:set>");
      expect((await w.send("PROPPATCH", made, { body: renamed, headers: brief })).status).toBe(200);
      const search = xml(
        "D:principal-property-search",
        `<D:property-search><D:prop><D:displayname/></D:prop><D:match match-type="contains">${w.bob.name.slice(0, 3)}</D:match></D:property-search><D:prop><C:calendar-user-address-set/><D:displayname/><CS:record-type/></D:prop>`,
        ' test="anyof"',
      );
      const people = multistatusOf(await w.send("REPORT", "/dav/principals/", { headers: { depth: "0" }, body: search })).responses;
      expect(foundHrefs(people.get(`/dav/principals/${w.bob.id}/`), `${CAL}calendar-user-address-set`)).toContain(w.bob.address);
    });

    it("DAVx5: principal, both homes, capabilities, listing by sync-collection and multiget of version 4.0", async () => {
      const book = await w.book();
      const path = at(book, "a.vcf");
      await w.send("PUT", path, { headers: { "content-type": "text/vcard" }, body: card("davx5", "Sari") });
      const root = await follow("/.well-known/carddav");
      const me = only(
        await propfind(
          root,
          "0",
          props(
            "D:resourcetype",
            "D:displayname",
            "CR:addressbook-description",
            "CR:addressbook-home-set",
            "D:current-user-principal",
            "D:current-user-privilege-set",
          ),
        ),
      );
      const [principal] = foundHrefs(me, `${DAV}current-user-principal`);
      const homes = only(
        await propfind(
          principal!,
          "0",
          props(
            "D:displayname",
            "CR:addressbook-home-set",
            "D:group-membership",
            "CS:calendar-proxy-read-for",
            "CS:calendar-proxy-write-for",
          ),
        ),
      );
      const [home] = foundHrefs(homes, "{urn:ietf:params:xml:ns:carddav}addressbook-home-set");
      const listed = await propfind(
        home!,
        "1",
        props(
          "D:resourcetype",
          "D:current-user-privilege-set",
          "D:displayname",
          "D:owner",
          "CR:addressbook-description",
          "CS:source",
          "CR:supported-address-data",
        ),
      );
      expect([...listed.keys()]).toContain(book);
      const state = only(
        await propfind(
          book,
          "0",
          props("CR:max-resource-size", "CR:supported-address-data", "D:supported-report-set", "CS:getctag", "D:sync-token"),
        ),
      );
      expect(found(state, `${DAV}sync-token`)).toBeDefined();
      const sync = xml(
        "D:sync-collection",
        "<D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>5000</D:nresults></D:limit><D:prop><D:getetag/></D:prop>",
      );
      const changes = multistatusOf(await w.send("REPORT", book, { headers: { depth: "0" }, body: sync }));
      expect([...changes.responses.keys()]).toEqual([path]);
      const body = xml(
        "CR:addressbook-multiget",
        `<D:prop><D:getcontenttype/><D:getetag/><CR:address-data content-type="text/vcard" version="4.0"/></D:prop><D:href>${path}</D:href>`,
      );
      const data = found(
        multistatusOf(await w.send("REPORT", book, { headers: { depth: "0" }, body })).responses.get(path),
        "{urn:ietf:params:xml:ns:carddav}address-data",
      );
      expect(data).toContain("VERSION:4.0");
    });
  });
};
