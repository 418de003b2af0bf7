import { type Context, Hono } from 'hono';
import { listAscents } from '../ascents/repository.ts';
import { ascentQuery } from '../ascents/schema.ts';
import { transaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../errors.ts';
import { readBody, readId, readQuery } from '../http.ts';
import { deleteRoute, findRoute, insertRoute, listRoutes, updateRoute } from './repository.ts';
import { checkRouteDeletion } from './rules.ts';
import { type Route, routeInput, routePatch, routeQuery } from './schema.ts';

export function routeRoutes({ database, now }: Deps): Hono {
  const routes = new Hono();

  /** The route that the path names. */
  const readRow = (c: Context): Route => {
    const row = findRoute(database, readId(c));
    if (!row) throw notFound('route');
    return row;
  };

  routes.get('/', (c) => {
    const query = readQuery(c, routeQuery);
    return c.json(listRoutes(database, query));
  });

  routes.post('/', async (c) => {
    const input = await readBody(c, routeInput);
    const route = transaction(database, () => {
      return insertRoute(database, input, now());
    });
    c.header('Location', `/routes/${route.id}`);
    return c.json(route, 201);
  });

  routes.get('/:id', (c) => c.json(readRow(c)));

  routes.patch('/:id', async (c) => {
    const changes = await readBody(c, routePatch);
    const route = transaction(database, () => {
      const current = readRow(c);
      const next = { ...current, ...changes };
      return updateRoute(database, current.id, next, now());
    });
    return c.json(route);
  });

  routes.delete('/:id', (c) => {
    transaction(database, () => {
      const current = readRow(c);
      checkRouteDeletion(database, current.id);
      deleteRoute(database, current.id);
    });
    return c.body(null, 204);
  });

  routes.get('/:id/ascents', (c) => {
    const parent = readRow(c);
    const query = readQuery(c, ascentQuery);
    return c.json(listAscents(database, query, { routeId: parent.id }));
  });

  return routes;
}
