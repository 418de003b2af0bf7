import { askedOf, type AskedPlan } from '@codewright/protocol/asked';
import type { PendingDecision } from '@codewright/protocol/client';
import { lazy, type ReactNode, Suspense } from 'react';
import { Terminal } from '../../components/terminal.tsx';

const AskedChange = lazy(async () => ({ default: (await import('./asked-change.tsx')).AskedChange }));

/** Exactly what would be done: a change line by line, a plan as one reads it, the rest by its names. */
export function AskedAction({ decision }: { decision: PendingDecision }) {
  const { diff, call, plans, parts } = askedOf(decision);
  return (
    <>
      {plans.map(({ name, recorded, plan }) => (
        <PlanList key={name} plan={plan} recorded={recorded} />
      ))}
      {diff === null ? null : (
        <>
          <Suspense fallback={<Terminal text={diff} />}>
            <AskedChange diff={diff} />
          </Suspense>
          <AsRecorded value={call} />
        </>
      )}
      {parts.length === 0 ? null : (
        <dl className="mt-2 grid gap-x-3 gap-y-1.5 grid-cols-[80px_1fr] sm:grid-cols-[110px_1fr]">
          {parts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-soft capitalize">{name.replaceAll(/[-_]/g, ' ')}</dt>
              <dd className="min-w-0">{shownValue(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function AsRecorded({ value }: { value: unknown }) {
  return (
    <details className="mt-1.5 text-soft">
      <summary className="cursor-pointer text-xs pointer-coarse:py-2.5">As it is recorded</summary>
      <Terminal text={JSON.stringify(value, null, 2)} />
    </details>
  );
}

function shownValue(value: unknown): ReactNode {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && !value.includes('\n'))
    return <span className="font-mono text-[12.5px] [overflow-wrap:anywhere]">{value}</span>;
  return <Terminal text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)} />;
}

function PlanList({ plan: { summary, tasks }, recorded }: { plan: AskedPlan; recorded: unknown }) {
  const titleOf = (id: string) => tasks.find((task) => task.id === id)?.title ?? id;
  return (
    <div className="mt-2 rounded-md border bg-raised px-3 py-2">
      <p className="font-medium">{summary}</p>
      <ol aria-label="Tasks of the plan" className="mt-1 list-decimal space-y-1 pl-5">
        {tasks.map(({ id, title, files, after }) => (
          <li key={id}>
            {title}
            {after.length > 0 ? <span className="text-soft"> · after: {after.map(titleOf).join(', ')}</span> : null}
            {files.length > 0 ? (
              <span className="block font-mono text-[12px] text-soft [overflow-wrap:anywhere]">{files.join(', ')}</span>
            ) : null}
          </li>
        ))}
      </ol>
      <AsRecorded value={recorded} />
    </div>
  );
}
