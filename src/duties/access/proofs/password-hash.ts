import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { tooBusy } from "../errors.ts";
import { normalPassword } from "./password-rules.ts";

const derive = promisify(argon2);

/** OWASP's and RFC 9106's advice for small memory: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const DEAREST = { memory: 262_144, passes: 10, parallelism: 8 } as const;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

type Cost = { memory: number; passes: number; parallelism: number };

/** Two at once leave the thread pool room for files; more waiting than this are turned away rather than kept for minutes. */
const AT_ONCE = 2;
const MOST_WAITING = 100;
let running = 0;
const waiting: (() => void)[] = [];

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw tooBusy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    // The next in line takes over this place.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
};

const hash = (password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> =>
  inTurn(() => derive("argon2id", { message: normalPassword(password), nonce, tagLength, ...cost }));

const bare = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

/** The Argon2id hash of a password as a PHC string; takes some 60 ms off the main thread. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(await hash(password, salt, COST, HASH_BYTES))}`;
};

const parsed = (phc: string) => {
  const [, m, t, p, salt = "", tag = ""] = PHC.exec(phc) ?? [];
  const cost: Cost = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
  const bearable = cost.memory <= DEAREST.memory && cost.passes <= DEAREST.passes && cost.parallelism <= DEAREST.parallelism;
  return bearable && tag ? { cost, salt: Buffer.from(salt, "base64"), tag: Buffer.from(tag, "base64") } : undefined;
};

/** A hash that no password has; whoever has no password is compared with it, so that the answer takes as long as any other. */
const NOBODYS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(randomBytes(SALT_BYTES))}$${bare(randomBytes(HASH_BYTES))}`;

/** True when the password is the one of the hash. Without a hash the answer is false, and just as slow. */
export const passwordMatches = async (phc: string | null | undefined, password: string): Promise<boolean> => {
  const known = phc ? parsed(phc) : undefined;
  const { cost, salt, tag } = known ?? (parsed(NOBODYS) as NonNullable<ReturnType<typeof parsed>>);
  const same = timingSafeEqual(await hash(password, salt, cost, tag.length), tag);
  return same && known !== undefined;
};

/** True when a hash was made at another cost than today's and should be made anew at the next sign-in. */
export const isOutdated = (phc: string): boolean => {
  const cost = parsed(phc)?.cost;
  return !cost || cost.memory !== COST.memory || cost.passes !== COST.passes || cost.parallelism !== COST.parallelism;
};
