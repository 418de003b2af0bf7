import { accessSync, constants } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config, LoadedConfig } from '../config.ts';
import type { TransactionalLedger } from '../ledger/contract.ts';
import { openSigningKey, type SigningKeys } from '../ledger/keys.ts';
import { createLedger } from '../ledger/ledger.ts';
import type { Queue } from '../queue/contract.ts';
import { createQueue } from '../queue/queue.ts';
import { systemClock } from '../shared/clock.ts';
import { besideBundle } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import { silentLogger, type Logger } from '../shared/logger.ts';
import type { Redactor } from '../shared/redact.ts';
import type { SecretStore } from '../secrets/contract.ts';
import { makeFolder } from './folders.ts';
import { createOwnRedactor, learnSecrets, openSecrets } from './secrets.ts';
import type { Storage } from '../storage/contract.ts';

type ProcessLogger = Logger & { level: string };

/** What every command shares once it touches state: opened on first use, closed together. */
export interface Runtime {
  /** As last loaded: a long-running process may load it again, so it is read where it is used. */
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly home: string;
  readonly logger: Logger;
  readonly storage: Storage;
  readonly ledger: TransactionalLedger;
  readonly queue: Queue;
  readonly keys: SigningKeys;
  readonly secrets: SecretStore;
  /** Knows what must never leave this process. */
  readonly redactor: Redactor;
  /** Names this process in leases. */
  readonly workerName: string;
  /** Takes over a changed configuration: log level, budgets, change limits and models. The rest stays until a restart. */
  reload(next: LoadedConfig): void;
  /** Registers what must be closed before storage is. */
  onClose(close: () => Promise<void>): void;
  close(): Promise<void>;
}

/**
 * `quiet` keeps the process log for itself unless the user set its level: a command in the foreground says in its own words
 * what went wrong, and JSON lines between them help nobody.
 */
export async function openRuntime(
  first: LoadedConfig,
  options: { quiet?: boolean; redactor?: Redactor; warn?: (message: string) => void } = {},
): Promise<Runtime> {
  let loaded = first;
  const { config, home } = loaded;
  makeHome(home);
  const redactor = options.redactor ?? createOwnRedactor();
  const logger = await openLogger(loaded, redactor, options.quiet ?? false);
  const secrets = openSecrets(home, redactor, options.warn ?? ((message) => logger.warn({}, message)));
  await learnSecrets(loaded, redactor, secrets, logger);
  const storage = await openStorage(loaded, logger);
  const keys = openSigningKey(join(home, 'keys'));
  const ledger = createLedger(storage, { keys, clock: systemClock, redactor });
  const queue = createQueue(storage, ledger, {
    clock: systemClock,
    leaseMs: config.worker.leaseSeconds * 1000,
    maxAttempts: config.worker.maxAttempts,
  });
  const closers: (() => Promise<void>)[] = [];
  return {
    get loaded() {
      return loaded;
    },
    get config() {
      return loaded.config;
    },
    home,
    logger,
    storage,
    ledger,
    queue,
    keys,
    secrets,
    redactor,
    workerName: workerName(),
    reload(next) {
      loaded = next;
      logger.level = next.config.log.level;
    },
    onClose: (close) => closers.push(close),
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
      await storage.close();
    },
  };
}

async function openLogger(loaded: LoadedConfig, redactor: Redactor, quiet: boolean): Promise<ProcessLogger> {
  if (quiet && !loaded.origins.has('log.level')) return { ...silentLogger, level: 'silent' };
  const { createLogger } = await import('../shared/process-log.ts');
  return createLogger(loaded.config.log.level, (line) => redactor.text(line));
}

function makeHome(home: string): void {
  try {
    makeFolder(home, 0o700);
    accessSync(home, constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CodewrightError('ENVIRONMENT', `The data folder ${home} cannot be written: ${why}.`, {
      hint: 'Make it writable, or set CODEWRIGHT_HOME to a folder of yours.',
      cause,
    });
  }
}

async function openStorage(loaded: LoadedConfig, logger: Logger): Promise<Storage> {
  const { url } = loaded.config.storage;
  if (url !== null) {
    const { openPostgres } = await import('../storage/postgres/open.ts');
    return openPostgres({ url, logger });
  }
  const [{ openSqlite }, { blankDatabase }] = await Promise.all([
    import('../storage/sqlite/open.ts'),
    import('../storage/sqlite/blank.ts'),
  ]);
  const blank = besideBundle(blankDatabase);
  return openSqlite({ file: join(loaded.home, 'codewright.db'), logger, ...(blank === undefined ? {} : { blank }) });
}

/** `host:pid:start`; the start time tells a process from a later one with the same number. */
function workerName(): string {
  // Once and for all: the wall clock moves against the time that has passed.
  startedAt ??= Math.round(Date.now() - process.uptime() * 1000);
  return `${hostname()}:${process.pid}:${startedAt}`;
}
let startedAt: number | undefined;

/** False only when the worker ran on this host and its process is gone. */
export function isWorkerAlive(worker: string): boolean {
  const [, host, pid] = /^(.*):(\d+):\d+$/.exec(worker) ?? [];
  if (host !== hostname() || pid === undefined) return true;
  if (Number(pid) === process.pid) return worker === workerName();
  return isProcessAlive(Number(pid));
}

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
