import type { JobDigest } from '@codewright/protocol/job-digest';
import type { PhaseState } from '@codewright/protocol/progress';
import { Link } from '@tanstack/react-router';
import { Ban, Circle, CircleCheck, CircleMinus, CircleX, LoaderCircle, Network } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Empty, Loading } from '../../components/page.tsx';
import { inks } from '../../components/status.tsx';

const Graph = lazy(async () => ({ default: (await import('./plan-graph.tsx')).PlanGraph }));
const icons = {
  waiting: Circle,
  running: LoaderCircle,
  done: CircleCheck,
  skipped: CircleMinus,
  failed: CircleX,
  stopped: Ban,
  'not-begun': CircleMinus,
};
const tones = {
  waiting: 'calm',
  running: 'busy',
  done: 'good',
  skipped: 'calm',
  failed: 'bad',
  stopped: 'calm',
  'not-begun': 'calm',
} as const;

/** The way of the job as a tree, and beside it the same as a graph. */
export function Plan({ id, digest }: { id: string; digest: JobDigest | undefined }) {
  if (digest === undefined) return <Loading what="the plan" />;
  const { phases, percent, plan: steps } = digest;
  if (phases.length === 0 && steps.length === 0)
    return (
      <Empty icon={<Network aria-hidden />} title="There is no plan yet">
        It shows here as soon as the first step begins.
      </Empty>
    );
  return (
    <div className="grid h-full min-h-0 lg:grid-cols-[minmax(300px,2fr)_3fr]">
      <div className="overflow-y-auto border-r px-4 py-4 md:px-6">
        <p className="tabular mb-2 text-soft">{Math.round(percent)} % done</p>
        <ol aria-label="Steps" className="space-y-0.5">
          {phases.map((phase) => (
            <li key={phase.name}>
              {phase.first === null ? (
                // Of a step to come there is nothing to be filtered by.
                <span className="flex min-h-9 items-center gap-2.5 px-2 text-soft pointer-coarse:min-h-11">
                  <PhaseLine phase={phase} />
                </span>
              ) : (
                <Link
                  to="/jobs/$id"
                  params={{ id }}
                  search={{ tab: 'transcript', step: phase.name }}
                  className="flex min-h-9 items-center gap-2.5 rounded-md px-2 hover:bg-hover pointer-coarse:min-h-11"
                >
                  <PhaseLine phase={phase} />
                </Link>
              )}
            </li>
          ))}
        </ol>
        {steps.length > 0 ? (
          <>
            <h2 className="mt-5 mb-1 text-xs font-semibold text-soft">Plan of the work</h2>
            <ol aria-label="Plan of the work" className="space-y-0.5">
              {steps.map((step) => (
                <li key={step.id} className="px-2 py-1">
                  <span className="flex items-center gap-2.5">
                    {step.state === null ? null : <State state={step.state} />}
                    <span className="min-w-0 flex-1 font-medium">{step.title}</span>
                    {step.state === null ? null : <span className="text-xs text-soft">{wordsOf(step.state)}</span>}
                  </span>
                  {step.after.length > 0 ? (
                    <span className="block text-xs text-soft">
                      after {step.after.map((id) => steps.find((one) => one.id === id)?.title ?? id).join(', ')}
                    </span>
                  ) : null}
                </li>
              ))}
            </ol>
          </>
        ) : null}
      </div>
      <div className="hidden min-h-0 lg:block">
        <Suspense fallback={<Loading what="the graph" />}>
          <Graph
            nodes={[
              ...phases.map(({ name, title, state }, index) => ({
                id: `phase ${name}`,
                title,
                after: index > 0 ? [`phase ${phases[index - 1]?.name}`] : [],
                state,
              })),
              // Beside them: what the plan says of the work, and in which order.
              ...steps.map(({ id, after, ...step }) => ({
                ...step,
                id: `step ${id}`,
                after: after.map((before) => `step ${before}`),
              })),
            ]}
          />
        </Suspense>
      </div>
    </div>
  );
}

const wordsOf = (state: PhaseState) => state.replaceAll('-', ' ');

function PhaseLine({ phase: { title, state } }: { phase: JobDigest['phases'][number] }) {
  return (
    <>
      <State state={state} />
      <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      <span className="text-xs text-soft">{wordsOf(state)}</span>
    </>
  );
}

function State({ state }: { state: PhaseState }) {
  const Icon = icons[state];
  return <Icon className={`size-4 shrink-0 ${inks[tones[state]]} ${state === 'running' ? 'pulse' : ''}`} aria-hidden />;
}
