import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPlace, type Place } from './testing-launcher.ts';

const value = 'sk-Canary-73ab91';

/** Every file of the state folder, as text. */
function files(place: Place): string {
  return readdirSync(place.state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('A key is stored from standard input, listed without its value, replaced, encrypted anew and removed', async () => {
  await using place = openPlace();
  const secrets = async (args: string[], input?: string) => {
    const { code, stdout, stderr } = await place.run(['secrets', ...args], input === undefined ? {} : { input });
    expect(stdout + stderr).not.toContain('sk-');
    expect(code, stderr).toBe(0);
    return stdout;
  };
  expect(await secrets(['list'])).toContain('No secret is stored');
  expect(await secrets(['set', 'OPENAI_API_KEY'], `${value}\n`)).toBe('OPENAI_API_KEY is stored.\n');
  expect(await secrets(['list'])).toMatch(/OPENAI_API_KEY +\d{4}-\d\d-\d\d \d\d:\d\d +– +openai/);
  const [before] = (JSON.parse(await secrets(['list', '--json'])) as { secrets: object[] }).secrets;
  expect(await secrets(['rotate'])).toBe('1 value is encrypted under a new key.\n');
  expect(await secrets(['rotate', 'OPENAI_API_KEY'], 'sk-Other-12ab')).toBe('OPENAI_API_KEY is replaced.\n');
  const [after] = (JSON.parse(await secrets(['list', '--json'])) as { secrets: object[] }).secrets;
  expect(after).toEqual({ ...before, replacedAt: expect.any(String) });
  expect(files(place)).not.toMatch(/sk-Canary|sk-Other/);
  expect(await secrets(['remove', 'OPENAI_API_KEY'])).toBe('OPENAI_API_KEY is removed.\n');
  expect(await secrets(['list'])).toContain('No secret is stored');
});

test('A value in the arguments is refused, not stored and not repeated', async () => {
  await using place = openPlace();
  for (const args of [
    ['set', 'OPENAI_API_KEY', value],
    ['set', `OPENAI_API_KEY=${value}`],
    ['rotate', 'OPENAI_API_KEY', value],
  ]) {
    const { code, stdout, stderr } = await place.run(['secrets', ...args], { input: '' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('not given as an argument');
    expect(stderr).not.toContain(value);
  }
  // What was meant as a value and stands where the name should is not repeated either.
  const { code, stderr } = await place.run(['secrets', 'set', `${value} and more`], { input: 'x' });
  expect([code, stderr.includes(value)]).toEqual([2, false]);
  expect((await place.run(['secrets', 'set', 'OPENAI_API_KEY'], { input: '' })).code).toBe(2);
  expect((await place.run(['secrets', 'remove', 'NONE'])).code).toBe(2);
  expect((await place.run(['secrets', 'rotate', 'NONE'], { input: 'x' })).code).toBe(2);
});

test('A key that Codewright made for itself is neither removed nor replaced', async () => {
  await using place = openPlace({ VAPID_PRIVATE_KEY: value });
  for (const name of ['VAPID_PRIVATE_KEY', 'WEBHOOK_0123456789ABCDEF']) {
    for (const verb of ['remove', 'set']) {
      const { code, stderr } = await place.run(['secrets', verb, name], { input: value });
      expect([verb, name, code]).toEqual([verb, name, 2]);
      expect(stderr).toMatch(new RegExp(`${name} was made by Codewright[^]*What to do: `));
    }
  }
  expect((await place.run(['secrets', 'import', 'VAPID_PRIVATE_KEY'])).code).toBe(2);
  expect((await place.run(['secrets', 'list'])).stdout).toContain('No secret is stored');
});

test('Keys of the environment are imported on request only, and doctor says which are where', async () => {
  await using place = openPlace({ ANTHROPIC_API_KEY: value, MY_API_KEY: 'my-Own-4567' });
  expect((await place.run(['secrets', 'list'])).stdout).toMatch(/No secret is stored[^]*not stored: ANTHROPIC_API_KEY/);
  expect((await place.run(['doctor'])).stdout).toMatch(/secrets +from the environment ANTHROPIC_API_KEY\n/);
  expect(await place.run(['secrets', 'import'])).toMatchObject({ code: 0, stdout: 'ANTHROPIC_API_KEY is stored.\n' });
  expect(await place.run(['secrets', 'import', 'MY_API_KEY'])).toMatchObject({
    code: 0,
    stdout: 'MY_API_KEY is stored.\n',
  });
  expect((await place.run(['secrets', 'import', 'NONE'])).code).toBe(2);
  const without = { env: { ANTHROPIC_API_KEY: '' } };
  expect((await place.run(['doctor'], without)).stdout).toMatch(
    /secrets +stored under a key file ANTHROPIC_API_KEY, MY_API_KEY\n/,
  );
});

test('Files that others could read are closed to them and that is said; changed ones are refused with what to do', async () => {
  await using place = openPlace();
  await place.run(['secrets', 'set', 'OPENAI_API_KEY'], { input: value });
  const folder = join(place.state, 'secrets');
  const file = join(folder, readdirSync(folder).find((name) => name.startsWith('store-')) ?? '');
  chmodSync(file, 0o644);
  const listed = await place.run(['secrets', 'list']);
  expect(listed.stderr).toContain('could be read by other users (mode 644)');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await place.run(['secrets', 'list'])).stderr).toBe('');
  writeFileSync(file, readFileSync(file, 'utf8').replace('OPENAI', 'ANTHROPIC'));
  for (const args of [['list'], ['rotate'], ['set', 'X_KEY']]) {
    expect(await place.run(['secrets', ...args], { input: 'y' })).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/changed by something else[^]*What to do: /),
    });
  }
  // What needs no key goes on.
  expect((await place.run(['jobs', 'list'])).code).toBe(0);
});

