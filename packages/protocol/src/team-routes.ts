import { z } from 'zod';
import { metrics, metricsQuery } from './figures.ts';
import type { RouteDefinition } from './route.ts';
import { agentCli, models, teamRole, worker, workflow, workflowCheck } from './team.ts';

const name = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'letters, digits, _ and -; at most 100');

/** What the team is and what it did, over all jobs that one may see. */
export const teamRoutes = {
  metrics: {
    method: 'GET',
    path: '/api/metrics',
    role: 'viewer',
    tag: 'team',
    summary: 'What was done and what it cost, by day, kind, agent and model',
    query: metricsQuery,
    status: 200,
    answer: { type: 'json', schema: metrics },
  },
  metricsStream: {
    method: 'GET',
    path: '/api/metrics/stream',
    role: 'viewer',
    tag: 'team',
    summary: 'The same, live: all of it first, then how many jobs are in each state, and all of it again at times',
    query: metricsQuery,
    status: 200,
    answer: {
      type: 'events',
      events: {
        snapshot: metrics,
        jobs: metrics.shape.queue,
        refresh: metrics,
        heartbeat: z.number().describe('Unix milliseconds; sent so that silence can be told from a dead link'),
        error: z.object({ code: z.string(), message: z.string() }),
      },
    },
  },
  prometheus: {
    method: 'GET',
    path: '/metrics',
    role: 'viewer',
    tag: 'team',
    summary: 'Counters since the beginning, in the format of Prometheus',
    status: 200,
    answer: { type: 'text', media: 'text/plain' },
  },
  listWorkers: {
    method: 'GET',
    path: '/api/workers',
    role: 'viewer',
    tag: 'team',
    summary: 'Workers that hold jobs now',
    status: 200,
    answer: { type: 'json', schema: z.object({ workers: z.array(worker) }) },
  },
  listRoles: {
    method: 'GET',
    path: '/api/roles',
    role: 'viewer',
    tag: 'team',
    summary: 'The roles of the team, with the tools that each holds',
    status: 200,
    answer: { type: 'json', schema: z.object({ roles: z.array(teamRole) }) },
  },
  listModels: {
    method: 'GET',
    path: '/api/models',
    role: 'viewer',
    tag: 'team',
    summary: 'Providers of models, whether they can be asked, and what they cost',
    status: 200,
    answer: { type: 'json', schema: models },
  },
  listAgents: {
    method: 'GET',
    path: '/api/agents',
    role: 'viewer',
    tag: 'team',
    summary: 'Agent CLIs, and whether they can be asked; looked at anew once a minute',
    status: 200,
    answer: { type: 'json', schema: z.object({ agents: z.array(agentCli) }) },
  },
  listWorkflows: {
    method: 'GET',
    path: '/api/workflows',
    role: 'viewer',
    tag: 'team',
    summary: 'The workflows that come with Codewright',
    status: 200,
    answer: { type: 'json', schema: z.object({ workflows: z.array(workflow) }) },
  },
  getWorkflow: {
    method: 'GET',
    path: '/api/workflows/{id}',
    role: 'viewer',
    tag: 'team',
    summary: 'A workflow with its text',
    status: 200,
    answer: { type: 'json', schema: workflow.extend({ text: z.string() }) },
  },
  checkWorkflow: {
    method: 'POST',
    path: '/api/workflows/check',
    role: 'viewer',
    tag: 'team',
    summary: 'Whether a text is a workflow, with every fault and its place; nothing is kept',
    body: z.object({ name, text: z.string().max(200_000) }),
    status: 200,
    answer: { type: 'json', schema: workflowCheck },
  },
} as const satisfies Record<string, RouteDefinition>;
