import { z } from 'zod';
import { routes } from './api.ts';
import type { RouteAnswer, RouteName, RouteRequest } from './api-types.ts';
import { type CodewrightClient, submitted, type TalkClient } from './client.ts';
import { ClientError } from './client-error.ts';
import { apiErrorBody } from './errors.ts';
import { type LedgerEntry, ledgerEntry } from './event.ts';
import type { JsonValue } from './json.ts';
import type { RouteDefinition } from './route.ts';
import { readEvents } from './sse.ts';

export interface HttpClientOptions {
  /** Address of the server: `http://127.0.0.1:4180`. A path before `/api` is kept. */
  url: string;
  /** null: the session of this browser. */
  token: string | null;
  fetch?: typeof fetch;
  /** How long a request may take; 180 s when absent (a merge runs hooks of nobody, but may be large). */
  timeoutMs?: number;
  /** How long a stream may be silent before the link counts as dead; 2.5 heartbeats (25 s) when absent. */
  silenceMs?: number;
  /** How long a stream tries to reach the server again; 15 s when absent. */
  patienceMs?: number;
  /** False: a refused connection ends a stream at once; true when absent. */
  retryRefused?: boolean;
}

/** No page of another site can send it unasked: with a session's cookie it shows that the request is meant. */
export const sessionHeader = 'x-codewright';
const pageSize = 1000;
const streamError = z.object({ code: z.string(), message: z.string() });

/**
 * The client contract over HTTP, in a browser and in Node. Every answer is checked. A busy server's 429 is waited for; a
 * stream that breaks goes on after the last entry that was seen.
 */
