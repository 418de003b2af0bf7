import type { DiffFile } from './diff.ts';
import type { Weakening } from './test-changes.ts';

const settingsFile =
  /(^|\/)(package\.json|\.?(?:jest|vitest|vite|ava|mocharc|nycrc|c8rc|karma|playwright)[^/]*|pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini|\.coveragerc|conftest\.py|codecov\.ya?ml|\.codecov\.ya?ml|Makefile|justfile|Cargo\.toml|\.github\/workflows\/[^/]+)$/i;
const script = /^\s*"((?:pre|post)?test(?::[\w-]+)?)"\s*:\s*"((?:[^"\\]|\\.)*)"/;
/** A command that succeeds whatever the tests do, or that runs none. */
const hollow =
  /^(?:true|:|exit 0|echo\b.*)$|\|\|\s*(?:true|:|exit 0|echo\b)|--pass-?with-?no-?tests|;\s*(?:true|exit 0)$|--forceExit\s*\|\|/i;
/** Options by which tests are left out. */
const leavesOut =
  /--(?:ignore|deselect|exclude|skip|testPathIgnorePatterns|test-name-pattern|grep)\b|\bcollect_ignore\b|\btestPathIgnorePatterns\b|\bpython_files\b.*=\s*$|(?:^|\s)-k\s+['"]?not\b|\bnorecursedirs\b|\b(?:doc)?test\s*=\s*false|\bharness\s*=\s*false|continue-on-error\s*:\s*true/;
const threshold =
  /["']?\b(statements|branches|functions|lines|fail_under|check-coverage|minimum_coverage|threshold|target|cov-fail-under|thresholds\.\w+|min_coverage)["']?\s*[:=]\s*["']?(-?\d+(?:\.\d+)?)/g;

/** Changes of how a project's tests are run and measured that let more pass than before. */
export function settingsWeakened(files: readonly DiffFile[]): Weakening[] {
  return files
    .filter(({ path }) => settingsFile.test(path))
    .flatMap((file) => [...commands(file), ...ignored(file), ...lowered(file)]);
}

/** `scripts.test` of a package.json: a hollow command proves nothing, and another may run fewer tests. */
function commands({ path, added, removed, deleted }: DiffFile): Weakening[] {
  if (!/(^|\/)package\.json$/.test(path) || deleted) return [];
  const after = new Map(added.flatMap(({ text, line }) => entryOf(text, line)));
  const before = new Map(removed.flatMap((text) => entryOf(text, 0)));
  const found: Weakening[] = [];
  for (const [name, { command, line }] of after) {
    const old = before.get(name)?.command;
    if (old === command || name.startsWith('p')) continue;
    if (hollow.test(command) && !(old !== undefined && hollow.test(old))) {
      found.push({ weight: 'lost', message: 'The test command passes whatever the tests do.', file: path, line });
    } else if (old !== undefined)
      found.push({ weight: 'doubtful', message: 'The test command is another one.', file: path, line });
  }
  for (const [name] of before) {
    if (!after.has(name)) found.push({ weight: 'doubtful', message: 'The test command is another one.', file: path });
  }
  return found;
}

function entryOf(text: string, line: number): [string, { command: string; line: number }][] {
  const parts = script.exec(text);
  return parts ? [[parts[1] ?? '', { command: (parts[2] ?? '').trim(), line }]] : [];
}

function ignored({ path, added, removed }: DiffFile): Weakening[] {
  const before = new Set(removed.map((text) => text.trim()));
  const first = added.find(({ text }) => {
    const test = script.exec(text);
    // Of a package.json only what belongs to tests is looked at.
    if (path.endsWith('package.json') && !test && !/testPathIgnorePatterns/.test(text)) return false;
    return (
      leavesOut.test(text) &&
      !before.has(text.trim()) &&
      !removed.some((old) => leavesOut.test(old) && close(old, text))
    );
  });
  return first
    ? [{ weight: 'lost', message: 'Tests are left out of the run by a setting.', file: path, line: first.line }]
    : [];
}

/** Another place or indentation of the same option. */
function close(old: string, text: string): boolean {
  return old.replaceAll(/[\s,]+/g, '') === text.replaceAll(/[\s,]+/g, '');
}

function lowered({ path, added, removed }: DiffFile): Weakening[] {
  const figures = (text: string) =>
    [...text.matchAll(threshold)].map(([, key = '', value = '']) => [key, Number(value)] as const);
  const before = new Map(removed.flatMap(figures));
  const after = new Map(
    added.flatMap(({ text, line }) => figures(text).map(([key, value]) => [key, { value, line }] as const)),
  );
  const coverage = /cov|nyc|c8|jest|vitest|vite|threshold|fail_under/i;
  if (
    !coverage.test(path) &&
    ![...removed, ...added.map(({ text }) => text)].some(
      (text) => coverage.test(text) || /statements|branches/.test(text),
    )
  ) {
    return [];
  }
  for (const [key, old] of before) {
    const now = after.get(key);
    const gone = now === undefined && /statements|branches|functions|fail|cov|threshold|minimum/.test(key);
    if (gone || (now !== undefined && now.value < old)) {
      const message = gone
        ? 'A threshold of the coverage is gone.'
        : `The threshold of the coverage is lowered from ${old} to ${now?.value}.`;
      return [{ weight: 'lost', message, file: path, ...(now ? { line: now.line } : {}) }];
    }
  }
  return [];
}
