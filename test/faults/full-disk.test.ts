import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mayHaveDisk, startOnTightDisk, type OnTightDisk } from "./tight-disk.ts";

const PASSWORD = "kuda terbang di atas awan";
/** PostgreSQL takes about 40 MiB for itself and 16 at a time for its log of changes. */
const DISK_MEBIBYTES = 160;
const MOST_COMMANDS = 4000;
const LONG = "Minta ditelepon kembali. ".repeat(700);
const CLIENTS = 6;
const MOST_TRIES = 2000;

const possible = await mayHaveDisk();
let kerani: OnTightDisk;
let cookie: string;

const call = async (path: string, input?: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(`${kerani.url}/api/${path}`, {
    headers: { cookie, "x-kerani": "1", "content-type": "application/json" },
    ...(input ? { method: "POST", body: JSON.stringify(input) } : {}),
  });
  if (path === "session/open") cookie = response.headers.getSetCookie().map((one) => one.split(";")[0]).join("; "); // prettier-ignore
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** Several clients give commands until one of each is refused; what was acknowledged is remembered. Returns the refusals. */
const takeUntilRefused = async (acknowledged: string[]) =>
  Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let nth = 0; nth < MOST_COMMANDS; nth++) {
        // Words that do not compress away.
        const body = LONG + randomBytes(1000).toString("hex");
        const answer = await call("message/take", { for: "desk", from: "Pak Joko", body });
        if (answer.status !== 200) return answer;
        acknowledged.push(String(answer.body["id"]));
      }
      throw new Error("the disk never filled up");
    }),
  );

beforeAll(async () => {
  if (!possible) return;
  kerani = await startOnTightDisk(DISK_MEBIBYTES, {
    KERANI_LOG: "silent",
    KERANI_COMPANY: "PT Uji",
    KERANI_ADMIN_EMAIL: "rina@contoh.test",
    KERANI_ADMIN_NAME: "Rina Wulandari",
    KERANI_ADMIN_PASSWORD: PASSWORD,
  });
  cookie = "";
  await call("session/open", { email: "rina@contoh.test", password: PASSWORD });
}, 120_000);
afterAll(() => kerani?.close());

// With a little room left the tables cannot grow; with more, the log of changes needs its next piece first.
test.runIf(possible).each([1, 6, 20])(
  "a disk that fills up, %i MiB before the end: commands are refused with a sentence, nothing acknowledged is lost, work goes on with room again",
  async (leaving) => {
    const acknowledged: string[] = [];
    await kerani.fillUp(leaving);
    const refused = await takeUntilRefused(acknowledged);
    for (const { status, body } of refused) {
      expect(status).toBe(503);
      expect(["DISK_FULL", "DATABASE_UNAVAILABLE"]).toContain(body["code"]);
    }
    expect((await fetch(`${kerani.url}/healthz`)).status).toBe(200);

    await kerani.makeRoom();
    let answer = await call("message/take", { for: "desk", from: "Bu Melati", body: "Sudah ada ruang." });
    for (let tries = 0; tries < MOST_TRIES && answer.status !== 200; tries++) {
      expect(answer.status).toBe(503);
      answer = await call("message/take", { for: "desk", from: "Bu Melati", body: "Sudah ada ruang." });
    }
    expect(answer.status).toBe(200);
    for (const id of acknowledged) expect((await call(`message/show?id=${id}`)).status).toBe(200);
    expect((await call("audit/verify")).body).toMatchObject({ sound: true, faults: [] });
    const codes = [...new Set(refused.map(({ body }) => String(body["code"])))].join(", ");
    process.stderr.write(`full disk: ${acknowledged.length} commands acknowledged, 0 lost; refused with ${codes}\n`);
  },
  240_000,
);
