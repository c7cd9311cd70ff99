import type { RefusalKind } from "#kernel/errors/refusal.ts";
import type { Engine, Reply } from "../exchange.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { DavError } from "../errors.ts";
import { errorDocument } from "../multistatus.ts";

const STATUS_OF_KIND: Readonly<Record<RefusalKind, number>> = {
  invalid: 403,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
  unsupported: 403,
};

/** The one place where failures become replies. Anything that nobody expected answers 500 and says nothing of itself. */
export const failureReply = (engine: Pick<Engine, "site">, error: unknown): Reply => {
  if (error instanceof DavError)
    return { status: error.status, headers: error.headers, body: errorDocument(engine, error.message, error.condition) };
  if (error instanceof Refusal) {
    const status = STATUS_OF_KIND[error.kind];
    const headers: Record<string, string> = status === 429 || status === 503 ? { "Retry-After": "30" } : {};
    return { status, headers, body: errorDocument(engine, `${error.text.en} / ${error.text.id}`, undefined) };
  }
  return { status: 500, body: errorDocument(engine, "Something went wrong on the server; it has been noted.", undefined) };
};

/** Whether nobody could have expected it. */
export const isBug = (error: unknown): boolean => !(error instanceof DavError) && !(error instanceof Refusal);
