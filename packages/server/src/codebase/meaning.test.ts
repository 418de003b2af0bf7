import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConnections } from '../llm/connections.ts';
import { loadDirectory } from '../llm/directory.ts';
import { createEmbedder } from '../llm/embedder.ts';
import { loadPrices } from '../llm/prices.ts';
import { kinds } from '../llm/providers.ts';
import type { ScriptedServer } from '../llm/scripted/contract.ts';
import { startScriptedServer } from '../llm/scripted/server.ts';
import type { Bench } from '../sandbox/workspace/testing.ts';
import { openBench } from '../sandbox/workspace/testing.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { systemClock } from '../shared/clock.ts';
import { dataFolder } from '../shared/data.ts';
import { openCodeIndex } from '../storage/code-index.ts';
import { createCodebase } from './codebase.ts';
import { fuse } from './meaning.ts';

let bench: Bench;
let folder: string;
let server: ScriptedServer;
let tree: Workspace;
const secret = 'sk-canary-in-the-code-4711';

/** Two things that a text may be about, whatever its words. */
const about = (text: string): number[] => [
  0.1,
  /money|price|amount|currency|invoice|bill/i.test(text) ? 1 : 0,
  /mail|letter|receipt|postman/i.test(text) ? 1 : 0,
];
const files = {
  'src/total.js': 'export function roundMoney(amount) {\n  return Math.round(amount * 100) / 100;\n}\n',
  'src/post.js': `// ${secret}\nexport function sendReceipt(to, text) {\n  return fetch('https://mail.invalid', { method: 'POST', body: to + text });\n}\n`,
  'src/other.js': 'export function reverse(list) {\n  return [...list].reverse();\n}\n',
};

beforeEach(async () => {
  bench = openBench();
  folder = mkdtempSync(join(tmpdir(), 'codewright-meaning-'));
  server = await startScriptedServer({ vector: about });
  tree = await bench.manager.open(
    { job: 'job-1', branch: 'work', repository: bench.repository('repo', files) },
    bench.signal,
  );
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  await bench[Symbol.asyncDispose]();
});

function open(model: string, url = server.url) {
  const addresses: Record<string, string> = { OPENAI_BASE_URL: `${url}/v1`, GOOGLE_GEMINI_BASE_URL: url };
  const connections = createConnections({
    directory: loadDirectory(join(dataFolder('models'), 'providers.yaml'), {}),
    kinds,
    keys: async () => ({ value: 'test-key', from: 'environment' }),
    variable: (name) => addresses[name] ?? null,
    packagesFrom: folder,
  });
  const prices = loadPrices(join(dataFolder('models'), 'prices.yaml'));
  const embedder = createEmbedder({
    model,
    models: () => ({ connections, prices }),
    clock: systemClock,
    clean: (text) => text.replaceAll(secret, '[secret]'),
    retries: 1,
  });
  const codebase = createCodebase({ folder, open: openCodeIndex, embedder: () => embedder });
  const search = (text: string) => codebase.search({ tree, repository: 'repo', text, limit: 5, signal: bench.signal });
  return { search, [Symbol.dispose]: () => codebase.close() };
}

const asked = () => server.others.filter(({ path }) => /embed/i.test(path));

describe.each(['openai/text-embedding-3-small', 'google/gemini-embedding-001', 'openai-compatible/any'])(
  '%s',
  (model) => {
    test('finds by meaning what no word of the question names, and says which way', async () => {
      using code = open(model);
      const { hits, meaning, cents } = await code.search('the bill of a customer');
      expect(hits[0]).toMatchObject({ path: 'src/total.js', symbol: 'roundMoney', by: 'meaning' });
      expect(meaning).toEqual({ model, embedded: 3, files: 3, failure: null });
      expect(cents).toBeGreaterThan(0);
      const both = await code.search('sendReceipt mail');
      expect(both.hits[0]).toMatchObject({ path: 'src/post.js', symbol: 'sendReceipt', by: 'both' });
    });
  },
);

test('vectors are kept by content: only what is new is asked for, in a new process too', async () => {
  {
    using code = open('openai/text-embedding-3-small');
    await code.search('the bill of a customer');
    expect(asked()).toHaveLength(2);
    await code.search('the bill of a customer');
    expect(asked()).toHaveLength(3);
  }
  server.clear();
  await tree.write('src/other.js', 'export function invoice() {\n  return "a bill";\n}\n');
  using code = open('openai/text-embedding-3-small');
  const { hits } = await code.search('the bill of a customer');
  expect(hits.map(({ path }) => path)).toContain('src/other.js');
  const bodies = asked().map(({ body }) => body);
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toContain('invoice');
  expect(bodies.join('')).not.toContain('roundMoney');
});

test('known secrets do not leave with the code', async () => {
  using code = open('openai/text-embedding-3-small');
  await code.search('letters to people');
  const sent = asked()
    .map(({ body }) => body)
    .join('');
  expect(sent).toContain('[secret]');
  expect(sent).not.toContain(secret);
});

test('where the provider does not answer, what the words find is given, and that it was by words alone', async () => {
  using code = open('openai-compatible/any', 'http://127.0.0.1:1');
  const { hits, meaning, cents } = await code.search('round money');
  expect(hits[0]).toMatchObject({ path: 'src/total.js', by: 'words' });
  expect(meaning?.failure).toContain('openai-compatible/any gave no embeddings');
  expect(cents).toBe(0);
});

test('without a model for it nothing is sent', async () => {
  const codebase = createCodebase({ folder, open: openCodeIndex });
  const { hits, meaning } = await codebase.search({
    tree,
    repository: 'repo',
    text: 'round money',
    limit: 5,
    signal: bench.signal,
  });
  expect(hits[0]?.by).toBe('words');
  expect(meaning).toBeNull();
  expect(server.others).toHaveLength(0);
  codebase.close();
});

test('fuse puts first what both found, and takes overlapping places for one', () => {
  const hit = (path: string, line: number, by: 'words' | 'meaning') => ({
    path,
    line,
    end: line + 5,
    symbol: null,
    text: '',
    by,
  });
  const fused = fuse([hit('a', 1, 'words'), hit('b', 1, 'words')], [hit('b', 3, 'meaning'), hit('c', 1, 'meaning')], 3);
  expect(fused.map(({ path, by }) => `${path} ${by}`)).toEqual(['b both', 'a words', 'c meaning']);
});
