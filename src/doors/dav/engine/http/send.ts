import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Reply } from "../exchange.ts";

const compress = promisify(gzip);
/** Below this a reply fits into a few packets and compressing it costs more than it saves. */
const WORTH_COMPRESSING = 8 * 1024;
const UNSAFE_HEADER = /[^\t\x20-\x7e]/g;

const acceptsGzip = (request: IncomingMessage): boolean => {
  const value = request.headers["accept-encoding"];
  if (typeof value !== "string") return false;
  return value.split(",").some((each) => /^\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(each));
};

/**
 * Writes a reply in one piece with its length, so that no delayed acknowledgement waits between two packets. Only replies
 * without an ETag are compressed: a strong validator stands for exact octets.
 */
export const send = async (request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> => {
  request.socket.setNoDelay(true);
  const headers: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name] = value.replace(UNSAFE_HEADER, "");
  let body = typeof reply.body === "string" ? Buffer.from(reply.body, "utf8") : reply.body;
  if (body) headers["Content-Type"] = reply.type ?? "application/xml; charset=utf-8";
  if (body && body.length >= WORTH_COMPRESSING && headers["ETag"] === undefined) {
    headers["Vary"] = headers["Vary"] ? `Accept-Encoding, ${headers["Vary"]}` : "Accept-Encoding";
    if (acceptsGzip(request)) {
      body = await compress(body, { level: constants.Z_BEST_SPEED });
      headers["Content-Encoding"] = "gzip";
    }
  }
  const bodiless = reply.status === 204 || reply.status === 304;
  if (!bodiless) headers["Content-Length"] = body?.length ?? 0;
  response.writeHead(reply.status, headers);
  response.end(request.method === "HEAD" || bodiless ? undefined : body);
};
