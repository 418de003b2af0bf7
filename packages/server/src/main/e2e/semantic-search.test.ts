import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScriptedServer } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { openPlace, passing, type Place } from './testing-launcher.ts';

let server: ScriptedServer;
let place: Place;
const secret = 'sk-canary-of-the-house-0815';
beforeAll(async () => {
  server = await startScriptedServer({
    vector: (text) => [0.1, /money|bill/i.test(text) ? 1 : 0],
    sessions: {
      [secret]: [
        { calls: [{ tool: 'semantic_search', input: { query: 'what a customer is billed' } }] },
        { text: 'In src/total.js.' },
      ],
    },
  });
  place = openPlace({ OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: secret });
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await server.close();
});

const files = {
  ...passing,
  'src/total.js': `// ${secret}\nexport const roundMoney = (amount) => Math.round(amount * 100) / 100;\n`,
};

async function search(name: string, env: Record<string, string>) {
  server.clear();
  const args = [
    'run',
    '--repo',
    place.repository(name, files),
    '--model',
    'openai/gpt-5-nano',
    '--yes',
    '--json',
    'Where is money rounded?',
  ];
  const { code, stdout } = await place.run(args, { env });
  const [found] = (await place.history(idOf(stdout))).filter(({ data }) => data['tool'] === 'semantic_search');
  return { code, job: await place.job(idOf(stdout)), usage: found?.data['usage'], said: JSON.stringify(found?.data) };
}

const idOf = (stdout: string) => (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { job: { id: string } }).job.id;

it('an agent finds code by meaning where a model for that is set, what it costs counts, and no secret leaves', async () => {
  const { code, job, usage, said } = await search('billed', {
    CODEWRIGHT_MODEL_EMBEDDINGS: 'openai/text-embedding-3-large',
  });
  expect(code).toBe(0);
  expect(said).toContain('(by meaning)');
  const { cents } = usage as { cents: number };
  expect(cents).toBeGreaterThan(0);
  // The turns cost as well; without the vectors it is less.
  const turns = (await place.history(job.id)).flatMap(({ data }) =>
    data['event'] === 'turn-finished' ? [(data['usage'] as { cents: number }).cents] : [],
  );
  expect(job.used.cents).toBeCloseTo(
    turns.reduce((sum, one) => sum + one, cents),
    6,
  );
  const sent = server.others.map(({ body }) => body).join('');
  expect(sent).toContain('roundMoney');
  expect(sent).not.toContain(secret);
});

it('what no word names is not found, and nothing is sent, where none is set', async () => {
  const { code, said } = await search('unset', {});
  expect(code).toBe(0);
  expect(said).toContain('Nothing found.');
  expect(said).not.toContain('(by ');
  expect(server.others).toEqual([]);
});
