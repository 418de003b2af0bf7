import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../contract.ts';
import { identify, isRunning } from '../processes.ts';
import { createRepository, plainBranch } from './create.ts';
import type { Created } from './create.ts';
import { removeTree } from './files.ts';
import { GitRunner } from './git.ts';
import type { Identity } from './git.ts';
import { findRepository } from './source.ts';
import type { SourcePlaces } from './source.ts';
import { jobFolders, makeFolders } from './state.ts';
import type { JobFolders } from './state.ts';

const prefix = 'begun';
/** Folders below `workspaces/` that are no job's: of a process that says so by number and start time. */
const owned = /^[a-z]+\.(\d+)\.(\d+)\./;

interface Beginning {
  repository: string;
  folders: JobFolders;
  abort: AbortController;
  made: Promise<Made>;
}

interface Made {
  source: SourcePlaces;
  created: Created;
}

/** What a job asks for decides whether a tree that was begun without it serves it. */
interface Wanted {
  repository?: string;
  branch: string;
  base?: string;
  since?: string;
  from?: unknown;
}

/**
 * The tree of a repository that is made before its job exists, while the request is still being read: most of that time is
 * spent in other processes. One at a time; the job that fits takes it over.
 */
export class Begun {
  readonly #workspaces: string;
  readonly #sandbox: Sandbox;
  readonly #identity: Identity;
  #current: Beginning | undefined;

  constructor(workspaces: string, sandbox: Sandbox, identity: Identity) {
    this.#workspaces = workspaces;
    this.#sandbox = sandbox;
    this.#identity = identity;
  }

  /** Resolves when the tree stands; what was begun before is given up. @throws what `createRepository` throws. */
  async begin(repository: string): Promise<void> {
    await this.#discard();
    const folders = jobFolders(this.#workspaces, ownedName(prefix));
    const abort = new AbortController();
    const made = this.#make(repository, folders, abort.signal);
    this.#current = { repository, folders, abort, made };
    await made;
  }

  async #make(repository: string, folders: JobFolders, signal: AbortSignal): Promise<Made> {
    const source = findRepository(repository);
    makeFolders(folders);
    const git = new GitRunner(this.#sandbox, this.#identity, folders.scratch);
    // The branch has the job's name: it gets it when there is a job.
    const options = { branch: prefix, base: undefined, since: undefined, signal };
    return { source, created: await createRepository(git, folders, source, options) };
  }

  /** Moves the tree into the folders of a job that asks for just this one; undefined when there is none, or it failed. */
  async take(wanted: Wanted, folders: JobFolders): Promise<Made | undefined> {
    const current = this.#current;
    const { repository, base, since, from } = wanted;
    if (!current || current.repository !== repository || !plainBranch.test(wanted.branch)) return undefined;
    if (base !== undefined || since !== undefined || from !== undefined) return undefined;
    this.#current = undefined;
    try {
      const made = await current.made;
      await removeTree(folders.job);
      renameSync(current.folders.job, folders.job);
      return made;
    } catch {
      // Whatever it was, the job's own creation meets it too, and says it.
      await removeTree(current.folders.job);
      makeFolders(folders);
      return undefined;
    }
  }

  /** Removes what no job has taken, of this process and of those that are gone. */
  async clear(): Promise<void> {
    await this.#discard();
    for (const name of readdirSync(this.#workspaces)) {
      if (ownership(name) === 'dead') await removeTree(join(this.#workspaces, name));
    }
  }

  async #discard(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    if (!current) return;
    current.abort.abort();
    await Promise.allSettled([current.made]);
    await removeTree(current.folders.job);
  }
}

/** A name below `workspaces/` for something that lives no longer than this process. */
export function ownedName(purpose: string, rest = randomBytes(6).toString('hex')): string {
  return `${purpose}.${process.pid}.${identify(process.pid)?.startTime ?? '0'}.${rest}`;
}

/** Whether a folder below `workspaces/` has such a name, and whether its process still runs. */
export function ownership(name: string): 'none' | 'living' | 'dead' {
  const [, pid, startTime] = owned.exec(name) ?? [];
  if (pid === undefined || startTime === undefined) return 'none';
  return isRunning({ pid: Number(pid), startTime }) ? 'living' : 'dead';
}
