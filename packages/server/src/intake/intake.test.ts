import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../logline/parser.ts';
import { childOf, valueOf } from '../logline/tree.ts';
import type { Span } from '../logline/contract.ts';
import type { IntakeMatch, IntakeOptions } from './contract.ts';
import { understandRequest } from './intake.ts';
import { normalise } from './normalise.ts';
import { compilePattern, matchPattern } from './patterns.ts';
import { builtinGrammar, loadGrammar } from './rules.ts';
import { tokenise } from './tokens.ts';

const grammar = builtinGrammar();

function matched(text: string, options: IntakeOptions = {}): IntakeMatch {
  const result = understandRequest(text, options);
  if (result.verdict === 'abstain') throw new Error(`${text}: ${result.abstainReason}`);
  return result;
}

describe('the rules', () => {
  test.each(grammar.rules.flatMap((rule) => rule.examples.map((example) => [example, rule.name])))(
    '"%s" is %s',
    (example, rule) => expect(matched(example).rule).toBe(rule),
  );

  test('carry the modes and limits of the house', () => {
    expect(matched('Fix the failing tests')).toMatchObject({
      mode: 'mechanic',
      readOnly: false,
      constraints: { files: 5, lines: 200, mustPassTests: true },
    });
    expect(matched('Add pagination to the orders')).toMatchObject({
      mode: 'genius',
      constraints: { files: 20, soft: true },
    });
    expect(matched('Document the functions in src/api.ts').constraints.files).toBe(10);
    expect(matched('Analyze src/search.ts')).toMatchObject({ mode: 'mechanic', readOnly: true });
    expect(matched('Review the changes since main')).toMatchObject({ mode: 'review', readOnly: true });
    expect(matched('Delete the file src/old.ts')).toMatchObject({ mode: 'genius', confirm: true, destructive: true });
    expect(matched('Create a REST API for todos')).toMatchObject({ mode: 'build', constraints: { files: 400 } });
  });

  test('keep code, quotes and paths to the letter', () => {
    expect(matched('fix teh typo "Teh  END..." in `src/a  b.ts`').captures['target']).toBe(
      'the typo "Teh  END..." in `src/a  b.ts`',
    );
    expect(matched('Rename `docs/my file.md` to docs/your-file.md').captures).toEqual({
      path: 'docs/my file.md',
      to: 'docs/your-file.md',
    });
    const fence = '```ts\nconst  teh = "x";\n\n  return;\n```';
    expect(matched(`Fix the crash in this code:\n${fence}\nplease`).captures['target']).toContain(fence);
    expect(matched('move src/[id].tsx to app/[id]/page.tsx').paths).toEqual(['src/[id].tsx', 'app/[id]/page.tsx']);
  });
});

describe('clumsy words', () => {
  test.each([
    ['hey, could you please help me to fxi teh failing tests asap, thanks!!!', 'bug_fix'],
    ['Buld a REST api for managing a libary with books and authors', 'build'],
    ['I need you to build me a website for my restaurant with a menu and reservations', 'build'],
    ['design and implement a URL shortener service', 'build'],
    ['i wanna make an app that tracks my workouts', 'build'],
    ['We have an Express app. The login is slow. Please refactor src/login.ts.', 'refactor'],
    ['The checkout crashes when I click pay. Please fix it.', 'bug_fix'],
    ['1. add dark mode\n2. write tests for it', 'feature'],
    ['is login broken?', 'question'],
    ['can you tell me how the queue works?', 'question'],
    ['Explain how to build and test the project', 'question'],
    ["login doesn't work", 'bug_fix'],
  ])('"%s" is %s', (text, rule) => expect(matched(text).rule).toBe(rule));

  test('a part of a program is no new program', () => {
    expect(matched('Create an API endpoint for invoices').rule).toBe('feature');
    expect(matched('Build a CLI in this repo').rule).toBe('feature');
    expect(matched('create a service for users in src/services').rule).toBe('feature');
    expect(matched('Create a service for users').rule).toBe('build');
  });

  test('several orders get the widest mode of them, and a change goes before a look', () => {
    expect(matched('Fix the failing test and refactor src/a.ts')).toMatchObject({
      rule: 'bug_fix',
      mode: 'genius',
      also: ['refactor'],
    });
    expect(matched('review the code and fix the type errors')).toMatchObject({ rule: 'bug_fix', also: ['review'] });
    expect(matched('Add an endpoint to create and delete todos')).toMatchObject({ rule: 'feature', also: [] });
  });

  test('"do not change anything" turns a fix into an analysis', () => {
    expect(matched('fix the login, but do not change anything')).toMatchObject({ rule: 'analyze', readOnly: true });
    expect(matched('fix the login, but do not change anything', { mode: 'mechanic' }).readOnly).toBe(true);
    expect(matched("fix the login but don't change the public API").rule).toBe('bug_fix');
  });
});

