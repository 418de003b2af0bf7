import type { Blueprint } from '../../contract.ts';
import { containerFiles, domainFiles, domainValues } from '../../domain/files.ts';
import type { AuthModel, ProjectModel } from '../../domain/model.ts';
import { blocks, imports, quote } from '../../emit/layout.ts';
import { camel } from '../../emit/names.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import { enginesOf, postgresFiles, postgresNeeds, testOptions } from '../../postgres/project.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import {
  type EntityCall,
  entitySections,
  type EntitySection,
  repeated,
  timedEntitySections,
} from '../shared/entity-calls.ts';
import { accessSentences, fieldTables, ruleSentences } from '../shared/entity-documents.ts';
import { entityPlan } from '../shared/entity-plan.ts';
import { guardValues, tokenModel } from '../shared/token-model.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { gatheredEntities, loadersFile, loaderValues } from './loaders.ts';
import { queryOf } from './queries.ts';
import { resolversFile } from './resolvers.ts';
import { graphFields, schemaFile, signInFields } from './sdl.ts';

const quiet = '--disable-warning=ExperimentalWarning';

function packageNeeds(requirements: Requirements): PackageNeed[] {
  return [
    ...postgresNeeds(requirements),
    { name: '@hono/node-server', dev: false, range: '^2' },
    { name: 'graphql', dev: false, range: '^17' },
    { name: 'hono', dev: false, range: '^4' },
    { name: 'zod', dev: false, range: '^4' },
    ...nodeTools,
  ];
}

/** @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const project = tokenModel(requirements);
  const sections = entitySections(project);
  const values = {
    ...domainValues(project),
    ...loaderValues(project),
    ...guardValues(project),
    connected: false,
    name: requirements.name,
    build: false,
    ignored: [...(project.database === 'sqlite' ? ['data/'] : []), '.env'],
  };
  const loaders = loadersFile(project);
  const auth = project.auth ? ['guard', 'resolvers'] : [];
  const roles = (project.auth?.roles.length ?? 0) > 0;
  const files = tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        ...enginesOf(project),
        scripts: {
          start: `node ${quiet} src/main.ts`,
          dev: `node ${quiet} --watch src/main.ts`,
          ...(roles ? { role: `node ${quiet} src/set-role.ts` } : {}),
          ...commonScripts,
          test: `node ${quiet} --test ${testOptions(project)}"test/**/*.test.ts"`,
        },
      }),
    },
    { path: 'README.md', content: readmeFile(requirements, project, sections) },
    ...nodeBasics({ ci: project.ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...['main', 'app', 'deps', 'depth', 'schema', 'ids'].map((file) => ({
      path: `src/${file}.ts`,
      content: render(`graphql/src/${file}.ts`, values),
    })),
    ...auth.map((file) => ({ path: `src/auth/${file}.ts`, content: render(`graphql/src/auth/${file}.ts`, values) })),
    ...['src/config.ts', ...(roles ? ['src/set-role.ts'] : [])].map((path) => ({
      path,
      content: render(`rest-api/${path}`, values),
    })),
    { path: '.env.example', content: render('rest-api/env.example', values) },
    ...containerFiles(project, requirements.name, ['schema.graphql']),
    ...(loaders === undefined
      ? []
      : [
          { path: 'src/loaders.ts', content: loaders },
          { path: 'src/gather.ts', content: render('graphql/src/gather.ts', values) },
        ]),
    { path: 'schema.graphql', content: schemaFile(project) },
    { path: 'src/resolvers.ts', content: resolversFile(project) },
    ...tidied(domainFiles(project, gatheredEntities(project)), true),
    { path: 'test/client.ts', content: render('graphql/test/client.ts', values) },
    { path: 'test/api.test.ts', content: testFile(project, [...sections, ...timedEntitySections(project)]) },
  ]);
  return postgresFiles(project, files);
}

function testFile(project: ProjectModel, sections: readonly EntitySection[]): string {
  const suites = project.entities.flatMap((entity) => {
    const cases = sections
      .filter((section) => section.entity === entity)
      .flatMap((section) => caseOf(project, section) ?? []);
    if (cases.length === 0) return [];
    return [`describe(${quote(entity.many)}, () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`];
  });
  const started = project.auth ? 'const { ask } = startApi();' : 'const ask = startApi();';
  const general = [
    "describe('the API', () => {",
    "  it('refuses queries that the schema does not have, and those that are too deep', async () => {",
    `    ${started}`,
    "    assert.ok((await ask('{ noSuchField }')).errors);",
    "    const deep = `${'{ a '.repeat(11)}${'}'.repeat(11)}`;",
    "    assert.match((await ask(deep)).errors?.[0]?.message ?? '', /deeper/);",
    '  });',
    '});',
  ].join('\n');
  return blocks(
    imports({ 'node:assert/strict': ['default assert'], 'node:test': ['describe', 'it'], './client.ts': ['startApi'] }),
    suites,
    project.auth && signInTests(project, project.auth),
    general,
  );
}

