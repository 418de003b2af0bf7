import { join } from 'node:path';
import { emptyView, foldEntry, type JobView } from '@codewright/protocol/job-view';
import type { JobReport } from '@codewright/protocol/client';
import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { readFileSync } from 'node:fs';
import { readYaml } from '../shared/yaml.ts';
import type { GuestOptions } from './contract.ts';
import { GuestJobs, outcome, repositoryOf, understood, unready } from './guest-jobs.ts';

/** Clients give up on a call after a minute if they are not told otherwise. */
const MAX_WAIT_SECONDS = 50;
const MAX_TEXT = 60_000;

const job = z.string().min(4).max(100);
const waitSeconds = z.number().min(0).max(MAX_WAIT_SECONDS);

/** Serves the Model Context Protocol on two streams until the client leaves or the signal fires. */
export async function serveMcp({ backend, input, output, folder, signal }: GuestOptions): Promise<void> {
  const { McpServer } = await import('@modelcontextprotocol/server');
  const { serveStdio, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  const jobs = new GuestJobs(backend);
  const words = readWords();
  const ended = Promise.withResolvers<void>();
  const transport = new StdioServerTransport(input, output);
  const handle = serveStdio(
    () => {
      const server = new McpServer(
        { name: 'codewright', version: backend.version },
        { capabilities: { tools: {} }, instructions: words['instructions'] ?? '' },
      );
      addTools(server, jobs, words, folder);
      return server;
    },
    { transport },
  );
  input.once('end', () => ended.resolve());
  input.once('close', () => ended.resolve());
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  if (signal.aborted) ended.resolve();
  await ended.promise;
  await handle.close();
  await jobs.close();
}

function addTools(server: McpServer, jobs: GuestJobs, words: Record<string, string>, folder: string): void {
  const about = (tool: string) => ({ description: words[tool] ?? '' });
  const told = async (work: () => Promise<CallToolResult>): Promise<CallToolResult> => {
    try {
      return await work();
    } catch (error) {
      const { message, hint } = toCodewrightError(error);
      return { isError: true, content: [{ type: 'text', text: hint ? `${message}\n${hint}` : message }] };
    }
  };

  server.registerTool(
    'submit_job',
    {
      ...about('submit_job'),
      annotations: { destructiveHint: false, idempotentHint: false, openWorldHint: true },
      inputSchema: z.object({
        request: z.string().min(1).max(10_000),
        repository: z.string().max(4096).optional(),
        output: z.string().max(4096).optional(),
        mode: z.enum(['build', 'genius', 'mechanic', 'review']).optional(),
        model: z.string().max(200).optional(),
        wait_seconds: waitSeconds.default(0),
      }),
    },
    ({ request, repository, output, mode, model, wait_seconds }, context) =>
      told(async () => {
        const around = repository ?? (mode === 'build' || output !== undefined ? undefined : repositoryOf(folder));
        const { preview, job: made } = await jobs.submit({
          goal: request,
          folder,
          createdBy: 'mcp',
          ...(around === undefined ? {} : { repository: around }),
          ...(output === undefined ? {} : { output }),
          ...(mode === undefined ? {} : { mode }),
          ...(model === undefined ? {} : { model }),
        });
        if (made === null) {
          return answerOf(unready(preview), { job: null, verdict: preview.verdict, questions: preview.questions });
        }
        const seen = await watch(jobs, made.id, wait_seconds, 0, context);
        return answerOf(`${understood(preview)}\n${seen.text}`, seen.data);
      }),
  );

  server.registerTool(
    'watch_job',
    {
      ...about('watch_job'),
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ job, wait_seconds: waitSeconds.default(30), after: z.int().min(0).default(0) }),
    },
    ({ job: id, wait_seconds, after }, context) =>
      told(async () => {
        const { text, data } = await watch(jobs, await fullId(jobs, id), wait_seconds, after, context);
        return answerOf(text, data);
      }),
  );

  server.registerTool(
    'answer_job',
    {
      ...about('answer_job'),
      annotations: { destructiveHint: true },
      inputSchema: z.object({ job, answer: z.string().min(1).max(10_000), question: z.string().optional() }),
    },
    ({ job: id, answer, question }) =>
      told(async () => {
        const client = await jobs.client();
        const { pending, job: known } = await client.job(id);
        const decision = pending.find((one) => question === undefined || one.id === question);
        if (!decision) throw new CodewrightError('CONFLICT', 'The job waits for no such answer.');
        await client.answer(known.id, { id: decision.id, digest: decision.digest, answer });
        await jobs.work(known.id);
        return answerOf(`Answered. The job goes on.`, { job: known.id, status: 'queued' });
      }),
  );

  server.registerTool(
    'tell_job',
    {
      ...about('tell_job'),
      annotations: { destructiveHint: false },
      inputSchema: z.object({ job, text: z.string().min(1).max(10_000) }),
    },
    ({ job: id, text }) =>
      told(async () => {
        const next = await (await jobs.client()).say(id, text);
        await jobs.work(next.id);
        return answerOf(`Said to job ${next.id}.`, { job: next.id, status: next.status });
      }),
  );

  server.registerTool(
    'fetch_result',
    {
      ...about('fetch_result'),
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ job, what: z.enum(['summary', 'diff', 'truthpack', 'verification']).default('summary') }),
    },
    ({ job: id, what }) =>
      told(async () => {
        const client = await jobs.client();
        if (what === 'diff') return answerOf(cut(await client.diff(id)), { job: id });
        if (what === 'truthpack') return answerOf(await client.truthpack(id), { job: id });
        if (what === 'verification') {
          const { ok, checks } = await client.verify(id);
          const lines = checks.map((one) => `${one.ok ? '✓' : '✗'} ${one.name}: ${one.detail}`);
          return answerOf([...lines, ok ? 'Everything holds.' : 'Something does not hold.'].join('\n'), {
            job: id,
            ok,
          });
        }
        const report = await client.job(id);
        return answerOf(outcome(report), stateOf(report, null));
      }),
  );

  server.registerTool(
    'list_jobs',
    {
      ...about('list_jobs'),
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ limit: z.int().min(1).max(100).default(20) }),
    },
    ({ limit }) =>
      told(async () => {
        const found = await (await jobs.client()).jobs({ limit });
        const lines = found.map(({ id, status, mode, goal }) => `${id} ${status} ${mode}: ${goal}`);
        return answerOf(lines.length === 0 ? 'There is no job yet.' : lines.join('\n'), {
          jobs: found.map(({ id, status, mode, goal, result }) => ({ id, status, mode, goal, result })),
        });
      }),
  );

  server.registerTool(
    'cancel_job',
    {
      ...about('cancel_job'),
      annotations: { destructiveHint: true, idempotentHint: true },
      inputSchema: z.object({ job }),
    },
    ({ job: id }) =>
      told(async () => {
        const { id: full, status } = await (await jobs.client()).cancel(id);
        return answerOf(`The job is ${status}.`, { job: full, status });
      }),
  );
}

