import type { DatabaseSync } from 'node:sqlite';
import { insertAuthor as storeAuthor } from '../src/authors/repository.ts';
import type { Author, AuthorValues } from '../src/authors/schema.ts';
import { insertBook as storeBook } from '../src/books/repository.ts';
import type { Book, BookValues } from '../src/books/schema.ts';
import { insertLoan as storeLoan } from '../src/loans/repository.ts';
import type { Loan, LoanValues } from '../src/loans/schema.ts';
import { insertMember as storeMember } from '../src/members/repository.ts';
import type { Member, MemberValues } from '../src/members/schema.ts';

/** When all rows of the builders were made. */
const made = '2029-05-01T09:00:00.000Z';

const numbers = new WeakMap<DatabaseSync, number>();

/** Counts up from 1 in each database, so that no two rows are the same. */
function nextNumber(database: DatabaseSync): number {
  const n = (numbers.get(database) ?? 0) + 1;
  numbers.set(database, n);
  return n;
}

/** A time so many days after the start of 2030. */
export function timeAt(days: number): string {
  return new Date(Date.UTC(2030, 0, 1, 9) + days * 86_400_000).toISOString();
}

export function dateAt(days: number): string {
  return timeAt(days).slice(0, 10);
}

/** A valid body for an author. */
export function authorBody(database: DatabaseSync, values: Partial<AuthorValues> = {}) {
  const n = nextNumber(database);
  return {
    name: `Name ${n}`,
    biography: `Biography ${n}`,
    birthDate: dateAt(n - 10_000),
    nationality: `Nationality ${n}`,
    ...values,
  };
}

export function insertAuthor(database: DatabaseSync, values: Partial<AuthorValues> = {}): Author {
  const row = {
    ...authorBody(database, values),
  };
  return storeAuthor(database, row, made);
}

/** A valid body for a book. */
export function bookBody(database: DatabaseSync, values: Partial<BookValues> = {}) {
  const n = nextNumber(database);
  return {
    authorId: values.authorId ?? insertAuthor(database).id,
    title: `Title ${n}`,
    isbn: `Isbn ${n}`,
    publishedYear: 10,
    pages: 10,
    genre: `Genre ${n}`,
    ...values,
  };
}

export function insertBook(database: DatabaseSync, values: Partial<BookValues> = {}): Book {
  const row = {
    ...bookBody(database, values),
  };
  return storeBook(database, row, made);
}

/** A valid body for a member. */
export function memberBody(database: DatabaseSync, values: Partial<MemberValues> = {}) {
  const n = nextNumber(database);
  return {
    name: `Name ${n}`,
    email: `someone.${n}@example.com`,
    phone: `+44 20 7946 ${String(n).padStart(4, '0')}`,
    joinedOn: dateAt(n - 10_000),
    ...values,
  };
}

export function insertMember(database: DatabaseSync, values: Partial<MemberValues> = {}): Member {
  const row = {
    ...memberBody(database, values),
  };
  return storeMember(database, row, made);
}

/** A valid body for a loan. */
export function loanBody(database: DatabaseSync, values: Partial<LoanValues> = {}) {
  const n = nextNumber(database);
  return {
    bookId: values.bookId ?? insertBook(database).id,
    memberId: values.memberId ?? insertMember(database).id,
    dueAt: timeAt(n * 10),
    ...values,
  };
}

export function insertLoan(database: DatabaseSync, values: Partial<LoanValues> = {}): Loan {
  const row = {
    loanedAt: made,
    returnedAt: null,
    ...loanBody(database, values),
  };
  return storeLoan(database, row, made);
}
