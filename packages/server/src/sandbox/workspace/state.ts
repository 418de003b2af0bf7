import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodewrightError } from '../../shared/errors.ts';

/** What a workspace must remember from one process to the next; written last, so a half-made workspace has none. */
export const workspaceState = z.object({
  version: z.literal(1),
  job: z.string(),
  repository: z
    .object({
      root: z.string(),
      gitDir: z.string(),
      commonDir: z.string(),
      objects: z.array(z.string()),
      bare: z.boolean(),
      dirty: z.boolean(),
      submodules: z.array(z.string()),
    })
    .nullable(),
  objectFormat: z.enum(['sha1', 'sha256']),
  base: z.string().nullable(),
  branch: z.string(),
  output: z.string().nullable(),
  delivery: z.object({ commit: z.string(), finished: z.boolean() }).nullable(),
  /** Of a tree beside another: the folders with that one's objects, in place of the repository's alone. */
  objects: z.array(z.string()).optional(),
});
export type WorkspaceState = z.infer<typeof workspaceState>;

/** The folders of one job. */
export interface JobFolders {
  job: string;
  tree: string;
  git: string;
  outputs: string;
  scratch: string;
  clones: string;
  /** Where installs put what does not lie in the tree (pip, Go). */
  packages: string;
  /** Trees of branches of the work, each with folders like these. */
  beside: string;
}

export function jobFolders(workspaces: string, job: string): JobFolders {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(job)) {
    throw new CodewrightError('INVALID_INPUT', `${JSON.stringify(job)} is no job id.`);
  }
  return foldersIn(join(workspaces, job));
}

export function foldersIn(folder: string): JobFolders {
  const inside = (name: string) => join(folder, name);
  return {
    job: folder,
    tree: inside('tree'),
    git: inside('git'),
    outputs: inside('outputs'),
    scratch: inside('scratch'),
    clones: inside('clones'),
    packages: inside('packages'),
    beside: inside('beside'),
  };
}

export function makeFolders(folders: JobFolders): void {
  // Other accounts of this machine have no business in here, and what the work chmods stays behind this door.
  mkdirSync(folders.job, { recursive: true, mode: 0o700 });
  for (const path of [folders.tree, folders.git, folders.outputs, folders.scratch, folders.clones, folders.packages]) {
    mkdirSync(path, { recursive: true });
  }
}

export function readState(folders: JobFolders): WorkspaceState | undefined {
  const file = join(folders.job, 'workspace.json');
  if (!existsSync(file)) return undefined;
  const parsed = workspaceState.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new CodewrightError('ENVIRONMENT', `${file} cannot be read: it was written by another version.`, {
    hint: 'Finish the job with the version that began it, or cancel it.',
  });
}

export function writeState(folders: JobFolders, state: WorkspaceState): void {
  const temporary = join(folders.job, 'workspace.json.new');
  const fd = openSync(temporary, 'w', 0o600);
  try {
    writeSync(fd, JSON.stringify(state));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, join(folders.job, 'workspace.json'));
}

/** Locks of a git that was killed: no other uses this folder, so nobody holds them. */
export function removeLocks(git: string): void {
  for (const name of readdirSync(git)) if (name.endsWith('.lock')) rmSync(join(git, name));
  const refs = join(git, 'refs');
  // It may have been killed before it had made them.
  const names = existsSync(refs) ? readdirSync(refs, { recursive: true, encoding: 'utf8' }) : [];
  for (const name of names) if (name.endsWith('.lock')) rmSync(join(refs, name));
}
