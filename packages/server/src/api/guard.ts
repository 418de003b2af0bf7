import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { CodewrightError } from '../shared/errors.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Shows that a server knows the token, to somebody who will not send it to just anybody who listens on that port. */
export function proofOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(nonce).digest('hex');
}

/** Needs the token on every request. Compared as digests in constant time, so neither length nor prefix leaks. */
export function requireToken(token: string): MiddlewareHandler {
  const expected = digest(token);
  return async (context, next) => {
    const given = /^Bearer ([\u0021-\u007e]+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      throw new CodewrightError('UNAUTHORIZED', 'This request carries no valid token.', {
        hint: 'Send the header Authorization: Bearer <token>; `codewright serve` prints where the token lies.',
      });
    }
    await next();
  };
}

/**
 * A web page that rebinds its name to loopback still sends its own name as Host, and its own Origin: both must be ours.
 * `allowed` holds host names without port.
 */
export function requireOwnHost(allowed: ReadonlySet<string>): MiddlewareHandler {
  const nameOf = (authority: string) => authority.replace(/:\d+$/, '').toLowerCase();
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    const foreign = origin !== undefined && (!URL.canParse(origin) || !allowed.has(nameOf(new URL(origin).host)));
    if (!allowed.has(nameOf(host)) || foreign) {
      throw new CodewrightError(
        'FORBIDDEN',
        'This request names another host than this server, or comes from another site.',
        {
          hint: 'Use the address that `codewright serve` printed.',
        },
      );
    }
    await next();
  };
}
