import { describe, expect, it } from "vitest";
import { randomUUID } from "node:crypto";
import { childText, child, children } from "../xml/element.ts";
import { readXml } from "../xml/reader.ts";
import { conditions, found, multistatusOf } from "./client.ts";
import { calendar, event, eventLines } from "./samples.ts";
import { at, props, useWorld, xml, type Person, type SuiteBackend } from "./world.ts";

const CAL = "{urn:ietf:params:xml:ns:caldav}";

/** RFC 6638: invitations by storing events, the inbox, the outbox, and what who may change. */
export const rfc6638Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("scheduling (RFC 6638)", () => {
    const w = useWorld(make);
    const as = (person: Person) => ({ as: person.id });
    const meeting = (
      uid: string,
      { organizer = w.alice, attendees = [w.bob], also = [] as string[], start = ":20260105T090000Z" } = {},
    ): string =>
      event({
        uid,
        start,
        end: ":20260105T120000Z",
        also: [
          `ORGANIZER:${organizer.address}`,
          `ATTENDEE;PARTSTAT=ACCEPTED:${organizer.address}`,
          ...attendees.map((each) => `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:${each.address}`),
          ...also,
        ],
      });

    /** Where somebody has the object with this UID, outside of the inbox. */
    const copy = async (person: Person, uid: string): Promise<string | undefined> => {
      const filter = `<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="UID"><C:text-match>${uid}</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:filter>`;
      const body = xml("C:calendar-query", `<D:prop><D:getetag/></D:prop>${filter}`);
      const answer = await w.send("REPORT", `/dav/calendars/${person.id}/`, { ...as(person), headers: { depth: "infinity" }, body });
      return [...multistatusOf(answer).responses.keys()][0];
    };
    const inbox = async (person: Person): Promise<string[]> => {
      const path = `/dav/calendars/${person.id}/inbox/`;
      const listed = multistatusOf(await w.send("PROPFIND", path, { ...as(person), headers: { depth: "1" }, body: props("D:getetag") }));
      const messages = [...listed.responses.keys()].filter((each) => each !== path);
      return Promise.all(messages.map(async (each) => (await w.send("GET", each, as(person))).body));
    };
    const messages = async (person: Person, uid: string): Promise<string[]> =>
      (await inbox(person)).filter((text) => text.includes(`UID:${uid}\r\n`)).map((text) => /METHOD:(\w+)/.exec(text)![1]!);
    const invited = async (uid: string, options?: Parameters<typeof meeting>[1]) => {
      const home = await w.calendar();
      await w.calendar(w.bob);
      const path = at(home, `${uid}.ics`);
      const made = await w.send("PUT", path, { body: meeting(uid, options) });
      expect(made.status).toBe(201);
      return { path, made };
    };
    const accept = (text: string) =>
      text.replace(new RegExp(`ATTENDEE[^:]*:${w.bob.address}`), `ATTENDEE;PARTSTAT=ACCEPTED:${w.bob.address}`);

    describe("§3.2 implicit scheduling", () => {
      it("§3.2.1, §4.1: storing a meeting invites: a copy in the attendee's calendar and a message in the inbox", async () => {
        const uid = randomUUID();
        const { made } = await invited(uid);
        expect(made.headers["schedule-tag"]).toMatch(/^".+"$/);
        const theirs = await copy(w.bob, uid);
        expect(theirs).toBeDefined();
        const { headers, body } = await w.send("GET", theirs!, as(w.bob));
        expect(headers["schedule-tag"]).toMatch(/^".+"$/);
        expect(body).not.toContain("METHOD");
        expect(await messages(w.bob, uid)).toEqual(["REQUEST"]);
      });

      it("§3.2.2, §3.2.10, §8.3: an answer reaches the organizer, whose Schedule-Tag stays and whose ETag does not", async () => {
        const uid = randomUUID();
        const { path, made } = await invited(uid);
        const theirs = (await copy(w.bob, uid))!;
        const { headers, body } = await w.send("GET", theirs, as(w.bob));
        const wrong = await w.send("PUT", theirs, { ...as(w.bob), headers: { "if-schedule-tag-match": '"other"' }, body: accept(body) });
        expect(wrong.status).toBe(412);
        const right = await w.send("PUT", theirs, {
          ...as(w.bob),
          headers: { "if-schedule-tag-match": headers["schedule-tag"]! },
          body: accept(body),
        });
        expect(right.status).toBe(204);
        const mine = await w.send("GET", path);
        expect(mine.body.replace(/\r\n /g, "")).toMatch(new RegExp(`ATTENDEE[^:\r]*PARTSTAT=ACCEPTED[^:\r]*:${w.bob.address}`));
        expect([mine.headers["schedule-tag"], mine.headers.etag === made.headers.etag]).toEqual([made.headers["schedule-tag"], false]);
        expect(await messages(w.alice, uid)).toEqual(["REPLY"]);
        const tagged = multistatusOf(await w.send("PROPFIND", path, { headers: { depth: "0" }, body: props("C:schedule-tag") }));
        expect(found(tagged.responses.get(path), `${CAL}schedule-tag`)).toBe(made.headers["schedule-tag"]);
        const renamed = mine.body.replace("END:VEVENT", "SUMMARY:Baru\r\nEND:VEVENT");
        expect(
          (await w.send("PUT", path, { headers: { "if-schedule-tag-match": made.headers["schedule-tag"]! }, body: renamed })).status,
        ).toBe(204);
        expect((await w.send("GET", theirs, as(w.bob))).body).toContain("SUMMARY:Baru");
      });

      it("§3.2.1.3: leaving somebody out, or deleting, cancels", async () => {
        const uid = randomUUID();
        const { path } = await invited(uid);
        const theirs = (await copy(w.bob, uid))!;
        expect((await w.send("DELETE", path)).status).toBe(204);
        expect((await w.send("GET", theirs, as(w.bob))).body).toContain("STATUS:CANCELLED");
        expect(await messages(w.bob, uid)).toEqual(expect.arrayContaining(["REQUEST", "CANCEL"]));
      });

      it("§3.2.2.3, §8.1: an attendee who deletes declines, unless Schedule-Reply is F", async () => {
        for (const [headers, expected] of [
          [{}, ["REPLY"]],
          [{ "schedule-reply": "F" }, []],
        ] as [Record<string, string>, string[]][]) {
          const uid = randomUUID();
          await invited(uid);
          expect((await w.send("DELETE", (await copy(w.bob, uid))!, { ...as(w.bob), headers })).status).toBe(204);
          expect(await messages(w.alice, uid)).toEqual(expected);
        }
      });

      it("§7.1: who is served by the client gets nothing from the server", async () => {
        const uid = randomUUID();
        await invited(uid, { attendees: [], also: [`ATTENDEE;SCHEDULE-AGENT=CLIENT:${w.bob.address}`] });
        expect([await copy(w.bob, uid), await messages(w.bob, uid)]).toEqual([undefined, []]);
      });
    });

    describe("§3.2.4: preconditions", () => {
      const condition = async (method: string, path: string, body: string, person = w.alice) => {
        const answer = await w.send(method, path, { ...as(person), body });
        return [answer.status, conditions(answer)[0]!.replace(CAL, "")];
      };

      it("unique-scheduling-object-resource: one meeting, one place", async () => {
        const uid = randomUUID();
        const { path } = await invited(uid);
        const elsewhere = at(await w.calendar(), "again.ics");
        const answer = await w.send("PUT", elsewhere, { body: meeting(uid) });
        expect([answer.status, answer.body.includes(`<C:unique-scheduling-object-resource><D:href>${path}</D:href>`)]).toEqual([403, true]);
      });

      it("same-organizer-in-all-components", async () => {
        const lines = (organizer: Person, also: string[]) =>
          eventLines({ uid: "org", also: [`ORGANIZER:${organizer.address}`, `ATTENDEE:${w.carol.address}`, ...also] });
        const body = calendar(...lines(w.alice, ["RRULE:FREQ=DAILY"]), ...lines(w.bob, ["RECURRENCE-ID:20260106T090000Z"]));
        expect(await condition("PUT", at(await w.calendar(), "o.ics"), body)).toEqual([403, "same-organizer-in-all-components"]);
      });

      it("allowed-attendee-scheduling-object-change: when it is, and who else comes, is not the attendee's to change", async () => {
        const uid = randomUUID();
        await invited(uid, { attendees: [w.bob, w.carol] });
        const theirs = (await copy(w.bob, uid))!;
        const { body } = await w.send("GET", theirs, as(w.bob));
        const refused = [403, "allowed-attendee-scheduling-object-change"];
        expect(await condition("PUT", theirs, body.replace("DTSTART:20260105T09", "DTSTART:20260105T10"), w.bob)).toEqual(refused);
        expect(await condition("PUT", theirs, body.replace("END:VEVENT", "RRULE:FREQ=DAILY\r\nEND:VEVENT"), w.bob)).toEqual(refused);
        expect(await condition("PUT", theirs, body.replace(`ORGANIZER:${w.alice.address}`, `ORGANIZER:${w.bob.address}`), w.bob)).toEqual(
          refused,
        );
        expect(await condition("PUT", theirs, body.replace(new RegExp(`ATTENDEE[^:]*:${w.carol.address}\r\n`), ""), w.bob)).toEqual(
          refused,
        );
        const alarm = body.replace(
          "END:VEVENT",
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT",
        );
        expect((await w.send("PUT", theirs, { ...as(w.bob), body: alarm })).status).toBe(204);
      });

      it("allowed-organizer-scheduling-object-change: a meeting is not handed on by rewriting its organizer", async () => {
        const { path } = await invited(randomUUID());
        const { body } = await w.send("GET", path);
        expect(await condition("PUT", path, body.replace(`ORGANIZER:${w.alice.address}`, `ORGANIZER:${w.carol.address}`))).toEqual([
          403,
          "allowed-organizer-scheduling-object-change",
        ]);
      });
    });

    it("§2.2: the inbox is read, synced and emptied, but nothing is put into it", async () => {
      const uid = randomUUID();
      await invited(uid);
      const path = `/dav/calendars/${w.bob.id}/inbox/`;
      const sync = xml("D:sync-collection", "<D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>");
      const listed = [...multistatusOf(await w.send("REPORT", path, { ...as(w.bob), body: sync })).responses.keys()];
      expect(listed.length).toBeGreaterThan(0);
      expect((await w.send("DELETE", listed[0]!, as(w.bob))).status).toBe(204);
      expect((await w.send("PUT", `${path}x.ics`, { ...as(w.bob), body: meeting("x") })).status).toBe(403);
      expect((await w.send("PROPFIND", path, { headers: { depth: "1" } })).status).toBe(404);
    });

    describe("§5 free-busy by the outbox", () => {
      const outbox = () => `/dav/calendars/${w.alice.id}/outbox/`;
      const question = (attendees: string[], also: string[] = [], method = "REQUEST", organizer = w.alice.address) =>
        calendar(
          `METHOD:${method}`,
          "BEGIN:VFREEBUSY",
          "UID:ask",
          "DTSTAMP:20260101T000000Z",
          "DTSTART:20260105T000000Z",
          "DTEND:20260106T000000Z",
          `ORGANIZER:${organizer}`,
          ...attendees.map((each) => `ATTENDEE:${each}`),
          ...also,
          "END:VFREEBUSY",
        );
      const ask = (body: string, headers: Record<string, string> = { "content-type": "text/calendar" }) =>
        w.send("POST", outbox(), { headers, body });
      const answers = async (body: string) => {
        const answer = await ask(body);
        expect(answer.status).toBe(200);
        return children(readXml(answer.body), `${CAL}response`).map((each) => ({
          who: childText(child(each, `${CAL}recipient`)!, "{DAV:}href")!,
          status: childText(each, `${CAL}request-status`)!,
          busy: [...(childText(each, `${CAL}calendar-data`) ?? "").replace(/\r?\n /g, "").matchAll(/^FREEBUSY[^:]*:(.*?)\r?$/gm)].map(
            (line) => line[1],
          ),
        }));
      };

      it("answers for each attendee: busy, free, unknown; and leaves out the event that is being moved", async () => {
        const home = await w.calendar(w.bob);
        const uid = randomUUID();
        await w.send("PUT", at(home, "b.ics"), {
          ...as(w.bob),
          body: event({ uid, start: ":20260105T130000Z", end: ":20260105T140000Z" }),
        });
        const [bob, room, stranger] = await answers(question([w.bob.address, w.room.address, "mailto:stranger@elsewhere.example"]));
        expect(bob).toMatchObject({ who: w.bob.address, status: "2.0;Success" });
        expect(bob!.busy.join()).toContain("20260105T130000Z/20260105T140000Z");
        expect(room).toEqual({ who: w.room.address, status: "2.0;Success", busy: [] });
        expect(stranger).toEqual({ who: "mailto:stranger@elsewhere.example", status: expect.stringMatching(/^3\.7/), busy: [] });
        const [masked] = await answers(question([w.bob.address], [`X-CALENDARSERVER-MASK-UID:${uid}`]));
        expect(masked!.busy.join()).not.toContain("20260105T130000Z");
      });

      it("§9.1: a calendar that is transparent does not count", async () => {
        const home = await w.calendar(w.carol);
        await w.send("PUT", at(home, "c.ics"), {
          ...as(w.carol),
          body: event({ uid: randomUUID(), start: ":20260105T180000Z", end: ":20260105T190000Z" }),
        });
        expect((await answers(question([w.carol.address])))[0]!.busy.join()).toContain("T180000Z");
        await w.send("PROPPATCH", home, {
          ...as(w.carol),
          body: xml(
            "D:propertyupdate",
            "<D:set><D:prop><C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp></D:prop></D:set>",
          ),
        });
        expect((await answers(question([w.carol.address])))[0]!.busy.join()).not.toContain("T180000Z");
      });

      it("§5.1: refuses what is no question of the owner's", async () => {
        const condition = async (body: string, headers?: Record<string, string>) =>
          conditions(await ask(body, headers))[0]!.replace(CAL, "");
        expect(await condition("nonsense")).toBe("valid-calendar-data");
        expect(await condition(meeting("x"))).toBe("valid-scheduling-message");
        expect(await condition(question([]))).toBe("valid-scheduling-message");
        expect(await condition(question([w.bob.address], [], "CANCEL"))).toBe("valid-scheduling-message");
        expect(await condition(question([w.bob.address], [], "REQUEST", w.bob.address))).toBe("organizer-allowed");
        expect(await condition(question([w.bob.address]), { "content-type": "application/xml" })).toBe("supported-calendar-data");
        expect(await condition(question(Array.from({ length: 500 }, (_, i) => `mailto:a${i}@example.org`)))).toBe(
          "valid-scheduling-message",
        );
        expect(
          (await w.send("POST", outbox(), { ...as(w.bob), headers: { "content-type": "text/calendar" }, body: question([w.bob.address]) }))
            .status,
        ).toBe(404);
        expect((await w.send("POST", await w.calendar(), { body: question([w.bob.address]) })).status).toBe(405);
      });
    });
  });
};
