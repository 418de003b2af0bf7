import type { Fact, FactQuery, FactReads, FactVersion, FactWrites } from './contract.ts';
import { anyOf, type Row, type Runner, type Statement, statement, type Values } from '../statement.ts';

const names = {
  id: 'id',
  space: 'space',
  owner: 'owner',
  scope: 'scope',
  place: 'place',
  key: 'name',
  value: 'value',
  version: 'version',
  words: 'words',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  sort: 'sort',
  expiresAt: 'expires_at',
  actorType: 'actor_type',
  actorId: 'actor_id',
  job: 'job',
  entry: 'entry',
} as const satisfies Record<keyof Fact, string>;
const fields = Object.keys(names) as (keyof Fact)[];
const columns = fields.map((field) => `f.${names[field]}`).join(', ');
const fresh = '(f.expires_at is null or f.expires_at > :now)';

const sql = {
  one: statement(`select ${columns} from facts f where f.id = :id and ${fresh}`),
  versions: statement(
    `select version, value, at, actor_type, actor_id, job, entry from fact_versions
     where fact = :fact order by version desc limit :limit`,
  ),
  count: statement('select count(*) as count from facts where space = :space and owner = :owner'),
  add: statement(
    `insert into facts (${fields.map((field) => names[field]).join(', ')})
     values (${fields.map((field) => `:${field}`).join(', ')})
     on conflict do nothing returning id`,
  ),
  replace: statement(
    `update facts set ${fields
      .filter((field) => !['id', 'space', 'owner', 'scope', 'place', 'key', 'createdAt'].includes(field))
      .map((field) => `${names[field]} = :${field}`)
      .join(', ')} where id = :id and version = :expected returning id`,
  ),
  remove: statement('delete from facts where id = :id and version = :expected returning id'),
  removeVersions: statement('delete from fact_versions where fact = :fact and version <= :upTo'),
  addVersion: statement(
    `insert into fact_versions (fact, version, value, at, actor_type, actor_id, job, entry)
     values (:fact, :version, :value, :at, :actorType, :actorId, :job, :entry)`,
  ),
  expired: statement(
    'select id, version from facts where expires_at is not null and expires_at <= :now order by expires_at limit :limit',
  ),
} as const;

/** Where the two databases differ: conditions and orders over a fact `f` whose words hold the :words. */
export interface FactDialect {
  factsHolding: string;
  /** A whole query of ids with their `rank`, the best first. */
  factsRanked: (where: string) => string;
  /** Of words of which one is enough. */
  anyQuery(words: readonly string[]): string;
  searchQuery(words: readonly string[]): string;
}

export function factReads(runner: Runner, dialect: FactDialect): FactReads {
  return {
    async fact(id, now) {
      const [row] = await runner.all(sql.one, { id, now });
      return row ? toFact(row) : null;
    },
    facts: async (query) => (await runner.all(...listOf(query, dialect))).map(toFact),
    async rankedFacts({ words, limit, ...query }) {
      if (words.length === 0) return [];
      const { where, values } = conditionsOf(query);
      const text = dialect.factsRanked(where.join(' and ')).replace('{columns}', columns);
      return (await runner.all(statement(text), { ...values, words: dialect.anyQuery(words), limit })).map(toFact);
    },
    factVersions: async (fact, limit) => (await runner.all(sql.versions, { fact, limit })).map(toVersion),
    countFacts: async (space, owner) => Number((await runner.all(sql.count, { space, owner }))[0]?.['count']),
  };
}

export function factWrites(runner: Runner): FactWrites {
  const removeFact = async (id: string, expected: number): Promise<boolean> => {
    if ((await runner.all(sql.remove, { id, expected })).length === 0) return false;
    await runner.all(sql.removeVersions, { fact: id, upTo: expected });
    return true;
  };
  return {
    addFact: async (fact) => (await runner.all(sql.add, { ...fact })).length > 0,
    replaceFact: async (fact, expected) => {
      const { id, value, version, words, updatedAt, sort, expiresAt, actorType, actorId, job, entry } = fact;
      const changed = { id, value, version, words, updatedAt, sort, expiresAt, actorType, actorId, job, entry };
      return (await runner.all(sql.replace, { ...changed, expected })).length > 0;
    },
    removeFact,
    async addFactVersion(version, kept) {
      await runner.all(sql.addVersion, { ...version });
      await runner.all(sql.removeVersions, { fact: version.fact, upTo: version.version - kept });
    },
    async removeExpiredFacts(now, limit) {
      const rows = await runner.all(sql.expired, { now, limit });
      for (const row of rows) await removeFact(row['id'] as string, row['version'] as number);
      return rows.length;
    },
  };
}

type Conditions = Omit<FactQuery, 'words' | 'before' | 'limit'>;

function conditionsOf(query: Conditions): { where: string[]; values: Values } {
  const values: Values = { space: query.space, now: query.now };
  const where = ['f.space = :space', fresh];
  if (query.owners) where.push(anyOf('f.owner', query.owners, values));
  const exact = { scope: 'f.scope', place: 'f.place', key: 'f.name' } as const;
  for (const [name, column] of Object.entries(exact) as [keyof typeof exact, string][]) {
    const value = query[name];
    if (value === undefined) continue;
    where.push(`${column} = :${name}`);
    values[name] = value;
  }
  if (query.within) {
    const places = query.within.map(({ scope, place }, index) => {
      values[`scope${index}`] = scope;
      values[`place${index}`] = place;
      return `(f.scope = :scope${index} and f.place = :place${index})`;
    });
    where.push(places.length === 0 ? '1 = 0' : `(${places.join(' or ')})`);
  }
  return { where, values };
}

function listOf({ owners, ...query }: FactQuery, dialect: FactDialect): [Statement, Values] {
  const { where, values } = conditionsOf(query);
  if (query.before !== undefined) {
    where.push('f.sort < :before');
    values['before'] = query.before;
  }
  if (query.words && query.words.length > 0) {
    where.push(dialect.factsHolding);
    values['words'] = dialect.searchQuery(query.words);
  }
  const page = (conditions: readonly string[]) =>
    `from facts f where ${conditions.join(' and ')} order by f.sort desc limit :limit`;
  const all: Values = { ...values, limit: query.limit };
  if (owners === undefined) return [statement(`select ${columns} ${page(where)}`), all];
  if (owners.length === 0) return [statement(`select ${columns} ${page(['1 = 0'])}`), { limit: query.limit }];
  // The newest of each owner, each from their place in the index: what is not shown is neither read nor sorted.
  const parts = owners.map((owner, index) => {
    all[`owner${index}`] = owner;
    return `select position from (select f.position ${page([...where, `f.owner = :owner${index}`])}) k${index}`;
  });
  const text = `select ${columns} ${page([`f.position in (${parts.join(' union all ')})`])}`;
  return [statement(text), all];
}

function toFact(row: Row): Fact {
  return Object.fromEntries(fields.map((field) => [field, row[names[field]]])) as unknown as Fact;
}

function toVersion(row: Row): Omit<FactVersion, 'fact'> {
  return {
    version: row['version'] as number,
    value: row['value'] as string,
    at: row['at'] as string,
    actorType: row['actor_type'] as string,
    actorId: row['actor_id'] as string,
    job: row['job'] as string | null,
    entry: row['entry'] as string,
  };
}
