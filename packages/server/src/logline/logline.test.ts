import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodewrightError } from '../shared/errors.ts';
import { nestingLimit } from './contract.ts';
import type { LogLineProblem, Span, Value } from './contract.ts';
import { parse, parseTolerant } from './parser.ts';
import { print } from './printer.ts';
import { childOf, reference, span, table, valueOf } from './tree.ts';

const inJob = (...lines: string[]) => ['JOB: x', ...lines.map((line) => `  ${line}`), 'END'].join('\n');
const read = (line: string) => valueOf(parse(inJob(line))[0] as Span, 'KEY');

function failure(text: string): LogLineProblem {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(CodewrightError);
    expect((error as CodewrightError).code).toBe('LOGLINE_INVALID');
    return (error as CodewrightError).details as unknown as LogLineProblem;
  }
  throw new Error(`This was read without an error:\n${text}`);
}

describe('the faults of earlier parsers', () => {
  test.each([
    ['KEY: src/auth.ts', 'src/auth.ts'],
    ['KEY: C:\\work\\a.ts', 'C:\\work\\a.ts'],
    ['KEY: http://localhost:8080/a?b=c:d', 'http://localhost:8080/a?b=c:d'],
    ['KEY: note: this: stays', 'note: this: stays'],
    ['KEY: 12:30:45', '12:30:45'],
    ['KEY: 5 files', '5 files'],
    ['KEY: true story', 'true story'],
    ['KEY: nullable', 'nullable'],
    ['KEY: 007', '007'],
    ['KEY: 1.2.3', '1.2.3'],
    ['KEY: -x', '-x'],
    ['KEY: @types/node', '@types/node'],
    ['KEY: 12345678901234567890', '12345678901234567890'],
    ['KEY: src/a.ts#L10', 'src/a.ts#L10'],
    ['KEY: [id].tsx and more'.replace('[id]', 'src/[id]'), 'src/[id].tsx and more'],
  ])('%s is one string', (line, value) => expect(read(line)).toBe(value));

  test('an END of a nested span closes that span only', () => {
    const [outer] = parse(
      'OPERATION: a\n  STEP: one\n    ACTION: read\n  END\n  STEP: two\n  END\n  STATUS: done\nEND\n',
    );
    expect(outer?.children.map((child) => child.name)).toEqual(['one', 'two']);
    expect(valueOf(outer as Span, 'STATUS')).toBe('done');
  });

  test('a key that stands twice is an error, in a span and in a table', () => {
    expect(failure(inJob('A: 1', 'A: 2'))).toMatchObject({ line: 3, column: 3 });
    expect(failure(inJob('KEY: {a: 1, a: 2}'))).toMatchObject({ line: 2, column: 15 });
    expect(parse('STEP: a\n  A: 1\nEND\nSTEP: b\n  A: 2\nEND')).toHaveLength(2);
  });

  test.each([
    '5',
    '-1.5',
    '1e3',
    'true',
    'false',
    'null',
    '@a.b',
    '',
    ' a',
    'a ',
    'a # b',
    '[a',
    '"',
    'a\nb',
    '\u001b[2J',
  ])('the string %j is quoted when printed and comes back as a string', (text) => {
    const printed = print([span('JOB', 'x', { KEY: text })]);
    expect(printed.split('\n')[1]).toMatch(/^ {2}KEY: ".*"$/);
    expect(valueOf(parse(printed)[0] as Span, 'KEY')).toBe(text);
  });
});

describe('values', () => {
  test.each<[string, Value]>([
    ['KEY: 5', 5],
    ['KEY: -0.5e-3', -0.0005],
    ['KEY: true', true],
    ['KEY: null', null],
    ['KEY', true],
    ['KEY # said', true],
    ['KEY: value # said', 'value'],
    ['KEY: "a # b" # said', 'a # b'],
    ['KEY: "a\\n\\t\\r\\"\\\\b"', 'a\n\t\r"\\b'],
    ['KEY: @context.repo.path', reference('context.repo.path')],
    ['KEY: []', []],
    ['KEY: [a, 2, "b, c", [d], @e]', ['a', 2, 'b, c', ['d'], reference('e')]],
    ['KEY: [src/[id].tsx, a:b]', ['src/[id].tsx', 'a:b']],
    ['KEY: {}', table({})],
    ['KEY: {path: src/a.ts, at: 10:30, "odd key": [1]}', table({ path: 'src/a.ts', at: '10:30', 'odd key': [1] })],
  ])('%s', (line, value) => expect(read(line)).toEqual(value));

  test('a document may be indented as a whole, by tabs, and end its lines as Windows does', () => {
    const text = '\n\t\tJOB: a b c\r\n\t\t\tCONTEXT:\r\n\t\t\t\tREPO: .\r\n\t\t\tEND\r\n\t\tEND\r\n';
    const [job] = parse(text);
    expect(job?.name).toBe('a b c');
    expect(valueOf(childOf(job as Span, 'CONTEXT') as Span, 'REPO')).toBe('.');
  });
});

