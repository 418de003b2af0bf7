import { imports, literal } from '../../../emit/layout.ts';
import type { AuthModel, ProjectModel } from '../../../domain/model.ts';
import { capital } from '../../../emit/names.ts';
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
    '../database.ts': ['transaction'],
    '../deps.ts': ['type Deps'],
    '../errors.ts': ['HttpError'],
    '../http.ts': ['type AppEnv', 'readBody'],
    [`../${account.path}/repository.ts`]: [
      `find${account.typeName}By${capital(auth.login.name)}`,
      `insert${account.typeName}`,
    ],
    [`../${account.path}/rules.ts`]: [`check${account.typeName}`],
    [`../${account.path}/schema.ts`]: [`public${account.typeName}`],
    './guard.ts': ['requireUser', 'tokenOf', ...(cookie ? ['sessionCookie'] : [])],
    './password.ts': ['hashPassword', 'verifyPassword'],
    './rate-limit.ts': ['countAttempts'],
    './schema.ts': ['credentials', 'registration'],
    './sessions.ts': ['endSession', 'startSession'],
  });
}

/** What the server adds to the profile of a new user. */
export function accountExtras(auth: AuthModel): string {
  const extras = auth.account.fields
    .filter((field) => field.readOnly && field.name !== 'passwordHash')
    .map((field) => {
      const value = field.initial ?? null;
      const now = value === 'now' && (field.type === 'date' ? 'now().slice(0, 10)' : 'now()');
      const constant = field.type === 'enum' ? `${literal(value)} as const` : literal(value);
      return `, ${field.name}: ${now === false ? constant : now}`;
    });
  return extras.join('');
}
