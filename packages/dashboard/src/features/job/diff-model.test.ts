import { createTwoFilesPatch } from 'diff';
import { describe, expect, test } from 'vitest';
import { type DiffRow, type DiffView, type Note, quoteOf, readDiff, rowsOfDiff } from './diff-model.ts';

const before = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
const after = before.with(9, 'changed').toSpliced(29, 1, 'one', 'two');
const patch = (from: string[], to: string[], name = 'a.ts') =>
  createTwoFilesPatch(`a/${name}`, `b/${name}`, from.join('\n'), to.join('\n'), undefined, undefined, { context: 3 });
const view = (more: Partial<DiffView> = {}): DiffView => ({
  isOpen: () => true,
  split: false,
  notes: [],
  contents: new Map(),
  shown: new Map(),
  ...more,
});
const shown = (row: DiffRow): string => {
  switch (row.kind) {
    case 'file':
      return `# ${row.file.path} +${row.file.added} -${row.file.removed}`;
    case 'gap':
      return `… ${row.gap.hidden}`;
    case 'line':
      return `${row.old ?? ''}|${row.new ?? ''}|${row.line.sign}${row.line.text}`;
    case 'pair':
      return `${row.left ? `${row.left.line}${row.left.sign}${row.left.text}` : ''}|${row.right ? `${row.right.line}${row.right.sign}${row.right.text}` : ''}`;
    default:
      return `note ${row.id}${row.placed ? '' : ' at the top'}`;
  }
};
const rows = (text: string, more: Partial<DiffView> = {}) => rowsOfDiff(readDiff(text), view(more)).map(shown);

describe('A diff as rows', () => {
  test('numbers the lines of both sides, unified and split, and says how much is hidden between', () => {
    const unified = rows(patch(before, after));
    expect(unified.slice(0, 8)).toEqual([
      '# a.ts +3 -2',
      '… 6',
      '7|7| line 7',
      '8|8| line 8',
      '9|9| line 9',
      '10||-line 10',
      '|10|+changed',
      '11|11| line 11',
    ]);
    expect(unified).toContain('30||-line 30');
    expect(unified).toContain('|31|+two');
    expect(unified).toContain('31|32| line 31');
    expect(unified.at(-1)).toBe('… Infinity');
    const split = rows(patch(before, after), { split: true });
    expect(split).toContain('10-line 10|10+changed');
    expect(split).toContain('|31+two');
    expect(split).toContain('31 line 31|32 line 31');
  });

  test('shows as many hidden lines as were asked for, with the numbers of both sides', () => {
    const contents = new Map([['a.ts', after]]);
    const some = rows(patch(before, after), {
      contents,
      shown: new Map([
        ['a.ts:0', 2],
        ['a.ts:1', 100],
        ['a.ts:2', 4],
      ]),
    });
    expect(some.slice(1, 5)).toEqual(['… 4', '5|5| line 5', '6|6| line 6', '7|7| line 7']);
    expect(some).toContain('20|20| line 20');
    expect(some.slice(-3)).toEqual(['36|37| line 36', '37|38| line 37', '… 3']);
    const whole = rows(patch(before, after), {
      contents,
      shown: new Map([
        ['a.ts:0', 99],
        ['a.ts:1', 99],
        ['a.ts:2', 99],
      ]),
    });
    expect(whole.some((row) => row.startsWith('…'))).toBe(false);
    expect(whole.filter((row) => !/-line|^#/.test(row)).map((row) => row.split('|')[2]?.slice(1))).toEqual(after);
  });

  test('puts what was written below its line, and what has no line any more at the top of its file or of all', () => {
    const note = (id: string, more: Partial<Note>): Note => ({ id, path: 'a.ts', side: 'new', line: 10, ...more });
    const notes = [
      note('new', {}),
      note('old', { side: 'old' }),
      note('hidden', { line: 20 }),
      note('gone', { line: null }),
      note('other', { path: 'b.ts' }),
    ];
    for (const split of [false, true]) {
      const all = rows(patch(before, after), { notes, split });
      expect(all[0]).toBe('note other at the top');
      expect(all.slice(2, 4)).toEqual(['note hidden at the top', 'note gone at the top']);
      expect(all[all.indexOf('note new') - 1]).toContain('changed');
      expect(all.filter((row) => row.startsWith('note'))).toHaveLength(5);
    }
    const closed = rows(patch(before, after), { notes, isOpen: () => false });
    expect(closed).toEqual(['note other at the top', '# a.ts +3 -2']);
  });

  test('new, deleted and renamed files', () => {
    const text = [
      'diff --git a/new.ts b/new.ts\nnew file mode 100644\n--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1,2 @@\n+a\n+b\n',
      'diff --git a/gone.ts b/gone.ts\ndeleted file mode 100644\n--- a/gone.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n',
    ].join('');
    expect(rows(text)).toEqual(['# new.ts +2 -0', '|1|+a', '|2|+b', '# gone.ts +0 -1', '1||-a']);
  });

  test('a file has another mark when what is shown of it is another, and only then', () => {
    const mark = (text: string) => readDiff(text)[0]?.mark;
    expect(mark(patch(before, after))).toBe(mark(patch(before, after)));
    expect(mark(patch(before, after.with(9, 'changes')))).not.toBe(mark(patch(before, after)));
    expect(mark(patch(before, after.with(20, 'x')))).not.toBe(mark(patch(before, after)));
  });

  test('a quote holds the lines of its side with their signs', () => {
    const [file] = readDiff(patch(before, after));
    if (!file) throw new Error('There is no file.');
    expect(quoteOf(file, 'new', 9, 11)).toBe(' line 9\n+changed\n line 11');
    expect(quoteOf(file, 'old', 10, 10)).toBe('-line 10');
    expect(quoteOf(file, 'new', 20, 20)).toBe('');
  });
});
