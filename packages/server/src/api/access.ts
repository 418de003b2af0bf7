import { type Asker, reaches } from '@codewright/protocol/access';
import type { Context } from 'hono';
import type { Access, Identity } from '../access/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { clearSession, identityOf, requireOwnPage, sessionOf, setSession } from './guard.ts';
import type { Handlers } from './handlers.ts';

type AccessRoutes = Pick<
  Handlers,
  | 'signIn'
  | 'session'
  | 'signOut'
  | 'listUsers'
  | 'addUser'
  | 'changeUser'
  | 'removeUser'
  | 'linkUser'
  | 'listTokens'
  | 'addToken'
  | 'revokeToken'
>;

/** How long a link counts that an admin hands to somebody. */
const linkHours = 24;

/** Users, tokens and sessions. */
export function createAccessHandlers(access: Access, asker: Asker, https = false): AccessRoutes {
  const isAdmin = reaches(asker.role, 'admin');
  const linkFor = async (id: string) => access.link(id, linkHours);
  return {
    async signIn({ body: { secret } }, context) {
      // No other page signs this browser in as somebody else.
      requireOwnPage(context);
      const session = await access.signIn(secret.trim(), browserOf(context));
      if (session === null) {
        throw new CodewrightError('UNAUTHORIZED', 'This link or token does not count: used, revoked, or never given.', {
          hint: '`codewright users link NAME` prints a new link; one for you, with NAME left away.',
        });
      }
      // What this browser held before is never taken over, and ends.
      await endSession(access, context);
      setSession(context, session, https);
      return session.identity.asker;
    },
    session: async () => asker,
    async signOut(_input, context) {
      clearSession(context, https);
      const { credential } = identityOf(context) ?? { credential: null };
      if (credential !== null) await access.revoke(credential, asker.user, { only: asker.user });
      return { ended: credential !== null };
    },

    listUsers: async () => ({ users: await access.users() }),
    async addUser({ body }) {
      const user = await access.addUser(body, asker.user);
      return { user, code: await linkFor(user.id) };
    },
    changeUser: ({ id, body }) => access.setRole(id, body.role, asker.user),
    async removeUser({ id }) {
      await access.removeUser(id, asker.user);
      return { removed: true };
    },
    linkUser: async ({ id }) => ({ code: await linkFor(id) }),

    listTokens: async () => ({ tokens: await access.tokens(isAdmin ? undefined : asker.user) }),
    addToken({ body: { user = asker.user, name, days } }) {
      if (user !== asker.user && !isAdmin)
        throw new CodewrightError('FORBIDDEN', 'A token for somebody else is made by an admin.');
      return access.addToken({ user, name, ...(days === undefined ? {} : { days }) }, asker.user);
    },
    async revokeToken({ id }) {
      await access.revoke(id, asker.user, isAdmin ? {} : { only: asker.user });
      return { revoked: true };
    },
  };
}

/** A session that a browser gives up by signing in anew. */
async function endSession(access: Access, context: Context): Promise<void> {
  const before: Identity | null = await sessionOf(access, context);
  if (before?.credential) await access.revoke(before.credential, before.asker.user);
}

/** What a person tells the session by later: browser and system, as far as the browser says. */
function browserOf(context: Context): string {
  const said = context.req.header('user-agent') ?? '';
  const browser = /(Firefox|Edg|OPR|Chrome|Safari|curl)\//.exec(said)?.[1] ?? 'a browser';
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(said)?.[1];
  return (system === undefined ? browser : `${browser} on ${system}`).replace('Edg', 'Edge').replace('OPR', 'Opera');
}
