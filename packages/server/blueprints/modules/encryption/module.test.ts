import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { decryptFile, decryptText, encryptFile, encryptText } from '../src/encryption.ts';

describe('encryption', () => {
  it('gives back what was encrypted, with the right password only', () => {
    const sealed = encryptText('hällo', 'secret');
    assert.equal(decryptText(sealed, 'secret'), 'hällo');
    assert.notEqual(encryptText('hällo', 'secret'), sealed);
    assert.throws(() => decryptText(sealed, 'other'), /wrong/);
  });

  it('works on files and overwrites none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'encrypted-'));
    try {
      const file = join(folder, 'a.txt');
      writeFileSync(file, 'text');
      assert.equal(encryptFile(file, 'secret'), `${file}.enc`);
      assert.throws(() => decryptFile(`${file}.enc`, 'secret'), /already/);
      rmSync(file);
      assert.equal(decryptFile(`${file}.enc`, 'secret'), file);
      assert.equal(readFileSync(file, 'utf8'), 'text');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
