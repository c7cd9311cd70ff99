import type { CompiledQuery, Kysely } from "kysely";
import type { HasDatabase } from "./handle.ts";

/**
 * A SELECT with one parameter that is put into words once and afterwards only bound. For what every request asks: building
 * the statement costs as much as running it. `build` must use its value in exactly one place.
 */
export const compiledOnce = <Row>(
  build: (work: HasDatabase, value: string) => { compile(): CompiledQuery<Row> },
): ((work: HasDatabase, value: string) => Promise<Row[]>) => {
  let compiled: CompiledQuery<Row> | undefined;
  return async (work, value) => {
    compiled ??= build(work, value).compile();
    if (compiled.parameters.length !== 1) throw new Error("a statement compiled once takes one parameter");
    const { rows } = await (work.tx as Kysely<unknown>).executeQuery({ ...compiled, parameters: [value] });
    return rows as Row[];
  };
};
