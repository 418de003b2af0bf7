import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverInfo } from '@codewright/protocol/client';
import { z } from 'zod';
import { sha256 } from '../shared/hash.ts';
import { isProcessAlive } from './runtime.ts';

/** What a running server leaves in its home, so that commands of the same user find it. */
const serverRecord = serverInfo.extend({
  url: z.string(),
  tokenFile: z.string(),
  pid: z.number().int().positive(),
  /** SHA-256 of the address of the database; null for the SQLite file in the home. */
  storage: z.string().nullable(),
});
export type ServerRecord = z.infer<typeof serverRecord>;

const serversFolder = (home: string): string => join(home, 'servers');

export function storageMark(url: string | null): string | null {
  return url === null ? null : sha256(url);
}

/** Leaves the record, readable by its user only; returns what takes it away. */
export function announce(home: string, record: ServerRecord): () => void {
  const folder = serversFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${record.pid}.json`);
  const partial = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(partial, JSON.stringify(record), { mode: 0o600 });
  renameSync(partial, file);
  return () => rmSync(file, { force: true });
}

/** Servers of this home whose process is there. What a killed one has left is taken away. */
export function announced(home: string): ServerRecord[] {
  const folder = serversFolder(home);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    const record = name.endsWith('.json') ? readRecord(file) : null;
    if (record === null) return [];
    if (isProcessAlive(record.pid)) return [record];
    rmSync(file, { force: true });
    return [];
  });
}

function readRecord(file: string): ServerRecord | null {
  try {
    return serverRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Taken away meanwhile, or of another version: a server that this command cannot use.
    return null;
  }
}