describe('an error', () => {
  test.each<[string, string, number, number]>([
    ['an empty document', '', 1, 1],
    ['only comments', '# a\n\n', 1, 1],
    ['a missing END', 'JOB: x\n  A: 1\n', 1, 1],
    ['a nested END that is missing', 'JOB: x\n  CONTEXT:\n    A: 1\nEND\n', 4, 1],
    ['an END that stands under something else', 'JOB: x\n  A: [1]\n    END\nEND\n', 3, 5],
    ['an END too many', 'JOB: x\nEND\nEND\n', 3, 1],
    ['words that are no line', inJob('A: 1', 'two words'), 3, 7],
    ['a key without a value', inJob('A:'), 2, 5],
    ['a string that is not closed', inJob('A: "x'), 2, 6],
    ['an unknown escape', inJob('A: "x\\q"'), 2, 8],
    ['words behind a string', inJob('A: "x" y'), 2, 10],
    ['a list that is not closed', inJob('A: [x, y'), 2, 6],
    ['an empty item', inJob('A: [x, , y]'), 2, 10],
    ['lines that are not deeper', 'JOB: x\nA: 1\nEND\n', 2, 1],
    ['a type in lower case', 'job: x\nEND\n', 1, 1],
    ['a span that is called END', 'END:\n  JOB: x\nEND\n', 1, 1],
    ['spaces and tabs', 'JOB: x\n  A: 1\n\tB: 2\nEND\n', 3, 1],
  ])('for %s names its place', (_, text, line, column) => {
    expect(failure(text)).toMatchObject({ line, column });
  });

  test('shows the line with a caret under the place, in its message too', () => {
    expect(() => parse(inJob('A: "x" y'))).toThrow('2 |   A: "x" y\n  |          ^');
    expect(failure(inJob('A: "x" y')).excerpt).toBe('2 |   A: "x" y\n  |          ^');
  });

  test('in a line of a megabyte shows only what stands around the place', () => {
    expect(failure(inJob(`A: "${'x'.repeat(1_000_000)}" y`)).excerpt.length).toBeLessThan(300);
  });
});

describe('nesting', () => {
  const spans = (depth: number): Span => span('STEP', '', {}, depth > 1 ? [spans(depth - 1)] : []);
  const text = (depth: number) =>
    [
      ...Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}STEP:`),
      ...Array.from({ length: depth }, (_, at) => `${' '.repeat(depth - 1 - at)}END`),
    ].join('\n');

  test(`goes ${nestingLimit} deep and no deeper, in spans`, () => {
    expect(parse(text(nestingLimit))).toEqual([spans(nestingLimit)]);
    expect(failure(text(nestingLimit + 1)).message).toContain(String(nestingLimit));
    expect(parse(print([spans(nestingLimit)]))).toEqual([spans(nestingLimit)]);
    expect(() => print([spans(nestingLimit + 1)])).toThrow(String(nestingLimit));
  });

  test('goes as deep in lists, and a hundred thousand brackets are an error, not a crash', () => {
    const list = (depth: number) => `KEY: ${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(read(list(nestingLimit))).toBeDefined();
    expect(failure(inJob(list(nestingLimit + 1))).message).toContain(String(nestingLimit));
    expect(failure(inJob(list(100_000))).message).toContain(String(nestingLimit));
    expect(parseTolerant(text(2_000)).errors).not.toEqual([]);
  });
});

describe('tolerant reading', () => {
  test('keeps what is right beside what is wrong', () => {
    const { spans, errors } = parseTolerant('JOB: x\n  A: 1\n  A: 2\n  two words\n  B: "open\n  C: 3\n');
    expect(spans).toEqual([span('JOB', 'x', { A: 1, B: '"open', C: 3 })]);
    expect(errors.map((error) => error.line)).toEqual([3, 4, 5, 1]);
  });

  test('reads lines that are not indented, with an error each', () => {
    const { spans, errors } = parseTolerant('JOB: x\nA: 1\nB: 2\nEND\n');
    expect(spans).toEqual([span('JOB', 'x', { A: 1, B: 2 })]);
    expect(errors).toHaveLength(2);
  });

  test('warns of types that the system does not know', () => {
    expect(parseTolerant('JOBB: x\nEND\n')).toMatchObject({ errors: [], warnings: [{ line: 1 }] });
    expect(parseTolerant('JOB: x\nEND\n')).toMatchObject({ errors: [], warnings: [] });
  });

  test('lists at most a hundred faults', () => {
    expect(parseTolerant('END\n'.repeat(5_000)).errors).toHaveLength(100);
  });
});

