import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import { kebab } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { call, constant, laid, list } from '../../rust/layout.ts';
import { docComment, rustBasics, rustTidied } from '../../rust/project.ts';
import { rowsFiles } from '../../rust/rows/files.ts';
import { serviceTests } from '../../rust/service-tests.ts';
import { crateName, packageName, rustString } from '../../rust/source.ts';
import { clockStart } from '../rest-api/probe/timed-steps.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { openapiDocument } from '../shared/openapi-document.ts';
import { readmeFile } from './readme.ts';

/** A REST API with Rust's standard library alone, over a journal of its own. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const project = normalise(requirements);
  const name = packageName(requirements.name);
  const crate = crateName(requirements.name);
  const auth = project.auth !== undefined;
  const tests = serviceTests(project, crate);
  const values = serviceValues(project, requirements);
  const filled = (template: string, more: Record<string, unknown> = {}): string =>
    render(`rust/service/${template}`, { ...values, ...more });
  const source = (path: string, template = path.replace(/^.*\//, '')): GeneratedFile => ({
    path: `src/${path}`,
    content: filled(template),
  });
  const suite = [
    ...tests,
    { path: 'tests/suite/web.rs', content: filled('web_tests.rs') },
    { path: 'tests/suite/server.rs', content: filled('server_tests.rs') },
    ...(auth ? [{ path: 'tests/suite/auth.rs', content: filled('auth_tests.rs') }] : []),
  ];
  const written = suite.map(({ content }) => content).join('\n');
  const uses = ['refused', 'made', 'wrong', 'pass_time'].filter(
    (method) => written.includes(`api.${method}(`) || written.includes(`).${method}(`),
  );
  const files = [...suite, { path: 'tests/suite/api.rs', content: filled('api.rs', { uses }) }];
  const modules = files.map(({ path }) => path.replace(/^.*\/|\.rs$/g, '')).sort();
  return rustTidied([
    ...rustBasics(requirements, { unsafety: 'deny', ignored: ['/data'], password: auth }),
    { path: 'README.md', content: readmeFile(project, name) },
    ...['main.rs', 'lib.rs', 'config.rs', 'signals.rs', 'http.rs', 'http/message.rs', 'http/reader.rs'].map((path) =>
      source(path),
    ),
    ...['web.rs', 'web/router.rs', 'web/handlers.rs'].map((path) => source(path)),
    ...(auth ? [source('web/auth.rs')] : []),
    ...(project.openapi ? [{ path: 'src/web/openapi.json', content: openapiDocument(project) }] : []),
    ...rowsFiles(project, { cli: false }),
    ...files,
    {
      path: 'tests/suite/main.rs',
      content: `//! What the service promises, tried over its addresses.\n\n${modules.map((module) => `mod ${module};\n`).join('')}`,
    },
    ...(project.docker
      ? [
          { path: 'Dockerfile', content: filled('Dockerfile') },
          { path: '.dockerignore', content: '.git\ndata\ntarget\n' },
        ]
      : []),
  ]);
}

function serviceValues(project: ProjectModel, { name, summary }: Requirements): Record<string, unknown> {
  const { auth } = project;
  const program = packageName(name);
  const first = project.entities.find((entity) => isRouted(entity) && entity.verbs.has('list'));
  const profile = Object.entries(auth ? accountSample(auth, 'ada') : {});
  const fields = profile.map(([field, value]) => call('', [rustString(field), `${rustString(String(value))}.into()`]));
  const made = project.entities.find((entity) => entity.verbs.has('create') && !entity.isAccount);
  return {
    name: program,
    crate: crateName(name),
    comment: docComment(`\`${program}\`: ${summary.replaceAll(/\s+/g, ' ')}`, '//!'),
    about: docComment(`What the service \`${program}\` is made of.`, '//!'),
    databasePath: rustString(`data/${program}.journal`),
    clockStart,
    keeps: 'database',
    port: 3000,
    paths: false,
    auth: auth !== undefined,
    openapi: project.openapi,
    cookie: auth?.transport === 'cookie',
    login: auth?.login.name ?? '',
    loginSource: rustString(auth?.login.name ?? ''),
    loginLabel: auth?.login.label ?? '',
    roles: auth?.roles ?? [],
    usageSource: constant(
      'const USAGE: &str',
      rustString(`usage: ${program} role <${kebab(auth?.login.name ?? '')}> <role>`),
    ),
    profileSource: `fn profile() -> [(&'static str, Json); ${profile.length}] {\n${laid('', list('', fields), '', 4)}\n}`,
    loginValue: rustString(String(profile.find(([field]) => field === auth?.login.name)?.[1] ?? '')),
    otherLogin: rustString(auth ? String(accountSample(auth, 'nobody')[auth.login.name]) : ''),
    postPath: auth ? '/auth/login' : made ? `/${made.path}` : '',
    links: project.entities.some((entity) => entity.links.length > 0),
    listPath: first ? `/${first.path}` : '',
  };
}
