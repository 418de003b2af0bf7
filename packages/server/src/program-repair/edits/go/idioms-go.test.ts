import { expect, test } from 'vitest';
import { rankOf } from '../../testing.ts';

/** A slip, its file, the right program, and what the slip makes of a part of it; words of the failure where they tell. */
const slips: [what: string, path: string, right: string, was: string, slip: string, said?: string][] = [
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
    'a map of maps that nobody makes',
    'a.go',
    'package a\n\ntype V struct {\n\tby map[string]map[string]bool\n}\n\nfunc (v *V) Add(a, b string) {\n\tif v.by[a] == nil {\n\t\tv.by[a] = map[string]bool{}\n\t}\n\tv.by[a][b] = true\n}\n',
    'if v.by[a] == nil {\n\t\tv.by[a] = map[string]bool{}\n\t}\n\t',
    '',
    'panic: assignment to entry in nil map',
  ],
  [
    'what comes out of a map in no order',
    'a.go',
    'package a\n\nimport "sort"\n\nfunc Keys(m map[string]int) []string {\n\tvar keys []string\n\tfor key := range m {\n\t\tkeys = append(keys, key)\n\t}\n\tsort.Strings(keys)\n\treturn keys\n}\n',
    'sort.Strings(keys)\n\t',
    '',
  ],
  [
    'an error that is not looked at as the others are',
    'a.go',
    'package a\n\nfunc f(a, b string) (int, error) {\n\tx, err := g(a)\n\tif err != nil {\n\t\treturn 0, wrap(a)\n\t}\n\ty, err := g(b)\n\tif err != nil {\n\t\treturn 0, wrap(b)\n\t}\n\treturn x + y, nil\n}\n',
    'y, err := g(b)\n\tif err != nil {\n\t\treturn 0, wrap(b)\n\t}',
    'y, _ := g(b)',
  ],
  [
    'a place counted from the wrong end',
    'a.go',
    'package a\n\nfunc f(list []int, i int) int {\n\treturn list[len(list) - 1 - i]\n}\n',
    'len(list) - 1 - i',
    'i',
  ],
  [
    'a key whose value is empty',
    'a.go',
    'package a\n\nfunc f(m map[string]string, k string) bool {\n\tif _, ok := m[k]; ok {\n\t\treturn true\n\t}\n\treturn false\n}\n',
    '_, ok := m[k]; ok',
    'm[k] != ""',
  ],
  [
    'a result that nobody keeps in Go',
    'a.go',
    'package a\n\nfunc (t *T) Put(v int) *T {\n\tif v < t.v {\n\t\tt.left = t.left.Put(v)\n\t} else {\n\t\tt.right = t.right.Put(v)\n\t}\n\treturn t\n}\n',
    't.right = t.right.Put(v)',
    't.right.Put(v)',
  ],
  [
    'a member that is asked for and never set',
    'a.go',
    'package a\n\ntype Q struct {\n\tlist []int\n\tshut bool\n}\n\nfunc (q *Q) Put(v int) bool {\n\tif q.shut {\n\t\treturn false\n\t}\n\tq.list = append(q.list, v)\n\treturn true\n}\n\nfunc (q *Q) Shut() int {\n\tq.shut = true\n\treturn len(q.list)\n}\n',
    'q.shut = true\n\t',
    '',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip, said) => {
  const rank = await rankOf(path, right, was, slip, said);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(40);
});
