import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { attribute, elements } from "../xml/element.ts";
import { conditions, found, foundElements, foundHrefs, multistatusOf } from "./client.ts";
import { calendar, event, JAKARTA, todo } from "./samples.ts";
import { at, props, useWorld, xml, type SuiteBackend } from "./world.ts";

const DAV = "{DAV:}";
const CAL = "{urn:ietf:params:xml:ns:caldav}";
const APPLE = "{http://apple.com/ns/ical/}";

const set = (...content: string[]): string => `<D:set><D:prop>${content.join("")}</D:prop></D:set>`;

/** RFC 4791 and RFC 5689: making calendars and address books, and their properties. */
export const rfc4791CollectionsSuite = (make: () => Promise<SuiteBackend>): void => {
  describe("calendars and address books (RFC 4791, 5689)", () => {
    const w = useWorld(make);
    const fresh = (of = w.alice.id, home = "calendars") => `/dav/${home}/${of}/${randomUUID()}/`;
    const ask = async (path: string, ...names: string[]) =>
      multistatusOf(await w.send("PROPFIND", path, { headers: { depth: "0" }, body: props(...names) })).responses.get(path);
    const patch = (path: string, ...content: string[]) => w.send("PROPPATCH", path, { body: xml("D:propertyupdate", set(...content)) });

    describe("RFC 4791 §5.3.1 MKCALENDAR", () => {
      it("makes a calendar with the properties of its body", async () => {
        const path = fresh();
        const zone = calendar(...JAKARTA);
        const body = xml(
          "C:mkcalendar",
          set(
            "<D:displayname>Rapat &amp; janji</D:displayname><C:calendar-description>Semua</C:calendar-description>",
            '<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>',
            `<C:calendar-timezone><![CDATA[${zone}]]></C:calendar-timezone><A:calendar-color>#FF0000FF</A:calendar-color><A:calendar-order>3</A:calendar-order>`,
          ),
        );
        const made = await w.send("MKCALENDAR", path, { body });
        expect([made.status, made.headers["cache-control"]]).toEqual([201, "no-cache"]);
        const response = await ask(
          path,
          "D:displayname",
          "C:calendar-description",
          "C:supported-calendar-component-set",
          "C:calendar-timezone",
          "C:calendar-timezone-id",
          "A:calendar-color",
          "A:calendar-order",
        );
        expect(found(response, `${DAV}displayname`)).toBe("Rapat & janji");
        expect(found(response, `${CAL}calendar-description`)).toBe("Semua");
        expect(found(response, `${CAL}calendar-timezone`)!.replace(/\r/g, "")).toContain("TZID:Asia/Jakarta\n");
        expect(found(response, `${CAL}calendar-timezone-id`)).toBe("Asia/Jakarta");
        expect(found(response, `${APPLE}calendar-color`)).toBe("#FF0000FF");
        expect(found(response, `${APPLE}calendar-order`)).toBe("3");
        const components = response!.props.get(`${CAL}supported-calendar-component-set`)!.element;
        expect(elements(components).map((each) => attribute(each, "name"))).toEqual(["VEVENT"]);
        const refused = await w.send("PUT", at(path, "t.ics"), { body: todo("only-events") });
        expect([refused.status, conditions(refused)[0]]).toEqual([403, `${CAL}supported-calendar-component`]);
      });

      it("only once (§5.3.1.1 resource-must-be-null)", async () => {
        const again = await w.send("MKCALENDAR", await w.calendar());
        expect([again.status, conditions(again)[0]]).toEqual([405, `${DAV}resource-must-be-null`]);
      });

      it("only in a calendar home, and only in one's own (calendar-collection-location-ok)", async () => {
        const wrong = await w.send("MKCALENDAR", `${await w.calendar()}inside/`);
        expect([wrong.status, conditions(wrong)[0]]).toEqual([403, `${CAL}calendar-collection-location-ok`]);
        expect((await w.send("MKCALENDAR", fresh(w.alice.id, "addressbooks"))).status).toBe(403);
        expect((await w.send("MKCALENDAR", fresh(w.bob.id))).status).toBe(409);
        expect((await w.send("MKCALENDAR", fresh("nobody"))).status).toBe(409);
      });

      it("fails as a whole when a property cannot be set", async () => {
        const path = fresh();
        const body = xml("C:mkcalendar", set('<D:displayname>x</D:displayname><D:getetag>"1"</D:getetag>'));
        const answer = await w.send("MKCALENDAR", path, { body });
        expect(answer.status).toBe(403);
        expect(answer.body).toContain("424 Failed Dependency");
        expect((await w.send("PROPFIND", path, { headers: { depth: "0" } })).status).toBe(404);
        const components = xml(
          "C:mkcalendar",
          set('<C:supported-calendar-component-set><C:comp name="VPIZZA"/></C:supported-calendar-component-set>'),
        );
        expect((await w.send("MKCALENDAR", path, { body: components })).body).toContain("supported-calendar-component");
        expect((await w.send("MKCALENDAR", path, { body: xml("D:propfind", "") })).status).toBe(400);
      });
    });

    describe("RFC 5689 §3 extended MKCOL", () => {
      it("makes calendars and address books by resourcetype", async () => {
        const [cal, book] = [fresh(), fresh(w.alice.id, "addressbooks")];
        const body = (type: string) =>
          xml("D:mkcol", set(`<D:resourcetype><D:collection/><${type}/></D:resourcetype><D:displayname>Baru</D:displayname>`));
        expect((await w.send("MKCOL", cal, { body: body("C:calendar") })).status).toBe(201);
        expect((await w.send("MKCOL", book, { body: body("CR:addressbook") })).status).toBe(201);
        expect(foundElements(await ask(cal, "D:resourcetype"), `${DAV}resourcetype`)).toContain(`${CAL}calendar`);
        expect(foundElements(await ask(book, "D:resourcetype"), `${DAV}resourcetype`)).toContain(
          "{urn:ietf:params:xml:ns:carddav}addressbook",
        );
        expect(found(await ask(book, "D:displayname"), `${DAV}displayname`)).toBe("Baru");
      });

      it("says valid-resourcetype for what cannot be had, 424 for the rest, 415 for another body (§3.3, RFC 4918 §9.3)", async () => {
        const body = xml("D:mkcol", set("<D:resourcetype><D:collection/><D:principal/></D:resourcetype><D:displayname>x</D:displayname>"));
        const answer = await w.send("MKCOL", fresh(), { body });
        expect(answer.status).toBe(403);
        expect(answer.body).toMatch(/mkcol-response.*valid-resourcetype.*424 Failed Dependency/s);
        expect((await w.send("MKCOL", fresh(), { body: xml("D:other", "") })).status).toBe(415);
        const swapped = xml("D:mkcol", set("<D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>"));
        expect((await w.send("MKCOL", fresh(), { body: swapped })).status).toBe(403);
      });
    });

    describe("RFC 4791 §5.2 and its companions: properties of calendars", () => {
      it("§5.2.4 to §5.2.9, §7.5.1: the limits and what is supported", async () => {
        const response = await ask(
          await w.calendar(),
          "C:supported-calendar-data",
          "C:max-resource-size",
          "C:min-date-time",
          "C:max-date-time",
          "C:max-instances",
          "C:max-attendees-per-instance",
          "C:supported-collation-set",
        );
        expect([...response!.props.values()].map((each) => each.status)).toEqual([200, 200, 200, 200, 200, 200, 200]);
        expect(Number(found(response, `${CAL}max-resource-size`))).toBeGreaterThan(100_000);
      });

      it("§5.2.2: a timezone is one VTIMEZONE, or it is refused with valid-calendar-data", async () => {
        const home = await w.calendar();
        for (const wrong of ["nonsense", calendar(), event({ uid: "zone" })]) {
          const response = multistatusOf(
            await patch(home, `<C:calendar-timezone>${wrong.replace(/[<&]/g, "")}</C:calendar-timezone>`),
          ).responses.get(home)!;
          expect(response.props.get(`${CAL}calendar-timezone`)!.status).toBe(403);
        }
      });

      it("RFC 7809 §5.2: calendar-timezone-id names a zone, and only a zone", async () => {
        const home = await w.calendar();
        await patch(home, "<C:calendar-timezone-id>Asia/Makassar</C:calendar-timezone-id>");
        expect(found(await ask(home, "C:calendar-timezone-id"), `${CAL}calendar-timezone-id`)).toBe("Asia/Makassar");
        const answer = await patch(home, "<C:calendar-timezone-id>Mars/Olympus</C:calendar-timezone-id>");
        expect(answer.body).toContain("valid-timezone");
      });

      it("colour, order, transparency and the rest can be changed and taken away", async () => {
        const home = await w.calendar();
        await patch(
          home,
          "<D:displayname>Satu</D:displayname><A:calendar-color>#112233FF</A:calendar-color><C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>",
        );
        expect(found(await ask(home, "A:calendar-color"), `${APPLE}calendar-color`)).toBe("#112233FF");
        expect(foundElements(await ask(home, "C:schedule-calendar-transp"), `${CAL}schedule-calendar-transp`)).toEqual([
          `${CAL}transparent`,
        ]);
        await w.send("PROPPATCH", home, {
          body: xml("D:propertyupdate", "<D:remove><D:prop><A:calendar-color/><D:displayname/></D:prop></D:remove>"),
        });
        expect((await ask(home, "A:calendar-color"))!.props.get(`${APPLE}calendar-color`)!.status).toBe(404);
        const bad = multistatusOf(await patch(home, "<A:calendar-order>first</A:calendar-order>")).responses.get(home)!;
        expect(bad.props.get(`${APPLE}calendar-order`)!.status).toBe(403);
      });

      it("§5.2.3: the components of a calendar do not change after it is made", async () => {
        const home = await w.calendar();
        const response = multistatusOf(
          await patch(home, '<C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>'),
        ).responses.get(home)!;
        expect(response.props.get(`${CAL}supported-calendar-component-set`)!.status).toBe(403);
      });

      it("§6.2.1, RFC 6352 §7.1.1, RFC 6638 §2.4: a principal leads to its homes and boxes", async () => {
        const response = await ask(
          `/dav/principals/${w.alice.id}/`,
          "C:calendar-home-set",
          "CR:addressbook-home-set",
          "C:schedule-inbox-URL",
          "C:schedule-outbox-URL",
          "C:calendar-user-address-set",
          "C:calendar-user-type",
        );
        expect(foundHrefs(response, `${CAL}calendar-home-set`)).toEqual([`/dav/calendars/${w.alice.id}/`]);
        expect(foundHrefs(response, "{urn:ietf:params:xml:ns:carddav}addressbook-home-set")).toEqual([`/dav/addressbooks/${w.alice.id}/`]);
        expect(foundHrefs(response, `${CAL}schedule-inbox-URL`)).toEqual([`/dav/calendars/${w.alice.id}/inbox/`]);
        expect(foundHrefs(response, `${CAL}schedule-outbox-URL`)).toEqual([`/dav/calendars/${w.alice.id}/outbox/`]);
        expect(foundHrefs(response, `${CAL}calendar-user-address-set`)).toContain(w.alice.address);
        expect(found(response, `${CAL}calendar-user-type`)).toBe("INDIVIDUAL");
        const room = await w.send("PROPFIND", `/dav/principals/${w.room.id}/`, {
          headers: { depth: "0" },
          body: props("C:calendar-user-type"),
        });
        expect(found(multistatusOf(room).responses.get(`/dav/principals/${w.room.id}/`), `${CAL}calendar-user-type`)).toBe("ROOM");
      });

      it("the home lists its calendars, inbox and outbox", async () => {
        const made = await w.calendar();
        const home = `/dav/calendars/${w.alice.id}/`;
        const answer = multistatusOf(await w.send("PROPFIND", home, { headers: { depth: "1" }, body: props("D:resourcetype") }));
        expect([...answer.responses.keys()]).toEqual(expect.arrayContaining([home, made, `${home}inbox/`, `${home}outbox/`]));
        expect(foundElements(answer.responses.get(`${home}inbox/`), `${DAV}resourcetype`)).toContain(`${CAL}schedule-inbox`);
      });
    });

    describe("smaller RFCs", () => {
      it("RFC 5995 §3: a POST to add-member makes an object with a name of its own", async () => {
        const home = await w.calendar();
        const [target] = foundHrefs(await ask(home, "D:add-member"), `${DAV}add-member`);
        const made = await w.send("POST", target!, { headers: { "content-type": "text/calendar" }, body: event({ uid: "added" }) });
        expect(made.status).toBe(201);
        expect(made.headers.location!.startsWith(home)).toBe(true);
        expect((await w.send("GET", made.headers.location!)).headers.etag).toBe(made.headers.etag);
      });

      it("RFC 7953 §7.2.4: the inbox keeps availability, under the standard name and Apple's", async () => {
        const inbox = `/dav/calendars/${w.alice.id}/inbox/`;
        const text = calendar(
          "BEGIN:VAVAILABILITY",
          "UID:va",
          "DTSTAMP:20260101T000000Z",
          "BEGIN:AVAILABLE",
          "UID:av",
          "DTSTAMP:20260101T000000Z",
          "DTSTART;TZID=Asia/Jakarta:20260105T090000",
          "DTEND;TZID=Asia/Jakarta:20260105T170000",
          "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
          "END:AVAILABLE",
          "END:VAVAILABILITY",
        );
        await patch(inbox, `<CS:calendar-availability>${text.replaceAll("\r", "&#13;")}</CS:calendar-availability>`);
        expect(found(await ask(inbox, "C:calendar-availability"), `${CAL}calendar-availability`)).toBe(text);
        const wrong = multistatusOf(
          await patch(inbox, `<C:calendar-availability>${event({ uid: "no" })}</C:calendar-availability>`),
        ).responses.get(inbox)!;
        expect(wrong.props.get(`${CAL}calendar-availability`)!.status).toBe(403);
      });

      it("RFC 6638 §9.2: the inbox knows which calendar takes invitations, and only an own calendar can", async () => {
        const [inbox, home, theirs] = [`/dav/calendars/${w.alice.id}/inbox/`, await w.calendar(), await w.calendar(w.bob)];
        const choose = (path: string) =>
          patch(inbox, `<C:schedule-default-calendar-URL><D:href>${path}</D:href></C:schedule-default-calendar-URL>`);
        await choose(home);
        expect(foundHrefs(await ask(inbox, "C:schedule-default-calendar-URL"), `${CAL}schedule-default-calendar-URL`)).toEqual([home]);
        expect((await choose(theirs)).body).toContain("valid-schedule-default-calendar-URL");
      });
    });
  });
};
