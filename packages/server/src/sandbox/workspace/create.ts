import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import { gitFailure, neutralAttributes, quoted } from './git.ts';
import type { GitRunner } from './git.ts';
import { checkpointDate } from './repo.ts';
import type { Snapshot } from './repo.ts';
import { invalid, sourceMounts } from './source.ts';
import type { SourcePlaces } from './source.ts';
import type { JobFolders } from './state.ts';

/** What no project means to commit, known before its .gitignore is written. */
const alwaysIgnored = 'node_modules/\n.venv/\n__pycache__/\n.DS_Store\n';

/**
 * A new workspace from its branch to its first checkpoint, in one start of the sandbox, which costs as much as five git commands.
 * With a repository: the user's branches and tags by name, and the tree of the base. $1 branch; $2, $3 git directory of the
 * source and the one its worktrees share, or nothing; $4 base; $5 revision that diffs are against, from where the base left it.
 * Exit 3: no name of a branch, 4, 7: no such commit, 5: no commit yet, 6: not readable.
 */
const createScript = `
git check-ref-format --branch "$1" >/dev/null 2>&1 || exit 3
format=sha1 base=
if test -n "$2"; then
  format=$(GIT_DIR="$2" git rev-parse --show-object-format) || exit 6
  if test -n "$4"; then absent=4; else absent=5; fi
  base=$(GIT_DIR="$2" git rev-parse --verify --quiet --end-of-options "\${4:-HEAD}^{commit}") || exit $absent
fi
since=$base
if test -n "$5"; then
  other=$(GIT_DIR="$2" git rev-parse --verify --quiet --end-of-options "$5^{commit}") || exit 7
  since=$(GIT_DIR="$2" git merge-base "$other" "$base" || printf '%s' "$other")
fi
test "$format" = sha1 ||
  printf '[core]\\n\\trepositoryformatversion = 1\\n[extensions]\\n\\tobjectformat = %s\\n' "$format" >>"$GIT_DIR/config"
printf 'ref: refs/heads/%s\\n' "$1" >"$GIT_DIR/HEAD"
if test -n "$base"; then
  {
    GIT_DIR="$3" git for-each-ref --format='create refs/remotes/origin/%(refname:lstrip=2) %(objectname)' refs/heads
    GIT_DIR="$3" git for-each-ref --format='create %(refname) %(objectname)' refs/tags
  } >"$SCRATCH/refs"
  git update-ref --stdin <"$SCRATCH/refs" || true
  git update-ref HEAD "$base"
  git read-tree -u --reset "$base"
  tree=$(git rev-parse "$base^{tree}")
else
  tree=$(git write-tree)
fi
commit=$(GIT_AUTHOR_DATE='${checkpointDate}' GIT_COMMITTER_DATE='${checkpointDate}' git commit-tree "$tree" \${since:+-p "$since"} -m checkpoint)
printf '%s\\n' "$format" "$since" "$tree" "$commit"
`;

export interface Created {
  objectFormat: 'sha1' | 'sha256';
  /** Commit that diffs are against; null in a new project. */
  base: string | null;
  first: Snapshot;
}

/** Makes the git directory and the tree of a workspace in its empty folders. @throws CodewrightError INVALID_INPUT, GIT_FAILED. */
export async function createRepository(
  git: GitRunner,
  folders: JobFolders,
  source: SourcePlaces | null,
  options: { branch: string; base: string | undefined; since: string | undefined; signal: AbortSignal },
): Promise<Created> {
  writeGitFolder(git, folders, source);
  const output = await git.try({
    script: createScript,
    args: [options.branch, source?.gitDir ?? '', source?.commonDir ?? '', options.base ?? '', options.since ?? ''],
    cwd: folders.tree,
    mounts: [
      { path: folders.tree, access: 'write' },
      { path: join(folders.tree, '.git'), access: 'read' },
      { path: folders.git, access: 'write' },
      ...(source ? sourceMounts({ ...source, root: source.commonDir }) : []),
    ],
    env: { GIT_DIR: folders.git, GIT_WORK_TREE: folders.tree },
    signal: options.signal,
  });
  if (output.code === 3) {
    throw new CodewrightError('INVALID_INPUT', `${JSON.stringify(options.branch)} cannot be the name of a branch.`);
  }
  const place = source?.root ?? folders.tree;
  if (output.code === 4 || output.code === 7) {
    throw invalid(
      `The repository has no commit ${JSON.stringify(output.code === 4 ? options.base : options.since)}.`,
      'Name a branch, a tag or a commit that it has.',
    );
  }
  if (output.code === 5) {
    throw invalid(`The repository ${place} has no commit yet.`, 'Make a first commit, or ask for a new project.');
  }
  if (output.code === 6) {
    throw invalid(
      `Git cannot read the repository ${place}: ${output.stderr.trim()}.`,
      'Check it with `git status` and `git fsck`.',
    );
  }
  if (output.code !== 0) throw gitFailure(output);
  const [format, base = '', tree = '', commit = ''] = output.stdout.toString().split('\n');
  return {
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
    base: base === '' ? null : base,
    first: { tree, commit },
  };
}

/** What `git init` would make, without a start of git: these files have looked the same for as long as there is git. */
function writeGitFolder(git: GitRunner, folders: JobFolders, source: SourcePlaces | null): void {
  const put = (name: string, text: string) => writeFileSync(join(folders.git, name), text);
  for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info'])
    mkdirSync(join(folders.git, name), { recursive: true });
  const { name, email } = git.identity;
  put(
    'config',
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n' +
      `[user]\n\tname = ${quotedValue(name)}\n\temail = ${quotedValue(email)}\n`,
  );
  put('info/attributes', neutralAttributes);
  put('info/exclude', alwaysIgnored);
  if (source === null) return;
  put('objects/info/alternates', `${source.objects.map(quoted).join('\n')}\n`);
  const shallow = join(source.commonDir, 'shallow');
  if (existsSync(shallow)) cpSync(shallow, join(folders.git, 'shallow'));
}

/** A value of a git configuration file. */
function quotedValue(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
