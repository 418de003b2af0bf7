import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { authorRoutes } from './authors/routes.ts';
import { bookRoutes } from './books/routes.ts';
import type { Deps } from './deps.ts';
import { answerError, HttpError, notFound } from './errors.ts';
import { loanRoutes } from './loans/routes.ts';
import { memberRoutes } from './members/routes.ts';

export function createApp(deps: Deps): Hono {
  const app = new Hono();
  app.onError(answerError);
  app.notFound((c) => answerError(notFound('address'), c));
  app.use(secureHeaders());
  app.use(bodyLimit({ maxSize: 1024 * 1024, onError: tooLarge }));

  app.get('/health', (c) => {
    deps.database.prepare('SELECT 1').get();
    return c.json({ status: 'ok' });
  });

  app.route('/authors', authorRoutes(deps));
  app.route('/books', bookRoutes(deps));
  app.route('/members', memberRoutes(deps));
  app.route('/loans', loanRoutes(deps));
  return app;
}

function tooLarge(c: Context): never {
  // The rest of the body is not read, so nothing else can come over this connection.
  c.header('Connection', 'close');
  throw new HttpError(413, 'body_too_large', 'The body is larger than 1 MiB.');
}
