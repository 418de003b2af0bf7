import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import type { Mount, Sandbox } from '../contract.ts';
import type { Workspace, WorkspaceManager, WorkspaceOptions } from './contract.ts';
import { checkOutput } from './deliver.ts';
import { removeTree } from './files.ts';
import { GitRunner, neutralAttributes, quoted } from './git.ts';
import type { Identity } from './git.ts';
import { Repo } from './repo.ts';
import { mergeBranch } from './merge.ts';
import { readRepository, sourceMounts } from './source.ts';
import type { Source } from './source.ts';
import { jobFolders, makeFolders, readState, writeState } from './state.ts';
import type { JobFolders, WorkspaceState } from './state.ts';
import { GitWorkspace } from './workspace.ts';

/** What no project means to commit, known before its .gitignore is written. */
const alwaysIgnored = 'node_modules/\n.venv/\n__pycache__/\n.DS_Store\n';

const initScript = `
git check-ref-format --branch "$2" >/dev/null 2>&1 || exit 3
env -u GIT_WORK_TREE git init --quiet --bare --template= --object-format="$1" --initial-branch="$2" "$GIT_DIR" >/dev/null
git config core.bare false
git config user.name "$GIT_AUTHOR_NAME"
git config user.email "$GIT_AUTHOR_EMAIL"
`;

/** The user's branches and tags by name, then the tree of the base. */
const adoptScript = `
GIT_DIR="$1" git for-each-ref --format='create refs/remotes/origin/%(refname:lstrip=2) %(objectname)' refs/heads >"$SCRATCH/refs"
GIT_DIR="$1" git for-each-ref --format='create %(refname) %(objectname)' refs/tags >>"$SCRATCH/refs"
git update-ref --stdin <"$SCRATCH/refs" || true
rm "$SCRATCH/refs"
git update-ref HEAD "$2"
git read-tree -u --reset "$2"
`;

/** Every checkpoint of another workspace, kept apart from our own. */
const forkScript = `
git fetch --quiet --no-tags --no-write-fetch-head "$1" '+refs/codewright/*:refs/codewright-parent/*' '+refs/heads/*:refs/codewright-heads/*'
`;

export interface WorkspaceManagerOptions {
  /** Folder of our own state; workspaces lie in `workspaces/` below it. */
  stateDir: string;
  sandbox: Sandbox;
  /** Author of the commits. */
  identity?: Identity;
}

const defaultIdentity: Identity = { name: 'Codewright', email: 'codewright@localhost' };

class GitWorkspaceManager implements WorkspaceManager {
  readonly #folder: string;
  readonly #sandbox: Sandbox;
  readonly #identity: Identity;
  readonly #opened = new Map<string, Promise<Workspace>>();

  constructor(options: WorkspaceManagerOptions) {
    const folder = join(options.stateDir, 'workspaces');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = realpathSync.native(folder);
    this.#sandbox = options.sandbox;
    this.#identity = options.identity ?? defaultIdentity;
  }

