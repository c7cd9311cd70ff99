import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Client } from "pg";
import { openDoor } from "./door.ts";
import { percentile } from "./load.ts";
import { openScratch } from "./scratch.ts";
import { ms, type Part } from "./table.ts";

const DESKS = 200;
const CLERKS = 8;
const ROUNDS = 20;
/** What Kerani gathers for before it tells, and the work of writing to 200 streams. */
const OWN_MS = 25;

/** How long after the commit each desk heard of a message, and had read its list again. */
export type Seen = { heard: number[]; read: number[] };

/** A bare connection that is told something by another: what PostgreSQL's own notification takes. */
const notified = async (url: string): Promise<number> => {
  const [hears, says] = [new Client({ connectionString: url }), new Client({ connectionString: url })];
  await Promise.all([hears.connect(), says.connect()]);
  await hears.query("listen bench");
  const times: number[] = [];
  for (let nth = 0; nth < 200; nth++) {
    const heard = new Promise((resolve) => hears.once("notification", resolve));
    const begun = process.hrtime.bigint();
    await says.query("notify bench");
    await heard;
    times.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  await Promise.all([hears.end(), says.end()]);
  return percentile(times, 0.99);
};

/** Opens the desks in a thread of their own; `seen` resolves once each of them has heard and read. */
const openDesks = async (url: string, cookies: string[], desks: number) => {
  const worker = new Worker(fileURLToPath(new URL("open-desks.ts", import.meta.url)), { workerData: { url, cookies, desks } });
  const failed = new Promise<never>((_, reject) => worker.once("error", reject));
  failed.catch(() => {});
  const next = <T>(): Promise<T> => Promise.race([failed, new Promise<T>((resolve) => worker.once("message", resolve))]);
  await next();
  return {
    seen(id: string, committed: bigint): Promise<Seen> {
      const answer = next<Seen>();
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ id, committed });
      return answer;
    },
    close: () => worker.terminate(),
  };
};

/** From the commit of a message to every open desk, and to the list that each of them reads again. */
export const screens: Part = async (report) => {
  const scratch = await openScratch();
  const { house, server } = scratch;
  const door = await openDoor(scratch);
  try {
    const boss = await scratch.staff("Rina Kusuma", "staff");
    const clerks = [];
    for (let nth = 1; nth <= CLERKS; nth++) clerks.push(await scratch.staff(`Sari ${nth}`));
    const cookies: string[] = [];
    for (const [nth, clerk] of clerks.entries()) cookies.push(await door.signIn(clerk, `sari${nth}@contoh.test`));
    const limit = await notified(server.url);
    const [first] = clerks;
    if (!first) return;
    for (const desks of [1, DESKS]) {
      const open = await openDesks(door.url, cookies, desks);
      const all: Seen = { heard: [], read: [] };
      for (let nth = 0; nth < ROUNDS; nth++) {
        const wish = { for: `person:${boss.id}`, from: "Joko Widagdo", body: `Minta ditelepon, ${nth}.` };
        const taken = (await house.pipeline.call("message.take", wish, { actor: first })) as { id: string };
        const { heard, read } = await open.seen(taken.id, process.hrtime.bigint());
        all.heard.push(...heard);
        all.read.push(...read);
      }
      await open.close();
      const desksOf = desks === 1 ? "one open desk" : `${desks} open desks`;
      const heard = percentile(all.heard, 0.99);
      report.line({
        what: `commit → ${desksOf} told, p99`,
        figure: ms(heard),
        limit: `${ms(limit)} bare NOTIFY`,
        holds: heard <= limit + OWN_MS,
      });
      report.line({ what: `commit → ${desksOf} show the list read again, p99`, figure: ms(percentile(all.read, 0.99)) });
    }
  } finally {
    await door.close();
    await scratch.close();
  }
};
