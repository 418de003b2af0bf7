import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { secretsInDotenv } from '../shared/known-secrets.ts';
import type { Redactor } from '../shared/redact.ts';

/** Files that hold real secrets where they were committed; those for tests and examples hold what may be seen. */
const real = /^\.env(\.local|\.[\w-]+\.local|\.prod|\.production|\.staging)?$/;
/** Folders whose members are projects of their own. */
const nests = new Set(['apps', 'packages', 'services', 'libs']);
const most = 64;

/**
 * Tells the redactor what the `.env` files of a tree hold: agents work on them as on any file, but neither a model nor the
 * record is told their secrets. Looked for at the root, in its folders, and in the members of a monorepo.
 */
export function learnDotenv(root: string, redactor: Redactor): void {
  const files = foldersOf(root).flatMap((folder) => namesIn(folder, 'file').map((name) => join(folder, name)));
  for (const file of files.filter((path) => real.test(basename(path))).slice(0, most)) {
    for (const secret of secretsInDotenv(textOf(file))) redactor.add(secret);
  }
}

function foldersOf(root: string): string[] {
  const first = namesIn(root, 'folder');
  const members = first
    .filter((name) => nests.has(name))
    .flatMap((name) => namesIn(join(root, name), 'folder').map((one) => join(name, one)));
  return [root, ...[...first, ...members].map((name) => join(root, name))];
}

function namesIn(folder: string, kind: 'file' | 'folder'): string[] {
  return entriesOf(folder)
    .filter((entry) =>
      kind === 'file' ? entry.isFile() : entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git',
    )
    .map(({ name }) => name);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // What cannot be read here cannot be read by the job either.
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 100_000);
  } catch {
    return '';
  }
}