describe('what is not understood is asked', () => {
  test.each([
    ['', 'too_vague'],
    ['   \n', 'too_vague'],
    ['?!.', 'too_vague'],
    ['improve', 'too_vague'],
    ['fix it', 'too_vague'],
    ['Fix the bug!', 'too_vague'],
    ['make it better', 'too_vague'],
    ['create an app', 'too_vague'],
    ['hello there my friend', 'not_understood'],
    ['asdf qwer yxcv', 'not_understood'],
    ['TODO app', 'not_understood'],
    ['Corrige el bug en la pagina de login', 'not_understood'],
    ['Bitte füge Tests für die Anmeldung hinzu und mache das schnell', 'not_understood'],
    ['修复登录页面的错误', 'not_understood'],
    ['исправь ошибку в src/auth.ts', 'not_understood'],
    ["don't delete everything, just src/old.ts", 'not_understood'],
    ['Delete all done todos', 'ambiguous'],
    ['delete the users table', 'ambiguous'],
    ['Refactor src/a.ts. Do not change any files.', 'ambiguous'],
    ['delete everything', 'dangerous'],
    ['Please remove all files', 'dangerous'],
    ['drop the production database', 'dangerous'],
    ['Delete the file src/old.ts in production', 'dangerous'],
    ['wipe the disk', 'dangerous'],
    ['fix the bug in src/a.ts and then delete everything', 'dangerous'],
    ['add a button, and wipe the database', 'dangerous'],
    ['rm -rf /', 'dangerous'],
    ['sudo rm -rf / --no-preserve-root', 'dangerous'],
    ['run `sudo rm -rf /etc`', 'dangerous'],
    ['force push to main', 'dangerous'],
  ])('"%s": %s', (text, reason) => {
    const result = understandRequest(text);
    expect(result).toMatchObject({ verdict: 'abstain', abstainReason: reason });
    if (result.verdict !== 'abstain') return;
    expect(result.clarification).toMatch(/[.?…]$/);
    expect(result.suggestions.length).toBeGreaterThan(0);
  });

  test.each([
    'Add an endpoint that deletes everything a user owns',
    'Create an app where users can create, edit and delete everything they own',
    'Fix the crash when the user deletes all files',
    'Add a confirmation before "delete everything"',
    'Remove console.log calls from the production build',
    'delete src/legacy/old.ts',
  ])('"%s" only speaks of danger', (text) => expect(understandRequest(text).verdict).toBe('match'));

  test('every suggestion it makes can be understood', () => {
    for (const answer of Object.values(grammar.words.answers)) {
      for (const suggestion of answer.suggestions) {
        expect([suggestion, understandRequest(suggestion).verdict]).toEqual([suggestion, 'match']);
      }
    }
  });

  test('a new program inside a repository is asked about, unless the mode says it', () => {
    const text = 'Create a REST API for a todo app';
    const result = understandRequest(text, { repository: true });
    expect(result).toMatchObject({ verdict: 'abstain', abstainReason: 'ambiguous' });
    if (result.verdict === 'abstain') {
      expect(matched(result.suggestions[1] ?? '', { repository: true }).rule).toBe('feature');
    }
    expect(matched(text, { repository: true, mode: 'build' }).rule).toBe('build');
  });
});

describe('a mode that a person has named', () => {
  test('is kept, and the words fill in the rest', () => {
    expect(matched('a library: books, authors, members', { mode: 'build' })).toMatchObject({
      rule: 'build',
      mode: 'build',
    });
    expect(matched('the last three commits', { mode: 'review' })).toMatchObject({ rule: 'review', readOnly: true });
    expect(matched('outdated packages', { mode: 'mechanic' })).toMatchObject({ rule: 'bug_fix', mode: 'mechanic' });
    expect(matched('Refactor src/a.ts', { mode: 'mechanic' })).toMatchObject({
      rule: 'refactor',
      constraints: { files: 5 },
    });
  });

  test('makes nothing dangerous harmless', () => {
    expect(understandRequest('delete everything', { mode: 'genius' })).toMatchObject({ abstainReason: 'dangerous' });
  });
});

