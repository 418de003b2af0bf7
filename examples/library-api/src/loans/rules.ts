import type { DatabaseSync } from 'node:sqlite';
import { count } from '../database.ts';
import { conflict } from '../errors.ts';
import { requireRow } from '../references.ts';
import type { Loan, LoanValues } from './schema.ts';

/** Throws unless loans as `next` may stand beside what is stored; `current` is the row that it replaces. */
export function checkLoan(database: DatabaseSync, next: LoanValues, current?: Loan): void {
  const id = current?.id ?? null;
  checkReferences(database, next);
  checkLoanLimitPerMember(database, next, id);
}

function checkReferences(database: DatabaseSync, next: LoanValues): void {
  requireRow(database, {
    field: 'bookId',
    id: next.bookId,
    table: 'books',
    what: 'book',
  });
  requireRow(database, {
    field: 'memberId',
    id: next.memberId,
    table: 'members',
    what: 'member',
  });
}

/** A member has at most 5 loans that are not returned. */
function checkLoanLimitPerMember(
  database: DatabaseSync,
  next: LoanValues,
  id: number | null,
): void {
  if (next.returnedAt !== null) return;
  const others = count(
    database,
    'SELECT count(*) FROM loans WHERE member_id = ? AND returned_at IS NULL AND id IS NOT ?',
    next.memberId,
    id,
  );
  if (others >= 5) {
    throw conflict('loan_limit_per_member', 'A member has at most 5 loans that are not returned.');
  }
}
