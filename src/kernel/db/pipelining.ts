import { setImmediate as turn } from "node:timers/promises";
import {
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type Driver,
  type PostgresDialectConfig,
  type TransactionSettings,
} from "kysely";

/**
 * A driver that does not wait for the answer to `begin`, which can only fail together with every statement behind it, and
 * that lets what was said before a commit, but not waited for, go out before the commit does.
 */
class PipeliningDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const begun = super.beginTransaction(connection, settings);
    // The statement behind it fails for the same reason, and is heard.
    begun.catch(() => {});
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await turn();
    await super.commitTransaction(connection);
  }
}

/** PostgreSQL by Kysely, with round trips saved around transactions; the pool must be one that pipelines, or it merely waits as usual. */
export class PipeliningDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new PipeliningDriver(this.#config);
  }
}
