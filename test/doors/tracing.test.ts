import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "#kernel/config/config.ts";
import { openLog } from "#kernel/log/log.ts";
import { openTracer, type Tracer } from "#kernel/log/tracing.ts";
import { systemClock } from "#kernel/clock/clock.ts";
import { tracedHandler } from "#doors/http/traced.ts";
import { startOtlpCollector, type OtlpCollector, type TakenSpan } from "#fakes/otlp-collector.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let collector: OtlpCollector;
let tracer: Tracer;
const open = (endpoint: string, headers: Record<string, string> = {}): Tracer =>
  openTracer({ endpoint, headers, version: "1.2.3", clock: systemClock, log: openLog("silent") });
const attributesOf = (span: TakenSpan | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, "stringValue" in value ? value.stringValue : value.intValue]));

beforeEach(async () => {
  collector = await startOtlpCollector();
  tracer = open(collector.origin, { "x-api-key": "kunci" });
});
afterEach(async () => {
  await tracer.close();
  await collector.close();
});

test("a request, the command in it and a job are spans; what people wrote is in none of them", async () => {
  collector.expects(({ apiKey }) => apiKey === "kunci", Infinity);
  const t: TestHouse = await testHouse({ tracer });
  try {
    const clerk = await t.actor("Sari");
    await tracer.flush();
    const handler = tracedHandler(
      {
        end: () => {},
        async handle(_, response) {
          await t.house.pipeline.call("message.take", { for: "desk", from: "Pak Joko", body: "Rahasia dagang" }, { actor: clerk });
          response.statusCode = 201;
        },
      },
      tracer,
    );
    await t.house.pipeline.asSystem("bench.job", async () => {});
    const response = { statusCode: 200 };
    await handler.handle({ method: "POST", url: "/api/message/take?for=Rahasia" } as never, response as never);
    const refusal = t.house.pipeline.call("message.take", { for: "desk" }, { actor: clerk });
    await expect(refusal).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(t.house.pipeline.call("Rahasia.lain", {}, { actor: clerk })).rejects.toMatchObject({ name: "Refusal" });
    await tracer.flush();
    const spans = collector.messages.flatMap((batch) => batch.spans);
    const named = (name: string) => spans.filter((span) => span.name === name);
    const [request] = named("POST /api/message/take");
    const [taken, refused] = named("message.take");
    expect(attributesOf(request)).toMatchObject({ "http.route": "/api/message/take", "http.response.status_code": "201" });
    expect(taken).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId, kind: 1 });
    expect(attributesOf(taken)).toEqual({ "kerani.door": "web", "kerani.actor": "person", "kerani.operation": "command" });
    expect(taken?.status).toBeUndefined();
    expect(refused?.status).toEqual({ code: 2, message: "INVALID_INPUT" });
    expect(refused?.parentSpanId).toBeUndefined();
    expect(named("bench.job")).toHaveLength(1);
    expect(named("unknown")).toHaveLength(1);
    expect(JSON.stringify(spans)).not.toMatch(/Rahasia|Joko|Sari/);
  } finally {
    await t.tearDown();
  }
});

test("a collector that is away, slow or broken costs no command anything, and what it missed is dropped", async () => {
  collector.alwaysBehave({ status: 503 });
  collector.expects(() => true, Infinity);
  await tracer.span({ name: "one" }, async () => {});
  await tracer.flush();
  expect(collector.turnedAway).toHaveLength(1);
  collector.alwaysBehave("ok");
  const away = open("http://127.0.0.1:9");
  expect(await away.span({ name: "two" }, async () => "answer")).toBe("answer");
  await away.close();
  for (let nth = 0; nth < 10_000; nth++) await tracer.span({ name: "three" }, async () => {});
  await tracer.flush();
  const taken = collector.messages.flatMap(({ spans }) => spans);
  expect(taken.length).toBeGreaterThan(0);
  expect(Math.max(...collector.messages.map(({ spans }) => spans.length))).toBeLessThanOrEqual(512);
  expect(taken.some(({ name }) => name === "one")).toBe(false);
});

test("nothing is followed unless an address is given; headers come as OpenTelemetry writes them", () => {
  expect(readConfig({}).traceUrl).toBeUndefined();
  const config = readConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
    OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=a%20b, x-more=1",
  });
  expect(config).toMatchObject({ traceUrl: "http://127.0.0.1:4318", traceHeaders: { "x-api-key": "a b", "x-more": "1" } });
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "ftp://x" })).toThrow("OTEL_EXPORTER_OTLP_ENDPOINT");
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_HEADERS: "no pair" })).toThrow("OTEL_EXPORTER_OTLP_HEADERS");
});