export function createHttpClient(options: HttpClientOptions): CodewrightClient {
  const { patienceMs = 15_000, silenceMs = 25_000, retryRefused = true } = options;
  const { call, open } = createCaller(options);

  async function* events({ job, after, kinds, signal }: Parameters<CodewrightClient['events']>[0]) {
    let position = after ?? 0;
    let reachedAt = Date.now();
    let pauseMs = 100;
    while (!signal.aborted) {
      // Ends the connection, whichever way this round is left.
      const round = new AbortController();
      const end = () => round.abort();
      signal.addEventListener('abort', end, { once: true });
      try {
        // A server that takes the connection and never answers is as good as away.
        const unanswered = setTimeout(() => round.abort(), silenceMs);
        const opening = open('eventStream', {
          query: {
            after: position,
            ...(job === undefined ? {} : { job }),
            ...(kinds ? { kinds: kinds.join(',') } : {}),
          },
          headers: { 'last-event-id': String(position) },
          signal: round.signal,
        });
        const response = await opening.finally(() => clearTimeout(unanswered));
        for await (const message of readEvents(response.body ?? new ReadableStream(), silenceMs)) {
          reachedAt = Date.now();
          pauseMs = 100;
          if (message.event === 'error') throw streamFailure(message.data);
          const entry = message.event === 'event' ? entryOf(message.data) : null;
          if (entry === null || entry.position <= position) continue;
          position = entry.position;
          yield entry;
          if (signal.aborted) return;
        }
      } catch (error) {
        if (signal.aborted) return;
        const lost = !(error instanceof ClientError) || isUnreachable(error);
        if (!lost) throw error;
        const failed = unreachable(options.url, error);
        if (Date.now() - reachedAt > patienceMs || (!retryRefused && wasRefused(failed))) throw failed;
      } finally {
        signal.removeEventListener('abort', end);
        round.abort();
      }
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, 2000);
    }
  }

  const entries: CodewrightClient['entries'] = async ({ job, after, before, afterSeq, kinds, limit, newestFirst }) => {
    const query = {
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
      ...(afterSeq === undefined ? {} : { afterSeq }),
      ...(kinds ? { kinds: kinds.join(',') } : {}),
      ...(limit === undefined ? {} : { limit }),
      ...(newestFirst ? { order: 'newest' as const } : {}),
    };
    const found = await (job === undefined ? call('listEvents', { query }) : call('jobEvents', { id: job, query }));
    return found.events;
  };

  return {
    preview: (request) => call('previewJob', { body: wordsOf(request) }),
    async submit(request) {
      // With a key it can be sent twice: an answer that was lost on its way costs no second job.
      const key = request.idempotencyKey ?? newKey();
      const made = await call('createJob', { body: wordsOf(request), headers: { 'idempotency-key': key } });
      return submitted.parse(made);
    },
    job: (id) => call('getJob', { id }),
    digest: (id) => call('jobDigest', { id }),
    async jobs({ status, conversation, mode, createdBy, limit, before, text, oldestFirst }) {
      const query = {
        ...(status ? { status: status.join(',') } : {}),
        ...(conversation === undefined ? {} : { conversationId: conversation }),
        ...(mode ? { mode } : {}),
        ...(createdBy === undefined ? {} : { createdBy }),
        ...(limit === undefined ? {} : { limit }),
        ...(before === undefined ? {} : { before }),
        ...(text === undefined ? {} : { q: text }),
        ...(oldestFirst ? { order: 'oldest' as const } : {}),
      };
      return (await call('listJobs', { query })).jobs;
    },
    events,
    entries,
    async history(id) {
      const all: LedgerEntry[] = [];
      for (;;) {
        const page = await entries({ job: id, after: all.at(-1)?.position ?? 0, limit: pageSize });
        all.push(...page);
        if (page.length < pageSize) return all;
      }
    },
    cancel: async (id) => (await call('cancelJob', { id })).job,
    pause: (id) => call('pauseJob', { id }),
    resume: (id, { caps } = {}) => call('resumeJob', { id, body: caps ? { caps } : {} }),
    answer: (id, body) => call('answerJob', { id, body }),
    askAgain: (id, body) => call('askAgain', { id, body }),
    say: (id, text) => call('sayToJob', { id, body: { text } }),
    async diff(id, range = {}) {
      return (await open('jobDiff', { id, query: range })).text();
    },
    changes: (id, { ignoreSpace, ...range } = {}) =>
      call('jobChanges', { id, query: { ...range, ...(ignoreSpace ? { ignoreSpace: 'true' as const } : {}) } }),
    filesOf: (id, query = {}) => call('jobFiles', { id, query }),
    fileOf: (id, query) => call('jobFile', { id, query }),
    find: (id, { text, ...page }) => call('findInJob', { id, query: { q: text, ...page } }),
    reviews: (id) => call('jobReviews', { id }),
    view: (id, body) => call('markViewed', { id, body }),
    comment: (id, body) => call('commentOnJob', { id, body }),
    sendReview: (id, body = {}) => call('sendReview', { id, body }),
    merge: (id) => call('mergeJob', { id }),
    publish: (id, options = {}) => call('publishJob', { id, body: options }),
    fork: (id, step) => call('forkJob', { id, body: { step } }),
    replay: (id) => call('replayJob', { id }),
    verify: (id) => call('verifyJob', { id }),
    truthpack: async (id) => JSON.stringify(await call('truthpack', { id })),
    pending: async () => (await call('pending', {})).decisions,
    search: async (q, limit) =>
      (await call('searchLedger', { query: { q, ...(limit === undefined ? {} : { limit }) } })).events,
    verifyLedger: (job) => call('verifyLedger', { query: job === undefined ? {} : { job } }),
    checkpoint: () => call('checkpoint', {}),
    verifyCheckpoint: (body) => call('verifyCheckpoint', { body }),
    ...talkOver(call),
    server: () => call('server', {}),
  };
}

type Call = <Name extends RouteName>(name: Name, request: RouteRequest<Name>) => Promise<RouteAnswer<Name>>;

function talkOver(call: Call): TalkClient {
  return {
    // With a key it can be sent twice: an answer that was lost on its way makes no second message.
    chat: (request) => call('chat', { body: { key: newKey(), ...request } }),
    note: (body) => call('noteMessage', { body }),
    conversations: (query) => call('listConversations', { query }),
    conversation: (id) => call('getConversation', { id }),
    changeConversation: (id, body) => call('changeConversation', { id, body }),
    messages: async (query) => (await call('listMessages', { query })).messages,
    repositoryFiles: async (query) => (await call('chatFiles', { query })).files,
  };
}

