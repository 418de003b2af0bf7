import { z } from 'zod';
import { agentSettings } from '../shared/agent-settings.ts';
import { forgeSettings } from '../shared/forge-settings.ts';
import { modelSettings } from '../shared/model-settings.ts';
import { toolServerSettings } from '../shared/tool-server-settings.ts';

// Every setting with its default and its meaning. How they are laid over one another is in ../config.ts.

const capsSetting = z.strictObject({
  steps: z.number().int().positive().optional().describe('model calls plus tool calls'),
  tokens: z.number().int().positive().optional().describe('input plus output tokens'),
  seconds: z.number().int().positive().optional().describe('active time'),
  cents: z.number().nonnegative().optional().describe('US cents'),
});

const perMinute = (usual: number) => z.number().int().positive().nullable().default(usual);

export const schema = z.strictObject({
  log: z.strictObject({
    level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn').describe('process log on stderr'),
  }),
  storage: z.strictObject({
    url: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'expected postgres://…')
      .nullable()
      .default(null)
      .describe('PostgreSQL; null keeps everything in one SQLite file in the home folder'),
  }),
  worker: z.strictObject({
    concurrency: z.number().int().min(1).max(64).default(1).describe('jobs at once in one process'),
    heartbeatSeconds: z.number().positive().default(5).describe('how often a worker extends its lease'),
    leaseSeconds: z.number().positive().default(30).describe('silence after which another worker takes over'),
    maxAttempts: z.number().int().min(1).default(3).describe('takeovers before a job fails for good'),
    drainSeconds: z.number().positive().default(20).describe('how long SIGTERM waits for the running step'),
  }),
  sandbox: z.strictObject({
    kind: z
      .enum(['bubblewrap', 'process'])
      .default('bubblewrap')
      .describe('`process` means no isolation; the record says so'),
    allowHosts: z.array(z.string()).default([]).describe('hosts besides the package registry that installs may reach'),
    memoryMegabytes: z.number().int().min(64).default(4096).describe('data per process'),
    processes: z.number().int().min(8).default(512).describe('processes and threads at once'),
    commandSeconds: z.number().int().min(1).default(300).describe('wall time of one command'),
    outputMegabytes: z.number().min(0.1).default(64).describe('output after which a command is stopped'),
  }),
  model: modelSettings,
  agents: agentSettings
    .default({})
    .describe('agent CLIs: changes to those brought along, and your own (docs/adding-an-agent.md)'),
  mcp: toolServerSettings,
  forges: forgeSettings.default({}).describe('kinds of servers for pull requests, by host'),
  research: z.strictObject({
    registry: z.url().nullable().default(null).describe('npm registry; null takes the one that npm is set to'),
    registries: z
      .partialRecord(z.enum(['pypi', 'crates', 'go', 'maven']), z.url())
      .default({})
      .describe('addresses of the other registries, in place of the public ones'),
    cacheSeconds: z.number().int().nonnegative().default(86_400).describe('how long a looked-up version stays good'),
    retries: z
      .number()
      .int()
      .min(0)
      .max(10)
      .default(3)
      .describe('further tries of a failed look-up; an install tries twice more at most'),
    timeoutSeconds: z.number().positive().default(30).describe('limit of one look-up'),
    hosts: z
      .array(z.string())
      .default([])
      .describe('hosts whose pages agents may read, beside the documentation sites of knowledge/documentation.yaml'),
    searchEngine: z
      .enum(['searxng', 'brave', 'tavily'])
      .nullable()
      .default(null)
      .describe('engine that agents may search the web with; its key is BRAVE_API_KEY or TAVILY_API_KEY'),
    searchUrl: z.url().nullable().default(null).describe('address of that engine; null takes its public one'),
  }),
  api: z.strictObject({
    host: z.string().default('127.0.0.1').describe('address that `serve` binds to'),
    port: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(4180)
      .describe('port that `serve` listens on; 0 picks a free one'),
    hostNames: z.array(z.string()).default([]).describe('further names that the server is reached by (behind a proxy)'),
    jobsPerMinute: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(30)
      .describe('new jobs that one user may ask for; null: any number'),
    chatPerMinute: perMinute(60).describe('words in chat of one user; null: any number'),
    messagesPerMinute: perMinute(120).describe('requests for messages of one user; null: any number'),
    requestsPerMinute: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(100)
      .describe('other requests of one user, or of one address where nobody is signed in; null: any number'),
    windowPerMinute: perMinute(1200).describe('requests of the browsers of one user; null: any number'),
    allPerMinute: perMinute(6000).describe('requests of all users together; null: any number'),
    sessionDays: z.number().int().min(1).max(365).default(30).describe('how long a browser stays signed in'),
    https: z
      .boolean()
      .default(false)
      .describe('browsers reach the server by HTTPS only (a proxy before it): cookies are never sent otherwise'),
  }),
  webhooks: z.strictObject({
    allowHosts: z
      .array(z.string())
      .default([])
      .describe('`host:port` in the own network that webhooks and push services may have'),
    contact: z
      .string()
      .regex(/^(mailto:|https:\/\/)/, 'expected mailto:… or https://…')
      .default('mailto:codewright@localhost')
      .describe('where the operator of a push service finds whoever runs this'),
  }),
  git: z.strictObject({
    authorName: z.string().min(1).default('Codewright').describe('author of the commits'),
    authorEmail: z.string().min(3).default('codewright@localhost').describe('e-mail of the author'),
  }),
  caps: z
    .partialRecord(z.enum(['build', 'genius', 'mechanic', 'review', 'chat']), capsSetting)
    .default({})
    .describe('budgets by mode (mechanic: small changes, genius: large ones), in place of the built-in ones'),
  approvals: z.strictObject({
    hours: z
      .number()
      .positive()
      .max(8760)
      .nullable()
      .default(72)
      .describe('time in which what was asked may be approved; then it must be asked again; null: any time'),
  }),
  change: z.strictObject({
    maxFiles: z.number().int().positive().nullable().default(null).describe('files one job may change; null: by mode'),
    maxLines: z.number().int().positive().nullable().default(null).describe('lines one job may change; null: by mode'),
    forbiddenPaths: z.array(z.string()).default([]).describe('globs no job may change, beside the built-in ones'),
  }),
});

export type Config = z.infer<typeof schema>;

/** What a project's own file may say: limits, and only tighter than the user's. */
export const projectSchema = schema
  .pick({ caps: true, change: true })
  .partial()
  .extend({
    sandbox: schema.shape.sandbox
      .pick({ memoryMegabytes: true, processes: true, commandSeconds: true })
      .partial()
      .optional(),
  });
