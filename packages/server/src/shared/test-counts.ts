import { countGoEvents } from './go-test-events.ts';

/** A program of a test command, as far as telling its runner needs it. */
interface Program {
  name: string;
  args: readonly string[];
}

export interface TestCounts {
  /** Tests that ran to a verdict; skipped and pending ones did not. */
  executed: number;
  failed: number;
}

/** A test runner: how its program is recognised and where its own summary says how many tests it ran. */
interface TestRunner {
  name: string;
  matches(program: Program): boolean;
  /** Null where the output holds no summary of this runner. */
  count(output: string): TestCounts | null;
}

const python = /^python[\d.]*$/;
const called =
  (...names: string[]) =>
  (program: Program) =>
    names.includes(program.name);
const pythonModule = (name: string) => (program: Program) =>
  program.name === name || (python.test(program.name) && program.args.includes('-m') && program.args.includes(name));

const runners: readonly TestRunner[] = [
  {
    name: 'node:test',
    matches: (program) => ['node', 'tsx'].includes(program.name) && program.args.includes('--test'),
    count(output) {
      const counts = sums(output, {
        pass: /^[#ℹ] pass (\d+)$/gm,
        fail: /^[#ℹ] fail (\d+)$/gm,
        cancelled: /^[#ℹ] cancelled (\d+)$/gm,
      });
      if (counts['pass'] === null) return null;
      const failed = (counts['fail'] ?? 0) + (counts['cancelled'] ?? 0);
      // A file without a test counts as one that passed, under the file's own name.
      const files = new Set(
        [...output.matchAll(/^\s*(?:✔|ok \d+ -) (\S+\.[cm]?[jt]sx?)(?: \([\d.]+ms\))?$/gm)].map((match) => match[1]),
      );
      return { executed: Math.max(0, (counts['pass'] ?? 0) - files.size) + failed, failed };
    },
  },
  {
    name: 'vitest',
    matches: called('vitest'),
    count(output) {
      const lines = [...output.matchAll(/^\s*Tests\s{2}(.+)$/gm)].map((match) => match[1] ?? '');
      return lines.length === 0 ? null : add(lines.map((line) => worded(line, 'passed', 'failed')));
    },
  },
  {
    name: 'jest',
    matches: (program) =>
      program.name === 'jest' || (program.name === 'react-scripts' && program.args.includes('test')),
    count(output) {
      const lines = [...output.matchAll(/^Tests:\s+(.+)$/gm)].map((match) => match[1] ?? '');
      return lines.length === 0 ? null : add(lines.map((line) => worded(line, 'passed', 'failed')));
    },
  },
  {
    name: 'mocha',
    matches: called('mocha', '_mocha'),
    count: (output) => summed(output, /^\s*(\d+) passing\b/gm, /^\s*(\d+) failing\b/gm),
  },
  {
    name: 'ava',
    matches: called('ava'),
    count: (output) => summed(output, /^\s*(\d+) tests? passed/gm, /^\s*(\d+) tests? failed/gm),
  },
  {
    name: 'tap',
    matches: called('tap', 'tape', 'tap-spec'),
    count: (output) => summed(output, /^# pass:?\s+(\d+)/gm, /^# fail:?\s+(\d+)/gm),
  },
  {
    name: 'bun test',
    matches: (program) => program.name === 'bun' && program.args[0] === 'test',
    count: (output) => summed(output, /^\s*(\d+) pass$/gm, /^\s*(\d+) fail$/gm),
  },
  {
    name: 'playwright',
    matches: (program) => program.name === 'playwright' && program.args[0] === 'test',
    count: (output) => summed(output, /^\s+(\d+) passed/gm, /^\s+(\d+) failed/gm),
  },
  {
    name: 'pytest',
    matches: pythonModule('pytest'),
    count(output) {
      const line = output.match(/^=*\s*((?:\d+ \w+(?:, )?)+ in [\d.]+s.*|no tests ran.*)$/gm)?.at(-1);
      if (line === undefined) return null;
      const errors = Number(/(\d+) errors?/.exec(line)?.[1] ?? 0);
      const { executed, failed } = worded(line, 'passed', 'failed');
      return { executed: executed + errors, failed: failed + errors };
    },
  },
  {
    name: 'unittest',
    matches: pythonModule('unittest'),
    count(output) {
      const ran = /^Ran (\d+) tests? in/m.exec(output)?.[1];
      if (ran === undefined) return null;
      const of = (word: string) => Number(new RegExp(`\\b${word}=(\\d+)`).exec(output)?.[1] ?? 0);
      return { executed: Number(ran) - of('skipped'), failed: of('failures') + of('errors') };
    },
  },
  {
    name: 'go test',
    matches: (program) => program.name === 'go' && program.args[0] === 'test',
    count(output) {
      const told = countGoEvents(output);
      if (told) return told;
      const ok = [...output.matchAll(/^ok\s+\S+.*$/gm)].filter(
        (match) => !match[0].includes('[no tests to run]'),
      ).length;
      const failed = [...output.matchAll(/^(?:--- FAIL: |FAIL\t)/gm)].length;
      const empty = /\[no test files\]|\[no tests to run\]|no packages to test/.test(output);
      return ok + failed === 0 && !empty ? null : { executed: ok + failed, failed };
    },
  },
  {
    name: 'cargo test',
    matches: (program) => program.name === 'cargo' && (program.args[0] === 'test' || program.args[0] === 'nextest'),
    count: (output) =>
      summed(output, /^test result: \w+\. (\d+) passed/gm, /^test result: \w+\. \d+ passed; (\d+) failed/gm),
  },
];

/** The runners among the programs of a test command. */
export function runnersIn(programs: readonly Program[]): readonly TestRunner[] {
  return runners.filter((runner) => programs.some((program) => runner.matches(program)));
}

/** What whatever runner printed this output says of it; null where no summary of a known one is in it. */
export function countAnyTests(output: string): TestCounts | null {
  return countTests(runners, output);
}

/** What the runners' own summaries say together; null where none of them printed one. */
export function countTests(found: readonly TestRunner[], output: string): TestCounts | null {
  const counts = found.map((runner) => runner.count(output)).filter((count) => count !== null);
  return counts.length === 0 ? null : add(counts);
}

function sums<K extends string>(output: string, patterns: Record<K, RegExp>): Record<K, number | null> {
  const entries = Object.entries<RegExp>(patterns).map(([key, pattern]) => {
    const values = [...output.matchAll(pattern)].map((match) => Number(match[1]));
    return [key, values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)];
  });
  return Object.fromEntries(entries) as Record<K, number | null>;
}

function summed(output: string, passed: RegExp, failed: RegExp): TestCounts | null {
  const counts = sums(output, { passed, failed });
  if (counts.passed === null && counts.failed === null) return null;
  return { executed: (counts.passed ?? 0) + (counts.failed ?? 0), failed: counts.failed ?? 0 };
}

function worded(line: string, passed: string, failed: string): TestCounts {
  const of = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { executed: of(passed) + of(failed), failed: of(failed) };
}

function add(counts: TestCounts[]): TestCounts {
  return {
    executed: counts.reduce((sum, count) => sum + count.executed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}
