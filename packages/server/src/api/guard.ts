import { createHmac } from 'node:crypto';
import { type Asker, reaches, type Role } from '@codewright/protocol/access';
import { sessionHeader } from '@codewright/protocol/http-client';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Access, Identity, NewSession } from '../access/contract.ts';
import { CodewrightError } from '../shared/errors.ts';

/** Shows that a server knows the token, to somebody who will not send it to just anybody who listens on that port. */
export function proofOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(nonce).digest('hex');
}

/** Who asks where anybody may. */
export const nobody: Asker = { user: '', role: 'viewer' };

/** Who asks, once {@link requireIdentity} has let the request through. */
export function identityOf(context: Context): Identity | null {
  return (context.get('identity') as Identity | undefined) ?? null;
}

/**
 * Needs a token in the Authorization header, or the cookie of a session, on every request. A header that is there counts alone:
 * a request never falls back to another proof than the one it names. `onFail` counts refusals by address.
 */
export function requireIdentity(access: Access, onFail: (context: Context) => void): MiddlewareHandler {
  return async (context, next) => {
    const header = context.req.header('authorization');
    const identity = await (header === undefined ? sessionOf(access, context) : byHeader(access, header));
    if (identity === null) {
      onFail(context);
      throw new CodewrightError('UNAUTHORIZED', 'This request carries no valid token or session.', {
        hint: 'Send the header Authorization: Bearer <token> (`codewright tokens add NAME` makes one), or sign in anew.',
      });
    }
    if (header === undefined) requireOwnPage(context);
    context.set('identity', identity);
    await next();
  };
}

/** @throws CodewrightError FORBIDDEN */
export function requireRole(asker: Asker, least: Role): void {
  if (reaches(asker.role, least)) return;
  throw new CodewrightError('FORBIDDEN', `This takes the role ${least}; ${asker.user} is ${asker.role}.`, {
    hint: `An admin can change that: codewright users role ${asker.user} ${least}`,
  });
}

async function byHeader(access: Access, header: string): Promise<Identity | null> {
  const given = /^Bearer ([\u0021-\u007e]{1,200})$/.exec(header)?.[1];
  return given === undefined ? null : access.byToken(given);
}

/** The session whose cookie the request carries, if it counts. */
export async function sessionOf(access: Access, context: Context): Promise<Identity | null> {
  const given = getCookie(context, cookieName(context));
  return given === undefined || given.length > 200 ? null : access.bySession(given);
}

/**
 * A cookie goes along with whatever page asks: SameSite keeps other sites out, but other ports of this host are the same site to
 * a browser. So the page must be of exactly this origin, and what changes something must be meant, which a form cannot say.
 */
export function requireOwnPage(context: Context): void {
  const { method } = context.req;
  const [host, origin, site] = ['host', 'origin', 'sec-fetch-site'].map((name) => context.req.header(name));
  const isReading = method === 'GET' || method === 'HEAD';
  const foreign =
    (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase())) ||
    (site !== undefined && site !== 'same-origin' && !(isReading && site === 'none'));
  if (!foreign && (isReading || context.req.header(sessionHeader) !== undefined)) return;
  throw new CodewrightError('FORBIDDEN', 'This request does not come from a page of this server.', {
    hint: `With a session, what changes something carries the header ${sessionHeader}; programs use a token.`,
  });
}

/** Cookies are kept by host without its port: two servers of one machine must not take each other's away. */
function cookieName(context: Context): string {
  const port = /:(\d+)$/.exec(context.req.header('host') ?? '')?.[1];
  return port === undefined ? 'codewright' : `codewright-${port}`;
}

const attributes = (https: boolean) => ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: https }) as const;

export function setSession(context: Context, { secret, expiresAt }: NewSession, https: boolean): void {
  const maxAge = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
  setCookie(context, cookieName(context), secret, { ...attributes(https), maxAge });
}

export function clearSession(context: Context, https: boolean): void {
  deleteCookie(context, cookieName(context), attributes(https));
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
