import { answer, jobQuery, newJob } from '@codewright/protocol/client';
import type { ApiErrorBody, ApiErrorCode } from '@codewright/protocol/errors';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { ApiOptions } from './contract.ts';
import { requireOwnHost, requireToken } from './guard.ts';
import { streamEntries } from './stream.ts';

const statusOf: Record<ApiErrorCode, ContentfulStatusCode> = {
  RATE_LIMITED: 429,
  VALIDATION_ERROR: 422,
  NOT_FOUND: 404,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  INTERNAL_ERROR: 500,
};
const maxBodyBytes = 256 * 1024;

/** Seed 004's names for parts of a new job, taken beside our own. */
function ownNames(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { repoPath, conversationId, stepCap, tokenCap, costCapCents, ...rest } = body as Record<string, unknown>;
  const caps = { steps: stepCap, tokens: tokenCap, cents: costCapCents };
  const given = Object.entries(caps).filter(([, value]) => value !== undefined);
  return {
    ...rest,
    ...(repoPath === undefined ? {} : { repository: repoPath }),
    ...(conversationId === undefined ? {} : { conversation: conversationId }),
    ...(given.length === 0 ? {} : { caps: Object.fromEntries(given) }),
  };
}

/** The HTTP side of the client contract: every route checks its input, calls one method and answers with its result. */
export function createApp(options: ApiOptions, hosts: ReadonlySet<string>): Hono {
  const { client } = options;
  const beats = options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs };
  const app = new Hono();

  app.use(secureHeaders());
  app.use(requireOwnHost(hosts));
  app.get('/healthz', (context) => context.json({ ok: true, version: options.version }));
  app.get('/readyz', async (context) => {
    const ready = await options.ready().catch(() => false);
    return context.json({ ok: ready }, ready ? 200 : 503);
  });
  app.use('/api/*', requireToken(options.token));
  app.use('/api/*', bodyLimit({ maxSize: maxBodyBytes, onError: () => tooLarge() }));

  app.get('/api/jobs', async (context) => {
    const query = context.req.query();
    const parsed = jobQuery.safeParse({
      status: query['status']?.split(','),
      conversation: query['conversationId'],
      mode: query['mode'],
      limit: query['limit'] === undefined ? undefined : Number(query['limit']),
      before: query['before'],
    });
    return context.json({ jobs: await client.jobs(valid(parsed)) });
  });
  app.post('/api/jobs', async (context) => {
    return context.json(await client.submit(valid(newJob.safeParse(ownNames(await json(context.req.raw))))), 201);
  });
  app.post('/api/jobs/preview', async (context) => {
    return context.json(await client.preview(valid(newJob.safeParse(ownNames(await json(context.req.raw))))));
  });
  app.get('/api/jobs/:id', async (context) => context.json(await client.job(context.req.param('id'))));
  app.get('/api/jobs/:id/events', async (context) =>
    context.json({ events: await client.history(context.req.param('id')) }),
  );
  app.get('/api/jobs/:id/diff', async (context) => {
    return context.text(await client.diff(context.req.param('id')), 200, {
      'content-type': 'text/x-diff; charset=utf-8',
    });
  });
  app.get('/api/jobs/:id/verify', async (context) => context.json(await client.verify(context.req.param('id'))));
  app.get('/api/jobs/:id/truthpack', async (context) => {
    return context.body(await client.truthpack(context.req.param('id')), 200, { 'content-type': 'application/json' });
  });
  app.post('/api/jobs/:id/cancel', async (context) => {
    const job = await client.cancel(context.req.param('id'));
    return context.json({ id: job.id, status: job.status });
  });
  app.post('/api/jobs/:id/pause', async (context) => context.json(await client.pause(context.req.param('id'))));
  app.post('/api/jobs/:id/resume', async (context) => context.json(await client.resume(context.req.param('id'))));
  app.post('/api/jobs/:id/answer', async (context) => {
    const body = valid(answer.safeParse(await json(context.req.raw)));
    return context.json(await client.answer(context.req.param('id'), body));
  });
  app.post('/api/jobs/:id/say', async (context) => {
    const body = valid(z.object({ text: z.string().min(1).max(10_000) }).safeParse(await json(context.req.raw)));
    return context.json(await client.say(context.req.param('id'), body.text));
  });
  app.post('/api/jobs/:id/merge', async (context) => context.json(await client.merge(context.req.param('id'))));
  app.post('/api/jobs/:id/fork', async (context) => {
    const body = valid(z.object({ step: z.string().min(1).max(200) }).safeParse(await json(context.req.raw)));
    return context.json(await client.fork(context.req.param('id'), body.step), 201);
  });
  app.get('/api/jobs/:id/stream', async (context) => {
    // Asked for first, so that an unknown job is a 404 and not an open stream.
    const { job } = await client.job(context.req.param('id'));
    return streamEntries(context, client, { job: job.id, ...beats });
  });
  app.get('/api/events/stream', (context) => streamEntries(context, client, beats));

  app.notFound((context) => {
    return context.json(
      errorBody(new CodewrightError('NOT_FOUND', `There is no ${context.req.method} ${context.req.path} here.`)),
      404,
    );
  });
  app.onError((thrown, context) => {
    const error = toCodewrightError(thrown);
    if (error.api === 'INTERNAL_ERROR')
      options.logger.error({ path: context.req.path, error: error.message, stack: error.stack }, 'request failed');
    if (!(thrown instanceof TooLarge)) return context.json(errorBody(error), statusOf[error.api]);
    // The rest of the body is not read, so this connection is of no use any more; without saying so, the next request on it fails.
    return context.json(errorBody(error), 413, { connection: 'close' });
  });
  return app;
}

function errorBody(error: CodewrightError): ApiErrorBody {
  return {
    error: {
      code: error.api,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.details === undefined ? {} : { details: error.details }),
    },
  };
}

class TooLarge extends CodewrightError {
  constructor() {
    super('INVALID_INPUT', `The body is larger than ${maxBodyBytes / 1024} KiB.`);
  }
}

function tooLarge(): never {
  throw new TooLarge();
}

async function json(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    if (cause instanceof CodewrightError) throw cause;
    throw new CodewrightError('USAGE', 'The body is not valid JSON.', { cause });
  }
}

function valid<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodewrightError('INVALID_INPUT', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`, {
    details: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}
