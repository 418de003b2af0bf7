import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Setting, SettingChange } from '@codewright/protocol/settings';
import type { WebhookWithSecret } from '@codewright/protocol/webhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiBench, openApi } from './testing.ts';

let bench: ApiBench;
let file: string;
beforeAll(async () => {
  bench = await openApi({}, { 'worker.maxAttempts': 2 });
  file = bench.runtime.loaded.files.user;
});
afterAll(() => bench[Symbol.asyncDispose]());

const put = (...changes: SettingChange[]) =>
  bench.call('/api/settings', { method: 'PUT', body: JSON.stringify({ changes }) });
const settings = async () => {
  const view = (await (await bench.call('/api/settings')).json()) as { settings: Setting[] };
  return (path: string) => view.settings.find((setting) => setting.path === path);
};

test('every setting is shown with its value, where that comes from, and what it takes', async () => {
  const of = await settings();
  expect(of('log.level')).toMatchObject({ value: 'warn', origin: 'default', fixed: false, restart: false });
  expect(of('log.level')?.form).toMatchObject({ enum: ['debug', 'info', 'warn', 'error', 'silent'] });
  expect(of('worker.maxAttempts')).toMatchObject({ value: 2, origin: 'flag', fixed: true });
  expect(of('api.port')).toMatchObject({ default: 4180, restart: true, variable: 'CODEWRIGHT_API_PORT' });
});

test('a change is written into the user’s file, beside what stands there, and counts at once', async () => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '# mine\nlog:\n  level: info # loud\n', { mode: 0o640 });
  const changed = await put({ path: 'caps.mechanic.steps', value: 33 }, { path: 'log.level', value: 'error' });
  expect(changed.status).toBe(200);
  expect(readFileSync(file, 'utf8')).toBe('# mine\nlog:\n  level: error # loud\ncaps:\n  mechanic:\n    steps: 33\n');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(bench.runtime.config.caps.mechanic?.steps).toBe(33);
  expect((await settings())('log.level')).toMatchObject({ value: 'error', origin: 'user file' });
  expect((await put({ path: 'caps.mechanic.steps' })).status).toBe(200);
  expect(readFileSync(file, 'utf8')).toBe('# mine\nlog:\n  level: error # loud\n');
  expect(bench.runtime.config.caps.mechanic).toBeUndefined();
  const recorded = await bench.runtime.ledger.read({ job: 'access' });
  expect(recorded.map(({ data }) => data['event'])).toContain('settings-changed');
});

test('what is wrong is refused with its place and reason, and nothing of the request is done', async () => {
  const before = readFileSync(file, 'utf8');
  for (const [path, value, why] of [
    ['log.level', 'shout', /log\.level .*expected one of/],
    ['api.port', 70_000, /api\.port .*65535/],
    ['no.such', 1, /no/],
    ['log.level.deeper', 1, /log\.level/],
    ['worker.concurrency', 'many', /worker\.concurrency/],
  ] as const) {
    const refused = await put({ path: 'log.level', value: 'debug' }, { path, value });
    const { error } = (await refused.json()) as { error: { message: string } };
    expect([path, refused.status]).toEqual([path, 422]);
    expect(error.message).toMatch(why);
  }
  expect(readFileSync(file, 'utf8')).toBe(before);
  writeFileSync(file, 'log: [\n');
  expect((await put({ path: 'log.level', value: 'info' })).status).toBe(400);
  expect(readFileSync(file, 'utf8')).toBe('log: [\n');
  writeFileSync(file, before);
});

test('many changes at once all arrive, a link stays a link, and nothing half is left behind', async () => {
  const real = join(bench.folder, 'dotfiles.yaml');
  renameSync(file, real);
  symlinkSync(real, file);
  const answers = await Promise.all(
    ['build', 'genius', 'mechanic', 'review', 'chat'].map((mode) => put({ path: `caps.${mode}.steps`, value: 44 })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(Object.keys(bench.runtime.config.caps)).toHaveLength(5);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readdirSync(dirname(file)).filter((name) => name.startsWith('config.yaml'))).toEqual(['config.yaml']);
});

test('a key is stored and replaced from afar, used, and never given back', async () => {
  const value = 'sk-Canary-93fe21';
  const set = (name: string, body: object) =>
    bench.call(`/api/secrets/${name}`, { method: 'PUT', body: JSON.stringify(body) });
  expect(await (await set('OPENAI_API_KEY', { value })).json()).toEqual({ done: 'set' });
  expect(await (await set('OPENAI_API_KEY', { value: `${value}\n` })).json()).toEqual({ done: 'replaced' });
  expect((await set('not%20a%20name', { value })).status).toBe(422);
  expect((await set('..%2f..%2fkeys', { value })).status).toBe(422);
  expect((await set('OPENAI_API_KEY', { value: '' })).status).toBe(422);
  expect(await bench.runtime.secrets.get('OPENAI_API_KEY')).toBe(value);
  const listed = await (await bench.call('/api/secrets')).text();
  expect(listed).toMatch(/"usedBy":"openai/);
  const said = listed + (await (await bench.call('/api/events?limit=5000')).text());
  expect(said).toContain('secret-stored');
  expect(said).not.toContain(value);
  expect((await bench.call('/api/secrets/OPENAI_API_KEY', { method: 'DELETE' })).status).toBe(200);
  expect((await bench.call('/api/secrets/OPENAI_API_KEY', { method: 'DELETE' })).status).toBe(404);
  expect(existsSync(file)).toBe(true);
});

test('a key that Codewright made for itself is removed or replaced by nobody, and goes with what it serves', async () => {
  const about = { kind: 'generic', folder: bench.repo };
  const made = await (await bench.post('/api/webhooks', { name: 'a hook', about })).json();
  const { webhook, secret } = made as WebhookWithSecret;
  await bench.call('/api/notifications/push');
  const ofHook = `WEBHOOK_${webhook.id.toUpperCase()}`;
  for (const [name, serves] of [
    ['VAPID_PRIVATE_KEY', 'notifications in browsers'],
    [ofHook, 'a webhook'],
  ] as const) {
    const kept = await bench.runtime.secrets.get(name);
    const body = JSON.stringify({ value: 'another-Value-12' });
    for (const request of [{ method: 'DELETE' }, { method: 'PUT', body }]) {
      const refused = await bench.call(`/api/secrets/${name}`, request);
      expect([request.method, name, refused.status]).toEqual([request.method, name, 409]);
      expect(await refused.text()).toContain(`made by Codewright for ${serves}`);
    }
    expect([name, await bench.runtime.secrets.get(name)]).toEqual([name, kept]);
    expect(kept).toBeTruthy();
  }
  expect(await bench.runtime.secrets.get(ofHook)).toBe(secret);
  expect((await bench.call(`/api/webhooks/${webhook.id}`, { method: 'DELETE' })).status).toBe(200);
  expect(await bench.runtime.secrets.get(ofHook)).toBeNull();
});

test('whoever reads may read the rules, and only an admin the settings', async () => {
  await bench.access.addUser({ id: 'vera', role: 'viewer' }, 'local');
  const { secret } = await bench.access.addToken({ user: 'vera', name: 'x' }, 'local');
  const status = async (path: string) => (await bench.call(path, { token: secret })).status;
  expect([await status('/api/policies'), await status('/api/settings'), await status('/api/secrets')]).toEqual([
    200, 403, 403,
  ]);
});
