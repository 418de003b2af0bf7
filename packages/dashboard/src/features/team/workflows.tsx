import type { WorkflowListed, WorkflowSource } from '@codewright/protocol/team';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, Workflow } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { Pill } from '../../components/status.tsx';
import { call } from '../../lib/api.ts';
import { plural } from '../../lib/format.ts';
import { useRefusal } from '../../lib/session.ts';
import { WorkflowEditor } from './workflow-editor.tsx';

/** All of them, or the one that the address names. */
export function Workflows() {
  const { workflow: opened, repository = '' } = useSearch({ from: '/team' });
  const list = useQuery({
    queryKey: ['workflows', repository],
    queryFn: async () => (await call('listWorkflows', { query: placeOf(repository) })).workflows,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (opened !== undefined) return <Opened key={`${repository} ${opened}`} name={opened} repository={repository} />;
  return (
    <>
      <OfRepository repository={repository} />
      <List list={list} repository={repository} />
    </>
  );
}

const placeOf = (repository: string): Record<string, string> => (repository === '' ? {} : { repository });
const states: Record<WorkflowSource, { tone: 'good' | 'warn' | 'calm'; label: string }> = {
  codewright: { tone: 'calm', label: 'Comes with Codewright' },
  approved: { tone: 'good', label: 'Approved' },
  new: { tone: 'warn', label: 'Not approved' },
  changed: { tone: 'warn', label: 'Changed since it was approved' },
};

/** Names the repository whose own workflows are shown too. */
function OfRepository({ repository }: { repository: string }) {
  const id = useId();
  const navigate = useNavigate();
  const refusal = useRefusal('member');
  const [folder, setFolder] = useState(repository);
  if (refusal !== null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/team', search: { tab: 'workflows', ...placeOf(folder.trim()) } });
  };
  return (
    <form onSubmit={submit} className="mb-4 flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-soft">
        With those of a repository
      </label>
      <input
        id={id}
        value={folder}
        placeholder="/path/of/the/repository"
        onChange={(event) => setFolder(event.target.value)}
        className="h-8 min-w-48 flex-1 rounded-md border border-edge bg-panel px-2.5 font-mono text-[12.5px] pointer-coarse:min-h-11"
      />
      <Button type="submit">Show</Button>
    </form>
  );
}

function List({ list, repository }: { list: UseQueryResult<WorkflowListed[]>; repository: string }) {
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
      {list.data.map(({ name, description, steps, from }) => (
        <li key={`${from} ${name}`}>
          <Link
            to="/team"
            search={{
              tab: 'workflows',
              workflow: name,
              ...(from === 'codewright' ? {} : placeOf(repository)),
            }}
            className="block px-3 py-2.5 -outline-offset-2 hover:bg-hover"
          >
            <span className="flex items-baseline gap-3">
              <span className="flex-1 font-medium">{name}</span>
              {repository === '' ? null : <Pill tone={states[from].tone}>{states[from].label}</Pill>}
              <span className="tabular text-xs text-faint">{plural(steps.length, 'step')}</span>
            </span>
            <span className="block text-soft">{description}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Opened({ name, repository }: { name: string; repository: string }) {
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['workflow', name, repository],
    queryFn: () => call('getWorkflow', { id: name, query: placeOf(repository) }),
    retry: false,
  });
  return (
    <>
      <div className="mb-4 flex items-center gap-2">
        <Link
          to="/team"
          search={{ tab: 'workflows', ...placeOf(repository) }}
          aria-label="All workflows"
          className="-ml-2 grid size-8 place-items-center rounded-md text-soft hover:bg-hover pointer-coarse:size-11"
        >
          <ChevronLeft className="size-4" aria-hidden />
        </Link>
        <h2 className="min-w-0 flex-1 truncate text-[15px] font-semibold">{name}</h2>
        {found.data ? <Pill tone={states[found.data.from].tone}>{states[found.data.from].label}</Pill> : null}
      </div>
      {found.isPending ? (
        <Loading what="the workflow" />
      ) : found.isError ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : (
        <WorkflowEditor
          workflow={found.data}
          repository={found.data.from === 'codewright' ? '' : repository}
          saved={(saved, folder) =>
            void navigate({ to: '/team', search: { tab: 'workflows', workflow: saved, repository: folder } })
          }
        />
      )}
    </>
  );
}
