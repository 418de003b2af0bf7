import type { JobReport } from '@codewright/protocol/client';
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck, CircleDashed, CircleX, Download } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Failure, Loading, Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { isOver } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';

/** The record and the signed provenance, recomputed now and not taken on trust. */
export function Proof({ report }: { report: JobReport }) {
  const { job } = report;
  const check = useQuery({ queryKey: ['verify', job.id, job.status], queryFn: () => api().verify(job.id) });
  const download = useAction({
    what: 'Fetching the truthpack',
    run: () => api().truthpack(job.id),
    after(text) {
      const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = `truthpack-${job.id}.json`;
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  if (check.isPending) return <Loading what="the record" />;
  if (check.isError) return <Failure error={check.error} retry={() => void check.refetch()} />;
  // What is only made at the end is no fault of a job that is not over.
  const checks = check.data.checks.map((one) => ({
    ...one,
    toCome: one.name === 'truthpack' && !job.truthpack && !isOver(job),
  }));
  const ok = checks.every((one) => one.ok || one.toCome);
  return (
    <div className="mx-auto max-w-3xl px-4 py-5 md:px-6">
      <div
        className={`mb-5 flex flex-wrap items-center gap-3 rounded-lg border p-3 ${ok ? 'bg-good-fill/60' : 'bg-bad-fill/60'}`}
      >
        {ok ? (
          <BadgeCheck className="size-5 text-good" aria-hidden />
        ) : (
          <CircleX className="size-5 text-bad" aria-hidden />
        )}
        <div className="min-w-0 flex-1">
          <p className="font-medium">
            {!ok
              ? 'Something does not hold'
              : isOver(job)
                ? 'The record is whole and unchanged'
                : 'The record is whole and unchanged so far'}
          </p>
          <p className="text-soft">Recomputed just now, not taken on trust.</p>
        </div>
        <div className="flex flex-wrap gap-2 max-sm:w-full pointer-coarse:gap-3">
          <Button onClick={() => void check.refetch()} pending={check.isFetching}>
            Check again
          </Button>
          {job.truthpack ? (
            <Button
              icon={<Download className="size-3.5" aria-hidden />}
              pending={download.pending}
              onClick={() => download.start(undefined)}
            >
              Download truthpack
            </Button>
          ) : null}
        </div>
      </div>
      <Section title="What was checked">
        <ul className="divide-y rounded-lg border">
          {checks.map(({ name, ok: holds, detail, toCome }) => (
            <li key={name} className="flex items-start gap-2.5 px-3 py-2.5">
              {toCome ? (
                <CircleDashed className="mt-0.5 size-4 shrink-0 text-faint" aria-label="to come" />
              ) : holds ? (
                <BadgeCheck className="mt-0.5 size-4 shrink-0 text-good" aria-label="holds" />
              ) : (
                <CircleX className="mt-0.5 size-4 shrink-0 text-bad" aria-label="does not hold" />
              )}
              <div className="min-w-0">
                <p className="font-medium">{name}</p>
                <p className="text-soft [overflow-wrap:anywhere]">
                  {toCome ? 'It is made and signed when the job is done.' : detail}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Intent">
        <pre tabIndex={0} className="overflow-x-auto rounded-md border bg-code p-3 font-mono text-[12px]">
          {job.intent}
        </pre>
        {job.truthpack ? (
          <p className="mt-2 text-xs text-soft">
            The truthpack is the signed proof as one file: what was asked, what it was read as, and the root of the
            record.
          </p>
        ) : null}
        <p className="mt-1 font-mono text-xs text-faint [overflow-wrap:anywhere]">sha256 {job.intentHash}</p>
      </Section>
    </div>
  );
}
