import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { refusal } from "#kernel/errors/refusal.ts";
import { newId } from "#kernel/ids/id.ts";

const squeeze = promisify(gzip);
const WORTH_SQUEEZING = 1400;
const SECOND_MS = 1000;
const SLOWEST_BODY_MS = 30 * SECOND_MS;

/** The body is larger than this command accepts. */
export const bodyTooLarge = refusal("BODY_TOO_LARGE", "invalid", {
  id: (kilobytes: number) => `Kiriman terlalu besar; paling besar ${kilobytes} KB.`,
  en: (kilobytes: number) => `The request is too large; at most ${kilobytes} KB.`,
});
/** The body is not JSON. */
export const notJson = refusal("NOT_JSON", "invalid", {
  id: "Isi kiriman harus berupa objek JSON (Content-Type: application/json).",
  en: "The body must be a JSON object (Content-Type: application/json).",
});

/** One request and its answer, with what every route asks of them. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  requestId: string;
  /** The client's address: the socket's, or the proxy's word where an administrator trusts it. */
  address: string;
  https: boolean;
};

/** Opens an exchange; the URL's host is of no consequence and is not believed. */
export const openExchange = (request: IncomingMessage, response: ServerResponse, trustProxy: boolean): Exchange => {
  const forwarded = trustProxy
    ? String(request.headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : undefined;
  return {
    request,
    response,
    url: new URL(request.url ?? "/", "http://kerani.invalid"),
    requestId: newId(),
    address: forwarded || (request.socket.remoteAddress ?? "unknown"),
    https: trustProxy && request.headers["x-forwarded-proto"] === "https",
  };
};

/** The whole body, at most `mostBytes`; throws `bodyTooLarge` as soon as it is passed. */
export const readBody = async ({ request }: Exchange, mostBytes: number): Promise<Buffer> => {
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) throw bodyTooLarge(Math.floor(mostBytes / 1024));
  request.setTimeout(SLOWEST_BODY_MS, () => request.destroy());
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > mostBytes) throw bodyTooLarge(Math.floor(mostBytes / 1024));
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

/** The body as a JSON object; an empty body is an empty object. */
export const readJson = async (exchange: Exchange, mostBytes: number): Promise<Record<string, unknown>> => {
  const body = await readBody(exchange, mostBytes);
  if (body.length === 0) return {};
  if (!/^application\/json\b/i.test(exchange.request.headers["content-type"] ?? "")) throw notJson();
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, the same for every way of not being JSON.
  }
  throw notJson();
};

/** Answers with JSON, compressed when that is asked for and worth it; never cached. */
export const sendJson = async (
  { request, response }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<void> => {
  const text = Buffer.from(JSON.stringify(body ?? null));
  const zipped = text.length > WORTH_SQUEEZING && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const bytes = zipped ? await squeeze(text, { level: 1 }) : text;
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    vary: "Accept-Encoding, Accept-Language",
    ...(zipped ? { "content-encoding": "gzip" } : {}),
    ...headers,
    "content-length": bytes.length,
  });
  response.end(bytes);
};

/** The value of a cookie, if the request carries it. */
export const cookieOf = (request: IncomingMessage, name: string): string | undefined => {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return undefined;
};
