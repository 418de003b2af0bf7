import { join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import { gitFailure, type GitOutput, type GitRunner } from './git.ts';
import { findRepository, sourceMounts } from './source.ts';

const mostNamed = 5;

/**
 * Looked at read-only, before anything moves: exit 3 no such branch, 4 detached, 5 a filter would have to run, 6 conflict, 7 the
 * branch changes files that are not committed, 8 something is staged or under way. Where the tree holds changes of its own a
 * conflict is found without touching it; a git that cannot do that (before 2.38) is not asked to merge there. The user id is another
 * one inside the sandbox: by it alone every file would count as changed.
 */
const lookScript = `
git rev-parse --verify --quiet "refs/heads/$1^{commit}" >/dev/null || exit 3
git symbolic-ref --quiet HEAD >/dev/null || exit 4
for state in MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD rebase-merge rebase-apply; do
  test ! -e "$GIT_DIR/$state" || exit 8
done
git diff --name-only -z "HEAD...refs/heads/$1" >"$SCRATCH/changed"
if git check-attr --stdin -z filter <"$SCRATCH/changed" | tr '\\0' '\\n' | sed -n '3~3p' | grep -qv '^unspecified$'; then exit 5; fi
git diff-index --cached --quiet --ignore-submodules=all HEAD -- || exit 8
git -c core.checkStat=minimal status --porcelain -z --untracked-files=all --ignore-submodules=all >"$SCRATCH/status"
tr '\\0' '\\n' <"$SCRATCH/status" >"$SCRATCH/own"
if test ! -s "$SCRATCH/own"; then exit 0; fi
cut -c4- "$SCRATCH/own" >"$SCRATCH/own-paths"
tr '\\0' '\\n' <"$SCRATCH/changed" >"$SCRATCH/paths"
if grep -Fxf "$SCRATCH/own-paths" "$SCRATCH/paths" >&2; then exit 7; fi
mkdir "$SCRATCH/objects"
code=0
GIT_OBJECT_DIRECTORY="$SCRATCH/objects" GIT_ALTERNATE_OBJECT_DIRECTORIES="$OBJECTS" \\
  git merge-tree --write-tree --name-only --no-messages HEAD "refs/heads/$1" >"$SCRATCH/tree" 2>/dev/null || code=$?
if test "$code" = 1; then sed 1d "$SCRATCH/tree" >&2; exit 6; fi
if test "$code" != 0; then cat "$SCRATCH/own-paths" >&2; exit 7; fi
`;

/** In the user's own tree; a conflict (exit 6) is taken back. */
const mergeScript = `
if ! git merge --quiet --no-edit --no-verify "refs/heads/$1" >"$SCRATCH/merge-output" 2>&1; then
  git diff --name-only --diff-filter=U >&2
  git merge --abort 2>/dev/null || true
  exit 6
fi
git symbolic-ref --short HEAD
git rev-parse HEAD
`;

/**
 * Merges a result branch into the branch that the user has checked out. What they have not committed stays as it is; where
 * the branch changes the same files, and where it conflicts, nothing is done.
 * @throws CodewrightError CONFLICT saying what stands in the way, INVALID_INPUT when there is no repository.
 */
export async function mergeBranch(
  git: GitRunner,
  options: { repository: string; branch: string; signal: AbortSignal },
): Promise<{ branch: string; commit: string }> {
  const { repository, branch, signal } = options;
  const source = findRepository(repository);
  if (source.bare)
    throw conflict(
      `${repository} is a bare repository: it has no branch checked out.`,
      `Merge it yourself: git merge ${branch}`,
    );
  const mounts = sourceMounts(source);
  const env = { GIT_DIR: source.gitDir, GIT_WORK_TREE: source.root };
  const looking = { ...env, OBJECTS: join(source.commonDir, 'objects') };
  const look = await git.try({ script: lookScript, args: [branch], cwd: source.root, mounts, env: looking, signal });
  refuse(look, options);
  const output = await git.try({
    script: mergeScript,
    args: [branch],
    cwd: source.root,
    mounts: mounts
      .filter(({ path }) => path === source.root || source.gitDir.startsWith(path) || source.commonDir.startsWith(path))
      .map((mount): Mount => ({ ...mount, access: 'write' })),
    env,
    signal,
  });
  refuse(output, options);
  const [into = '', commit = ''] = output.stdout.toString().trim().split('\n');
  return { branch: into, commit };
}

/** @throws CodewrightError CONFLICT with what the exit of a script stands for. */
function refuse(output: GitOutput, { repository, branch }: { repository: string; branch: string }): void {
  const byHand = `Merge it yourself: git merge ${branch}`;
  if (output.code === 3)
    throw conflict(
      `There is no branch ${branch} in ${repository} any more.`,
      'Look at the result with: codewright jobs diff',
    );
  if (output.code === 4)
    throw conflict(`${repository} has no branch checked out.`, 'Check out the branch that should take the result.');
  if (output.code === 5)
    throw conflict('Files of this branch go through a git filter, which is not run for you.', byHand);
  if (output.code === 6) {
    const files = namesIn(output.stderr);
    throw conflict(`The branch does not merge cleanly${files && `: ${files}`}; nothing was changed.`, byHand);
  }
  if (output.code === 7)
    throw conflict(
      `The branch changes what is not committed in ${repository}: ${namesIn(output.stderr)}; nothing was changed.`,
      'Commit or stash these files, then merge again.',
    );
  if (output.code === 8)
    throw conflict(
      `${repository} has staged changes, or a merge or rebase that is not finished; nothing was changed.`,
      'Commit them or finish it, then merge again.',
    );
  if (output.code !== 0) throw gitFailure(output);
}

/** The first few of the files that git named, a line each. */
function namesIn(lines: string): string {
  const files = lines.trim().split('\n').filter(Boolean);
  const more = files.length > mostNamed ? ` and ${files.length - mostNamed} more` : '';
  return files.slice(0, mostNamed).join(', ') + more;
}

function conflict(message: string, hint: string): CodewrightError {
  return new CodewrightError('CONFLICT', message, { hint });
}
