import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { cleanFolder } from '../src/folder-cleanup.ts';

const root = mkdtempSync(join(tmpdir(), 'cleaned-'));
after(() => rmSync(root, { recursive: true }));

/** A file that was changed so many days ago. */
function aged(name: string, days: number): string {
  const path = join(root, name);
  const moment = new Date(Date.now() - days * 86_400_000);
  writeFileSync(path, name);
  utimesSync(path, moment, moment);
  return path;
}

describe('cleaning a folder', () => {
  it('deletes old files, also of folders in it, and leaves young ones', () => {
    mkdirSync(join(root, 'inner'));
    const [old, young, deep] = [aged('old.log', 8), aged('young.log', 6), aged('inner/a.txt', 9)];
    assert.equal(cleanFolder(root, 7, { dryRun: true }), `${deep}\n${old}\n`);
    assert.ok(existsSync(old));
    assert.equal(cleanFolder(root, 7, { ending: '.log' }), `${old}\n`);
    assert.deepEqual([old, young, deep].map(existsSync), [false, true, true]);
  });
});
