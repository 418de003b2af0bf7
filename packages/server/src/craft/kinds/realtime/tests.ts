import type { AuthModel, EntityModel, ProjectModel } from '../../domain/model.ts';
import { blocks, imports, quote } from '../../emit/layout.ts';
import { camel } from '../../emit/names.ts';
import { valueSource } from '../../emit/values.ts';
import { accountSample } from '../rest-api/tests/files.ts';
import { type EntityCall, type EntitySection, repeated } from '../shared/entity-calls.ts';
import { isHeardByFew, topicOf } from './calls.ts';

/** `test/service.test.ts`: what the requirements say, as clients meet it. */

export function callParams(call: EntityCall): Record<string, unknown> {
  return { ...(call.id === undefined ? {} : { id: call.id }), ...call.input };
}

export function callName(call: EntityCall): string {
  return `${topicOf(call.entity)}.${call.verb}`;
}

export function serviceTests(project: ProjectModel, sections: readonly EntitySection[]): string {
  const suites = project.entities.flatMap((entity) => {
    const cases = sections.filter((section) => section.entity === entity).map(caseOf);
    return cases.length === 0 ? [] : [suite(entity.many, cases)];
  });
  return blocks(
    imports({
      'node:assert/strict': ['default assert'],
      'node:test': ['describe', 'it'],
      './client.ts': ['startService'],
    }),
    suites,
    project.auth && suite('signing in', signInCases(project, project.auth)),
    suite('the service', generalCases(project, sections)),
  );
}

function suite(title: string, cases: readonly string[]): string {
  return `describe(${quote(title)}, () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`;
}

function caseOf(section: EntitySection): string {
  let now = section.calls[0]?.at;
  const body = section.calls.flatMap((call) => {
    const moved = call.at === now || call.at === undefined ? [] : [`now = ${quote(call.at)};`];
    now = call.at;
    return [...moved, ...repeated(call.times, [callSource(call, section)])];
  });
  return testCase(section.title, [...peopleLines(section, body), ...body], section.calls[0]?.at);
}

function callSource(call: EntityCall, section: EntitySection): string {
  const asked = askedSource(call, section);
  if (call.access !== undefined) {
    const codes = call.access === 'not_signed_in' ? /not_signed_in/ : /role_required|not_owner/;
    return `assert.match((${asked}).error?.code ?? '', ${codes});`;
  }
  if (call.expected !== 'ok') return `assert.ok((${asked}).error);`;
  if (call.gives) return `assert.partialDeepStrictEqual((${asked}).result, ${valueSource(call.gives)});`;
  return call.makes === undefined || call.times > 1
    ? `assert.equal((${asked}).error, undefined);`
    : `assert.equal((${asked}).result.id, ${call.makes});`;
}

function askedSource(call: EntityCall, section: EntitySection): string {
  return `await ${clientOf(call, section)}.call(${quote(callName(call))}, ${valueSource(callParams(call))})`;
}

/** The name of the connection on which somebody has signed in. */
function clientOf({ as }: { as: string | undefined }, { people }: EntitySection): string {
  return people.some(({ name }) => name === as) ? camel(`as ${as}`) : 'client';
}

/** Connections of those who take part, and that of somebody who has not signed in. */
function peopleLines(section: EntitySection, body: readonly string[]): string[] {
  const text = body.join('\n');
  const people = section.people.map((person) => {
    const role = person.role === undefined ? '' : `, ${quote(person.role)}`;
    const made = `await service.signIn(${valueSource(person.input)}${role})`;
    const name = clientOf({ as: person.name }, section);
    // Whoever asks for nothing is still there: rows name them.
    return new RegExp(`\\b${name}\\.`).test(text) ? `const ${name} = ${made};` : `${made};`;
  });
  return [...(/\bclient\./.test(text) ? ['const client = await service.connect();'] : []), ...people];
}

function testCase(title: string, body: readonly string[], now?: string): string {
  return [
    `it(${quote(title)}, async (test) => {`,
    ...(now === undefined
      ? ['  const service = await startService(test);']
      : [`  let now = ${quote(now)};`, '  const service = await startService(test, () => now);']),
    ...body.map((line) => `  ${line}`),
    '});',
  ].join('\n');
}

function generalCases(project: ProjectModel, sections: readonly EntitySection[]): string[] {
  const { auth } = project;
  const someone = auth ? `await service.signIn(${valueSource(personOf(auth, 'dora'))})` : 'await service.connect()';
  const cases = [
    testCase('answers what it does not understand with an error', [
      `const client = ${someone};`,
      "assert.equal((await client.send('not json')).error?.code, 'invalid_json');",
      "assert.equal((await client.send('{}')).error?.code, 'validation_failed');",
      "assert.equal((await client.call('no.such.call')).error?.code, 'unknown_call');",
    ]),
  ];
  // The first that makes a row stands on no other row, whatever is asked before it.
  const open = firstMade(sections, (entity) => !isHeardByFew(project, entity), 1);
  if (open) cases.push(toldCase(open, auth));
  const few = auth && firstMade(sections, (entity) => entity.isPrivate);
  if (auth && few) cases.push(toldFewCase(few, auth));
  return cases;
}

