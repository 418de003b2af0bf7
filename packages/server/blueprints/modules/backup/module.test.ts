import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { backupFolder } from '../src/backup.ts';

const root = mkdtempSync(join(tmpdir(), 'backup-'));
after(() => rmSync(root, { recursive: true }));

describe('backing up a folder', () => {
  it('packs all files, keeps the last archives and leaves others alone', () => {
    const [folder, to] = [join(root, 'documents'), join(root, 'kept')];
    mkdirSync(join(folder, 'inner'), { recursive: true });
    mkdirSync(to);
    const long = `${'long'.repeat(40)}.txt`;
    writeFileSync(join(folder, 'inner', 'a.txt'), 'hello backup');
    writeFileSync(join(folder, long), 'x');
    for (const day of ['01', '02', '03'])
      writeFileSync(join(to, `documents-2020-01-${day}T03-00-00-000Z.tar.gz`), '');
    writeFileSync(join(to, 'notes.txt'), '');
    const archive = backupFolder(folder, to, { keep: 2 });
    const packed = gunzipSync(readFileSync(archive)).toString();
    for (const part of ['inner/a.txt', 'hello backup', long]) assert.ok(packed.includes(part), part);
    assert.deepEqual(readdirSync(to).slice(0, -2), ['documents-2020-01-03T03-00-00-000Z.tar.gz']);
    assert.equal(readdirSync(to).length, 3);
  });
});
