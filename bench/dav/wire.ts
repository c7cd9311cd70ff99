import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import type { Server } from "./servers.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** What a server answered. */
export type Answer = { status: number; text: string };

/** Sends one request over a connection that stays open. */
export const send = (
  { calendar, headers }: Server,
  method: string,
  path: string,
  body?: string,
  more: Record<string, string> = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = {
      ...headers,
      ...more,
      ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    };
    request(new URL(path, calendar), { method, agent, headers: sent }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    })
      .once("error", reject)
      .end(body);
  });

/** Lets the open connections go. */
export const hangUp = (): void => agent.destroy();

const TICKS_A_SECOND = 100;

type Process = { pid: number; parent: number; ticks: number };

const processes = (): Process[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
        return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
      } catch {
        return [];
      }
    });

/** The processor time in milliseconds that a process and everything it started have used so far (proc(5), a tick is 10 ms). */
export const processorTime = (pid: number): number => {
  const all = processes();
  const family = new Set([pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.filter((one) => family.has(one.pid)).reduce((sum, { ticks }) => sum + (ticks * 1000) / TICKS_A_SECOND, 0);
};
