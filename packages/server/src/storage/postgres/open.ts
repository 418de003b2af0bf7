import { randomUUID } from 'node:crypto';
import type { Pool as PgPool, PoolClient } from 'pg';
import { CodewrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { createChanges } from '../changes.ts';
import type { Storage, Writes } from '../contract.ts';
import { type Migration, migrations } from '../migrations.ts';
import { createReads, createWrites } from '../session.ts';
import { clientConfig, createRunner, whereIs } from './connection.ts';
import { postgresDialect, settledEntries, settledPosition } from './dialect.ts';
import { fromPostgres, isRetryable } from './errors.ts';
import { channel, listen } from './listener.ts';
import { migrate } from './migrate.ts';

export interface PostgresOptions {
  /** `postgresql://user:password@host/database`; PostgreSQL 13 or newer. */
  url: string;
  logger: Logger;
  /** 10 when absent. */
  maxConnections?: number;
  /** The schema of this version when absent; tests hand in others. */
  migrations?: readonly Migration[];
}

const attempts = 5;

/** Connects to a PostgreSQL database. @throws STORAGE_UNREACHABLE, STORAGE_NEWER, STORAGE_BUSY. */
export async function openPostgres(options: PostgresOptions): Promise<Storage> {
  const { url, logger } = options;
  const where = whereIs(url);
  const { Pool } = await import('pg');
  const config = await clientConfig(url);
  const pool = new Pool({ ...config, max: options.maxConnections ?? 10 });
  // An idle connection that is lost is replaced by the next use; without a listener it would end the process.
  pool.on('error', (error) => logger.warn({ error: error.message }, 'database connection lost'));
  try {
    await withClient(pool, (client) =>
      migrate(client, { where, logger, migrations: options.migrations ?? migrations }),
    );
  } catch (error) {
    await pool.end();
    throw fromPostgres(error, where);
  }

  const own = randomUUID();
  const changes = createChanges((notify) => listen(config, own, logger, notify));
  const announcer = createAnnouncer(pool, own, logger);
  const runner = createRunner(pool, where);
  let closed = false;

  const transaction = <T>(begin: string, work: (tx: Writes) => Promise<T>): Promise<T> =>
    withClient(pool, async (client) => {
      await client.query(begin);
      try {
        const result = await work(createWrites(createRunner(client, where), postgresDialect));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
    });

  const retrying = async <T>(action: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        if (closed) throw new CodewrightError('INTERNAL', `The database ${where} is closed.`);
        return await action();
      } catch (error) {
        if (!isRetryable(error) || attempt === attempts) throw fromPostgres(error, where);
      }
    }
  };

  return {
    ...createReads(runner, postgresDialect),
    kind: 'postgres',
    // Durable at once, always: the server can fail alone, and a worker that lives on must not build on what it then lost.
    write: async (work) => {
      const result = await retrying(() => transaction('begin', work));
      changes.notify();
      announcer.announce();
      return result;
    },
    snapshot: (work) => retrying(() => transaction('begin isolation level repeatable read read only', work)),
    settledEntries: (after, limit) => settledEntries(runner, after, limit),
    settledPosition: () => settledPosition(runner),
    onChange: (listener) => changes.onChange(listener),
    close: async () => {
      if (closed) return;
      closed = true;
      changes.stop();
      await announcer.done();
      await pool.end();
    },
  };
}

/** A connection on which something failed is not used again when it cannot even roll back. */
async function withClient<T>(pool: PgPool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } catch (error) {
    // What the transaction left open must not reach the next user of the connection.
    broken ||= !(error instanceof CodewrightError) && !isRetryable(error);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * Tells other processes of commits. A NOTIFY inside a transaction makes all commits of the server wait for one another, so it is
 * sent after the commit, and one for all commits that happen while the last one is under way.
 */
function createAnnouncer(pool: PgPool, own: string, logger: Logger): { announce(): void; done(): Promise<void> } {
  let wanted = false;
  let sending: Promise<void> | null = null;
  const send = async () => {
    while (wanted) {
      wanted = false;
      try {
        await pool.query({ name: 'cw_notify', text: 'select pg_notify($1, $2)', values: [channel, own] });
      } catch (error) {
        // Subscribers look by themselves every second.
        logger.warn({ error: error instanceof Error ? error.message : String(error) }, 'notification not sent');
      }
    }
    sending = null;
  };
  return {
    announce: () => {
      wanted = true;
      sending ??= send();
    },
    done: async () => {
      await sending;
    },
  };
}
