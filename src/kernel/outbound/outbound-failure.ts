/** Why a request did not get an answer. */
export type OutboundFault =
  | "url_invalid"
  | "host_not_allowed"
  | "address_forbidden"
  | "name_unknown"
  | "unreachable"
  | "broken"
  | "tls"
  | "timeout"
  | "too_large"
  | "redirected"
  | "request_invalid"
  | "stopped";

const WORTH_ANOTHER_TRY: ReadonlySet<OutboundFault> = new Set(["name_unknown", "unreachable", "broken", "tls", "timeout", "stopped"]);

/** A request that got no usable answer. The message names the origin and a code only: never a path, a header or a body. */
export class OutboundFailure extends Error {
  readonly fault: OutboundFault;
  /** True when the same request may succeed later without anybody changing a setting. */
  readonly retry: boolean;
  readonly origin: string;
  readonly code: string | undefined;

  constructor(fault: OutboundFault, origin: string, code?: string) {
    super(`${fault} ${origin}${code ? ` (${code})` : ""}`);
    this.name = "OutboundFailure";
    this.fault = fault;
    this.retry = WORTH_ANOTHER_TRY.has(fault);
    this.origin = origin;
    this.code = code;
  }
}

const UNREACHABLE = new Set(["ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "EHOSTDOWN", "ENETDOWN", "EADDRNOTAVAIL", "ETIMEDOUT"]);
const REQUEST_INVALID = new Set([
  "ERR_INVALID_CHAR",
  "ERR_INVALID_HTTP_TOKEN",
  "ERR_UNESCAPED_CHARACTERS",
  "ERR_HTTP_INVALID_HEADER_VALUE",
]);
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH)/;

/** The code of a Node error; of several connection attempts that failed together, the first one's. */
export const codeOf = (error: unknown): string | undefined => {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
};

/** Names the fault behind an error of Node's resolver, sockets, TLS or HTTP. */
export const faultOf = (error: unknown): OutboundFault => {
  const code = codeOf(error) ?? "";
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) return "name_unknown";
  if (UNREACHABLE.has(code)) return "unreachable";
  if (REQUEST_INVALID.has(code)) return "request_invalid";
  return TLS.test(code) ? "tls" : "broken";
};
