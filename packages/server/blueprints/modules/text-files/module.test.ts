import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findInFiles, replaceInFiles, splitFile } from '../src/text-files.ts';

describe('text in files', () => {
  it('is found, replaced and split', () => {
    const folder = mkdtempSync(join(tmpdir(), 'texts-'));
    try {
      mkdirSync(join(folder, 'deep'));
      const [note, deep] = [join(folder, 'note.md'), join(folder, 'deep/b.txt')];
      const contents = { 'note.md': 'one\nTwo two\n', 'deep/b.txt': 'two', '.hidden': 'two' };
      for (const [name, content] of Object.entries(contents))
        writeFileSync(join(folder, name), content);
      writeFileSync(join(folder, 'binary'), Buffer.from([116, 119, 111, 0, 255]));
      assert.equal(findInFiles(folder, 'two'), `${deep}:1: two\n${note}:2: Two two\n`);
      assert.equal(findInFiles(note, 'TWO'), '');
      assert.equal(findInFiles(note, 'TWO', { ignoreCase: true }), `${note}:2: Two two\n`);
      assert.equal(findInFiles(note, '^o.e$', { pattern: true }), `${note}:1: one\n`);
      assert.equal(
        replaceInFiles(folder, 'two', '$&', { dryRun: true }),
        `${deep}: 1\n${note}: 1\n`,
      );
      assert.equal(replaceInFiles(folder, 'two', '$&', { ending: '.md' }), `${note}: 1\n`);
      assert.equal(readFileSync(note, 'utf8'), 'one\nTwo $&\n');
      assert.equal(readFileSync(deep, 'utf8'), 'two');
      assert.equal(splitFile(note, { lines: 1 }), `${note}.001\n${note}.002\n`);
      assert.equal(readFileSync(`${note}.002`, 'utf8'), 'Two $&\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
