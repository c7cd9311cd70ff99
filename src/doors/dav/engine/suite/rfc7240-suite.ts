import { describe, expect, it } from "vitest";
import { multistatusOf } from "./client.ts";
import { event } from "./samples.ts";
import { at, props, useWorld, xml, type SuiteBackend } from "./world.ts";

/** RFC 7240 and RFC 8144: what the client would rather have. */
export const rfc7240Suite = (make: () => Promise<SuiteBackend>): void => {
  describe("preferences (RFC 7240, 8144)", () => {
    const w = useWorld(make);

    describe("RFC 8144 §2 return=minimal", () => {
      it("leaves out what is not there (§2.1), also for Brief: t", async () => {
        const home = await w.calendar();
        for (const headers of [{ prefer: "return=minimal" }, { prefer: 'Return="minimal", wait=10' }, { brief: "t" }] as Record<
          string,
          string
        >[]) {
          const answer = await w.send("PROPFIND", home, { headers: { depth: "0", ...headers }, body: props("D:getetag", "D:nonsense") });
          expect(multistatusOf(answer).responses.get(home)!.props.has("{DAV:}nonsense")).toBe(false);
          expect(answer.headers["preference-applied"]).toBe("return=minimal");
        }
        const nothing = await w.send("PROPFIND", home, { headers: { depth: "0", prefer: "return=minimal" }, body: props("D:nonsense") });
        expect(nothing.body).toContain("200 OK");
      });

      it("answers PROPPATCH and MKCALENDAR without a body when all went well", async () => {
        const home = await w.calendar();
        const patch = (content: string) =>
          w.send("PROPPATCH", home, {
            headers: { prefer: "return=minimal" },
            body: xml("D:propertyupdate", `<D:set><D:prop>${content}</D:prop></D:set>`),
          });
        const good = await patch("<D:displayname>x</D:displayname>");
        expect([good.status, good.body, good.headers["preference-applied"]]).toEqual([200, "", "return=minimal"]);
        expect((await patch("<D:getetag>x</D:getetag>")).status).toBe(207);
      });
    });

    it("RFC 8144 §2.3: depth-noroot leaves the collection itself out", async () => {
      const home = await w.calendar();
      await w.send("PUT", at(home, "a.ics"), { body: event({ uid: "noroot" }) });
      const answer = await w.send("PROPFIND", home, {
        headers: { depth: "1", prefer: "return=minimal, depth-noroot" },
        body: props("D:getetag"),
      });
      expect([...multistatusOf(answer).responses.keys()]).toEqual([at(home, "a.ics")]);
      expect(answer.headers["preference-applied"]).toBe("return=minimal, depth-noroot");
    });

    it("RFC 8144 §2.2, §3.2: return=representation sends the object back, and what is there instead with 412", async () => {
      const path = at(await w.calendar(), "a.ics");
      const [one, two] = [event({ uid: "rep", also: ["SUMMARY:1"] }), event({ uid: "rep", also: ["SUMMARY:2"] })];
      const prefer = "return=representation";
      const made = await w.send("PUT", path, { headers: { prefer }, body: one });
      expect([made.status, made.body, made.headers["content-location"], made.headers["preference-applied"]]).toEqual([
        201,
        one,
        path,
        prefer,
      ]);
      const changed = await w.send("PUT", path, { headers: { prefer }, body: two });
      expect([changed.status, changed.body]).toEqual([200, two]);
      const lost = await w.send("PUT", path, { headers: { prefer, "if-match": made.headers.etag! }, body: one });
      expect([lost.status, lost.body, lost.headers.etag]).toEqual([412, two, changed.headers.etag]);
    });
  });
};
