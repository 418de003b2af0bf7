import type { Blueprint } from '../../contract.ts';
import { domainFiles, domainValues, withoutSignIn } from '../../domain/files.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import { blocks, imports, quote } from '../../emit/layout.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import { enginesOf, postgresFiles, postgresNeeds, testOptions } from '../../postgres/project.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { entitySections, type EntitySection } from '../shared/entity-calls.ts';
import { fieldTables, ruleSentences } from '../shared/entity-documents.ts';
import { entityPlan } from '../shared/entity-plan.ts';
import { queryOf } from './queries.ts';
import { resolversFile } from './resolvers.ts';
import { graphFields, schemaFile } from './sdl.ts';

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

function modelOf(requirements: Requirements): ProjectModel {
  return normalise(withoutSignIn(requirements));
}

/** @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const project = modelOf(requirements);
  const sections = entitySections(project);
  const values = {
    ...domainValues(project),
    name: requirements.name,
    build: false,
    ignored: project.database === 'sqlite' ? ['data/'] : [],
  };
  const files = tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        ...enginesOf(project),
        scripts: {
          start: `node ${quiet} src/main.ts`,
          dev: `node ${quiet} --watch src/main.ts`,
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
    { path: 'schema.graphql', content: schemaFile(project) },
    { path: 'src/resolvers.ts', content: resolversFile(project) },
    ...tidied(domainFiles(project), true),
    { path: 'test/client.ts', content: render('graphql/test/client.ts', values) },
    { path: 'test/api.test.ts', content: testFile(project, sections) },
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
  const general = [
    "describe('the API', () => {",
    "  it('refuses queries that the schema does not have, and those that are too deep', async () => {",
    '    const ask = startApi();',
    "    assert.ok((await ask('{ noSuchField }')).errors);",
    "    const deep = `${'{ a '.repeat(11)}${'}'.repeat(11)}`;",
    "    assert.match((await ask(deep)).errors?.[0]?.message ?? '', /deeper/);",
    '  });',
    '});',
  ].join('\n');
  return blocks(
    imports({ 'node:assert/strict': ['default assert'], 'node:test': ['describe', 'it'], './client.ts': ['startApi'] }),
    suites,
    general,
  );
}

function caseOf(project: ProjectModel, section: EntitySection): string | undefined {
  const body = section.calls.flatMap((call) => {
    const asked = queryOf(project, call);
    if (!asked) return [];
    const variables = Object.keys(asked.variables).length > 0 ? `, ${valueSource(asked.variables)}` : '';
    const answer = `await ask(${quote(asked.query)}${variables})`;
    if (asked.expected !== 'ok') return [`assert.ok((${answer}).errors);`];
    if (asked.makes === undefined) return [`assert.equal((${answer}).errors, undefined);`];
    const [field = ''] = /(?<=\{ )\w+/.exec(asked.query) ?? [];
    return [`assert.deepEqual((${answer}).data, { ${field}: { id: '${asked.makes}' } });`];
  });
  if (body.length === 0) return undefined;
  return [
    `it(${quote(section.title)}, async () => {`,
    '  const ask = startApi();',
    ...body.map((line) => `  ${line}`),
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
    example: query ? JSON.stringify({ query: query.query, variables: query.variables }).replaceAll("'", "'\\''") : '',
    fields: graphFields(project).map(({ name, args, type, summary }) => ({
      signature: `${name}${args}: ${type}`,
      summary,
    })),
    tables: fieldTables(project),
    rules: ruleSentences(project),
  });
}

/** A GraphQL API over rows in SQLite or PostgreSQL. */
export const graphqlApi: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return entityPlan(modelOf(requirements), generateProject(requirements, versions), {
      id: 'api',
      title: 'Answer queries and mutations',
    });
  },
  probeScript(requirements) {
    const project = modelOf(requirements);
    const steps = entitySections(project, true).flatMap(({ calls }) =>
      calls.flatMap((call) => queryOf(project, call) ?? []),
    );
    const content = render('graphql/probe.mjs', {
      steps: JSON.stringify(steps, null, 2),
      postgres: project.database === 'postgresql',
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const project = modelOf(requirements);
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
