import type { Catalogue } from "../../catalogue.ts";
import type { InputOf, Operation, OutputOf } from "#kernel/catalogue/operation.ts";
import { isOwnName } from "./own-name.ts";

/** The name of anything in the catalogue. */
export type OperationName = keyof Catalogue & string;
/** Names of queries. */
export type QueryName = { [K in OperationName]: Catalogue[K] extends { kind: "query" } ? K : never }[OperationName];
/** Names of commands. */
export type CommandName = Exclude<OperationName, QueryName>;
/** What an operation is given. */
export type Input<N extends OperationName> = InputOf<Catalogue[N] & Operation>;
/** What an operation answers. */
export type Output<N extends OperationName> = OutputOf<Catalogue[N] & Operation>;

/** Why the desk said no: a problem document (RFC 9457). */
export class ApiRefusal extends Error {
  readonly code: string;
  readonly kind: string;
  readonly problems: readonly { path: string; detail: string }[];
  readonly data: Readonly<Record<string, unknown>>;

  constructor(problem: {
    detail?: string;
    code?: string;
    kind?: string;
    problems?: { path: string; detail: string }[];
    data?: Record<string, unknown>;
  }) {
    super(problem.detail ?? "?");
    this.name = "ApiRefusal";
    this.code = problem.code ?? "UNKNOWN";
    this.kind = problem.kind ?? "unavailable";
    this.problems = problem.problems ?? [];
    this.data = problem.data ?? {};
  }
}

/** There was no answer at all: the network is away, or Kerani is. */
export class NoAnswer extends Error {
  constructor() {
    super("no answer");
    this.name = "NoAnswer";
  }
}

/** The command now waits for a supervisor's yes. */
export class WaitsForApproval extends Error {
  readonly pendingId: string;
  constructor(pendingId: string, detail: string) {
    super(detail);
    this.name = "WaitsForApproval";
    this.pendingId = pendingId;
  }
}

let language = "id";
/** Somebody in whose name one acts, and the operations that they lend (null: all). */
export type Lent = { id: string; lends: readonly string[] | null };

let acting: Lent | undefined;

/** Which language refusals are answered in. */
export const speak = (lang: string): void => {
  language = lang;
};
/** In whose name everything that may be done for somebody is asked and done from now on; undefined: one's own. */
export const actFor = (principal: Lent | undefined): void => {
  acting = principal;
};

/** In whose name this command is given now; null: one's own, as always for what touches the account itself. What is not lent is given in the other's name too, and refused: never silently done in one's own. */
export const inNameOf = (name: string): string | null => (isOwnName(name) ? null : (acting?.id ?? null));

/** In whose name this is asked now: what is not lent is read as oneself, so that the screens of somebody who was lent little still stand. */
export const asksFor = (name: string): string | null => (acting?.lends && !acting.lends.includes(name) ? null : inNameOf(name));

const headers = (behalf: string | null, more: Record<string, string> = {}): Record<string, string> => ({
  "X-Kerani": "1",
  "Accept-Language": language,
  ...(behalf ? { "X-Kerani-For": behalf } : {}),
  ...more,
});

const pathOf = (name: string): string => `/api/${name.replace(".", "/")}`;

const parametersOf = (input: object): string => {
  const parameters = new URLSearchParams();
  const nested: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue;
    if (typeof value === "object") nested[key] = value;
    else parameters.set(key, String(value));
  }
  if (Object.keys(nested).length > 0) parameters.set("input", JSON.stringify(nested));
  const text = parameters.toString();
  return text ? `?${text}` : "";
};

const answer = async (request: Promise<Response>): Promise<unknown> => {
  const response = await request.catch(() => {
    throw new NoAnswer();
  });
  const body: unknown = await response.json().catch(() => ({}));
  if (response.status === 202) {
    const { waitsForApproval, detail } = body as { waitsForApproval: string; detail: string };
    throw new WaitsForApproval(waitsForApproval, detail);
  }
  if (response.ok) return body;
  // A proxy's "bad gateway" is no refusal: Kerani itself did not answer.
  if (response.status >= 502 && !response.headers.get("content-type")?.includes("problem")) throw new NoAnswer();
  throw new ApiRefusal(body as ConstructorParameters<typeof ApiRefusal>[0]);
};

/** A fresh key: the same command sent twice with it runs once. Works without TLS too, where crypto.randomUUID is missing. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The address of a file query, for links and pictures. */
export const fileAddress = <N extends QueryName>(name: N, input: Input<N>, inline = false): string => {
  const parameters = parametersOf(input as object);
  return `${pathOf(name)}${parameters}${inline ? `${parameters ? "&" : "?"}inline=1` : ""}`;
};

/** Asks a query. */
export const ask = <N extends QueryName>(name: N, input: Input<N>, signal?: AbortSignal): Promise<Output<N>> =>
  answer(
    fetch(`${pathOf(name)}${parametersOf(input as object)}`, { headers: headers(asksFor(name)), ...(signal ? { signal } : {}) }),
  ) as Promise<Output<N>>;

/** Gives a command; `key` makes a repeat harmless; `behalf` is for what was wished earlier, when one acted for somebody else than now. */
export const give = <N extends CommandName>(
  name: N,
  input: Input<N>,
  key: string = newKey(),
  behalf: string | null = inNameOf(name),
): Promise<Output<N>> =>
  answer(
    fetch(pathOf(name), {
      method: "POST",
      headers: headers(behalf, { "Content-Type": "application/json", "Idempotency-Key": key }),
      body: JSON.stringify(input),
    }),
  ) as Promise<Output<N>>;
