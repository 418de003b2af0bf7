import type { ExecResult, ExecSpec, Mount } from '../contract.ts';

/**
 * A job's own checkout. The user's tree is never touched: an existing repository is cloned with its objects shared
 * read-only, a new project starts as an empty repository. The git directory lies outside the tree that agents can
 * write to, and every git command on it runs inside the sandbox with hooks, filters, fsmonitor and textconv off.
 */
export interface Workspace {
  /** Absolute path of the working tree on the host. */
  readonly root: string;
  /** Commit that the work started from and diffs are against; null in a new project. */
  readonly base: string | null;
  /** The user's own tree held uncommitted changes when the work began: left alone, and not part of it. */
  readonly userTreeDirty: boolean;
  /** Branch that the result is delivered as. */
  readonly branch: string;
  /** Folder for long outputs, outside the tree. */
  readonly outputs: string;

  /**
   * Absolute host path of a file inside the tree. Refuses (ToolError) absolute and `..` paths, `.git`, and whatever a
   * symlink would lead outside.
   */
  resolve(path: string, intent: 'read' | 'write'): Promise<string>;
  /** Bytes of a regular file in the tree, by the same rules. @throws ToolError when there is none, or it is too large. */
  read(path: string): Promise<Buffer>;
  /**
   * Puts a file into the tree in one step (no reader sees half of it), making folders as needed. An existing file's mode is kept
   * unless `executable` is given; what is hard-linked to it is left alone.
   */
  write(
    path: string,
    content: string | Uint8Array,
    options?: { executable?: boolean },
  ): Promise<{ created: boolean; bytes: number }>;
  /**
   * Runs a command in the sandbox with the tree mounted writable (or `tree: 'read'`) and `.git` read-only.
   * `cwd` is relative to the tree.
   */
  exec(
    spec: Omit<ExecSpec, 'mounts' | 'cwd'> & { cwd?: string; mounts?: Mount[]; tree?: Mount['access'] },
  ): Promise<ExecResult>;

  /** Hash of the tree as it is now, ignored files left out. */
  treeHash(signal: AbortSignal): Promise<string>;
  /** Records the tree under refs/codewright/ and returns the commit id; equal trees give the same checkpoint. */
  checkpoint(label: string, signal: AbortSignal): Promise<Checkpoint>;
  /** Commit of the checkpoint with this label, null when none was made. */
  findCheckpoint(label: string): Promise<string | null>;
  /** Drops the name of a checkpoint. */
  forget(label: string): Promise<void>;
  /** Puts the tree back to a checkpoint; files that are ignored (node_modules) stay. */
  restore(checkpoint: string, signal: AbortSignal): Promise<void>;
  /** Unified diff of the tree against the base, or between two commits. `context`: lines around each change, 3 when absent. */
  diff(options: {
    from?: string;
    to?: string;
    paths?: string[];
    ignoreSpace?: boolean;
    context?: number;
    signal: AbortSignal;
  }): Promise<string>;
  changes(options: { from?: string; to?: string; signal: AbortSignal }): Promise<FileChange[]>;
  /** A commit against the base, by file and as a patch: of two questions about a result one answer. */
  change(commit: string, signal: AbortSignal): Promise<Change>;
  /**
   * The regular files of a tree (a hash that `treeHash` gave) with the ids of their contents; with `since`, an earlier such
   * hash, what differs from it. Null where `since` is a tree that this workspace does not know.
   */
  files(options: { tree: string; since?: string; signal: AbortSignal }): Promise<TreeFile[] | null>;
  /** The regular files of a commit, and whether each differs from the base. @throws CodewrightError GIT_FAILED where it knows no such commit. */
  marked(commit: string, signal: AbortSignal): Promise<{ path: string; changed: boolean }[]>;
  /** Bytes of a regular file as a commit or a tree has it; null where it has none. */
  fileAt(options: { tree: string; path: string; signal: AbortSignal }): Promise<Buffer | null>;
  status(signal: AbortSignal): Promise<RepoState>;
  /** Commits the whole tree on the branch. @throws ToolError where there is nothing to commit. */
  commit(message: string, signal: AbortSignal): Promise<{ commit: string; tree: string; files: number }>;
  /** The newest commit once all of the tree is in one: what was not is committed first. Null where nothing was ever written. */
  result(message: string, signal: AbortSignal): Promise<string | null>;
  createBranch(name: string, signal: AbortSignal): Promise<void>;
  applyPatch(patch: string, signal: AbortSignal): Promise<{ files: string[] }>;
  /**
   * A tree of its own beside this one, for a branch of the work: it begins as a checkpoint of this workspace, on the same commit, with
   * copies of the ignored files that lie here now. A second call finds it as it was left.
   */
  beside(name: string, checkpoint: string, signal: AbortSignal): Promise<Workspace>;
  hasBeside(name: string): boolean;
  /** What a tree beside this one holds now, taken into this workspace as the checkpoint `label`, with the messages of its commits. */
  takeIn(name: string, label: string, signal: AbortSignal): Promise<Checkpoint & { messages: string[] }>;
  /** Brings what changed from one checkpoint to another into the tree; conflicts stand marked in their files. */
  mergeIn(change: { from: string; to: string }, signal: AbortSignal): Promise<MergeIn>;
  /** Removes a tree beside this one. */
  dropBeside(name: string): Promise<void>;
  /** A separate clean checkout of a commit for the gates. The caller disposes of it. */
  cleanClone(commit: string, signal: AbortSignal): Promise<CleanClone>;
  /** Hands the result over: a new project's folder, or a branch in the user's repository. */
  deliver(commit: string, signal: AbortSignal): Promise<Delivery>;
  /** Removes the tree and all that can be made again; checkpoints stay, so that a fork can start from any of them. */
  retire(): Promise<void>;
  /** Removes everything but what was delivered. */
  dispose(): Promise<void>;
}

