import { call, excerpt, objectOf, type Part, type Result, stringOf } from './program.ts';

/** What is wrong with the tree as it stands. */
export interface Problem {
  what: 'types or lint' | 'tests';
  text: string;
}

/** Whether a project has checks at all, and what they find. */
export interface Checked {
  problems: Problem[];
  tested: boolean;
}

/** Install scripts of packages never run: what they are for must work without them. */
export function* install(...options: string[]): Part<Result> {
  return yield call('run_command', {
    command: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...options],
    network: 'install',
  });
}

/** The scripts of package.json by name; empty where there is none. */
export function* scripts(): Part<{ [name: string]: string }> {
  const read = yield call('read_file', { path: 'package.json' });
  if (read.status !== 'ok') return {};
  try {
    const { scripts: found } = objectOf(JSON.parse(read.text));
    return Object.fromEntries(Object.entries(objectOf(found)).map(([name, line]) => [name, stringOf(line)]));
  } catch {
    return {};
  }
}

/** The options by which the linters of this table mend what they find. */
const fixOptions = [
  [/\b(eslint|oxlint|ruff|stylelint)\b/, '--fix'],
  [/\b(biome)\b/, '--write'],
] as const;

/** Formats and lets the linter mend what it can. Returns the names of what was run. */
export function* tidy(): Part<string[]> {
  const known = yield* scripts();
  const ran: string[] = [];
  if (known['format']) {
    yield call('run_command', { command: ['npm', 'run', '--silent', 'format'] });
    ran.push('the formatter');
  }
  const lint = known['lint:fix'] ? 'lint:fix' : 'lint';
  const line = known[lint];
  const option = fixOptions.find(([linter]) => linter.test(line ?? ''))?.[1];
  if (line && (lint === 'lint:fix' || option)) {
    const extra = lint === 'lint:fix' || line.includes(option ?? '') ? [] : ['--', option as string];
    yield call('run_command', { command: ['npm', 'run', '--silent', lint, ...extra] });
    ran.push("the linter's own fixes");
  }
  return ran;
}

/** Runs the project's own type check, linter and tests. What the project does not have is no problem of the work. */
export function* check(): Part<Checked> {
  const problems: Problem[] = [];
  const lints = yield call('read_lints');
  if (lints.status === 'failed') problems.push({ what: 'types or lint', text: lints.text });
  const tests = yield call('run_tests');
  if (tests.status === 'failed') problems.push({ what: 'tests', text: tests.text });
  return { problems, tested: tests.status === 'ok' || tests.status === 'failed' };
}

/** Checks, and while something is red tries what a program can: tidying first, then a fresh install. */
export function* mend(): Part<Checked & { tried: string[] }> {
  let checked = yield* check();
  const tried: string[] = [];
  if (checked.problems.length > 0) {
    tried.push(...(yield* tidy()));
    if (tried.length > 0) checked = yield* check();
  }
  if (checked.problems.length > 0 && (yield* install()).status === 'ok') {
    tried.push('a fresh install');
    checked = yield* check();
  }
  return { ...checked, tried };
}

/** For a person: what is red, and what was done about it. */
export function describeProblems(problems: Problem[], tried: string[]): string {
  const after = tried.length > 0 ? ` after ${tried.join(', ')}` : '';
  const names = problems.map(({ what }) => what).join(' and ');
  return [
    `The checks of ${names} still fail${after}. This needs a language model or a person.`,
    ...problems.map(({ what, text }) => `${what}:\n${excerpt(text, 20)}`),
  ].join('\n\n');
}
