import type { Blueprint } from '../../contract.ts';
import { containerFiles, domainFiles, domainValues } from '../../domain/files.ts';
import type { AuthModel, ProjectModel } from '../../domain/model.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { entitySections, timedEntitySections } from '../shared/entity-calls.ts';
import { accessSentences, fieldTables, ruleSentences } from '../shared/entity-documents.ts';
import { entityPlan } from '../shared/entity-plan.ts';
import { guardValues, tokenModel } from '../shared/token-model.ts';
import { callsFile, isHeardByFew, realtimeCalls, rolesOf, topicOf } from './calls.ts';
import { callName, callParams, serviceTests } from './tests.ts';

const quiet = '--disable-warning=ExperimentalWarning';

function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [
    { name: 'ws', dev: false, range: '^8' },
    { name: 'zod', dev: false, range: '^4' },
    { name: '@types/ws', dev: true, range: '^8' },
    ...nodeTools,
  ];
}

/** @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const project = tokenModel(requirements);
  const sections = entitySections(project);
  const values = serviceValues(requirements, project);
  const { auth } = project;
  const roles = (auth?.roles.length ?? 0) > 0;
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        scripts: {
          start: `node ${quiet} src/main.ts`,
          dev: `node ${quiet} --watch src/main.ts`,
          ...(roles ? { role: `node ${quiet} src/set-role.ts` } : {}),
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
    ...(auth
      ? [
          { path: 'src/auth/guard.ts', content: render('graphql/src/auth/guard.ts', values) },
          { path: 'src/auth/calls.ts', content: render('realtime/src/auth/calls.ts', values) },
        ]
      : []),
    ...['src/config.ts', ...(roles ? ['src/set-role.ts'] : [])].map((path) => ({
      path,
      content: render(`rest-api/${path}`, values),
    })),
    { path: '.env.example', content: render('rest-api/env.example', values) },
    ...containerFiles(project, requirements.name),
    { path: 'src/calls.ts', content: callsFile(project) },
    ...tidied(domainFiles(project), true),
    { path: 'test/client.ts', content: render('realtime/test/client.ts', values) },
    { path: 'test/service.test.ts', content: serviceTests(project, [...sections, ...timedEntitySections(project)]) },
  ]);
}

function serviceValues(requirements: Requirements, project: ProjectModel): Record<string, unknown> {
  const calls = realtimeCalls(project);
  return {
    ...domainValues(project),
    ...guardValues(project),
    connected: true,
    callRoles: calls.some((call) => rolesOf(project, call) !== undefined),
    hearing: calls.some(({ entity }) => isHeardByFew(project, entity)),
    name: requirements.name,
    build: false,
    ignored: ['data/', '.env'],
  };
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
        `> ${JSON.stringify({ id: 2, call: callName(made), params: callParams(made) })}`,
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
    auth: project.auth !== undefined,
    roles: project.auth?.roles ?? [],
    login: project.auth?.login.name ?? '',
    loginLabel: project.auth?.login.label ?? '',
    signIn: project.auth ? signInExample(project.auth) : '',
    access: accessSentences(project),
  });
}

/** What a client says first. */
function signInExample(auth: AuthModel): string {
  const profile = { ...accountSample(auth, 'ada'), password: 'correct horse battery' };
  const { password } = profile;
  const login = { [auth.login.name]: profile[auth.login.name as keyof typeof profile], password };
  return [
    `> ${JSON.stringify({ id: 1, call: 'register', params: profile })}`,
    '< {"id":1,"result":{"id":1,…}}',
    `> ${JSON.stringify({ id: 2, call: 'login', params: login })}`,
    '< {"id":2,"result":{"token":"…","expiresAt":"…","user":{"id":1,…}}}',
  ].join('\n');
}

/** A WebSocket service over rows in SQLite: calls, answers, and events for those who subscribed. */
export const realtimeService: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return entityPlan(tokenModel(requirements), generateProject(requirements, versions), {
      id: 'service',
      title: 'Serve calls and events over WebSocket',
    });
  },
  probeScript(requirements) {
    const project = tokenModel(requirements);
    // All sections run on one database, so ids are counted on.
    const sections = entitySections(project, true);
    const steps = sections.flatMap(({ calls }) =>
      calls.map((call) => ({
        name: call.name,
        call: callName(call),
        params: callParams(call),
        expected: call.expected,
        ...(project.auth ? { as: call.as, access: call.access } : {}),
      })),
    );
    const watched = project.entities.find((entity) => entity.verbs.has('create') && !isHeardByFew(project, entity));
    const content = render('realtime/probe.mjs', {
      steps: JSON.stringify(steps, null, 2),
      watched: JSON.stringify(watched ? topicOf(watched) : null),
      auth: project.auth !== undefined,
      login: project.auth?.login.name ?? '',
      people: JSON.stringify(
        sections.flatMap(({ people }) => people),
        null,
        2,
      ),
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const project = tokenModel(requirements);
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
