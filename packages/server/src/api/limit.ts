import type { RouteDefinition } from '@codewright/protocol/route';
import type { Context } from 'hono';
import { CodewrightError } from '../shared/errors.ts';
import type { ApiOptions } from './contract.ts';

interface Bucket {
  left: number;
  at: number;
}
const mostBuckets = 10_000;
/** Wrong tokens a minute from one address: a person mistypes, a program guesses. */
const refusalsPerMinute = 60;

export class RateLimited extends CodewrightError {
  /** Seconds. */
  readonly retryAfter: number;
  readonly perMinute: number;

  constructor(retryAfter: number, perMinute: number) {
    super('RATE_LIMITED', `More than ${perMinute} requests a minute came.`, {
      hint: `Send the next one in ${retryAfter} s; the settings api.…PerMinute say how many are taken.`,
    });
    this.retryAfter = retryAfter;
    this.perMinute = perMinute;
  }
}

export interface Limits {
  /** One request of a known user; `window`: from a browser that is signed in. @throws RateLimited */
  user(context: Context, user: string, route: RouteDefinition, window: boolean): void;
  /** One request of somebody unknown. @throws RateLimited */
  address(context: Context): void;
  /** A request that was refused for its token. @throws RateLimited once there are too many */
  refusal(context: Context): void;
}

/** Token buckets per user, or per address of unknown ones, by kind of request: a burst up to the limit, then as many a minute. */
export function createLimits(options: ApiOptions, now: () => number = Date.now): Limits {
  const { jobsPerMinute = 30, chatPerMinute = 60, messagesPerMinute = 120, requestsPerMinute = 100 } = options;
  const { allPerMinute = null, windowPerMinute = 1200 } = options;
  const perMinuteOf = {
    jobs: jobsPerMinute,
    chat: chatPerMinute,
    messages: messagesPerMinute,
    window: windowPerMinute,
    others: requestsPerMinute,
  };
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
  const takeKind = (context: Context, who: string, kind: keyof typeof perMinuteOf) => {
    const perMinute = perMinuteOf[kind];
    if (perMinute !== null) {
      const { left } = take(`${kind} ${who}`, perMinute);
      context.header('X-RateLimit-Limit', String(perMinute));
      context.header('X-RateLimit-Remaining', String(Math.floor(left)));
      context.header('X-RateLimit-Reset', String(Math.ceil(((perMinute - left) * 60) / perMinute)));
    }
    // Own limits first: whoever is beyond them takes nothing from the others.
    if (allPerMinute !== null) take('all', allPerMinute);
  };
  return {
    user: (context, user, route, window) => takeKind(context, `user ${user}`, kindOf(route, window)),
    address: (context) => takeKind(context, `address ${addressOf(context)}`, 'others'),
    refusal(context) {
      if (requestsPerMinute !== null) take(`refused ${addressOf(context)}`, refusalsPerMinute);
    },
  };
}

function kindOf(route: RouteDefinition, window: boolean): 'jobs' | 'chat' | 'messages' | 'window' | 'others' {
  // A window reads again whatever has changed: while jobs run that is more than any program asks for.
  return route.makesJob ? 'jobs' : (route.limit ?? (window ? 'window' : 'others'));
}

/** That of the connection: what a header says of it anybody can write. */
function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? '';
}
