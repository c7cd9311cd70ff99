import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kerani, killHard, serverPid, startReal, stopWell, type Started } from "#test/harness/running.ts";

const ROUNDS = 6;
const CLIENTS = 8;
const PASSWORD = "kuda terbang di atas awan";

let folder: string;
let env: Record<string, string>;
let running: Started;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kerani-faults-"));
  env = { KERANI_DATA: folder, KERANI_LOG: "silent", KERANI_ADMIN_PASSWORD: PASSWORD };
  await kerani(env, ["setup", "--company", "PT Uji", "--admin-email", "rina@contoh.co.id", "--admin-name", "Rina Wulandari"]);
  token = (JSON.parse(await kerani(env, ["token", "create", "--user", "rina@contoh.co.id", "--scope", "*", "--json"])) as { token: string })
    .token;
  running = await startReal(env);
}, 120_000);
afterAll(async () => {
  await stopWell(running);
  await rm(folder, { recursive: true, force: true });
});

const call = (path: string, init: RequestInit = {}) =>
  fetch(running.url + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers },
  });

/** Gives commands until told to stop, each with a key of its own; repeats one that got no answer with the same key, as a client should. */
const giveUntil = async (
  stop: AbortSignal,
  client: number,
  acknowledged: Map<string, string>,
  asked: Set<string>,
  onAcknowledged: () => void,
): Promise<void> => {
  for (let count = 0; !stop.aborted; count++) {
    const key = `${client}-${count}-${Math.trunc(performance.now() * 1000)}`;
    asked.add(key);
    const response = await call("/api/message/take", {
      method: "POST",
      headers: { "idempotency-key": key },
      body: JSON.stringify({ for: "desk", from: "Pak Joko", body: key }),
    }).catch(() => undefined);
    if (response?.status !== 200) {
      if (response && response.status !== 503) throw new Error(`unexpected answer ${response.status}: ${await response.text()}`);
      return;
    }
    acknowledged.set(key, ((await response.json()) as { id: string }).id);
    onAcknowledged();
  }
};

const everyMessage = async (): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>();
  let after = "";
  do {
    const page = (await (await call(`/api/message/list?limit=200${after ? `&after=${after}` : ""}`)).json()) as {
      messages: { id: string; body: string }[];
      next: string | null;
    };
    for (const { id, body } of page.messages) found.set(body, [...(found.get(body) ?? []), id]);
    after = page.next ?? "";
  } while (after);
  return found;
};

const VICTIMS = ["kerani", "database", "both"] as const;

test("kill -9 of Kerani, of PostgreSQL, or of both under load loses no acknowledged command and doubles none", async () => {
  const acknowledged = new Map<string, string>();
  const asked = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const stop = new AbortController();
    const goal = acknowledged.size + 40 + ((round * 17) % 40);
    const enough = Promise.withResolvers<void>();
    const clients = Array.from({ length: CLIENTS }, (_, client) =>
      giveUntil(stop.signal, client, acknowledged, asked, () => acknowledged.size >= goal && enough.resolve()),
    );
    await Promise.race([enough.promise, Promise.all(clients)]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(goal);
    const victim = VICTIMS[round % VICTIMS.length];
    if (victim !== "kerani") process.kill(await serverPid(folder), "SIGKILL");
    if (victim !== "database") await killHard(running);
    stop.abort();
    await Promise.all(clients);
    if (victim === "database") await killHard(running);
    running = await startReal(env);
  }
  // Whatever was asked and not acknowledged is repeated with its key: it must run once, whether or not it ran before.
  for (const key of asked) {
    if (acknowledged.has(key)) continue;
    const response = await call("/api/message/take", {
      method: "POST",
      headers: { "idempotency-key": key },
      body: JSON.stringify({ for: "desk", from: "Pak Joko", body: key }),
    });
    acknowledged.set(key, ((await response.json()) as { id: string }).id);
  }
  const stored = await everyMessage();
  const lost = [...acknowledged].filter(([key, id]) => !stored.get(key)?.includes(id));
  const doubled = [...stored].filter(([, ids]) => ids.length > 1);
  process.stderr.write(
    `kill -9, ${ROUNDS} times: ${acknowledged.size} commands acknowledged, ${lost.length} lost, ${doubled.length} doubled\n`,
  );
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  const verdict = (await (await call("/api/audit/verify")).json()) as { sound: boolean; faults: unknown[] };
  expect(verdict.faults).toEqual([]);
}, 300_000);

test("a database that was killed is started again by Kerani itself, and commands are taken again", async () => {
  process.kill(await serverPid(folder), "SIGKILL");
  const answers: number[] = [];
  for (let tries = 0; tries < 600 && answers.at(-1) !== 200; tries++) {
    const response = await call("/api/message/take", {
      method: "POST",
      body: JSON.stringify({ for: "desk", from: "Pak Joko", body: "sesudah mati" }),
    });
    await response.body?.cancel();
    answers.push(response.status);
  }
  expect(answers.at(-1)).toBe(200);
  // Meanwhile it said that it is not available, and never that something is wrong with Kerani.
  expect(new Set(answers.slice(0, -1))).not.toContain(500);
}, 120_000);
