import type { ServerResponse } from "node:http";
import type { Actor } from "#kernel/actor/actor.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import { signInFirst, tooOften } from "#kernel/errors/house-refusals.ts";
import type { Live } from "#kernel/live/live.ts";
import type { Exchange } from "./exchange.ts";

const KEEP_ALIVE_MS = 15_000;
const LOOK_AGAIN_MS = 60_000;
const MOST_PER_ACTOR = 30;
/** A reader that does not keep up is let go; it reconnects and reads everything again. */
const MOST_BUFFERED = 1_048_576;

/** Serves `/live`: server-sent events (WHATWG HTML §9.2) that name what changed, never its contents. `end` lets every stream go, at a stop. */
export const liveRoute = (parts: { live: Live; clock: Clock }) => {
  const open = new Map<string, number>();
  const streams = new Set<ServerResponse>();
  const end = () => streams.forEach((stream) => stream.end());
  const serve = (exchange: Exchange, actor: Actor, stillThere: () => Promise<boolean>): void => {
    const { request, response } = exchange;
    const who = actor.id;
    if (!who) throw signInFirst();
    const already = open.get(who) ?? 0;
    if (already >= MOST_PER_ACTOR) throw tooOften(30);
    open.set(who, already + 1);
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
    response.flushHeaders();
    streams.add(response);
    const send = (event: string, data: unknown) => {
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (response.writableLength > MOST_BUFFERED) response.destroy();
    };
    send("hello", { now: parts.clock.now().toString() });
    const leave = parts.live.subscribe((topics) => send("change", { topics }));
    const breath = setInterval(() => response.write(": breathing\n\n"), KEEP_ALIVE_MS);
    const look = setInterval(() => {
      stillThere().then(
        (yes) => yes || response.destroy(),
        () => response.destroy(),
      );
    }, LOOK_AGAIN_MS);
    request.on("close", () => {
      leave();
      streams.delete(response);
      clearInterval(breath);
      clearInterval(look);
      const left = (open.get(who) ?? 1) - 1;
      if (left > 0) open.set(who, left);
      else open.delete(who);
    });
  };
  return { serve, end };
};
