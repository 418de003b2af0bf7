import type { PendingDecision } from '@codewright/protocol/client';
import { lazy, type ReactNode, Suspense } from 'react';
import { Terminal } from '../../components/terminal.tsx';

const AskedChange = lazy(async () => ({ default: (await import('./asked-change.tsx')).AskedChange }));

/** Exactly what would be done: each part under its name, a plan as one reads it; where, and which rule wants to be asked. */
export function AskedAction({ decision: { action, rule, repository } }: { decision: PendingDecision }) {
  if (action === null || typeof action !== 'object') return null;
  const { inputs, input, diff, ...own } = action as Record<string, unknown>;
  // A change is read as one; the words of the call that makes it are folded away.
  const change = typeof diff === 'string' ? diff : null;
  const asked = { ...own, ...partsOf('inputs', inputs), ...(change === null ? partsOf('input', input) : {}) };
  const given: Record<string, unknown> = { repository, ...asked, rule };
  const parts = Object.entries(given).filter(([, value]) => value && JSON.stringify(value) !== '[]');
  const plans = parts.flatMap(([name, value]) => {
    const plan = planIn(value);
    return plan ? [{ name, value, plan }] : [];
  });
  const others = parts.filter(([name]) => !plans.some((one) => one.name === name));
  return (
    <>
      {plans.map(({ name, value, plan }) => (
        <PlanList key={name} plan={plan} recorded={value} />
      ))}
      {change === null ? null : (
        <>
          <Suspense fallback={<Terminal text={change} />}>
            <AskedChange diff={change} />
          </Suspense>
          <AsRecorded value={input} />
        </>
      )}
      {others.length === 0 ? null : (
        <dl className="mt-2 grid gap-x-3 gap-y-1.5 grid-cols-[80px_1fr] sm:grid-cols-[110px_1fr]">
          {others.map(([name, value]) => (
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

/** The parts of what is given to a tool or a step, by their names; what has none stands under `name`. */
function partsOf(name: string, given: unknown): Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : { [name]: given };
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

interface PlanShown {
  summary: string;
  tasks: { id: string; title: string; files: string[]; after: string[] }[];
}

/** A plan with its tasks; null for anything else, which is shown as it is. */
function planIn(value: unknown): PlanShown | null {
  const { summary, tasks } = (value ?? {}) as { summary?: unknown; tasks?: unknown };
  if (!Array.isArray(tasks) || tasks.length === 0) return null;
  const listOf = (items: unknown) => (Array.isArray(items) ? items.map(String) : []);
  const all = tasks.map((task: unknown, index) => {
    const { id, title, files, after } = (task ?? {}) as Record<string, unknown>;
    const name = typeof id === 'string' ? id : String(index + 1);
    return { id: name, title: typeof title === 'string' ? title : name, files: listOf(files), after: listOf(after) };
  });
  return { summary: typeof summary === 'string' ? summary : '', tasks: all };
}

function PlanList({ plan: { summary, tasks }, recorded }: { plan: PlanShown; recorded: unknown }) {
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
