import type { DatabaseSync } from 'node:sqlite';
import { type Listing, listRows } from '../listing.ts';
import type { Loan, LoanQuery, LoanValues } from './schema.ts';

const columns = `
  id, book_id AS bookId, member_id AS memberId, loaned_at AS loanedAt, due_at AS dueAt,
  returned_at AS returnedAt, created_at AS createdAt, updated_at AS updatedAt`;

const columnOf = {
  id: 'id',
  bookId: 'book_id',
  memberId: 'member_id',
  loanedAt: 'loaned_at',
  dueAt: 'due_at',
  returnedAt: 'returned_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

function toRow(row: Record<string, unknown>): Loan {
  return { ...(row as unknown as Loan) };
}

function parameters(values: LoanValues) {
  return {
    bookId: values.bookId,
    memberId: values.memberId,
    loanedAt: values.loanedAt,
    dueAt: values.dueAt,
    returnedAt: values.returnedAt,
  };
}

export function findLoan(database: DatabaseSync, id: number): Loan | undefined {
  const row = database.prepare(`SELECT ${columns} FROM loans WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** A page of loans; the scope holds whatever the query asks for. */
export function listLoans(
  database: DatabaseSync,
  query: LoanQuery,
  scope: Partial<Loan> = {},
): Listing<Loan> {
  const source = { table: 'loans', columns, columnOf, toRow };
  return listRows(database, source, query, scope);
}

export function insertLoan(database: DatabaseSync, values: LoanValues, now: string): Loan {
  const [row = {}] = database
    .prepare(
      `INSERT INTO loans (
         book_id, member_id, loaned_at, due_at, returned_at, created_at, updated_at
       ) VALUES (
         :bookId, :memberId, :loanedAt, :dueAt, :returnedAt, :now, :now
       )
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), now });
  return toRow(row);
}

export function updateLoan(
  database: DatabaseSync,
  id: number,
  values: LoanValues,
  now: string,
): Loan {
  const [row = {}] = database
    .prepare(
      `UPDATE loans SET
         book_id = :bookId, member_id = :memberId, loaned_at = :loanedAt, due_at = :dueAt,
         returned_at = :returnedAt, updated_at = :now
       WHERE id = :id
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), id, now });
  return toRow(row);
}

export function deleteLoan(database: DatabaseSync, id: number): void {
  database.prepare('DELETE FROM loans WHERE id = ?').run(id);
}
