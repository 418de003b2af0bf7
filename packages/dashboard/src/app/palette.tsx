import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Keyboard, Moon, Plus, Sun } from 'lucide-react';
import { StatusIcon } from '../components/status.tsx';
import { api } from '../lib/api.ts';
import { shortId } from '../lib/format.ts';
import { useRefusal } from '../lib/session.ts';
import { setTheme } from '../lib/theme.ts';
import { openNewJob } from '../lib/window-events.ts';
import { places } from './places.ts';

export function Palette({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const refusal = useRefusal('member');
  const jobs = useQuery({ queryKey: ['jobs', 'palette'], queryFn: () => api().jobs({ limit: 100 }) });
  const pick = (action: () => void) => () => {
    close();
    action();
  };
  const row =
    'flex h-9 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:text-soft';
  return (
    <Command.Dialog
      open
      onOpenChange={close}
      label="Command palette"
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(600px,94vw)] -translate-x-1/2 overflow-hidden rounded-xl border bg-raised shadow-2xl"
    >
      <Command.Input
        placeholder="Go to a page, a job, or do something …"
        className="h-12 w-full border-b bg-transparent px-4 text-[15px] outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="p-6 text-center text-soft">Nothing has this name.</Command.Empty>
        <Command.Group heading="Do" className={heading}>
          {refusal === null ? (
            <Command.Item className={row} onSelect={pick(() => openNewJob())}>
              <Plus aria-hidden />
              New job
            </Command.Item>
          ) : null}
          <Command.Item className={row} onSelect={pick(() => setTheme('dark'))}>
            <Moon aria-hidden />
            Dark theme
          </Command.Item>
          <Command.Item className={row} onSelect={pick(() => setTheme('light'))}>
            <Sun aria-hidden />
            Light theme
          </Command.Item>
          <Command.Item className={row} onSelect={pick(() => setTheme('system'))}>
            <Keyboard aria-hidden />
            Theme of the system
          </Command.Item>
        </Command.Group>
        <Command.Group heading="Pages" className={heading}>
          {places.map(({ to, label, icon: Icon }) => (
            <Command.Item key={to} className={row} onSelect={pick(() => void navigate({ to }))}>
              <Icon aria-hidden />
              {label}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading="Jobs" className={heading}>
          {(jobs.data ?? []).map((job) => (
            <Command.Item
              key={job.id}
              value={`${job.goal} ${job.id}`}
              className={row}
              onSelect={pick(() => void navigate({ to: '/jobs/$id', params: { id: job.id }, search: {} }))}
            >
              <StatusIcon status={job.status} />
              <span className="min-w-0 flex-1 truncate">{job.goal}</span>
              <span className="font-mono text-xs text-faint">{shortId(job.id)}</span>
            </Command.Item>
          ))}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

const heading =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint';
