import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CodewrightError } from './errors.ts';

/** Folders that any start of ours can take away once whoever made them is gone: their names say who that was. */
const named = /(?:^|\/)codewright-[a-z]+-(\d+)-(\d+)-/;

/** A process by number and start time (clock ticks since boot): numbers are used again, the pair is not. */
export interface TemporaryOwner {
  pid: number;
  startTime: string;
}

/**
 * A new folder in the system's place for temporary ones. The maker removes it; after a crash the next sweep does.
 * @throws CodewrightError ENVIRONMENT
 */
export function makeTemporary(purpose: 'sandbox' | 'agent' | 'probe' | 'tools' | 'doctor'): string {
  // A relative one would lie elsewhere for each process that is started.
  const folder = resolve(tmpdir());
  try {
    return mkdtempSync(join(folder, `codewright-${purpose}-${process.pid}-${ownStart()}-`));
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw cause;
    throw new CodewrightError('ENVIRONMENT', `No temporary folder can be made in ${folder} (${code}).`, {
      hint: 'Make it, or make it writable; or set TMPDIR to a folder of yours.',
      cause,
    });
  }
}

/** Whose temporary folder a path is, or lies in. */
export function temporaryOwner(path: string): TemporaryOwner | undefined {
  const [, pid, startTime] = named.exec(path) ?? [];
  return pid === undefined || startTime === undefined ? undefined : { pid: Number(pid), startTime };
}

/** Field 22 of /proc/self/stat, counted from the name's last parenthesis; 0 where the system has none. */
function ownStart(): string {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}
