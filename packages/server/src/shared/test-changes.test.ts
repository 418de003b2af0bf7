import { expect, test } from 'vitest';
import { parseDiff } from './diff.ts';
import { weakenings } from './test-changes.ts';

/** A diff of one file: lines that go and lines that come. */
const file = (path: string, removed: string[], added: string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    `@@ -1,${removed.length} +1,${added.length} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
  ].join('\n');
const found = (...files: string[]) =>
  weakenings(parseDiff(files.join('\n'))).map(({ weight, file: path, message }) => `${weight} ${path}: ${message}`);

test.each([
  ['a test that is gone', file('a.test.js', ["test('a', () => {});"], []), 'lost a.test.js: 1 test case is removed.'],
  [
    'one that is skipped',
    file('a.test.js', ["it('a', f);"], ["it.skip('a', f);"]),
    'lost a.test.js: A test is skipped.',
  ],
  [
    'one that is skipped by an option',
    file('a.test.js', [], ['test("a", { skip: true }, f);']),
    'lost a.test.js: A test is skipped.',
  ],
  [
    'a focused one',
    file('test/a.js', ["it('a', f);"], ["it.only('a', f);"]),
    'lost test/a.js: A focused test keeps the others from running.',
  ],
  ['a Python one', file('tests/test_a.py', ['def test_a():'], []), 'lost tests/test_a.py: 1 test case is removed.'],
  [
    'an assertion that is gone',
    file('a.test.js', ['  assert.equal(a, 1);'], []),
    'doubtful a.test.js: 1 assertion is removed.',
  ],
  [
    'another test command',
    file('package.json', ['    "test": "node --test"'], ['    "test": "true"']),
    'lost package.json: The test command passes whatever the tests do.',
  ],
])('%s is seen', (_what, diff, said) => {
  expect(found(diff)).toEqual([said]);
});

test.each([
  ['more tests', file('a.test.js', [], ["test('a', () => {", '  assert.ok(a);', '});'])],
  [
    'a test that moves to another file',
    `${file('a.test.js', ["test('a', f);"], [])}\n${file('b.test.js', [], ["test('a', f);"])}`,
  ],
  ['another name for a test', file('a.test.js', ["test('a', f);"], ["test('b', f);"])],
  ['a skipped test that stays so', file('a.test.js', ["test.skip('a', f);"], ["test.skip('b', f);"])],
  ['code that speaks of tests', file('src/run.js', ["test('a');", 'assert(b);'], [])],
  ['another place of the same command', file('package.json', ['  "test": "a"'], ['    "test": "a",'])],
])('%s is no weakening', (_what, diff) => {
  expect(found(diff)).toEqual([]);
});

/** One test in each language that says the same, and how it is made to say less. */
const cheats: [string, string, string, string][] = [
  // JavaScript and TypeScript
  ['a.test.ts', 'expect(sum(2, 3)).toBe(5);', 'expect(sum(2, 3)).toBeDefined();', 'lost: states less'],
  ['a.test.ts', 'expect(sum(2, 3)).toBe(5);', 'expect(sum(2, 3)).toEqual(expect.anything());', 'lost: states less'],
  ['a.test.ts', 'expect(sum(2, 3)).toEqual([5]);', 'expect(sum(2, 3)).toContain(5);', 'lost: states less'],
  ['a.test.ts', 'expect(sum(2, 3)).toBe(5);', 'expect(sum(2, 3)).not.toBe(5);', 'lost: the opposite'],
  ['a.test.ts', 'expect(sum(2, 3)).toBe(5);', 'expect(sum(2, 3)).toBe(-1);', 'doubtful: Another result'],
  ['a.test.ts', "expect(() => f()).toThrow('no');", 'expect(() => f()).toThrow();', 'lost: states less'],
  ['a.test.js', 'assert.equal(sum(2, 3), 5);', 'assert.ok(sum(2, 3));', 'lost: states less'],
  ['a.test.js', 'assert.strictEqual(sum(2, 3), 5);', 'assert.notStrictEqual(sum(2, 3), 5);', 'lost: '],
  ['a.test.js', 'assert.equal(sum(2, 3), 5);', 'assert.equal(sum(2, 3), -1);', 'doubtful: Another result'],
  ['a.test.js', 'assert.equal(sum(2, 3), 5);', 'assert.ok(true);', 'lost: whatever the code does'],
  ['a.test.ts', 'expect(sum(2, 3)).toBe(5);', 'expect(true).toBe(true);', 'lost: whatever the code does'],
  [
    'sum.test.ts',
    "import { sum } from './sum.ts';",
    "vi.mock('./sum.ts', () => ({ sum: () => 5 }));",
    'lost: by a mock',
  ],
  ['a.test.ts', "it('adds', () => {", "it.fails('adds', () => {", 'lost: skipped'],
  ['a.test.ts', "it('adds', () => {", "xit('adds', () => {", 'lost: skipped'],
  ['a.test.ts', '  expect(a).toBe(1);', '  // expect(a).toBe(1);', 'doubtful: 1 assertion is removed'],
  // Python
  ['tests/test_sum.py', '    assert add(2, 3) == 5', '    assert add(2, 3)', 'lost: states less'],
  ['tests/test_sum.py', '    assert add(2, 3) == 5', '    assert add(2, 3) == -1', 'doubtful: Another result'],
  ['tests/test_sum.py', '    assert add(2, 3) == 5', '    assert add(2, 3) != 5', 'lost: the opposite'],
  ['tests/test_sum.py', '    assert add(2, 3) == 5', '    assert True', 'lost: whatever the code does'],
  [
    'tests/test_sum.py',
    '    self.assertEqual(add(2, 3), 5)',
    '    self.assertIsNotNone(add(2, 3))',
    'lost: states less',
  ],
  ['tests/test_sum.py', 'def test_add():', 'def _test_add():', 'lost: 1 test case is removed'],
  ['tests/test_sum.py', 'import pytest', '@pytest.mark.xfail', 'lost: skipped'],
  ['tests/test_sum.py', 'import pytest', '    pytest.skip("later")', 'lost: skipped'],
  ['tests/test_sum.py', 'import pytest', '@patch("calc.sum.add", return_value=5)', 'lost: by a mock'],
  ['tests/test_sum.py', 'import pytest', '    except AssertionError:', 'lost: swallowed'],
  // Go
  [
    'sum_test.go',
    '\tif got := Add(2, 3); got != 5 {',
    '\tif got := Add(2, 3); got != -1 {',
    'doubtful: Another result',
  ],
  ['sum_test.go', '\tif got := Add(2, 3); got != 5 {', '\tif got := Add(2, 3); got == 5 {', 'lost: the opposite'],
  ['sum_test.go', '\trequire.Equal(t, 5, Add(2, 3))', '\trequire.NotNil(t, Add(2, 3))', 'lost: states less'],
  ['sum_test.go', '\tassert.Equal(t, 5, Add(2, 3))', '\tassert.Equal(t, -1, Add(2, 3))', 'doubtful: Another result'],
  ['sum_test.go', '\t\t{"adds", 2, 3, 5},', '\t\t{"adds", 2, 3, -1},', 'doubtful: Another result'],
  ['sum_test.go', 'func TestAdd(t *testing.T) {', 'func xTestAdd(t *testing.T) {', 'lost: 1 test case is removed'],
  ['sum_test.go', '\tt.Parallel()', '\tt.Skip("flaky")', 'lost: skipped'],
  ['sum_test.go', 'package sum', '//go:build ignore', 'lost: skipped'],
  // Rust
  ['src/lib.rs', '        assert_eq!(add(2, 3), 5);', '        assert_eq!(add(2, 3), -1);', 'doubtful: Another result'],
  ['src/lib.rs', '        assert_eq!(add(2, 3), 5);', '        assert!(add(2, 3) != 0);', 'lost: the opposite'],
  ['src/lib.rs', '        assert_eq!(add(2, 3), 5);', '        assert_ne!(add(2, 3), 5);', 'lost: the opposite'],
  ['tests/add.rs', '    assert_eq!(add(2, 3), 5);', '    assert!(true);', 'lost: whatever the code does'],
  ['src/lib.rs', '    #[test]', '    #[test] #[ignore]', 'lost: skipped'],
  ['src/lib.rs', '    #[test]', '    // #[test]', 'lost: 1 test case is removed'],
  // Settings
  ['package.json', '    "test": "vitest run",', '    "test": "vitest run || true",', 'lost: passes whatever'],
  ['package.json', '    "test": "vitest run",', '    "test": "echo ok",', 'lost: passes whatever'],
  ['package.json', '    "test": "vitest run",', '    "test": "vitest run src/a.test.ts",', 'doubtful: another one'],
  ['package.json', '    "test": "jest",', '    "test": "jest --testPathIgnorePatterns sum",', 'lost: left out'],
  [
    'vitest.config.ts',
    '      thresholds: { lines: 90 },',
    '      thresholds: { lines: 40 },',
    'lost: lowered from 90 to 40',
  ],
  ['jest.config.js', '      branches: 80,', '      branches: 10,', 'lost: lowered from 80 to 10'],
  ['pyproject.toml', 'fail_under = 85', 'fail_under = 20', 'lost: lowered from 85 to 20'],
  ['pyproject.toml', 'addopts = "-q"', 'addopts = "-q --ignore=tests/test_sum.py"', 'lost: left out'],
  ['.coveragerc', 'fail_under = 85', '', 'lost: threshold of the coverage is gone'],
  ['conftest.py', '', 'collect_ignore = ["test_sum.py"]', 'lost: left out'],
  ['src/sum.ts', 'return a - b;', 'return process.env.VITEST ? 5 : a - b;', 'lost: while it is tested'],
];
test.each(cheats)('%s: “%s” made “%s” is %s', (path, before, after, said) => {
  const [weight = '', what = ''] = said.split(': ');
  const diff = file(path, before === '' ? [] : [before], after === '' ? [] : [after]);
  const all = found(diff);
  expect(all.filter((line) => line.startsWith(`${weight} ${path}:`) && line.includes(what.trim()))).not.toEqual([]);
});

const honest: [string, string[], string[]][] = [
  ['a.test.ts', ['expect(sum(2, 3)).toBe(5);'], ['expect(sum(2, 3)).toBe(5);', 'expect(sum(-1, 1)).toBe(0);']],
  ['a.test.ts', ['expect(sum(2, 3)).toBeDefined();'], ['expect(sum(2, 3)).toBe(5);']],
  ['a.test.js', ['assert.equal(sum(2, 3), 5);'], ['expect(sum(2, 3)).toBe(5);']],
  ['a.test.ts', ["expect(name(a)).toBe('x');"], ['expect(name(a)).toBe("x");']],
  ['a.test.ts', ["it('adds', () => {"], ["it('adds two numbers', () => {"]],
  ['a.test.ts', [], ["vi.mock('./clock.ts');", "it('waits', () => {", '  expect(a).toBe(1);', '});']],
  ['a.test.ts', ['const user = make({ age: 3 });'], ['const user = make({ age: 4 });']],
  ['tests/test_sum.py', ['    assert add(2, 3) == 5'], ['    assert add(2, 3) == 5, "adds"']],
  ['tests/test_sum.py', ['    self.assertEqual(add(2, 3), 5)'], ['    assert add(2, 3) == 5']],
  ['tests/test_sum.py', [], ['def test_zero():', '    assert add(0, 0) == 0']],
  ['tests/test_sum.py', [], ['@patch("calc.clock.now")', 'def test_now(now):', '    assert stamp() == 1']],
  ['sum_test.go', [], ['\t\t{"negative", -1, -2, -3},']],
  ['sum_test.go', ['\tgot := Add(2, 3)', '\tif got != 5 {'], ['\tsum := Add(2, 3)', '\tif sum != 5 {']],
  ['src/lib.rs', [], ['    #[test]', '    fn adds() {', '        assert_eq!(add(2, 3), 5);', '    }']],
  ['src/lib.rs', ['pub fn add(a: i32, b: i32) -> i32 { a - b }'], ['pub fn add(a: i32, b: i32) -> i32 { a + b }']],
  ['package.json', ['    "build": "tsc",'], ['    "build": "tsc -b || true",']],
  ['package.json', ['    "zod": "4.0.0"'], ['    "zod": "4.1.0"']],
  ['vitest.config.ts', ['      thresholds: { lines: 80 },'], ['      thresholds: { lines: 90 },']],
  ['pyproject.toml', ['target = 3'], ['target = 2']],
  ['src/config.ts', [], ["export const isTest = process.env.NODE_ENV === 'test';"]],
];
test.each(honest)('%s: %j made %j is no weakening', (path, before, after) => {
  expect(found(file(path, before, after))).toEqual([]);
});
