import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checksumOfFiles, verifyChecksums } from '../src/checksum.ts';

describe('checksums of files', () => {
  it('agree with their own list until one changes', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'checksums-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'hello.txt');
    writeFileSync(file, 'hello');
    const list = checksumOfFiles([file], { algorithm: 'md5' });
    assert.equal(list, `5d41402abc4b2a76b9719d911017c592  ${file}\n`);
    assert.equal(verifyChecksums(list), `${file}: OK\n`);
    writeFileSync(file, 'hello!');
    assert.equal(verifyChecksums(list), `${file}: FAILED\n`);
  });
});
