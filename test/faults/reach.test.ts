import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSmsGateway, type SmsGateway } from "#fakes/sms-gateway.ts";
import { PASSWORD } from "#test/harness/doors.ts";
import { kerani, killHard, serverPid, startReal, stopWell, type Started } from "#test/harness/running.ts";

const ROUNDS = 4;
const A_ROUND = 12;
/** Whoever was killed held its matters for 45 seconds more at most. */
const LONGEST_WAIT_MS = 120_000;
const VICTIMS = ["kerani", "database", "both", "kerani"] as const;

let folder: string;
let env: Record<string, string>;
let gateway: SmsGateway;
let running: Started;
let token: string;

/** Calls as a careful client does: with a key, and again with the same key while the database starts anew. */
const call = async <T>(path: string, body?: unknown): Promise<T> => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": randomUUID() };
  const given = { headers, ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }) };
  let response = await fetch(running.url + path, given);
  while (response.status === 503) response = await fetch(running.url + path, given);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kerani-reach-"));
  env = { KERANI_DATA: folder, KERANI_LOG: "silent", KERANI_ADMIN_PASSWORD: PASSWORD };
  gateway = await startSmsGateway();
  gateway.expects(() => true, Infinity);
  await kerani(env, ["setup", "--company", "PT Uji", "--admin-email", "rina@contoh.test", "--admin-name", "Rina Wulandari"]);
  token = (JSON.parse(await kerani(env, ["token", "create", "--user", "rina@contoh.test", "--scope", "*", "--json"])) as { token: string })
    .token;
  running = await startReal(env);
}, 120_000);
afterAll(async () => {
  await stopWell(running);
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody who is told by SMS at any hour, and nobody else whom anything could reach. */
const somebodyToReach = async (): Promise<string> => {
  const { id } = await call<{ id: string }>("/api/person/add", { kind: "staff", name: "Ratna Dewi", mobile: "0812-3456-7890" });
  const rule = { steps: [{ channel: "sms", afterMinutes: 0 }], duringQuietHours: true, outsideWorkingHours: true };
  await call("/api/person/rules-set", { id, emergency: rule });
  const body = '{"destination":"{digits}","message":"{text}","ref":"{key}"}';
  const sms = { url: `${gateway.origin}/api/v2/send`, encoding: "json", headers: { "X-Api-Key": gateway.apiKey }, body, inside: true };
  await call("/api/channel/set", { channel: "sms", gateway: sms });
  return id;
};

/** Resolves when the gateway took `count` different SMS; whatever happens meanwhile. */
const taken = async (count: number): Promise<void> => {
  const limit = AbortSignal.timeout(LONGEST_WAIT_MS);
  while (gateway.messages.length < count) {
    if (limit.aborted) throw new Error(`only ${gateway.messages.length} of ${count} SMS came`);
    await gateway.change();
  }
};

test("kill -9 while people are being told loses no step, and no step comes twice but under its own key", async () => {
  const ratna = await somebodyToReach();
  const raised: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = gateway.messages.length;
    const bodies = Array.from({ length: A_ROUND }, (_, nth) => `SMS ${round}-${nth}`);
    const made = Promise.all(
      bodies.map((body) =>
        call<{ id: string }>("/api/message/take", { for: `person:${ratna}`, from: "Pak Joko", body, urgency: "emergency" }),
      ),
    );
    raised.push(...(await made).map(({ id }) => id));
    await taken(before + 1 + ((round * 5) % A_ROUND));
    const victim = VICTIMS[round % VICTIMS.length];
    if (victim !== "kerani") process.kill(await serverPid(folder), "SIGKILL");
    if (victim !== "database") {
      await killHard(running);
      running = await startReal(env);
    }
  }
  await taken(raised.length);
  const keys = new Set(gateway.messages.map(({ key }) => key));
  const items = await call<{ items: { subject: { id: string }; id: string }[] }>("/api/attention/feed?limit=200");
  const steps = await Promise.all(
    items.items.map(async ({ id }) => (await call<{ steps: { id: string; climb: number }[] }>(`/api/reach/steps?id=${id}`)).steps),
  );
  const first = steps.map((some) => some.filter(({ climb }) => climb === 0));
  console.log(
    `kill -9, ${ROUNDS} times: ${raised.length} matters, ${gateway.messages.length} SMS, ${gateway.repeats.length} second copies known by their key`,
  );
  expect(items.items.map(({ subject }) => subject.id).toSorted()).toEqual(raised.toSorted());
  expect(first.every((some) => some.length === 1)).toBe(true);
  expect(first.flat().every(({ id }) => keys.has(id))).toBe(true);
  expect(gateway.messages).toHaveLength(raised.length);
}, 240_000);
