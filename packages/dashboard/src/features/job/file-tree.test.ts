import { expect, test } from 'vitest';
import { treeRows } from './file-tree.ts';

const shown = (paths: string[], closed: string[] = []) =>
  treeRows(paths, (folder) => !closed.includes(folder)).map((row) =>
    row.kind === 'file'
      ? `${' '.repeat(row.depth)}${row.path}`
      : `${' '.repeat(row.depth)}${row.name}/${row.open ? '' : ' …'}`,
  );

test('Folders stand before files, and one that holds a single folder shares its row', () => {
  expect(shown(['z.md', 'src/a/b/two.ts', 'src/a/b/one.ts', 'docs/x.md', 'a.md'])).toEqual([
    'docs/',
    ' docs/x.md',
    'src/a/b/',
    ' src/a/b/one.ts',
    ' src/a/b/two.ts',
    'a.md',
    'z.md',
  ]);
});

test('What lies in a closed folder is not shown', () => {
  expect(shown(['src/a.ts', 'src/in/b.ts', 'c.ts'], ['src'])).toEqual(['src/ …', 'c.ts']);
  expect(shown([])).toEqual([]);
});
