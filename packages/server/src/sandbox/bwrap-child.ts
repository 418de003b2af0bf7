import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
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

export interface Status {
  /** The first process inside, by its number outside, once bwrap has said it. */
  known: ProcessIdentity | undefined;
  /** True where bwrap has said it and no such process was there any more. */
  lost: boolean;
  /** Calls back with it, at once or when it is known; one caller. */
  whenKnown(call: (inner: ProcessIdentity) => void): void;
  /** True once bwrap reported the end of a command that it had really started. */
  finished: boolean;
}

/** bwrap's own report: one JSON document a line. */
export function readStatus(child: ChildProcess): Status {
  let waiting: ((inner: ProcessIdentity) => void) | undefined;
  const status: Status = {
    known: undefined,
    lost: false,
    finished: false,
    whenKnown(call) {
      if (this.known) call(this.known);
      else waiting = call;
    },
  };
  const pipe = (child.stdio as unknown as Readable[])[5];
  if (!pipe) throw new CodewrightError('INTERNAL', 'The status pipe of bubblewrap is missing.');
  let text = '';
  pipe.on('error', () => pipe.destroy());
  pipe.setEncoding('utf8');
  pipe.on('data', (piece: string) => {
    text += piece;
    const pid = /"child-pid":\s*(\d+)/.exec(text)?.[1];
    if (status.known === undefined && pid !== undefined) {
      status.known = identify(Number(pid));
      status.lost = status.known === undefined;
      if (status.known) waiting?.(status.known);
    }
    if (text.includes('"exit-code"')) status.finished = true;
  });
  return status;
}

/** Ends process 1 inside: the kernel then ends and reaps all others before bwrap hears of it. */
export function killInner(inner: ProcessIdentity, child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (readStat(inner.pid)?.parent === child.pid) killProcess(inner);
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
