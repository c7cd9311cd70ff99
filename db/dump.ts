import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type pg from "pg";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SCHEMA = at("schema.sql");
const TABLES = at("../src/kernel/db/tables.ts");
const CODEGEN = at("../node_modules/kysely-codegen/dist/cli/bin.js");

const COLUMNS = `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
  a.attgenerated <> '' as generated, pg_get_expr(d.adbin, d.adrelid) as expression
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`;
const CONSTRAINTS = `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> 0 order by 1, contype desc, 2`;
const INDEXES = `select tablename as table, indexname as name, indexdef as definition from pg_indexes
  where schemaname = 'public' and indexname not in (select conname from pg_constraint where connamespace = 'public'::regnamespace) order by 1, 2`;
const TRIGGERS = `select tgrelid::regclass::text as table, tgname as name, pg_get_triggerdef(oid) as definition from pg_trigger where not tgisinternal order by 1, 2`;
const FUNCTIONS = `select proname as name, pg_get_functiondef(p.oid) as definition from pg_proc p
  where pronamespace = 'public'::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e') order by 1`;

type Column = { table: string; name: string; type: string; required: boolean; generated: boolean; expression: string | null };
type Part = { table: string; name: string; definition: string };

const columnLine = ({ name, type, required, generated, expression }: Column): string => {
  const value = expression ? (generated ? ` generated always as (${expression}) stored` : ` default ${expression}`) : "";
  return `  ${name} ${type}${value}${required ? " not null" : ""}`;
};

/** The whole schema as SQL text, in an order that does not depend on how it came about. */
export const dumpSchema = async (pool: pg.Pool): Promise<string> => {
  const [columns, constraints, indexes, triggers, functions] = (await Promise.all(
    [COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, FUNCTIONS].map((sql) => pool.query(sql).then((result) => result.rows)),
  )) as [Column[], Part[], Part[], Part[], Part[]];
  const of = (parts: Part[], table: string) => parts.filter((part) => part.table === table);
  const tables = [...new Set(columns.map(({ table }) => table))].map((table) => {
    const lines = columns.filter((column) => column.table === table).map(columnLine);
    lines.push(...of(constraints, table).map(({ name, definition }) => `  constraint ${name} ${definition}`));
    const rest = [...of(indexes, table), ...of(triggers, table)].map(({ definition }) => `${definition};`);
    return [`create table ${table} (\n${lines.join(",\n")}\n);`, ...rest].join("\n");
  });
  return (
    [
      "-- Dumped from the migrations; a test keeps it true.",
      ...functions.map(({ definition }) => `${definition.trimEnd()};`),
      ...tables,
    ].join("\n\n") + "\n"
  );
};

/** The TypeScript of every table, as Kysely wants it. */
export const dumpTables = async (url: string): Promise<string> => {
  const mapping = JSON.stringify({ timestamptz: "string", date: "string", int8: "number", tsvector: "string", citext: "string" });
  const args = [
    CODEGEN,
    "--dialect",
    "postgres",
    "--url",
    url,
    "--camel-case",
    "--type-mapping",
    mapping,
    "--print",
    "--log-level",
    "silent",
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 16 * 1024 * 1024 });
  return stdout.trimStart();
};

/** What is committed now. */
export const committed = async (): Promise<{ schema: string; tables: string }> => ({
  schema: await readFile(SCHEMA, "utf8").catch(() => ""),
  tables: await readFile(TABLES, "utf8").catch(() => ""),
});

/** Writes both files anew. */
export const writeDumps = async (pool: pg.Pool, url: string): Promise<void> => {
  await writeFile(SCHEMA, await dumpSchema(pool));
  await writeFile(TABLES, await dumpTables(url));
};
