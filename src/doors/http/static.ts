import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Exchange } from "./exchange.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
};
const SQUEEZED = /\.(html|js|css|svg|json|webmanifest|txt)$/;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

type Held = { type: string; etag: string; plain: Buffer; br?: Buffer; gzip?: Buffer };

/** A folder of built files, held in memory and compressed once; nothing outside the folder can be named. */
export const staticFolder = (root: string) => {
  const held = new Map<string, Promise<Held | undefined>>();

  const load = async (path: string): Promise<Held | undefined> => {
    const full = join(root, path);
    if (!full.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    if (!(await stat(full).catch(() => undefined))?.isFile()) return undefined;
    const plain = await readFile(full);
    const file: Held = {
      type: TYPES[extname(full)] ?? "application/octet-stream",
      etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      plain,
    };
    if (SQUEEZED.test(full)) [file.br, file.gzip] = await Promise.all([promisify(brotliCompress)(plain, BROTLI), promisify(gzip)(plain)]);
    return file;
  };

  /** Sends the file at `path`; false when there is none. Hashed names (`/assets/`) may be kept for ever. */
  return async ({ request, response }: Exchange, path: string): Promise<boolean> => {
    const name = normalize(decodeURIComponent(path));
    if (name.includes("\0")) return false;
    let found = held.get(name);
    if (!found) {
      found = load(name);
      const file = await found;
      if (file) held.set(name, found);
    }
    const file = await found;
    if (!file) return false;
    const keep = name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    response.setHeader("etag", file.etag);
    response.setHeader("cache-control", keep);
    response.setHeader("vary", "Accept-Encoding");
    if (request.headers["if-none-match"] === file.etag) {
      response.writeHead(304).end();
      return true;
    }
    const accepts = String(request.headers["accept-encoding"] ?? "");
    const encoding = file.br && /\bbr\b/.test(accepts) ? "br" : file.gzip && /\bgzip\b/.test(accepts) ? "gzip" : undefined;
    const bytes = (encoding && file[encoding]) || file.plain;
    response.writeHead(200, {
      "content-type": file.type,
      "content-length": bytes.length,
      ...(encoding ? { "content-encoding": encoding } : {}),
    });
    response.end(request.method === "HEAD" ? undefined : bytes);
    return true;
  };
};
