import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { z } from "zod";
import { ownTables, type WholeDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("setting");

/** A setting with its shape and what holds until somebody sets it. */
export type Setting<S extends z.ZodType = z.ZodType> = { key: string; schema: S; fallback: z.output<S> };

/** Declares a setting; the fallback is checked by the compiler against the shape. */
export const setting = <S extends z.ZodType>(key: string, schema: S, fallback: z.output<S>): Setting<S> => ({ key, schema, fallback });

/** Reads a setting inside a piece of work. */
export const readSetting = async <S extends z.ZodType>(
  work: { tx: unknown },
  { key, schema, fallback }: Setting<S>,
): Promise<z.output<S>> => {
  const row = await own(work).selectFrom("setting").select("value").where("key", "=", key).executeTakeFirst();
  return row ? schema.parse(row.value) : fallback;
};

/** Stores a setting; every process is told through the topic `setting`. */
export const writeSetting = async <S extends z.ZodType>(work: Work, { key, schema }: Setting<S>, value: z.input<S>): Promise<void> => {
  const stored = { value: JSON.stringify(schema.parse(value)), changedAt: work.at };
  await own(work)
    .insertInto("setting")
    .values({ key, ...stored })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(stored))
    .execute();
  work.touch("setting", `setting:${key}`);
};

/** Settings held in memory for hot paths, read again whenever some process changes one. */
export type SettingsCache = { get<S extends z.ZodType>(setting: Setting<S>): z.output<S>; reload(): Promise<void> };

/** Loads every setting once; `reload` is called by the live wire on the topic `setting`. */
export const openSettings = async (db: WholeDatabase): Promise<SettingsCache> => {
  let values = new Map<string, unknown>();
  const reload = async () => {
    values = new Map((await db.selectFrom("setting").selectAll().execute()).map((row) => [row.key, row.value]));
  };
  await reload();
  return { get: ({ key, schema, fallback }) => (values.has(key) ? schema.parse(values.get(key)) : fallback), reload };
};

/** Encrypts what must be stored readable by Kerani only (mail password, TOTP secret): AES-256-GCM with the installation's key. */
export type Vault = {
  lock(plain: string): string;
  open(locked: string): string;
  /** 32 bytes that only this installation can make of a text; a purpose of its own for each use. */
  seal(purpose: string, text: string): Buffer;
};

/** A vault on a 32-byte key; the key lies in a file beside the data, never in the database. */
export const openVault = (key: Buffer): Vault => ({
  lock(plain) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
  },
  open(locked) {
    const bytes = Buffer.from(locked, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  },
  seal: (purpose, text) =>
    createHmac("sha256", Buffer.from(hkdfSync("sha256", key, "", `seal:${purpose}`, 32)))
      .update(text)
      .digest(),
});
