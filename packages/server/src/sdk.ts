import type { CodewrightClient, JobReport } from '@codewright/protocol/client';
import { ClientError } from '@codewright/protocol/client-error';
import { finalStatuses, type JobRequestInput } from '@codewright/protocol/job';
import { emptyView, foldEntry, type JobView } from '@codewright/protocol/job-view';
import type { LedgerEntry } from '@codewright/protocol/event';
import { resolve } from 'node:path';
import type { Backend } from './sdk/backend.ts';
import type {
  BuildRequest,
  Codewright,
  CodewrightOptions,
  Progress,
  ProgressStream,
  RequestOptions,
  Result,
  ReviewRequest,
  RunRequest,
} from './sdk/contract.ts';
import { isTooOld } from './sdk/node-version.ts';
import { buildResult, type Ended, ended, refused, reviewResult, runResult } from './sdk/results.ts';

export type * from './sdk/contract.ts';
export type * from '@codewright/protocol/client';
export type * from '@codewright/protocol/memory';
export type { LedgerEntry } from '@codewright/protocol/event';
export type { GateResult } from '@codewright/protocol/evidence';
export type { Caps, Job, JobRequestInput, JobStatus, Mode } from '@codewright/protocol/job';
/** What everything here rejects with: `code`, `message`, `hint`, `details`. */
export { ClientError as CodewrightError };

