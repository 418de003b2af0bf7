import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ObjectFormat, PackWriter } from './packs.ts';

function repository(format: ObjectFormat) {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-packs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
      maxBuffer: 64 * 1024 * 1024,
    });
  git('init', '-q', '--bare', `--object-format=${format}`, 'git');
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const objects = join(folder, 'git/objects');
  const packs = () => readdirSync(join(objects, 'pack')).sort();
  return {
    writer: new PackWriter(objects, scratch, format),
    packs,
    git: (...args: string[]) => git('--git-dir', 'git', ...args),
    packFolder: join(objects, 'pack'),
  };
}

/** Sizes at the edges of a header's bytes, and content that cannot be deflated to less. */
const contents = [0, 1, 15, 16, 2047, 2048, 262_143, 262_144, 3_000_000].map((size) =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919 + (index >> 8) * 31) % 251)),
);

test.each<ObjectFormat>(['sha1', 'sha256'])('git reads what is packed (%s)', (format) => {
  const { writer, git, packs } = repository(format);
  const ids = contents.map((content) => writer.add('blob', content));
  const tree = Buffer.concat(
    ids.map((id, at) => Buffer.concat([Buffer.from(`100644 f${at}\0`), Buffer.from(id, 'hex')])),
  );
  const top = writer.add('tree', tree);
  const signature = 'A <a@b.c> 1000000000 +0000';
  const commit = writer.add('commit', Buffer.from(`tree ${top}\nauthor ${signature}\ncommitter ${signature}\n\none\n`));
  expect(packs()).toEqual([]);
  writer.flush();
  expect(packs()).toHaveLength(2);
  git('update-ref', 'refs/heads/main', commit);
  git('fsck', '--strict', '--full');
  git('verify-pack', join('git/objects/pack', packs()[0] ?? ''));
  for (const [at, content] of contents.entries()) {
    expect(git('cat-file', 'blob', `${commit}:f${at}`).equals(content)).toBe(true);
  }
});

test('an object is written once, and nothing where there is nothing new', () => {
  const { writer, packs } = repository('sha1');
  const id = writer.add('blob', Buffer.from('a'));
  writer.flush();
  expect(writer.add('blob', Buffer.from('a'))).toBe(id);
  writer.flush();
  expect(packs()).toHaveLength(2);
});

test('many packs become few, and none of their objects is lost', () => {
  const { writer, git, packs } = repository('sha1');
  const ids = Array.from({ length: 300 }, (_, at) => {
    const id = writer.add('blob', Buffer.from(`text ${at}`));
    writer.flush();
    return id;
  });
  // 1 of 256, 2 of 16, 12 of one.
  expect(packs()).toHaveLength(2 * 15);
  for (const [at, id] of ids.entries()) {
    if (at % 29 === 0) expect(git('cat-file', 'blob', id).toString()).toBe(`text ${at}`);
  }
  expect(git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)').toString().trim().split('\n')).toEqual(
    ids.sort(),
  );
});

test('half a pack that a killed process left is no pack, and is written again', () => {
  const { writer, git, packs, packFolder } = repository('sha1');
  const other = repository('sha1');
  for (const each of [writer, other.writer]) {
    each.add('blob', Buffer.from('a text'));
    each.flush();
  }
  const [index = '', pack = ''] = packs();
  expect(other.packs()).toEqual([index, pack]);
  rmSync(join(packFolder, index));
  truncateSync(join(packFolder, pack), 20);
  const again = new PackWriter(join(packFolder, '..'), packFolder, 'sha1');
  const id = again.add('blob', Buffer.from('a text'));
  expect(() => git('cat-file', 'blob', id)).toThrow();
  again.flush();
  expect(git('cat-file', 'blob', id).toString()).toBe('a text');
});

test('where nothing can be written, what was added waits for the next time', () => {
  const { writer, git, packFolder } = repository('sha1');
  const id = writer.add('blob', Buffer.from('kept'));
  rmSync(packFolder, { recursive: true });
  execFileSync('touch', [packFolder]);
  expect(() => writer.flush()).toThrow();
  rmSync(packFolder);
  writer.flush();
  expect(existsSync(packFolder)).toBe(true);
  expect(git('cat-file', 'blob', id).toString()).toBe('kept');
});
