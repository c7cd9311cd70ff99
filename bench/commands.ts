import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Actor } from "#kernel/actor/actor.ts";
import { findPgbench, type Pgbench } from "./pgbench.ts";
import { openDoor } from "./door.ts";
import { load, percentile } from "./load.ts";
import { openGround, openHouseOn, type Ground, type Scratch } from "./scratch.ts";
import { statementsOf, waitOf, type Said } from "./statements.ts";
import { ms, perSecond, share, type Part, type Report } from "./table.ts";

const SECONDS = 5;
const AIM = 0.4;
const CROWDS = [1, 32] as const;

type Ready = Scratch & { clerk: Actor & { id: string }; input: Record<string, unknown>; take(): Promise<unknown> };

const messageFor = (id: string) => ({
  for: `person:${id}`,
  from: "Joko Widagdo",
  fromPhone: "0812-3456-7801",
  subject: "Penawaran mesin kemas",
  body: "Minta ditelepon kembali sebelum pukul 15.00; harga naik mulai bulan depan.",
  urgency: "soon",
});

const readyOn = async (ground: Ground, background: boolean): Promise<Ready> => {
  const scratch = await openHouseOn(ground, { background });
  const clerk = await scratch.staff("Sari Wulandari");
  const boss = await scratch.staff("Rina Kusuma", "staff");
  const input = messageFor(boss.id);
  return { ...scratch, clerk, input, take: () => scratch.house.pipeline.call("message.take", input, { actor: clerk }) };
};

/** The statements of one warm `message.take`, and the limit that pgbench reaches with them. */
const limitsOf = async (ground: Ground, pgbench: Pgbench | undefined): Promise<{ said: Said[]; limits: Map<number, number> }> => {
  const one = await readyOn(ground, false);
  await one.take();
  const said = await statementsOf(new Set([one.clerk.id, String(one.input["for"]).slice("person:".length)]), one.take);
  await one.close();
  return { said, limits: await measured(pgbench, said) };
};

const measured = async (pgbench: Pgbench | undefined, said: Said[]): Promise<Map<number, number>> => {
  const limits = new Map<number, number>();
  for (const clients of CROWDS) if (pgbench) limits.set(clients, await pgbench.perSecond(said, clients, SECONDS));
  return limits;
};

const inProcess = async (one: Ready): Promise<Map<number, number>> => {
  await load(8, 2, one.take);
  const found = new Map<number, number>();
  for (const clients of CROWDS) found.set(clients, (await load(clients, SECONDS, one.take)).perSecond);
  return found;
};

/** Callers in a thread of their own, so that they take nothing from the process that answers. */
const callers = (task: { url: string; token: string; body: string; clients: number; seconds: number }): Promise<number> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(new URL("rest-callers.ts", import.meta.url)), { workerData: task });
    worker.once("message", resolve).once("error", reject);
  });

const overRest = async (one: Ready): Promise<Map<number, number>> => {
  const door = await openDoor(one);
  const task = {
    url: `${door.url}/api/message/take`,
    token: await door.token(one.clerk, "sari@contoh.test"),
    body: JSON.stringify(one.input),
  };
  const found = new Map<number, number>();
  await callers({ ...task, clients: 8, seconds: 1 });
  for (const clients of CROWDS) found.set(clients, await callers({ ...task, clients, seconds: SECONDS }));
  await door.close();
  return found;
};

/** Where the time of one command goes, alone and in a crowd. */
const between = async (one: Ready, report: Report): Promise<void> => {
  const times: number[] = [];
  let waited = 0;
  let statements = 0;
  for (let nth = 0; nth < 100; nth++) {
    const begun = process.hrtime.bigint();
    const wait = await waitOf(one.take);
    times.push(Number(process.hrtime.bigint() - begun) / 1e6);
    waited += wait.milliseconds / 100;
    statements += wait.statements / 100;
  }
  const before = process.cpuUsage();
  const crowd = await load(32, 2, one.take);
  const used = process.cpuUsage(before);
  const cpu = (used.user + used.system) / 1000 / crowd.times.length;
  report.line({
    what: "one command alone: in all, of it waiting for the database",
    figure: ms(percentile(times, 0.5)),
    limit: `${ms(waited)} in ${statements.toFixed(1)} statements`,
    note: `Node uses ${ms(cpu)} of processor per command at 32 clients: one process cannot pass ${perSecond(1000 / cpu)}; the sealer's and the engines' statements of that time are counted with it`,
  });
};

/** Commands a second, durable, against pgbench saying the same statements to the same server. */
export const commands: Part = async (report) => {
  const ground = await openGround();
  const pgbench = await findPgbench(ground.server.socketDir);
  if (!pgbench) report.say("pgbench is not installed and cannot be fetched here: commands are shown without their limit.");
  try {
    const { said, limits: before } = await limitsOf(ground, pgbench);
    const one = await readyOn(ground, true);
    await one.house.pool.query("truncate attention_item, outbox cascade");
    const direct = await inProcess(one);
    const rest = await overRest(one);
    await between(one, report);
    await one.close();
    const after = await measured(pgbench, said);
    for (const [how, found] of [
      ["in process", direct],
      ["over REST with a token", rest],
    ] as const)
      for (const clients of CROWDS) {
        const limit = ((before.get(clients) ?? 0) + (after.get(clients) ?? 0)) / 2;
        const figure = found.get(clients) ?? 0;
        report.line({
          what: `message.take ${how}, ${clients} client${clients > 1 ? "s" : ""}`,
          figure: perSecond(figure),
          ...(limit ? { limit: `${perSecond(limit)} pgbench: ${share(figure, limit)}`, holds: figure >= AIM * limit } : {}),
        });
      }
    if (pgbench)
      report.say(
        `pgbench says the same ${said.length} statements, before and after (${CROWDS.map((n) => `${perSecond(before.get(n) ?? 0)} and ${perSecond(after.get(n) ?? 0)} at ${n}`).join("; ")}); aim ${AIM}`,
      );
  } finally {
    await pgbench?.close();
    await ground.close();
  }
};
