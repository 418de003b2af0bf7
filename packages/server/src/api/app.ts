import type { ServerResponse } from 'node:http';
import type { Asker } from '@codewright/protocol/access';
import { routes } from '@codewright/protocol/api';
import type { RouteName } from '@codewright/protocol/api-types';
import type { ApiErrorBody } from '@codewright/protocol/errors';
import { httpStatus, type RouteDefinition, tooLargeStatus, wrongMethodStatus } from '@codewright/protocol/route';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { Access, Identity } from '../access/contract.ts';
import type { ApiOptions } from './contract.ts';
import { identityOf, nobody, requireIdentity, requireOwnHost, requireRole } from './guard.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { createLimits, RateLimited } from './limit.ts';
import { addReference } from './reference.ts';
import { refusingClient, requireOwnJob, scopeClient } from './scope.ts';
import { addSite } from './site.ts';

const usualBodyBytes = 256 * 1024;
const mostAskers = 1000;

/** The HTTP side of the client contract, made from the routes of the protocol: each checks its input and calls one handler. */
export function createApp(options: ApiOptions, hosts: ReadonlySet<string>): Hono {
  const app = new Hono();
  app.use(secureHeaders({ referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }));
  app.use(requireOwnHost(hosts));

  const limits = createLimits(options);
  const { access, ownerOf } = options;
  const handlersOf = createHandlersOf(options);
  const methods = new Map<string, Set<string>>();
  const add = (name: RouteName, route: RouteDefinition) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const { bodyBytes: maxSize = usualBodyBytes } = route;
    const limited = bodyLimit({ maxSize, onError: () => tooLarge(maxSize) });
    // Who asks again for what has not changed is told so in a few bytes.
    const tagged = route.method === 'GET' && route.answer.type === 'json' && !route.open ? [etag({ weak: true })] : [];
    app.on(route.method, [path], limited, ...tagged, async (context) => {
      const identity = identityOf(context);
      if (identity === null && path.startsWith('/api/')) limits.address(context);
      const asker = identity?.asker ?? nobody;
      if (identity !== null) {
        limits.user(context, asker.user, route, context.req.header('authorization') === undefined);
        requireRole(asker, route.role ?? 'admin');
        // Whatever the handler asks, another user's job is none.
        if (asker.role === 'member' && path.startsWith('/api/jobs/:id'))
          await requireOwnJob(context.req.param('id') ?? '', asker.user, ownerOf);
        if (route.answer.type === 'events') endWith(context, access, identity);
      }
      const handler = handlersOf(asker)[name] as (input: unknown, context: Context) => Promise<unknown>;
      return answer(context, route, await handler(await inputOf(context, route), context));
    });
    methods.set(path, (methods.get(path) ?? new Set()).add(route.method));
  };
  const all = Object.entries<RouteDefinition>(routes) as [RouteName, RouteDefinition][];
  for (const [name, route] of all) if (route.open) add(name, route);
  // What stands behind this line needs somebody who is known, also what does not exist.
  app.use(
    '/api/*',
    requireIdentity(access, (context) => limits.refusal(context)),
  );
  // The one address of a program's own outside of it.
  app.use(
    '/metrics',
    requireIdentity(access, (context) => limits.refusal(context)),
  );
  for (const [name, route] of all) if (!route.open) add(name, route);
  for (const [path, allowed] of methods) {
    app.all(path, (context) => {
      const error = new CodewrightError(
        'METHOD_NOT_ALLOWED',
        `${context.req.path} takes ${[...allowed].join(' and ')}, not ${context.req.method}.`,
      );
      return context.json(errorBody(error), wrongMethodStatus, { allow: [...allowed].join(', ') });
    });
  }

  addReference(app);
  if (options.site !== undefined) addSite(app, options.site);
  app.notFound((context) => {
    const error = new CodewrightError('NOT_FOUND', `There is no ${context.req.method} ${context.req.path} here.`, {
      hint: 'GET /openapi.json lists what there is.',
    });
    return context.json(errorBody(error), 404);
  });
  app.onError((thrown, context) => {
    const error = toCodewrightError(thrown);
    if (error.api === 'INTERNAL_ERROR')
      options.logger.error({ path: context.req.path, error: error.message, stack: error.stack }, 'request failed');
    if (error instanceof RateLimited) {
      context.header('Retry-After', String(error.retryAfter));
      context.header('X-RateLimit-Limit', String(error.perMinute));
      context.header('X-RateLimit-Remaining', '0');
      context.header('X-RateLimit-Reset', String(error.retryAfter));
    }
    if (!(error instanceof TooLarge))
      return context.json(errorBody(error), httpStatus[error.api] as ContentfulStatusCode);
    // The rest of the body is not read, so this connection is of no use any more; without saying so, the next request on it fails.
    return context.json(errorBody(error), tooLargeStatus, { connection: 'close' });
  });
  return app;
}

/** One set of handlers for each who asks, made when they first do. */
function createHandlersOf(options: ApiOptions): (asker: Asker) => Handlers {
  const { client, clientFor = () => client, ownerOf } = options;
  const made = new Map<string, Handlers>([
    [keyOf(nobody), createHandlers({ ...options, client: refusingClient() }, nobody)],
  ]);
  return (asker) => {
    const key = keyOf(asker);
    const known = made.get(key);
    if (known) return known;
    const handlers = createHandlers({ ...options, client: scopeClient(clientFor(asker.user), asker, ownerOf) }, asker);
    made.set(key, handlers);
    if (made.size > mostAskers) made.delete([...made.keys()][1] ?? '');
    return handlers;
  };
}

const keyOf = ({ user, role }: Asker) => `${role} ${user}`;

/** Ends the connection of a stream once what it was opened with does not hold any more. */
function endWith(context: Context, access: Access, identity: Identity): void {
  const { outgoing } = (context.env ?? {}) as { outgoing?: ServerResponse };
  const stop = access.watch(identity, () => outgoing?.destroy());
  outgoing?.once('close', stop);
}

async function inputOf(context: Context, route: RouteDefinition): Promise<unknown> {
  return {
    id: context.req.param('id') ?? '',
    query: route.query && valid(route.query, context.req.query()),
    headers: route.headers && valid(route.headers, context.req.header()),
    body: route.body && valid(route.body, await json(context.req.raw, route.body.safeParse(undefined).success)),
  };
}

function answer(context: Context, route: RouteDefinition, result: unknown): Response {
  if (result instanceof Response) return result;
  if (route.answer.type === 'text')
    return context.text(String(result), route.status, { 'content-type': `${route.answer.media}; charset=utf-8` });
  if (route.method === 'GET') context.header('Cache-Control', 'private, no-cache');
  return context.json(result as object, route.status);
}

function errorBody(error: CodewrightError): ApiErrorBody {
  return {
    error: {
      code: error.api,
      reason: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.details === undefined ? {} : { details: error.details }),
    },
  };
}

class TooLarge extends CodewrightError {}

function tooLarge(most: number): never {
  throw new TooLarge('INVALID_INPUT', `The body is larger than ${most / 1024} KiB.`);
}

/** `optional`: nothing at all is fine too. */
async function json(request: Request, optional: boolean): Promise<unknown> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity')
    throw new CodewrightError('USAGE', `The body is compressed (${encoding}).`, { hint: 'Send it as it is.' });
  try {
    const text = await request.text();
    return optional && text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch (cause) {
    if (cause instanceof CodewrightError) throw cause;
    throw new CodewrightError('USAGE', 'The body is not valid JSON.', { cause });
  }
}

function valid<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodewrightError('INVALID_INPUT', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`, {
    details: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}
