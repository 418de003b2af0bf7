import type { DatabaseSync } from 'node:sqlite';
import { type Listing, listRows } from '../listing.ts';
import type { Member, MemberQuery, MemberValues } from './schema.ts';

const columns = `
  id, name, email, phone, joined_on AS joinedOn, created_at AS createdAt,
  updated_at AS updatedAt`;

const columnOf = {
  id: 'id',
  name: 'name',
  email: 'email',
  phone: 'phone',
  joinedOn: 'joined_on',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

function toRow(row: Record<string, unknown>): Member {
  return { ...(row as unknown as Member) };
}

function parameters(values: MemberValues) {
  return {
    name: values.name,
    email: values.email,
    phone: values.phone,
    joinedOn: values.joinedOn,
  };
}

export function findMember(database: DatabaseSync, id: number): Member | undefined {
  const row = database.prepare(`SELECT ${columns} FROM members WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** A page of members; the scope holds whatever the query asks for. */
export function listMembers(
  database: DatabaseSync,
  query: MemberQuery,
  scope: Partial<Member> = {},
): Listing<Member> {
  const source = { table: 'members', columns, columnOf, toRow };
  return listRows(database, source, query, scope);
}

export function insertMember(database: DatabaseSync, values: MemberValues, now: string): Member {
  const [row = {}] = database
    .prepare(
      `INSERT INTO members (
         name, email, phone, joined_on, created_at, updated_at
       ) VALUES (
         :name, :email, :phone, :joinedOn, :now, :now
       )
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), now });
  return toRow(row);
}

export function updateMember(
  database: DatabaseSync,
  id: number,
  values: MemberValues,
  now: string,
): Member {
  const [row = {}] = database
    .prepare(
      `UPDATE members SET
         name = :name, email = :email, phone = :phone, joined_on = :joinedOn, updated_at = :now
       WHERE id = :id
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), id, now });
  return toRow(row);
}

export function deleteMember(database: DatabaseSync, id: number): void {
  database.prepare('DELETE FROM members WHERE id = ?').run(id);
}