/** Codewright as a library. Nothing is opened before the first request. */
export function createCodewright(options: CodewrightOptions = {}): Codewright {
  let opened: Promise<Backend> | undefined;
  const closing = new AbortController();
  const open = () => {
    if (closing.signal.aborted) throw new ClientError('USAGE', 'This Codewright is closed.');
    opened ??= openBackend(options).catch((error: unknown) => {
      // What was in the way may be gone at the next try.
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const folder = options.folder === undefined ? {} : { folder: resolve(options.folder) };

  async function* follow<R extends Result>(
    request: JobRequestInput,
    { signal }: RequestOptions,
    shape: (end: Ended) => R,
  ): ProgressStream<R> {
    const backend = await open();
    const { client } = backend;
    const preview = await client.preview(request);
    if (preview.verdict !== 'ready') {
      const result = shape(refused(preview));
      yield { ...progressOf(emptyView, null), job: null, status: 'refused', currentTask: preview.summary, result };
      return result;
    }
    await backend.prepare(request.sandbox);
    const { job } = await client.submit(request);
    let view = emptyView;
    let position = 0;
    let task = preview.summary;
    let working: Promise<void> = Promise.resolve();
    let left = true;
    const cancel = () =>
      void client.cancel(job.id).catch(() => 'it is over, or the server is gone: the loop finds out');
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    try {
      for (;;) {
        working = (await backend.work(job.id)).done;
        const stop = AbortSignal.any([closing.signal, failed(working)]);
        for await (const entry of client.events({ job: job.id, after: position, signal: stop })) {
          position = entry.position;
          view = foldEntry(view, entry);
          task = taskOf(entry) ?? task;
          yield { ...progressOf(view, entry), job: job.id, currentTask: task };
          if (isSettling(entry) && (await isSettled(client, job.id))) break;
        }
        if (closing.signal.aborted) throw closedBefore(job.id);
        await working;
        const report = await client.job(job.id);
        if (await answer(client, report, options)) continue;
        left = false;
        const result = shape(ended(report, await client.history(job.id)));
        yield { ...progressOf(view, null), job: job.id, status: result.status, currentTask: result.summary, result };
        return result;
      }
    } catch (error) {
      // What went wrong may be mended, and the job go on: it is not cancelled for that.
      left = false;
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (left && !closing.signal.aborted) {
        await client.cancel(job.id);
        await working;
      }
    }
  }

  const start = {
    build: (request: string | BuildRequest) => {
      const given: BuildRequest = typeof request === 'string' ? { description: request } : request;
      const { description, constraints, preferences, deadline, outputPath } = given;
      const seconds = deadline && Math.max(1, Math.floor((deadline.getTime() - Date.now()) / 1000));
      const wanted: JobRequestInput = {
        ...common(given),
        ...folder,
        goal: description,
        mode: 'build',
        ...(constraints ? { constraints } : {}),
        ...(preferences ? { preferences } : {}),
        ...(seconds === undefined ? {} : { caps: { seconds, ...given.caps } }),
        ...(outputPath === undefined ? {} : { output: resolve(outputPath) }),
      };
      return follow(wanted, given, buildResult);
    },
    run: (given: RunRequest) => {
      const { goal, repository, base, workflow } = given;
      const wanted: JobRequestInput = {
        ...common(given),
        ...folder,
        goal,
        ...(repository === undefined ? {} : { repository: resolve(repository) }),
        ...(base === undefined ? {} : { base }),
        ...(workflow === undefined ? {} : { workflow }),
      };
      return follow(wanted, given, runResult);
    },
    review: (request: string | ReviewRequest) => {
      const given: ReviewRequest = typeof request === 'string' ? { repository: request } : request;
      const { repository, base } = given;
      const wanted: JobRequestInput = {
        ...common(given),
        goal: base === undefined ? 'review this repository' : `review the changes since ${base}`,
        mode: 'review',
        repository: resolve(repository),
        ...(base === undefined ? {} : { base }),
      };
      return follow(wanted, given, reviewResult);
    },
  };

  const close = async () => {
    closing.abort();
    // What could not be opened was told to whoever asked for it.
    await (await opened?.catch(() => null))?.close();
  };
  return {
    build: (request) => lastOf(start.build(request)),
    buildWithProgress: start.build,
    run: (request) => lastOf(start.run(request)),
    runWithProgress: start.run,
    review: (request) => lastOf(start.review(request)),
    reviewWithProgress: start.review,
    client: async () => (await open()).client,
    memory: async () => (await open()).memory,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openBackend(options: CodewrightOptions): Promise<Backend> {
  const { server } = options;
  if (server === undefined) {
    const { node } = process.versions;
    if (isTooOld(node))
      throw new ClientError('ENVIRONMENT', `This is Node ${node}; in process Codewright needs 22.18 or newer.`, {
        hint: 'Use a newer Node, or a server: createCodewright({ server, token }).',
      });
    // Everything that does work: loaded only where it happens in this process.
    const { openEmbedded } = await import('./main/embedded.ts');
    return openEmbedded(options);
  }
  const { createCaller, createHttpClient } = await import('@codewright/protocol/http-client');
  const { createMemoryClient } = await import('@codewright/protocol/memory-client');
  const { url, token = options.token } = typeof server === 'string' ? { url: server } : server;
  if (token === undefined || !URL.canParse(url))
    throw new ClientError('USAGE', 'A server is named by its address and its token.', {
      hint: "createCodewright({ server: 'http://127.0.0.1:4180', token }); `codewright serve` prints both.",
    });
  const client = createHttpClient({ url, token });
  const memory = createMemoryClient(createCaller({ url, token }));
  const nothing = { done: Promise.resolve() };
  return { client, memory, prepare: async () => {}, work: async () => nothing, close: async () => {} };
}

function progressOf(
  view: JobView,
  entry: LedgerEntry | null,
): Omit<Progress, 'job' | 'currentTask'> & { result: null } {
  const moved = entry?.kind === 'job_status' ? entry.data['to'] : null;
  return {
    percentage: view.percent,
    status: typeof moved === 'string' ? (moved as Progress['status']) : view.waitingFor ? 'waiting_human' : 'running',
    phase: view.phase,
    gates: view.gates,
    used: view.used,
    entry,
    result: null,
  };
}

/** What an entry says is being done from now on; null where it says nothing of that. */
function taskOf({ kind, data, summary }: LedgerEntry): string | null {
  if (kind === 'job_status') return summary;
  const { event, title } = data;
  if (event === 'phase-started' && typeof title === 'string') return title;
  return event === 'tool-started' || event === 'tool-finished' || event === 'gate-started' ? summary : null;
}

function closedBefore(job: string): ClientError {
  return new ClientError('CANCELLED', 'This Codewright was closed before the job ended; it is back in the queue.', {
    hint: `codewright jobs resume ${job.slice(-8)} goes on with it.`,
  });
}

function common({ model, caps, autoApprove, atLimit, conversation, idempotencyKey, sandbox }: RequestOptions) {
  return {
    // A function that approves whatever it is asked must not make a budget endless.
    atLimit: atLimit ?? ('end' as const),
    ...(sandbox === undefined ? {} : { sandbox }),
    ...(model === undefined ? {} : { model }),
    ...(caps ? { caps } : {}),
    ...(autoApprove === undefined ? {} : { autoApprove }),
    ...(conversation === undefined ? {} : { conversation }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

function isSettling({ kind, data }: LedgerEntry): boolean {
  return kind === 'job_status' && data['to'] !== 'queued' && data['to'] !== 'running' && data['to'] !== 'cancelling';
}

/** An old entry may come by while the job has moved on: only what holds now counts. */
async function isSettled(client: CodewrightClient, id: string): Promise<boolean> {
  const { status } = (await client.job(id)).job;
  return finalStatuses.includes(status) || status === 'waiting_human';
}

/** Answers what a job asks, as far as there is somebody to ask. True when it goes on. */
async function answer(client: CodewrightClient, { job, pending }: JobReport, options: CodewrightOptions) {
  const [decision] = pending;
  if (job.status !== 'waiting_human' || !decision || !options.onDecision) return false;
  const words = await options.onDecision(decision);
  if (words === null) return false;
  await client.answer(job.id, { id: decision.id, digest: decision.digest, answer: words });
  return true;
}

/** Fires when work ends with an error: its entries would never come. */
function failed(done: Promise<void>): AbortSignal {
  const stop = new AbortController();
  done.catch(() => stop.abort());
  return stop.signal;
}

async function lastOf<R extends Result>(stream: ProgressStream<R>): Promise<R> {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return value;
  }
}
