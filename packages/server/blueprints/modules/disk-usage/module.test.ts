import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { diskUsage } from '../src/disk-usage.ts';

describe('disk usage', () => {
  it('adds up folders and names the largest first', () => {
    const folder = mkdtempSync(join(tmpdir(), 'usage-'));
    try {
      mkdirSync(join(folder, 'deep/deeper'), { recursive: true });
      writeFileSync(join(folder, 'deep/deeper/a'), 'x'.repeat(1500));
      writeFileSync(join(folder, 'deep/b'), 'x'.repeat(500));
      writeFileSync(join(folder, 'c'), 'x'.repeat(100));
      assert.equal(diskUsage(folder), '  2 KB  deep/\n 100 B  c\n2.1 KB  total\n');
      assert.equal(diskUsage(folder, { top: 1, bytes: true }), '2000  deep/\n2100  total\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
