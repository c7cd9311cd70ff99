import { createHash } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { MOST_KEY_BYTES } from "./format.ts";
import { backupDamaged, keyDiffers } from "./refusals.ts";

/** The installation's key on its way back: looked at when it comes, put in its place when all the rest is right. */
export class RestoredKey {
  readonly #path: string | undefined;
  #bytes: Buffer | undefined;
  #made = false;

  constructor(path: string | undefined) {
    this.#path = path;
  }

  /** Takes the key; refuses when another one is in its place. */
  async take(body: AsyncIterable<Buffer>): Promise<void> {
    if (this.#bytes) throw backupDamaged();
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body) {
      length += chunk.length;
      if (length > MOST_KEY_BYTES) throw backupDamaged();
      chunks.push(chunk);
    }
    this.#bytes = Buffer.concat(chunks);
    await this.#refuseAnother();
  }

  /** SHA-256 of what came. */
  digest(): string | undefined {
    return this.#bytes && createHash("sha256").update(this.#bytes).digest("hex");
  }

  /** Writes the key, readable by its owner alone, unless the same is there. */
  async settle(): Promise<void> {
    if (!this.#path || !this.#bytes || (await this.#refuseAnother())) return;
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o755 });
    const file = await open(this.#path, "wx", 0o600);
    this.#made = true;
    try {
      await file.writeFile(this.#bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Takes back what `settle` wrote. */
  async discard(): Promise<void> {
    if (this.#made && this.#path) await rm(this.#path, { force: true });
  }

  async #refuseAnother(): Promise<boolean> {
    if (!this.#path || !this.#bytes) return false;
    const present = await readFile(this.#path).catch(() => undefined);
    if (present && present.toString("utf8").trim() !== this.#bytes.toString("utf8").trim()) throw keyDiffers(this.#path);
    return present !== undefined;
  }
}
