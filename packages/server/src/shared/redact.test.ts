import { array, assert, integer, pre, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  secretsInAddress,
  secretsInDotenv,
  secretsInEnvironment,
  secretsInNpmrc,
  secretsInSettings,
} from './known-secrets.ts';
import { createRedactor, isHideable } from './redact.ts';

const key = 'sk-Canary/7f+"x\\9ä\tQz81mn';
const name = 'CANARY';

/** The forms in which a key may leave, made by other means than the redactor's own. */
function formsOf(value: string): [string, string][] {
  const bytes = Buffer.from(value);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    ['raw', `a ${value} b`],
    ['hex', `a ${hex} b`],
    ['capital hex', `a ${hex.toUpperCase()} b`],
    ['url', `https://x/?k=${encodeURIComponent(value)}&b`],
    ['form', `k=${new URLSearchParams({ k: value }).toString()}`],
    ['json', JSON.stringify({ k: value })],
    ['json in json', JSON.stringify({ k: JSON.stringify({ k: value }) })],
    ...['', 'a', 'ab', 'abc', 'abcd'].flatMap((before): [string, string][] => [
      [`base64 after ${before.length}`, `a ${Buffer.from(`${before}${value} and after`).toString('base64')} b`],
      [`base64url after ${before.length}`, `a ${Buffer.from(`${before}${value}!`).toString('base64url')} b`],
    ]),
    [
      'wrapped base64',
      wrap(Buffer.from(`${'Some text before it. '.repeat(5)}${value}${' and after'.repeat(9)}`).toString('base64')),
    ],
    ['wrapped hex', wrap(Buffer.from(`${'Before. '.repeat(4)}${value}${' and after'.repeat(9)}`).toString('hex'), 60)],
  ];
}

const wrap = (text: string, width = 76) => text.replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\n');

/** What somebody could read out of a text: every long run of base64 or hex, decoded at every alignment. */
function readable(text: string): string {
  const joined = text.replaceAll(/(?<=[\w+/=-]{40})\r?\n(?=[\w+/=-])/g, '');
  const runs = joined.match(/[\w+/-]{6,}/g) ?? [];
  const decoded = runs.flatMap((run) => [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString()));
  const hex = runs.flatMap((run) => [0, 1].map((skip) => Buffer.from(run.slice(skip), 'hex').toString()));
  let plain = joined;
  for (let depth = 0; depth < 3; depth += 1)
    plain += `\n${plain.replaceAll('\\"', '"').replaceAll('\\\\', '\\').replaceAll('\\t', '\t')}`;
  return [plain, decodeURIComponent(joined.replaceAll(/%(?![0-9a-f]{2})/gi, '%25')), ...decoded, ...hex].join('\n');
}

describe('A known secret', () => {
  const redactor = createRedactor([{ name, value: key }]);

  test.each(formsOf(key))('is taken out of text as %s, and its name stands there', (_form, text) => {
    // The positive control: without the redactor it can be read.
    expect(readable(text)).toContain(key);
    const clean = redactor.text(text);
    expect(readable(clean)).not.toContain(key);
    expect(clean).toContain('[secret CANARY]');
  });

  test.each(formsOf(key))('is taken out of a value as %s, and the value stays valid', (_form, text) => {
    const clean = redactor.json({ deep: [{ [text]: 1, text }], n: 7 });
    expect(readable(JSON.stringify(clean))).not.toContain(key);
    expect(clean.n).toBe(7);
    expect(JSON.stringify(clean)).toContain('[secret CANARY]');
  });

  test('is found wherever it stands among other text, and nothing else is touched', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 300 }), string({ unit: 'binary', maxLength: 300 }), (a, b) => {
        pre(!`${a}${b}`.includes('sk-'));
        expect(redactor.text(`${a}${key}${b}`)).toBe(`${a}[secret CANARY]${b}`);
        expect(redactor.text(`${a}${b}`)).toBe(`${a}${b}`);
      }),
    );
  });

  test('is found when it comes in pieces of any size, and what is no secret is not held back for good', () => {
    assert(
      property(array(integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const stream = redactor.stream();
        const text = `before ${key} between sk-Can ${Buffer.from(key).toString('base64')} after`;
        let out = '';
        let at = 0;
        for (let turn = 0; at < text.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          out += stream.push(text.slice(at, at + size));
          at += size;
        }
        out += stream.end();
        expect(readable(out)).not.toContain(key);
        expect(out.startsWith('before [secret CANARY] between sk-Can ')).toBe(true);
        expect(out.endsWith(' after')).toBe(true);
      }),
    );
  });

  test('that begins another one gives way to the longer', () => {
    const both = createRedactor([
      { name: 'SHORT', value: 'Abcd1234' },
      { name: 'LONG', value: 'Abcd1234-and-more' },
    ]);
    expect(both.text('Abcd1234-and-more, Abcd1234')).toBe('[secret LONG], [secret SHORT]');
  });
});

