import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { refusal } from "#kernel/errors/refusal.ts";
import { newId } from "#kernel/ids/id.ts";

/** The file is larger than what this place accepts. */
export const fileTooLarge = refusal("FILE_TOO_LARGE", "invalid", {
  id: (megabytes: number) => `Berkas terlalu besar; paling besar ${megabytes} MB.`,
  en: (megabytes: number) => `The file is too large; at most ${megabytes} MB.`,
});

/** A file that was stored: its SHA-256 in hexadecimal is its name for ever. */
export type StoredFile = { sha256: string; size: number };

/** Where bytes lie: written once, found by their digest, never changed. */
export type FileStore = {
  /** Stores bytes durably; throws `fileTooLarge` past `mostBytes`. The same bytes are stored once. */
  put(bytes: Readable | Uint8Array, mostBytes: number): Promise<StoredFile>;
  has(sha256: string): Promise<boolean>;
  /** A stream of the bytes; errors when there are none. */
  read(sha256: string): Readable;
};

const chunksOf = async function* (bytes: Readable | Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes;
  else for await (const chunk of bytes) yield chunk as Uint8Array;
};

/** Files in a folder, by digest: written beside, flushed, then renamed, so that a half file never has a name. */
export const openFolder = (root: string): FileStore => {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a digest");
    return join(root, sha256.slice(0, 2), sha256);
  };
  const has = (sha256: string) =>
    access(pathOf(sha256)).then(
      () => true,
      () => false,
    );
  return {
    has,
    read: (sha256) => createReadStream(pathOf(sha256)),
    async put(bytes, mostBytes) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const draft = join(root, `.${newId()}`);
      const hash = createHash("sha256");
      let size = 0;
      const file = await open(draft, "wx", 0o600);
      try {
        for await (const chunk of chunksOf(bytes)) {
          size += chunk.length;
          if (size > mostBytes) throw fileTooLarge(Math.floor(mostBytes / 1_048_576));
          hash.update(chunk);
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        const sha256 = hash.digest("hex");
        await mkdir(join(root, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
        if (await has(sha256)) await rm(draft);
        else await rename(draft, pathOf(sha256));
        return { sha256, size };
      } catch (error) {
        await file.close().catch(() => {});
        await rm(draft, { force: true });
        throw error;
      }
    },
  };
};
