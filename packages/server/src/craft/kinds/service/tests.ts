import { blocks, imports, quote } from '../../emit/layout.ts';
import { valueSource } from '../../emit/values.ts';
import type { Session } from '../../modules/sessions.ts';
import { requestsOf, type ServiceRequest } from './requests.ts';
import type { Route } from './routes.ts';

/** `test/service.test.ts`: every address as a client calls it. */
export function serviceTestFile(name: string, sessions: readonly Session[], routes: readonly Route[]): string {
  const cases = sessions.flatMap((session) => {
    const requests = requestsOf(session, routes);
    return requests ? [caseOf(session.title, requests.map(lineOf))] : [];
  });
  const posted = routes.find((route) => route.inBody.length > 0 && route.inPath.length === 0);
  if (posted) {
    cases.push(
      caseOf('refuses what it does not know, by name', [
        `const answer = await send(${quote(posted.method)}, ${quote(posted.path)}, { nonsense: 1 });`,
        'assert.equal(answer.status, 422);',
        'assert.match(JSON.stringify(answer.body.error.details), /nonsense/);',
      ]),
    );
  }
  cases.push(
    caseOf('says that it is well', ["assert.deepEqual((await send('GET', '/health')).body, { status: 'ok' });"]),
    caseOf('does not know other addresses', ["assert.equal((await send('GET', '/no/such/address')).status, 404);"]),
  );
  return blocks(
    imports({
      'node:assert/strict': ['default assert'],
      'node:test': ['describe', 'it'],
      './client.ts': ['startService'],
    }),
    `describe(${quote(`the service ${name}`)}, () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`,
  );
}

function caseOf(title: string, body: readonly string[]): string {
  return [
    `it(${quote(title)}, async () => {`,
    '  const send = startService();',
    ...body.map((line) => `  ${line}`),
    '});',
  ].join('\n');
}

function lineOf(request: ServiceRequest): string {
  const { method, path, body, status, gives, matches, location, route } = request;
  const call = `await send(${[quote(method), quote(path), ...(body === undefined ? [] : [valueSource(body)])].join(', ')})`;
  if (location !== undefined) return `assert.equal((${call}).location, ${quote(location)});`;
  if (matches !== undefined) {
    const { type } = route.offered.fn.returns;
    const text = type === 'string' || type === 'text' ? `(${call}).body.result` : `JSON.stringify((${call}).body)`;
    return `assert.match(${text}, /${matches.replaceAll('/', '\\/')}/);`;
  }
  if (gives === undefined) return `assert.equal((${call}).status, ${status});`;
  return `assert.deepEqual(${call}, ${valueSource({ status, body: gives, location: null })});`;
}
