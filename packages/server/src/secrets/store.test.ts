import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import { underLock } from '../storage/sqlite/lock.ts';
import type { SecretStore } from './contract.ts';
import { createSecretStore } from './store.ts';
import type { Task } from './testing-process.ts';

let home = '';
let warnings: string[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'codewright-secrets-'));
  warnings = [];
});
afterEach(() => {
  // Also one that is stopped, where the test failed.
  for (const child of begun.splice(0)) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const open = (passphrase: string | null = null): SecretStore =>
  createSecretStore({
    home,
    passphrase,
    clock: systemClock,
    warn: (message) => warnings.push(message),
    exclusive: underLock,
  });

const value = 'sk-Canary-4f9a1c';
/** Without the door, which is always there and always empty. */
const stored = () => readdirSync(join(home, 'secrets')).filter((name) => name !== 'lock');
const door = () => join(home, 'secrets/lock');
/** Who of this process holds the door or waits at it. */
const atDoor = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(`/proc/self/fd/${fd}`) === door()).length;
const linkOf = (path: string) => {
  try {
    return readlinkSync(path);
  } catch (error) {
    // Closed since it was listed.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
};
const keys = () => readdirSync(join(home, 'keys'));
const storeFile = () => join(home, 'secrets', stored()[0] ?? '');
const everything = () =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('A stored secret', () => {
  test('is read back by another process of the same home, and stands in no file in the clear', async () => {
    expect(await open().set('OPENAI_API_KEY', value)).toBe('set');
    expect(await open().get('OPENAI_API_KEY')).toBe(value);
    expect(await open().get('OTHER')).toBeNull();
    expect(everything()).not.toContain(value);
    expect(everything()).not.toContain(Buffer.from(value).toString('base64').slice(0, 18));
  });

  test('keeps when it was first set when it is replaced, and is gone when it is removed', async () => {
    const store = open();
    await store.set('A_KEY', value);
    const [first] = await store.list();
    expect(first).toMatchObject({ name: 'A_KEY', replacedAt: null });
    expect(await store.set('A_KEY', 'another-Value-2')).toBe('replaced');
    expect(await store.list()).toEqual([{ name: 'A_KEY', setAt: first?.setAt, replacedAt: expect.any(String) }]);
    expect(await store.get('A_KEY')).toBe('another-Value-2');
    expect(await store.remove('A_KEY')).toBe(true);
    expect(await store.remove('A_KEY')).toBe(false);
    expect(await store.all()).toEqual([]);
    expect(stored()).toHaveLength(1);
  });

  test('survives a rotation under a key that the old files do not open, and the old key is gone', async () => {
    const store = open();
    await store.set('A_KEY', value);
    await store.set('B_KEY', 'other');
    const [oldKey = ''] = keys();
    const oldText = readFileSync(join(home, 'keys', oldKey), 'utf8');
    const before = readFileSync(storeFile(), 'utf8');
    expect(await store.rotate()).toBe(2);
    expect(keys()).toHaveLength(1);
    expect(keys()).not.toContain(oldKey);
    expect(readFileSync(join(home, 'keys', keys()[0] ?? ''), 'utf8')).not.toBe(oldText);
    expect(readFileSync(storeFile(), 'utf8')).not.toContain(JSON.parse(before).entries.A_KEY.sealed);
    expect((await open().all()).map(({ name }) => name).sort()).toEqual(['A_KEY', 'B_KEY']);
    expect(await open().get('A_KEY')).toBe(value);
  });

  test('is never sealed with the same nonce twice, also when the value is the same', async () => {
    const store = open();
    const seen = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      await store.set('A_KEY', value);
      seen.add(JSON.parse(readFileSync(storeFile(), 'utf8')).entries.A_KEY.nonce);
    }
    expect(seen.size).toBe(20);
  });

  test.each(['', 'x'.repeat(20_001)])('is refused where it is empty or longer than any key', async (wrong) => {
    await expect(open().set('A_KEY', wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test.each(['', '1A', 'A KEY', '../x', '__proto__ ', 'Ä'])('is refused under the name %j', async (name) => {
    await expect(open().set(name, value)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('may bear a name that objects have by nature', async () => {
    const store = open();
    expect(await store.get('constructor')).toBeNull();
    await store.set('constructor', value);
    expect(await store.get('constructor')).toBe(value);
    expect(await store.get('toString')).toBeNull();
  });
});

describe('Its files', () => {
  test('are for this user alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await open().set('A_KEY', value);
    } finally {
      process.umask(before);
    }
    const mode = (...path: string[]) => (statSync(join(home, ...path)).mode & 0o777).toString(8);
    expect([mode('secrets'), mode('keys'), mode('secrets', stored()[0] ?? ''), mode('keys', keys()[0] ?? '')]).toEqual([
      '700',
      '700',
      '600',
      '600',
    ]);
    expect(mode('secrets', 'lock')).toBe('600');
  });

  test('that others could read are closed to them, and that is said', async () => {
    await open().set('A_KEY', value);
    expect(warnings).toEqual([]);
    const keyFile = join(home, 'keys', keys()[0] ?? '');
    for (const [path, mode] of [
      [storeFile(), 0o644],
      [keyFile, 0o640],
      [join(home, 'secrets'), 0o755],
    ] as const) {
      chmodSync(path, mode);
      warnings = [];
      expect(await open().get('A_KEY')).toBe(value);
      expect(warnings.join()).toContain(path);
      expect(statSync(path).mode & 0o077).toBe(0);
    }
  });

  test('that are links to elsewhere are refused', async () => {
    await open().set('A_KEY', value);
    const file = storeFile();
    renameSync(file, join(home, 'elsewhere.json'));
    symlinkSync(join(home, 'elsewhere.json'), file);
    await expect(open().get('A_KEY')).rejects.toMatchObject({ code: 'ENVIRONMENT' });
  });

  test('leave nothing of a write that was cut off: the store is as it was', async () => {
    await open().set('A_KEY', value);
    writeFileSync(join(home, 'secrets', '.new-0011223344556677'), '{"half');
    expect(await open().get('A_KEY')).toBe(value);
  });
});

describe('A change from outside', () => {
  type Stored = {
    generation: number;
    mac: string;
    entries: Record<string, { setAt: string; sealed: string; nonce: string }>;
  };
  const tamper = (edit: (file: Stored) => void) => {
    const file = JSON.parse(readFileSync(storeFile(), 'utf8')) as Stored;
    edit(file);
    writeFileSync(storeFile(), JSON.stringify(file));
  };
  const flip = (text: string) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  const changes: [string, (file: Stored) => void][] = [
    [
      'of a value',
      (file) => (file.entries['A_KEY'] = { ...entry(file, 'A_KEY'), sealed: flip(entry(file, 'A_KEY').sealed) }),
    ],
    ['of a date', (file) => (file.entries['A_KEY'] = { ...entry(file, 'A_KEY'), setAt: '2000-01-01T00:00:00.000Z' })],
    ['that takes one away', (file) => delete file.entries['A_KEY']],
    ['that gives one the name of another', (file) => (file.entries['B_KEY'] = entry(file, 'A_KEY'))],
    ['of the number', (file) => (file.generation += 1)],
    ['of the seal', (file) => (file.mac = '0'.repeat(64))],
  ];
  const entry = (file: Stored, name: string) => file.entries[name] ?? { setAt: '', sealed: '', nonce: '' };

  test.each(changes)('%s is detected, and nothing is read or written from then on', async (_name, edit) => {
    const store = open();
    await store.set('A_KEY', value);
    await store.set('B_KEY', 'other');
    tamper(() => undefined);
    // The positive control: the file as it was, written again, is good.
    expect(await open().get('A_KEY')).toBe(value);
    tamper(edit);
    for (const attempt of [
      () => open().get('A_KEY'),
      () => open().list(),
      () => open().set('C', 'ccc'),
      () => open().rotate(),
    ])
      await expect(attempt()).rejects.toMatchObject({
        code: 'SECRETS_BROKEN',
        hint: expect.stringContaining('secrets'),
      });
  });

  test('that puts an older file in place of the newest is detected', async () => {
    const store = open();
    await store.set('A_KEY', 'the-Old-1');
    copyFileSync(storeFile(), join(home, 'old.json'));
    await store.set('A_KEY', value);
    copyFileSync(join(home, 'old.json'), storeFile());
    await expect(open().get('A_KEY')).rejects.toMatchObject({ code: 'SECRETS_BROKEN' });
  });

  test.each(['', '{', '[]', '{"version":2}'])('that leaves %j in the file is told as such', async (text) => {
    await open().set('A_KEY', value);
    writeFileSync(storeFile(), text);
    await expect(open().all()).rejects.toMatchObject({ code: 'SECRETS_BROKEN' });
  });

  test('that takes the key away is told as such', async () => {
    await open().set('A_KEY', value);
    rmSync(join(home, 'keys', keys()[0] ?? ''));
    await expect(open().all()).rejects.toMatchObject({
      code: 'SECRETS_BROKEN',
      message: expect.stringContaining('key'),
    });
  });
});

describe('With a passphrase', () => {
  test('nothing but the passphrase opens the store, and there is no key file', async () => {
    await open('correct horse').set('A_KEY', value);
    expect(readdirSync(home)).toEqual(['secrets']);
    expect(await open('correct horse').protection()).toBe('passphrase');
    expect(await open('correct horse').get('A_KEY')).toBe(value);
    await expect(open('wrong horse').get('A_KEY')).rejects.toMatchObject({ code: 'SECRETS_LOCKED' });
    await expect(open().get('A_KEY')).rejects.toMatchObject({
      code: 'SECRETS_LOCKED',
      hint: expect.stringContaining('PASSPHRASE'),
    });
  });

  test('a rotation changes it, or goes over to a key file and back', async () => {
    await open('one').set('A_KEY', value);
    await open('one').rotate({ passphrase: 'two' });
    await expect(open('one').get('A_KEY')).rejects.toMatchObject({ code: 'SECRETS_LOCKED' });
    await open('two').rotate({ passphrase: null });
    expect(await open().get('A_KEY')).toBe(value);
    expect(await open().protection()).toBe('key file');
    await open('three').rotate();
    expect(await open('three').get('A_KEY')).toBe(value);
    expect(keys()).toEqual([]);
  });
});

const begun: ChildProcess[] = [];
const program = join(import.meta.dirname, 'testing-process.ts');
/** A process of its own on the store of the test. */
function begin(task: Omit<Task, 'home'>): { child: ChildProcess; ended: Promise<[number | null, string | null]> } {
  const child = spawn(process.execPath, [program, JSON.stringify({ home, ...task })], {
    env: {},
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  begun.push(child);
  return { child, ended: once(child, 'close') as Promise<[number | null, string | null]> };
}
const setsAndRotates = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => [
    `set:${prefix}_${index}`,
    ...(index % 5 === 0 ? ['rotate'] : []),
  ]).flat();
/** Whether a process is stopped, or gone. */
const rests = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null || /\) T /.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8'));

test('Processes that set and rotate at once lose none of each other’s secrets', async () => {
  const names = ['A', 'B', 'C'];
  const all = names.map((name) => begin({ steps: setsAndRotates(name, 12) }));
  for (const { ended } of all) expect(await ended).toEqual([0, null]);
  const found = await open().all();
  expect(found.map(({ name }) => name).sort()).toEqual(
    names.flatMap((name) => Array.from({ length: 12 }, (_, index) => `${name}_${index}`)).sort(),
  );
  for (const { name, value: text } of found) expect(text).toBe(`value of ${name}`);
  expect(stored()).toHaveLength(1);
  expect(keys()).toHaveLength(1);
});

test('A process that is stopped after any of its changes to files, while another sets a secret, harms nothing', async () => {
  for (let changes = 1, stopped = true; stopped; changes += 1) {
    rmSync(home, { recursive: true });
    await open().set('FIRST', 'value of FIRST');
    const slow = begin({ steps: ['rotate', 'set:SLOW'], after: { changes, signal: 'SIGSTOP' } });
    await expect.poll(() => rests(slow.child)).toBe(true);
    stopped = slow.child.exitCode === null;
    // Reading waits for nobody, whatever lies there half done.
    expect((await open().all()).filter(({ name, value: text }) => text !== `value of ${name}`)).toEqual([]);
    expect(await open().get('FIRST')).toBe('value of FIRST');
    const store = open();
    let over = false;
    // Upon whatever lies there, a key included that the other has just made.
    const other = store.set('OTHER', 'value of OTHER').finally(() => (over = true));
    // It is through, or it waits at the door until the first one is.
    await expect.poll(() => over || atDoor() > 0).toBe(true);
    slow.child.kill('SIGCONT');
    expect(await slow.ended, `after ${changes} changes`).toEqual([0, null]);
    await other;
    expect((await open().all()).map((one) => `${one.name}: ${one.value}`).sort()).toEqual([
      'FIRST: value of FIRST',
      'OTHER: value of OTHER',
      'SLOW: value of SLOW',
    ]);
    expect([stored(), keys()].map(({ length }) => length)).toEqual([1, 1]);
    if (!stopped) expect(changes).toBeGreaterThan(10);
  }
});

test('A reader that finds no file, as one may while a file replaces another, looks again when nobody changes anything', async () => {
  await open().set('A_KEY', value);
  const file = storeFile();
  const reading = await underLock(door(), async () => {
    renameSync(file, join(home, 'aside'));
    const found = open().get('A_KEY');
    await expect.poll(atDoor).toBe(2);
    renameSync(join(home, 'aside'), file);
    return { found };
  });
  expect(await reading.found).toBe(value);
});

test('A process that is killed after any of its changes to files leaves the store as it was or as it was to be', async () => {
  for (let changes = 1, killed = true; killed; changes += 1) {
    rmSync(home, { recursive: true });
    const cut = begin({ steps: ['set:A', 'rotate', 'set:B'], after: { changes, signal: 'SIGKILL' } });
    const [code, signal] = await cut.ended;
    killed = signal === 'SIGKILL';
    expect(killed || code === 0).toBe(true);
    const found = (await open().all()).map((one) => `${one.name}: ${one.value}`);
    const [a, b] = ['A', 'B'].map((name) => `${name}: value of ${name}`);
    expect([[], [a], [a, b]]).toContainEqual(found);
    // Whoever comes next is not kept out.
    await open().set('NEXT', value);
    await open().rotate();
    expect((await open().all()).map(({ name }) => name)).toEqual([...found.map((text) => text.split(':')[0]), 'NEXT']);
    expect(stored().filter((name) => name.startsWith('store-'))).toHaveLength(1);
    if (!killed) expect(changes).toBeGreaterThan(15);
  }
});

test('What was cut off in between is tidied up once it is old, and only that', async () => {
  await open().set('FIRST', value);
  const left = ['keys/secrets-0123456789abcdef', 'keys/.new-0123456789abcdef', 'secrets/.new-0123456789abcdef'];
  for (const name of left) {
    writeFileSync(join(home, name), 'old');
    utimesSync(join(home, name), new Date(0), new Date(0));
  }
  writeFileSync(join(home, 'keys/secrets-fedcba9876543210'), 'about to be used');
  await open().set('LAST', value);
  for (const name of left) expect(existsSync(join(home, name))).toBe(false);
  expect(existsSync(join(home, 'keys/secrets-fedcba9876543210'))).toBe(true);
  expect(await open().get('LAST')).toBe(value);
  expect(stored().filter((name) => name.startsWith('store-'))).toHaveLength(1);
});