/** What happened after a position, waiting for news until the job settles or the time is over; progress is told meanwhile. */
async function watch(
  jobs: GuestJobs,
  id: string,
  seconds: number,
  after: number,
  context: ServerContext,
): Promise<{ text: string; data: Record<string, unknown> }> {
  const client = await jobs.client();
  const over = AbortSignal.any([AbortSignal.timeout(seconds * 1000 + 1), context.mcpReq.signal]);
  const lines: string[] = [];
  let view: JobView = emptyView;
  let position = after;
  // The share that is done counts from the beginning, whatever the caller has seen already.
  for (const entry of after > 0 ? await client.history(id) : [])
    if (entry.position <= after) view = foldEntry(view, entry);
  const token = context.mcpReq._meta?.progressToken;
  let told = -1;
  for await (const entry of jobs.follow(id, after, over)) {
    position = Math.max(position, entry.position);
    view = foldEntry(view, entry);
    const { event } = entry.data;
    if (entry.kind !== 'event' || event === 'phase-started' || event === 'tool-finished' || event === 'gate-finished') {
      lines.push(entry.summary);
    }
    if (token !== undefined && view.percent > told) {
      told = view.percent;
      const params = { progressToken: token, progress: told, total: 100, message: view.phase ?? entry.summary };
      await context.mcpReq.notify({ method: 'notifications/progress', params });
    }
  }
  const report = await client.job(id);
  const news = lines.length > 40 ? [`… ${lines.length - 40} earlier lines`, ...lines.slice(-40)] : lines;
  const data = { ...stateOf(report, view), after: position };
  const settled = report.job.finishedAt !== null || report.pending.length > 0;
  return {
    text: [
      ...news,
      settled ? outcome(report) : `The job ${report.job.id} is ${report.job.status}, ${view.percent} % done.`,
    ].join('\n'),
    data,
  };
}

function stateOf({ job: known, gates, pending }: JobReport, view: JobView | null): Record<string, unknown> {
  return {
    job: known.id,
    status: known.status,
    result: known.result,
    error: known.error,
    used: known.used,
    ...(view ? { percent: view.percent, phase: view.phase } : {}),
    gates: gates.map(({ gate, verdict, reason }) => ({ gate, verdict, reason })),
    pending: pending.map(({ id, kind, text, choices, action }) => ({ id, kind, text, choices, action })),
  };
}

async function fullId(jobs: GuestJobs, id: string): Promise<string> {
  return (await (await jobs.client()).job(id)).job.id;
}

function answerOf(text: string, structuredContent: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: cut(text) }], structuredContent };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}\n[${text.length - MAX_TEXT} more characters]`;
}

/** What models are told of the tools: templates/mcp.yaml. */
function readWords(): Record<string, string> {
  const file = join(dataFolder('templates'), 'mcp.yaml');
  return z.record(z.string(), z.string()).parse(readYaml(readFileSync(file, 'utf8'), file).value);
}
