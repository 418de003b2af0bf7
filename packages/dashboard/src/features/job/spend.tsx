import type { Job, Usage } from '@codewright/protocol/job';
import type { JobDigest } from '@codewright/protocol/job-digest';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Loading, Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { amount, duration, money } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';

const limits: { key: keyof Usage; label: string; words: (value: number) => string }[] = [
  { key: 'steps', label: 'Steps', words: (value) => String(value) },
  { key: 'tokens', label: 'Tokens', words: amount },
  { key: 'seconds', label: 'Time', words: (value) => duration(value * 1000) },
  { key: 'cents', label: 'Cost', words: money },
];

/** What each limit allows and what has gone of it; whether the figures come from the provider or are reckoned. */
export function Spend({
  job,
  digest,
  step,
  titles,
  asks,
}: {
  job: Job;
  digest: JobDigest | undefined;
  /** What the steps are called, by their names. */
  titles: ReadonlyMap<string, string>;
  /** The one to look at by itself; '' for all. */
  step: string;
  /** It stands at a limit and asks for a larger budget. */
  asks: boolean;
}) {
  if (digest === undefined) return <Loading what="the spend" />;
  const { used, reserved, turnsOfModels: turns } = digest;
  const source =
    turns.all === 0
      ? 'nothing spent yet'
      : turns.reported === turns.all
        ? 'reported by the provider'
        : turns.reported === 0
          ? 'estimated, the provider reports none'
          : 'estimated in part';
  const ended = job.status === 'failed' && job.stopReason?.endsWith('_limit');
  return (
    <div className="mx-auto max-w-3xl px-4 py-5 md:px-6">
      {ended || asks ? <Raise job={job} used={used} ended={!asks} /> : null}
      <Section
        title="Spent of its limits"
        aside={<span className="text-xs text-faint">Tokens and cost: {source}</span>}
      >
        <div className="divide-y rounded-lg border">
          {limits.map(({ key, label, words }) => {
            const share = job.caps[key] > 0 ? Math.min(1, used[key] / job.caps[key]) : 0;
            return (
              <div key={key} className="grid grid-cols-[70px_1fr_minmax(8.5rem,auto)] items-center gap-3 px-3 py-2.5">
                <span className="font-medium">{label}</span>
                <progress
                  aria-label={`${label}: ${words(used[key])} of ${words(job.caps[key])}`}
                  value={share}
                  max={1}
                  className="h-1.5 w-full overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent-fill"
                />
                <span className="tabular text-right text-soft">
                  <span className="text-ink">{words(used[key])}</span> of {words(job.caps[key])}
                  {reserved[key] > 0 ? <span className="block text-xs">{words(reserved[key])} reserved</span> : null}
                </span>
              </div>
            );
          })}
        </div>
        <p className="mt-1.5 text-xs text-faint">
          Steps are counted here as calls: each of the model, and each of a tool.
        </p>
        {limits.some(({ key }) => reserved[key] > 0) ? (
          <p className="mt-1.5 text-xs text-faint">
            Reserved: what the agents that are at work may still take of it. Each step is checked against its limits
            before it begins.
          </p>
        ) : null}
      </Section>
      <BySteps bySteps={digest.bySteps} step={step} titles={titles} />
    </div>
  );
}

/** What each step of the job has cost. */
function BySteps({
  bySteps,
  step,
  titles,
}: Pick<JobDigest, 'bySteps'> & { step: string; titles: ReadonlyMap<string, string> }) {
  const shown = bySteps.filter((one) => step === '' || one.step === step);
  if (shown.length === 0) return null;
  return (
    <Section title="By step of the work">
      <div className="overflow-x-auto rounded-lg border" tabIndex={0} role="group" aria-label="Spent by step">
        <table className="tabular w-full text-right">
          <thead className="text-xs text-soft">
            <tr>
              <th className="px-3 py-1.5 text-left font-medium">Step</th>
              {limits.map(({ key, label }) => (
                <th key={key} className="px-2 py-1.5 font-medium sm:px-3">
                  {key === 'steps' ? 'Calls' : label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {shown.map((one) => (
              <tr key={one.step}>
                <td className="px-3 py-1.5 text-left font-medium">{titles.get(one.step) ?? one.step}</td>
                {limits.map(({ key, words }) => (
                  <td key={key} className="px-2 py-1.5 whitespace-nowrap sm:px-3">
                    {words(one.used[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** A job that stands at a limit, or was ended by it, goes on with a larger one. */
function Raise({ job, used, ended }: { job: Job; used: Usage; ended: boolean }) {
  const [factor, setFactor] = useState(2);
  const raise = useAction({
    what: 'Raising the limits',
    run: () => {
      const { steps, tokens, seconds, cents } = job.caps;
      const caps = { steps: steps * factor, tokens: tokens * factor, seconds: seconds * factor, cents: cents * factor };
      return api().resume(job.id, { caps });
    },
    done: () => 'The job goes on with larger limits',
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    raise.start(undefined);
  };
  return (
    <form onSubmit={send} className="mb-5 flex flex-wrap items-center gap-3 rounded-lg border bg-warn-fill/60 p-3">
      <p className="flex-1 font-medium">
        {ended ? 'A limit has ended this job.' : 'This job stands at a limit.'}
        {ended && !limits.some(({ key }) => used[key] >= job.caps[key]) ? (
          <span className="block font-normal text-soft">
            It is that of a role or of a step, which ends without a question; those of the job were not reached. It
            stands in the role or in the workflow.
          </span>
        ) : null}
      </p>
      <select
        aria-label="New limits"
        value={factor}
        onChange={(event) => setFactor(Number(event.target.value))}
        className="h-8 rounded-md border border-edge bg-panel px-2 pointer-coarse:min-h-11"
      >
        <option value={2}>Twice the limits</option>
        <option value={5}>Five times</option>
        <option value={10}>Ten times</option>
      </select>
      <Button look="main" needs="member" type="submit" pending={raise.pending}>
        Raise and resume
      </Button>
    </form>
  );
}
