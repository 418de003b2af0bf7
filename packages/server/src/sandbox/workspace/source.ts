import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import { isWithin } from '../mounts.ts';

/** Where the parts of the user's repository lie; found by reading files, since git itself must not run there. */
export interface SourcePlaces {
  /** The folder that the user named, real path. */
  root: string;
  /** Its git directory: of a linked worktree, the one of that worktree. */
  gitDir: string;
  /** The git directory that all worktrees share; objects and branches lie here. */
  commonDir: string;
  /** Object folders, the repository's own first, then those it borrows from. */
  objects: string[];
  bare: boolean;
}

/** What the tree of the user's repository holds beyond its commits. */
export interface SourceSurvey {
  /** Uncommitted changes lie in the user's tree; they are left alone and are not part of the work. */
  dirty: boolean;
  submodules: string[];
}

export function invalid(message: string, hint: string): CodewrightError {
  return new CodewrightError('INVALID_INPUT', message, { hint });
}

/** @throws CodewrightError INVALID_INPUT when there is no repository at that path. */
export function findRepository(path: string): SourcePlaces {
  if (!isAbsolute(path) || path.includes('\0')) {
    throw invalid(`The repository path ${JSON.stringify(path)} is not absolute.`, 'Give its absolute path.');
  }
  let root: string;
  try {
    root = realpathSync.native(path);
  } catch (error) {
    throw invalid(
      `There is nothing at ${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'}).`,
      'Check the path.',
    );
  }
  if (!statSync(root).isDirectory()) throw invalid(`${path} is not a folder.`, 'Give the folder of a git repository.');
  const dotGit = join(root, '.git');
  const stat = lstatSync(dotGit, { throwIfNoEntry: false });
  if (stat === undefined) {
    if (looksLikeGitDir(root)) return places(root, root, true);
    const outer = outerRepository(root);
    throw invalid(
      `${path} is not a git repository.`,
      outer === undefined
        ? 'Make it one (`git init`, then a first commit), or ask for a new project with an output folder.'
        : `It lies inside the repository ${outer}: give that path.`,
    );
  }
  const gitDir = stat.isFile() ? followGitFile(dotGit) : realpathSync.native(dotGit);
  if (!looksLikeGitDir(gitDir)) {
    throw invalid(
      `${path} is not a working git repository: ${gitDir} is not a git directory.`,
      'Check it with `git status`.',
    );
  }
  return places(root, gitDir, false);
}

function looksLikeGitDir(path: string): boolean {
  return existsSync(join(path, 'HEAD')) && (existsSync(join(path, 'objects')) || existsSync(join(path, 'commondir')));
}

function outerRepository(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** A linked worktree or a submodule: `.git` is a file that names the git directory. */
function followGitFile(file: string): string {
  const named = /^gitdir: (.+?)\n*$/s.exec(readFileSync(file, 'utf8'))?.[1];
  if (named === undefined) throw invalid(`${file} does not name a git directory.`, 'Check it with `git status`.');
  try {
    return realpathSync.native(resolve(dirname(file), named));
  } catch {
    throw invalid(
      `${file} names a git directory that does not exist: ${named}.`,
      'Repair it with `git worktree repair`, or give the main repository.',
    );
  }
}

function places(root: string, gitDir: string, bare: boolean): SourcePlaces {
  const pointer = join(gitDir, 'commondir');
  const commonDir = existsSync(pointer)
    ? realpathSync.native(resolve(gitDir, readFileSync(pointer, 'utf8').replace(/\n+$/, '')))
    : gitDir;
  if (!looksLikeGitDir(commonDir)) throw invalid(`${commonDir} is not a git directory.`, 'Check it with `git status`.');
  return { root, gitDir, commonDir, objects: objectFolders(join(commonDir, 'objects')), bare };
}

/** A repository may borrow objects from others, and those from others again; git follows five levels, so do we. */
function objectFolders(first: string): string[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    const real = realFolder(folder);
    if (real === undefined || found.includes(real) || depth > 5) return;
    // What is mounted here can be read by the work: an object folder, and nothing that merely is named in a file.
    if (depth > 0 && !existsSync(join(real, 'pack')) && !existsSync(join(real, 'info'))) return;
    found.push(real);
    const list = join(real, 'info', 'alternates');
    if (!existsSync(list)) return;
    for (const line of readFileSync(list, 'utf8').split('\n')) {
      if (line !== '' && !line.startsWith('#') && !line.startsWith('"')) visit(resolve(real, line), depth + 1);
    }
  };
  visit(first, 0);
  return found;
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync.native(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}

/** Read-only mounts by which git can read the repository, no folder twice and none inside another. */
export function sourceMounts(source: SourcePlaces): Mount[] {
  const folders = [source.root, source.gitDir, source.commonDir, ...source.objects];
  const outermost = folders.filter(
    (folder, index) =>
      folders.indexOf(folder) === index && !folders.some((other) => other !== folder && isWithin(folder, other)),
  );
  return outermost.map((path) => ({ path, access: 'read' as const }));
}