/** Not a UUID: a browser makes those on secure pages only. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The routes as they are, for what has no method in the client contract. */
export function createCaller({ url, token, timeoutMs = 180_000, ...options }: HttpClientOptions) {
  const base = url.replace(/\/+$/, '');
  const send = options.fetch ?? fetch;
  /** Sends a request until it is taken; rejects with what the server found wrong with it. */
  async function open<Name extends RouteName>(
    name: Name,
    request: RouteRequest<Name> & { signal?: AbortSignal },
  ): Promise<Response> {
    const route: RouteDefinition = routes[name];
    const headers = new Headers(token === null ? { [sessionHeader]: '1' } : { authorization: `Bearer ${token}` });
    for (const [key, value] of Object.entries(request.headers ?? {}))
      if (typeof value === 'string') headers.set(key, value);
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    const target = base + route.path.replace('{id}', encodeURIComponent(request.id ?? '')) + queryOf(request.query);
    // Reading changes nothing, and a new job carries its key: these may be sent again.
    const again = route.method === 'GET' || name === 'createJob' || name === 'chat';
    for (let attempt = 1; ; attempt += 1) {
      let response: Response;
      try {
        response = await send(target, {
          method: route.method,
          headers,
          redirect: 'error',
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
          signal: request.signal ?? AbortSignal.timeout(timeoutMs),
        });
      } catch (error) {
        if (request.signal?.aborted) throw error;
        const failed = unreachable(base, error);
        if (again && attempt === 1 && !wasRefused(failed)) continue;
        throw failed;
      }
      if (response.ok) return response;
      const failure = await failureOf(response);
      const waitMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000;
      // Refused before anything was done: it is only sent again. `attempt` keeps a server that never lets one in from holding us for ever.
      if (response.status !== 429 || !(waitMs <= 60_000) || attempt > 20) throw failure;
      await pause(waitMs, request.signal);
    }
  }

  async function call<Name extends RouteName>(name: Name, request: RouteRequest<Name>): Promise<RouteAnswer<Name>> {
    const { answer } = routes[name] as RouteDefinition;
    const response = await open(name, request);
    const value = await readJson(response, base);
    if (answer.type !== 'json') throw new TypeError(`${name} has no JSON answer.`);
    const parsed = answer.schema.safeParse(value);
    if (parsed.success) return parsed.data as RouteAnswer<Name>;
    const issue = parsed.error.issues[0];
    throw new ClientError('INTERNAL', `${base} answered ${name} with something else than its document says.`, {
      hint: 'Use the same version of Codewright on both sides.',
      details: { path: issue?.path.join('.') ?? '', message: issue?.message ?? '' },
    });
  }
  return { call, open };
}

/** True when the server could not be reached, or went away in the middle. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ClientError && error.code === 'SERVER_UNREACHABLE';
}

/** True when a request never got to the server, so that it has certainly done nothing. */
export function wasRefused(error: unknown): boolean {
  return (
    error instanceof ClientError && isUnreachable(error) && (error.details as { refused?: boolean }).refused === true
  );
}

function unreachable(url: string, cause: unknown): ClientError {
  if (isUnreachable(cause)) return cause as ClientError;
  const inner: unknown = cause instanceof Error ? cause.cause : undefined;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const why = inner instanceof Error && inner.message !== '' ? inner.message : String(cause);
  return new ClientError(
    'SERVER_UNREACHABLE',
    `The server at ${url} does not answer: ${code === 'ECONNREFUSED' ? 'the connection was refused' : why}.`,
    {
      hint: 'Check that it runs and that the address is right.',
      details: { refused: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) },
      cause,
    },
  );
}

async function failureOf(response: Response): Promise<ClientError> {
  const text = await response.text();
  const parsed = apiErrorBody.safeParse(parseJson(text));
  if (!parsed.success) {
    return new ClientError('INTERNAL', `The server answered ${response.status}: ${text.slice(0, 200)}`, {
      hint: 'Is this the address of a Codewright server?',
    });
  }
  const { code, reason, message, hint, details } = parsed.data.error;
  return new ClientError(reason ?? code, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details: details as JsonValue }),
  });
}

async function readJson(response: Response, base: string): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw unreachable(base, error);
  }
  return parseJson(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not what any document says; whoever checks it says so.
    return undefined;
  }
}

function streamFailure(data: string): ClientError {
  const { code, message } = streamError.catch({ code: 'INTERNAL', message: data }).parse(parseJson(data));
  return new ClientError(code, message);
}

function entryOf(data: string): LedgerEntry {
  const parsed = ledgerEntry.safeParse(parseJson(data));
  if (parsed.success) return parsed.data;
  throw new ClientError('INTERNAL', 'The server sent something that is no ledger entry.', {
    hint: 'Use the same version of Codewright on both sides.',
  });
}

function wordsOf({ idempotencyKey: _header, ...request }: Parameters<CodewrightClient['submit']>[0]) {
  return request;
}

function queryOf(query: unknown): string {
  const given = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)])).toString()}`;
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
