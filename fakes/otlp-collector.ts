import { z } from "zod";
import { type Heard, listen, ProtocolFault, type Said } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";

const attribute = z.strictObject({
  key: z.string().min(1),
  value: z.union([z.strictObject({ stringValue: z.string() }), z.strictObject({ intValue: z.string().regex(/^-?\d+$/) })]),
});
const nanoseconds = z.string().regex(/^\d{1,20}$/);
const span = z
  .strictObject({
    traceId: z.string().regex(/^(?!0{32})[0-9a-f]{32}$/),
    spanId: z.string().regex(/^(?!0{16})[0-9a-f]{16}$/),
    parentSpanId: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
    name: z.string().min(1),
    kind: z.number().int().min(1).max(5),
    startTimeUnixNano: nanoseconds,
    endTimeUnixNano: nanoseconds,
    attributes: z.array(attribute),
    status: z.strictObject({ code: z.number().int().min(0).max(2), message: z.string().optional() }).optional(),
  })
  .refine(({ startTimeUnixNano, endTimeUnixNano }) => BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano), "ends before it starts");
const request = z.strictObject({
  resourceSpans: z
    .array(
      z.strictObject({
        resource: z.strictObject({ attributes: z.array(attribute).min(1) }),
        scopeSpans: z.array(
          z.strictObject({ scope: z.strictObject({ name: z.string(), version: z.string().optional() }), spans: z.array(span).min(1) }),
        ),
      }),
    )
    .min(1),
});

/** A span as the collector took it. */
export type TakenSpan = z.output<typeof span>;
/** One batch; `to` is the path, `key` the first span. */
export type Batch = Kept & { readonly spans: TakenSpan[]; readonly apiKey: string | undefined };
/** A collector of traces. */
export type OtlpCollector = Ledger<Batch> & { readonly origin: string; close(): Promise<void> };

/** Starts a collector on loopback that takes OTLP/HTTP traces in JSON and nothing else. */
export const startOtlpCollector = async (): Promise<OtlpCollector> => {
  const ledger = new Ledger<Batch>();
  const handle = ({ method, url, headers, body }: Heard): Said<Batch> => {
    if (url.pathname !== "/v1/traces") throw new ProtocolFault(`no such path ${url.pathname}`, 404);
    if (method !== "POST") throw new ProtocolFault(`method ${method}`, 405);
    if (headers["content-type"] !== "application/json") throw new ProtocolFault(`content type ${headers["content-type"]}`, 415);
    const parsed = request.safeParse(JSON.parse(body.toString("utf8")));
    if (!parsed.success) throw new ProtocolFault(z.prettifyError(parsed.error));
    const spans = parsed.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    const message = { key: spans[0]?.spanId ?? "", to: url.pathname, spans, apiKey: headers["x-api-key"] };
    return { message, answer: { status: 200, headers: { "content-type": "application/json" }, body: "{}" } };
  };
  const listening = await listen(ledger, handle);
  return Object.assign(ledger, {
    origin: listening.origin,
    close: async () => {
      await listening.stop();
      ledger.settle("OTLP collector");
    },
  });
};
