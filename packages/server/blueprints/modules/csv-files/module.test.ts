import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { mergeCsvFiles } from '../src/csv-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-files-'));
const [one, two] = [join(folder, 'one.csv'), join(folder, 'two.csv')];
writeFileSync(one, 'name,age\nAda,36\nBob,7\n');
writeFileSync(two, 'age,name,city\n36,Ada,\n9,Cy,"Rome, IT"\n');

after(() => {
  rmSync(folder, { recursive: true });
});

describe('merged CSV files', () => {
  it('have the columns of all, matched by name', () => {
    assert.equal(
      mergeCsvFiles([one, two]),
      'name,age,city\nAda,36,\nBob,7,\nAda,36,\nCy,9,"Rome, IT"\n',
    );
  });

  it('are freed of rows that are the same, sorted and cut', () => {
    assert.equal(
      mergeCsvFiles([one, two], { unique: true, sortBy: 'age', descending: true, limit: 2 }),
      'name,age,city\nAda,36,\nCy,9,"Rome, IT"\n',
    );
  });

  it('say what is wrong', () => {
    assert.throws(() => mergeCsvFiles([one], { sortBy: 'height' }), /height/);
    assert.throws(() => mergeCsvFiles([one], { limit: -1 }), /limit/);
    assert.throws(() => mergeCsvFiles([join(folder, 'none.csv')]), /none\.csv/);
  });
});
