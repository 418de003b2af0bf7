import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodewrightError, toCodewrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { createChanges } from '../changes.ts';
import type { Reads, Storage, Writes } from '../contract.ts';
import { type Migration, migrations } from '../migrations.ts';
import { createReads, createWrites } from '../session.ts';
import { copyBlank, removePartial } from './blank.ts';
import { Connection, retryBusy } from './connection.ts';
import { readDataVersion, sqliteDialect } from './dialect.ts';
import { fromSqlite } from './errors.ts';
import { type Flush, LogSync } from './log-sync.ts';
import { inspect, migrate } from './migrate.ts';
import { addWords, lacksWords } from './words.ts';

export interface SqliteOptions {
  /** Absolute path; the file and its folder are made when they are not there. */
  file: string;
  logger: Logger;
  /** An empty database of the newest schema, whose copy is a new file: a tenth of what all migrations cost. */
  blank?: string;
  /** How long to wait for another process's lock before STORAGE_BUSY; 10 s when absent. */
  patienceMs?: number;
  /** The schema of this version when absent; tests hand in others. */
  migrations?: readonly Migration[];
  /** How the log is brought onto the disk; tests hand in others. */
  flush?: Flush;
}

/** `pragma data_version` costs 2 µs: often enough that a reader in another process sees a commit at once. */
const pollMs = 25;

/**
 * With so many pages of 4 KiB in the log, a commit folds them into the file, and everything waits meanwhile. Most are the same few pages
 * again and again: with four times SQLite's own 1,000 a claim costs a tenth less, and the log takes 16 MB.
 */
const foldedPages = 4000;

/** Opens the database file. @throws STORAGE_NEWER, STORAGE_CORRUPT, STORAGE_BUSY, STORAGE_FULL, ENVIRONMENT. */
export async function openSqlite(options: SqliteOptions): Promise<Storage> {
  const { file, logger, patienceMs = 10_000 } = options;
  const fresh = prepareFile(file);
  if (fresh && options.blank !== undefined) copyBlank(options.blank, file);
  const writer = new Connection(file, { queryOnly: false });
  try {
    const schema = { file, logger, patienceMs, migrations: options.migrations ?? migrations };
    await retryBusy(() => inspect(writer, schema), file, patienceMs);
    await retryBusy(() => writer.db.exec('pragma journal_mode = wal'), file, patienceMs);
    if (fresh) chmodSync(file, 0o600);
    await migrate(writer, schema);
    if (fresh) removePartial(file);
    return connect(options, writer, patienceMs);
  } catch (error) {
    writer.close();
    throw fromSqlite(error, file);
  }
}

function prepareFile(file: string): boolean {
  if (existsSync(file)) return false;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CodewrightError('ENVIRONMENT', `The folder of the database ${file} cannot be made.`, {
      cause: error,
      hint: 'Check the permissions, or choose another folder.',
    });
  }
  return true;
}

/** Which file it is that has this path; empty where there is none. */
function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev} ${found.ino}`;
}

function connect({ file, logger, flush }: SqliteOptions, writer: Connection, patienceMs: number): Storage {
  // From here on SQLite leaves it to us when a commit is brought onto the disk: not while everything else stands still.
  writer.db.exec('pragma synchronous = normal');
  writer.db.exec(`pragma wal_autocheckpoint = ${foldedPages}`);
  const log = new LogSync(file, flush);
  // Reads have a connection of their own: they see only what is committed, and wait for nobody.
  const reader = new Connection(file, { queryOnly: true });
  const written = createWrites(writer, sqliteDialect);
  const tx: Writes = {
    ...written,
    search: async (...asked) => {
      await addWords(writer);
      return written.search(...asked);
    },
  };
  const reads: Reads = createReads(reader, sqliteDialect);
  const opened = identityOf(file);
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  const changes = createChanges((notify) => {
    let seen = readDataVersion(reader);
    const timer = setInterval(() => {
      const version = readDataVersion(reader);
      if (version === seen) return;
      seen = version;
      notify();
    }, pollMs);
    return () => clearInterval(timer);
  });

  const transaction = async <T>(work: (tx: Writes) => Promise<T>): Promise<T> => {
    if (closed) throw new CodewrightError('INTERNAL', `The database ${file} is closed.`);
    log.check();
    await retryBusy(() => writer.run('begin immediate'), file, patienceMs);
    try {
      const result = await work(tx);
      // SQLite itself would go on writing into a file that nobody will find again.
      if (identityOf(file) !== opened) {
        throw new CodewrightError(
          'STORAGE_CORRUPT',
          `The database ${file} was removed or replaced while it was open.`,
          {
            hint: 'Put it back in its place, with the files beside it, and start every process that uses it again.',
          },
        );
      }
      writer.run('commit');
      return result;
    } catch (error) {
      if (writer.db.isTransaction) writer.run('rollback');
      throw fromSqlite(error, file);
    }
  };

  const write: Storage['write'] = async (work, { durable = 'now' } = {}) => {
    // One connection writes, so transactions of this process queue up here; they wait for the disk together.
    const turn = last.then(() => transaction(work));
    last = turn.catch(() => undefined);
    const result = await turn;
    if (durable === 'now') await log.sync();
    else log.soon();
    changes.notify();
    return result;
  };
  /** A search finds every entry that is committed; on a full disk, where nothing is written any more, all but the last few. */
  const withAllWords = async (): Promise<void> => {
    if (!(await lacksWords(reader))) return;
    try {
      await write(() => addWords(writer));
    } catch (error) {
      if (toCodewrightError(error).code !== 'STORAGE_FULL') throw error;
    }
  };

  return {
    ...reads,
    kind: 'sqlite',
    write,
    search: async (...asked) => {
      await withAllWords();
      return reads.search(...asked);
    },
    snapshot: async (work) => {
      await withAllWords();
      const connection = new Connection(file, { queryOnly: true });
      try {
        connection.db.exec('begin');
        return await work(createReads(connection, sqliteDialect));
      } catch (error) {
        throw fromSqlite(error, file);
      } finally {
        connection.close();
      }
    },
    // Positions are given inside the only writing transaction: what is visible has nothing missing before it.
    settledEntries: (after, limit) => reads.entries({ after, limit }),
    settledPosition: async () => (await reads.entries({ limit: 1, newestFirst: true }))[0]?.position ?? 0,
    onChange: (listener) => changes.onChange(listener),
    close: async () => {
      if (closed) return;
      closed = true;
      changes.stop();
      await last;
      await log.close();
      reader.close();
      try {
        writer.db.exec('pragma wal_checkpoint(truncate)');
      } catch (error) {
        // Nothing is lost: what was acknowledged is in the WAL, and the next one to open the file finds it there.
        logger.warn({ error: String(error) }, 'the database was closed without folding its WAL in');
      } finally {
        writer.close();
      }
    },
  };
}
