import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const purse =
  'package a\n\nimport "errors"\n\nvar ErrLow = errors.New("low")\nvar ErrBad = errors.New("bad")\n\ntype Purse struct {\n\tcents int\n\tnames map[string]int\n}\n\nfunc (p *Purse) Take(amount int) error {\n\tif amount <= 0 {\n\t\treturn ErrBad\n\t}\n\tif amount > p.cents {\n\t\treturn ErrLow\n\t}\n\tp.cents -= amount\n\treturn nil\n}\n\nfunc (p *Purse) Give(name string, amount int) (int, error) {\n\tif _, ok := p.names[name]; !ok {\n\t\treturn 0, ErrBad\n\t}\n\tp.names[name] += amount\n\treturn p.names[name], nil\n}\n';

/** A slip, its file, the right program, what the slip makes of a part of it, and words of the failure. */
const slips: [what: string, path: string, right: string, was: string, slip: string, said?: string][] = [
  [
    'an error that is declared and never given',
    'a.go',
    purse,
    '\tif amount > p.cents {\n\t\treturn ErrLow\n\t}\n',
    '',
    'expected an error, got nil',
  ],
  [
    'a key that is not there',
    'a.go',
    purse,
    '\tif _, ok := p.names[name]; !ok {\n\t\treturn 0, ErrBad\n\t}\n',
    '',
    'expected an error, got nil',
  ],
  [
    'a value that is refused in Python',
    'a.py',
    "class Low(Exception):\n    pass\n\n\nclass Purse:\n    def take(self, amount):\n        if amount > self.cents:\n            raise Low('not allowed')\n        self.cents -= amount\n",
    "        if amount > self.cents:\n            raise Low('not allowed')\n",
    '',
    "Failed: DID NOT RAISE <class 'Low'>",
  ],
  [
    'a value that is refused in JavaScript',
    'a.js',
    "class Low extends Error {}\n\nclass Purse {\n  take(amount) {\n    if (amount > this.cents) throw new Low('not allowed');\n    this.cents -= amount;\n  }\n}\n",
    "    if (amount > this.cents) throw new Low('not allowed');\n",
    '',
    'Missing expected exception (Low).',
  ],
  [
    'a method that nothing calls',
    'a.py',
    'class Cache:\n    def put(self, key, value):\n        self.items[key] = value\n        self._shrink(key)\n\n    def _shrink(self, key):\n        while len(self.items) > self.limit:\n            self.items.pop(next(iter(self.items)))\n',
    '        self._shrink(key)\n',
    '',
  ],
  [
    'a function of Go that nothing calls',
    'a.go',
    'package a\n\nimport "errors"\n\ntype T struct{ n int }\n\nfunc check(n int) error {\n\tif n < 0 {\n\t\treturn errors.New("low")\n\t}\n\treturn nil\n}\n\nfunc (t *T) Set(n int) error {\n\tif err := check(n); err != nil {\n\t\treturn err\n\t}\n\tt.n = n\n\treturn nil\n}\n',
    '\tif err := check(n); err != nil {\n\t\treturn err\n\t}\n',
    '',
  ],
  [
    'equal ones without an order',
    'a.go',
    'package a\n\nimport "sort"\n\ntype C struct {\n\tWord string\n\tTimes int\n}\n\nfunc f(cs []C) {\n\tsort.Slice(cs, func(i, j int) bool {\n\t\tif cs[i].Times != cs[j].Times {\n\t\t\treturn cs[i].Times > cs[j].Times\n\t\t}\n\t\treturn cs[i].Word < cs[j].Word\n\t})\n}\n',
    'if cs[i].Times != cs[j].Times {\n\t\t\treturn cs[i].Times > cs[j].Times\n\t\t}\n\t\treturn cs[i].Word < cs[j].Word',
    'return cs[i].Times > cs[j].Times',
  ],
  [
    'two things that have to be alike in another member',
    'a.js',
    "function f(list, one) {\n  const name = one.room;\n  return list.filter((other) => {\n    if (other.room === one.room && other.from < one.to) return true;\n    return name === '';\n  });\n}\n",
    'other.room === one.room && other.from < one.to',
    'other.from < one.to',
  ],
  [
    'the greatest that no round keeps',
    'a.go',
    'package a\n\nfunc f(text string) int {\n\tdepth, deepest := 0, 0\n\tfor _, r := range text {\n\t\tif r == 40 {\n\t\t\tdepth++\n\t\t\tif depth > deepest {\n\t\t\t\tdeepest = depth\n\t\t\t}\n\t\t}\n\t\tif r == 41 {\n\t\t\tdepth--\n\t\t}\n\t}\n\treturn deepest\n}\n',
    '\t\t\tif depth > deepest {\n\t\t\t\tdeepest = depth\n\t\t\t}\n',
    '',
  ],
  [
    'whether anything is left',
    'a.go',
    'package a\n\nfunc f(xs []int) bool {\n\tvar stack []int\n\tfor _, x := range xs {\n\t\tstack = append(stack, x)\n\t}\n\treturn len(stack) == 0\n}\n',
    'len(stack) == 0',
    'true',
  ],
  [
    'what was worked out before',
    'a.py',
    'def f(order):\n    net = order.sum() - order.discount()\n    return net + tax(net)\n',
    'tax(net)',
    'tax(order.sum())',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip, said) => {
  const rank = await rankOf(path, right, was, slip, said);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(100);
});