describe('the JOB span', () => {
  test('is LogLine that says what was understood', () => {
    const result = matched('Fix the crash in src/auth.ts when the name is "END"', {
      job: { id: 'j1', repo: '/tmp/x', createdBy: 'ana' },
    });
    const [job] = parse(result.logline);
    expect(job).toEqual(result.span);
    expect(valueOf(job as Span, 'MODE')).toBe('mechanic');
    expect(valueOf(childOf(job as Span, 'OPERATION') as Span, 'TARGET')).toBe(
      'the crash in src/auth.ts when the name is "END"',
    );
    expect(valueOf(childOf(job as Span, 'CONTEXT') as Span, 'REPO')).toBe('/tmp/x');
    expect(valueOf(childOf(job as Span, 'CONSTRAINTS') as Span, 'MAX_FILES')).toBe(5);
    expect(valueOf(childOf(job as Span, 'BUDGET') as Span, 'STEP_CAP')).toBe(20);
    expect(valueOf(childOf(job as Span, 'PROOF') as Span, 'SPAN_HASH')).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is the same for the same words, and names the grammar', () => {
    const again = matched('Fix the failing tests', { mode: 'mechanic' });
    expect(again).toEqual(matched('Fix the failing tests', { mode: 'mechanic' }));
    expect(again.captures).toEqual({ target: 'the failing tests' });
    expect(again.grammar).toMatch(/^intake@[0-9a-f]{16}$/);
  });
});

describe('normalising', () => {
  test.each([
    ['  Fix   the\tbug in\nsrc/a.ts  !!! ', 'Fix the bug in src/a.ts'],
    ["It doesn't work, I can't log in.", 'It does not work, I cannot log in'],
    ['Cafe\u0301 page', 'Café page'],
    ['fxi TEH Bgu', 'fix The Bug'],
    ['delete\u200B every\u202Ething', 'delete everything'],
    ['a\r\nb\r\n\r\nc\n- d', 'a b\nc\n- d'],
    ['"teh   x" teh', '"teh   x" the'],
    ['src/teh.ts teh.js tehThing', 'src/teh.ts teh.js tehThing'],
  ])('%j', (text, expected) => expect(normalise(text, grammar.words)).toBe(expected));
});

describe('patterns', () => {
  const none = (_type: string, _tokens: unknown, from: number, to: number) => to - from;
  test('take slots up to the next words', () => {
    const match = matchPattern(
      compilePattern('(rename|move) [the] {a} (to|into) {b}'),
      tokenise('move the old x into y z'),
      none,
    );
    expect([...(match?.slots ?? [])]).toEqual([
      ['a', [2, 4]],
      ['b', [5, 7]],
    ]);
    expect(matchPattern(compilePattern('move {a} to {b}'), tokenise('move x'), none)).toBeNull();
  });

  test.each(['(a|b', '{a} {b}', '{A}', '{a:color}', '[a|]', '{a}'])('%s is refused', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });

  test('a mistake in a rule file is named with its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'intake-'));
    try {
      const rule =
        "  - name: x\n    mode: mechanic\n    suggest: 'x'\n    patterns:\n      - 'fix {target'\n    examples: [a]\n";
      writeFileSync(join(folder, 'own.yaml'), `rules:\n${rule}`);
      expect(() => loadGrammar(folder)).toThrow(/own\.yaml:6:14: There is no } for this/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('hostile input', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'fix',
      'and',
      'then',
      'delete',
      'everything',
      '`',
      '```',
      '"',
      "'",
      '\n',
      '- ',
      '.',
      ':',
      '(',
      ')',
      'src/a.ts',
      '../..',
      'a REST API',
      'END',
      '__proto__',
      'constructor',
      "don't",
      '{target}',
      '\u0000',
      '\uD800',
      '🙂',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const request = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(' '));

  test('never fails, is deterministic, and what it understands is LogLine', () => {
    fc.assert(
      fc.property(
        request,
        fc.constantFrom(undefined, 'build', 'mechanic', 'review', 'chat', 'genius'),
        (text, mode) => {
          const options = mode === undefined ? {} : ({ mode } as IntakeOptions);
          const result = understandRequest(text, options);
          expect(understandRequest(text, options)).toEqual(result);
          if (result.verdict === 'match') expect(parse(result.logline)).toEqual([result.span]);
          else expect(result.clarification).not.toBe('');
        },
      ),
      { numRuns: 600 },
    );
  });

  test.each([
    ['quotes', '"a '.repeat(200_000)],
    ['apostrophes', "'a ".repeat(200_000)],
    ['backticks', '`'.repeat(500_001)],
    ['blanks', `fix${' '.repeat(1_000_000)}it`],
    ['line breaks', '\n'.repeat(1_000_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['a path', 'a/'.repeat(500_000)],
    ['dots', 'a.'.repeat(500_000)],
    ['commas and ands', 'delete, and '.repeat(80_000)],
    ['sentences', 'fix the bug. '.repeat(80_000)],
    ['fillers', 'please '.repeat(150_000)],
    ['closers', `fix x ${'thanks '.repeat(150_000)}`],
    ['slot words', `rename ${'to '.repeat(300_000)}`],
    ['brackets', 'fix ((((('.repeat(100_000)],
    ['failures', 'is broken but '.repeat(70_000)],
  ])('a megabyte of %s is read in one go', (_, text) => {
    // Quadratic time would be minutes and run into the test's own limit.
    expect(understandRequest(text).verdict).toBeDefined();
  });
});