export interface Checkpoint {
  commit: string;
  tree: string;
  ref: string;
}

export interface MergeIn {
  /** Files that both sides changed in ways that do not go together. */
  conflicts: string[];
  /** What the lines that mark a conflict begin with: while one is left, it is not resolved. */
  marks: string[];
  /** What git says of each conflict. */
  notes: string[];
}

export interface CleanClone {
  root: string;
  commit: string;
  tree: string;
  exec: Workspace['exec'];
  dispose(): Promise<void>;
}

export interface FileChange {
  path: string;
  status: 'added' | 'modified' | 'deleted' | 'renamed';
  added: number;
  removed: number;
  binary: boolean;
}

export interface Change {
  files: FileChange[];
  /** Unified, with three lines around each change. */
  diff: string;
}

export interface TreeFile {
  path: string;
  /** Id of the content: the same bytes have the same id in every tree. Null for a file that is gone. */
  blob: string | null;
}

export interface RepoState {
  branch: string;
  head: string | null;
  base: string | null;
  /** What the tree holds beyond `head`. */
  changes: FileChange[];
  /** The user's own tree held uncommitted changes when the work began: left alone, and not part of it. */
  userTreeDirty: boolean;
  /** Folders that are submodules of the base: empty here, and left as they are. */
  submodules: string[];
}

export interface Delivery {
  kind: 'folder' | 'branch';
  /** The new project's folder, or the user's repository. */
  path: string;
  branch: string;
  commit: string;
}

export interface WorkspaceOptions {
  job: string;
  /** Absolute path of the user's repository; absent for a new project. */
  repository?: string;
  base?: string;
  /**
   * For a review: the tree is that of HEAD, and diffs are against the point where HEAD left this revision. Not with `base`.
   */
  since?: string;
  /** Where a new project is delivered; must be absent or empty. */
  output?: string;
  /** Branch name of the result. */
  branch: string;
  /** Starts from a checkpoint of another job's workspace instead of from the base. */
  from?: { job: string; checkpoint: string };
}

export interface WorkspaceManager {
  /**
   * Begins a workspace on a repository's HEAD before there is a job: the next `open` that asks for just that takes it over.
   * Resolves when it stands, so a command has then run in the sandbox.
   * @throws CodewrightError SANDBOX_UNAVAILABLE, or what `open` would throw.
   */
  begin(repository: string): Promise<void>;
  /** Removes what was begun and no job has taken over, by this process or by one that is gone. */
  discardBegun(): Promise<void>;
  /**
   * Opens a job's workspace, creating it on first use; a second call for the same job finds it as it was left.
   * @throws CodewrightError INVALID_INPUT when the repository is none, or the output folder is not empty.
   */
  open(options: WorkspaceOptions, signal: AbortSignal): Promise<Workspace>;
  /** The workspace of a job as it was left; null when there is none. `busy`: a process works in it, so nothing is cleared away. */
  find(job: string, signal: AbortSignal, busy?: boolean): Promise<Workspace | null>;
  /**
   * Merges a delivered branch into what the user's repository has checked out; only into a clean tree and without conflict.
   * @throws CodewrightError CONFLICT saying what stands in the way.
   */
  merge(
    options: { repository: string; branch: string },
    signal: AbortSignal,
  ): Promise<{ branch: string; commit: string }>;
  /**
   * Pushes a delivered branch to a server, as a fast-forward only.
   * @throws CodewrightError CONFLICT when the server's branch has gone on or there is none here, FORBIDDEN, GIT_FAILED.
   */
  push(options: PushOptions): Promise<void>;
  /** The address that a remote of the user's repository is pushed to; null where there is no such remote. */
  remote(repository: string, remote: string, signal: AbortSignal): Promise<string | null>;
  /** Removes the workspaces of jobs that are known to be over, and what a crash left; returns the names of both. */
  sweep(isOver: (job: string) => Promise<boolean>): Promise<string[]>;
}

export interface PushOptions {
  repository: string;
  branch: string;
  /** Address of the remote: http or https, without user and password. */
  url: string;
  /** Value of the Authorization header; it is given to that address and nowhere else. */
  authorization: string;
  /** File with certificate authorities, in place of the system's. */
  cafile?: string;
  signal: AbortSignal;
}
