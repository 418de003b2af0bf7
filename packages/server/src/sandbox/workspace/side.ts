import { appendFileSync, cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import type { MergeIn } from './contract.ts';
import { beginBranch, writeGitFolder } from './create.ts';
import { removeTree } from './files.ts';
import { gitFailure, type GitRunner } from './git.ts';
import { Repo } from './repo.ts';
import { foldersIn, makeFolders, readState, removeLocks, writeState } from './state.ts';
import type { JobFolders, WorkspaceState } from './state.ts';

/** The commit that a tree beside another began on, under this label. */
export const begunOn = 'begun-on';

/**
 * $1 checkpoint; $2, $3 tree and git directory of the workspace that it is beside; $4 its installed packages, $5 those here. They and what
 * git ignores there are copied: without it nothing could be run here.
 */
const checkoutScript = `
git read-tree -u --reset "$1"
git rev-parse "$1^{tree}"
here=$GIT_WORK_TREE
cp -pRP "$4/." "$5" 2>/dev/null || true
cd "$2"
GIT_DIR="$3" GIT_WORK_TREE="$2" git ls-files -oi --exclude-standard --directory -z | HERE="$here" xargs -0 sh -c '
for path; do
  path=\${path%/}
  case $path in */*) mkdir -p "$HERE/\${path%/*}" ;; esac
  cp -pRP "$path" "$HERE/$path" 2>/dev/null || true
done' sh
`;

const headScript = `git rev-parse --verify --quiet HEAD || true`;

/** $1 git directory to take from; $2 its ref; $3 ours. */
const fetchScript = `git fetch --quiet --no-tags --no-write-fetch-head "$1" "+$2:$3"`;

/** $1 commit that the branch began on, or nothing. */
const messagesScript = `
git rev-parse --verify --quiet HEAD >/dev/null || exit 0
git log --reverse --first-parent -z --format=%B \${1:+"$1.."}HEAD --
`;

/** $1 where both began, $2 ours, $3 theirs; commits of our own, so that git finds the first as what both come from. Exit 4: conflicts. */
const mergeScript = `
ours=$(git commit-tree "$2^{tree}" -p "$1" -m ours)
theirs=$(git commit-tree "$3^{tree}" -p "$1" -m theirs)
printf '%s\\0%s\\0' "$ours" "$theirs"
code=0
git merge-tree --write-tree --name-only --messages -z "$ours" "$theirs" || code=$?
test $code != 1 || exit 4
exit $code
`;

export function repoOf(folders: JobFolders, state: WorkspaceState, git: GitRunner): Repo {
  const objects = state.objects ?? state.repository?.objects ?? [];
  return new Repo(
    { tree: folders.tree, git: folders.git, packages: folders.packages, objects },
    git,
    state.base,
    state.objectFormat,
  );
}

/** Where the tree of this name lies, or would. */
export function sideFolders(folders: JobFolders, name: string): JobFolders {
  if (!/^[A-Za-z0-9][\w-]{0,99}$/.test(name)) throw new CodewrightError('INTERNAL', `${name} names no tree.`);
  return foldersIn(join(folders.beside, name));
}

export function hasSide(folders: JobFolders, name: string): boolean {
  return readState(sideFolders(folders, name)) !== undefined;
}

/** Makes a tree beside another, or finds it as an earlier process left it. */
export async function openSide(
  from: { folders: JobFolders; state: WorkspaceState; repo: Repo },
  folders: JobFolders,
  checkpoint: string,
  git: GitRunner,
  signal: AbortSignal,
): Promise<{ state: WorkspaceState; repo: Repo }> {
  const found = readState(folders);
  if (found !== undefined) {
    await removeTree(folders.scratch);
    await removeTree(folders.clones);
    makeFolders(folders);
    removeLocks(folders.git);
    return { state: found, repo: repoOf(folders, found, git) };
  }
  // What lies here without a state is a creation that did not come to its end.
  await removeTree(folders.job);
  makeFolders(folders);
  const { places } = from.repo;
  const objects = [join(places.git, 'objects'), ...places.objects];
  const state: WorkspaceState = { ...from.state, delivery: null, output: null, objects };
  writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
  writeGitFolder(git, folders, { objects, commonDir: places.git });
  if (state.objectFormat === 'sha256') {
    appendFileSync(
      join(folders.git, 'config'),
      '[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n',
    );
  }
  const refs = join(places.git, 'packed-refs');
  if (existsSync(refs)) cpSync(refs, join(folders.git, 'packed-refs'));
  const head = (await from.repo.run({ script: headScript, signal })).toString().trim();
  beginBranch(folders, state.branch, head === '' ? null : head);
  const repo = repoOf(folders, state, git);
  if (head !== '') repo.name(begunOn, head);
  const output = await repo.run({
    script: checkoutScript,
    args: [checkpoint, places.tree, places.git, places.packages, folders.packages],
    mounts: [
      { path: places.tree, access: 'read' },
      { path: places.git, access: 'read' },
      { path: places.packages, access: 'read' },
      { path: folders.packages, access: 'write' },
    ],
    signal,
  });
  await repo.begin(output.toString().trim(), signal);
  writeState(folders, state);
  return { state, repo };
}

/** Takes a ref of a tree beside this one into its objects, under the same name. */
export async function fetchSide(repo: Repo, side: Repo, ref: string, signal: AbortSignal): Promise<void> {
  const { git } = side.places;
  // Whatever else its objects rest on is seen here already.
  await repo.run({ script: fetchScript, args: [git, ref, ref], mounts: [{ path: git, access: 'read' }], signal });
}

/** The messages of the commits that were made in a tree since it was put beside another. */
export async function messagesOf(side: Repo, signal: AbortSignal): Promise<string[]> {
  const output = await side.run({ script: messagesScript, args: [side.named(begunOn) ?? ''], long: true, signal });
  return output
    .toString()
    .split('\0')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** @param ours snapshot of the tree as it is. */
export async function mergeInto(
  repo: Repo,
  { from, to, ours }: { from: string; to: string; ours: string },
  signal: AbortSignal,
): Promise<MergeIn> {
  const output = await repo.try({ script: mergeScript, args: [from, ours, to], long: true, signal });
  if (/usage: git merge-tree|unknown option/.test(output.stderr)) {
    throw new CodewrightError('ENVIRONMENT', 'This git cannot merge what branches of a workflow changed.', {
      hint: 'Install git 2.38 or newer.',
    });
  }
  if (output.code !== 0 && output.code !== 4) throw gitFailure(output);
  const [mine = '', theirs = '', tree = '', ...rest] = output.stdout.toString().split('\0');
  await repo.restore(tree, signal);
  const end = rest.indexOf('');
  if (output.code === 0) return { conflicts: [], marks: [], notes: [] };
  return {
    conflicts: [...new Set(rest.slice(0, end))],
    marks: [`<<<<<<< ${mine}`, `>>>>>>> ${theirs}`],
    notes: notesIn(rest.slice(end + 1)),
  };
}

/** Each: how many paths, the paths, a kind, a sentence. */
function notesIn(fields: string[]): string[] {
  const notes: string[] = [];
  for (let at = 0; at < fields.length; ) {
    const kindAt = at + 1 + Number(fields[at]);
    if (!Number.isInteger(kindAt) || fields[kindAt + 1] === undefined) break;
    if (fields[kindAt]?.startsWith('CONFLICT')) notes.push(fields[kindAt + 1]?.trim() ?? '');
    at = kindAt + 2;
  }
  return notes;
}
