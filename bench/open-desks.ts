import { Agent, get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import type { Seen } from "./screens.ts";

const { url, cookies, desks } = workerData as { url: string; cookies: string[]; desks: number };
const port = parentPort as NonNullable<typeof parentPort>;
const agent = new Agent({ keepAlive: true, maxSockets: desks });

/** When each desk heard of a message, and had its list, in nanoseconds. */
const stories = new Map<string, { heard: bigint[]; read: bigint[] }>();
let asked: { id: string; committed: bigint } | undefined;

const storyOf = (id: string) => {
  const story = stories.get(id) ?? { heard: [], read: [] };
  stories.set(id, story);
  return story;
};

const answerIfAll = (): void => {
  if (!asked) return;
  const { id, committed } = asked;
  const { heard, read } = storyOf(id);
  if (read.length < desks) return;
  const since = (at: bigint) => Number(at - committed) / 1e6;
  asked = undefined;
  stories.delete(id);
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage({ heard: heard.map(since), read: read.map(since) } satisfies Seen);
};

const readAgain = (cookie: string, done: () => void): void => {
  get(`${url}/api/attention/feed`, { agent, headers: { cookie } }, (response) => {
    if (response.statusCode !== 200) throw new Error(`the list was answered with ${response.statusCode}`);
    response.resume().once("end", done);
  });
};

const openDesk = (cookie: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const known = new Set<string>();
    const hear = (event: string): void => {
      if (event.startsWith("event: hello")) return resolve();
      const id = /"message:([0-9a-f-]{36})"/.exec(event)?.[1];
      if (!id || known.has(id)) return;
      known.add(id);
      storyOf(id).heard.push(process.hrtime.bigint());
      readAgain(cookie, () => {
        storyOf(id).read.push(process.hrtime.bigint());
        answerIfAll();
      });
    };
    get(`${url}/live`, { headers: { cookie, accept: "text/event-stream" }, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        const events = `${text}${chunk}`.split("\n\n");
        text = events.pop() ?? "";
        events.forEach(hear);
      });
    }).once("error", reject);
  });

await Promise.all(Array.from({ length: desks }, (_, nth) => openDesk(cookies[nth % cookies.length] ?? "")));
port.on("message", (wish: { id: string; committed: bigint }) => {
  asked = wish;
  answerIfAll();
});
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
port.postMessage("open");
