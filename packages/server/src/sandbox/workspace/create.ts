import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import { gitFailure, neutralAttributes, quoted } from './git.ts';
import type { GitRunner } from './git.ts';
import type { ObjectFormat } from './packs.ts';
import { invalid, sourceMounts } from './source.ts';
import type { SourcePlaces, SourceSurvey } from './source.ts';
import type { JobFolders } from './state.ts';

/** What no project means to commit, known before its .gitignore is written. */
const alwaysIgnored = 'node_modules/\n.venv/\n__pycache__/\n.DS_Store\n';

/** Says in a git folder that {@link writeGitFolder} wrote that its ids are SHA-256. */
export const useSha256 =
  'printf \'[core]\\n\\trepositoryformatversion = 1\\n[extensions]\\n\\tobjectformat = sha256\\n\' >>"$GIT_DIR/config"';

/**
 * A new workspace in one start of the sandbox, which costs as much as five git commands; the fewest commands, since each costs a
 * process. With a repository: the tree of the base, what its branches and tags name, whether the user's tree holds more than its
 * commits. That tree is not trusted: its configuration may name commands (filters, fsmonitor, hooks), and it is mounted read-only.
 * $1 branch; $2, $3 git directory of the source and the one its worktrees share, or nothing; $4 base; $5 revision that diffs are
 * against, from where the base left it; $6 `plain` where the name of the branch needs no look; $7 the user's tree, or nothing.
 * Exit 3: no name of a branch, 4, 7: no such commit, 5: no commit yet, 6: not readable.
 */
const createScript = `
test "$6" = plain || git check-ref-format --branch "$1" >/dev/null 2>&1 || exit 3
if test -z "$2"; then
  tree=$(git write-tree)
  printf '%s\\n' "" "$tree" clean
  exit
fi
newline='
'
if test -n "$4"; then absent=4; else absent=5; fi
found=$(printf '%s^{commit}\\n%s^{tree}\\n' "\${4:-HEAD}" "\${4:-HEAD}" | GIT_DIR="$2" git cat-file --batch-check='%(objectname)') || exit 6
case "$found" in *[!0-9a-f"$newline"]*) exit $absent ;; esac
base=\${found%%"$newline"*} tree=\${found#*"$newline"}
case "$tree" in *"$newline"*) exit $absent ;; esac
since=$base
if test -n "$5"; then
  other=$(GIT_DIR="$2" git rev-parse --verify --quiet --end-of-options "$5^{commit}") || exit 7
  since=$(GIT_DIR="$2" git merge-base "$other" "$base" || printf '%s' "$other")
fi
test \${#base} = 40 || ${useSha256}
GIT_DIR="$3" git for-each-ref --format='%(objectname) %(refname)' refs/heads refs/tags >"$SCRATCH/refs" &
refs=$!
# The user id is another one inside the sandbox: by it alone every file would count as touched and be read again.
test -z "$7" || (
  cd "$7"
  GIT_DIR="$2" GIT_WORK_TREE="$7" git -c core.checkStat=minimal status --porcelain --ignore-submodules=all 2>/dev/null
) | { read -r line && echo dirty; } >"$SCRATCH/state" &
git read-tree -u --reset "$base"
wait $refs
wait
read -r state <"$SCRATCH/state" || state=clean
printf '%s\\n' "$since" "$tree" "$state"
test ! -f .gitmodules || git ls-files -s -z | tr '\\0' '\\n' | sed -n 's/^160000 [0-9a-f]* 0\\t//p'
`;

/** Names that git takes for branches without a look: those that we give, above all. */
export const plainBranch = /^[A-Za-z0-9][\w-]{0,99}(\/[A-Za-z0-9][\w-]{0,99}){0,3}$/;

export interface Created {
  objectFormat: ObjectFormat;
  /** Commit that diffs are against; null in a new project. */
  base: string | null;
  /** Hash of the tree that lies there now. */
  tree: string;
  survey: SourceSurvey;
}

/** Makes the git directory and the tree of a workspace in its empty folders. @throws CodewrightError INVALID_INPUT, GIT_FAILED. */
export async function createRepository(
  git: GitRunner,
  folders: JobFolders,
  source: SourcePlaces | null,
  options: { branch: string; base: string | undefined; since: string | undefined; signal: AbortSignal },
): Promise<Created> {
  writeFileSync(join(folders.tree, '.git'), `gitdir: ${folders.git}\n`);
  writeGitFolder(git, folders, source);
  const output = await git.try({
    script: createScript,
    args: [
      options.branch,
      source?.gitDir ?? '',
      source?.commonDir ?? '',
      options.base ?? '',
      options.since ?? '',
      plainBranch.test(options.branch) ? 'plain' : 'any',
      source && !source.bare ? source.root : '',
    ],
    cwd: folders.tree,
    mounts: [
      { path: folders.tree, access: 'write' },
      { path: join(folders.tree, '.git'), access: 'read' },
      { path: folders.git, access: 'write' },
      ...(source ? sourceMounts(source) : []),
    ],
    env: { GIT_DIR: folders.git, GIT_WORK_TREE: folders.tree },
    locks: folders.git,
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
  const [base = '', tree = '', state, ...submodules] = output.stdout.toString().split('\n');
  if (source !== null) writeForeignRefs(git, folders, place);
  return {
    objectFormat: tree.length > 40 ? 'sha256' : 'sha1',
    base: base === '' ? null : base,
    tree,
    survey: { dirty: state === 'dirty', submodules: submodules.filter((line) => line !== '') },
  };
}

/**
 * The user's branches and tags by name. A file as git itself writes it: a start of git would cost more.
 * @throws CodewrightError INVALID_INPUT where no result could ever be handed over.
 */
function writeForeignRefs(git: GitRunner, folders: JobFolders, place: string): void {
  const refs = readFileSync(join(git.scratch, 'refs'), 'utf8');
  if (/ refs\/heads\/codewright$/m.test(refs)) {
    throw invalid(
      `The repository ${place} has a branch called codewright: none called codewright/… can be made beside it.`,
      'Give it another name: git branch -m codewright NAME',
    );
  }
  writeFileSync(join(folders.git, 'packed-refs'), refs.replaceAll(/ refs\/heads\//g, ' refs/remotes/origin/'));
}

/** Begins the branch at the base, or unborn where there is none. @param branch a name that `createRepository` has accepted. */
export function beginBranch(folders: JobFolders, branch: string, base: string | null): void {
  writeFileSync(join(folders.git, 'HEAD'), `ref: refs/heads/${branch}\n`);
  if (base === null) return;
  const file = join(folders.git, 'refs/heads', branch);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${base}\n`);
}

/** What `git init` would make, without a start of git: these files have looked the same for as long as there is git. */
export function writeGitFolder(
  git: GitRunner,
  folders: Pick<JobFolders, 'git'>,
  source: { objects: readonly string[]; commonDir: string } | null,
): void {
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
  // Without a HEAD git takes a folder for no repository at all.
  put('HEAD', 'ref: refs/heads/unborn\n');
  if (source === null) return;
  put('objects/info/alternates', `${source.objects.map(quoted).join('\n')}\n`);
  const shallow = join(source.commonDir, 'shallow');
  if (existsSync(shallow)) cpSync(shallow, join(folders.git, 'shallow'));
}

/** A value of a git configuration file. */
function quotedValue(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
