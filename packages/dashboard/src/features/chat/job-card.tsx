import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { StatusPill } from '../../components/status.tsx';
import { api } from '../../lib/api.ts';
import { shortId } from '../../lib/format.ts';
import { checksInWords } from '../job/checks.tsx';
import { Cited } from '../job/cited.tsx';
import { Decision } from '../job/decision.tsx';

/** A job in the conversation: how it stands, what it asks, what came of it. `full`: in its newest place, elsewhere a line. */
export function JobCard({ id, full }: { id: string; full: boolean }) {
  const report = useQuery({ queryKey: ['job', id], queryFn: () => api().job(id) });
  if (!report.data)
    return (
      <p className="rounded-xl border p-3 text-soft">{report.isError ? `Job ${shortId(id)} cannot be read.` : '…'}</p>
    );
  const { job, summary, gates, pending } = report.data;
  return (
    <Box label={full ? `Job ${shortId(id)}` : null} className="space-y-2.5 rounded-xl border bg-raised p-3.5">
      <div className="flex items-center gap-2">
        <StatusPill status={job.status} />
        <span className="tabular min-w-0 flex-1 truncate text-soft">
          {job.currentAction ?? (gates.length > 0 ? `Checks ${checksInWords(gates)}` : '')}
        </span>
        <Link
          to="/jobs/$id"
          params={{ id }}
          search={{}}
          className="inline-flex items-center font-medium text-accent pointer-coarse:min-h-11"
        >
          Open
          <span className="sr-only"> job {shortId(id)}</span>
        </Link>
      </div>
      {full && job.error ? (
        <p className="line-clamp-6 whitespace-pre-line [overflow-wrap:anywhere]">{job.error.message}</p>
      ) : null}
      {full && summary !== null && !job.error ? <Cited text={summary} job={id} /> : null}
      {full ? pending.map((decision) => <Decision key={decision.id} decision={decision} />) : null}
    </Box>
  );
}

/** A region with a name of its own, or none. */
function Box({ label, className, children }: { label: string | null; className: string; children: ReactNode }) {
  return label === null ? (
    <div className={className}>{children}</div>
  ) : (
    <section aria-label={label} className={className}>
      {children}
    </section>
  );
}
