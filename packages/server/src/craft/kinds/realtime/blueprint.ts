import type { Blueprint } from '../../contract.ts';
import { containerFiles, domainFiles, domainValues, withoutSignIn } from '../../domain/files.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import { blocks, imports, quote } from '../../emit/layout.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { type EntityCall, entitySections, type EntitySection, timedEntitySections } from '../shared/entity-calls.ts';
import { fieldTables, ruleSentences } from '../shared/entity-documents.ts';
import { entityPlan } from '../shared/entity-plan.ts';
import { callsFile, realtimeCalls, topicOf } from './calls.ts';

const quiet = '--disable-warning=ExperimentalWarning';

function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [
    { name: 'ws', dev: false, range: '^8' },
    { name: 'zod', dev: false, range: '^4' },
    { name: '@types/ws', dev: true, range: '^8' },
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
    ignored: ['data/'],
  };
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        scripts: {
          start: `node ${quiet} src/main.ts`,
          dev: `node ${quiet} --watch src/main.ts`,
          ...commonScripts,
          test: `node ${quiet} --test "test/**/*.test.ts"`,
        },
      }),
    },
    { path: 'README.md', content: readmeFile(requirements, project) },
    ...nodeBasics({ ci: project.ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...['main', 'server', 'deps'].map((file) => ({
      path: `src/${file}.ts`,
      content: render(`realtime/src/${file}.ts`, values),
    })),
    ...containerFiles(project, requirements.name),
    { path: 'src/calls.ts', content: callsFile(project) },
    ...tidied(domainFiles(project), true),
    { path: 'test/client.ts', content: render('realtime/test/client.ts', values) },
    { path: 'test/service.test.ts', content: testFile(project, [...sections, ...timedEntitySections(project)]) },
  ]);
}

function paramsOf(call: EntityCall): Record<string, unknown> {
  return { ...(call.id === undefined ? {} : { id: call.id }), ...call.input };
}

function nameOf(call: EntityCall): string {
  return `${topicOf(call.entity)}.${call.verb}`;
}

function testFile(project: ProjectModel, sections: readonly EntitySection[]): string {
  const suites = project.entities.flatMap((entity) => {
    const cases = sections.filter((section) => section.entity === entity).map(caseOf);
    if (cases.length === 0) return [];
    return [`describe(${quote(entity.many)}, () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`];
  });
  return blocks(
    imports({
      'node:assert/strict': ['default assert'],
      'node:test': ['describe', 'it'],
      './client.ts': ['startService'],
    }),
    suites,
    generalTests(sections),
  );
}

function caseOf(section: EntitySection): string {
  let now = section.calls[0]?.at;
  const body = section.calls.flatMap((call) => {
    const moved = call.at === now || call.at === undefined ? [] : [`now = ${quote(call.at)};`];
    now = call.at;
    return [...moved, callSource(call)];
  });
  return testCase(section.title, body, ['client'], section.calls[0]?.at);
}

function callSource(call: EntityCall): string {
  const asked = `await client.call(${quote(nameOf(call))}, ${valueSource(paramsOf(call))})`;
  if (call.expected !== 'ok') return `assert.ok((${asked}).error);`;
  if (call.gives) return `assert.partialDeepStrictEqual((${asked}).result, ${valueSource(call.gives)});`;
  return call.makes === undefined
    ? `assert.equal((${asked}).error, undefined);`
    : `assert.equal((${asked}).result.id, ${call.makes});`;
}

function testCase(title: string, body: readonly string[], clients = ['client'], now?: string): string {
  return [
    `it(${quote(title)}, async (test) => {`,
    ...(now === undefined
      ? ['  const service = await startService(test);']
      : [`  let now = ${quote(now)};`, '  const service = await startService(test, () => now);']),
    ...clients.map((name) => `  const ${name} = await service.connect();`),
    ...body.map((line) => `  ${line}`),
    '});',
  ].join('\n');
}

function generalTests(sections: readonly EntitySection[]): string {
  const made = sections.flatMap(({ calls }) => {
    // The first that makes a row stands on no other row, whatever is asked before it.
    const first = calls.find((call) => call.makes !== undefined);
    return first ? [first] : [];
  })[0];
  const cases = [
    testCase('answers what it does not understand with an error', [
      "assert.equal((await client.send('not json')).error?.code, 'invalid_json');",
      "assert.equal((await client.send('{}')).error?.code, 'validation_failed');",
      "assert.equal((await client.call('no.such.call')).error?.code, 'unknown_call');",
    ]),
  ];
  if (made) {
    const topic = quote(topicOf(made.entity));
    cases.push(
      testCase(
        'tells those who subscribed, and nobody else',
        [
          `await listener.call('subscribe', { topic: ${topic} });`,
          `await other.call('subscribe', { topic: ${topic}, where: { id: 0 } });`,
          `await client.call(${quote(nameOf(made))}, ${valueSource(paramsOf(made))});`,
          'const { event, data } = await listener.event();',
          `assert.equal(event, ${quote(`${topicOf(made.entity)}.created`)});`,
          'assert.equal(data?.id, 1);',
          // The answer comes after any event that was on its way.
          `await other.call('unsubscribe', { topic: ${topic} });`,
          'assert.equal(other.heard(), 0);',
        ],
        ['client', 'listener', 'other'],
      ),
    );
  }
  return `describe('the service', () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`;
}

function readmeFile(requirements: Requirements, project: ProjectModel): string {
  const section = entitySections(project).find(
    ({ calls }) => calls[0]?.verb === 'create' || calls[1]?.verb === 'create',
  );
  const made = section?.calls.find((call) => call.verb === 'create' && call.expected === 'ok');
  const example = made
    ? [
        `> ${JSON.stringify({ id: 1, call: 'subscribe', params: { topic: topicOf(made.entity) } })}`,
        '< {"id":1,"result":null}',
        `> ${JSON.stringify({ id: 2, call: nameOf(made), params: paramsOf(made) })}`,
        `< {"event":"${topicOf(made.entity)}.created","data":{"id":1,…}}`,
        '< {"id":2,"result":{"id":1,…}}',
      ].join('\n')
    : '';
  return render('realtime/README.md', {
    title: project.title,
    summary: project.summary,
    name: requirements.name,
    docker: project.docker,
    example,
    calls: realtimeCalls(project).map((call) => ({
      ...call,
      event: call.event === undefined ? '' : `\`${topicOf(call.entity)}.${call.event}\``,
    })),
    tables: fieldTables(project),
    rules: ruleSentences(project),
  });
}

/** A WebSocket service over rows in SQLite: calls, answers, and events for those who subscribed. */
export const realtimeService: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return entityPlan(modelOf(requirements), generateProject(requirements, versions), {
      id: 'service',
      title: 'Serve calls and events over WebSocket',
    });
  },
  probeScript(requirements) {
    const project = modelOf(requirements);
    // All sections run on one database, so ids are counted on.
    const steps = entitySections(project, true).flatMap(({ calls }) =>
      calls.map((call) => ({ name: call.name, call: nameOf(call), params: paramsOf(call), expected: call.expected })),
    );
    const watched = project.entities.find((entity) => entity.verbs.has('create'));
    const content = render('realtime/probe.mjs', {
      steps: JSON.stringify(steps, null, 2),
      watched: JSON.stringify(watched ? topicOf(watched) : null),
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const project = modelOf(requirements);
    const things = project.entities.map((entity) => entity.many);
    return message(
      subject(`Add the real-time service ${requirements.name}`, things),
      wrapped(project.summary),
      ruleSentences(project)
        .map((rule) => wrapped(rule, '- '))
        .join('\n'),
    );
  },
};