test('With a passphrase there is no key file, and without it nothing opens', async () => {
  await using place = openPlace({ CODEWRIGHT_SECRETS_PASSPHRASE: 'correct horse battery' });
  await place.run(['secrets', 'set', 'OPENAI_API_KEY'], { input: value });
  expect((await place.run(['secrets', 'list'])).stdout).toContain('Encrypted under a passphrase.');
  const locked = { env: { CODEWRIGHT_SECRETS_PASSPHRASE: '' } };
  expect(await place.run(['secrets', 'list'], locked)).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('locked by a passphrase'),
  });
  const changed = { env: { CODEWRIGHT_SECRETS_NEW_PASSPHRASE: 'another horse' } };
  expect((await place.run(['secrets', 'rotate'], changed)).code).toBe(0);
  expect((await place.run(['secrets', 'list'])).code).toBe(5);
  const now = { env: { CODEWRIGHT_SECRETS_PASSPHRASE: 'another horse' } };
  expect((await place.run(['secrets', 'rotate', '--key-file'], now)).code).toBe(0);
  expect((await place.run(['secrets', 'list'], locked)).stdout).toContain('Encrypted under a key file.');
});

test('A password in a setting is not shown, however short it is', async () => {
  await using place = openPlace();
  mkdirSync(place.state, { recursive: true });
  writeFileSync(join(place.state, 'config.yaml'), 'storage: {url: "postgres://me:short@127.0.0.1:1/db"}\n');
  for (const args of [['config'], ['config', '--json'], ['doctor'], ['jobs', 'list']]) {
    const { stdout, stderr } = await place.run(args);
    expect(stdout + stderr).not.toMatch(/me:short/);
  }
  expect((await place.run(['config'])).stdout).toContain('postgres://…@127.0.0.1:1/db');
});

test('A variable that a setting names for a key is a secret, whatever it is called; so is a header of it', async () => {
  await using place = openPlace({ MY_LAB: 'Lab-canary-9Jd5', CODEWRIGHT_MODEL_DEFAULT: 'builtin/craft' });
  mkdirSync(place.state, { recursive: true });
  const lab = {
    baseUrl: 'http://127.0.0.1:9/v1',
    keyVariable: 'MY_LAB',
    headers: { Authorization: 'Bearer Head-canary-0Ke6' },
  };
  writeFileSync(join(place.state, 'config.yaml'), JSON.stringify({ model: { providers: { lab } } }));
  const repository = place.repository('project', { 'a.test.js': "import 'node:test';\n" });
  const goal = 'create file a.md with "Lab-canary-9Jd5 and Head-canary-0Ke6"';
  expect((await place.run(['config'])).stdout).not.toContain('Head-canary');
  const { stdout, stderr } = await place.run(['run', goal, '--repo', repository, '--json']);
  expect(stdout).toContain('[secret MY_LAB] and [secret model.providers.lab.headers.Authorization]');
  rmSync(join(place.state, 'config.yaml'));
  expect(/Lab-canary|Head-canary/.test(stdout + stderr + files(place))).toBe(false);
});
