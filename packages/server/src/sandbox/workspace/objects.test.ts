import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { ObjectWriter } from './objects.ts';

const blob = createHash('sha1').update('blob 0\0').digest();
const tree = Buffer.concat([Buffer.from('100644 a\0'), blob]);
const object = (type: string, body: Buffer) => Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);

/** Changes the file of a tree, where `put` fills that tree's place in a borrowed folder; how often the tree was asked for elsewhere. */
async function changed(put: (file: string) => void): Promise<{ id: string | null; asked: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-objects-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const id = createHash('sha1').update(object('tree', tree)).digest('hex');
  const places = { git: join(folder, 'git'), objects: [join(folder, 'borrowed')], scratch: join(folder, 'scratch') };
  const file = join(folder, 'borrowed', id.slice(0, 2), id.slice(2));
  for (const path of [dirname(file), join(places.git, 'objects'), places.scratch]) mkdirSync(path, { recursive: true });
  put(file);
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    return new Map([[id, tree]]);
  };
  const content = { path: 'a', content: Buffer.from('new'), executable: false };
  return { id: await new ObjectWriter(places, 'sha1').change(id, [content], fetch), asked };
}

test('a tree is read where it lies in a file; whatever else lies in that place, git is asked', async () => {
  const known = await changed((file) => writeFileSync(file, deflateSync(object('tree', tree))));
  expect(known).toEqual({ id: expect.stringMatching(/^[0-9a-f]{40}$/), asked: 0 });
  const others: [string, (file: string) => void][] = [
    ['nothing', () => undefined],
    ['a pipe that nobody writes to', (file) => execFileSync('mkfifo', [file])],
    ['a folder', (file) => mkdirSync(file)],
    ['no object', (file) => writeFileSync(file, 'no object')],
    ['an object of another kind', (file) => writeFileSync(file, deflateSync(object('blob', tree)))],
    ['half a tree', (file) => writeFileSync(file, deflateSync(object('tree', tree)).subarray(0, 20))],
    ['more than a tree can hold', (file) => writeFileSync(file, deflateSync(Buffer.alloc(100 * 1024 * 1024)))],
  ];
  for (const [what, put] of others) expect([what, await changed(put)]).toEqual([what, { ...known, asked: 1 }]);
});
