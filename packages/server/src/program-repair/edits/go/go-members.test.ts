import { expect, test } from 'vitest';
import { rankOf } from '../../testing.ts';

const stock =
  'package a\n\ntype Item struct {\n\tid string\n\tsize int\n}\n\ntype Stock struct {\n\titems map[string]*Item\n\torder []string\n\tcount int\n\tlimit int\n}\n\nfunc (s *Stock) Put(item *Item) {\n\ts.items[item.id] = item\n\ts.order = append(s.order, item.id)\n\ts.count++\n}\n\nfunc (s *Stock) Drop(id string) bool {\n\tif _, ok := s.items[id]; !ok {\n\t\treturn false\n\t}\n\tdelete(s.items, id)\n\ts.count--\n\treturn true\n}\n\nfunc (s *Stock) Limit(limit int) {\n\ts.limit = limit\n}\n\nfunc (s *Stock) First(queue []string) string {\n\thead := queue[0]\n\tqueue = queue[1:]\n\tif len(queue) > s.limit {\n\t\treturn ""\n\t}\n\treturn head\n}\n\nfunc (s *Stock) Order() []string {\n\treturn append(s.order[:0:0], s.order...)\n}\n\nfunc (s *Stock) Swap(from, to string) bool {\n\tif _, ok := s.items[from]; !ok {\n\t\treturn false\n\t}\n\tif _, ok := s.items[to]; !ok {\n\t\treturn false\n\t}\n\ts.items[from], s.items[to] = s.items[to], s.items[from]\n\treturn true\n}\n';

/** A slip, and what it makes of a part of the program. */
const slips: [what: string, was: string, slip: string][] = [
  ['an entry that stays', '\tdelete(s.items, id)\n', ''],
  ['an entry that is not made', '\ts.items[item.id] = item\n', ''],
  ['a count that does not go down', '\ts.count--\n', ''],
  ['a member that is not set', '\ts.limit = limit\n', ''],
  ['the other end of a queue', 'queue[0]\n\tqueue = queue[1:]', 'queue[len(queue)-1]\n\tqueue = queue[:len(queue)-1]'],
  ['a list that is given away', 'append(s.order[:0:0], s.order...)', 's.order'],
  ['a guard for one of two', '\tif _, ok := s.items[to]; !ok {\n\t\treturn false\n\t}\n', ''],
];

test.each(slips)('%s is mended among the first', async (_what, was, slip) => {
  const rank = await rankOf('a.go', stock, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(150);
});

test('what is written over the list that it was read from gets room of its own', async () => {
  const right =
    'package a\n\nfunc f(xs []int, n int) []int {\n\tkept := xs[:0:0]\n\tfor _, x := range xs {\n\t\tif x != n {\n\t\t\tkept = append(kept, x)\n\t\t}\n\t}\n\treturn kept\n}\n';
  const rank = await rankOf('a.go', right, 'xs[:0:0]', 'xs[:0]');
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(20);
});

test('a result that a deferred function sets gets a name', async () => {
  const right =
    'package a\n\nimport "fmt"\n\nfunc f(call func() int) (n int, err error) {\n\tdefer func() {\n\t\tif fault := recover(); fault != nil {\n\t\t\terr = fmt.Errorf("%v", fault)\n\t\t}\n\t}()\n\tn = call()\n\treturn n, err\n}\n';
  const wrong =
    '(int, error) {\n\tvar err error\n\tdefer func() {\n\t\tif fault := recover(); fault != nil {\n\t\t\terr = fmt.Errorf("%v", fault)\n\t\t}\n\t}()\n\tn := call()';
  const was = right.slice(right.indexOf('(n int'), right.indexOf('\n\treturn n'));
  expect(await rankOf('a.go', right, was, wrong)).toBeGreaterThanOrEqual(0);
});

test('a variable of another type does not take the place of one of Go', async () => {
  const right = 'package a\n\nfunc f(name string, age int, size int) int {\n\treturn size\n}\n';
  expect(await rankOf('a.go', right, 'return size', 'return age')).toBeGreaterThanOrEqual(0);
  expect(await rankOf('a.go', right.replace('size int) int', 'size int) string'), 'return size', 'return name')).toBe(
    -1,
  );
});
