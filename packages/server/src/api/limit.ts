import { routes } from '@codewright/protocol/api';
import type { Context, MiddlewareHandler } from 'hono';
import { CodewrightError } from '../shared/errors.ts';
import type { ApiOptions } from './contract.ts';

/** Requests that make a job have a budget of their own. */
const makers = new Set(
  Object.values(routes).flatMap((route) =>
    'makesJob' in route ? [`${route.method} ${route.path.replace('{id}', '*')}`] : [],
  ),
);

interface Bucket {
  left: number;
  at: number;
}
const mostBuckets = 10_000;

export class RateLimited extends CodewrightError {
  readonly retryAfter: number;

  constructor(retryAfter: number, perMinute: number) {
    super('RATE_LIMITED', `More than ${perMinute} requests a minute came from this address.`, {
      hint: `Send the next one in ${retryAfter} s; api.jobsPerMinute and api.requestsPerMinute are settings.`,
    });
    this.retryAfter = retryAfter;
  }
}

/** A token bucket per address and kind of request: a burst up to the limit, then as many a minute. */
export function limitRate(options: ApiOptions, now: () => number = Date.now): MiddlewareHandler {
  const { jobsPerMinute = 30, requestsPerMinute = 100 } = options;
  const buckets = new Map<string, Bucket>();
  const take = (key: string, perMinute: number): Bucket => {
    const at = now();
    const old = buckets.get(key);
    const refilled = old ? Math.min(perMinute, old.left + ((at - old.at) * perMinute) / 60_000) : perMinute;
    const bucket = { left: refilled >= 1 ? refilled - 1 : refilled, at };
    // The newest stand last: those that are forgotten are full again, or nearly.
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value ?? '');
    if (refilled < 1) throw new RateLimited(Math.ceil(((1 - refilled) * 60) / perMinute), perMinute);
    return bucket;
  };
  return async (context, next) => {
    const makes = makers.has(`${context.req.method} ${context.req.path.replace(/^(\/api\/jobs\/)[^/]+(?=\/)/, '$1*')}`);
    const perMinute = makes ? jobsPerMinute : requestsPerMinute;
    if (perMinute === null) return next();
    const { left } = take(`${makes ? 'jobs' : 'others'} ${addressOf(context)}`, perMinute);
    context.header('X-RateLimit-Limit', String(perMinute));
    context.header('X-RateLimit-Remaining', String(Math.floor(left)));
    context.header('X-RateLimit-Reset', String(Math.ceil(((perMinute - left) * 60) / perMinute)));
    await next();
  };
}

function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? '';
}