  open(options: WorkspaceOptions, signal: AbortSignal): Promise<Workspace> {
    const known = this.#opened.get(options.job);
    if (known) return known;
    const opening = this.#open(options, signal);
    this.#opened.set(options.job, opening);
    opening.catch(() => this.#opened.delete(options.job));
    return opening;
  }

  async #open(options: WorkspaceOptions, signal: AbortSignal): Promise<Workspace> {
    const folders = jobFolders(this.#folder, options.job);
    const git = new GitRunner(this.#sandbox, this.#identity, folders.scratch);
    let state = readState(folders);
    let repo: Repo;
    if (state === undefined) {
      // What lies here without a state is a creation that did not come to its end.
      await removeTree(folders.job);
      makeFolders(folders);
      try {
        ({ state, repo } = await this.#create(options, folders, git, signal));
      } catch (error) {
        await removeTree(folders.job);
        throw error;
      }
    } else {
      const retired = !existsSync(folders.tree);
      await removeTree(folders.scratch);
      await removeTree(folders.clones);
      makeFolders(folders);
      removeLocks(folders.git);
      repo = repoOf(folders, state, git);
      writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
      if (retired) await repo.restoreHead(signal);
    }
    writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
    return new GitWorkspace({
      folders,
      state,
      repo,
      git,
      sandbox: this.#sandbox,
      onDispose: () => this.#opened.delete(options.job),
    });
  }

  async #create(
    options: WorkspaceOptions,
    folders: JobFolders,
    git: GitRunner,
    signal: AbortSignal,
  ): Promise<{ state: WorkspaceState; repo: Repo }> {
    if (options.output !== undefined) {
      if (!isAbsolute(options.output)) throw invalidInput(`The output folder ${options.output} is not absolute.`);
      if (options.repository === undefined) checkOutput(options.output);
    }
    // A fork stays on its parent's base: what the user committed since must not look like something the work took back.
    const base = options.from === undefined ? options.base : (this.#parent(options.from.job).base ?? undefined);
    const source =
      options.repository === undefined ? null : await readRepository(git, options.repository, base, signal);
    const state: WorkspaceState = {
      version: 1,
      job: options.job,
      repository: source && {
        root: source.root,
        gitDir: source.gitDir,
        commonDir: source.commonDir,
        objects: source.objects,
        bare: source.bare,
        dirty: source.dirty,
        submodules: source.submodules,
      },
      objectFormat: source?.objectFormat ?? 'sha1',
      base: source?.base ?? null,
      branch: options.branch,
      output: options.output ?? null,
      delivery: null,
    };
    writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
    const repo = repoOf(folders, state, git);
    const made = await repo.try({ script: initScript, args: [state.objectFormat, state.branch], signal });
    if (made.code === 3) throw invalidInput(`${JSON.stringify(state.branch)} cannot be the name of a branch.`);
    if (made.code !== 0)
      throw new CodewrightError('GIT_FAILED', `The workspace could not be made: ${made.stderr.trim()}`);
    mkdirSync(join(folders.git, 'info'), { recursive: true });
    writeFileSync(join(folders.git, 'info/attributes'), neutralAttributes);
    writeFileSync(join(folders.git, 'info/exclude'), alwaysIgnored);
    if (source) await adopt(repo, source, folders, signal);
    if (options.from) await this.#continue(repo, options.from, signal);
    await repo.snapshot(signal, true);
    writeState(folders, state);
    return { state, repo };
  }

  #parent(job: string): WorkspaceState {
    const state = readState(jobFolders(this.#folder, job));
    if (state !== undefined) return state;
    throw new CodewrightError('NOT_FOUND', `The workspace of job ${job} is gone, so it cannot be forked.`, {
      hint: 'Start the request again.',
    });
  }

  /** The objects of the other job's checkpoint, and its tree. */
  async #continue(repo: Repo, from: { job: string; checkpoint: string }, signal: AbortSignal): Promise<void> {
    const other = jobFolders(this.#folder, from.job);
    const mounts: Mount[] = [{ path: other.git, access: 'read' }];
    await repo.run({ script: forkScript, args: [other.git], mounts, signal });
    await repo.restore(from.checkpoint, signal);
  }

  async find(job: string, signal: AbortSignal): Promise<Workspace | null> {
    const state = readState(jobFolders(this.#folder, job));
    return state === undefined ? null : this.open({ job, branch: state.branch }, signal);
  }

  async merge(
    options: { repository: string; branch: string },
    signal: AbortSignal,
  ): Promise<{ branch: string; commit: string }> {
    const scratch = mkdtempSync(join(this.#folder, '.merge-'));
    const git = new GitRunner(this.#sandbox, this.#identity, scratch);
    try {
      return await mergeBranch(git, { ...options, signal });
    } finally {
      await removeTree(scratch);
    }
  }

  async sweep(keep: ReadonlySet<string>): Promise<string[]> {
    const removed: string[] = [];
    for (const name of readdirSync(this.#folder)) {
      if (keep.has(name)) continue;
      this.#opened.delete(name);
      await removeTree(join(this.#folder, name));
      removed.push(name);
    }
    return removed;
  }
}

async function adopt(repo: Repo, source: Source, folders: JobFolders, signal: AbortSignal): Promise<void> {
  mkdirSync(join(folders.git, 'objects/info'), { recursive: true });
  writeFileSync(join(folders.git, 'objects/info/alternates'), `${source.objects.map(quoted).join('\n')}\n`);
  const shallow = join(source.commonDir, 'shallow');
  if (existsSync(shallow)) cpSync(shallow, join(folders.git, 'shallow'));
  const already = new Set(repo.places.objects);
  const mounts = sourceMounts({ ...source, root: source.commonDir }).filter(({ path }) => !already.has(path));
  await repo.run({ script: adoptScript, args: [source.commonDir, source.base], mounts, signal });
}

/** Locks of a git that was killed: no other uses this folder, so nobody holds them. */
function removeLocks(git: string): void {
  for (const name of readdirSync(git)) if (name.endsWith('.lock')) rmSync(join(git, name));
  for (const name of readdirSync(join(git, 'refs'), { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.lock')) rmSync(join(git, 'refs', name));
  }
}

function repoOf(folders: JobFolders, state: WorkspaceState, git: GitRunner): Repo {
  const places = { tree: folders.tree, git: folders.git, objects: state.repository?.objects ?? [] };
  return new Repo(places, git, state.base, state.objectFormat);
}

function invalidInput(message: string): CodewrightError {
  return new CodewrightError('INVALID_INPUT', message);
}

export function createWorkspaceManager(options: WorkspaceManagerOptions): WorkspaceManager {
  return new GitWorkspaceManager(options);
}
