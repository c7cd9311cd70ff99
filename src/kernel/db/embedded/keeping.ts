import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { serverPid, signal } from "./process-number.ts";
import type { Places } from "./places.ts";
import { connectKeeper, KEEPER, raise, type Raising } from "./raise.ts";
import { DatabaseTrouble } from "./trouble.ts";

const SETUP_LOCK = 7_264_502;
const CALM_AFTER_MS = 10_000;
const LONGEST_PAUSE_MS = 5_000;
const MOST_BEGINNINGS = 5;
const MOST_LOOKS_FOR_SESSIONS = 100;

const ensureDatabase = async (keeper: Client): Promise<void> => {
  await keeper.query("select pg_advisory_lock($1)", [SETUP_LOCK]);
  const { rows } = await keeper.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = 'kerani') as role,
            exists (select from pg_database where datname = 'kerani') as database`,
  );
  // Not a superuser: whoever slips SQL into Kerani must not reach the machine's files and programs.
  if (!rows[0]?.role) await keeper.query("create role kerani login createdb");
  // A restored backup is loaded with triggers asleep.
  await keeper.query("grant set on parameter session_replication_role to kerani");
  if (!rows[0]?.database) await keeper.query("create database kerani owner kerani");
  await keeper.query("select pg_advisory_unlock($1)", [SETUP_LOCK]);
};

const countHolders = async (keeper: Client): Promise<number> => {
  const { rows } = await keeper.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where application_name = $1", [
    KEEPER,
  ]);
  return rows[0]?.n ?? 0;
};

/**
 * A pool says that it has ended before its connections have, and one that meets the server's end instead raises an
 * error which nobody listens for any more. So sessions get up to a second to go.
 */
const untilSessionsEnd = async (keeper: Client): Promise<void> => {
  const sql = "select from pg_stat_activity where backend_type = 'client backend' and application_name <> $1 limit 1";
  for (let looks = 0; looks < MOST_LOOKS_FOR_SESSIONS; looks += 1) {
    if ((await keeper.query(sql, [KEEPER])).rowCount === 0) return;
    await pause(10);
  }
};

/** Resolves when a server that nobody holds any more has ended, or when somebody new turns out to hold it. */
export const untilGone = async ({ cluster, socketDir }: Places): Promise<void> => {
  for (let round = 0; serverPid(cluster) !== undefined; round += 1) {
    await pause(10);
    if (round % 300 !== 299) continue;
    // Three seconds: either somebody new holds it, or the watch on the pipe was killed and the server must be told.
    const keeper = await connectKeeper(socketDir).catch(() => undefined);
    if (!keeper) continue;
    const holders = await countHolders(keeper).finally(() => keeper.end());
    if (holders > 1) return;
    const pid = serverPid(cluster);
    if (pid) signal(pid, "SIGINT");
  }
};

/** Keeps one connection to the server, by which its death is noticed at once, and raises the server again. */
export class Keeping {
  /** The process number of the server that was seen last. */
  pid = 0;
  readonly #raising: Raising;
  readonly #halt: AbortController;
  readonly #log: (line: string) => void;
  readonly #listeners = new Set<() => void>();
  #keeper: Client | undefined;
  #failures = 0;
  #recovery: Promise<void> = Promise.resolve();

  constructor(raising: Omit<Raising, "signal">, log: (line: string) => void) {
    this.#halt = new AbortController();
    this.#raising = { ...raising, signal: this.#halt.signal };
    this.#log = log;
  }

  /** Adds a listener for the server's death. */
  onExit(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves when the server answers and holds the role and database "kerani". */
  async begin(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#connect();
      } catch (error) {
        // The server was just being ended by its last holder, or died: the next one is ours.
        if (error instanceof DatabaseTrouble || this.ended || tries === MOST_BEGINNINGS) throw error;
      }
    }
  }

  async #connect(): Promise<void> {
    const keeper = await raise(this.#raising);
    let alive = true;
    keeper.once("end", () => (alive = false));
    try {
      await ensureDatabase(keeper);
    } catch (error) {
      await keeper.end();
      throw error;
    }
    this.#keeper = keeper;
    this.pid = serverPid(this.#raising.places.cluster) ?? 0;
    const calm = setTimeout(() => (this.#failures = 0), CALM_AFTER_MS).unref();
    const lost = () => {
      clearTimeout(calm);
      if (!this.#halt.signal.aborted) this.#recovery = this.#recover(this.pid);
    };
    if (alive) keeper.once("end", lost);
    else lost();
  }

  /** Stops watching; true when this process was the last that held the server. */
  async end(): Promise<boolean> {
    this.#halt.abort();
    await this.#recovery;
    const keeper = this.#keeper;
    if (!keeper) return false;
    // A connection that is broken already cannot tell; then nothing waits for the server's end.
    const last = await countHolders(keeper).then(
      (holders) => holders === 1,
      () => false,
    );
    if (last) await untilSessionsEnd(keeper).catch(() => {});
    await keeper.end();
    return last;
  }

  get ended(): boolean {
    return this.#halt.signal.aborted;
  }

  #announceDeath(): void {
    this.#log("PostgreSQL ended unexpectedly; starting it again");
    for (const listener of this.#listeners) listener();
  }

  async #recover(before: number): Promise<void> {
    // A connection may also end alone, or because one worker crashed and the server cleared the table.
    const died = serverPid(this.#raising.places.cluster) !== before;
    if (died) this.#announceDeath();
    while (!(await this.#triesAgain())) if (this.ended) return;
    if (!died && this.pid !== before) this.#announceDeath();
    this.#log(this.pid === before ? "PostgreSQL answers again" : `PostgreSQL runs again as process ${this.pid}`);
  }

  async #triesAgain(): Promise<boolean> {
    const { signal: halted } = this.#halt;
    try {
      if (this.#failures > 0) await pause(Math.min(LONGEST_PAUSE_MS, 50 * 2 ** this.#failures), undefined, { signal: halted });
      this.#failures += 1;
      await this.begin();
      return true;
    } catch (error) {
      if (!halted.aborted) this.#log(`PostgreSQL cannot be started: ${(error as Error).message}`);
      return false;
    }
  }
}
