import { randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ToolError } from '../../shared/errors.ts';
import type { ExecResult, Sandbox } from '../contract.ts';
import { parseMarked, parseTree } from './changes.ts';
import { makeClone } from './clone.ts';
import { changeBetween, changesBetween, diffBetween, stateOf } from './compare.ts';
import type {
  Change,
  Checkpoint,
  CleanClone,
  Delivery,
  FileChange,
  MergeIn,
  RepoState,
  TreeFile,
  Workspace,
} from './contract.ts';
import { deliver } from './deliver.ts';
import { execIn } from './exec.ts';
import { readInside, removeTree, writeInside } from './files.ts';
import { GitRunner, gitFailure } from './git.ts';
import { applyPatch } from './patch.ts';
import { resolveInside } from './paths.ts';
import type { Repo } from './repo.ts';
import { fetchSide, hasSide, mergeInto, messagesOf, openSide, sideFolders } from './side.ts';
import { writeState } from './state.ts';
import type { JobFolders, WorkspaceState } from './state.ts';

/** One form for both: as if a whole tree were compared with the empty one. */
const filesScript = `
git cat-file -e "$1^{tree}" 2>/dev/null || exit 3
git diff-tree -r -z --raw --no-abbrev --no-renames "$1" "$2"
`;

/** What differs from the base, an empty field, and all files: one start of git for the two. */
const markedScript = `
git diff-tree -r -z --raw --no-abbrev --no-renames "$1" "$3"
printf '\\0'
git diff-tree -r -z --raw --no-abbrev --no-renames "$2" "$3"
`;

/** By `ls-tree`: a path is taken as it is, and links and submodules are no files. */
const fileScript = `
case "$2" in */) exit 3 ;; esac
git cat-file -e "$1^{tree}" 2>/dev/null || exit 3
blob=$(git ls-tree --full-tree "$1" -- "$2" | sed -n 's/^100[0-7]* blob \\([0-9a-f]*\\)\t.*/\\1/p')
test -n "$blob" || exit 3
git cat-file blob "$blob"
`;

/**
 * A commit that was made and not yet recorded when its process was killed is asked for again: the same tree under the same
 * message, and not the base, is that commit. Anything else without a change is nothing to commit (exit 3, and where HEAD is).
 */
const commitScript = `
message=$(cat)
parent=$(git rev-parse --verify --quiet HEAD || true)
if test -n "$parent" && test "$(git rev-parse "$parent^{tree}")" = "$1"; then
  test "$parent" != "$2" && test "$(git log -1 --format=%B "$parent")" = "$message" || { echo "$parent"; exit 3; }
  printf '%s %s\\n' "$parent" "$(git diff-tree -r --root --no-commit-id --no-renames --name-only -z "$parent" | tr -cd '\\0' | wc -c)"
  exit 0
fi
if test -n "$parent"; then
  files=$(git diff-tree -r --no-renames --name-only -z "$parent^{tree}" "$1" | tr -cd '\\0' | wc -c)
  commit=$(printf '%s\\n' "$message" | git commit-tree "$1" -p "$parent" -F -)
else
  files=$(git ls-tree -r -z "$1" | tr -cd '\\0' | wc -c)
  test "$files" != 0 || exit 3
  commit=$(printf '%s\\n' "$message" | git commit-tree "$1" -F -)
fi
git update-ref HEAD "$commit"
printf '%s %s\\n' "$commit" "$files"
`;

const branchScript = `
git check-ref-format --branch "$1" >/dev/null || exit 3
if git show-ref --verify --quiet "refs/heads/$1"; then exit 4; fi
if git rev-parse --verify --quiet HEAD >/dev/null; then git update-ref "refs/heads/$1" HEAD; fi
git symbolic-ref HEAD "refs/heads/$1"
`;

export interface WorkspaceDeps {
  folders: JobFolders;
  state: WorkspaceState;
  repo: Repo;
  git: GitRunner;
  sandbox: Sandbox;
  onDispose: () => void;
}

