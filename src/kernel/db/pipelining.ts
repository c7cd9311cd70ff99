import {
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type ConnectionProvider,
  type DatabaseConnection,
  type Driver,
  type KyselyConfig,
  type PostgresDialectConfig,
  type TransactionSettings,
} from "kysely";

// After every promise that can go on now has gone on, and before anything is read or written.
const whenSaid = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

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
    await whenSaid();
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

const ABORTED = "25P02";

/** The connection of one transaction: a statement that is refused only because one before it failed tells that one's error. */
const telling = (connection: DatabaseConnection): DatabaseConnection => {
  let first: unknown;
  return {
    streamQuery: (...asked) => connection.streamQuery(...asked),
    executeQuery: (query) =>
      connection.executeQuery<never>(query).catch((error: { code?: string }) => {
        if (error.code !== ABORTED) first = error;
        throw first ?? error;
      }),
  };
};

// Kysely lets one statement of a transaction run at a time; PostgreSQL takes them in the order in which they are said.
const sideBySide = (provider: ConnectionProvider): ConnectionProvider => {
  let connection: Promise<DatabaseConnection> | undefined;
  return {
    async provideConnection(consumer, options) {
      connection ??= provider.provideConnection(async (one) => telling(one), options);
      return consumer(await connection);
    },
  };
};

/** A database on which statements of one transaction that do not wait for one another go out together. Of several that fail, all tell the error of the first. */
export const openPipelining = <T>(config: KyselyConfig): Kysely<T> => {
  const db = new Kysely<T>(config);
  const executor = db.getExecutor();
  const over = executor.withConnectionProvider.bind(executor);
  executor.withConnectionProvider = (provider) => over(sideBySide(provider));
  return db;
};
