import { type Context, Hono } from 'hono';
import { transaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../errors.ts';
import { readBody, readId, readQuery } from '../http.ts';
import { listLoans } from '../loans/repository.ts';
import { loanQuery } from '../loans/schema.ts';
import { deleteBook, findBook, insertBook, listBooks, updateBook } from './repository.ts';
import { checkBook, checkBookDeletion } from './rules.ts';
import { type Book, bookInput, bookPatch, bookQuery } from './schema.ts';

export function bookRoutes({ database, now }: Deps): Hono {
  const routes = new Hono();

  /** The book that the path names. */
  const readRow = (c: Context): Book => {
    const row = findBook(database, readId(c));
    if (!row) throw notFound('book');
    return row;
  };

  routes.get('/', (c) => {
    const query = readQuery(c, bookQuery);
    return c.json(listBooks(database, query));
  });

  routes.post('/', async (c) => {
    const input = await readBody(c, bookInput);
    const book = transaction(database, () => {
      checkBook(database, input);
      return insertBook(database, input, now());
    });
    c.header('Location', `/books/${book.id}`);
    return c.json(book, 201);
  });

  routes.get('/:id', (c) => c.json(readRow(c)));

  routes.patch('/:id', async (c) => {
    const changes = await readBody(c, bookPatch);
    const book = transaction(database, () => {
      const current = readRow(c);
      const next = { ...current, ...changes };
      checkBook(database, next, current);
      return updateBook(database, current.id, next, now());
    });
    return c.json(book);
  });

  routes.delete('/:id', (c) => {
    transaction(database, () => {
      const current = readRow(c);
      checkBookDeletion(database, current.id);
      deleteBook(database, current.id);
    });
    return c.body(null, 204);
  });

  routes.get('/:id/loans', (c) => {
    const parent = readRow(c);
    const query = readQuery(c, loanQuery);
    return c.json(listLoans(database, query, { bookId: parent.id }));
  });

  return routes;
}
