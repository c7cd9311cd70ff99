import { z } from "zod";
import type { Actor } from "#kernel/actor/actor.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import { unknownOperation } from "#kernel/errors/house-refusals.ts";
import { refusal } from "#kernel/errors/refusal.ts";
import type { FileStore } from "#kernel/files/files.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import { fromCookies, intoCookies } from "#duties/access/index.ts";
import { cookieOf, readJson, sendJson, type Exchange } from "./exchange.ts";
import { FILE_POLICY } from "./headers.ts";

const DEFAULT_BODY = 262_144;

/** A command was asked for by GET, or a query by POST. */
export const wrongMethod = refusal("WRONG_METHOD", "unsupported", {
  id: (allowed: string) => `Gunakan ${allowed} di alamat ini.`,
  en: (allowed: string) => `Use ${allowed} at this address.`,
});

/** The operation at `/api/<noun>/<verb>`; the folder's name serves as well where its verb is unmistakable (`/api/messages/take`). */
export const operationAt = (registry: Registry, path: string): string | undefined => {
  const [noun = "", verb = "", ...rest] = path.replace(/^\/api\//, "").split("/");
  if (rest.length > 0) return undefined;
  if (registry.find(`${noun}.${verb}`)) return `${noun}.${verb}`;
  const duty = registry.duties.find(({ name }) => name === noun);
  const named = Object.keys(duty?.contract ?? {}).filter((name) => name.endsWith(`.${verb}`));
  return named.length === 1 ? named[0] : undefined;
};

type Shape = { type?: string | string[]; anyOf?: Shape[]; items?: Shape };

const kindOf = (shape: Shape | undefined): string | undefined => {
  if (!shape) return undefined;
  if (shape.type) return Array.isArray(shape.type) ? shape.type.find((type) => type !== "null") : shape.type;
  return kindOf(shape.anyOf?.find((option) => option.type !== "null"));
};

const shapes = new WeakMap<Operation, Record<string, Shape>>();
const shapeOf = (operation: Operation): Record<string, Shape> => {
  let shape = shapes.get(operation);
  if (!shape)
    shapes.set(
      operation,
      (shape = (z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }).properties ?? {}) as Record<string, Shape>),
    );
  return shape;
};

const scalar = (text: string, kind: string | undefined): unknown => {
  if (kind === "number" || kind === "integer") return text.trim() === "" ? text : Number(text);
  if (kind === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
};

/** The input of a query from its parameters: scalars plainly, lists by repeating, anything nested as JSON in `input`. */
export const inputFromParameters = (operation: Operation, parameters: URLSearchParams): Record<string, unknown> => {
  const shape = shapeOf(operation);
  const input: Record<string, unknown> = {};
  const whole = parameters.get("input");
  if (whole !== null && !shape["input"]) {
    try {
      Object.assign(input, JSON.parse(whole));
    } catch {
      input["input"] = whole;
    }
  }
  for (const name of new Set(parameters.keys())) {
    if ((name === "input" || name === "inline") && !shape[name]) continue;
    const kind = kindOf(shape[name]);
    input[name] =
      kind === "array"
        ? parameters.getAll(name).map((text) => scalar(text, kindOf(shape[name]?.items)))
        : scalar(parameters.get(name) as string, kind);
  }
  return input;
};

const sendFile = (exchange: Exchange, files: FileStore, file: { sha256: string; name: string; size: number }): void => {
  const { response } = exchange;
  const ascii = file.name.replace(/[^\w. -]/g, "_");
  // Whatever it claims to be, it is a download: never HTML or SVG in our own origin.
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": file.size,
    "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "content-security-policy": FILE_POLICY,
    "cache-control": "private, no-store",
  });
  files
    .read(file.sha256)
    .on("error", () => response.destroy())
    .pipe(response);
};

const imageTypes: Readonly<Record<string, string>> = { "image/png": "image/png", "image/jpeg": "image/jpeg", "image/webp": "image/webp" };

const sendPicture = (exchange: Exchange, files: FileStore, file: { sha256: string; mediaType: string; size: number }): void => {
  exchange.response.writeHead(200, {
    "content-type": imageTypes[file.mediaType] as string,
    "content-length": file.size,
    "content-security-policy": FILE_POLICY,
    "cache-control": "private, max-age=3600",
  });
  files
    .read(file.sha256)
    .on("error", () => exchange.response.destroy())
    .pipe(exchange.response);
};

/** Answers `/api/<noun>/<verb>`: POST for a command, GET for a query. */
export const restRoute =
  (parts: { pipeline: Pipeline; files: FileStore }) =>
  async (exchange: Exchange, actor: Actor, https: boolean): Promise<void> => {
    const { request, response, url, requestId } = exchange;
    const name = operationAt(parts.pipeline.registry, url.pathname);
    const operation = name ? parts.pipeline.registry.find(name)?.operation : undefined;
    if (!name || !operation) throw unknownOperation(url.pathname.replace(/^\/api\//, "").replaceAll("/", "."));
    const method = operation.kind === "query" ? "GET" : "POST";
    if (request.method !== method) {
      response.setHeader("allow", method);
      throw wrongMethod(method);
    }
    const own = actor.door === "web";
    const given =
      operation.kind === "query"
        ? inputFromParameters(operation, url.searchParams)
        : await readJson(exchange, operation.mostBytes ?? DEFAULT_BODY);
    const input = own ? fromCookies(operation.input.shape, given, (cookie) => cookieOf(request, cookie), https) : given;
    const key = request.headers["idempotency-key"];
    const actingFor = request.headers["x-kerani-for"];
    const output = await parts.pipeline.call(name, input, {
      actor,
      requestId,
      ...(typeof key === "string" ? { idempotencyKey: key } : {}),
      ...(typeof actingFor === "string" ? { actingFor } : {}),
    });
    if (operation.kind === "query" && operation.answersFile) {
      const file = output as { sha256: string; name: string; mediaType: string; size: number };
      return imageTypes[file.mediaType] && url.searchParams.has("inline")
        ? sendPicture(exchange, parts.files, file)
        : sendFile(exchange, parts.files, file);
    }
    if (!own) return sendJson(exchange, 200, output);
    // A token made for our own page goes into a cookie that scripts cannot read, never into the page.
    const kept = intoCookies(output, https);
    if (kept.setCookie.length > 0) response.setHeader("set-cookie", kept.setCookie);
    await sendJson(exchange, 200, kept.output);
  };
