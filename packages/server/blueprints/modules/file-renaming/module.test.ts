import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { renameFiles } from '../src/file-renaming.ts';

describe('renaming', () => {
  it('changes nothing until it is told to, and then all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'renames-'));
    try {
      for (const name of ['a 1.txt', 'a 2.txt']) writeFileSync(join(folder, name), name);
      const told = renameFiles(folder, 'a ', 'b-');
      assert.equal(told, 'a 1.txt → b-1.txt\na 2.txt → b-2.txt\n');
      assert.deepEqual(readdirSync(folder), ['a 1.txt', 'a 2.txt']);
      assert.equal(renameFiles(folder, 'a ', 'b-', { dryRun: false }), told);
      assert.deepEqual(readdirSync(folder), ['b-1.txt', 'b-2.txt']);
      assert.equal(readFileSync(join(folder, 'b-2.txt'), 'utf8'), 'a 2.txt');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
