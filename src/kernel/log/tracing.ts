import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import type { Clock } from "#kernel/clock/clock.ts";
import { openOutbound } from "#kernel/outbound/outbound.ts";
import type { Logger } from "./log.ts";
import { asOtlp, type Attributes, type Span } from "./otlp.ts";

/** Follows what happens, each piece with the one that it is part of. */
export type Tracer = {
  /** Runs `act` as a span; its errors pass through and mark it. `note` adds what is known only afterwards. */
  span<R>(
    wish: { name: string; kind?: Span["kind"]; attributes?: Attributes },
    act: (note: (more: Attributes) => void) => Promise<R>,
  ): Promise<R>;
  /** Sends what waits. */
  flush(): Promise<void>;
  /** Sends what waits and stops. */
  close(): Promise<void>;
};

/** Where traces go, and as what. */
export type TracerWish = {
  /** The collector's base address; spans are posted to `/v1/traces` below it (OpenTelemetry protocol exporter, "Endpoint URLs for OTLP/HTTP"). */
  endpoint: string;
  /** Further headers, such as a key of the collector's. */
  headers?: Readonly<Record<string, string>>;
  version: string;
  clock: Clock;
  log: Logger;
};

const SEND_EVERY_MS = 5_000;
const MOST_IN_A_BATCH = 512;
/** While the collector is away no more than this is kept; what comes then is dropped. */
const MOST_WAITING = 4_096;
const LONGEST_SEND_MS = 5_000;

type Place = { traceId: string; spanId: string };

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? "bug");

/** Opens a tracer that posts spans in batches. Traces are an aid: a batch that the collector does not take is dropped and said in the log. */
export const openTracer = ({ endpoint, headers, version, clock, log }: TracerWish): Tracer => {
  const around = new AsyncLocalStorage<Place>();
  const waiting: Span[] = [];
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const outbound = openOutbound({ allow: [{ origin: new URL(url).origin, private: true }], timeoutMs: LONGEST_SEND_MS });
  let sending: Promise<void> | undefined;
  let troubled = false;

  const send = async (spans: Span[]): Promise<void> => {
    const body = JSON.stringify(asOtlp(spans, version));
    try {
      const { status } = await outbound.fetch({ url, method: "POST", headers: { "content-type": "application/json", ...headers }, body });
      if (status < 200 || status > 299) throw new Error(`answered ${status}`);
      troubled = false;
    } catch (error) {
      if (!troubled) log.warn({ url, error: String(error) }, "the trace collector took nothing; its spans are dropped");
      troubled = true;
    }
  };
  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) await send(waiting.splice(0, MOST_IN_A_BATCH));
  };
  const flush = (): Promise<void> => (sending ??= sendAll().finally(() => (sending = undefined)));
  const timer = setInterval(() => void flush(), SEND_EVERY_MS).unref();

  const keep = (span: Span): void => {
    if (waiting.length >= MOST_WAITING) return;
    waiting.push(span);
    if (waiting.length >= MOST_IN_A_BATCH) void flush();
  };

  return {
    async span({ name, kind = "internal", attributes = {} }, act) {
      const parent = around.getStore();
      const place: Place = { traceId: parent?.traceId ?? randomBytes(16).toString("hex"), spanId: randomBytes(8).toString("hex") };
      const noted: Record<string, string | number> = { ...attributes };
      const start = clock.now().epochNanoseconds;
      const begun = process.hrtime.bigint();
      let error: string | undefined;
      try {
        return await around.run(place, () => act((more) => Object.assign(noted, more)));
      } catch (thrown) {
        error = codeOf(thrown);
        throw thrown;
      } finally {
        const end = start + (process.hrtime.bigint() - begun);
        keep({ ...place, parentId: parent?.spanId, name, kind, start, end, attributes: noted, error });
      }
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
      outbound.close();
    },
  };
};
