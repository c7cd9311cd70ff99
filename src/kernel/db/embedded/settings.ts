import { totalmem } from "node:os";

const MEBIBYTE = 1024 * 1024;

const sharedBuffers = (): string => {
  const machine = totalmem();
  const allowed = process.constrainedMemory();
  const memory = allowed > 0 ? Math.min(allowed, machine) : machine;
  return `${Math.round(Math.min(512, Math.max(64, memory / MEBIBYTE / 8)))}MB`;
};

/**
 * The settings of an embedded server. Its log carries no statement and no value: what a person wrote must not lie in
 * a file beside the database, and an error reaches the program that caused it anyway.
 */
export const serverSettings = (socketDir: string, fsync: boolean, extra: Record<string, string>): Record<string, string> => ({
  shared_buffers: sharedBuffers(),
  max_connections: "100",
  wal_compression: "on",
  jit: "off",
  random_page_cost: "1.1",
  synchronous_commit: "on",
  client_connection_check_interval: "1s",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  // Commits stay synchronous: even then a killed server must lose nothing, only a power cut may.
  ...(fsync ? {} : { fsync: "off", full_page_writes: "off" }),
  ...extra,
  listen_addresses: "",
  port: "5432",
  // A list with its own quoting: a comma in the path must not split it.
  unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
  unix_socket_permissions: "0700",
});

/** The same as arguments for the `postgres` program. */
export const asArguments = (settings: Record<string, string>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => {
    if (!/^[a-z][a-z0-9_.]*$/i.test(name)) throw new Error(`not the name of a PostgreSQL setting: ${name}`);
    return ["-c", `${name}=${value}`];
  });
