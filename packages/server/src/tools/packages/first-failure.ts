import { readTestFailures } from '../commands/test-failures.ts';

/** Name of the first failing test as its runner prints it. */
const testNames: readonly RegExp[] = [
  /^\s*not ok \d+ - (.+)$/m,
  /^\s*● (.+ › .+|.+)$/m,
  /^\s*(?:FAIL|×|✗)\s+(\S+\.[cm]?[jt]sx? > .+?)(?: \d+ms)?$/m,
  /^\s*✖ (?!failing tests:)(.+?)(?: \([\d.]+ms\))?$/m,
  /^FAILED (\S+::\S+)/m,
  /^(?:FAIL|ERROR): (\w+ \([\w.]+\))/m,
  /^\s*--- FAIL: (\S+)/m,
  /^\s*\d+\) (.+)$/m,
];

/** What failed first and how, on one line. */
export function firstFailure(output: string): string {
  const name = testNames.map((pattern) => pattern.exec(output)?.[1]?.trim()).find((found) => found !== undefined);
  const [finding] = readTestFailures(output);
  const place = finding?.file ? ` (${finding.file}${finding.line === null ? '' : `:${finding.line}`})` : '';
  const compiler =
    /^\S+\(\d+,\d+\): error .*$|^\S+:\d+:\d+ - error .*$|^\s*\d+:\d+\s+error\s+.*$|^\S+\.go:\d+:\d+: .*$/m
      .exec(output)?.[0]
      .trim();
  const message = finding ? `${finding.message}${place}` : compiler;
  const last = output.trim().split('\n').at(-1) ?? '';
  const words = name === undefined ? (message ?? last) : `"${name}"${message ? `: ${message}` : ''}`;
  const line = words.replaceAll(/\s+/g, ' ').slice(0, 300);
  return `${name === undefined ? 'fail with' : 'fail, first'} ${line}`;
}
