import { type Context, Hono } from 'hono';
import { listBooks } from '../books/repository.ts';
import { bookQuery } from '../books/schema.ts';
import { transaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../errors.ts';
import { readBody, readId, readQuery } from '../http.ts';
import { deleteAuthor, findAuthor, insertAuthor, listAuthors, updateAuthor } from './repository.ts';
import { checkAuthorDeletion } from './rules.ts';
import { type Author, authorInput, authorPatch, authorQuery } from './schema.ts';

export function authorRoutes({ database, now }: Deps): Hono {
  const routes = new Hono();

  /** The author that the path names. */
  const readRow = (c: Context): Author => {
    const row = findAuthor(database, readId(c));
    if (!row) throw notFound('author');
    return row;
  };

  routes.get('/', (c) => {
    const query = readQuery(c, authorQuery);
    return c.json(listAuthors(database, query));
  });

  routes.post('/', async (c) => {
    const input = await readBody(c, authorInput);
    const author = transaction(database, () => {
      return insertAuthor(database, input, now());
    });
    c.header('Location', `/authors/${author.id}`);
    return c.json(author, 201);
  });

  routes.get('/:id', (c) => c.json(readRow(c)));

  routes.patch('/:id', async (c) => {
    const changes = await readBody(c, authorPatch);
    const author = transaction(database, () => {
      const current = readRow(c);
      const next = { ...current, ...changes };
      return updateAuthor(database, current.id, next, now());
    });
    return c.json(author);
  });

  routes.delete('/:id', (c) => {
    transaction(database, () => {
      const current = readRow(c);
      checkAuthorDeletion(database, current.id);
      deleteAuthor(database, current.id);
    });
    return c.body(null, 204);
  });

  routes.get('/:id/books', (c) => {
    const parent = readRow(c);
    const query = readQuery(c, bookQuery);
    return c.json(listBooks(database, query, { authorId: parent.id }));
  });

  return routes;
}
