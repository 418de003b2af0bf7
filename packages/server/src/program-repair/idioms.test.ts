import { expect, test } from 'vitest';
import { applyEdit, proposeEdits, readHints } from './propose.ts';
import { SourceReader } from './syntax.ts';

const reader = new SourceReader();

/** A slip, its file, the right program, and what the slip makes of a part of it; words of the failure where they tell. */
const slips: [what: string, path: string, right: string, was: string, slip: string, said?: string][] = [
  [
    'a local for a member',
    'a.py',
    'class A:\n    def __init__(self):\n        self.n = 0\n\n    def up(self):\n        self.n = self.n + 1\n',
    'self.n = self.n',
    'n = self.n',
  ],
  [
    'an error nobody raises',
    'a.py',
    'def f(x):\n    try:\n        return int(x)\n    except ValueError:\n        return 0\n',
    'ValueError',
    'KeyError',
    'ValueError: invalid literal',
  ],
  ['a number without its zero', 'a.py', "def f(h, m, s):\n    return f'{h}:{m:02d}:{s:02d}'\n", '{m:02d}', '{m}'],
  ['a text that is not filled in', 'a.py', "def f(name):\n    return f'hello {name}'\n", "f'hello", "'hello"],
  ['a method that is not called', 'a.py', 'def f(text):\n    return text.lower() == text\n', 'lower()', 'lower'],
  ['one thing where two are equal', 'a.py', 'def f(a, b):\n    return a == b\n', '==', 'is'],
  [
    'a parent that does not begin',
    'a.py',
    'class B(A):\n    def __init__(self, n):\n        super().__init__(n)\n        self.n = n\n',
    'super().__init__(n)\n        ',
    '',
  ],
  [
    'a list that two hold',
    'a.py',
    'def f(rows):\n    done = list(rows)\n    done.append(1)\n    return done\n',
    'list(rows)',
    'rows',
  ],
  [
    'a list that is gone through twice',
    'a.py',
    'def f(rows):\n    rows = list(rows)\n    whole = sum(rows)\n    return [row / whole for row in rows]\n',
    '    rows = list(rows)\n',
    '',
  ],
  [
    'a result that is not kept',
    'a.py',
    'def f(text):\n    text = text.strip()\n    return text\n',
    'text = text.strip()',
    'text.strip()',
  ],
  [
    'nothing in the place of a list',
    'a.py',
    'def f(rows):\n    rows.sort()\n    return rows\n',
    'rows.sort()',
    'rows = rows.sort()',
  ],
  [
    'a list of the class',
    'a.py',
    'class A:\n    def __init__(self):\n        self.rows = []\n        self.n = 0\n\n    def add(self, x):\n        self.rows.append(x)\n',
    'def __init__(self):\n        self.rows = []\n',
    'rows = []\n\n    def __init__(self):\n',
  ],
  [
    'what binds only the first',
    'a.py',
    'def f(a, b, c, d):\n    return a and (b or c or d)\n',
    '(b or c or d)',
    'b or c or d',
  ],
  ['indexes of a table the wrong way round', 'a.py', 'def f(t, a, b):\n    return t[a, b]\n', 'a, b]', 'b, a]'],
  [
    'a variable of the loop itself',
    'a.go',
    'package a\n\nfunc f(xs []int) (fs []func() int) {\n\tfor i, x := range xs {\n\t\ti, x := i, x\n\t\tfs = append(fs, func() int { return i * x })\n\t}\n\treturn fs\n}\n',
    '\t\ti, x := i, x\n',
    '',
  ],
  [
    'a map that nobody makes',
    'a.go',
    'package a\n\ntype T struct {\n\tn int\n\tm map[string]int\n}\n\nfunc N() *T {\n\treturn &T{n: 1, m: map[string]int{}}\n}\n',
    ', m: map[string]int{}',
    '',
  ],
  [
    'an error of the block',
    'a.go',
    'package a\n\nfunc g() (int, error) {\n\treturn 1, nil\n}\n\nfunc f() error {\n\tvar err error\n\tfor i := 0; i < 3; i++ {\n\t\tvar x int\n\t\tx, err = g()\n\t\tif err != nil || x > i {\n\t\t\tbreak\n\t\t}\n\t}\n\treturn err\n}\n',
    'var x int\n\t\tx, err = g()',
    'x, err := g()',
  ],
  [
    'room that two share',
    'a.go',
    'package a\n\nfunc f(p []int) [][]int {\n\treturn [][]int{append(p[:len(p):len(p)], 1), append(p, 2)}\n}\n',
    'append(p[:len(p):len(p)], 1)',
    'append(p, 1)',
  ],
  [
    'a lock that stays',
    'a.go',
    'package a\n\nfunc (s *S) Get() int {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn s.n\n}\n',
    '\tdefer s.mu.Unlock()\n',
    '',
  ],
  [
    'the last in the place of the greatest',
    'a.go',
    'package a\n\nfunc f(a, b *T) {\n\tif b.End > a.End {\n\t\ta.End = b.End\n\t}\n}\n',
    'if b.End > a.End {\n\t\ta.End = b.End\n\t}',
    'a.End = b.End',
  ],
  [
    'room in the place of elements',
    'a.go',
    'package a\n\nfunc f(xs []int) []int {\n\tys := make([]int, len(xs))\n\tcopy(ys, xs)\n\treturn ys\n}\n',
    'len(xs))\n',
    '0, len(xs))\n',
  ],
  [
    'a step that does not go round',
    'a.go',
    'package a\n\nfunc (q *Q) Next(n int) int {\n\tat := (q.first + n) % len(q.ring)\n\tq.first = (q.first + 1) % len(q.ring)\n\treturn at\n}\n',
    '(q.first + 1) % len(q.ring)',
    'q.first + 1',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip, said = '') => {
  const wrong = right.replace(was, () => slip);
  expect(wrong).not.toBe(right);
  const source = await reader.read(path, wrong);
  if (!source) throw new Error('not read');
  const suspects = wrong.split('\n').map((_, at) => ({ path, line: at + 1, suspicion: 1, failing: 1, passing: 0 }));
  const plain = (text: string) =>
    text
      .split(/\s*\n\s*/)
      .filter(Boolean)
      .join('\n')
      .trim();
  const found = proposeEdits(source, suspects, readHints([said], ''));
  const rank = found.findIndex((one) => plain(applyEdit(wrong, one)) === plain(right));
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(40);
});
