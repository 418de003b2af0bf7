import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '../components/page.tsx';
import { JobsPage } from '../features/jobs/jobs-page.tsx';
import { Compass } from 'lucide-react';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Empty icon={<Compass aria-hidden />} title="There is no such page">
      The address names nothing here. The list of jobs is a good place to start.
    </Empty>
  ),
});
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
type Search = Record<string, string>;
/** What of an address counts for a page; anything else falls away. */
const only =
  (...names: string[]) =>
  (search: Record<string, unknown>): Search =>
    Object.fromEntries(
      names.flatMap((name) => (text(search[name]) === undefined ? [] : [[name, String(search[name])]])),
    );

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/jobs', search: {} });
  },
});
const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: only('status', 'mode', 'q', 'view'),
  component: JobsPage,
});
const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$id',
  validateSearch: only('tab', 'step', 'entry', 'file', 'from', 'to', 'space', 'comment', 'q'),
  component: lazyRouteComponent(() => import('../features/job/job-page.tsx'), 'JobPage'),
});
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
});
const chat = createRoute({
  getParentRoute: () => root,
  path: '/chat',
  validateSearch: only('thread', 'at'),
  component: lazyRouteComponent(() => import('../features/chat/chat-page.tsx'), 'ChatPage'),
});
const metrics = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  validateSearch: only('days'),
  component: lazyRouteComponent(() => import('../features/metrics/metrics-page.tsx'), 'MetricsPage'),
});
const team = createRoute({
  getParentRoute: () => root,
  path: '/team',
  validateSearch: only('tab', 'workflow', 'repository'),
  component: lazyRouteComponent(() => import('../features/team/team-page.tsx'), 'TeamPage'),
});
const memory = createRoute({
  getParentRoute: () => root,
  path: '/memory',
  validateSearch: only('scope', 'q', 'record'),
  component: lazyRouteComponent(() => import('../features/memory/memory-page.tsx'), 'MemoryPage'),
});
const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  validateSearch: only('kind', 'stale', 'q', 'item'),
  component: lazyRouteComponent(() => import('../features/knowledge/knowledge-page.tsx'), 'KnowledgePage'),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/record',
  validateSearch: only('q'),
  component: lazyRouteComponent(() => import('../features/ledger/ledger-page.tsx'), 'LedgerPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});
const administration = [
  createRoute({
    getParentRoute: () => root,
    path: '/settings/people',
    component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/configuration',
    component: lazyRouteComponent(
      () => import('../features/configuration/configuration-page.tsx'),
      'ConfigurationPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/keys',
    component: lazyRouteComponent(() => import('../features/configuration/keys-page.tsx'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/policies',
    component: lazyRouteComponent(() => import('../features/configuration/rules-page.tsx'), 'RulesPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    jobs,
    job,
    inbox,
    chat,
    metrics,
    team,
    memory,
    knowledge,
    ledger,
    ...administration,
    settings,
    webhooks,
  ]),
  // Plain texts, as an address has them anywhere: a number needs no quotes to stay what it is.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => typeof value === 'string');
    const query = new URLSearchParams(given as [string, string][]).toString();
    return query === '' ? '' : `?${query}`;
  },
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Loading what="the page" />,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
