import { call, excerpt, type Part, type Result } from './program.ts';

/** What is wrong with the tree as it stands; empty when nothing is. */
export interface Problem {
  what: 'lint' | 'tests';
  text: string;
}

/** The order matters: each fixer may mend what the one before left, and the last is the dearest. */
const fixers: { name: string; run: () => Part<Result> }[] = [
  { name: 'the formatter', run: format },
  { name: "the linter's fixes", run: fixLint },
  { name: 'a fresh install', run: install },
];

/** Installs what package.json names; install scripts of packages never run. */
export function* install(): Part<Result> {
  return yield call('run_command', {
    command: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
    network: 'install',
  });
}

export function* format(): Part<Result> {
  return yield call('run_command', { command: ['npm', 'run', '--if-present', 'format'] });
}

function* fixLint(): Part<Result> {
  return yield call('run_lint', { fix: true });
}

/** Runs the project's own checks. A linter that the project lacks is no problem of the work. */
export function* check(): Part<Problem[]> {
  const problems: Problem[] = [];
  const lint = yield call('run_lint');
  if (lint.status === 'failed') problems.push({ what: 'lint', text: lint.text });
  const tests = yield call('run_tests');
  if (tests.status !== 'ok') problems.push({ what: 'tests', text: tests.text });
  return problems;
}

/** Tries one fixer after another until the checks are green. Returns what is left. */
export function* mend(problems: Problem[]): Part<{ left: Problem[]; tried: string[] }> {
  const tried: string[] = [];
  let left = problems;
  for (const fixer of fixers) {
    if (left.length === 0) break;
    tried.push(fixer.name);
    yield* fixer.run();
    left = yield* check();
  }
  return { left, tried };
}

/** For a person: what is red, and what was done about it. */
export function describeProblems(problems: Problem[], tried: string[]): string {
  const red = problems.map(({ what, text }) => `${what === 'lint' ? 'Lint' : 'Tests'}:\n${excerpt(text, 20)}`);
  return [
    `${problems.map(({ what }) => what).join(' and ')} still fail after ${tried.join(', ')}. This needs a language model or a person.`,
    ...red,
  ].join('\n\n');
}
