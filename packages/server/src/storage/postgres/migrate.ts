import type { ClientBase } from 'pg';
import type { Logger } from '../../shared/logger.ts';
import { type Migration, newerSchema } from '../migrations.ts';

/** Any number, the same in every version: who holds this lock migrates. */
const lockKey = 4_026_531_840;

interface Options {
  where: string;
  logger: Logger;
  migrations: readonly Migration[];
}

/** Brings the schema to the newest version, all or nothing; several processes may start at once. @throws STORAGE_NEWER. */
export async function migrate(client: ClientBase, { where, logger, migrations }: Options): Promise<void> {
  const target = migrations.at(-1)?.version ?? 0;
  if ((await versionOf(client, where, target)) === target) return;
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await client.query(
      `create table if not exists codewright_migrations (
         version integer primary key, name text not null, applied_at timestamptz not null default now())`,
    );
    const from = await versionOf(client, where, target);
    for (const { version, name, postgres } of migrations.filter(({ version }) => version > from)) {
      for (const statement of postgres) await client.query(statement);
      await client.query('insert into codewright_migrations (version, name) values ($1, $2)', [version, name]);
      logger.info({ version, name }, 'database schema changed');
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function versionOf(client: ClientBase, where: string, target: number): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('codewright_migrations') is not null as there",
  );
  if (rows[0]?.there !== true) return 0;
  const found = await client.query<{ version: number | null }>(
    'select max(version) as version from codewright_migrations',
  );
  const version = found.rows[0]?.version ?? 0;
  if (version > target) throw newerSchema(where, version, target);
  return version;
}
