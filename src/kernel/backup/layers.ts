import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import type { Duplex } from "node:stream";
import { Decrypter, Encrypter } from "age-encryption";
import { notABackup, passphraseNeeded, passphraseWrong } from "./refusals.ts";

type Bytes = AsyncIterable<Uint8Array>;
/** A step of a pipeline. */
export type Step = (source: Bytes) => Bytes;

/** 128 MB and about a second per guess: the least that OWASP asks of scrypt (N = 2^17). */
const SCRYPT_WORK = 17;
const AGE = Buffer.from("age-encryption.org/v1");
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Compression whose every frame carries a checksum. */
export const compress = (): Duplex =>
  createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } });

/** Encryption as `age -p` does it; `work` is the binary logarithm of the cost of a guess. */
export const encrypt = (passphrase: string, work = SCRYPT_WORK): Step =>
  async function* (source) {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(work);
    encrypter.setPassphrase(passphrase);
    yield* (await encrypter.encrypt(ReadableStream.from(source))) as unknown as Bytes;
  };

/** Takes the first bytes off a stream to look at, without losing them. */
const peek = async (source: Bytes, length: number): Promise<[Buffer, Bytes]> => {
  const chunks = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < length) {
    const { value, done } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value as Uint8Array]);
  }
  const all = async function* (): Bytes & AsyncGenerator<Uint8Array> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  return [head, all()];
};

const decrypt = async (source: Bytes, passphrase: string): Promise<Bytes> => {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return (await decrypter.decrypt(ReadableStream.from(source))) as unknown as Bytes;
  } catch (error) {
    throw /no identity matched/.test((error as Error).message) ? passphraseWrong() : error;
  }
};

/** Opens what `encrypt` closed; passes an open backup through. Refuses a file that is neither. */
export const decryptIfNeeded = (passphrase: string | undefined): Step =>
  async function* (source) {
    let [head, bytes] = await peek(source, AGE.length);
    if (head.subarray(0, AGE.length).equals(AGE)) {
      if (!passphrase) throw passphraseNeeded();
      [head, bytes] = await peek(await decrypt(bytes, passphrase), ZSTD.length);
    }
    if (!head.subarray(0, ZSTD.length).equals(ZSTD)) throw notABackup();
    yield* bytes;
  };

/** The reverse of `compress`; fails on a stream cut short. */
export const decompress = (): Duplex => createZstdDecompress();
