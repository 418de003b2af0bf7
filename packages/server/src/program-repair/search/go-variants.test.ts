import { expect, test } from 'vitest';
import type { Candidate } from '../contract.ts';
import { variantOf } from './go-variants.ts';
import { SourceReader } from '../syntax.ts';

const text = `package a

var limit = 3

func (s *Stack[T]) Push(one T, more ...T) int { s.list = append(s.list, one); return limit }

func Sum[N int | float64](a, b N) N {
	return a - b
}

func show(text string) {
	print(text)
}

func guard(_ int) int { return 1 }

func rescue() {
	if fault := recover(); fault != nil { print(1) }
}

func safe() (err error) {
	defer func() { recover() }()
	return nil
}
`;

const reader = new SourceReader();

async function changed(was: string, put: string) {
  const source = await reader.read('a.go', text);
  const start = text.indexOf(was);
  const candidate: Candidate = {
    path: 'a.go',
    start,
    end: start + was.length,
    text: put,
    operator: 'x',
    line: 1,
    score: 1,
    removes: false,
  };
  return source && variantOf(source, candidate, reader, 7);
}

test('a changed function stands beside the one that was, which hands over all it was given', async () => {
  expect(await changed('a - b', 'a + b')).toEqual({
    path: 'a.go',
    at: text.indexOf('{', text.indexOf('func Sum')) + 1,
    call: 'return Sum__7[N](a, b)',
    text: 'func Sum__7[N int | float64](a, b N) N {\n\treturn a + b\n}',
  });
  expect((await changed('return limit', 'return 0'))?.call).toBe('return s.Push__7(one, more...)');
  expect((await changed('print(text)', 'print()'))?.call).toBe('show__7(text); return');
  expect((await changed('return nil', 'return err'))?.call).toBe('return safe__7()');
});

test('what is not within one function, cannot be handed over or is no function is tried by itself', async () => {
  expect(await changed('limit = 3', 'limit = 4')).toBeNull();
  expect(await changed('(a, b N)', '(b, a N)')).toBeNull();
  expect(await changed('return 1', 'return 2')).toBeNull();
  expect(await changed('print(1)', 'print(2)')).toBeNull();
  expect(await changed('a - b', 'a - (b')).toBeNull();
});
