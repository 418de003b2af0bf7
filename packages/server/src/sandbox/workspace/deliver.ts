import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import type { Delivery } from './contract.ts';
import { removeTree } from './files.ts';
import { gitFailure } from './git.ts';
import type { GitOutput, GitRunner } from './git.ts';
import type { Repo } from './repo.ts';
import { sourceMounts } from './source.ts';
import type { JobFolders, WorkspaceState } from './state.ts';

interface DeliverDeps {
  repo: Repo;
  git: GitRunner;
  folders: JobFolders;
  state: WorkspaceState;
  save: (delivery: WorkspaceState['delivery']) => void;
  signal: AbortSignal;
}

/** Hands a commit over: into the user's repository as a branch, or as a new folder. Doing it again is harmless. */
export async function deliver(commit: string, deps: DeliverDeps): Promise<Delivery> {
  return deps.state.repository === null ? deliverFolder(commit, deps) : deliverBranch(commit, deps);
}

/** What the repository does not have yet, as a pack, each object checked as strictly as for a push from a stranger. */
const packScript = `
cd "$SCRATCH/pack"
if test -n "$(git rev-list -n 1 "$1" --not "$2")"; then
  printf '%s\\n^%s\\n' "$1" "$2" | git pack-objects --quiet --revs --delta-base-offset --stdout >new.pack
  git index-pack --strict new.pack | tr -cd 0-9a-f
fi
`;

/** The user's configuration is read here, by git in the sandbox; no hook, no maintenance, no working tree. */
const branchScript = `
ref=refs/heads/$2
own="%(if:equals=$ref)%(refname)%(then)%(objectname) %(worktreepath)%(end)"
read -r old where <<FOUND || true
$(git for-each-ref --format="$own" "$ref")
FOUND
if test -n "$where"; then echo "$where"; exit 3; fi
if test -n "$old" && ! git merge-base --is-ancestor "$old" "$1"; then exit 4; fi
git update-ref "$ref" "$1" "$old"
`;

/**
 * Two steps, so that nothing of the user's can be written from where the work's content is read: the new objects are packed and
 * checked in our own folder and the pack is copied over; then git moves the branch, with all but the branches mounted read-only.
 */
async function deliverBranch(commit: string, deps: DeliverDeps): Promise<Delivery> {
  const { repo, git, state, folders, signal } = deps;
  const source = state.repository;
  if (source === null || state.base === null)
    throw new CodewrightError('INTERNAL', 'There is no repository to deliver to.');
  const packs = join(folders.scratch, 'pack');
  rmSync(packs, { recursive: true, force: true });
  mkdirSync(packs);
  const name = (await repo.run({ script: packScript, args: [commit, state.base], signal })).toString();
  if (/^[0-9a-f]{40,64}$/.test(name)) copyPack(join(packs, 'new'), join(source.objects[0] ?? '', 'pack'), name);
  rmSync(packs, { recursive: true, force: true });

  const refs = ['refs/heads', 'reftable']
    .map((inside) => join(source.commonDir, inside))
    .filter((path) => existsSync(path));
  const output = await git.try({
    script: branchScript,
    args: [commit, state.branch],
    cwd: source.commonDir,
    mounts: [
      ...sourceMounts({ ...source, root: source.commonDir }),
      ...refs.map((path): Mount => ({ path, access: 'write' })),
    ],
    env: { GIT_DIR: source.commonDir },
    signal,
  });
  if (output.code !== 0) throw branchFailure(output, state.branch, source.root);
  return { kind: 'branch', path: source.root, branch: state.branch, commit };
}

/** First the pack, then its index: only the index makes git see it. Both names are hashes, so no file is ever replaced. */
function copyPack(from: string, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  for (const ending of ['.pack', '.idx']) {
    const target = join(folder, `pack-${name}${ending}`);
    if (existsSync(target)) continue;
    const temporary = join(folder, `tmp_codewright_${randomBytes(6).toString('hex')}`);
    copyFileSync(`${from}${ending}`, temporary);
    chmodSync(temporary, 0o444);
    renameSync(temporary, target);
  }
}

