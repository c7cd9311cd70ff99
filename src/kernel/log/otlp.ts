/** What is known of a span, in words and numbers; never what people wrote. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A finished span; times in nanoseconds since 1970. */
export type Span = {
  traceId: string;
  spanId: string;
  parentId: string | undefined;
  name: string;
  kind: "internal" | "server";
  start: bigint;
  end: bigint;
  attributes: Attributes;
  /** The code of the refusal or error that ended it. */
  error: string | undefined;
};

// opentelemetry-proto: trace.proto, Span.SpanKind and Status.StatusCode.
const KINDS = { internal: 1, server: 2 } as const;
const STATUS_ERROR = 2;

const listed = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(Math.round(value)) } : { stringValue: value },
  }));

/** Spans as an ExportTraceServiceRequest in the JSON encoding of OTLP: 64-bit numbers as text, ids in hexadecimal. */
export const asOtlp = (spans: readonly Span[], version: string) => ({
  resourceSpans: [
    {
      resource: { attributes: listed({ "service.name": "kerani", "service.version": version }) },
      scopeSpans: [
        {
          scope: { name: "kerani", version },
          spans: spans.map(({ traceId, spanId, parentId, name, kind, start, end, attributes, error }) => ({
            traceId,
            spanId,
            ...(parentId ? { parentSpanId: parentId } : {}),
            name,
            kind: KINDS[kind],
            startTimeUnixNano: String(start),
            endTimeUnixNano: String(end),
            attributes: listed(attributes),
            ...(error ? { status: { code: STATUS_ERROR, message: error } } : {}),
          })),
        },
      ],
    },
  ],
});
