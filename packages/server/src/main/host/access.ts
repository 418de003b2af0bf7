import { ownUser } from '@codewright/protocol/access';
import type { AccessHost } from '../../cli/contract.ts';
import { createAccess } from '../access.ts';
import type { Runtime } from '../runtime.ts';
import { announced } from '../servers.ts';

/** How long a link counts that somebody is sent. */
const linkHours = 24;

/** What `codewright users` and `codewright tokens` do: by the database, so that a running server knows at once. */
export function createAccessHost(runtime: Runtime): AccessHost {
  const access = createAccess(runtime);
  return {
    users: () => access.users(),
    addUser: (id, role) => access.addUser({ id, role }, ownUser),
    setRole: (id, role) => access.setRole(id, role, ownUser),
    removeUser: (id) => access.removeUser(id, ownUser),
    link: async (id = ownUser) => `${addressOf(runtime)}/#code=${await access.link(id, linkHours)}`,
    tokens: () => access.tokens(),
    addToken: ({ user = ownUser, ...token }) => access.addToken({ user, ...token }, ownUser),
    revoke: (id) => access.revoke(id, ownUser),
  };
}

/** Of the server that runs; else where one will be by the settings. */
function addressOf({ home, config }: Runtime): string {
  const { host, port, https, hostNames } = config.api;
  const [name] = hostNames;
  if (https && name !== undefined) return `https://${name}`;
  return announced(home)[0]?.url ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
