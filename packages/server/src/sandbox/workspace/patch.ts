import { ToolError } from '../../shared/errors.ts';
import { linkStaysInside, normalPath } from './paths.ts';
import type { Repo } from './repo.ts';

/** Applies the patch to a copy of the index only, and tells what it would change: nothing is written into the tree yet. */
const tryScript = `
git add -A
before=$(git write-tree)
cp "$GIT_DIR/index" "$SCRATCH/patch-index"
export GIT_INDEX_FILE="$SCRATCH/patch-index"
git apply --cached --whitespace=nowarn --recount - || exit 3
after=$(git write-tree)
printf '%s %s\\n' "$before" "$after"
git diff-tree -r -z --no-renames --raw "$before" "$after"
`;

/** The links of the result with their targets, NUL-terminated: `git apply` itself takes a link to /etc/passwd. */
const linksScript = `
while read -r id; do git cat-file blob "$id"; printf '\\0'; done
`;

const applyScript = `git read-tree -u -m "$1" "$2"`;

/**
 * Applies a unified diff to the tree, whole or not at all.
 * @throws ToolError when it does not fit, or would leave the repository by a path or a link.
 */
export async function applyPatch(repo: Repo, patch: string, signal: AbortSignal): Promise<string[]> {
  const tried = await repo.try({
    script: tryScript,
    stdin: patch.endsWith('\n') ? patch : `${patch}\n`,
    long: true,
    signal,
  });
  if (tried.code !== 0) {
    throw new ToolError(`The patch does not apply: ${tried.stderr.trim().slice(0, 2000)}`);
  }
  const end = tried.stdout.indexOf('\n');
  const [before = '', after = ''] = tried.stdout.subarray(0, end).toString().split(' ');
  const changed = readRaw(tried.stdout.subarray(end + 1));
  if (changed.length === 0) throw new ToolError('The patch changes nothing.');
  for (const { path, mode } of changed) {
    normalPath(path);
    if (mode === '160000') throw new ToolError(`The patch changes the submodule ${path}, which is not supported.`);
  }
  await checkLinks(repo, changed, signal);
  const applied = await repo.try({ script: applyScript, args: [before, after], signal });
  if (applied.code !== 0) throw new ToolError(`The patch does not apply: ${applied.stderr.trim().slice(0, 2000)}`);
  return changed.map(({ path }) => path);
}

interface Raw {
  mode: string;
  id: string;
  path: string;
}

function readRaw(output: Buffer): Raw[] {
  const fields = output.toString('utf8').split('\0');
  const found: Raw[] = [];
  for (let at = 0; fields[at]?.startsWith(':'); at += 2) {
    const [, mode = '', , id = ''] = fields[at]?.split(' ') ?? [];
    found.push({ mode, id, path: fields[at + 1] ?? '' });
  }
  return found;
}

async function checkLinks(repo: Repo, changed: Raw[], signal: AbortSignal): Promise<void> {
  const links = changed.filter(({ mode }) => mode === '120000');
  if (links.length === 0) return;
  const stdin = links.map(({ id }) => `${id}\n`).join('');
  const targets = (await repo.run({ script: linksScript, stdin, long: true, signal })).toString('utf8').split('\0');
  for (const [index, { path }] of links.entries()) {
    const target = targets[index] ?? '';
    if (!linkStaysInside(path, target)) {
      throw new ToolError(
        `The patch makes ${path} a symbolic link to ${JSON.stringify(target)}, outside the repository.`,
      );
    }
  }
}
