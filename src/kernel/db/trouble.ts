import { databaseUnavailable, diskFull } from "#kernel/errors/house-refusals.ts";
import { Refusal } from "#kernel/errors/refusal.ts";

type DatabaseError = { code?: string; constraint?: string; message?: string; severity?: string };

const RACES = new Set(["40001", "40P01"]);
const CONNECTION = /^(08|57P0)|^53300$/;
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);
const GONE = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** True when the whole transaction may simply be run again: a serialisation failure or a deadlock. */
export const isRace = (error: unknown): boolean => RACES.has((error as DatabaseError).code ?? "");

/** The refusal that a database error stands for: a duty's constraint, a full disk, a database that is away. Anything else is a bug. */
export const asRefusal = (error: unknown, byConstraint: (constraint: string | undefined) => Refusal | undefined): Refusal | undefined => {
  if (error instanceof Refusal) return error;
  const { code = "", constraint, message = "" } = error as DatabaseError;
  if (code.startsWith("23")) return byConstraint(constraint);
  if (code === "53100") return diskFull();
  if (CONNECTION.test(code) || SOCKET.has(code) || GONE.test(message)) return databaseUnavailable();
  return undefined;
};
