import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScriptedServer, ScriptedStep } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { openPlace } from './testing-launcher.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const works: ScriptedStep[] = [
  { text: 'one two three four five six seven eight nine ten ready '.repeat(3) },
  { calls: [{ tool: 'report', input: { word: 'ready' } }] },
  { text: '{"word":"ready"}' },
];

test('codewright models says what is set up and where from, and shows no key', async () => {
  await using place = openPlace({ ANTHROPIC_API_KEY: 'sk-ant-Canary99', OPENAI_BASE_URL: `${server.url}/v1` });
  await place.run(['secrets', 'set', 'GROQ_API_KEY'], { input: 'gsk-Canary77' });
  const shown = await place.run(['models', '--all']);
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toMatch(/✓ {2}anthropic +ANTHROPIC_API_KEY from the environment/);
  expect(shown.stdout).toMatch(/✓ {2}groq +GROQ_API_KEY stored/);
  expect(shown.stdout).toMatch(/– {2}google +no key: GEMINI_API_KEY/);
  expect(shown.stdout).toMatch(/anthropic\/claude-opus-5-5 +1000k +4 /);
  const listed = await place.run(['models', '--json']);
  const { providers } = JSON.parse(listed.stdout) as { providers: { name: string; ready: boolean; address: string }[] };
  expect(providers.find(({ name }) => name === 'openai-compatible')).toMatchObject({
    ready: true,
    address: `${server.url}/v1`,
  });
  expect(shown.stdout + listed.stdout).not.toContain('Canary');
});

test('codewright models test really calls a model and says what works', async () => {
  server.session('able', { script: works, position: 'arrival' });
  await using place = openPlace({ OPENAI_API_KEY: 'able', OPENAI_BASE_URL: server.url });
  const tried = await place.run(['models', 'test', 'openai-compatible/scripted-model']);
  expect(tried.code, tried.stderr).toBe(0);
  for (const check of ['answer', 'streaming', 'usage', 'tools', 'structured output'])
    expect(tried.stdout).toMatch(new RegExp(`✓ ${check}`));
  expect(server.requests('able')).toHaveLength(3);

  server.session('unable', {
    script: [{ text: 'I am only a poet.' }],
    position: 'arrival',
    after: { text: 'A rose.' },
  });
  const poor = await place.run(['models', 'test', 'openai/scripted-model', '--json'], {
    env: { OPENAI_API_KEY: 'unable' },
  });
  expect(poor.code).toBe(1);
  const { checks } = JSON.parse(poor.stdout) as { checks: { check: string; ok: boolean }[] };
  expect(checks.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(
    expect.arrayContaining(['tools', 'structured output']),
  );
});

test('A model that cannot be called is told before anything is queued, with what to do', async () => {
  await using place = openPlace({});
  const repository = place.repository('project', { 'a.js': 'export const a = 1;\n' });
  const run = (model: string) =>
    place.run(['run', 'fix: a in a.js should be 2', '--yes', '--model', model], { cwd: repository });
  const unknown = await run('nobody/x');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/There is no model "nobody\/x".*\nWhat to do: Known providers: .*anthropic/);
  const keyless = await run('anthropic/claude-opus-5-5');
  expect(keyless.code).toBe(2);
  expect(keyless.stderr).toContain('codewright secrets set ANTHROPIC_API_KEY');
  const nowhere = await run('openai-compatible/rig-model');
  expect(nowhere.stderr).toContain('Set OPENAI_BASE_URL');
  const jobs = await place.run(['jobs', '--json']);
  expect(jobs.stdout.trim().replace('[]', '')).toBe('');
});
