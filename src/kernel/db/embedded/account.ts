import { execFile } from "node:child_process";
import { chown, mkdir, readdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { diskFull, noAccount, notWritable, wrongOwner } from "./trouble.ts";

const run = promisify(execFile);

/** The system user that runs PostgreSQL when Kerani is started by root. */
const ACCOUNT = "kerani";

/** The user that PostgreSQL runs as. */
export type Account = { uid: number; gid: number };

const ask = async (...args: string[]): Promise<number | undefined> => {
  const answer = await run("id", args).catch(() => null);
  return answer ? Number(answer.stdout.trim()) : undefined;
};

/** The name of a user, or its number when it has none. */
export const nameOfUser = async (uid: number): Promise<string> => {
  const answer = await run("id", ["-nu", String(uid)]).catch(() => null);
  return answer?.stdout.trim() || String(uid);
};

const systemAccount = async (): Promise<Account> => {
  for (let round = 0; ; round += 1) {
    const [uid, gid] = await Promise.all([ask("-u", ACCOUNT), ask("-g", ACCOUNT)]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
    if (round === 2) throw noAccount(ACCOUNT);
    // A second Kerani may be making the same user at this moment: then this fails and the next look finds it.
    await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]).catch(() => {});
  }
};

/** Makes the data folder unless it is there, for its owner only. */
export const makeFolder = async (base: string): Promise<void> => {
  try {
    await mkdir(dirname(base), { recursive: true });
    await mkdir(base, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(base)).isDirectory()) return;
    throw code === "ENOSPC" || code === "EDQUOT" ? diskFull(base) : notWritable(base);
  }
};

/**
 * Says who runs PostgreSQL in a folder: this process's own user, or, for root, the owner of the folder, which becomes
 * the system user "kerani" when the folder is empty and root's.
 */
export const accountFor = async (base: string): Promise<Account> => {
  const me = process.geteuid?.() ?? 0;
  const { uid, gid } = await stat(base);
  if (me !== 0) {
    if (uid !== me) throw wrongOwner(base, await nameOfUser(uid), await nameOfUser(me));
    return { uid, gid: process.getegid?.() ?? gid };
  }
  if (uid !== 0) return { uid, gid };
  const account = await systemAccount();
  const isEmpty = (await readdir(base)).length === 0;
  // Another Kerani may have taken the empty folder over since it was looked at.
  const owner = (await stat(base)).uid;
  if (owner === 0 && !isEmpty) throw wrongOwner(base, "root", ACCOUNT);
  if (owner === 0) await chown(base, account.uid, account.gid);
  return account;
};
