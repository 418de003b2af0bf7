import { CodewrightError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import { gitFailure, type GitRunner } from './git.ts';
import { findRepository, sourceMounts, surveySource } from './source.ts';

/**
 * In the user's own tree, so every condition is looked at before anything moves: exit 3 no such branch, 4 detached, 5 a filter
 * would have to run, 6 conflict (taken back).
 */
const mergeScript = `
git rev-parse --verify --quiet "refs/heads/$1^{commit}" >/dev/null || exit 3
git symbolic-ref --quiet HEAD >/dev/null || exit 4
if git diff --name-only -z "HEAD...refs/heads/$1" | git check-attr --stdin -z filter | tr '\\0' '\\n' | sed -n '3~3p' | grep -qv '^unspecified$'; then exit 5; fi
if ! git merge --quiet --no-edit --no-verify "refs/heads/$1" >"$SCRATCH/merge-output" 2>&1; then
  git diff --name-only --diff-filter=U >&2
  git merge --abort 2>/dev/null || true
  exit 6
fi
git symbolic-ref --short HEAD
git rev-parse HEAD
`;

/**
 * Merges a result branch into the branch that the user has checked out. Their tree must be clean; a conflict leaves it as it
 * was. @throws CodewrightError CONFLICT saying what stands in the way, INVALID_INPUT when there is no repository.
 */
export async function mergeBranch(
  git: GitRunner,
  options: { repository: string; branch: string; signal: AbortSignal },
): Promise<{ branch: string; commit: string }> {
  const { repository, branch, signal } = options;
  const source = findRepository(repository);
  const byHand = `Merge it yourself: git merge ${branch}`;
  if (source.bare) throw conflict(`${repository} is a bare repository: it has no branch checked out.`, byHand);
  const { dirty } = await surveySource(git, source, undefined, signal);
  if (dirty)
    throw conflict(
      `${repository} has uncommitted changes; they are left alone.`,
      'Commit or stash them, then merge again.',
    );
  const writable = sourceMounts(source).map((mount): Mount => ({ ...mount, access: 'write' }));
  const output = await git.try({
    script: mergeScript,
    args: [branch],
    cwd: source.root,
    mounts: writable.filter(
      (mount) =>
        mount.path === source.root || source.gitDir.startsWith(mount.path) || source.commonDir.startsWith(mount.path),
    ),
    env: { GIT_DIR: source.gitDir, GIT_WORK_TREE: source.root },
    signal,
  });
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
    const files = output.stderr.trim().split('\n').filter(Boolean);
    throw conflict(
      `The branch does not merge cleanly${files.length > 0 ? `: ${files.join(', ')}` : ''}; nothing was changed.`,
      byHand,
    );
  }
  if (output.code !== 0) throw gitFailure(output);
  const [into = '', commit = ''] = output.stdout.toString().trim().split('\n');
  return { branch: into, commit };
}

function conflict(message: string, hint: string): CodewrightError {
  return new CodewrightError('CONFLICT', message, { hint });
}
