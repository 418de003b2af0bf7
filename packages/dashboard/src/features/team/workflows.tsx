import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { ChevronLeft, Workflow } from 'lucide-react';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { plural } from '../../lib/format.ts';
import { WorkflowEditor } from './workflow-editor.tsx';

/** All of them, or the one that the address names. */
export function Workflows() {
  const { workflow: opened } = useSearch({ from: '/team' });
  const list = useQuery({
    queryKey: ['workflows'],
    queryFn: async () => (await call('listWorkflows', {})).workflows,
  });
  if (opened !== undefined) return <Opened key={opened} name={opened} />;
  if (list.isPending) return <Loading what="the workflows" />;
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <Empty icon={<Workflow aria-hidden />} title="No workflow is known">
        Workflows come with Codewright: this installation lacks them.
      </Empty>
    );
  return (
    <ul aria-label="Workflows" className="divide-y rounded-lg border">
      {list.data.map(({ name, description, steps }) => (
        <li key={name}>
          <Link
            to="/team"
            search={{ tab: 'workflows', workflow: name }}
            className="block px-3 py-2.5 -outline-offset-2 hover:bg-hover"
          >
            <span className="flex items-baseline gap-3">
              <span className="flex-1 font-medium">{name}</span>
              <span className="tabular text-xs text-faint">{plural(steps.length, 'step')}</span>
            </span>
            <span className="block text-soft">{description}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Opened({ name }: { name: string }) {
  const found = useQuery({ queryKey: ['workflow', name], queryFn: () => call('getWorkflow', { id: name }) });
  return (
    <>
      <div className="mb-4 flex items-center gap-2">
        <Link
          to="/team"
          search={{ tab: 'workflows' }}
          aria-label="All workflows"
          className="-ml-2 grid size-8 place-items-center rounded-md text-soft hover:bg-hover pointer-coarse:size-11"
        >
          <ChevronLeft className="size-4" aria-hidden />
        </Link>
        <h2 className="min-w-0 flex-1 truncate text-[15px] font-semibold">{name}</h2>
      </div>
      {found.isPending ? (
        <Loading what="the workflow" />
      ) : found.isError ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : (
        <WorkflowEditor workflow={found.data} />
      )}
    </>
  );
}
