import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findDuplicates, wastedBytes } from '../src/duplicate-files.ts';

describe('duplicate files', () => {
  it('are found in all folders, those that waste most first', () => {
    const folder = mkdtempSync(join(tmpdir(), 'duplicates-'));
    try {
      mkdirSync(join(folder, 'deep'));
      const contents = {
        a: 'four',
        b: 'four',
        'deep/c': 'longer text',
        d: 'longer text',
        e: 'alone',
        f: 'ruof',
      };
      for (const [name, content] of Object.entries(contents))
        writeFileSync(join(folder, name), content);
      assert.deepEqual(findDuplicates(folder), [
        { bytes: 11, wasted: 11, files: [join(folder, 'd'), join(folder, 'deep/c')] },
        { bytes: 4, wasted: 4, files: [join(folder, 'a'), join(folder, 'b')] },
      ]);
      assert.equal(wastedBytes(folder), 15);
      assert.equal(wastedBytes(folder, { minBytes: 5 }), 11);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
