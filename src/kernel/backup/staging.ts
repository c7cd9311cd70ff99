import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { newId } from "#kernel/ids/id.ts";
import { isFileName, type Manifest } from "./format.ts";
import { backupDamaged } from "./refusals.ts";

const PREFIX = ".restore-";

/** Receives files beside the real ones and puts them in their places only when everything has come and is right. */
export class Staging {
  readonly #filesDir: string;
  readonly #folder: string;
  readonly #names = createHash("sha256");
  readonly #damaged: string[] = [];
  #count = 0;
  #bytes = 0;

  constructor(filesDir: string) {
    this.#filesDir = filesDir;
    this.#folder = join(filesDir, `${PREFIX}${newId()}`);
  }

  /** Makes room, and clears away what an interrupted restore left. */
  async begin(): Promise<void> {
    await mkdir(this.#filesDir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#filesDir)) {
      if (name.startsWith(PREFIX)) await rm(join(this.#filesDir, name), { recursive: true });
    }
    await mkdir(this.#folder, { mode: 0o700 });
  }

  /** Takes one file, named `ab/<sha256>`. */
  async file(name: string, body: AsyncIterable<Buffer>): Promise<void> {
    if (!isFileName(name)) throw backupDamaged();
    const hash = createHash("sha256");
    await mkdir(join(this.#folder, dirname(name)), { recursive: true });
    const file = await open(join(this.#folder, name), "wx", 0o600);
    try {
      for await (const chunk of body) {
        hash.update(chunk);
        this.#bytes += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (hash.digest("hex") !== name.slice(3)) this.#damaged.push(name);
    this.#names.update(`${name}\n`);
    this.#count += 1;
  }

  /** What came; a file that was damaged already when it was backed up is listed as such on both sides. */
  contents(): Manifest["files"] {
    return { count: this.#count, bytes: this.#bytes, sha256: this.#names.digest("hex"), damaged: this.#damaged };
  }

  /** Puts every file in its place; each name is its digest, so that one that is there already is the same. */
  async settle(): Promise<void> {
    for (const folder of await readdir(this.#folder)) {
      await mkdir(join(this.#filesDir, folder), { recursive: true, mode: 0o700 });
      for (const name of await readdir(join(this.#folder, folder))) {
        await rename(join(this.#folder, folder, name), join(this.#filesDir, folder, name));
      }
    }
    await this.discard();
  }

  /** Forgets everything that came. */
  async discard(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