test('A value without a secret is given back as it is, whatever it looks like', () => {
  const redactor = createRedactor([{ name, value: 'nabc12345xyz' }]);
  // In JSON text the end of line before it reads like the first letter of the secret.
  const value = { text: 'line\nabc12345xyz', lines: wrap('QUJD'.repeat(60)) };
  expect(redactor.json(value)).toEqual(value);
  expect(createRedactor().json(value)).toBe(value);
});

test('Words that guard nothing are no secrets: taking them out would spoil every text', () => {
  for (const word of ['', 'test', 'password', 'postgres', 'test-key', 'ollama', 'x'.repeat(40), '00000000'])
    expect([word, isHideable(word)]).toEqual([word, false]);
  for (const word of ['Abcd1234', 'sk-proj-abcdefgh12', 'correct-horse-battery-staple'])
    expect([word, isHideable(word)]).toEqual([word, true]);
});

describe('What is secret', () => {
  test('in an environment is said by the names of its variables, and by addresses with a password', () => {
    const found = secretsInEnvironment(
      {
        OPENAI_API_KEY: 'key-1',
        GITHUB_TOKEN: 'key-2',
        npm_config__authToken: 'key-3',
        PGPASSWORD: 'key-4',
        OPENAI_BASE_URL: 'https://user:p%40ss-5@host/v1',
        PATH: '/usr/bin',
        SSH_AUTH_SOCK: '/run/agent',
        GOOGLE_APPLICATION_CREDENTIALS: '/home/u/key.json',
        EMPTY_TOKEN: '',
      },
      (value) => value.startsWith('/home'),
    );
    expect(found.map(({ value }) => value)).toEqual([
      'key-1',
      'key-2',
      'key-3',
      'key-4',
      'p%40ss-5',
      'p@ss-5',
      'user:p@ss-5',
    ]);
  });

  test('in an address is its password, or a user that stands alone', () => {
    expect(secretsInAddress('x', 'https://host/a@b')).toEqual([]);
    expect(secretsInAddress('x', 'https://ghp_token@github.com/x').map(({ value }) => value)).toContain('ghp_token');
    expect(secretsInAddress('x', 'postgres://u:a:b@h/db').map(({ value }) => value)).toContain('a:b');
  });

  test('in an .npmrc are tokens, passwords and addresses that hold one', () => {
    const text = [
      '; //old/:_authToken=no',
      '//registry.example/:_authToken=npm_Token1',
      '//other/:_password = cDRzc3cwcmQtMg==',
      '_auth="dXNlcjpzZWNyZXQtMw=="',
      'https-proxy=http://me:proxy-4@proxy:80',
      '//x/:_authToken=${NPM_TOKEN}',
      'registry=https://registry.example/',
    ].join('\n');
    expect(secretsInNpmrc(text).map(({ value }) => value)).toEqual([
      'npm_Token1',
      'cDRzc3cwcmQtMg==',
      'p4ssw0rd-2',
      'dXNlcjpzZWNyZXQtMw==',
      'user:secret-3',
      'proxy-4',
      'proxy-4',
      'me:proxy-4',
    ]);
  });

  test('in a .env file is said by names, whatever the quotes, and by addresses', () => {
    const text = [
      '# A_TOKEN=no',
      'PORT=3000',
      'API_TOKEN=one # ours',
      'export B_SECRET="two # all of it" # ours',
      "C_KEY='three'",
      'DATABASE_URL=postgres://me:four@host/db',
      'D_PASSWORD=',
    ].join('\n');
    expect(secretsInDotenv(text).map(({ name: at, value }) => `${at}: ${value}`)).toEqual([
      'API_TOKEN of .env: one',
      'B_SECRET of .env: two # all of it',
      'C_KEY of .env: three',
      'DATABASE_URL of .env: four',
      'DATABASE_URL of .env: four',
      'DATABASE_URL of .env: me:four',
    ]);
  });

  test('in settings is what is named so, and addresses with a password', () => {
    const settings = {
      a: { apiKey: 'k-1', url: 'postgres://u:k-2@h/d', maxTokens: 4, token: null },
      b: ['x'],
      c: { headers: { Authorization: 'Bearer k-3', 'x-api-key': 'k-4', accept: 'json' } },
    };
    expect(secretsInSettings(settings).map(({ name: at, value }) => `${at}=${value}`)).toEqual([
      'a.apiKey=k-1',
      'a.url=k-2',
      'a.url=k-2',
      'a.url=u:k-2',
      'c.headers.Authorization=k-3',
      'c.headers.x-api-key=k-4',
    ]);
  });
});
