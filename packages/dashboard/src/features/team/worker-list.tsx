import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Cpu } from 'lucide-react';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { Pill } from '../../components/status.tsx';
import { call } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';

const everyMs = 3000;

/** Workers that hold jobs, read again every few seconds. */
export function WorkerList() {
  const list = useQuery({
    queryKey: ['workers'],
    queryFn: async () => (await call('listWorkers', {})).workers,
    refetchInterval: everyMs,
  });
  if (list.isPending) return <Loading what="the workers" />;
  // What was read last says nothing about who is alive now.
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <Empty icon={<Cpu aria-hidden />} title="No worker holds a job">
        One shows here while it works on a job of yours.
      </Empty>
    );
  return (
    <ul aria-label="Workers" className="divide-y rounded-lg border">
      {list.data.map(({ name, alive, jobs, heartbeatAt }) => (
        <li key={name} className="px-3 py-2.5">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h2 className="font-mono text-[12.5px] font-medium [overflow-wrap:anywhere]">{name}</h2>
            <Pill tone={alive ? 'good' : 'bad'}>{alive ? 'Alive' : 'Silent'}</Pill>
            {heartbeatAt === null ? null : <span className="text-xs text-faint">last heard {ago(heartbeatAt)}</span>}
          </div>
          <ul>
            {jobs.map(({ id, goal, action }) => (
              <li key={id}>
                <Link
                  to="/jobs/$id"
                  params={{ id }}
                  search={{}}
                  className="flex min-h-8 flex-wrap items-center gap-x-3 hover:text-accent pointer-coarse:min-h-11"
                >
                  <span className="min-w-0 truncate font-medium">{goal}</span>
                  <span className="text-xs text-soft">{action}</span>
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
