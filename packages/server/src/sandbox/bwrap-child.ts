import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { CodewrightError } from '../shared/errors.ts';
import type { ExecResult } from './contract.ts';
import { identify, isRunning, killProcess, readStat } from './processes.ts';
import type { ProcessIdentity } from './processes.ts';

/** If memory runs out, the kernel should end the command before us. bwrap still waits for its arguments, so all inside inherit it. */
export function preferAsVictim(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '800');
  } catch (error) {
    if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** bwrap's own report: one JSON document a line. */
export class Status {
  /** The first process inside, by its number outside, once bwrap has said it. */
  known: ProcessIdentity | undefined;
  /** True where bwrap has said it and no such process was there any more. */
  lost = false;
  /** True once bwrap reported the end of a command that it had really started. */
  finished = false;
  #waiting: ((inner: ProcessIdentity) => void) | undefined;

  /** Calls back with it, at once or when it is known; one caller. */
  whenKnown(call: (inner: ProcessIdentity) => void): void {
    if (this.known) call(this.known);
    else this.#waiting = call;
  }

  /** All that was said until now; `isOurs` tells whether a process is what bwrap may name. */
  hear(text: string, isOurs: (pid: number) => boolean): void {
    const pid = this.known || this.lost ? undefined : /"child-pid":\s*(\d+)/.exec(text)?.[1];
    if (pid !== undefined) {
      this.known = isOurs(Number(pid)) ? identify(Number(pid)) : undefined;
      this.lost = this.known === undefined;
      if (this.known) this.#waiting?.(this.known);
    }
    if (text.includes('"exit-code"')) this.finished = true;
  }
}

/** Ends process 1 inside: the kernel then ends and reaps all others before bwrap hears of it. */
export function killInner(inner: ProcessIdentity, bwrap: number): void {
  if (readStat(inner.pid)?.parent === bwrap) killProcess(inner);
}

/** Only when bwrap itself was killed from outside does the end of process 1 come after bwrap's own. */
export async function gone(inner: ProcessIdentity | undefined): Promise<void> {
  if (inner === undefined) return;
  for (;;) {
    if (!isRunning(inner)) return;
    killProcess(inner);
    await delay(2);
  }
}

export function notStarted(error: unknown): CodewrightError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CodewrightError('SANDBOX_FAILED', `bubblewrap could not be started: ${reason}.`, {
    hint: 'If the arguments are longer than the system allows (E2BIG), hand them in as input or as a file.',
    cause: error,
  });
}

export function setupFailure(result: ExecResult): CodewrightError {
  const reason = result.stderr.trim().split('\n').at(-1) ?? '';
  return new CodewrightError('SANDBOX_FAILED', `The sandbox could not be set up: ${reason || 'no reason given'}.`, {
    hint: setupHint(reason),
  });
}

export function setupHint(reason: string): string {
  if (/user namespace|setting up uid map|Operation not permitted|Creating new namespace/i.test(reason)) {
    return (
      'This system does not let programs make user namespaces. As root: `sysctl kernel.unprivileged_userns_clone=1` (Debian) or ' +
      '`sysctl kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu); in a container, start it with a seccomp profile that allows them.'
    );
  }
  if (/chdir/i.test(reason)) return 'The working directory must exist inside: mount it.';
  return 'Run `codewright doctor`: it tries each part of the sandbox by itself.';
}
