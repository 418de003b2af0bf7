import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config, LoadedConfig } from '../config.ts';
import type { Ledger } from '../ledger/contract.ts';
import { loadOrCreateSigningKey, type SigningKeys } from '../ledger/keys.ts';
import { createLedger } from '../ledger/ledger.ts';
import type { Queue } from '../queue/contract.ts';
import { createQueue } from '../queue/queue.ts';
import { systemClock } from '../shared/clock.ts';
import { createLogger, type Logger } from '../shared/logger.ts';
import type { Storage } from '../storage/contract.ts';

/** What every command shares once it touches state: opened on first use, closed together. */
export interface Runtime {
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly home: string;
  readonly logger: Logger;
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly keys: SigningKeys;
  /** Names this process in leases. */
  readonly workerName: string;
  /** Registers what must be closed before storage is. */
  onClose(close: () => Promise<void>): void;
  close(): Promise<void>;
}

export async function openRuntime(loaded: LoadedConfig): Promise<Runtime> {
  const { config, home } = loaded;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const logger = createLogger(config.log.level);
  const storage = await openStorage(loaded, logger);
  const keys = loadOrCreateSigningKey(join(home, 'keys'));
  const ledger = createLedger(storage, { keys, clock: systemClock });
  const queue = createQueue(storage, ledger, {
    clock: systemClock,
    leaseMs: config.worker.leaseSeconds * 1000,
    maxAttempts: config.worker.maxAttempts,
  });
  const closers: (() => Promise<void>)[] = [];
  return {
    loaded,
    config,
    home,
    logger,
    storage,
    ledger,
    queue,
    keys,
    workerName: workerName(),
    onClose: (close) => closers.push(close),
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
      await storage.close();
    },
  };
}

async function openStorage(loaded: LoadedConfig, logger: Logger): Promise<Storage> {
  const { url } = loaded.config.storage;
  if (url !== null) {
    const { openPostgres } = await import('../storage/postgres/open.ts');
    return openPostgres({ url, logger });
  }
  const { openSqlite } = await import('../storage/sqlite/open.ts');
  return openSqlite({ file: join(loaded.home, 'codewright.db'), logger });
}

/** `host:pid:start`; the start time tells a process from a later one with the same number. */
function workerName(): string {
  return `${hostname()}:${process.pid}:${Math.round(performance.timeOrigin)}`;
}

/** False only when the worker ran on this host and its process is gone. */
export function isWorkerAlive(worker: string): boolean {
  const [, host, pid] = /^(.*):(\d+):\d+$/.exec(worker) ?? [];
  if (host !== hostname() || pid === undefined) return true;
  if (Number(pid) === process.pid) return worker === workerName();
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
