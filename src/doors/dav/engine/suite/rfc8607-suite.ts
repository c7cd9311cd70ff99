import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { conditions, found, multistatusOf } from "./client.ts";
import { calendar, event, eventLines } from "./samples.ts";
import { at, props, useWorld, type SuiteBackend } from "./world.ts";

const CAL = "{urn:ietf:params:xml:ns:caldav}";

/** RFC 8607: managed attachments. */
export const rfc8607Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("attachments (RFC 8607)", () => {
    const w = useWorld(make);
    const FILE = { "content-type": "text/plain; charset=utf-8", "content-disposition": 'attachment; filename="../notu len.txt"' };
    const stored = async (body = event({ uid: randomUUID() })): Promise<string> => {
      const path = at(await w.calendar(), "a.ics");
      expect((await w.send("PUT", path, { body })).status).toBe(201);
      return path;
    };
    const act = (path: string, query: string, headers: Record<string, string> = FILE, body: string | Buffer = "isi berkas") =>
      w.send("POST", `${path}?${query}`, { headers, body });
    const attached = async (path: string) =>
      [...(await w.send("GET", path)).body.replace(/\r\n /g, "").matchAll(/^ATTACH(.*?):(http.*)\r$/gm)].map((each) => ({
        params: each[1]!,
        url: new URL(each[2]!),
      }));

    it("§3.2, §6: the server says that it keeps attachments, and how large", async () => {
      const home = await w.calendar();
      expect((await w.send("OPTIONS", home)).headers.dav).toMatch(
        /calendar-managed-attachments, calendar-managed-attachments-no-recurrence/,
      );
      const limits = multistatusOf(
        await w.send("PROPFIND", home, { headers: { depth: "0" }, body: props("C:max-attachment-size", "C:max-attachments-per-resource") }),
      ).responses.get(home);
      expect(Number(found(limits, `${CAL}max-attachment-size`))).toBeGreaterThan(0);
      expect(Number(found(limits, `${CAL}max-attachments-per-resource`))).toBeGreaterThan(0);
    });

    it("§3.4 to §3.7: add, fetch, replace, remove", async () => {
      const path = await stored();
      const added = await act(path, "action=attachment-add");
      expect(added.status).toBe(201);
      const id = added.headers["cal-managed-id"]!;
      const [first] = await attached(path);
      expect(first!.params).toContain(`MANAGED-ID=${id}`);
      expect(first!.params).toMatch(/FMTTYPE=text\/plain/);
      expect(first!.params).toContain("FILENAME=notu len.txt");
      expect(first!.params).toContain("SIZE=10");
      expect(first!.url.origin).toBe(w.client.url);
      const file = await w.send("GET", first!.url.pathname);
      expect([file.status, file.body, file.headers["content-type"]]).toEqual([200, "isi berkas", "text/plain; charset=utf-8"]);
      expect(file.headers["content-disposition"]).toMatch(/^attachment; filename\*=UTF-8''notu%20len\.txt$/);
      expect(file.headers["content-security-policy"]).toContain("sandbox");
      expect((await w.send("GET", first!.url.pathname, { headers: { "if-none-match": file.headers.etag! } })).status).toBe(304);

      const updated = await act(path, `action=attachment-update&managed-id=${id}`, { ...FILE, prefer: "return=representation" }, "baru");
      expect([updated.status, updated.body.includes("BEGIN:VCALENDAR")]).toEqual([200, true]);
      const [second] = await attached(path);
      expect((await w.send("GET", second!.url.pathname)).body).toBe("baru");
      const removed = await act(path, `action=attachment-remove&managed-id=${updated.headers["cal-managed-id"]}`, {}, "");
      expect([removed.status, await attached(path)]).toEqual([204, []]);
    });

    it("§3.3.2: only the chosen instances", async () => {
      const uid = randomUUID();
      const path = await stored(
        calendar(
          ...eventLines({ uid, also: ["RRULE:FREQ=DAILY;COUNT=3"] }),
          ...eventLines({ uid, start: ":20260106T110000Z", end: ":20260106T120000Z", also: ["RECURRENCE-ID:20260106T090000Z"] }),
        ),
      );
      expect((await act(path, "action=attachment-add&rid=20260106T090000Z")).status).toBe(201);
      const [master, override] = (await w.send("GET", path)).body.split("END:VEVENT");
      expect([master!.includes("ATTACH"), override!.includes("ATTACH")]).toEqual([false, true]);
      expect((await act(path, "action=attachment-add&rid=M,20260106T090000Z")).status).toBe(201);
      expect(await attached(path)).toHaveLength(3);
    });

    it("§3.11: refuses what makes no sense, and others", async () => {
      const path = await stored();
      const condition = async (query: string) => conditions(await act(path, query))[0]!.replace(CAL, "");
      expect(await condition("action=attachment-burn")).toBe("valid-action");
      expect(await condition("action=attachment-add&managed-id=x")).toBe("valid-managed-id");
      expect(await condition("action=attachment-remove")).toBe("valid-managed-id");
      expect(await condition("action=attachment-remove&managed-id=nobody")).toBe("valid-managed-id");
      expect(await condition("action=attachment-add&rid=20300101T000000Z")).toBe("valid-rid");
      expect((await w.send("POST", `${path}?action=attachment-add`, { as: w.bob.id, headers: FILE, body: "x" })).status).toBe(404);
      expect((await act(path, "action=attachment-add", { ...FILE, "if-match": '"other"' })).status).toBe(412);
      expect((await act(path.replace("a.ics", "none.ics"), "action=attachment-add")).status).toBe(404);
    });

    it("§3.11: a number of attachments is enough", async () => {
      const path = await stored();
      let last = await act(path, "action=attachment-add");
      for (let i = 0; i < 60 && last.status === 201; i++) last = await act(path, "action=attachment-add");
      expect([last.status, conditions(last)[0]]).toEqual([403, `${CAL}max-attachments-per-resource`]);
    });

    describe("hostile", () => {
      it("names and types cannot break out of headers or of the event", async () => {
        const path = await stored();
        const headers = {
          "content-type": 'text/html; x="a',
          "content-disposition": "attachment; filename*=UTF-8''a%0d%0aATTENDEE:mailto:evil%22;%2F..%2F",
        };
        expect((await act(path, "action=attachment-add", headers, "<script>")).status).toBe(201);
        const text = (await w.send("GET", path)).body.replace(/\r\n /g, "");
        expect(text).not.toMatch(/^ATTENDEE/m);
        const [one] = await attached(path);
        const file = await w.send("GET", one!.url.pathname);
        expect([file.headers["content-type"], file.headers["x-content-type-options"]]).toEqual(["application/octet-stream", "nosniff"]);
      });

      it("ten at once are all kept", async () => {
        const path = await stored();
        const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => act(path, "action=attachment-add", FILE, `berkas ${i}`)));
        const kept = answers.filter((each) => each.status === 201).length;
        expect(await attached(path)).toHaveLength(kept);
        expect(kept).toBeGreaterThan(4);
      });
    });
  });
};
