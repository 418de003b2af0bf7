import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOrCreateSigningKey, openSigningKey, signingKeys } from './keys.ts';

let dir = '';
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'codewright-keys-')), 'state');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

test('a key is made once, for its owner only, and found again', () => {
  const first = loadOrCreateSigningKey(dir);
  expect(loadOrCreateSigningKey(dir)).toEqual(first);
  expect(statSync(join(dir, 'signing-key.pem')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['signing-key.pem']);
});

test('processes that start at once agree on one key', async () => {
  const url = JSON.stringify(new URL('./keys.ts', import.meta.url).href);
  const script = `
    const { loadOrCreateSigningKey } = await import(${url});
    console.log(loadOrCreateSigningKey(${JSON.stringify(dir)}).publicKey);`;
  const run = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { PATH: '/usr/bin' } });
  const outputs = await Promise.all(Array.from({ length: 4 }, run));
  expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
});

test('a key is made when it is first used, and one that is there is looked at before', () => {
  const keys = openSigningKey(dir);
  expect(existsSync(dir)).toBe(false);
  expect(keys.publicKey).toBe(loadOrCreateSigningKey(dir).publicKey);
  expect(keys.privateKey).toBe(openSigningKey(dir).privateKey);
  writeFileSync(join(dir, 'signing-key.pem'), 'nonsense');
  expect(() => openSigningKey(dir)).toThrowError(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

test('what is no Ed25519 key is refused, and not overwritten', () => {
  const first = loadOrCreateSigningKey(dir);
  expect(signingKeys(first.privateKey)).toEqual(first);
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  for (const bad of [privateKey, 'nonsense', '']) {
    writeFileSync(join(dir, 'signing-key.pem'), bad);
    expect(() => loadOrCreateSigningKey(dir)).toThrowError(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  }
});
