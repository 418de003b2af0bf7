import type { Document, DocumentQuery, Reads, Writes } from './contract.ts';
import { type Row, type Runner, type Statement, statement, type Values } from './statement.ts';

const columns = 'space, owner, id, sort, due, doc';
export const dueDocuments = `select ${columns} from documents
  where space = :space and due is not null and due <= :now order by due limit :limit`;

const sql = {
  one: statement(`select ${columns} from documents where space = :space and owner = :owner and id = :id`),
  save: statement(
    `insert into documents (${columns}) values (:space, :owner, :id, :sort, :due, :doc)
     on conflict (space, owner, id) do update set sort = excluded.sort, due = excluded.due, doc = excluded.doc`,
  ),
  add: statement(
    `insert into documents (${columns}) values (:space, :owner, :id, :sort, :due, :doc)
     on conflict (space, owner, id) do nothing returning id`,
  ),
  remove: statement('delete from documents where space = :space and owner = :owner and id = :id returning id'),
  removeBefore: statement('delete from documents where space = :space and sort < :sort returning id'),
} as const;

export function documentReads(runner: Runner): Pick<Reads, 'document' | 'documents'> {
  return {
    documents: async (query) => (await runner.all(...listOf(query))).map(toDocument),
    async document(space, owner, id) {
      const [row] = await runner.all(sql.one, { space, owner, id });
      return row ? toDocument(row) : null;
    },
  };
}

export function documentWrites(
  runner: Runner,
  lockDue: Statement,
): Pick<Writes, 'saveDocument' | 'addDocument' | 'removeDocument' | 'lockDueDocuments' | 'removeDocumentsBefore'> {
  return {
    async saveDocument(document) {
      await runner.all(sql.save, { ...document });
    },
    addDocument: async (document) => (await runner.all(sql.add, { ...document })).length > 0,
    removeDocument: async (space, owner, id) => (await runner.all(sql.remove, { space, owner, id })).length > 0,
    lockDueDocuments: async (space, now, limit) => (await runner.all(lockDue, { space, now, limit })).map(toDocument),
    removeDocumentsBefore: async (space, sort) => (await runner.all(sql.removeBefore, { space, sort })).length,
  };
}

function listOf({ space, owner, before, limit }: DocumentQuery): [Statement, Values] {
  const values: Values = { space, limit };
  const where = ['space = :space'];
  if (owner !== undefined) {
    where.push('owner = :owner');
    values['owner'] = owner;
  }
  if (before !== undefined) {
    where.push('sort < :before');
    values['before'] = before;
  }
  const text = `select ${columns} from documents where ${where.join(' and ')} order by sort desc limit :limit`;
  return [statement(text), values];
}

function toDocument(row: Row): Document {
  return {
    space: row['space'] as string,
    owner: row['owner'] as string,
    id: row['id'] as string,
    sort: row['sort'] as string,
    due: row['due'] as number | null,
    doc: row['doc'] as string,
  };
}
