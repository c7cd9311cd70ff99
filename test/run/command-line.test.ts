import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool } from "#kernel/db/pool.ts";
import { startPostgres } from "#kernel/db/embedded/postgres.ts";
import { PASSWORD } from "#test/harness/doors.ts";
import { kerani, killHard, runKerani, startReal, type Ended } from "#test/harness/running.ts";

const ENGLISH = { LANG: "en_GB.UTF-8", LC_ALL: "", KERANI_LANG: "en", KERANI_LOG: "silent" };

let folder: string;
let env: Record<string, string>;
const at = (args: string, stdin = ""): Promise<Ended> => runKerani(env, words(args), stdin);
const json = async <T>(args: string, more: Record<string, string> = {}): Promise<T> =>
  JSON.parse(await kerani({ ...env, ...more }, [...words(args), "--json"])) as T;

/** Splits as a shell would, for double quotes only. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kerani-run-"));
  env = { ...ENGLISH, KERANI_DATA: join(folder, "data") };
  const setUp = 'setup --company "PT Uji" --timezone Asia/Makassar --admin-email rina@contoh.test --admin-name "Rina Wulandari"';
  await kerani(env, words(setUp), `${PASSWORD}\n`);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the command line on a data folder", () => {
  test("set-up runs once, and says so the second time with the exit code of a conflict", async () => {
    const again = await at('setup --company "PT Lain" --admin-email x@contoh.test --admin-name X', PASSWORD);
    expect(again).toMatchObject({ code: 6, out: "" });
    expect(again.err).toContain("set up already");
  });

  test("people are added, a message is taken and found, in one line each, and the journal tells the door", async () => {
    const added = await json<{ id: string }>('person add "Ratna Dewi" --kind staff --email ratna@contoh.test');
    const taken = await json<{ id: string }>('message take "Ratna Dewi" --from "Pak Joko" --body "Minta ditelepon soal penawaran"');
    const { messages } = await json<{ messages: { id: string }[] }>("message list --search menelepon");
    expect(added.id).toBeTruthy();
    expect(messages.map(({ id }) => id)).toEqual([taken.id]);
    const { lines } = await json<{ lines: { door: string; command: string }[] }>("journal list --command message.take");
    expect(lines).toMatchObject([{ door: "cli", command: "message.take" }]);
  });

  test("what is wrong ends with an exit code of its kind and a sentence, never with a stack", async () => {
    for (const [args, code] of [
      ['message take "Tidak Ada Orangnya" --from X --body y', 5],
      ["message show 00000000-0000-7000-8000-000000000000", 5],
      ["message take", 2],
      ["message fly", 2],
      ["nonsense", 2],
    ] as const) {
      const ended = await at(args);
      expect(ended.code, `${args}: ${ended.err}`).toBe(code);
      expect(ended.out).toBe("");
      expect(ended.err).not.toMatch(/ {4}at |node:internal/);
      expect(ended.err.length).toBeGreaterThan(10);
    }
  });

  test("help comes from the summaries in the reader's language, and shells complete", async () => {
    expect((await at("message --help")).out).toContain("Take a message");
    expect((await runKerani({ ...env, KERANI_LANG: "id" }, ["message", "--help"])).out).toMatch(
      /[Mm]encatat pesan|[Mm]engambil pesan|[Cc]atat/,
    );
    expect((await at("completion bash")).out).toContain("complete ");
    expect((await at("__complete message ta")).out.split("\n")).toContain("take");
  });

  test("doctor finds a sound installation sound, and says how to mend one whose data folder is a file", async () => {
    const well = await at("doctor");
    expect(well.out).not.toContain("✗ The data");
    const broken = await runKerani({ ...env, KERANI_DATA: "/dev/null/kerani" }, ["doctor"]);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain("→ ");
    expect(broken.err).not.toMatch(/ {4}at /);
  });

  test("a variable that cannot be right is named", async () => {
    const ended = await runKerani({ ...env, KERANI_PORT: "seventy" }, ["doctor"]);
    expect(ended.code).not.toBe(0);
    expect(ended.err).toContain("KERANI_PORT");
    expect(ended.err).not.toMatch(/ {4}at /);
  });

  test("a port that is taken, a database that is away and a folder that is none are told in one sentence with what to do", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    for (const [more, args, code, said] of [
      [{}, `start --port ${port}`, 6, `Port ${port} is taken`],
      [{}, "start --port abc", 2, "Choose a port"],
      [{ DATABASE_URL: "postgres://x@127.0.0.1:9/y" }, "start --port 0", 8, "DATABASE_URL"],
      [{ DATABASE_URL: "postgres://x@127.0.0.1:9/y" }, "message list", 8, "DATABASE_URL"],
      [{ KERANI_DATA: "/dev/null/kerani" }, "start --port 0", 8, "KERANI_DATA"],
    ] as const) {
      const ended = await runKerani({ ...env, ...more }, words(args));
      expect(ended, ended.err).toMatchObject({ code, out: "" });
      expect(ended.err).toContain(said);
      expect(ended.err.trim().split("\n")).toHaveLength(1);
    }
    taken.close();
  }, 60_000);

  test("a token with a narrow scope, once over REST, may do that and nothing else; revoked it opens nothing", async () => {
    const { token, id } = await json<{ token: string; id: string }>("token create --user rina@contoh.test --scope message.list");
    const started = await startReal(env);
    const remote = { KERANI_TOKEN: token, KERANI_URL: started.url };
    try {
      expect((await json<{ messages: unknown[] }>("message list", remote)).messages.length).toBeGreaterThan(0);
      expect((await runKerani({ ...env, ...remote }, words("person list"))).code).toBe(4);
      expect((await runKerani({ ...env, ...remote, KERANI_TOKEN: "krn_wrong" }, words("message list"))).code).toBe(3);
      await kerani(env, ["token", "revoke", id]);
      expect((await runKerani({ ...env, ...remote }, words("message list"))).code).toBe(3);
      const gone = { ...remote, KERANI_URL: "http://127.0.0.1:9" };
      expect(await runKerani({ ...env, ...gone }, words("message list"))).toMatchObject({ code: 8 });
    } finally {
      await killHard(started);
    }
  }, 60_000);
});

describe("safekeeping", () => {
  test("a backup taken while Kerani runs gives the same records and the same journal head on an empty machine", async () => {
    const file = join(folder, "kerani.backup");
    const secret = { KERANI_PASSPHRASE: "tiga ekor kuda" };
    const running = await startReal(env);
    await kerani({ ...env, ...secret }, ["backup", file]);
    await killHard(running);
    const before = await json<{ head: unknown; lines: number; records: number; sound: boolean }>("audit verify");
    expect(before.sound).toBe(true);
    expect((await readFile(file)).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    expect((await stat(file)).mode & 0o077).toBe(0);

    const open = await runKerani(env, ["backup", join(folder, "open.backup")]);
    expect(open).toMatchObject({ code: 0, err: expect.stringContaining("kerani.key") });
    const other = { ...env, KERANI_DATA: join(folder, "restored") };
    const wrong = await runKerani({ ...other, KERANI_PASSPHRASE: "tiga ekor keledai" }, ["restore", file]);
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).not.toMatch(/ {4}at /);
    await kerani({ ...other, ...secret }, ["restore", file]);
    const keyOf = (place: NodeJS.ProcessEnv) => readFile(join(place["KERANI_DATA"] as string, "kerani.key"), "utf8");
    expect(await keyOf(other)).toBe(await keyOf(env));
    const after = JSON.parse(await kerani(other, ["audit", "verify", "--json"])) as typeof before;
    expect(after).toMatchObject({ head: before.head, lines: before.lines, records: before.records, sound: true });
    expect((await runKerani({ ...other, ...secret }, ["restore", file])).code).not.toBe(0);
  }, 90_000);

  test("a record changed behind Kerani's back is named by audit verify, with an exit code for scripts", async () => {
    const server = await startPostgres({ dataDir: join(env["KERANI_DATA"] as string, "database") });
    const pool = openPool(server.url, 1);
    const { rows } = await pool.query<{ id: string }>("update message set body = 'lain' where body like 'Minta%' returning id");
    await pool.end();
    await server.stop();
    const verdict = await at("audit verify");
    expect(verdict.code).toBe(1);
    expect(verdict.out).toContain(rows[0]?.id);
  }, 60_000);
});

describe("several programs on one database", () => {
  test("two Keranis work together: what one takes the other shows, and a browser's live wire hears of it", async () => {
    const { token } = await json<{ token: string }>('token create --user rina@contoh.test --scope "*"');
    const [one, two] = await Promise.all([startReal(env), startReal(env)]);
    try {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const wire = await fetch(`${two.url}/live`, { headers });
      expect(wire.status).toBe(200);
      const heard = (async () => {
        let text = "";
        for await (const part of wire.body as unknown as AsyncIterable<Uint8Array>) {
          text += Buffer.from(part).toString();
          if (text.includes("message")) return text;
        }
        throw new Error("the wire closed without a word");
      })();
      const taken = await fetch(`${one.url}/api/message/take`, {
        method: "POST",
        headers,
        body: JSON.stringify({ for: "desk", from: "Pak Joko", body: "lewat yang satu" }),
      });
      const { id } = (await taken.json()) as { id: string };
      expect(await heard).toContain("message");
      const shown = await fetch(`${two.url}/api/message/show?id=${id}`, { headers });
      expect(await shown.json()).toMatchObject({ message: { id } });
      await wire.body?.cancel().catch(() => {});
    } finally {
      await Promise.all([killHard(one), killHard(two)]);
    }
  }, 60_000);

  test("a database newer than the program is refused with a sentence that says what to do", async () => {
    const server = await startPostgres({ dataDir: join(env["KERANI_DATA"] as string, "database") });
    const pool = openPool(server.url, 1);
    await pool.query("insert into migration values (9999, '9999_future.sql', 'x', '2027-01-01')");
    const ended = await at("message list");
    await pool.query("delete from migration where name = '9999_future.sql'");
    await pool.end();
    await server.stop();
    expect(ended.code).not.toBe(0);
    expect(ended.err).toMatch(/newer/);
    expect(ended.err).not.toMatch(/ {4}at /);
  }, 60_000);
});

test("a container is set up by its environment alone, and set up once", async () => {
  const data = { ...ENGLISH, KERANI_DATA: join(folder, "container") };
  const wish = {
    KERANI_COMPANY: "PT Peti Kemas",
    KERANI_ADMIN_EMAIL: "wulan@contoh.test",
    KERANI_ADMIN_NAME: "Wulan",
    KERANI_ADMIN_PASSWORD: PASSWORD,
    KERANI_TIMEZONE: "Asia/Jayapura",
    KERANI_DUTIES_OFF: "mandates",
  };
  for (let start = 0; start < 2; start++) {
    const started = await startReal({ ...data, ...wish });
    expect(await (await fetch(`${started.url}/api/company/profile`)).json()).toMatchObject({
      setUp: true,
      name: "PT Peti Kemas",
      timeZone: "Asia/Jayapura",
      duties: expect.arrayContaining([expect.objectContaining({ name: "mandates", on: false })]),
    });
    await killHard(started);
  }
}, 90_000);
