import type { DiffFile } from './diff.ts';

const testFile = /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\.[a-z]+$|(^|\/)test_[^/]+\.py$|_test\.(go|py)$/;
const testCode = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|rb|php|cs|swift)$/;
const testCase = /^\s*(?:(?:it|test)(?:\.\w+)*\s*\(|(?:async )?def test_|func Test|#\[(?:tokio::)?test\]|@Test\b)/;
const skippedTest =
  /\b(?:it|test|describe)\.(?:skip|todo)\b|\bx(?:it|describe)\s*\(|\b(?:skip|todo):\s*(?:true|['"`])|@(?:pytest\.mark\.skip|unittest\.skip|Ignore\b|Disabled\b)|\bt\.[sS]kip\(|#\[ignore/;
const focusedTest = /\b(?:it|test|describe)\.only\b|\bf(?:it|describe)\s*\(|\bonly:\s*true\b/;
const assertion = /\b(?:assert|expect|should)\b|\bt\.(?:is|equal|deepEqual|Error|Fatal)/;

/** How a change weakens the tests of a project. */
export interface Weakening {
  /** `lost`: tests are gone or no longer run; `doubtful`: fewer statements are checked, or the test command is another. */
  weight: 'lost' | 'doubtful';
  message: string;
  file: string;
  line?: number;
}

export function isTestFile(path: string): boolean {
  return testFile.test(path);
}

/** A line that keeps a test from running, or keeps all others from it. */
export function switchedOff(line: string): 'skipped' | 'focused' | null {
  if (focusedTest.test(line)) return 'focused';
  return skippedTest.test(line) ? 'skipped' : null;
}

/** Tests that a change takes away or switches off. A test that moves from one file to another is none of them. */
export function weakenings(files: readonly DiffFile[]): Weakening[] {
  const found: Weakening[] = [];
  const tests = files.filter(({ path }) => isTestFile(path) && testCode.test(path));
  for (const { path, added, removed } of tests) {
    const before = removed.filter((line) => switchedOff(line) !== null).length;
    for (const { line, text } of added.filter((one) => switchedOff(one.text) !== null).slice(before)) {
      const message =
        switchedOff(text) === 'focused' ? 'A focused test keeps the others from running.' : 'A test is skipped.';
      found.push({ weight: 'lost', message, file: path, line });
    }
  }
  const lost = net(tests, testCase);
  const place = tests.find((file) => net([file], testCase) > 0) ?? tests[0];
  if (lost > 0 && place) {
    const message = place.deleted
      ? `A test file is deleted, with ${counted(lost, 'test case')}.`
      : `${counted(lost, 'test case')} ${lost === 1 ? 'is' : 'are'} removed.`;
    found.push({ weight: 'lost', message, file: place.path });
  }
  const unchecked = lost > 0 ? 0 : net(tests, assertion);
  const poorer = tests.find((file) => net([file], assertion) > 0);
  if (unchecked > 0 && poorer) {
    const message = `${counted(unchecked, 'assertion')} ${unchecked === 1 ? 'is' : 'are'} removed.`;
    found.push({ weight: 'doubtful', message, file: poorer.path });
  }
  return [...found, ...otherCommand(files)];
}

/** `scripts.test` of a package.json: another command may run fewer tests. */
function otherCommand(files: readonly DiffFile[]): Weakening[] {
  const script = /^\s*"(?:pre|post)?test"\s*:\s*"/;
  return files
    .filter(({ path, removed }) => /(^|\/)package\.json$/.test(path) && removed.some((line) => script.test(line)))
    .filter(({ added, removed }) => {
      const before = removed
        .find((line) => script.test(line))
        ?.trim()
        .replace(/,$/, '');
      return !added.some(({ text }) => text.trim().replace(/,$/, '') === before);
    })
    .map(({ path }) => ({ weight: 'doubtful', message: 'The test command is another one.', file: path }));
}

function net(files: readonly DiffFile[], pattern: RegExp): number {
  return files.reduce((sum, { added, removed }) => {
    const gone = removed.filter((line) => pattern.test(line)).length;
    return sum + gone - added.filter(({ text }) => pattern.test(text)).length;
  }, 0);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
