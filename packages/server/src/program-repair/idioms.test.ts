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
  [
    'one variable for all rounds',
    'a.js',
    'export function f(names) {\n  const all = {};\n  for (let i = 0; i < names.length; i++) all[names[i]] = () => i;\n  return all;\n}\n',
    'let i',
    'var i',
  ],
  [
    'a method without its object',
    'a.js',
    'class A {\n  one(row) {\n    return row;\n  }\n  all() {\n    return this.rows.map((value) => this.one(value));\n  }\n}\n',
    '(value) => this.one(value)',
    'this.one',
  ],
  ['what is spread last', 'a.js', 'function f(a, b) {\n  return { ...a, ...b };\n}\n', '...a, ...b', '...b, ...a'],
  [
    'what belongs to the caller',
    'a.js',
    'function f(given) {\n  const own = { ...given };\n  own.n = 1;\n  return own;\n}\n',
    '{ ...given }',
    'given',
  ],
  [
    'a step of a chain',
    'a.js',
    'function f(text) {\n  return text.toLowerCase().match(/[a-z]+/g);\n}\n',
    '.toLowerCase()',
    '',
  ],
  [
    'a property that starts again',
    'a.js',
    "const start = { state: 'idle', error: null };\nfunction f(model) {\n  return { ...model, state: 'busy', error: null };\n}\n",
    "'busy', error: null",
    "'busy'",
  ],
  [
    'all of what was split',
    'a.js',
    "function f(path) {\n  const [key, ...rest] = path.split('.');\n  return g(key, rest.join('.'));\n}\n",
    "rest.join('.')",
    'rest[0]',
  ],
  [
    'what was looked at ahead',
    'a.js',
    "function f(s) {\n  let out = '';\n  for (let i = 0; i < s.length; i++) {\n    if (s[i] === '\"' && s[i + 1] === '\"') {\n      out += '\"';\n      i++;\n    }\n  }\n  return out;\n}\n",
    '\n      i++;',
    '',
  ],
  [
    'what is asked and never noted',
    'a.js',
    'function f(all) {\n  const seen = new Set();\n  const visit = (node) => {\n    if (seen.has(node)) return;\n    seen.add(node);\n    for (const next of all[node]) visit(next);\n  };\n  visit(0);\n}\n',
    'seen.add(node);\n    ',
    '',
  ],
  [
    'a variable that never changes',
    'a.js',
    "function f(text) {\n  let out = '';\n  let last = '';\n  for (const c of text) {\n    if (c !== last) out += c;\n    last = c;\n  }\n  return out;\n}\n",
    '\n    last = c;',
    '',
  ],
  [
    'a name declared once more',
    'a.js',
    'function f(list) {\n  let sum = 0;\n  for (const one of list) {\n    sum += one;\n  }\n  return sum;\n}\n',
    '    sum += one;',
    '    let sum = 0;\n    sum += one;',
  ],
  [
    'what only one path does',
    'a.js',
    'function f(map, key, list) {\n  if (list.length > 2) {\n    map.set(key, list);\n    return false;\n  }\n  list.push(1);\n  map.set(key, list);\n  return true;\n}\n',
    'list.push(1);\n  map.set(key, list);',
    'list.push(1);',
  ],
  [
    'bounds on both sides',
    'a.js',
    'const f = (a, b) => {\n  return a.from < b.to && b.from < a.to;\n};\n',
    'a.from < b.to && b.from < a.to',
    'a.from <= b.to && b.from <= a.to',
  ],
  [
    'a count that begins again',
    'a.js',
    "function f(s) {\n  let out = '';\n  let n = 0;\n  for (let i = 0; i < s.length; i++) {\n    n++;\n    if (s[i] !== s[i + 1]) {\n      out += n + s[i];\n      n = 0;\n    }\n  }\n  return out;\n}\n",
    '\n      n = 0;',
    '',
  ],
  [
    'the best of what may be below zero',
    'a.js',
    'function f(list) {\n  let best = -Infinity;\n  for (const one of list) best = Math.max(best, one);\n  return best;\n}\n',
    '-Infinity',
    '0',
  ],
  [
    'a flag of what is there',
    'a.js',
    'function f(node) {\n  node.end = true;\n  return (word) => {\n    const found = node.find(word);\n    return found !== null && found.end;\n  };\n}\n',
    ' && found.end',
    '',
  ],
  [
    'an answer that nobody takes',
    'a.js',
    'function f(list, at) {\n  list.splice(at, 1);\n  return list;\n}\n',
    'splice',
    'slice',
  ],
  [
    'a call of itself for the next',
    'a.js',
    "function sum() {\n  let value = product();\n  while (next('+')) value += product();\n  return value;\n}\nfunction product() {\n  return factor();\n}\n",
    '+= product()',
    '+= sum()',
  ],
  ['a key that is not there', 'a.py', 'def f(d, k):\n    return d.get(k, 0)\n', 'd.get(k, 0)', 'd[k]', 'KeyError: 1'],
  [
    'the first of a key',
    'a.py',
    'def f(d, k, x):\n    d.setdefault(k, []).append(x)\n',
    'd.setdefault(k, []).append(x)',
    'd[k].append(x)',
    'KeyError: 1',
  ],
  [
    'numbers read as texts',
    'a.py',
    'def f(line):\n    a, b = line.split()\n    return int(a) + int(b)\n',
    'int(a) + int(b)',
    'a + b',
    "actual: '12'\nexpected: 3",
  ],
  ['a method without its object', 'a.py', 'class B:\n    def f(self, x):\n        return x\n', '(self, x)', '(x)'],
  [
    'a parent that is not asked',
    'a.py',
    'class B(A):\n    def area(self):\n        return super().area() * 2\n',
    'super().area()',
    'self.area()',
  ],
  [
    'a name of the outer function',
    'a.py',
    'def f():\n    n = 0\n\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    return g\n',
    '        nonlocal n\n',
    '',
    'UnboundLocalError: n',
  ],
  [
    'a function that sees the end of its loop',
    'a.py',
    'def f(n):\n    return [lambda x, i=i: x * i for i in range(n)]\n',
    'x, i=i:',
    'x:',
  ],
  [
    'a special branch behind the general one',
    'a.py',
    'def f(n):\n    if n % 6 == 0:\n        return 6\n    elif n % 3 == 0:\n        return 3\n    return 0\n',
    'n % 6 == 0:\n        return 6\n    elif n % 3 == 0:\n        return 3',
    'n % 3 == 0:\n        return 3\n    elif n % 6 == 0:\n        return 6',
  ],
  [
    'an error that is swallowed',
    'a.go',
    'package a\n\nfunc f() (int, error) {\n\tx, err := g()\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn x, nil\n}\n',
    '0, err',
    '0, nil',
  ],
  [
    'an error nobody looks at',
    'a.go',
    'package a\n\nfunc f(s string) (int, error) {\n\tx, err := g(s)\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn x * 2, nil\n}\n',
    'x, err := g(s)\n\tif err != nil {\n\t\treturn 0, err\n\t}',
    'x, _ := g(s)',
  ],
  ['a receiver that is a copy', 'a.go', 'package a\n\nfunc (c *C) Up() {\n\tc.n++\n}\n', '(c *C)', '(c C)'],
  [
    'work nobody waits for',
    'a.go',
    'package a\n\nimport "sync"\n\nfunc f(n int) {\n\tvar wg sync.WaitGroup\n\tfor i := 0; i < n; i++ {\n\t\twg.Add(1)\n\t\tgo func() {\n\t\t\tdefer wg.Done()\n\t\t}()\n\t}\n\twg.Wait()\n}\n',
    '\twg.Wait()\n',
    '',
  ],
  [
    'a branch that goes on',
    'a.go',
    'package a\n\nfunc f(x int) *A {\n\ta := &A{}\n\tif x < 0 {\n\t\ta.put(1)\n\t\treturn a\n\t}\n\tif x > 9 {\n\t\ta.put(2)\n\t\treturn a\n\t}\n\ta.put(3)\n\treturn a\n}\n',
    'a.put(1)\n\t\treturn a',
    'a.put(1)',
  ],
  [
    'a break of the choice',
    'a.go',
    'package a\n\nfunc f(xs []int) (n int) {\nloop:\n\tfor _, x := range xs {\n\t\tswitch x {\n\t\tcase 0:\n\t\t\tbreak loop\n\t\t}\n\t\tn++\n\t}\n\treturn\n}\n',
    'loop:\n\tfor _, x := range xs {\n\t\tswitch x {\n\t\tcase 0:\n\t\t\tbreak loop',
    '\tfor _, x := range xs {\n\t\tswitch x {\n\t\tcase 0:\n\t\t\tbreak',
  ],
  [
    'the other end of a list',
    'a.go',
    'package a\n\nfunc f(stack []int) []int {\n\tstack = stack[:len(stack)-1]\n\treturn stack\n}\n',
    '[:len(stack)-1]',
    '[1:]',
  ],
  [
    'what stands before the same elsewhere',
    'a.py',
    "def f(lines):\n    for line in lines:\n        line = line.strip()\n        if not line or line[0] == '#':\n            continue\n        yield line\n\n\ndef g(lines):\n    n = 0\n    for line in lines:\n        line = line.strip()\n        if not line or line[0] == ';':\n            continue\n        n += 1\n    return n\n",
    "        line = line.strip()\n        if not line or line[0] == '#'",
    "        if not line or line[0] == '#'",
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
