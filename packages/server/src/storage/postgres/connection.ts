import type { ClientBase, ClientConfig, Pool } from 'pg';
import { sha256 } from '../../shared/hash.ts';
import type { Row, Runner, Statement } from '../statement.ts';
import { valuesOf } from '../statement.ts';
import { fromPostgres } from './errors.ts';

/** Positions and counts are int8, which the driver leaves as text; none of ours comes near 2^53. */
export async function clientConfig(url: string): Promise<ClientConfig> {
  const { types: parsers } = await import('pg');
  const types: ClientConfig['types'] = {
    getTypeParser: (oid: (typeof parsers.builtins)[keyof typeof parsers.builtins], format?: 'text' | 'binary') =>
      oid === parsers.builtins.INT8 && format !== 'binary' ? Number : parsers.getTypeParser(oid, format),
  };
  return {
    connectionString: url,
    application_name: 'codewright',
    types,
    connectionTimeoutMillis: 10_000,
    // Longer than any transaction of ours; a process that was stopped inside one must not hold its locks for ever.
    idle_in_transaction_session_timeout: 120_000,
    lock_timeout: 10_000,
    keepAlive: true,
  };
}

/** The server and database of a URL, without user and password. */
export function whereIs(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = searchParams.get('host') ?? hostname;
    return `${host}${port ? `:${port}` : ''}${pathname}`;
  } catch (error) {
    if (error instanceof TypeError) return '(unreadable address)';
    throw error;
  }
}

const names = new Map<string, string>();

/** Prepared under a name of its own, so that the server parses and plans it once per connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `cw_${sha256(text).slice(0, 16)}`;
    names.set(text, name);
  }
  return name;
}

export function createRunner(client: Pool | ClientBase, where: string): Runner {
  return {
    all: async (statement: Statement, values) => {
      try {
        const text = statement.postgres;
        const result = await client.query<Row>({ name: nameOf(text), text, values: valuesOf(statement, values) });
        return result.rows;
      } catch (error) {
        throw isRaw(error) ? error : fromPostgres(error, where);
      }
    },
  };
}

/** Left as they are: the transaction decides whether to run again. */
function isRaw(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}
