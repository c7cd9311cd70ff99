import type { Actor, Door } from "#kernel/actor/actor.ts";
import type { FileStore } from "#kernel/files/files.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { MailRoom } from "#kernel/mail/mail-room.ts";
import type { Logger } from "#kernel/log/log.ts";
import type { SettingsCache, Vault } from "#kernel/settings/settings.ts";

/** What the house lends to every piece of work. */
export type Services = {
  settings: SettingsCache;
  vault: Vault;
  files: FileStore;
  log: Logger;
  /** For libraries that want a clock of their own; use cases take `now`. */
  clock: Clock;
  mail: MailRoom;
  /** What the catalogue offers, for those who name other commands (approvals, scopes). */
  registry: Registry;
  /** What a stranger from another machine must know to set Kerani up. */
  setUpCode: string;
  /** The public address of this Kerani, without a slash at the end. */
  url(): string;
};

/** One piece of work under way: everything a use case may use. Made by the pipeline for each command, query and job. */
export type Work = {
  /** The open transaction (or, in a query, the database). Reached only through `ownTables`. */
  readonly tx: unknown;
  readonly actor: Actor;
  readonly now: Temporal.Instant;
  /** `now` as records store it. */
  readonly at: string;
  readonly requestId: string;
  readonly services: Services;
  /** Says what the command is about; the journal line and the live screens carry it. */
  about(type: string, id: string): void;
  /** Names further things that open screens should read again (`message:<id>`, `attention`). */
  touch(...topics: string[]): void;
  /** Announces a fact; each consumer gets it at least once, after commit. */
  announce(fact: string, payload: Record<string, unknown>): Promise<void>;
  /** Runs after a successful commit, best effort; for waking engines, never for anything that must happen. */
  afterCommit(run: () => void): void;
  /** Runs another command of the catalogue inside the same transaction, as `as` (default: the same actor). */
  perform(command: string, input: unknown, as?: { actor?: Actor; actingFor?: string; approverId?: string }): Promise<unknown>;
};

/** How a call reached the pipeline. */
export type Call = {
  actor: Actor;
  requestId?: string;
  /** The same key by the same actor runs once. */
  idempotencyKey?: string;
  /** Act in this person's name, by a mandate. */
  actingFor?: string;
  door?: Door;
};
