import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import { kebab } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { shortKeyed } from '../../go/literal.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { rowsFiles, rowsTraits } from '../../go/rows/files.ts';
import { serviceTests } from '../../go/service-tests.ts';
import { goString, goValue, modulePath } from '../../go/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { clockStart } from '../rest-api/probe/timed-steps.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { openapiDocument } from '../shared/openapi-document.ts';
import { readmeFile } from './readme.ts';

/** A REST API with Go's standard library alone, over a journal of its own. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const project = normalise(requirements);
  const { name } = requirements;
  const tests = serviceTests(project);
  const rows = rowsFiles(project, { cli: false });
  const values = { ...serviceValues(project, requirements, tests), ...rowsTraits(rows), internal: true, data: [] };
  const file = (template: string, path: string): GeneratedFile => ({
    path,
    content: render(`go/service/${template}`, values),
  });
  const web = (part: string): GeneratedFile => file(`${part}.go`, `internal/web/${part}.go`);
  return goTidied([
    ...goBasics(requirements, [`/${name}`, `/${name}.exe`, '/data/']),
    { path: 'README.md', content: readmeFile(project) },
    ...['main.go', 'serve.go', 'config.go', 'config_test.go'].map((path) => file(path, path)),
    ...rows,
    ...['server', 'router', 'request', 'handlers', 'api_test', 'web_test'].map(web),
    ...(project.openapi ? [{ path: 'internal/web/openapi.json', content: openapiDocument(project) }] : []),
    ...(project.auth ? ['auth', 'password', 'auth_test'].map(web) : []),
    ...tests,
    ...(project.docker
      ? [file('Dockerfile', 'Dockerfile'), { path: '.dockerignore', content: `.git\ndata\n${name}\n` }]
      : []),
  ]);
}

function serviceValues(
  project: ProjectModel,
  { name, summary }: Requirements,
  tests: readonly GeneratedFile[],
): Record<string, unknown> {
  const { auth } = project;
  const first = project.entities.find((entity) => isRouted(entity) && entity.verbs.has('list'));
  const profile = auth ? accountSample(auth, 'ada') : {};
  const made = project.entities.find((entity) => entity.verbs.has('create') && !entity.isAccount);
  return {
    name,
    path: modulePath(name),
    comment: docComment(`Command ${name}: ${summary.replaceAll(/\s+/g, ' ')}`),
    nameFormat: goString(`${name.replaceAll('%', '%%')}: %v\n`),
    databasePath: goString(`data/${name}.journal`),
    keeps: 'database',
    port: 3000,
    auth: auth !== undefined,
    openapi: project.openapi,
    cookie: auth?.transport === 'cookie',
    login: auth?.login.name ?? '',
    loginSource: goString(auth?.login.name ?? ''),
    loginLabel: auth?.login.label ?? '',
    loginWord: kebab(auth?.login.name ?? ''),
    roles: auth?.roles ?? [],
    profile: shortKeyed(
      'body',
      Object.entries(profile).map(([field, value]) => [goString(field), goValue(value)]),
    ).replaceAll('\n', '\n\t'),
    loginValue: goValue(profile[auth?.login.name ?? ''] ?? ''),
    otherLogin: goValue(auth ? accountSample(auth, 'nobody')[auth.login.name] : ''),
    wrong: auth !== undefined || tests.some(({ content }) => content.includes('valid.with(')),
    postPath: auth ? '/auth/login' : made ? `/${made.path}` : '',
    clock: tests.some(({ content }) => content.includes('a.passTime(')),
    clockStart,
    answers: tests.some(({ content }) => content.includes('.answers(')),
    links: project.entities.some((entity) => entity.links.length > 0),
    listPath: first ? `/${first.path}` : '',
  };
}
