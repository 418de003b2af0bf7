import { migrationFile } from '../../domain/code/migration.ts';
import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { ruleValues, timeTemplates } from '../../domain/files.ts';
import { normalise } from '../../domain/normalise.ts';
import { kebab } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { constantOf, entityFile, entitySource } from '../../python/entity.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { serviceTests } from '../../python/service-tests.ts';
import { packageName } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { timedSections } from '../rest-api/probe/timed-steps.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { openapiDocument } from '../shared/openapi-document.ts';
import { readmeFile } from './readme.ts';

/** A REST API over SQLite with Python's standard library alone. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const project = normalise(requirements);
  const into = packageName(requirements.name);
  const values = serviceValues(project, into);
  const source = (name: string): GeneratedFile => ({
    path: `src/${into}/${name}.py`,
    content: render(`python/service/${name}.py`, values),
  });
  const sources = ['__main__', 'config', 'database', 'errors', 'fields', 'listing', 'request', 'resources', 'web'];
  const { auth } = project;
  return pythonTidied([
    ...pythonBasics(requirements, {
      script: '__main__',
      ignored: ['data/'],
      data: ['schema.sql', ...(project.openapi ? ['openapi.json'] : [])],
    }),
    { path: 'README.md', content: readmeFile(requirements, project) },
    { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
    { path: `src/${into}/schema.sql`, content: migrationFile(project) },
    ...(project.openapi ? [{ path: `src/${into}/openapi.json`, content: openapiDocument(project) }] : []),
    ...sources.map(source),
    ...timeSources(project).map(source),
    ...(auth ? [source('auth')] : []),
    ...(auth && auth.roles.length > 0 ? [source('role')] : []),
    { path: `src/${into}/entities/__init__.py`, content: entitiesSource(project) },
    ...project.entities.map((entity) => ({
      path: `src/${into}/entities/${entityFile(entity)}.py`,
      content: entitySource(project, entity),
    })),
    { path: 'tests/api.py', content: render('python/service/api.py', values) },
    { path: 'tests/test_web.py', content: render('python/service/test_web.py', values) },
    ...(auth ? [{ path: 'tests/test_auth.py', content: render('python/service/test_auth.py', values) }] : []),
    ...serviceTests(project),
    ...(project.docker
      ? [
          { path: 'Dockerfile', content: render('python/service/Dockerfile', { ...values, data: [] }) },
          { path: '.dockerignore', content: '.git\n.venv\n__pycache__\ndata\n' },
        ]
      : []),
  ]);
}

/** Modules about time, where a rule or a field asks for them. */
export function timeSources(project: ProjectModel): string[] {
  return timeTemplates(project).map(([, path]) => path.replace(/^src\/|\.ts$/g, ''));
}

function serviceValues(project: ProjectModel, into: string): Record<string, unknown> {
  const { auth } = project;
  const first = project.entities.find((entity) => isRouted(entity) && entity.verbs.has('list'));
  const profile = auth ? accountSample(auth, 'ada') : {};
  return {
    name: project.name,
    package: into,
    cli: false,
    port: 8000,
    keeps: 'database',
    ...ruleValues(project),
    timed: timedSections(project).length > 0,
    auth: auth !== undefined,
    openapi: project.openapi,
    cookie: auth?.transport === 'cookie',
    account: auth?.account.name ?? '',
    accountTable: auth?.account.table ?? '',
    login: auth?.login.name ?? '',
    loginColumn: auth?.login.column ?? '',
    loginLabel: auth?.login.label ?? '',
    loginWord: kebab(auth?.login.name ?? ''),
    roles: auth?.roles ?? [],
    profile: JSON.stringify(profile).replaceAll(',"', ', "').replaceAll('":', '": ').replaceAll('false', 'False'),
    loginValue: JSON.stringify(profile[auth?.login.name ?? ''] ?? ''),
    otherLogin: JSON.stringify(auth ? (accountSample(auth, 'nobody')[auth.login.name] ?? '') : ''),
    postPath: auth ? '/auth/login' : (project.entities.find((entity) => entity.verbs.has('create'))?.path ?? ''),
    listPath: first ? `/${first.path}` : '',
  };
}

export function entitiesSource(project: ProjectModel): string {
  const entities = project.entities.toSorted((a, b) => (entityFile(a) < entityFile(b) ? -1 : 1));
  return [
    '"""The kinds of rows that the service keeps."""\n',
    'from ..resources import Resource',
    ...entities.map((entity) => `from .${entityFile(entity)} import ${constantOf(entity)}`),
    '',
    '# By name, what others refer to first.',
    'RESOURCES: dict[str, Resource] = {',
    ...project.entities.map((entity) => `    ${constantOf(entity)}.name: ${constantOf(entity)},`),
    '}\n',
  ].join('\n');
}
