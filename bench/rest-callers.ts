import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { load } from "./load.ts";

const { url, token, body, clients, seconds } = workerData as { url: string; token: string; body: string; clients: number; seconds: number };
const agent = new Agent({ keepAlive: true, maxSockets: clients });
const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": Buffer.byteLength(body) };

const call = (): Promise<void> =>
  new Promise((resolve, reject) => {
    request(url, { method: "POST", agent, headers }, (response) => {
      response.resume().once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`))));
    })
      .once("error", reject)
      .end(body);
  });

const { perSecond } = await load(clients, seconds, call);
agent.destroy();
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(perSecond);
