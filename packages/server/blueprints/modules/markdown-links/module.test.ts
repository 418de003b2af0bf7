import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brokenLinks, checkLinks } from '../src/markdown-links.ts';

describe('links of Markdown files', () => {
  it('lead to files and headings, or are broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'links-'));
    try {
      mkdirSync(join(folder, 'docs'));
      writeFileSync(
        join(folder, 'docs', 'use it.md'),
        '# How to use `it`\n\n## Again\n\n## Again\n',
      );
      const good =
        '# Start\n\n[a](docs/use%20it.md#how-to-use-it) [b](docs/use%20it.md#again-1) [c](#start)\n[d](https://example.com) [e](docs)\n';
      writeFileSync(join(folder, 'README.md'), good);
      assert.deepEqual(brokenLinks(folder), []);
      assert.equal(checkLinks(folder), 'Links that lead somewhere: 4\n');
      writeFileSync(join(folder, 'docs', 'z.md'), '[a](../README.md#end)\n\n![b](none.png)\n');
      assert.deepEqual(brokenLinks(folder), [
        { file: join('docs', 'z.md'), line: 1, target: '../README.md#end', missing: 'heading' },
        { file: join('docs', 'z.md'), line: 3, target: 'none.png', missing: 'file' },
      ]);
      assert.throws(() => checkLinks(folder), /z\.md:3: none\.png: there is no such file/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
