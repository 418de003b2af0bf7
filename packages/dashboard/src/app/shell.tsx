import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Notices } from '../components/notices.tsx';
import { Kbd } from '../components/page.tsx';
import { useInboxCount, useTitleBadge } from '../features/notifications/use-notices.ts';
import { api } from '../lib/api.ts';
import { notify } from '../lib/notices.ts';
import { useRefusal } from '../lib/session.ts';
import { useShortcuts } from '../lib/shortcuts.ts';
import { type NewJobStart, onNewJob, openNewJob } from '../lib/window-events.ts';
import { Announcer } from './announcer.tsx';
import { MorePlaces } from './more-places.tsx';
import { places } from './places.ts';
import { LinkBanner, LinkState } from './link-state.tsx';

const NewJob = lazy(async () => ({ default: (await import('../features/jobs/new-job.tsx')).NewJob }));
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

export function Shell() {
  const navigate = useNavigate();
  const refusal = useRefusal('member');
  const [newJob, setNewJob] = useState<NewJobStart | null>(null);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const go = (to: string) => void navigate({ to });
  useEffect(() => onNewJob(setNewJob), []);
  useShortcuts({
    'mod+k': () => setPalette(true),
    c: () => {
      if (refusal === null) openNewJob();
      else notify({ tone: 'bad', title: 'No job can be started', detail: refusal });
    },
    'g i': () => go('/inbox'),
    'g j': () => go('/jobs'),
    'g c': () => go('/chat'),
    'g m': () => go('/insights'),
    'g l': () => go('/record'),
    '?': () => setHelp(true),
  });
  const pending = useQuery({ queryKey: ['pending'], queryFn: () => api().pending() });
  const waiting = useInboxCount(pending.data?.length ?? 0);
  useTitleBadge(waiting);
  return (
    <div className="flex h-full flex-col md:flex-row">
      <a
        href="#content"
        className="absolute -top-20 left-2 z-50 rounded-md border bg-raised px-3 py-2 font-medium focus:top-2"
      >
        To the content
      </a>
      <aside className="hidden w-54 shrink-0 flex-col border-r bg-page px-3 py-3 md:flex">
        <div className="mb-3 flex items-center gap-2 px-2 font-semibold">
          <img src="/icon.svg" alt="" className="size-5" />
          Codewright
        </div>
        <Button
          look="main"
          needs="member"
          icon={<Plus className="size-4" aria-hidden />}
          onClick={() => openNewJob()}
          className="mb-2"
        >
          New job
        </Button>
        <Button
          onClick={() => setPalette(true)}
          className="mb-3 justify-start! text-soft!"
          icon={<Search className="size-3.5" aria-hidden />}
        >
          <span className="flex-1 text-left">Search</span>
          <Kbd keys="mod+k" />
        </Button>
        <nav aria-label="Pages" className="flex flex-1 flex-col gap-0.5">
          {places.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className="flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-soft hover:bg-hover data-[status=active]:bg-hover data-[status=active]:text-ink"
            >
              <Icon className="size-4" aria-hidden />
              <span className="flex-1">{label}</span>
              {to === '/inbox' && waiting > 0 ? <Count count={waiting} /> : null}
            </Link>
          ))}
        </nav>
        <LinkState />
      </aside>
      <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
        <LinkBanner />
        <div className="min-h-0 flex-1">
          <Outlet />
        </div>
      </main>
      <nav
        aria-label="Pages"
        className="flex shrink-0 justify-around border-t bg-page pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {places
          .filter((place) => place.bar)
          .map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className="relative flex min-h-13 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] font-medium text-soft data-[status=active]:text-accent"
            >
              <Icon className="size-5" aria-hidden />
              {label}
              {to === '/inbox' && waiting > 0 ? (
                <span className="absolute top-1 left-1/2 ml-2">
                  <Count count={waiting} />
                </span>
              ) : null}
            </Link>
          ))}
        <MorePlaces />
      </nav>
      <Suspense>
        {newJob ? <NewJob start={newJob} close={() => setNewJob(null)} /> : null}
        {palette ? <Palette close={() => setPalette(false)} /> : null}
        {help ? <ShortcutList close={() => setHelp(false)} /> : null}
      </Suspense>
      <Notices />
      <Announcer pending={pending.data} />
    </div>
  );
}

function Count({ count }: { count: number }) {
  return (
    <span className="tabular grid h-4.5 min-w-4.5 place-items-center rounded-full bg-accent-fill px-1 text-[11px] font-semibold text-white">
      <span className="sr-only">waiting: </span>
      {count}
    </span>
  );
}
