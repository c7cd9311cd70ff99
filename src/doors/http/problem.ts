import type { Actor } from "#kernel/actor/actor.ts";
import { Refusal, type RefusalKind } from "#kernel/errors/refusal.ts";
import { wentWrong } from "#kernel/errors/house-refusals.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import { Drafted } from "#kernel/pipeline/pending.ts";

/** Each kind of refusal as an HTTP status. */
export const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
  unsupported: 501,
};

const TITLES: Readonly<Record<RefusalKind, { id: string; en: string }>> = {
  invalid: { id: "Isian belum benar", en: "Not right yet" },
  unauthenticated: { id: "Belum masuk", en: "Not signed in" },
  forbidden: { id: "Tidak berwenang", en: "Not allowed" },
  missing: { id: "Tidak ditemukan", en: "Not found" },
  conflict: { id: "Bertabrakan dengan keadaan sekarang", en: "Conflicts with the present state" },
  limited: { id: "Terlalu sering", en: "Too often" },
  unavailable: { id: "Sedang tidak tersedia", en: "Not available now" },
  unsupported: { id: "Tidak dipakai di sini", en: "Not in use here" },
};

/** An answer of the HTTP door: status, headers, and a JSON body. */
export type Answer = { status: number; headers: Record<string, string>; body: unknown };

/** A problem document (RFC 9457) for whatever was thrown; a bug tells nothing but its request id. A draft is no problem: 202. */
export const answerFor = (error: unknown, lang: Lang, requestId: string, report: (bug: unknown) => void): Answer => {
  if (error instanceof Drafted) {
    return {
      status: 202,
      headers: { "content-type": "application/json" },
      body: { waitsForApproval: error.pendingId, detail: error.sentence(lang) },
    };
  }
  if (!(error instanceof Refusal)) report(error);
  const refusal = error instanceof Refusal ? error : wentWrong(requestId);
  const status = error instanceof Refusal ? STATUS[refusal.kind] : 500;
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (refusal.kind === "unauthenticated") headers["www-authenticate"] = 'Bearer realm="kerani"';
  const wait = refusal.data["retryAfterSeconds"];
  if (typeof wait === "number") headers["retry-after"] = String(Math.ceil(wait));
  return {
    status,
    headers,
    body: {
      type: `urn:kerani:refusal:${refusal.code}`,
      title: TITLES[refusal.kind][lang],
      status,
      detail: refusal.sentence(lang),
      instance: `urn:kerani:request:${requestId}`,
      code: refusal.code,
      kind: refusal.kind,
      ...(refusal.problems.length > 0 ? { problems: refusal.problems.map(({ path, text }) => ({ path, detail: text[lang] })) } : {}),
      ...(Object.keys(refusal.data).length > 0 ? { data: refusal.data } : {}),
    },
  };
};

/** The language in which an actor is answered. */
export const languageOf = (actor: Actor | undefined, fallback: Lang): Lang =>
  actor && actor.kind !== "nobody" ? actor.language : fallback;
