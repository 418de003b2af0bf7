import type { CodewrightClient, JobReport, PendingDecision } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses } from '@codewright/protocol/job';
import type { Job } from '@codewright/protocol/job';
import { emptyView, foldEntry, type JobView } from '@codewright/protocol/job-view';
import type { Host } from '../contract.ts';
import { startLive } from './live.ts';
import { startPlain } from './plain.ts';

/** One way of showing a job while it runs. */
export interface Display {
  entry(entry: LedgerEntry): void;
  /** Takes the moving region away, so that a prompt or the result can be printed. */
  suspend(): void;
  close(): void;
}

export type FollowMode = 'live' | 'plain' | 'json' | 'quiet';

/** Live on a terminal, lines elsewhere; `--json` sends every entry to stdout as one line. */
export function followMode(host: Host, options: { json?: boolean; plain?: boolean; quiet?: boolean }): FollowMode {
  if (options.json) return 'json';
  if (options.quiet) return 'quiet';
  return !options.plain && host.terminal.stderr.isTTY === true && !host.terminal.ci ? 'live' : 'plain';
}

function display(mode: FollowMode, host: Host, job: Job, view: JobView): Display {
  if (mode === 'live') return startLive(host.terminal, job, view);
  const plain = startPlain(host.terminal, mode === 'quiet');
  if (mode !== 'json') return plain;
  return {
    ...plain,
    entry(entry) {
      host.terminal.stdout.write(`${JSON.stringify(entry)}\n`);
      plain.entry(entry);
    },
  };
}

/**
 * Shows a job until it is over or waits for a person. Resolves with the report at that moment; the entries that were
 * already recorded are shown first; `view` is how it stood at `after`.
 */
export async function follow(
  host: Host,
  client: CodewrightClient,
  job: Job,
  options: { mode: FollowMode; after?: number; view?: JobView; signal: AbortSignal },
): Promise<{ report: JobReport; position: number; view: JobView }> {
  const stop = new AbortController();
  let view = options.view ?? emptyView;
  const shown = display(options.mode, host, job, view);
  let position = options.after ?? 0;
  const onAbort = () => stop.abort();
  options.signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const entry of client.events({ job: job.id, after: position, signal: stop.signal })) {
      position = entry.position;
      view = foldEntry(view, entry);
      shown.entry(entry);
      const to = entry.kind === 'job_status' ? entry.data['to'] : undefined;
      if (typeof to === 'string' && (finalStatuses.includes(to as Job['status']) || to === 'waiting_human')) {
        const report = await client.job(job.id);
        // An old status entry may come by while the job has moved on: only what holds now ends the watch.
        if (finalStatuses.includes(report.job.status) || report.job.status === 'waiting_human')
          return { report, position, view };
      }
    }
    return { report: await client.job(job.id), position, view };
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    stop.abort();
    shown.close();
  }
}

/** The first thing that the job waits for, if it can be answered here. */
export function openDecision(report: JobReport): PendingDecision | undefined {
  return report.job.status === 'waiting_human' ? report.pending[0] : undefined;
}
