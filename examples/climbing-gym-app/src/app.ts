import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { ascentRoutes } from './ascents/routes.ts';
import type { Deps } from './deps.ts';
import { answerError, HttpError } from './errors.ts';
import { memberRoutes } from './members/routes.ts';
import { answerNothing } from './page.ts';
import { routeRoutes } from './routes/routes.ts';

export function createApp(deps: Deps): Hono {
  const app = new Hono();
  app.onError(answerError);
  app.notFound(answerNothing);
  app.use(secureHeaders());
  app.use(bodyLimit({ maxSize: 1024 * 1024, onError: tooLarge }));

  app.get('/health', (c) => {
    deps.database.prepare('SELECT 1').get();
    return c.json({ status: 'ok' });
  });

  app.route('/members', memberRoutes(deps));
  app.route('/routes', routeRoutes(deps));
  app.route('/ascents', ascentRoutes(deps));
  // What is no address of the API is a file of the web app, as `npm run build` made it.
  app.use(serveStatic({ root: './web/dist' }));
  return app;
}

function tooLarge(c: Context): never {
  // The rest of the body is not read, so nothing else can come over this connection.
  c.header('Connection', 'close');
  throw new HttpError(413, 'body_too_large', 'The body is larger than 1 MiB.');
}
