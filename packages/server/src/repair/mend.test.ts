import { expect, test } from 'vitest';
import type { CheckResult, Healer, Remedy } from './contract.ts';
import { type Bench, mend } from './mend.ts';

/** A tree of one file of JSON: it must parse, and its `n` must be 2. */
function treeOf(begin: string): Bench & { text: () => string } {
  let [text, saved] = [begin, begin];
  const said = (checker: CheckResult['checker'], message: string | null): CheckResult => ({
    checker,
    failed: message !== null,
    findings: message === null ? [] : [{ checker, file: 'a.json', line: 1, column: null, code: null, message }],
    wrong: message === null ? 0 : 1,
    output: '',
  });
  const read = (): { n?: unknown } | null => {
    try {
      return JSON.parse(text) as { n?: unknown };
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  };
  return {
    text: () => text,
    ecosystem: 'unknown',
    read: async () => text,
    files: async () => ['a.json'],
    run: async () => ({ ok: true, stdout: '', stderr: '' }),
    check: async (_checkers, all) => {
      const value = read();
      const syntax = said('syntax', value === null ? 'Unexpected end' : null);
      return value === null && !all ? [syntax] : [syntax, said('tests', value?.n === 2 ? null : 'n should be 2')];
    },
    apply: async ({ edits }: Remedy) => {
      text = edits[0]?.content ?? text;
      return true;
    },
    keep: async () => {
      saved = text;
    },
    undo: async () => {
      text = saved;
    },
    restart: async () => {
      text = saved = begin;
    },
    over: () => false,
  };
}

const writes = (...contents: string[]): Healer => ({
  name: 'writes',
  propose: async (diagnoses) =>
    new Map(
      diagnoses.map(({ checker }, index): [number, Remedy[]] => [
        index,
        checker === 'syntax' ? contents.map((content) => remedy(content)) : [],
      ]),
    ),
});
const remedy = (content: string): Remedy => ({
  fix: 'write',
  summary: content,
  edits: [{ path: 'a.json', content }],
  commands: [],
  trust: 3,
  likelihood: 0.5,
});

test('what parses is kept where the tests fail for another reason, and nobody can mend that', async () => {
  const tree = treeOf('{"n": 1');
  const { clean } = await mend(tree, [writes('{"n": 1}')], []);
  expect(clean).toBe(false);
  expect(tree.text()).toBe('{"n": 1}');
});

test('of two ways that parse the one is taken with which the tests pass', async () => {
  const tree = treeOf('{"n": 2');
  const { clean } = await mend(tree, [writes('{"n": 22}', '{"n": 2}')], []);
  expect(clean).toBe(true);
  expect(tree.text()).toBe('{"n": 2}');
});