const hostile = fc.constantFrom(
  'END',
  'END:',
  '5',
  'true',
  '# x',
  'a #b',
  '@a.b',
  '[',
  ']',
  '{a: 1}',
  '"',
  '\\',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u2028',
  '\uFEFF',
  '__proto__',
  'constructor',
  '\uD800',
  '\u001b[31m',
  'a: b',
  'JOB: x\nEND',
  '-0',
  '1e999',
  'é',
  '日本',
  'a,b',
  'src/[id].ts',
);
const text = fc.oneof(
  hostile,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.tuple(hostile, hostile).map((two) => two.join('')),
);
const segment = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,5}$/);
const fieldsFrom = (value: fc.Arbitrary<Value>) =>
  fc.uniqueArray(fc.record({ key: text, value }), { selector: (field) => field.key, maxLength: 4 });
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'value' },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(segment, { minLength: 1, maxLength: 3 }).map((path) => reference(path.join('.'))),
    fc.array(tie('value'), { maxLength: 4 }),
    fieldsFrom(tie('value')).map((fields) => ({ kind: 'table' as const, fields })),
  ),
}));
const { tree } = fc.letrec<{ tree: Span }>((tie) => ({
  tree: fc.record({
    type: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,6}$/).filter((type) => type !== 'END'),
    name: text,
    fields: fieldsFrom(value),
    children: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'span' },
      fc.constant([]),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }),
}));

describe('properties', () => {
  test('what is printed is read back as the same spans, and prints the same again', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), (spans) => {
        const printed = print(spans);
        expect(parse(printed)).toEqual(spans);
        expect(print(parse(printed))).toBe(printed);
        expect(parseTolerant(printed).errors).toEqual([]);
        // Nothing printed can act on a terminal.
        expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 400 },
    );
  });

  test('reading any text ends, in spans or in an error with a place', () => {
    const line = fc.tuple(
      fc.constantFrom('', '  ', '    ', '\t'),
      fc.oneof(text, hostile, fc.constantFrom('A: 1', 'JOB: x', 'CONTEXT:', 'K', 'L: [a, b]')),
    );
    const document = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(line).map((lines) => lines.map((parts) => parts.join('')).join('\n')),
    );
    fc.assert(
      fc.property(document, (source) => {
        const tolerant = parseTolerant(source);
        let strict: Span[] | null = null;
        try {
          strict = parse(source);
        } catch (error) {
          expect(error).toBeInstanceOf(CodewrightError);
          const { line: at, column } = (error as CodewrightError).details as unknown as LogLineProblem;
          expect(at).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
        }
        // Both modes agree on what is right, and on the first thing that is wrong there being one.
        expect(tolerant.errors.length === 0).toBe(strict !== null);
        if (strict) expect(tolerant.spans).toEqual(strict);
        expect(parse(print(tolerant.spans.length > 0 && strict ? strict : [span('JOB', '')]))).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['brackets', `JOB: x\n  K: ${'['.repeat(1_000_000)}\nEND`],
    ['pairs inside words', `JOB: x\n  K: [a${'[]'.repeat(500_000)}]\nEND`],
    ['quotes', `JOB: x\n  K: "${'\\"'.repeat(500_000)}"\nEND`],
    ['hashes', `JOB: x\n  K: ${'a#'.repeat(500_000)}\nEND`],
    ['blanks', `JOB: x\n  K: a${' '.repeat(1_000_000)}b\nEND`],
    ['fields', `JOB: x\n${Array.from({ length: 60_000 }, (_, at) => `  K${at}: value`).join('\n')}\nEND`],
    ['spans', 'STEP: a\nEND\n'.repeat(80_000)],
    ['lines that are no spans', 'a\n'.repeat(500_000)],
    ['deeper and deeper', Array.from({ length: 1_400 }, (_, at) => `${' '.repeat(at)}STEP: a`).join('\n')],
    ['items', `JOB: x\n  K: [${'a, '.repeat(300_000)}a]\nEND`],
  ])('a megabyte of %s is read in one go', (_, source) => {
    // Quadratic time would be minutes and run into the test's own limit.
    expect(parseTolerant(source).spans).toBeDefined();
  });
});
