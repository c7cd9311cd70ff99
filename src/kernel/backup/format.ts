/**
 * One file: a tar stream, compressed by zstd, and, with a passphrase, encrypted by age. Public tools read it:
 *   age -d file | zstd -d | tar x
 * Inside, in this order:
 *   about.json                             what is needed to begin: format, version, migration step, tables
 *   kerani.key                             the installation's key, in an encrypted backup alone
 *   tables/<schema>.<table>.copy/00000001  one table in parts, which joined are the output of COPY TO (text format)
 *   files/ab/<sha256>                      files by their digest
 *   manifest.json                          everything again, with row counts, sequences and digests; its absence tells a cut
 */
import { z } from "zod";

/** The number of this format; a reader refuses a higher one. */
export const FORMAT = 1;
/** No part of a table is larger, so that either side needs little memory. */
export const PART_BYTES = 4 * 1024 * 1024;
/** Where the installation's key lies in the archive. */
export const KEY_NAME = "kerani.key";
/** A key is shorter by far. */
export const MOST_KEY_BYTES = 1024;
/** No list is larger. */
export const MOST_LIST_BYTES = 16 * 1024 * 1024;

const table = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()).min(1) });

/** The first entry. */
export const about = z.object({
  format: z.number().int(),
  kerani: z.string(),
  migration: z.number().int(),
  at: z.string(),
  tables: z.array(table),
});
/** The first entry. */
export type About = z.infer<typeof about>;
/** A table and its stored columns. */
export type Table = z.infer<typeof table>;

const contents = z.object({ rows: z.number().int(), bytes: z.number().int(), sha256: z.string() });

/** The last entry. */
export const manifest = about.extend({
  tables: z.array(table.extend(contents.shape)),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() })),
  /** SHA-256 of the key, where the backup holds one. */
  key: z.string().optional(),
  /** The digest is over the names, each with a line feed, in the order in which they come. */
  files: z.object({ count: z.number().int(), bytes: z.number().int(), sha256: z.string(), damaged: z.array(z.string()) }),
});
/** The last entry. */
export type Manifest = z.infer<typeof manifest>;
/** What became of one table: rows, bytes and digest of its COPY text. */
export type Contents = z.infer<typeof contents>;

const INNER_NAME = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;

/** True for "ab/<sha256>", the one form of a file's place. */
export const isFileName = (name: string): boolean => INNER_NAME.test(name) && name.slice(0, 2) === name.slice(3, 5);

/** The folder of a table's parts inside the archive. */
export const folderOf = ({ schema, name }: Pick<Table, "schema" | "name">): string =>
  `tables/${encodeURIComponent(schema)}.${encodeURIComponent(name)}.copy`;
