import type { GeneratedFile } from '../../../requirements.ts';
import { imports, literal } from '../../../emit/layout.ts';
import type { AuthModel, FieldModel, ProjectModel } from '../../../domain/model.ts';
import { inputFields } from '../../../domain/model.ts';
import { sampleNumber, sampleText, sampleTime } from '../../../domain/samples.ts';
import { render } from '../../../emit/templates.ts';
import { buildersFile } from './builders.ts';
import { entityTests } from './entity-tests.ts';

/** All of `test/`. */
export function testFiles(project: ProjectModel): GeneratedFile[] {
  const { auth } = project;
  const files: GeneratedFile[] = [
    { path: 'test/helpers.ts', content: render('rest-api/test/helpers.ts', helperValues(project)) },
    { path: 'test/app.test.ts', content: render('rest-api/test/app.test.ts', { jsonPath: jsonPath(project) }) },
  ];
  if (project.entities.length > 0) files.push({ path: 'test/builders.ts', content: buildersFile(project) });
  if (auth)
    files.push({ path: 'test/auth.test.ts', content: render('rest-api/test/auth.test.ts', authValues(project, auth)) });
  if (project.openapi)
    files.push({ path: 'test/openapi.test.ts', content: render('rest-api/test/openapi.test.ts', {}) });
  for (const entity of project.entities) {
    const content = entityTests(project, entity);
    if (content !== undefined) files.push({ path: `test/${entity.path}.test.ts`, content });
  }
  return files;
}

function helperValues(project: ProjectModel): Record<string, unknown> {
  const account = project.auth?.account;
  const postgres = project.database === 'postgresql';
  const bySource: Record<string, string[]> = {
    '../src/app.ts': ['createApp'],
    '../src/config.ts': ['loadConfig'],
    ...(postgres ? { './database.ts': ['emptyDatabase'] } : { '../src/database.ts': ['openDatabase'] }),
  };
  if (account) {
    bySource['../src/auth/sessions.ts'] = ['startSession'];
    bySource[`../src/${account.path}/schema.ts`] = [`type ${account.typeName}`, `type ${account.typeName}Values`];
    bySource['./builders.ts'] = [`insert${account.typeName}`];
  }
  return {
    helperImports: imports(bySource),
    auth: project.auth,
    postgres,
    A: account?.typeName ?? '',
    cookie: project.auth?.transport === 'cookie',
  };
}

function jsonPath(project: ProjectModel): string {
  if (project.auth) return '/auth/login';
  const entity = project.entities.find((candidate) => candidate.verbs.has('create'));
  return entity ? `/${entity.path}` : '';
}

/** A valid body for registering, without the password. */
export function accountSample(auth: AuthModel, who: string, n = 1): Record<string, string | number | boolean> {
  const sample: Record<string, string | number | boolean> = {};
  for (const field of inputFields(auth.account)) {
    if (!field.needed || field.references !== undefined) continue;
    if (field.type === 'boolean') sample[field.name] = false;
    else if (field.type === 'enum') sample[field.name] = field.values[0] ?? '';
    else if (field.type === 'date' || field.type === 'datetime') sample[field.name] = sampleTime(field, n, 0);
    else if (['integer', 'decimal', 'money', 'percentage'].includes(field.type))
      sample[field.name] = n > 1 && isDistinct(auth, field) ? (field.min ?? 0) + n : sampleNumber(field);
    else if (field.type === 'email') sample[field.name] = `${who}@example.com`;
    else sample[field.name] = sampleText(field, who, n);
  }
  return sample;
}

/** Whether no two users may agree in a field. */
function isDistinct(auth: AuthModel, field: FieldModel): boolean {
  return auth.account.rules.some((rule) => rule.kind === 'unique' && rule.fields.includes(field));
}

function authValues(project: ProjectModel, auth: AuthModel): Record<string, unknown> {
  const cookie = auth.transport === 'cookie';
  const profile = Object.entries(accountSample(auth, 'ada')).map(([name, value]) => `${name}: ${literal(value)}`);
  const other = accountSample(auth, 'nobody')[auth.login.name];
  const taken = auth.account.rules.find((rule) => rule.kind === 'unique' && rule.fields[0] === auth.login);
  return {
    auth,
    postgres: project.database === 'postgresql',
    login: auth.login.name,
    loginLabel: auth.login.label,
    table: auth.account.table,
    takenCode: taken?.code ?? '',
    unknownLogin: String(other),
    profileSource: `{ ${profile.join(', ')} }`,
    tokenOf: cookie
      ? "login.headers.get('Set-Cookie')?.split(';')[0]?.split('=')[1] ?? 'none'"
      : 'String(login.body.token)',
    headersOf: cookie
      ? "{ Cookie: login.headers.get('Set-Cookie')?.split(';')[0] ?? '' }"
      : '{ Authorization: `Bearer ${login.body.token}` }',
    madeUpHeaders: cookie ? "{ Cookie: 'session=made-up' }" : "{ Authorization: 'Bearer made-up' }",
  };
}
