import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Credential, ownUser, type Role, type User, userName } from '@codewright/protocol/access';
import type { JsonObject } from '@codewright/protocol/json';
import type { TransactionalLedger } from '../ledger/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { Logger } from '../shared/logger.ts';
import type { CredentialRow, Reads, Storage, Writes } from '../storage/contract.ts';
import type { Access, Identity } from './contract.ts';
import { createWatch } from './watch.ts';

export interface AccessOptions {
  storage: Storage;
  ledger: TransactionalLedger;
  clock: Clock;
  logger: Logger;
  /** The token of the installation. */
  token: string;
  /** How long a browser stays signed in. */
  sessionDays: number;
}

const hourMs = 3_600_000;
/** Changes of access have a chain of their own in the ledger. */
const chain = 'access';
const newSecret = () => randomBytes(32).toString('base64url');

export function createAccess(options: AccessOptions): Access {
  const { storage, ledger, clock, logger } = options;
  const ownHash = Buffer.from(sha256(options.token), 'hex');
  const now = () => clock.now();

  const roleOf = async (reads: Reads, user: string): Promise<Role | null> =>
    user === ownUser ? 'admin' : ((await reads.user(user))?.role ?? null);

  const find = async (
    secret: string,
    kind: CredentialRow['kind'],
  ): Promise<(Identity & { row: CredentialRow }) | null> => {
    const row = await storage.credential(sha256(secret));
    if (row?.kind !== kind || hasExpired(row, now())) return null;
    const role = await roleOf(storage, row.owner);
    return role && { asker: { user: row.owner, role }, credential: row.id, row };
  };
  /** When it was last used is told to the minute: not every request is a write. */
  const noteUse = async ({ id, usedAt }: CredentialRow) => {
    if (usedAt !== null && now().getTime() - Date.parse(usedAt) < 60_000) return;
    try {
      await storage.write((tx) => tx.useCredential(id, now().toISOString()));
    } catch (error) {
      // Who is known may still read where nothing can be written.
      logger.warn({ error: toCodewrightError(error).message }, 'the last use of a token is not noted');
    }
  };
  const known = async (secret: string, kind: 'token' | 'session'): Promise<Identity | null> => {
    const found = await find(secret, kind);
    if (found === null) return null;
    await noteUse(found.row);
    return { asker: found.asker, credential: found.credential };
  };
  const byToken: Access['byToken'] = async (secret) =>
    timingSafeEqual(Buffer.from(sha256(secret), 'hex'), ownHash)
      ? { asker: { user: ownUser, role: 'admin' }, credential: null }
      : known(secret, 'token');

  const add = async (tx: Writes, row: Pick<CredentialRow, 'owner' | 'kind' | 'name' | 'expiresAt'>) => {
    const secret = newSecret();
    const made = { id: uuidv7(), hash: sha256(secret), createdAt: now().toISOString(), usedAt: null, ...row };
    await tx.removeExpired(now().toISOString());
    await tx.addCredential(made);
    return { secret, row: made };
  };
  const record = (tx: Writes, by: string, summary: string, data: JsonObject & { event: string }) =>
    ledger.appendWithin(tx, [{ job: chain, kind: 'audit', actor: { type: 'user', id: by }, summary, data }]);
  const later = (ms: number) => new Date(now().getTime() + ms);

  const watch = createWatch(async () => {
    const [users, credentials] = await Promise.all([storage.users(), storage.credentials()]);
    const roles = new Map<string, Role>([...users.map(({ id, role }) => [id, role] as const), [ownUser, 'admin']]);
    const valid = new Map(credentials.filter((row) => !hasExpired(row, now())).map((row) => [row.id, row]));
    return ({ asker, credential }) =>
      roles.get(asker.user) === asker.role && (credential === null || valid.has(credential));
  }, logger);
  const change = async <T>(work: (tx: Writes) => Promise<T>): Promise<T> => {
    const result = await storage.write(work);
    await watch.check();
    return result;
  };

  return {
    byToken,
    bySession: (secret) => known(secret, 'session'),

    async signIn(secret, name) {
      const shown = (await byToken(secret)) ?? (await find(secret, 'code'));
      if (shown === null) return null;
      const { asker } = shown;
      return storage.write(async (tx) => {
        // Of two that show the same code at once, one is let in.
        if ('row' in shown && !(await tx.removeCredential(shown.credential ?? ''))) return null;
        const expiresAt = later(options.sessionDays * 24 * hourMs);
        const made = await add(tx, { owner: asker.user, kind: 'session', name, expiresAt: expiresAt.toISOString() });
        await record(tx, asker.user, `${asker.user} signed in.`, {
          event: 'session-started',
          session: made.row.id,
          name,
        });
        return { identity: { asker, credential: made.row.id }, secret: made.secret, expiresAt };
      });
    },
    watch: (identity, onEnd) => watch.add(identity, onEnd),

    async users() {
      const [rows, credentials] = await Promise.all([storage.users(), storage.credentials()]);
      const own = { id: ownUser, role: 'admin' as const, createdAt: null };
      return [own, ...rows].map((row) => ({ ...row, usedAt: lastUse(credentials, row.id) }));
    },
    addUser: ({ id, role }, by) =>
      change(async (tx) => {
        if (!userName.safeParse(id).success)
          throw new CodewrightError('INVALID_INPUT', `“${id}” cannot be the name of a user.`, {
            hint: 'Take small letters, digits, and . _ @ - after the first; at most 64.',
          });
        if ((await roleOf(tx, id)) !== null)
          throw new CodewrightError('CONFLICT', `There is a user ${id} already.`, { hint: 'Choose another name.' });
        const made = { id, role, createdAt: now().toISOString() };
        await tx.saveUser(made);
        await record(tx, by, `${by} added ${id} as ${role}.`, { event: 'user-added', user: id, role });
        return { ...made, usedAt: null };
      }),
    setRole: (id, role, by) =>
      change(async (tx): Promise<User> => {
        const row = await userIn(tx, id);
        await tx.saveUser({ ...row, role });
        await record(tx, by, `${by} made ${id} ${role}.`, {
          event: 'role-changed',
          user: id,
          from: row.role,
          to: role,
        });
        return { ...row, role, usedAt: lastUse(await tx.credentials(), id) };
      }),
    removeUser: (id, by) =>
      change(async (tx) => {
        await userIn(tx, id);
        await tx.removeUser(id);
        await record(tx, by, `${by} removed ${id}.`, { event: 'user-removed', user: id });
      }),
    link: (user, hours) =>
      storage.write(async (tx) => {
        if ((await roleOf(tx, user)) === null) throw noUser(user);
        const expiresAt = later(hours * hourMs).toISOString();
        return (await add(tx, { owner: user, kind: 'code', name: 'link', expiresAt })).secret;
      }),

    async tokens(user) {
      const rows = await storage.credentials();
      return rows.flatMap((row) => {
        const shown = user === undefined || row.owner === user;
        return shown && !hasExpired(row, now()) ? (toCredential(row) ?? []) : [];
      });
    },
    addToken: ({ user, name, days }, by) =>
      change(async (tx) => {
        if ((await roleOf(tx, user)) === null) throw noUser(user);
        const expiresAt = days === undefined ? null : later(days * 24 * hourMs).toISOString();
        const { secret, row } = await add(tx, { owner: user, kind: 'token', name, expiresAt });
        const data = { event: 'token-added', user, token: row.id, name };
        await record(tx, by, `${by} made the token “${name}” for ${user}.`, data);
        const { id, createdAt } = row;
        return { secret, token: { id, user, kind: 'token', name, createdAt, expiresAt, usedAt: null } };
      }),
    revoke: (id, by, { only } = {}) =>
      change(async (tx) => {
        const fits = ({ row }: { row: CredentialRow }) =>
          (row.id === id || (id.length >= 4 && row.id.endsWith(id))) && (only === undefined || row.owner === only);
        const found = (await tx.credentials()).filter((row) => row.kind !== 'code' && fits({ row }));
        const [row] = found;
        if (row === undefined || found.length > 1)
          throw new CodewrightError(
            'NOT_FOUND',
            row ? `More than one token ends with ${id}.` : `There is no token ${id}.`,
            {
              hint: '`codewright tokens list` shows what there is.',
            },
          );
        await tx.removeCredential(row.id);
        const what =
          row.kind === 'token' ? `revoked the token “${row.name}” of ${row.owner}` : `ended a session of ${row.owner}`;
        const data = { event: `${row.kind}-revoked`, user: row.owner, [row.kind]: row.id };
        await record(tx, by, `${by} ${what}.`, data);
      }),
  };
}

function hasExpired({ expiresAt }: CredentialRow, now: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
}

function lastUse(credentials: readonly CredentialRow[], user: string): string | null {
  const times = credentials.flatMap(({ owner, usedAt }) => (owner === user && usedAt !== null ? [usedAt] : []));
  return times.sort().at(-1) ?? null;
}

function toCredential({ owner, hash: _secret, kind, ...row }: CredentialRow): Credential | null {
  return kind === 'code' ? null : { ...row, kind, user: owner };
}

async function userIn(reads: Reads, id: string) {
  if (id === ownUser)
    throw new CodewrightError('CONFLICT', 'The user local is the installation itself: it stays, as an admin.', {
      hint: 'To take its token away, remove keys/token in the home folder and start the server again.',
    });
  const row = await reads.user(id);
  if (row === null) throw noUser(id);
  return row;
}

function noUser(id: string): CodewrightError {
  return new CodewrightError('NOT_FOUND', `There is no user ${id}.`, { hint: '`codewright users list` shows all.' });
}
