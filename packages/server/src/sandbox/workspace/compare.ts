import { ToolError } from '../../shared/errors.ts';
import { parseChanges } from './changes.ts';
import type { Change, FileChange } from './contract.ts';
import { gitFailure } from './git.ts';
import type { Repo } from './repo.ts';

/**
 * A revision as a person or model names it; the user's branches are known by their own names. A whole id is taken at its word:
 * each question costs a process, and where there is no such object the comparison itself fails.
 */
const revisions = `
revision() {
  case "\${#1}:$1" in
  *[!0-9a-f:]*) ;;
  40:*|64:*) echo "$1"; return ;;
  esac
  git rev-parse --verify --quiet --end-of-options "$1^{tree}" ||
  git rev-parse --verify --quiet --end-of-options "refs/remotes/origin/$1^{tree}" ||
  { echo "There is no revision $1." >&2; exit 3; }
}
absent() {
  for one in "$@"; do
    git cat-file -e "$one^{tree}" 2>/dev/null || { echo "There is no revision $one." >&2; exit 3; }
  done
  exit 1
}
changes() { git diff-tree -r -M --raw --numstat -z --no-ext-diff --no-textconv "$1" "$2" || absent "$1" "$2"; }
from=$(revision "$1"); to=$(revision "$2")
`;

const patch = 'git diff-tree -r -p -M --no-ext-diff --no-textconv --no-color';

const changesScript = `${revisions}changes "$from" "$to"\n`;

const diffScript = `${revisions}
how=$3; shift 3
${patch} $how "$from" "$to" -- "$@" || absent "$from" "$to"
`;

/** An empty record parts the two. */
const bothScript = `${changesScript}printf '\\0'\n${patch} "$from" "$to"\n`;

/** The branch, the commit that it names, and what a tree ($1) holds beyond it, or beyond nothing ($2). */
const stateScript = `
tree=$1; nothing=$2
head=$(git rev-parse --verify --quiet HEAD || true)
printf '%s\\n%s\\n' "$(git symbolic-ref --short --quiet HEAD || true)" "$head"
set -- "\${head:-$nothing}" "$tree"
${changesScript}`;

/** Two revisions. */
interface Between {
  from: string;
  to: string;
  signal: AbortSignal;
}

export interface DiffForm {
  paths?: string[];
  ignoreSpace?: boolean;
  /** Lines around each change, 3 when absent. */
  context?: number;
}

/** @throws ToolError where a revision is none. */
export async function diffBetween(repo: Repo, between: Between, form: DiffForm): Promise<string> {
  const how = [`-U${form.context ?? 3}`, ...(form.ignoreSpace === true ? ['-w'] : [])].join(' ');
  return (await compare(repo, diffScript, between, [how, ...(form.paths ?? [])])).toString('utf8');
}

/** @throws ToolError where a revision is none. */
export async function changesBetween(repo: Repo, between: Between): Promise<FileChange[]> {
  return parseChanges(await compare(repo, changesScript, between, []));
}

/** Both of these in one start of the sandbox, which costs more than git's own work. @throws ToolError where a revision is none. */
export async function changeBetween(repo: Repo, between: Between): Promise<Change> {
  const output = await compare(repo, bothScript, between, []);
  const end = output[0] === 0 ? 0 : output.indexOf('\0\0') + 1;
  return { files: parseChanges(output.subarray(0, end)), diff: output.toString('utf8', end + 1) };
}

/** Where HEAD is, and what `tree` holds beyond it. @param nothing the tree without a file. */
export async function stateOf(
  repo: Repo,
  { tree, nothing, signal }: { tree: string; nothing: string; signal: AbortSignal },
): Promise<{ branch: string; head: string | null; changes: FileChange[] }> {
  const output = await repo.run({ script: stateScript, args: [tree, nothing], long: true, signal });
  const first = output.indexOf('\n');
  const second = output.indexOf('\n', first + 1);
  const head = output.toString('utf8', first + 1, second);
  return {
    branch: output.toString('utf8', 0, first),
    head: head === '' ? null : head,
    changes: parseChanges(output.subarray(second + 1)),
  };
}

async function compare(repo: Repo, script: string, { from, to, signal }: Between, more: string[]): Promise<Buffer> {
  const output = await repo.try({ script, args: [from, to, ...more], long: true, signal });
  if (output.code === 3) throw new ToolError(output.stderr.trim());
  if (output.code !== 0) throw gitFailure(output);
  return output.stdout;
}
