import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import type { Mount, Sandbox } from '../contract.ts';
import type { PushOptions, Workspace, WorkspaceManager, WorkspaceOptions } from './contract.ts';
import { Begun, ownedName, ownership } from './begun.ts';
import { beginBranch, createRepository } from './create.ts';
import { checkOutput } from './deliver.ts';
import { removeTree } from './files.ts';
import { GitRunner } from './git.ts';
import type { Identity } from './git.ts';
import type { Repo } from './repo.ts';
import { mergeBranch } from './merge.ts';
import { pushBranch } from './push.ts';
import { remoteAddress } from './remote.ts';
import { findRepository } from './source.ts';
import { repoOf } from './side.ts';
import { jobFolders, makeFolders, readState, removeLocks, writeState } from './state.ts';
import type { JobFolders, WorkspaceState } from './state.ts';
import { GitWorkspace } from './workspace.ts';

/** Every checkpoint of another workspace, kept apart from our own; a fork that is forked hands on those it was given. */
const forkScript = `
git fetch --quiet --no-tags --no-write-fetch-head "$1" \\
  '+refs/codewright/*:refs/codewright-parent/*' '+refs/heads/*:refs/codewright-heads/*' \\
  '+refs/codewright-parent/*:refs/codewright-parent/older/*' '+refs/codewright-heads/*:refs/codewright-heads/older/*'
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
  readonly #begun: Begun;
  readonly #opened = new Map<string, Promise<Workspace>>();

  constructor(options: WorkspaceManagerOptions) {
    const folder = join(options.stateDir, 'workspaces');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = realpathSync.native(folder);
    this.#sandbox = options.sandbox;
    this.#identity = options.identity ?? defaultIdentity;
    this.#begun = new Begun(this.#folder, this.#sandbox, this.#identity);
  }

  begin(repository: string): Promise<void> {
    return this.#begun.begin(repository);
  }

  discardBegun(): Promise<void> {
    return this.#begun.clear();
  }

  open(options: WorkspaceOptions, signal: AbortSignal): Promise<Workspace> {
    // Anew each time: since it was last open here another process may have gone on with it, and none of what was known of it holds.
    return this.#kept(options.job, this.#open(options, signal));
  }

  #kept(job: string, opening: Promise<Workspace>): Promise<Workspace> {
    this.#opened.set(job, opening);
    opening.catch(() => this.#opened.get(job) === opening && this.#opened.delete(job));
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
      // Left by a process that was killed: whoever opens it is the only one that works in it.
      await removeTree(folders.scratch);
      await removeTree(folders.clones);
      removeLocks(folders.git);
      repo = await this.#found(folders, state, git, signal);
    }
    return this.#workspace(folders, state, repo, git);
  }

  /** The tree as an earlier process left it; one that was retired is put back. */
  async #found(folders: JobFolders, state: WorkspaceState, git: GitRunner, signal: AbortSignal): Promise<Repo> {
    const retired = !existsSync(folders.tree);
    makeFolders(folders);
    const repo = repoOf(folders, state, git);
    if (retired) {
      writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
      await repo.restoreHead(signal);
    }
    return repo;
  }

  #workspace(folders: JobFolders, state: WorkspaceState, repo: Repo, git: GitRunner): Workspace {
    writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
    const { job } = state;
    return new GitWorkspace({
      folders,
      state,
      repo,
      git,
      sandbox: this.#sandbox,
      onDispose: () => this.#opened.delete(job),
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
    const begun = await this.#begun.take(options, folders);
    const source = begun?.source ?? (options.repository === undefined ? null : findRepository(options.repository));
    const { branch, since } = options;
    const created = begun?.created ?? (await createRepository(git, folders, source, { branch, base, since, signal }));
    beginBranch(folders, branch, created.base);
    const state: WorkspaceState = {
      version: 1,
      job: options.job,
      repository: source && { ...source, ...created.survey },
      objectFormat: created.objectFormat,
      base: created.base,
      branch,
      output: options.output ?? null,
      delivery: null,
    };
    const repo = repoOf(folders, state, git);
    await repo.begin(created.tree, signal);
    if (options.from) {
      await this.#continue(repo, options.from, signal);
      await repo.snapshot(signal, { fresh: true });
    }
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

  async find(job: string, signal: AbortSignal, busy = false): Promise<Workspace | null> {
    const folders = jobFolders(this.#folder, job);
    const state = readState(folders);
    if (state === undefined) return null;
    const known = this.#opened.get(job);
    if (known && existsSync(folders.tree)) return known;
    if (!busy) return this.open({ job, branch: state.branch }, signal);
    // Another process works in it: nothing of that is taken away.
    const git = new GitRunner(this.#sandbox, this.#identity, folders.scratch);
    const looking = this.#found(folders, state, git, signal).then((repo) => this.#workspace(folders, state, repo, git));
    return this.#kept(job, looking);
  }

  async merge(
    options: { repository: string; branch: string },
    signal: AbortSignal,
  ): Promise<{ branch: string; commit: string }> {
    return this.#inScratch((git) => mergeBranch(git, { ...options, signal }));
  }

  push(options: PushOptions): Promise<void> {
    return this.#inScratch((git) => pushBranch(git, options));
  }

  remote(repository: string, remote: string, signal: AbortSignal): Promise<string | null> {
    return this.#inScratch((git) => remoteAddress(git, { repository, remote, signal }));
  }

  async #inScratch<T>(work: (git: GitRunner) => Promise<T>): Promise<T> {
    const scratch = join(this.#folder, ownedName('scratch'));
    mkdirSync(scratch, { mode: 0o700 });
    try {
      return await work(new GitRunner(this.#sandbox, this.#identity, scratch));
    } finally {
      await removeTree(scratch);
    }
  }

  async sweep(isOver: (job: string) => Promise<boolean>): Promise<string[]> {
    const removed: string[] = [];
    for (const name of readdirSync(this.#folder)) {
      const owner = ownership(name);
      if (owner === 'living' || (owner === 'none' && !(await isOver(name)))) continue;
      this.#opened.delete(name);
      await removeTree(join(this.#folder, name));
      removed.push(name);
    }
    return removed;
  }
}

function invalidInput(message: string): CodewrightError {
  return new CodewrightError('INVALID_INPUT', message);
}

export function createWorkspaceManager(options: WorkspaceManagerOptions): WorkspaceManager {
  return new GitWorkspaceManager(options);
}
