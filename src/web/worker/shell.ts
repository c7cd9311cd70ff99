import type { Scope } from "./scope.ts";

/** How long a page may take from the network before the kept one is shown. */
const PATIENCE_MS = 3_000;
/** Never answered from the device: they are the desk itself. */
const LIVE_PATHS = /^\/(api|live|mcp|dav|healthz|readyz|metrics|\.well-known)(\/|$)/;

/** Keeps every file of this build under its own name. */
export const keepShell = async (name: string, files: readonly string[]): Promise<void> => {
  const cache = await caches.open(name);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
};

/** Throws away what other builds kept. */
export const dropOthers = async (name: string): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith("kerani-") && other !== name).map((other) => caches.delete(other)));
};

const page = async (request: Request): Promise<Response> => {
  const kept = caches.match("/");
  const late = new Promise<Response | undefined>((resolve) => setTimeout(() => void kept.then(resolve), PATIENCE_MS));
  const fresh = fetch(request).catch(() => undefined);
  return (await Promise.race([fresh, late])) ?? (await kept) ?? (await fresh) ?? Response.error();
};

const asset = async (name: string, request: Request): Promise<Response> => {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith("/assets/")) await (await caches.open(name)).put(request, answer.clone());
  return answer;
};

/** The answer for a request that the shell can give; undefined leaves it to the network. */
export const answerFromShell = (scope: Scope, name: string, request: Request): Promise<Response> | undefined => {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin || LIVE_PATHS.test(url.pathname)) return undefined;
  if (request.mode === "navigate") return page(request);
  return asset(name, request);
};