export class GitWorkspace implements Workspace {
  readonly root: string;
  readonly base: string | null;
  readonly #deps: WorkspaceDeps;
  readonly #repo: Repo;
  readonly #beside = new Map<string, Promise<GitWorkspace>>();
  #state: WorkspaceState;
  /** What was last asked for by commit: it never changes. */
  #changed: { commit: string; change: Promise<Change> } | undefined;

  constructor(deps: WorkspaceDeps) {
    this.#deps = deps;
    this.#repo = deps.repo;
    this.#state = deps.state;
    this.root = deps.folders.tree;
    this.base = deps.state.base;
    this.#expectCommand();
  }

  get branch(): string {
    return this.#state.branch;
  }

  get userTreeDirty(): boolean {
    return this.#state.repository?.dirty ?? false;
  }

  get outputs(): string {
    return this.#deps.folders.outputs;
  }

  #save(change: Partial<WorkspaceState>): void {
    const state = { ...this.#state, ...change };
    writeState(this.#deps.folders, state);
    this.#state = state;
  }

  async resolve(path: string, intent: 'read' | 'write'): Promise<string> {
    if (intent === 'write') this.#repo.touch();
    return resolveInside(this.root, path, intent);
  }

  async read(path: string): Promise<Buffer> {
    return readInside(this.root, path);
  }

  async write(
    path: string,
    content: string | Uint8Array,
    options: { executable?: boolean } = {},
  ): Promise<{ created: boolean; bytes: number }> {
    try {
      const { file, ...done } = writeInside(this.root, this.#deps.folders.scratch, path, content, options.executable);
      this.#repo.wrote(relative(this.root, file));
      return done;
    } catch (error) {
      this.#repo.touch();
      throw error;
    }
  }

  async exec(spec: Parameters<Workspace['exec']>[0]): Promise<ExecResult> {
    if (spec.tree === 'read') return execIn(this.#deps.sandbox, this.#repo.places, this.#repo.workMounts('read'), spec);
    await this.#repo.settle();
    this.#repo.touch();
    try {
      return await execIn(this.#deps.sandbox, this.#repo.places, this.#repo.workMounts(), spec);
    } finally {
      this.#repo.touch();
      this.#expectCommand();
    }
  }

  #expectCommand(): void {
    this.#deps.sandbox.expect({ cwd: this.root, mounts: this.#repo.workMounts() });
  }

  async treeHash(signal: AbortSignal): Promise<string> {
    return (await this.#repo.alone(() => this.#repo.snapshot(signal))).tree;
  }

  checkpoint(label: string, signal: AbortSignal): Promise<Checkpoint> {
    return this.#repo.alone(async () => {
      const { commit, tree } = await this.#repo.snapshot(signal);
      return { commit, tree, ref: this.#repo.name(label, commit) };
    });
  }

  async findCheckpoint(label: string): Promise<string | null> {
    return this.#repo.named(label);
  }

  async forget(label: string): Promise<void> {
    this.#repo.unname(label);
  }

  restore(checkpoint: string, signal: AbortSignal): Promise<void> {
    return this.#repo.alone(() => this.#repo.restore(checkpoint, signal));
  }

  diff({ from, to, signal, ...form }: Parameters<Workspace['diff']>[0]): Promise<string> {
    return this.#between({ from, to, signal }, (between) => diffBetween(this.#repo, between, form));
  }

  changes(options: { from?: string; to?: string; signal: AbortSignal }): Promise<FileChange[]> {
    return this.#between(options, (between) => changesBetween(this.#repo, between));
  }

  change(commit: string, signal: AbortSignal): Promise<Change> {
    if (this.#changed?.commit === commit) return this.#changed.change;
    const change = this.#between({ to: commit, signal }, (between) => changeBetween(this.#repo, between));
    const changed = { commit, change };
    this.#changed = changed;
    change.catch(() => {
      if (this.#changed === changed) this.#changed = undefined;
    });
    return change;
  }

  files(options: { tree: string; since?: string; signal: AbortSignal }): Promise<TreeFile[] | null> {
    return this.#repo.alone(async () => {
      const args = [options.since ?? emptyTree[this.#state.objectFormat], options.tree];
      const output = await this.#repo.try({ script: filesScript, args, long: true, signal: options.signal });
      if (output.code === 3) return null;
      if (output.code !== 0) throw gitFailure(output);
      return parseTree(output.stdout);
    });
  }

  marked(commit: string, signal: AbortSignal): Promise<{ path: string; changed: boolean }[]> {
    return this.#repo.alone(async () => {
      const nothing = emptyTree[this.#state.objectFormat];
      const args = [this.base ?? nothing, nothing, commit];
      return parseMarked(await this.#repo.run({ script: markedScript, args, long: true, signal }));
    });
  }

  fileAt({ tree, path, signal }: Parameters<Workspace['fileAt']>[0]): Promise<Buffer | null> {
    return this.#repo.alone(async () => {
      const output = await this.#repo.try({ script: fileScript, args: [tree, path], long: true, signal });
      if (output.code === 3) return null;
      if (output.code !== 0) throw gitFailure(output);
      return output.stdout;
    });
  }

  #between<T>(
    options: { from?: string | undefined; to?: string | undefined; signal: AbortSignal },
    work: (between: { from: string; to: string; signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    return this.#repo.alone(async () => {
      const { signal } = options;
      const from = options.from ?? this.base ?? emptyTree[this.#state.objectFormat];
      return work({ from, to: options.to ?? (await this.#repo.snapshot(signal)).tree, signal });
    });
  }

  status(signal: AbortSignal): Promise<RepoState> {
    return this.#repo.alone(async () => {
      const { tree } = await this.#repo.snapshot(signal);
      const nothing = emptyTree[this.#state.objectFormat];
      return {
        ...(await stateOf(this.#repo, { tree, nothing, signal })),
        base: this.base,
        userTreeDirty: this.userTreeDirty,
        submodules: this.#state.repository?.submodules ?? [],
      };
    });
  }

  async commit(message: string, signal: AbortSignal): Promise<{ commit: string; tree: string; files: number }> {
    const { files, commit, tree } = await this.#commit(message, signal);
    if (files === null) throw new ToolError('There is nothing to commit: the tree is as it was last committed.');
    return { commit: commit ?? '', tree, files };
  }

  async result(message: string, signal: AbortSignal): Promise<string | null> {
    return (await this.#commit(message, signal)).commit;
  }

  /** `files` is null where there was nothing to commit, and `commit` then where HEAD is. */
  #commit(
    message: string,
    signal: AbortSignal,
  ): Promise<{ commit: string | null; tree: string; files: number | null }> {
    if (message.trim() === '') throw new ToolError('A commit needs a message.');
    return this.#repo.alone(async () => {
      const { tree } = await this.#repo.snapshot(signal);
      const args = [tree, this.base ?? ''];
      const output = await this.#repo.try({ script: commitScript, args, stdin: `${message.trim()}\n`, signal });
      if (output.code !== 0 && output.code !== 3) throw gitFailure(output);
      const [commit = '', files = '0'] = output.stdout.toString().trim().split(/\s+/);
      return { commit: commit === '' ? null : commit, tree, files: output.code === 3 ? null : Number(files) };
    });
  }

  createBranch(name: string, signal: AbortSignal): Promise<void> {
    // In the user's repository the result must never move a branch of theirs.
    const full = this.#state.repository === null || name.startsWith('codewright/') ? name : `codewright/${name}`;
    return this.#repo.alone(async () => {
      if (full === this.branch) return;
      const output = await this.#repo.try({ script: branchScript, args: [full], signal });
      if (output.code === 3) throw new ToolError(`${JSON.stringify(name)} cannot be the name of a branch.`);
      if (output.code === 4) throw new ToolError(`There is a branch ${full} already.`);
      if (output.code !== 0) throw new ToolError(`The branch could not be made: ${output.stderr.trim()}`);
      this.#save({ branch: full });
    });
  }

  applyPatch(patch: string, signal: AbortSignal): Promise<{ files: string[] }> {
    return this.#repo.alone(async () => {
      // Covers repositories inside the tree, and makes the index hold the tree as it is.
      await this.#repo.snapshot(signal, { index: true });
      this.#repo.touch();
      return { files: await applyPatch(this.#repo, patch, signal) };
    });
  }

  beside(name: string, checkpoint: string, signal: AbortSignal): Promise<GitWorkspace> {
    const known = this.#beside.get(name);
    if (known) return known;
    const opening = this.#openBeside(name, checkpoint, signal);
    this.#beside.set(name, opening);
    opening.catch(() => this.#beside.delete(name));
    return opening;
  }

  async #openBeside(name: string, checkpoint: string, signal: AbortSignal): Promise<GitWorkspace> {
    const { sandbox, git: own } = this.#deps;
    const folders = sideFolders(this.#deps.folders, name);
    const git = new GitRunner(sandbox, own.identity, folders.scratch);
    const from = { folders: this.#deps.folders, state: this.#state, repo: this.#repo };
    const made = await openSide(from, folders, checkpoint, git, signal);
    return new GitWorkspace({ folders, ...made, git, sandbox, onDispose: () => this.#beside.delete(name) });
  }

  hasBeside(name: string): boolean {
    return hasSide(this.#deps.folders, name);
  }

  async takeIn(name: string, label: string, signal: AbortSignal): Promise<Checkpoint & { messages: string[] }> {
    // It is there: what it began from is of no account any more.
    const side = await this.beside(name, '', signal);
    const made = await side.checkpoint(label, signal);
    const messages = await messagesOf(side.#repo, signal);
    await this.#repo.alone(() => fetchSide(this.#repo, side.#repo, made.ref, signal));
    return { ...made, messages };
  }

  mergeIn({ from, to }: { from: string; to: string }, signal: AbortSignal): Promise<MergeIn> {
    return this.#repo.alone(async () => {
      const { commit: ours } = await this.#repo.snapshot(signal);
      return mergeInto(this.#repo, { from, to, ours }, signal);
    });
  }

  async dropBeside(name: string): Promise<void> {
    this.#beside.delete(name);
    await removeTree(sideFolders(this.#deps.folders, name).job);
  }

  cleanClone(commit: string, signal: AbortSignal): Promise<CleanClone> {
    const { folders, sandbox, git } = this.#deps;
    return makeClone(this.#repo.places, folders.clones, commit, this.#state.objectFormat, { sandbox, git, signal });
  }

  deliver(commit: string, signal: AbortSignal): Promise<Delivery> {
    return this.#repo.alone(() =>
      deliver(commit, {
        repo: this.#repo,
        git: this.#deps.git,
        folders: this.#deps.folders,
        state: this.#state,
        save: (delivery) => this.#save({ delivery }),
        signal,
      }),
    );
  }

  async retire(): Promise<void> {
    const { folders, onDispose } = this.#deps;
    onDispose();
    // In one step, so that no half of a tree is ever found in its place.
    const aside = join(folders.job, `retired-${randomBytes(6).toString('hex')}`);
    if (existsSync(folders.tree)) renameSync(folders.tree, aside);
    await Promise.all([aside, folders.packages, folders.scratch, folders.clones, folders.beside].map(removeTree));
  }

  async dispose(): Promise<void> {
    this.#deps.onDispose();
    await removeTree(this.#deps.folders.job);
  }
}

/** The tree without a file, which every repository knows. */
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;
