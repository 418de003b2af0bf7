import { imports } from '../../../emit/layout.ts';
import type { AuthModel, ProjectModel } from '../../../domain/model.ts';
import { routesName } from './routes.ts';
import { isRouted } from '../../../domain/code/schema.ts';

/** Imports of the files that bring the entities together. */

export function appImports(project: ProjectModel): string {
  const bySource: Record<string, string[]> = {
    hono: ['type Context', 'Hono'],
    'hono/body-limit': ['bodyLimit'],
    'hono/secure-headers': ['secureHeaders'],
    './deps.ts': ['type Deps'],
    './errors.ts': project.web ? ['answerError', 'HttpError'] : ['answerError', 'HttpError', 'notFound'],
  };
  if (project.web) {
    bySource['@hono/node-server/serve-static'] = ['serveStatic'];
    bySource['./page.ts'] = ['answerNothing'];
  }
  if (project.openapi) bySource['./openapi.ts'] = ['openapi'];
  if (project.auth) {
    bySource['./http.ts'] = ['type AppEnv'];
    bySource['./auth/routes.ts'] = ['authRoutes'];
    if (project.entities.some(isRouted)) bySource['./auth/guard.ts'] = ['requireUser'];
  }
  for (const entity of project.entities) {
    if (isRouted(entity)) bySource[`./${entity.path}/routes.ts`] = [routesName(entity)];
  }
  return imports(bySource);
}

export function authImports(auth: AuthModel): string {
  const { account } = auth;
  const cookie = auth.transport === 'cookie';
  return imports({
    'node:http': ['IncomingMessage'],
    hono: ['type Context', 'Hono'],
    'hono/cookie': cookie ? ['deleteCookie', 'setCookie'] : [],
    '../deps.ts': ['type Deps'],
    '../errors.ts': ['HttpError'],
    '../http.ts': ['type AppEnv', 'readBody'],
    [`../${account.path}/schema.ts`]: [`public${account.typeName}`],
    './accounts.ts': ['register', 'signIn'],
    './guard.ts': ['requireUser', 'tokenOf', ...(cookie ? ['sessionCookie'] : [])],
    './rate-limit.ts': ['countAttempts'],
    './schema.ts': ['credentials', 'registration'],
    './sessions.ts': ['endSession'],
  });
}