function branchFailure(output: GitOutput, branch: string, root: string): CodewrightError {
  if (output.code === 3) {
    return new CodewrightError(
      'CONFLICT',
      `The branch ${branch} is checked out in ${output.stdout.toString().trim()}.`,
      {
        hint: 'Switch to another branch there, then deliver again.',
      },
    );
  }
  if (output.code === 4) {
    return new CodewrightError('CONFLICT', `The repository ${root} has another branch ${branch} already.`, {
      hint: `Rename it (\`git branch -m ${branch} NEW-NAME\`) or delete it, then deliver again.`,
    });
  }
  if (/cannot lock ref|exists; cannot create/.test(output.stderr)) {
    return new CodewrightError('CONFLICT', `The branch ${branch} cannot be made in ${root}: ${output.stderr.trim()}`, {
      hint: 'A branch whose name is a part of this one may stand in the way.',
    });
  }
  return gitFailure(output);
}

const folderScript = `
git init --quiet --template= --object-format="$3" --initial-branch="$4" . >/dev/null
git fetch --quiet --no-tags --no-write-fetch-head --update-head-ok "$1" "$2:refs/heads/$4"
git read-tree -u --reset HEAD
`;

/** A later result goes on top of an earlier one, if the user changed nothing that stands in its way. */
const updateScript = `
git fetch --quiet --no-tags "$1" "$2"
git merge --quiet --ff-only FETCH_HEAD
`;

async function deliverFolder(commit: string, deps: DeliverDeps): Promise<Delivery> {
  const { repo, state, folders, git, signal } = deps;
  const { output } = state;
  if (output === null) {
    throw new CodewrightError('INVALID_INPUT', 'This job was given no folder to deliver to.', {
      hint: 'Name one with --out.',
    });
  }
  const done: Delivery = { kind: 'folder', path: output, branch: state.branch, commit };
  const before = state.delivery;
  if (before?.finished && existsSync(join(output, '.git'))) {
    if (before.commit !== commit) await update(commit, output, deps);
    deps.save({ commit, finished: true });
    return done;
  }
  // After a crash in the middle of the hand-over, what lies there is ours and is written again.
  if (before === null || before.finished) checkOutput(output);
  deps.save({ commit, finished: false });
  const staging = join(folders.scratch, `delivery-${randomBytes(6).toString('hex')}`);
  mkdirSync(staging);
  try {
    await repo.run({ script: 'git update-ref refs/codewright/result "$1"', args: [commit], signal });
    await git.run({
      script: folderScript,
      args: [repo.places.git, 'refs/codewright/result', state.objectFormat, state.branch],
      cwd: staging,
      mounts: [{ path: repo.places.git, access: 'read' }],
      signal,
    });
    mkdirSync(output, { recursive: true });
    for (const name of readdirSync(staging)) move(join(staging, name), join(output, name));
  } finally {
    await removeTree(staging);
  }
  deps.save({ commit, finished: true });
  return done;
}

function move(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
}

async function update(commit: string, output: string, deps: DeliverDeps): Promise<void> {
  const { repo, git, signal } = deps;
  await repo.run({ script: 'git update-ref refs/codewright/result "$1"', args: [commit], signal });
  const result = await git.try({
    script: updateScript,
    args: [repo.places.git, 'refs/codewright/result'],
    cwd: output,
    mounts: [
      { path: repo.places.git, access: 'read' },
      { path: output, access: 'write' },
    ],
    signal,
  });
  if (result.code !== 0) {
    throw new CodewrightError('CONFLICT', `${output} was changed since it was delivered: ${result.stderr.trim()}`, {
      hint: 'Commit or move your changes there, or name another output folder.',
    });
  }
}

/** @throws CodewrightError INVALID_INPUT unless the folder is absent or empty. */
export function checkOutput(output: string): void {
  const stat = statSync(output, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    throw new CodewrightError('INVALID_INPUT', `${output} is a file, not a folder.`, {
      hint: 'Name another with --out.',
    });
  }
  if (readdirSync(output).length > 0) {
    throw new CodewrightError('INVALID_INPUT', `The output folder ${output} is not empty.`, {
      hint: 'Name an empty or new folder with --out, or give the repository itself to change it.',
    });
  }
}
