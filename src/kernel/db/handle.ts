import { CamelCasePlugin, type Kysely } from "kysely";
import type pg from "pg";
import { openPipelining, PipeliningDialect } from "./pipelining.ts";
import type { DB } from "./tables.ts";

/** A typed way into the tables named by `T`, and no others. */
export type Handle<T extends keyof DB> = Kysely<Pick<DB, T>>;
/** The way into every table; only the kernel's own parts and `ownTables` hold it. */
export type WholeDatabase = Kysely<DB>;

/** Column names are snake_case in SQL and camelCase in the program; JSON inside a column is left as it is. */
export const openDatabase = (pool: pg.Pool): WholeDatabase =>
  openPipelining<DB>({ dialect: new PipeliningDialect({ pool }), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });

/** Something that carries a database handle: a command's work, or a test's. */
export type HasDatabase = { readonly tx: unknown };

/** Declares the tables a store owns; the result narrows a piece of work to them, so that another duty's table does not compile. */
export const ownTables =
  <const T extends keyof DB>(..._tables: readonly T[]) =>
  (work: HasDatabase): Handle<T> =>
    work.tx as Handle<T>;

/** Declares tables that a store reads and never writes: the kernel's, for the duty that shows them. */
export const readTables =
  <const T extends keyof DB>(..._tables: readonly T[]) =>
  (work: HasDatabase): Pick<Handle<T>, "selectFrom" | "fn" | "with"> =>
    work.tx as Handle<T>;
