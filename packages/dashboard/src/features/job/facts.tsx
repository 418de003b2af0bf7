import type { JobReport } from '@codewright/protocol/client';
import type { JobDigest } from '@codewright/protocol/job-digest';
import type { ReactNode } from 'react';
import { amount, duration, exact, isOver, money, plural } from '../../lib/format.ts';
import { checksInWords } from './checks.tsx';

/** What one wants to know of a job at one glance: checks, size of the change, spend, and who has to do something now. */
export function Facts({
  report,
  digest,
  children,
}: {
  report: JobReport;
  /** Not known at once. */
  digest: JobDigest | undefined;
  /** What can be done, beside what is next. */
  children: ReactNode;
}) {
  const { job, gates, pending, change, merged } = report;
  const { used } = digest ?? job;
  const turns = digest?.turnsOfModels;
  const isEstimated = turns !== undefined && turns.reported < turns.all;
  const none = isOver(job) ? 'none' : 'none yet';
  const failed = gates.some((gate) => gate.verdict === 'failed');
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-5 gap-y-1">
      <dl className="contents">
        <Fact name="Checks" tone={failed ? 'text-bad' : ''}>
          {gates.length === 0 ? none : checksInWords(gates)}
        </Fact>
        <Fact name="Changes">
          {change ? (
            <>
              {plural(change.files, 'file')} <span className="text-good">+{exact(change.added)}</span>{' '}
              <span className="text-bad">−{exact(change.removed)}</span>
            </>
          ) : // Counted at the end of a step: that none was counted does not mean that there is none.
          !isOver(job) && digest && digest.checkpoint !== '' ? (
            'under way'
          ) : (
            none
          )}
        </Fact>
        <Fact name="Spent" place="max-sm:basis-full">
          {isEstimated ? 'about ' : ''}
          {money(used.cents)} · {amount(used.tokens)} tokens · {duration(used.seconds * 1000)}
        </Fact>
        <Fact name="Next" place="flex-1" tone={pending.length > 0 ? 'text-warn' : ''}>
          {nextOf(report)}
        </Fact>
      </dl>
      {children}
    </div>
  );

  function nextOf({ job: { status, result, pauseRequestedAt } }: JobReport): string {
    if (pending.some((one) => one.budget)) return 'You raise the budget or end it';
    if (pending.some((one) => one.kind === 'approval')) return 'You approve or reject';
    if (pending.length > 0) return 'You answer a question';
    if (status === 'waiting_human') return 'You resume it';
    if (status === 'queued') return 'A worker takes it';
    if (status === 'cancelling') return 'It stops';
    if (pauseRequestedAt !== null && status === 'running') return 'It pauses at its next step';
    if (!isOver(job)) return digest?.phases.findLast(({ state }) => state === 'running')?.title ?? 'It works';
    if (status !== 'succeeded') return 'You read why, or fork it';
    if (merged) return 'Nothing: it is merged';
    return result?.includes('#') ? 'You merge it' : 'Nothing: it is delivered';
  }
}

function Fact({
  name,
  tone = '',
  place = '',
  children,
}: {
  name: string;
  tone?: string;
  place?: string;
  children: ReactNode;
}) {
  return (
    <div className={`flex min-w-0 items-baseline gap-1.5 ${place}`}>
      <dt className="text-xs text-faint">{name}</dt>
      <dd className={`tabular min-w-0 font-medium ${tone}`}>{children}</dd>
    </div>
  );
}