function caseOf(project: ProjectModel, section: EntitySection): string | undefined {
  let now = section.calls[0]?.at;
  const body = section.calls.flatMap((call) => {
    const moved = call.at === now || call.at === undefined ? [] : [`now = ${quote(call.at)};`];
    now = call.at;
    return [...moved, ...repeated(call.times, querySource(project, section, call))];
  });
  if (body.length === 0) return undefined;
  return [
    `it(${quote(section.title)}, async () => {`,
    ...startLines(project, section, body).map((line) => `  ${line}`),
    ...body.map((line) => `  ${line}`),
    '});',
  ].join('\n');
}

function querySource(project: ProjectModel, section: EntitySection, call: EntityCall): string[] {
  const asked = queryOf(project, call);
  if (!asked) return [];
  const variables = Object.keys(asked.variables).length > 0 ? `, ${valueSource(asked.variables)}` : '';
  const answer = `await ${askerOf(asked, section)}(${quote(asked.query)}${variables})`;
  if (asked.access !== undefined && call.verb !== 'create') {
    const codes = asked.access === 'not_signed_in' ? /not_signed_in/ : /role_required|not_owner/;
    return [`assert.match((${answer}).errors?.[0]?.extensions?.code ?? '', ${codes});`];
  }
  if (asked.expected !== 'ok') return [`assert.ok((${answer}).errors);`];
  if ((asked.makes === undefined || call.times > 1) && !asked.gives)
    return [`assert.equal((${answer}).errors, undefined);`];
  const [field = ''] = /(?<=\{ )\w+/.exec(asked.query) ?? [];
  const told = { id: String(asked.makes ?? call.id), ...asked.gives };
  return [`assert.deepEqual((${answer}).data, { ${field}: ${valueSource(told)} });`];
}

/** The name of the function that asks as somebody. */
function askerOf(asked: { as: string | undefined }, { people }: EntitySection): string {
  const place = people.findIndex(({ name }) => name === asked.as);
  return place < 0 ? 'ask' : camel(`ask as ${people[place]?.name}`);
}

/** Starts the API and signs in those who take part. */
function startLines(project: ProjectModel, section: EntitySection, body: readonly string[]): string[] {
  const at = section.calls[0]?.at;
  const clock = at === undefined ? [] : [`let now = ${quote(at)};`];
  const start = at === undefined ? 'startApi()' : 'startApi(() => now)';
  if (!project.auth) return [...clock, `const ask = ${start};`];
  const text = body.join('\n');
  const people = section.people.map((person) => {
    const role = person.role === undefined ? '' : `, ${quote(person.role)}`;
    const made = `await api.signIn(${valueSource(person.input)}${role})`;
    const name = askerOf({ as: person.name }, section);
    // Whoever asks for nothing is still there: rows name them.
    return new RegExp(`\\b${name}\\(`).test(text) ? `const ${name} = ${made};` : `${made};`;
  });
  const asks = /\bask\(/.test(text) ? ['const { ask } = api;'] : [];
  return [...clock, `const api = ${start};`, ...asks, ...people];
}

function signInTests(project: ProjectModel, auth: AuthModel): string {
  const profile = { ...accountSample(auth, 'ada'), password: 'correct horse battery' };
  const login = auth.login.name;
  const credentials = `{ ${login}: ${valueSource(profile[login as keyof typeof profile])}, password: 'wrong horse' }`;
  const query = quote(
    `mutation ($${login}: String!, $password: String!) { login(${login}: $${login}, password: $password) { token } }`,
  );
  const register = quote('mutation ($input: Registration!) { register(input: $input) { id } }');
  const input = `{ input: ${valueSource(profile)} }`;
  const [list] = project.entities
    .filter((entity) => entity.verbs.has('list'))
    .map((entity) => graphFields(project).find((field) => field.entity === entity && field.verb === 'list')?.name);
  return [
    "describe('signing in', () => {",
    "  it('says who is signed in, until they sign out', async () => {",
    '    const api = startApi();',
    `    const ask = await api.signIn(${valueSource(profile)});`,
    `    assert.deepEqual((await ask('{ me { ${login} } }')).data, { me: { ${login}: ${valueSource(profile[login as keyof typeof profile])} } });`,
    "    assert.deepEqual((await ask('mutation { logout }')).data, { logout: true });",
    "    assert.equal((await ask('{ me { id } }')).errors?.[0]?.extensions?.code, 'not_signed_in');",
    '  });',
    '',
    "  it('refuses a wrong password, and too many of them', async () => {",
    '    const { ask } = startApi();',
    `    await ask(${register}, ${input});`,
    '    const codes: unknown[] = [];',
    '    for (let tries = 0; tries < 11; tries += 1) {',
    `      const answer = await ask(${query}, ${credentials});`,
    '      codes.push(answer.errors?.[0]?.extensions?.code);',
    '    }',
    "    assert.deepEqual([codes[0], codes[9], codes[10]], ['wrong_credentials', 'wrong_credentials', 'too_many_attempts']);",
    '  });',
    '',
    "  it('never shows a password', async () => {",
    '    const { ask } = startApi();',
    "    assert.ok((await ask('{ me { password } }')).errors);",
    "    assert.ok((await ask('{ me { passwordHash } }')).errors);",
    '  });',
    ...(list === undefined
      ? []
      : [
          '',
          "  it('is needed for everything else', async () => {",
          '    const { ask } = startApi();',
          `    assert.equal((await ask('{ ${list} { total } }')).errors?.[0]?.extensions?.code, 'not_signed_in');`,
          '  });',
        ]),
    '});',
  ].join('\n');
}

function readmeFile(requirements: Requirements, project: ProjectModel, sections: readonly EntitySection[]): string {
  const made = sections.flatMap(({ calls }) => calls.filter((call) => call.makes === 1 && call.verb === 'create'))[0];
  const query = made && queryOf(project, made);
  return render('graphql/README.md', {
    title: project.title,
    summary: project.summary,
    name: requirements.name,
    postgres: project.database === 'postgresql',
    docker: project.docker,
    example: query ? JSON.stringify({ query: query.query, variables: query.variables }).replaceAll("'", "'\\''") : '',
    fields: [...(project.auth ? signInFields(project.auth) : []), ...graphFields(project)].map(
      ({ name, args, type, summary }) => ({
        signature: `${name}${args}: ${type}`,
        summary,
      }),
    ),
    tables: fieldTables(project),
    rules: ruleSentences(project),
    auth: project.auth !== undefined,
    roles: project.auth?.roles ?? [],
    loginLabel: project.auth?.login.label ?? '',
    register: project.auth ? registerExample(project.auth) : '',
    access: accessSentences(project),
  });
}

function registerExample(auth: AuthModel): string {
  const input = { ...accountSample(auth, 'ada'), password: 'correct horse battery' };
  const login = auth.login.name;
  const query = `mutation ($input: Registration!) { register(input: $input) { id } login(${login}: ${JSON.stringify(input[login as keyof typeof input])}, password: "correct horse battery") { token } }`;
  return JSON.stringify({ query, variables: { input } }).replaceAll("'", "'\\''");
}

/** A GraphQL API over rows in SQLite or PostgreSQL. */
export const graphqlApi: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return entityPlan(tokenModel(requirements), generateProject(requirements, versions), {
      id: 'api',
      title: 'Answer queries and mutations',
    });
  },
  probeScript(requirements) {
    const project = tokenModel(requirements);
    const sections = entitySections(project, true);
    const steps = sections.flatMap(({ calls }) => calls.flatMap((call) => queryOf(project, call) ?? []));
    const content = render('graphql/probe.mjs', {
      steps: JSON.stringify(steps, null, 2),
      people: JSON.stringify(
        sections.flatMap(({ people }) => people),
        null,
        2,
      ),
      login: project.auth?.login.name ?? '',
      auth: project.auth !== undefined,
      postgres: project.database === 'postgresql',
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const project = tokenModel(requirements);
    const rules = ruleSentences(project).map((rule) => wrapped(rule, '- '));
    return message(
      subject(
        `Add the GraphQL API ${requirements.name}`,
        project.entities.map((entity) => entity.many),
      ),
      wrapped(project.summary),
      rules.join('\n'),
    );
  },
};
