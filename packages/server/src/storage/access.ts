import type { CredentialRow, Reads, UserRow, Writes } from './contract.ts';
import type { Row, Runner } from './statement.ts';
import { statement } from './statement.ts';

const credentialColumns = 'id, owner, kind, name, hash, created_at, expires_at, used_at';

const sql = {
  users: statement('select id, role, created_at from users order by id'),
  user: statement('select id, role, created_at from users where id = :id'),
  credentials: statement(`select ${credentialColumns} from credentials order by id`),
  credential: statement(`select ${credentialColumns} from credentials where hash = :hash`),
  saveUser: statement(
    `insert into users (id, role, created_at) values (:id, :role, :createdAt)
     on conflict (id) do update set role = excluded.role`,
  ),
  removeUser: statement('delete from users where id = :id'),
  removeOwned: statement('delete from credentials where owner = :id'),
  addCredential: statement(
    `insert into credentials (${credentialColumns})
     values (:id, :owner, :kind, :name, :hash, :createdAt, :expiresAt, :usedAt)`,
  ),
  useCredential: statement('update credentials set used_at = :usedAt where id = :id'),
  removeCredential: statement('delete from credentials where id = :id returning id'),
  removeExpired: statement('delete from credentials where expires_at is not null and expires_at <= :now'),
} as const;

type AccessReads = Pick<Reads, 'users' | 'user' | 'credentials' | 'credential'>;
type AccessWrites = Pick<
  Writes,
  'saveUser' | 'removeUser' | 'addCredential' | 'useCredential' | 'removeCredential' | 'removeExpired'
>;

/** Users and what they sign in with. */
export function createAccessReads(runner: Runner): AccessReads {
  return {
    users: async () => (await runner.all(sql.users, {})).map(toUser),
    user: async (id) => (await runner.all(sql.user, { id })).map(toUser)[0] ?? null,
    credentials: async () => (await runner.all(sql.credentials, {})).map(toCredential),
    credential: async (hash) => (await runner.all(sql.credential, { hash })).map(toCredential)[0] ?? null,
  };
}

export function createAccessWrites(runner: Runner): AccessWrites {
  return {
    saveUser: async (user) => {
      await runner.all(sql.saveUser, { ...user });
    },
    removeUser: async (id) => {
      await runner.all(sql.removeOwned, { id });
      await runner.all(sql.removeUser, { id });
    },
    addCredential: async (credential) => {
      await runner.all(sql.addCredential, { ...credential });
    },
    useCredential: async (id, usedAt) => {
      await runner.all(sql.useCredential, { id, usedAt });
    },
    removeCredential: async (id) => (await runner.all(sql.removeCredential, { id })).length > 0,
    removeExpired: async (now) => {
      await runner.all(sql.removeExpired, { now });
    },
  };
}

function toUser(row: Row): UserRow {
  return { id: row['id'], role: row['role'], createdAt: row['created_at'] } as UserRow;
}

function toCredential(row: Row): CredentialRow {
  return {
    id: row['id'],
    owner: row['owner'],
    kind: row['kind'],
    name: row['name'],
    hash: row['hash'],
    createdAt: row['created_at'],
    expiresAt: row['expires_at'],
    usedAt: row['used_at'],
  } as CredentialRow;
}
