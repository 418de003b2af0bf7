import { describe, expect, test } from 'vitest';
import { openToolBench } from '../testing.ts';
import { gistOf } from './search-repair.ts';

const clamp: Record<string, string> = {
  'package.json': '{ "name": "clamp", "type": "module", "scripts": { "test": "node --test" } }\n',
  'clamp.js': `export function clamp(value, low, high) {
  if (value < low) return low;
  if (value > high) return low;
  return value;
}
`,
  'clamp.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clamp } from './clamp.js';

test('low', () => assert.equal(clamp(1, 2, 3), 2));
test('high', () => assert.equal(clamp(5, 2, 3), 3));
test('higher', () => assert.equal(clamp(9, 1, 7), 7));
test('between', () => assert.equal(clamp(2, 1, 3), 2));
`,
};

const gcd: Record<string, string> = {
  'pyproject.toml': '[project]\nname = "numbers"\nversion = "1.0.0"\n',
  'gcd.py': 'def gcd(a, b):\n    if b == 0:\n        return a\n    return gcd(a % b, b)\n',
  'test_gcd.py': `import unittest

from gcd import gcd


class GcdTest(unittest.TestCase):
    def test_common(self):
        self.assertEqual(gcd(12, 8), 4)

    def test_zero(self):
        self.assertEqual(gcd(7, 0), 7)

    def test_prime(self):
        self.assertEqual(gcd(13, 5), 1)
`,
};

/** Tests that only pytest itself runs: fixtures of its own and of conftest.py, for every test and with parameters. */
const greeting: Record<string, string> = {
  'pyproject.toml': '[project]\nname = "greeting"\nversion = "1.0.0"\n\n[tool.pytest.ini_options]\naddopts = "-q"\n',
  'greeting.py': `import os


def greet(name):
    print(os.environ["GREETING"] + " " + name)


def loudest(voices):
    return sorted(voices)[0]
`,
  'tests/conftest.py': `import pytest


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setenv("GREETING", "hello")


@pytest.fixture(params=[1, 5])
def voice(request):
    return request.param
`,
  'tests/test_greeting.py': `import pytest

from greeting import greet, loudest


def test_greet(capsys):
    greet("Ann")
    assert capsys.readouterr().out == "hello Ann\\n"


def test_loudest(voice):
    assert loudest([voice, 3]) == max(voice, 3)


@pytest.mark.parametrize("voices", [[2], pytest.param([4, 9], marks=pytest.mark.xfail)])
def test_first(voices):
    assert loudest(voices) == voices[0]
`,
};

describe('search_repair', () => {
  test('runs tests by pytest itself where they are more than plain functions', async () => {
    await using tools = await openToolBench(greeting);
    const found = await tools.call('search_repair', { seconds: 60 });
    expect(found.data, found.text).toMatchObject({
      files: ['greeting.py'],
      failing: ['tests/test_greeting.py > test_loudest[1]', 'tests/test_greeting.py > test_loudest[5]'],
    });
    expect((await tools.workspace.read('greeting.py')).toString()).toMatch(
      /sorted\(voices\)\[-1\]|reverse=True|max\(voices\)/,
    );
  });

  test('mends a wrong variable in JavaScript, and leaves the tests as they are', async () => {
    await using tools = await openToolBench(clamp);
    const found = await tools.call('search_repair', { seconds: 60 });
    expect(found.text).toContain('all 4 tests pass (2 failed before)');
    expect((await tools.workspace.read('clamp.js')).toString()).toContain('if (value > high) return high;');
    expect((await tools.workspace.read('clamp.test.js')).toString()).toBe(clamp['clamp.test.js']);
    expect((await tools.call('run_tests', {})).status).toBe('ok');
  });

  test('mends swapped arguments in Python', async () => {
    await using tools = await openToolBench(gcd);
    const found = await tools.call('search_repair', { seconds: 60 });
    expect(found.data).toMatchObject({ tests: 3, files: ['gcd.py'] });
    expect((await tools.workspace.read('gcd.py')).toString()).toContain('return gcd(b, a % b)');
  });

  test('changes nothing where no test fails, and says so', async () => {
    const fine = {
      ...clamp,
      'clamp.js': clamp['clamp.js']?.replace('> high) return low', '> high) return high') ?? '',
    };
    await using tools = await openToolBench(fine);
    const found = await tools.call('search_repair', {});
    expect(found.text).toBe('No test fails: 4 ran.');
    expect((await tools.workspace.read('clamp.js')).toString()).toBe(fine['clamp.js']);
  });

  test('says that nothing was found where no small change makes the tests pass', async () => {
    const odd = {
      ...clamp,
      'clamp.test.js': `${clamp['clamp.test.js']}test('odd', () => assert.equal(clamp(5, 5, 5), 'five hundred and five'));\n`,
    };
    await using tools = await openToolBench(odd);
    const found = await tools.call('search_repair', { seconds: 4 });
    expect(found.status).toBe('failed');
    expect((await tools.workspace.read('clamp.js')).toString()).toBe(clamp['clamp.js']);
  });
});

describe('a patch', () => {
  const isAdult = (ages: [number, boolean][]): Record<string, string> => ({
    'package.json': '{ "name": "age", "type": "module", "scripts": { "test": "node --test" } }\n',
    'age.js': 'export function isAdult(age) {\n  return age < 18;\n}\n',
    'age.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAdult } from './age.js';

${ages.map(([age, is]) => `test('${age}', () => assert.equal(isAdult(${age}), ${is}));`).join('\n')}
`,
  });
  const doubtsOf = async (ages: [number, boolean][]) => {
    await using tools = await openToolBench(isAdult(ages));
    const { status, data } = await tools.call('search_repair', { seconds: 60 });
    expect(status).toBe('ok');
    return (data as { doubts: string[] }).doubts.join('; ');
  };

  test('is marked where the tests do not notice when the mended line is slightly wrong', async () => {
    const doubts = await doubtsOf([
      [70, true],
      [3, false],
    ]);
    expect(doubts).toMatch(/the tests do not notice \d+ of \d+ other small changes of the mended lines/);
  });

  test('is not marked so where they would', async () => {
    const doubts = await doubtsOf([
      [17, false],
      [18, true],
      [19, true],
      [0, false],
      [70, true],
    ]);
    expect(doubts).not.toContain('do not notice');
  });
});

test('of a failure the line is told that says what is wrong', () => {
  expect(gistOf("\n\nfile:///a.js:4\n  return (1;\n           ^\n\nSyntaxError: Unexpected token ';'\n    at x")).toBe(
    "SyntaxError: Unexpected token ';'",
  );
  expect(gistOf('Expected values to be equal:\n\n1 !== 2\n')).toBe('Expected values to be equal: 1 !== 2');
  expect(gistOf('got 3, want 4')).toBe('got 3, want 4');
  expect(gistOf('')).toBe('it says nothing');
});

describe('localize_fault', () => {
  test('puts the wrong line first', async () => {
    await using tools = await openToolBench(clamp);
    const { data, text } = await tools.call('localize_fault', {});
    expect(data).toMatchObject({
      tests: 4,
      failing: ['high', 'higher'],
    });
    expect(text).toContain('clamp.js:3 (2 failing, 1 passing) if (value > high) return low;');
  });
});
