import type pg from "pg";
import type { Logger } from "#kernel/log/log.ts";

const CHANNEL = "kerani_live";
/** PostgreSQL refuses a payload of 8,000 bytes and more. */
const MOST_BYTES = 7_500;
const GATHER_MS = 3;
const RECONNECT_MS = 500;

/** Called with topics that changed; `["*"]` means: read everything again. */
export type Listener = (topics: readonly string[]) => void;

/** The live wire between all processes on one database. */
export type Live = {
  /** Tells every process, this one included, after commit; many calls become one notification. */
  publish(topics: Iterable<string>): void;
  subscribe(listener: Listener): () => void;
  close(): Promise<void>;
};

const packed = (topics: string[]): string[] => {
  const parcels: string[] = [];
  let parcel: string[] = [];
  let bytes = 2;
  for (const topic of topics) {
    const size = Buffer.byteLength(topic) + 3;
    if (bytes + size > MOST_BYTES) {
      parcels.push(JSON.stringify(parcel));
      parcel = [];
      bytes = 2;
    }
    parcel.push(topic);
    bytes += size;
  }
  if (parcel.length > 0) parcels.push(JSON.stringify(parcel));
  return parcels;
};

/**
 * Opens the wire: one listening connection per process. After a broken connection it listens again and tells
 * its subscribers to read everything, since what was said meanwhile is lost.
 */
export const openLive = async (pool: pg.Pool, connect: () => pg.Client, log: Logger): Promise<Live> => {
  const listeners = new Set<Listener>();
  const waiting = new Set<string>();
  let sending: Promise<void> | undefined;
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const tell = (topics: readonly string[]) => {
    for (const listener of listeners) listener(topics);
  };
  const listen = async (): Promise<void> => {
    const fresh = connect();
    const lost = () => {
      if (client !== fresh || closed) return;
      client = undefined;
      log.warn("live connection lost; listening again");
      again();
    };
    fresh.on("error", lost);
    fresh.on("end", lost);
    fresh.on("notification", ({ payload }) => tell(JSON.parse(payload ?? "[]") as string[]));
    await fresh.connect();
    await fresh.query(`listen ${CHANNEL}`);
    client = fresh;
  };
  const again = () => {
    retry = setTimeout(() => {
      if (closed) return;
      listen().then(
        () => tell(["*"]),
        () => again(),
      );
    }, RECONNECT_MS);
  };
  await listen();

  const flush = async () => {
    while (waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const parcels = packed([...waiting]);
      waiting.clear();
      // A notification takes a lock that orders commits; gathered, and not durable, it costs commands nothing.
      for (const parcel of parcels) await pool.query("select pg_notify($1, $2)", [CHANNEL, parcel]);
    }
  };

  return {
    publish(topics) {
      for (const topic of topics) waiting.add(topic);
      sending ??= flush()
        .catch((error: unknown) => log.warn({ error: String(error) }, "live notification not sent; screens catch up by themselves"))
        .finally(() => {
          sending = undefined;
        });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await sending;
      await client?.end().catch(() => {});
    },
  };
};
