import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressFor, loadDirectory } from './directory.ts';
import type { ScriptedServer } from './scripted/contract.ts';
import { startScriptedServer } from './scripted/server.ts';
import { directoryFile, wired } from './testing-wires.ts';

let server: ScriptedServer;
let folder: string;
beforeAll(async () => {
  server = await startScriptedServer({ sessions: { default: [{ text: 'Hello.' }] } });
  folder = mkdtempSync(join(tmpdir(), 'providers-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('the directory of providers', () => {
  test.each([
    ['anthropic', 'https://api.anthropic.com', 'https://api.anthropic.com/v1'],
    ['anthropic', 'https://api.z.ai/api/anthropic/', 'https://api.z.ai/api/anthropic/v1'],
    ['openai', 'http://127.0.0.1:1/v1/', 'http://127.0.0.1:1/v1'],
    ['openai-compatible', 'http://127.0.0.1:1', 'http://127.0.0.1:1/v1'],
    ['openai-compatible', 'https://api.groq.com/openai/v1', 'https://api.groq.com/openai/v1'],
    ['google', 'http://127.0.0.1:1/', 'http://127.0.0.1:1/v1beta'],
    ['google', 'http://127.0.0.1:1/v1beta', 'http://127.0.0.1:1/v1beta'],
  ])('takes for %s the address %s for %s', (kind, written, address) => {
    expect(addressFor(kind, written)).toBe(address);
  });

  test('knows where Azure serves its models below the address of a resource', () => {
    expect(addressFor('openai', 'https://mine.openai.azure.com/', '/openai/v1')).toBe(
      'https://mine.openai.azure.com/openai/v1',
    );
  });

  test('says what is missing of a provider and what to do, and what is there', async () => {
    const { connections, directory } = wired({
      url: server.url,
      variables: {
        OPENAI_BASE_URL: '',
        GROQ_API_KEY: 'k',
        VLLM_BASE_URL: 'not an address',
        LMSTUDIO_BASE_URL: 'http://me:secret@127.0.0.1:1/v1',
      },
    });
    const state = async (name: string) => {
      const entry = directory.get(name);
      if (!entry) throw new Error(name);
      return connections.state(entry);
    };
    expect((await state('mistral')).problem?.hint).toContain('MISTRAL_API_KEY');
    expect((await state('openai-compatible')).problem?.hint).toContain('OPENAI_BASE_URL');
    expect((await state('vllm')).problem?.what).toContain('VLLM_BASE_URL is no address');
    expect((await state('lmstudio')).address).toBe('http://127.0.0.1:1/v1');
    expect(await state('groq')).toMatchObject({
      problem: null,
      key: { variable: 'GROQ_API_KEY', from: 'environment' },
    });
    expect(await state('ollama')).toMatchObject({ problem: null, key: null, address: 'http://127.0.0.1:11434/v1' });
    await expect(connections.check('nobody/x')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringContaining('openrouter'),
    });
    await expect(connections.check('builtin/nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(connections.check('mistral/x')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('takes a server of the user’s with an address alone, a key under its own name, and headers', async () => {
    const { models, request } = wired({
      url: server.url,
      variables: { LAB_KEY: 'lab-secret' },
      own: {
        lab: { baseUrl: server.url, keyVariable: 'LAB_KEY', headers: { 'x-team': 'seven' }, options: { top_k: 3 } },
        open: { baseUrl: server.url },
      },
    });
    expect((await models.call('lab/some/model', request())).text).toBe('Hello.');
    const seen = server.requests().at(-1);
    expect(seen).toMatchObject({ key: 'lab-secret', model: 'some/model', headers: { 'x-team': 'seven' } });
    expect(JSON.parse(seen?.body ?? '')).toMatchObject({ top_k: 3 });
    expect((await models.call('open/x', request())).text).toBe('Hello.');
    expect(server.requests().at(-1)?.headers.authorization).toBeUndefined();
  });

  test.each([
    [{ builtin: {} }, /cannot be changed/],
    [{ mine: {} }, /has no address/],
    [{ mine: { kind: 'package' as const } }, /names no package/],
  ])('refuses %j', (own, why) => {
    expect(() => loadDirectory(directoryFile, own)).toThrow(why);
  });
});

describe('a package of the user’s', () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const maker = (version: string) => `
    export const helper = () => null;
    export function createEcho({ apiKey, baseURL }) {
      return { languageModel: (id) => ({
        specificationVersion: '${version}', provider: 'echo', modelId: id, supportedUrls: {},
        doStream: async () => ({ stream: new ReadableStream({ start(c) {
          c.enqueue({ type: 'text-start', id: '1' });
          c.enqueue({ type: 'text-delta', id: '1', delta: [id, apiKey, baseURL].join(' ') });
          c.enqueue({ type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage: { inputTokens: { total: 3 }, outputTokens: { total: 2 } } });
          c.close();
        } }) }),
      }) };
    }`;

  test('is loaded from the folder of the user’s settings and called like any other', async () => {
    write(
      'node_modules/echo-provider/package.json',
      '{"name":"echo-provider","type":"module","exports":{".":{"import":"./index.js"}}}',
    );
    write('node_modules/echo-provider/index.js', maker('v4'));
    const { models, request } = wired({
      url: server.url,
      packagesFrom: join(folder),
      variables: { ECHO_API_KEY: 'e-key' },
      own: { echo: { package: 'echo-provider', baseUrl: 'http://127.0.0.1:9/x', keyVariable: 'ECHO_API_KEY' } },
    });
    expect((await models.call('echo/one', request())).text).toBe('one e-key http://127.0.0.1:9/x');
  });

  test('is refused with a clear word when it is not there, of another version, or makes no provider', async () => {
    write('old.mjs', maker('v2'));
    write('empty.mjs', 'export const a = 1;');
    const { models, request } = wired({
      url: server.url,
      packagesFrom: folder,
      own: {
        away: { package: 'not-installed', key: 'none' },
        old: { package: './old.mjs', key: 'none' },
        empty: { package: './empty.mjs', key: 'none' },
      },
    });
    const refused = (name: string) => models.call(name, request());
    await expect(refused('away/x')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining('npm install --prefix'),
    });
    await expect(refused('old/x')).rejects.toThrow(/specification v4 \(createEcho: of version v2\)/);
    await expect(refused('empty/x')).rejects.toThrow(/exports no function/);
  });
});
