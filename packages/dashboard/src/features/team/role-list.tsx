import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';

/** Roles with what they are told, the tools that they hold, and their model. */
export function RoleList() {
  const list = useQuery({ queryKey: ['roles'], queryFn: async () => (await call('listRoles', {})).roles });
  if (list.isPending) return <Loading what="the roles" />;
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <Empty icon={<Users aria-hidden />} title="No role is known">
        Roles come with Codewright: this installation lacks them.
      </Empty>
    );
  return (
    <ul aria-label="Roles" className="divide-y rounded-lg border">
      {list.data.map(({ name, about, tools, model }) => (
        <li key={name} className="px-3 py-2.5">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <h2 className="font-medium">{name}</h2>
            <span className="text-xs text-faint [overflow-wrap:anywhere]">{model ?? 'the model of the job'}</span>
          </div>
          <p className="mt-0.5 text-soft">{about}</p>
          {tools.length === 0 ? (
            <p className="mt-1 text-xs text-faint">It holds no tool.</p>
          ) : (
            <ul aria-label={`Tools of ${name}`} className="mt-1.5 flex flex-wrap gap-1">
              {tools.map((tool) => (
                <li key={tool} className="rounded bg-code px-1.5 font-mono text-[12px] [overflow-wrap:anywhere]">
                  {tool}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
