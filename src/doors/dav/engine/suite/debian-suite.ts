import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PASSWORD } from "./client.ts";
import { event } from "./samples.ts";
import { at, useWorld, type SuiteBackend } from "./world.ts";

const SCRIPT = fileURLToPath(new URL("python-caldav.py", import.meta.url));

/** Runs a program to its end and answers its standard output; says how to get it where it is not there. */
const run = (program: string, args: readonly string[], wanted: string): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      const absent = error && (("code" in error && error.code === "ENOENT") || /No module named/.test(stderr));
      if (absent) reject(new Error(`CalDAV is tested with ${wanted}, which is not here. Install it: apt-get install ${wanted}`));
      else if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
  });

/** Two clients that Debian ships: python-caldav and vdirsyncer. */
export const debianSuite = (make: () => Promise<SuiteBackend>): void => {
  describe("clients of Debian", () => {
    const w = useWorld(make);

    it("python-caldav makes a calendar, stores, searches by time with and without expansion, syncs, asks for busy time and deletes", async () => {
      const output = await run("/usr/bin/python3", [SCRIPT, `${w.client.url}/dav/`, w.alice.id, PASSWORD], "python3-caldav");
      expect(JSON.parse(output.trim().split("\n").at(-1)!)).toMatchObject({
        name: "Dari Python",
        components: ["VEVENT", "VTODO", "VJOURNAL"],
        calendars: expect.arrayContaining(["Dari Python"]),
        expanded: ["20260112T0200", "20260119T0200", "20260126T0200"],
        unexpanded: ["20260105T0200"],
        outside: 0,
        todos: ["Beli kertas"],
        synced: 2,
        changed: ["Rapat dipindah"],
        busy: "20260112T0200",
        left: 0,
      });
    }, 60_000);

    describe("vdirsyncer", () => {
      it("discovers by the well-known address and syncs both ways, twice, without conflicts", async () => {
        const folder = await mkdtemp(join(tmpdir(), "vdirsyncer-"));
        const home = await w.calendar();
        const name = home.split("/").at(-2)!;
        const local = join(folder, "local", name);
        const config = [
          `[general]\nstatus_path = "${folder}/status/"`,
          `[pair both]\na = "here"\nb = "there"\ncollections = ["${name}"]\nmetadata = ["color", "displayname"]`,
          `[storage here]\ntype = "filesystem"\npath = "${folder}/local/"\nfileext = ".ics"`,
          `[storage there]\ntype = "caldav"\nurl = "${w.client.url}"\nusername = "${w.alice.id}"\npassword = "${PASSWORD}"`,
        ].join("\n\n");
        await mkdir(local, { recursive: true });
        await writeFile(join(folder, "config"), config);
        const vdirsyncer = (...args: string[]) => run("vdirsyncer", ["-c", join(folder, "config"), ...args], "vdirsyncer");
        await w.send("PUT", at(home, "remote.ics"), { body: event({ uid: "remote" }) });
        await writeFile(join(local, "local.ics"), event({ uid: "local" }));
        await vdirsyncer("discover", "both");
        await vdirsyncer("sync");
        const texts = await Promise.all((await readdir(local)).map((file) => readFile(join(local, file), "utf8")));
        expect(texts.map((text) => /UID:(.*)/.exec(text)![1]!.trim()).sort()).toEqual(["local", "remote"]);
        await w.send("PUT", at(home, "remote.ics"), { body: event({ uid: "remote", also: ["SUMMARY:Baru"] }) });
        await rm(join(local, "local.ics"));
        await vdirsyncer("metasync");
        await vdirsyncer("sync");
        const after = await Promise.all((await readdir(local)).map((file) => readFile(join(local, file), "utf8")));
        expect(after.map((text) => text.includes("SUMMARY:Baru"))).toEqual([true]);
        await rm(folder, { recursive: true });
      }, 60_000);
    });
  });
};
