import { useQuery } from '@tanstack/react-query';
import { Bot } from 'lucide-react';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { Pill } from '../../components/status.tsx';
import { call } from '../../lib/api.ts';

/** Agent CLIs, and whether they can be asked. */
export function AgentList() {
  const list = useQuery({ queryKey: ['agents'], queryFn: async () => (await call('listAgents', {})).agents });
  if (list.isPending) return <Loading what="the agents" />;
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <Empty icon={<Bot aria-hidden />} title="No agent CLI is known">
        The models do the work by themselves.
      </Empty>
    );
  return (
    <ul aria-label="Agent CLIs" className="divide-y rounded-lg border">
      {list.data.map(({ name, about, installed, ready, version, standIn, problem }) => (
        <li key={name} className="px-3 py-2.5">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h2 className="font-medium">{name}</h2>
            <Pill tone={ready ? 'good' : installed ? 'warn' : 'calm'}>
              {ready ? 'Ready' : installed ? 'Not ready' : 'Not installed'}
            </Pill>
            {version === null ? null : <span className="text-xs text-faint [overflow-wrap:anywhere]">{version}</span>}
          </div>
          <p className="mt-0.5 text-soft">{about}</p>
          {standIn === null ? null : <p className="mt-0.5 text-soft">Its part is done by {standIn}.</p>}
          {problem === null ? null : <p className="mt-0.5 text-soft [overflow-wrap:anywhere]">{problem}</p>}
        </li>
      ))}
    </ul>
  );
}
