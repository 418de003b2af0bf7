import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { systemClock } from '../shared/clock.ts';

/** What a process of a test does with the store of a home; given as JSON in its first argument. */
export interface Task {
  home: string;
  /** `set:NAME` (to `value of NAME`) and `rotate`, one after the other. */
  steps: string[];
  /** The process gets this signal from itself right after so many of its changes to files: names made, written and taken away. */
  after?: { changes: number; signal: 'SIGSTOP' | 'SIGKILL' };
}

async function main({ home, steps, after }: Task): Promise<void> {
  if (after) signalAfter(after.changes, after.signal);
  // Later than the above, so that it finds the functions that count.
  const { createSecretStore } = await import('./store.ts');
  const { underLock } = await import('../storage/sqlite/lock.ts');
  const store = createSecretStore({
    home,
    passphrase: null,
    clock: systemClock,
    warn: () => undefined,
    exclusive: underLock,
  });
  for (const step of steps) {
    const [what = '', name = ''] = step.split(':');
    if (what === 'set') await store.set(name, `value of ${name}`);
    else await store.rotate();
  }
}

/** Counts what leaves a trace in a folder, whoever calls it in this process. */
function signalAfter(changes: number, signal: NodeJS.Signals): void {
  let left = changes;
  for (const name of ['linkSync', 'renameSync', 'rmSync', 'unlinkSync', 'writeSync', 'mkdirSync'] as const) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        const result = real(...args);
        left -= 1;
        if (left === 0) process.kill(process.pid, signal);
        return result;
      },
    });
  }
  syncBuiltinESMExports();
}

const task = process.argv[2];
if (process.argv[1] === import.meta.filename && task !== undefined) await main(JSON.parse(task) as Task);
