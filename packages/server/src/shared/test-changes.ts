import { readAssertion } from './assertions.ts';
import type { DiffFile } from './diff.ts';
import { settingsWeakened } from './test-settings.ts';
import { counted } from './words.ts';

const testFile =
  /(^|\/)(tests?|__tests__|spec|e2e)\/|[._-](test|spec)\.[a-z]+$|(^|\/)test_[^/]+\.py$|_test\.(go|py|rs)$|(^|\/)tests\.rs$/;
const testCode = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|rb|php|cs|swift)$/;
const testCase =
  /^\s*(?:(?:it|test)(?:\.\w+)*\s*[(`]|(?:async )?def test_|func (?:\(\w+ \*?\w+\) )?Test|func (?:Fuzz|Example)|#\[(?:\w+::)?test\b|#\[(?:rstest|test_case|wasm_bindgen_test)\b|@(?:Parameterized)?Test\b)/;
const skippedTest =
  /\b(?:it|test|describe|suite|context|t)\.(?:skip|todo|fails|failing|fixme)\b|\b(?:it|test|describe)\.(?:skipIf|runIf)\(|\bx(?:it|test|describe)\s*\(|\b(?:skip|todo):\s*(?:true|['"`])|\bthis\.skip\(|@(?:pytest\.mark\.(?:skip|skipif|xfail)|unittest\.(?:skip\w*|expectedFailure)|skip(?:If|Unless)?\b|expectedFailure|Ignore\b|Disabled\b)|\bpytest\.(?:skip|xfail)\(|\bself\.skipTest\(|\braise (?:unittest\.)?SkipTest|\b__test__\s*=\s*False|\bpytestmark\s*=.*(?:skip|xfail)|\bt\.Skip(?:Now|f)?\(|#\[ignore|#\[cfg\(any\(\)\)\]|^\/\/\s*(?:go:build|\+build)\s+(?:ignore|never|!)/;
const focusedTest = /\b(?:it|test|describe)\.only\b|\bf(?:it|describe)\s*\(|\bonly:\s*true\b/;
const assertion =
  /\b(?:assert|expect|should)\b|\bassert\w*!|\bself\.assert\w+\(|\b(?:assert|require)\.\w+\(|\bt\.(?:is|equal|deepEqual|Error|Fatal)/;
/** What holds whatever the code does. */
const tautology =
  /\bexpect\(\s*(true|1|'[^']*'|"[^"]*")\s*\)\.(?:toBe|toEqual|toStrictEqual)\(\s*\1\s*\)|\bexpect\(\s*true\s*\)\.toBeTruthy|\bassert(?:\.ok|\.true|True|!)?[ (]\s*(?:true|True|1\s*==\s*1)\s*\)?;?\s*(?:#.*)?$|\bassert\.(?:equal|strictEqual)\(\s*(\w+)\s*,\s*\2\s*\)|\bassert_eq!\(\s*(\w+)\s*,\s*\3\s*\)/;
const swallowed =
  /\bexcept\s+(?:AssertionError|BaseException)\b|\bcatch_unwind\b|\brecover\(\)\s*(?:!=|;|$)|catch\s*(?:\([^)]*\))?\s*\{\s*\}/;
const mocked = [
  /\b(?:jest|vi)\.(?:mock|doMock)\(\s*['"]([^'"]+)['"]/,
  /\bmock\.module\(\s*['"]([^'"]+)['"]/,
  /@?\b(?:mock\.)?patch\(\s*['"]([\w.]+)['"]/,
  /\bmonkeypatch\.setattr\(\s*['"]?([\w.]+)/,
  /\bpatch\.object\(\s*([\w.]+)/,
  /\b(?:jest|vi)\.spyOn\(\s*(\w+)/,
];
/** A row or a variable that says what a test expects. */
const expectedValue =
  /\b(?:want|wanted|expected|expect|expectation|result|output)\w*["']?\s*(?::?=|:)\s*\S|^\s*[{([].*[})\]],?$/i;
/** Code that behaves otherwise while it is tested. */
const knowsTests =
  /process\.env\.(?:NODE_ENV\s*[!=]==?\s*['"]test['"]|VITEST|JEST_WORKER_ID)|['"]pytest['"]\s+in\s+sys\.modules|PYTEST_CURRENT_TEST|\btesting\.Testing\(\)|flag\.Lookup\(["']test\.v/;

/** How a change weakens the tests of a project. */
export interface Weakening {
  /**
   * `lost`: tests are gone, no longer run, or state less than before; `doubtful`: another result is expected, fewer statements are
   * checked, or the test command is another, all of which an honest change may need.
   */
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

/**
 * Tests that a change takes away, switches off or makes state less, in JavaScript, TypeScript, Python, Go and Rust, and in the
 * settings by which they run. A test that moves from one file to another is none of them.
 */
export function weakenings(files: readonly DiffFile[]): Weakening[] {
  const found: Weakening[] = [];
  const tests = files.filter(holdsTests);
  for (const file of tests) found.push(...offIn(file), ...weakerIn(file));
  const lost = net(tests, (line) => testCase.test(line));
  const place = tests.find((file) => net([file], (line) => testCase.test(line)) > 0) ?? tests[0];
  if (lost > 0 && place) {
    const message = place.deleted
      ? `A test file is deleted, with ${counted(lost, 'test case')}.`
      : `${counted(lost, 'test case')} ${lost === 1 ? 'is' : 'are'} removed.`;
    found.push({ weight: 'lost', message, file: place.path });
  }
  const unchecked = lost > 0 ? 0 : net(tests, states);
  const poorer = tests.find((file) => net([file], states) > 0);
  if (unchecked > 0 && poorer) {
    const message = `${counted(unchecked, 'assertion')} ${unchecked === 1 ? 'is' : 'are'} removed.`;
    found.push({ weight: 'doubtful', message, file: poorer.path });
  }
  return [...found, ...snapshots(files), ...settingsWeakened(files), ...awareOfTests(files)];
}

/** Rust keeps its unit tests beside the code they test. */
function holdsTests({ path, added, removed }: DiffFile): boolean {
  if (!testCode.test(path)) return false;
  if (isTestFile(path)) return true;
  const lines = [...removed, ...added.map(({ text }) => text)];
  return (
    path.endsWith('.rs') &&
    lines.some((line) => /#\[(?:\w+::)?(?:test|ignore)\b|#\[cfg\(test\)|\bassert_(?:eq|ne)!/.test(line))
  );
}

const states = (line: string) => assertion.test(line) && !isComment(line);
const isComment = (line: string) => /^\s*(?:\/\/|#(?!\[)|\*|\/\*)/.test(line);

function offIn({ path, added, removed }: DiffFile): Weakening[] {
  const off = (line: string) =>
    switchedOff(line) !== null && (!isComment(line) || /^\s*\/\/\s*(?:go:build|\+build)/.test(line));
  const before = removed.filter(off).length;
  return added
    .filter(({ text }) => off(text))
    .slice(before)
    .map(({ line, text }) => {
      const message =
        switchedOff(text) === 'focused' ? 'A focused test keeps the others from running.' : 'A test is skipped.';
      return { weight: 'lost', message, file: path, line };
    });
}

/** Statements that were replaced by weaker ones, place by place. */
function weakerIn(file: DiffFile): Weakening[] {
  const { path, added, removed, blocks } = file;
  const found: Weakening[] = [];
  const note = (weight: Weakening['weight'], message: string, line: number) =>
    found.push({ weight, message, file: path, line });
  for (const { removed: gone, added: come } of blocks) {
    const open = come.map(({ line, text }) => ({ line, text, read: readAssertion(text) }));
    for (const text of gone) {
      const old = readAssertion(text);
      const at = open.findIndex(({ read, text: now }) =>
        old ? read?.subject === old.subject : !read && onlyValueDiffers(text, now) && expectedValue.test(text),
      );
      const now = at === -1 ? undefined : open.splice(at, 1)[0];
      if (!now) continue;
      if (!old || !now.read) note('doubtful', 'Another result is expected than before.', now.line);
      else if (now.read.strength < old.strength) note('lost', 'An assertion states less than before.', now.line);
      else if (now.read.negated !== old.negated) note('lost', 'An assertion states the opposite of before.', now.line);
      else if (now.read.expected !== old.expected && now.read.strength === old.strength) {
        note('doubtful', 'Another result is expected than before.', now.line);
      }
    }
  }
  const fresh = (pattern: RegExp) =>
    removed.some((line) => pattern.test(line))
      ? undefined
      : added.find(({ text }) => pattern.test(text) && !isComment(text));
  const empty = fresh(tautology);
  if (empty) note('lost', 'An assertion holds whatever the code does.', empty.line);
  const caught = fresh(swallowed);
  if (caught) note('lost', 'A failing assertion would be swallowed.', caught.line);
  for (const pattern of mocked) {
    const mock = fresh(pattern);
    const target = mock ? pattern.exec(mock.text)?.[1] : undefined;
    if (mock && target !== undefined && isSubject(path, target))
      note('lost', 'What is to be tested is replaced by a mock.', mock.line);
  }
  return found;
}

/** The same line but for numbers, strings and literals. */
function onlyValueDiffers(one: string, other: string): boolean {
  const bare = (line: string) =>
    line
      .trim()
      .replaceAll(/'[^']*'|"[^"]*"|`[^`]*`|-?\b\d[\w.]*|\b(?:true|false|True|False|null|None|nil)\b/g, '§')
      .replaceAll('-§', '§')
      .replace(/,$/, '');
  return one.trim() !== other.trim() && bare(one) === bare(other) && bare(one).includes('§');
}

/** `test/sum.test.ts` tests `../src/sum.ts`, `test_sum.py` tests `calc.sum`. */
function isSubject(path: string, target: string): boolean {
  const name = (path.split('/').at(-1) ?? '')
    .replace(/\.[a-z]+$/, '')
    .replaceAll(/^test_|[._-](?:test|spec)$|_test$/g, '')
    .toLowerCase();
  const own = /^\.|^@\/|^~\//.test(target)
    ? [(target.split('/').at(-1) ?? '').replace(/\.[cm]?[jt]sx?$/, '')]
    : target.split('.');
  return name !== '' && own.some((part) => part.toLowerCase() === name);
}

function snapshots(files: readonly DiffFile[]): Weakening[] {
  return files
    .filter(({ path, removed }) => /\.snap$|(^|\/)__snapshots__\//.test(path) && removed.length > 0)
    .map(({ path }) => ({ weight: 'doubtful', message: 'Recorded results of tests are changed.', file: path }));
}

function awareOfTests(files: readonly DiffFile[]): Weakening[] {
  return files
    .filter(({ path }) => testCode.test(path) && !isTestFile(path) && !/config|setup/i.test(path))
    .flatMap(({ path, added, removed }) => {
      const line = removed.some((text) => knowsTests.test(text))
        ? undefined
        : added.find(({ text }) => knowsTests.test(text));
      const message = 'The code behaves otherwise while it is tested.';
      return line ? [{ weight: 'lost' as const, message, file: path, line: line.line }] : [];
    });
}

function net(files: readonly DiffFile[], fits: (line: string) => boolean): number {
  return files.reduce((sum, { added, removed }) => {
    const gone = removed.filter((line) => fits(line)).length;
    return sum + gone - added.filter(({ text }) => fits(text)).length;
  }, 0);
}