interface Made {
  section: EntitySection;
  /** What has to be asked before. */
  before: EntityCall[];
  call: EntityCall;
}

/** Where a first row is made of something of which `wanted` is true. @param most calls that make rows, this one included. */
function firstMade(
  sections: readonly EntitySection[],
  wanted: (entity: EntityModel) => boolean,
  most = Infinity,
): Made | undefined {
  for (const section of sections) {
    const { calls } = section;
    const at = calls.findIndex(({ entity, makes, verb }) => makes === 1 && verb === 'create' && wanted(entity));
    const call = calls[at];
    const before = calls.slice(0, Math.max(at, 0)).filter(({ makes }) => makes !== undefined);
    if (call && before.length < most && call.at === undefined) return { section, before, call };
  }
  return undefined;
}

function personOf(auth: AuthModel, name: string): Record<string, unknown> {
  return { ...accountSample(auth, name), password: 'correct horse battery' };
}

function toldCase({ section, call }: Made, auth: AuthModel | undefined): string {
  const topic = quote(topicOf(call.entity));
  const made = `${askedSource(call, section)};`;
  const someone = (name: string): string =>
    auth ? `await service.signIn(${valueSource(personOf(auth, name))})` : 'await service.connect()';
  return testCase('tells those who subscribed, and nobody else', [
    ...peopleLines(section, [made]),
    `const listener = ${someone('lisa')};`,
    `const other = ${someone('otto')};`,
    `await listener.call('subscribe', { topic: ${topic} });`,
    `await other.call('subscribe', { topic: ${topic}, where: { id: 0 } });`,
    made,
    'const { event, data } = await listener.event();',
    `assert.equal(event, ${quote(`${topicOf(call.entity)}.created`)});`,
    'assert.equal(data?.id, 1);',
    // The answer comes after any event that was on its way.
    `await other.call('unsubscribe', { topic: ${topic} });`,
    'assert.equal(other.heard(), 0);',
  ]);
}

function toldFewCase({ section, before, call }: Made, auth: AuthModel): string {
  const topic = `{ topic: ${quote(topicOf(call.entity))} }`;
  const owner = clientOf(call, section);
  const body = [
    ...before.map((one) => `${askedSource(one, section)};`),
    `await ${owner}.call('subscribe', ${topic});`,
    `await other.call('subscribe', ${topic});`,
    `${askedSource(call, section)};`,
    `assert.equal((await ${owner}.event()).data?.id, 1);`,
    `await other.call('unsubscribe', ${topic});`,
    'assert.equal(other.heard(), 0);',
  ];
  return testCase(`tells of ${call.entity.many} only those who may see them`, [
    ...peopleLines(section, body),
    `const other = await service.signIn(${valueSource(personOf(auth, 'otto'))});`,
    ...body,
  ]);
}

function signInCases(project: ProjectModel, auth: AuthModel): string[] {
  const profile = personOf(auth, 'ada');
  const login = auth.login.name;
  const name = valueSource(profile[login]);
  const [listed] = project.entities.filter((entity) => entity.verbs.has('list'));
  return [
    testCase('says who is signed in, until they sign out', [
      `const client = await service.signIn(${valueSource(profile)});`,
      `assert.equal((await client.call('me')).result.${login}, ${name});`,
      "await client.call('logout');",
      "assert.equal((await client.call('me')).error?.code, 'not_signed_in');",
    ]),
    testCase('goes on with the token on another connection, until it ends', [
      'const client = await service.connect();',
      `await client.call('register', ${valueSource(profile)});`,
      `const { result } = await client.call('login', { ${login}: ${name}, password: 'correct horse battery' });`,
      'const other = await service.connect();',
      `assert.equal((await other.call('authenticate', { token: result.token })).result.${login}, ${name});`,
      "await client.call('logout');",
      "assert.equal((await other.call('me')).error?.code, 'not_signed_in');",
      "assert.equal((await other.call('authenticate', { token: 'made-up' })).error?.code, 'not_signed_in');",
    ]),
    testCase('refuses a wrong password, and too many of them', [
      'const client = await service.connect();',
      `await client.call('register', ${valueSource(profile)});`,
      'const codes: unknown[] = [];',
      'for (let tries = 0; tries < 11; tries += 1) {',
      `  const answer = await client.call('login', { ${login}: ${name}, password: 'wrong horse' });`,
      '  codes.push(answer.error?.code);',
      '}',
      "assert.deepEqual([codes[0], codes[9], codes[10]], ['wrong_credentials', 'wrong_credentials', 'too_many_attempts']);",
    ]),
    testCase('never shows a password', [
      `const client = await service.signIn(${valueSource(profile)});`,
      "assert.doesNotMatch(JSON.stringify(await client.call('me')), /password/);",
    ]),
    ...(listed
      ? [
          testCase('is needed for everything else', [
            'const client = await service.connect();',
            `assert.equal((await client.call(${quote(`${topicOf(listed)}.list`)})).error?.code, 'not_signed_in');`,
            `assert.equal((await client.call('subscribe', { topic: ${quote(topicOf(listed))} })).error?.code, 'not_signed_in');`,
          ]),
        ]
      : []),
  ];
}
