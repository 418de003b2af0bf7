import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { openPlace } from './testing-launcher.ts';
import { type Canaries, findCanaries, sweepFolder, watchProcesses } from './testing-canaries.ts';
import { providers } from './testing-models.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const files = {
  'package.json': '{"name":"p","version":"1.0.0","type":"module","scripts":{"test":"node --test"}}\n',
  'sum.js': 'export const sum = (a, b) => a - b;\n',
  'sum.test.js':
    "import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { sum } from './sum.js';\ntest('adds', () => assert.equal(sum(1, 2), 3));\n",
};

/** A model that tells the key it was called with in every way that it has, and looks for more of them. */
function telltale({ key }: SeenRequest, turn: number): ScriptedStep {
  const bytes = Buffer.from(key);
  const forms = [
    key,
    bytes.toString('base64'),
    bytes.toString('hex'),
    encodeURIComponent(key),
    JSON.stringify(key),
  ].join(' ');
  const steps: ScriptedStep[] = [
    {
      reasoning: `I think of ${forms}.`,
      text: `I was called with ${forms}.`,
      calls: [
        { do: 'shell', command: `echo '${key}'; printf %s '${key}' | base64; env; cat ~/.npmrc /proc/*/environ` },
      ],
      fault: { kind: 'status', status: 500, message: `Incorrect API key provided: ${key}`, times: 1 },
    },
    { calls: [{ do: 'write', path: 'notes.md', content: `The key is ${forms}\n` }] },
    { calls: [{ do: 'edit', path: 'sum.js', old: 'a - b', new: 'a + b' }] },
    { calls: [{ tool: key, input: { key } }] },
    { calls: [{ do: 'test' }] },
    { calls: [{ do: 'commit', message: `Let sum add (${key})` }] },
    { text: `Done with ${forms}.` },
  ];
  return steps[turn] ?? { text: 'Done.' };
}

/** What came to the model: a key belongs into the header that it is asked by, and nowhere else. */
function findInRequests(requests: readonly SeenRequest[], canaries: Canaries): string[] {
  return requests.flatMap(({ number, path, headers, body }) => {
    const { authorization: _1, 'x-api-key': _2, 'x-goog-api-key': _3, ...rest } = headers;
    return findCanaries(`request ${number}`, `${path}\n${JSON.stringify(rest)}\n${body}`, canaries);
  });
}

/** Where a key comes from is the same for all: each provider has it from one of the two. */
const sources = Object.keys(providers).map((name, index): [string, 'environment' | 'store'] => [
  name,
  index % 2 === 0 ? 'environment' : 'store',
]);

test.each(sources)('With %s the key goes into its header and nowhere else, from the %s', async (name, from) => {
  const provider = providers[name];
  if (!provider) throw new Error(`There is no provider ${name}.`);
  const canaries = {
    key: `sk-Canary/${name}+Aq7=`,
    npmrc: 'npm_Canary3Cx9',
    other: 'ghp_Canary8Hc4',
  };
  server.session(canaries.key, { script: (seen) => telltale(seen, seen.turn) });
  const settings = provider.env(server.url, canaries.key);
  const [variable = ''] = Object.keys(settings).filter((one) => one.endsWith('_KEY'));
  const { [variable]: _key, ...without } = settings;
  await using place = openPlace({ ...(from === 'environment' ? settings : without), GITHUB_TOKEN: canaries.other });
  writeFileSync(join(place.env['HOME'] ?? '', '.npmrc'), `//registry.example/:_authToken=${canaries.npmrc}\n`);
  if (from === 'store') await place.run(['secrets', 'set', variable], { input: canaries.key });
  const repository = place.repository('project', files);
  server.clear();
  const started = place.start(['run', 'fix: sum() in sum.js subtracts', '--json', '--yes', '--model', provider.model], {
    cwd: repository,
  });
  const watch = watchProcesses(started.child.pid ?? 0, canaries);
  const { stdout, stderr, code } = await started.ended;
  expect(code, `${stderr}\n${stdout.slice(-3000)}`).toBe(0);
  expect(watch.stop().found).toEqual([]);
  const { job: id } = JSON.parse(stdout.split('\n', 1)[0] ?? '') as { job: string };
  const pack = join(place.folder, 'pack.json');
  await place.run(['verify', id, '--export', pack]);
  const packed = readFileSync(pack, 'utf8');
  const { payload } = JSON.parse(packed) as { payload: string };
  const shown = await place.run(['jobs', 'show', id]);
  const said = [stdout, stderr, packed, Buffer.from(payload, 'base64').toString(), shown.stdout];

  const requests = server.requests();
  expect(requests.length).toBeGreaterThan(6);
  // The positive control: the key was there, and the model did say it.
  expect(requests.every((request) => request.key === canaries.key)).toBe(true);
  const found = [
    ...findInRequests(requests, canaries),
    ...said.flatMap((text, index) => findCanaries(`output ${index + 1}`, text, canaries)),
    ...sweepFolder(place.state, canaries),
    ...sweepFolder(place.temporary, canaries),
    ...sweepFolder(repository, canaries),
    ...findCanaries('ledger', JSON.stringify(await place.history(id)), canaries),
  ];
  expect(found).toEqual([]);
  expect(stdout).toContain(`[secret ${variable}]`);
  expect(place.git(repository, 'show', `codewright/${id.slice(-8)}:notes.md`)).toContain(`[secret ${variable}]`);
});

/** One job with a key and an address; what is found in all that it said, recorded and sent. */
async function look(
  key: string,
  address: string,
  canaries: Canaries,
): Promise<{ code: number | null; found: string[] }> {
  server.session(key, { script: (seen) => telltale(seen, seen.turn) });
  await using place = openPlace({ OPENAI_API_KEY: key, OPENAI_BASE_URL: address });
  const repository = place.repository('project', files);
  server.clear();
  const args = [
    'run',
    'fix: sum() in sum.js subtracts',
    '--json',
    '--yes',
    '--model',
    'openai-compatible/scripted-model',
  ];
  const { stdout, stderr, code } = await place.run(args, { cwd: repository });
  const entries = await (await place.ledger()).read({ limit: 100_000 });
  const requests = server.requests();
  const found = [
    ...findInRequests(requests, canaries),
    ...findCanaries('output', `${stdout}${stderr}`, canaries),
    ...sweepFolder(place.state, canaries),
    ...findCanaries('ledger', JSON.stringify(entries), canaries),
  ];
  return { code, found };
}

test('A key that guards nothing is not hidden, and the same sweep finds it everywhere', async () => {
  // Taken out of every text, such a word would spoil it: so this is also how the sweep is seen to work.
  const { code, found } = await look('test-key', `${server.url}/v1`, { key: 'test-key' });
  expect(code).toBe(0);
  for (const where of [/^request \d+: /, /^output: /, /^ledger: /, /codewright\.db/])
    for (const form of ['raw', 'base64', 'hex'])
      expect(found.some((line) => where.test(line) && line.endsWith(`key as ${form}`))).toBe(true);
});

test('User and password of an address go nowhere but to it, whatever comes of the call', async () => {
  const canaries = { key: 'sk-Canary-of-address-1', password: 'Addr-canary-4Dy0' };
  const address = `${server.url.replace('://', `://user:${canaries.password}@`)}/v1`;
  const { code, found } = await look(canaries.key, address, canaries);
  expect({ code, found }).toEqual({ code: 0, found: [] });
});
