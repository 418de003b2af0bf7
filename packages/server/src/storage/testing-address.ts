import { silentLogger } from '../shared/logger.ts';
import type { Storage } from './contract.ts';
import type { Migration } from './migrations.ts';
import { openPostgres } from './postgres/open.ts';
import { openSqlite } from './sqlite/open.ts';

/** How a process reaches a database; plain data, so that a child process can be given it. */
export type Address = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

export function openAddress(address: Address, options: { migrations?: readonly Migration[] } = {}): Promise<Storage> {
  const more = options.migrations ? { migrations: options.migrations } : {};
  if (address.kind === 'sqlite') return openSqlite({ file: address.file, logger: silentLogger, ...more });
  return openPostgres({ url: address.url, logger: silentLogger, maxConnections: 8, ...more });
}
