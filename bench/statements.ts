import { Client } from "pg";

/** A statement as it reached the database, with its values; `made` are the ids that were new with it. */
export type Said = { text: string; values: readonly unknown[]; made: ReadonlySet<unknown> };

type Query = (this: Client, ...args: unknown[]) => unknown;
const prototype = Client.prototype as unknown as { query: Query };

/** Calls `hear` around every statement of this process while `run` runs. */
const listening = async <R>(hear: (args: unknown[], answer: unknown) => void, run: () => Promise<R>): Promise<R> => {
  const original = prototype.query;
  prototype.query = function heard(...args: unknown[]) {
    const answer = original.apply(this, args);
    hear(args, answer);
    return answer;
  };
  try {
    return await run();
  } finally {
    prototype.query = original;
  }
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const asSaid = (first: unknown): { text: string; values: readonly unknown[] } =>
  typeof first === "string" ? { text: first, values: [] } : { values: [], ...(first as { text: string; values?: unknown[] }) };

/** The statements of one run, from begin to commit and before; what only goes to open screens is left out. */
export const statementsOf = async (known: ReadonlySet<unknown>, run: () => Promise<unknown>): Promise<Said[]> => {
  const said: { text: string; values: readonly unknown[] }[] = [];
  await listening(([first]) => said.push(asSaid(first)), run);
  const made = new Set(
    said.flatMap(({ values }) => values).filter((value) => typeof value === "string" && UUID.test(value) && !known.has(value)),
  );
  return said.filter(({ text }) => !text.includes("pg_notify")).map((one) => ({ ...one, made }));
};

/** How many statements a run says, and for how many milliseconds at least one of them has no answer yet; some travel together. */
export const waitOf = async (run: () => Promise<unknown>): Promise<{ statements: number; milliseconds: number }> => {
  let statements = 0;
  let unanswered = 0;
  let since = 0n;
  let nanoseconds = 0n;
  const answered = () => {
    if (--unanswered === 0) nanoseconds += process.hrtime.bigint() - since;
  };
  await listening((_, answer) => {
    statements++;
    if (unanswered++ === 0) since = process.hrtime.bigint();
    void Promise.resolve(answer).then(answered, answered);
  }, run);
  return { statements, milliseconds: Number(nanoseconds) / 1e6 };
};
