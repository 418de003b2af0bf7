import type { FileChange, TreeFile } from './contract.ts';

const statuses: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  C: 'added',
  D: 'deleted',
  M: 'modified',
  T: 'modified',
  R: 'renamed',
};

/** Reads `git diff --raw --numstat -z`: first a raw record per file, then its counts, in the same order. */
export function parseChanges(output: Buffer): FileChange[] {
  const fields = output.toString('utf8').split('\0');
  const changes: FileChange[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':')) {
    const letter = fields[at]?.split(' ')[4]?.[0] ?? 'M';
    const twoPaths = letter === 'R' || letter === 'C';
    const path = fields[at + (twoPaths ? 2 : 1)] ?? '';
    changes.push({ path, status: statuses[letter] ?? 'modified', added: 0, removed: 0, binary: false });
    at += twoPaths ? 3 : 2;
  }
  for (const change of changes) {
    const [added = '', removed = '', path = ''] = splitCounts(fields[at] ?? '');
    // With two names the record is cut short and they follow as fields of their own.
    at += path === '' ? 3 : 1;
    change.binary = added === '-';
    change.added = change.binary ? 0 : Number(added);
    change.removed = change.binary ? 0 : Number(removed);
  }
  return changes;
}

function splitCounts(record: string): string[] {
  const match = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(record);
  return match ? match.slice(1) : ['0', '0', record];
}

/** Reads `git diff-tree --raw --no-abbrev --no-renames -z`. Links and submodules are no files: to a reader they are gone. */
export function parseTree(output: Buffer): TreeFile[] {
  return treeFrom(output.toString('utf8').split('\0'), 0).files;
}

/** Reads two such lists with an empty field between them: what differs, and all there is. */
export function parseMarked(output: Buffer): { path: string; changed: boolean }[] {
  const fields = output.toString('utf8').split('\0');
  const { files: differing, end } = treeFrom(fields, 0);
  const changed = new Set(differing.map(({ path }) => path));
  return treeFrom(fields, end + 1)
    .files.filter(({ blob }) => blob !== null)
    .map(({ path }) => ({ path, changed: changed.has(path) }));
}

function treeFrom(fields: readonly string[], from: number): { files: TreeFile[]; end: number } {
  const files: TreeFile[] = [];
  let at = from;
  for (; fields[at]?.startsWith(':'); at += 2) {
    const [, mode = '', , blob = ''] = (fields[at] ?? '').split(' ');
    files.push({ path: fields[at + 1] ?? '', blob: mode.startsWith('100') ? blob : null });
  }
  return { files, end: at };
}
