import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Short: the address of a socket holds 107 letters, and tests make folders in folders. */
const prefix = 'cwt-';

/**
 * What a run of tests or a bench puts into the system's place for temporary files lies in one folder, and goes with the run. What a
 * killed one leaves, the next finds by its number.
 */
export function useOwnTemporary(): void {
  const system = tmpdir();
  if (basename(system).startsWith(prefix)) return;
  for (const name of readdirSync(system)) if (isLeft(name)) remove(join(system, name));
  const folder = join(system, `${prefix}${process.pid}`);
  mkdirSync(folder);
  // A database server that root starts runs as a user of its own.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  process.on('exit', () => remove(folder));
}

function isLeft(name: string): boolean {
  const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0;
  if (!(pid > 0)) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** When all tests are over: each has removed what it made, whether it passed or not. @throws Error that names what is left. */
export function teardown(): void {
  // vitest's own (21 random letters), which it removes after this, and what Node keeps for npm and tsc goes with the folder.
  const left = readdirSync(tmpdir()).filter((name) => !/^(?:[\w-]{21}|node-compile-cache)$/.test(name));
  if (left.length === 0) return;
  throw new Error(`Tests have left ${left.length} in their temporary folder: ${left.slice(0, 20).join(', ')}.`);
}
