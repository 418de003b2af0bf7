import { useNavigate, useSearch } from '@tanstack/react-router';
import { AgentList } from './agent-list.tsx';
import { ModelList } from './model-list.tsx';
import { RoleList } from './role-list.tsx';
import { WorkerList } from './worker-list.tsx';
import { Workflows } from './workflows.tsx';

const tabs = [
  {
    name: 'agents',
    label: 'Agents',
    shown: AgentList,
    about: 'Coding agents of other makers. Where one is installed here, a workflow may give it a step; none is needed.',
  },
  {
    name: 'roles',
    label: 'Roles',
    shown: RoleList,
    about:
      'Who does what within a job: what each is told first, which tools it may use, and which model thinks for it.',
  },
  {
    name: 'models',
    label: 'Models',
    shown: ModelList,
    about: 'Language models that jobs may ask. Without a key for any of them the built-in one does the work.',
  },
  {
    name: 'workers',
    label: 'Workers',
    shown: WorkerList,
    about: 'Processes of this server that take jobs from the queue and do them.',
  },
  {
    name: 'workflows',
    label: 'Workflows',
    shown: Workflows,
    about: 'The order in which the steps of a job are done, and by whom.',
  },
] as const;

/** Who does the work, whether they can, and by which plan. */
export function TeamPage() {
  const search = useSearch({ from: '/team' });
  const navigate = useNavigate();
  const { name: tab, shown: Shown, about } = tabs.find((one) => one.name === search['tab']) ?? tabs[0];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>Team · Codewright</title>
      <header className="shrink-0 border-b px-4 pt-2.5 md:px-6">
        <h1 className="flex min-h-8 items-center text-[15px] font-semibold">Team</h1>
        <nav aria-label="Parts of the team" className="-mb-px flex overflow-x-auto">
          {tabs.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              aria-current={tab === name ? 'page' : undefined}
              onClick={() => void navigate({ to: '/team', search: { tab: name } })}
              className="h-9 shrink-0 border-b-2 border-transparent px-3 font-medium text-soft -outline-offset-2 first:pl-0 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink pointer-coarse:min-h-11"
            >
              {label}
            </button>
          ))}
        </nav>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label="Team">
        <div className="mx-auto max-w-5xl px-4 py-6 md:px-6">
          <p className="mb-4 text-soft">{about}</p>
          <Shown />
        </div>
      </div>
    </div>
  );
}
