import { type Context, Hono } from 'hono';
import { transaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { conflict, notFound } from '../errors.ts';
import { readBody, readId, readQuery } from '../http.ts';
import { deleteLoan, findLoan, insertLoan, listLoans, updateLoan } from './repository.ts';
import { checkLoan } from './rules.ts';
import { type Loan, type LoanValues, loanInput, loanPatch, loanQuery } from './schema.ts';

export function loanRoutes({ database, now }: Deps): Hono {
  const routes = new Hono();

  /** The loan that the path names. */
  const readRow = (c: Context): Loan => {
    const row = findLoan(database, readId(c));
    if (!row) throw notFound('loan');
    return row;
  };

  routes.get('/', (c) => {
    const query = readQuery(c, loanQuery);
    return c.json(listLoans(database, query));
  });

  routes.post('/', async (c) => {
    const input = await readBody(c, loanInput);
    const loan = transaction(database, () => {
      const values: LoanValues = { ...input, loanedAt: input.loanedAt ?? now(), returnedAt: null };
      checkLoan(database, values);
      return insertLoan(database, values, now());
    });
    c.header('Location', `/loans/${loan.id}`);
    return c.json(loan, 201);
  });

  routes.get('/:id', (c) => c.json(readRow(c)));

  routes.patch('/:id', async (c) => {
    const changes = await readBody(c, loanPatch);
    const loan = transaction(database, () => {
      const current = readRow(c);
      const next = { ...current, ...changes };
      checkLoan(database, next, current);
      return updateLoan(database, current.id, next, now());
    });
    return c.json(loan);
  });

  routes.delete('/:id', (c) => {
    transaction(database, () => {
      const current = readRow(c);
      deleteLoan(database, current.id);
    });
    return c.body(null, 204);
  });

  routes.post('/:id/return', (c) => {
    const loan = transaction(database, () => {
      const current = readRow(c);
      if (current.returnedAt !== null) {
        throw conflict(
          'loan_return_not_possible',
          'To return a loan, its returned at must be empty.',
        );
      }
      const next: Loan = { ...current, returnedAt: now() };
      checkLoan(database, next, current);
      return updateLoan(database, current.id, next, now());
    });
    return c.json(loan);
  });

  return routes;
}
