import type { Registry } from "#kernel/catalogue/duty.ts";
import { refusal, Refusal, type RefusalKind } from "#kernel/errors/refusal.ts";
import { flagOf } from "./flags.ts";

/** Gives a command or asks a query, wherever Kerani runs. */
export type Caller = (
  name: string,
  input: Record<string, unknown>,
  more: { idempotencyKey?: string | undefined; actingFor?: string | undefined },
) => Promise<unknown>;

/** Nobody listens at the address. */
const noAnswer = refusal("NO_ANSWER", "unavailable", {
  id: (url: string) => `Tidak ada Kerani yang menjawab di ${url}. Jalankan npm start, atau atur KERANI_URL.`,
  en: (url: string) => `No Kerani answers at ${url}. Run npm start, or set KERANI_URL.`,
});

/** What a waiting command answers over the wire. */
export type Waiting = { waitsForApproval: string; detail: string };

type Problem = {
  code: string;
  kind: RefusalKind;
  detail: string;
  problems?: { path: string; detail: string }[];
  data?: Record<string, unknown>;
};

const asParameters = (input: Record<string, unknown>): string => {
  const text = JSON.stringify(input);
  return text === "{}" ? "" : `?${new URLSearchParams({ input: text }).toString()}`;
};

/** Speaks to a running Kerani over REST with an API token. */
export const remoteCaller =
  (registry: Registry, url: string, token: string): Caller =>
  async (name, input, { idempotencyKey, actingFor }) => {
    const isQuery = registry.find(name)?.operation.kind === "query";
    const path = `${url}/api/${name.replace(".", "/")}${isQuery ? asParameters(input) : ""}`;
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, "x-kerani-door": "cli" };
    if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
    if (actingFor) headers["x-kerani-for"] = actingFor;
    const response = await fetch(
      path,
      isQuery ? { headers } : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(input) },
    ).catch(() => {
      throw noAnswer(url);
    });
    const type = response.headers.get("content-type") ?? "";
    if (!type.includes("json")) return response.text();
    const body = (await response.json()) as unknown;
    if (response.ok) return body;
    const said = body as Problem;
    throw new Refusal({
      code: said.code,
      kind: said.kind,
      text: { id: said.detail, en: said.detail },
      data: said.data ?? {},
      problems: (said.problems ?? []).map(({ path: at, detail }) => ({ path: flagOf(at), text: { id: detail, en: detail } })),
    });
  };
