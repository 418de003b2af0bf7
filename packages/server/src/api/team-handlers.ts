import { type Asker, reaches } from '@codewright/protocol/access';
import type { teamRoutes } from '@codewright/protocol/team-routes';
import { CodewrightError } from '../shared/errors.ts';
import type { Telemetry } from '../telemetry/contract.ts';
import type { ApiOptions, TeamView } from './contract.ts';
import { given } from './given.ts';
import type { Handlers } from './handlers.ts';
import { serveEvents } from './stream.ts';

type TeamHandlers = Pick<Handlers, keyof typeof teamRoutes>;

/** States of jobs are told at most so often, everything at most so often. */
const jobsEveryMs = 250;
const allEveryMs = 5_000;

/** What the team is and does. A member sees figures of the own jobs alone. */
export function createTeamHandlers(
  { telemetry, team, heartbeatMs, stallMs }: ApiOptions,
  { user, role }: Asker,
): TeamHandlers {
  const owner = role === 'member' ? user : undefined;
  const mine = owner === undefined ? {} : { owner };
  const counted = (): Telemetry => telemetry ?? none('figures');
  /** Who may start nothing looks into no folder either. */
  const placeOf = ({ repository }: { repository?: string | undefined }): string | undefined => {
    if (repository === undefined || reaches(role, 'member')) return repository;
    throw new CodewrightError('FORBIDDEN', 'To look into a repository takes the role member.');
  };
  const shown = (): TeamView => team ?? none('team');
  return {
    metrics: ({ query }) => counted().metrics({ ...given(query), ...mine }),
    async metricsStream({ query }, context) {
      const figures = counted();
      const all = async () => JSON.stringify(await figures.metrics({ ...given(query), ...mine }));
      return serveEvents(context, { heartbeatMs, stallMs }, async (write, signal) => {
        let changed = true;
        let wake = () => {};
        const stop = figures.onChange(() => {
          changed = true;
          wake();
        });
        signal.addEventListener('abort', () => wake(), { once: true });
        const news = (mostMs: number | null) =>
          new Promise<void>((resolve) => {
            const timer = mostMs === null ? undefined : setTimeout(() => wake(), mostMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
            if (changed || signal.aborted) wake();
          });
        try {
          await write({ event: 'snapshot', data: await all() });
          let allAt = Date.now();
          let told = '';
          let stale = false;
          while (!signal.aborted) {
            await news(stale ? Math.max(0, allAt + allEveryMs - Date.now()) : null);
            if (signal.aborted) return;
            if (changed) {
              changed = false;
              stale = true;
              const jobs = JSON.stringify(await figures.queue(owner));
              if (jobs !== told) await write({ event: 'jobs', data: jobs });
              told = jobs;
              await rest(jobsEveryMs, signal);
            }
            if (!stale || Date.now() - allAt < allEveryMs) continue;
            stale = false;
            await write({ event: 'refresh', data: await all() });
            allAt = Date.now();
          }
        } finally {
          stop();
        }
      });
    },
    prometheus: async () => {
      if (user === '') throw new CodewrightError('UNAUTHORIZED', 'This request carries no valid token or session.');
      return counted().prometheus(owner);
    },
    listWorkers: async () => ({ workers: await counted().workers(owner) }),
    listRoles: async () => ({ roles: await shown().roles() }),
    listModels: () => shown().models(),
    listAgents: async () => ({ agents: await shown().agents() }),
    listWorkflows: async ({ query }) => ({ workflows: await shown().workflows(placeOf(query)) }),
    getWorkflow: async ({ id, query }) => shown().workflow(id, placeOf(query)),
    saveWorkflow: ({ id, body }) => shown().saveWorkflow(id, body, user),
    checkWorkflow: ({ body }) => shown().check(body),
  };
}

function none(what: string): never {
  throw new CodewrightError('NOT_FOUND', `This server shows no ${what}.`);
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
