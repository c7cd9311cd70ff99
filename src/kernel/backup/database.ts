import { escapeIdentifier, type ClientBase } from "pg";
import type { Manifest, Table } from "./format.ts";

const MIGRATIONS = "migration";

/** `"schema"."table"` for SQL. */
export const quoted = ({ schema, name }: Pick<Table, "schema" | "name">): string => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;

/** `"a","b"` for SQL. */
export const columnList = ({ columns }: Table): string => columns.map(escapeIdentifier).join(",");

/** Every table that holds records, with its stored columns; none of PostgreSQL's own or of an extension. */
export const listTables = async (client: ClientBase): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `select n.nspname::text as schema, c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      group by 1, 2 order by 1, 2`,
  );
  return rows;
};

/** Every sequence and where it stands. */
export const listSequences = async (client: ClientBase): Promise<Manifest["sequences"]> => {
  const { rows } = await client.query<{ schema: string; name: string }>(
    "select schemaname::text as schema, sequencename::text as name from pg_sequences order by 1, 2",
  );
  const sequences: Manifest["sequences"] = [];
  for (const place of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(place)}`,
    );
    sequences.push({ ...place, value: state.rows[0]?.value ?? "1", called: state.rows[0]?.called ?? false });
  }
  return sequences;
};

/** The newest migration that ran; 0 when none did. */
export const migrationLevel = async (client: ClientBase): Promise<number> => {
  const { rows } = await client.query<{ exists: boolean }>("select to_regclass($1) is not null as exists", [MIGRATIONS]);
  if (!rows[0]?.exists) return 0;
  const level = await client.query<{ id: number }>(`select coalesce(max(id), 0)::int as id from ${MIGRATIONS}`);
  return level.rows[0]?.id ?? 0;
};

/** The first table that holds a record; undefined for a database that was never used, migrated or not. */
export const firstUsedTable = async (client: ClientBase): Promise<string | undefined> => {
  for (const table of await listTables(client)) {
    if (table.name === MIGRATIONS) continue;
    const { rows } = await client.query<{ used: boolean }>(`select exists (select from ${quoted(table)}) as used`);
    if (rows[0]?.used) return `${table.schema}.${table.name}`;
  }
  return undefined;
};

const OURS = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
const NOT_OF_EXTENSION = (catalogue: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = o.oid and d.deptype = 'e')`;

/** Statements that take everything out, in an order in which each finds what it names. */
const WAYS_OUT = [
  `select format('drop %s if exists %I.%I cascade', case relkind when 'v' then 'view' else 'materialized view' end, nspname, relname) as sql
     from pg_class o join pg_namespace n on n.oid = relnamespace where relkind in ('v', 'm') and ${OURS} and ${NOT_OF_EXTENSION("pg_class")}`,
  `select format('drop table if exists %I.%I cascade', nspname, relname) as sql
     from pg_class o join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p') and ${OURS} and ${NOT_OF_EXTENSION("pg_class")}`,
  `select format('drop sequence if exists %I.%I cascade', nspname, relname) as sql
     from pg_class o join pg_namespace n on n.oid = relnamespace where relkind = 'S' and ${OURS} and ${NOT_OF_EXTENSION("pg_class")}`,
  `select format('drop routine if exists %s cascade', o.oid::regprocedure) as sql
     from pg_proc o join pg_namespace n on n.oid = pronamespace where ${OURS} and ${NOT_OF_EXTENSION("pg_proc")}`,
  `select format('drop type if exists %I.%I cascade', nspname, typname) as sql
     from pg_type o join pg_namespace n on n.oid = typnamespace
    where typtype in ('e', 'd', 'c') and ${OURS} and ${NOT_OF_EXTENSION("pg_type")}`,
  "select format('drop extension if exists %I cascade', extname) as sql from pg_extension where extname <> 'plpgsql'",
  `select format('drop schema if exists %I cascade', nspname) as sql from pg_namespace n where ${OURS} and nspname <> 'public'`,
];

/** Takes every table, function, type, extension and schema out of the database, in one transaction. */
export const emptyDatabase = async (client: ClientBase): Promise<void> => {
  await client.query("begin");
  try {
    for (const way of WAYS_OUT) {
      const { rows } = await client.query<{ sql: string }>(way);
      for (const { sql } of rows) await client.query(sql);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
};
