import { expect, test } from 'vitest';
import { rankOf } from '../../testing.ts';

const cache =
  'package a\n\ntype item struct {\n\tvalue string\n\tuntil int\n}\n\ntype Cache struct {\n\titems map[string]item\n\tlife int\n\tadded int\n}\n\nfunc (c *Cache) Set(key, value string) {\n\tc.items[key] = item{value: value, until: c.life + 1}\n}\n\nfunc (c *Cache) Touch(key string) {\n\tfound := c.items[key]\n\tc.items[key] = item{value: found.value, until: c.life + 1}\n}\n\nfunc (c *Cache) Next() int {\n\tnext := c.added\n\tc.added++\n\treturn next\n}\n';
const parser =
  'package a\n\ntype parser struct {\n\tat int\n}\n\nfunc (p *parser) sum() (int, error) {\n\tleft, err := p.product()\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\tright, err := p.product()\n\treturn left - right, err\n}\n\nfunc (p *parser) product() (int, error) {\n\tp.at++\n\treturn p.at, nil\n}\n';
const pool =
  'package a\n\nfunc Run(work []func()) {\n\tplaces := make(chan struct{}, 2)\n\tfor _, one := range work {\n\t\tplaces <- struct{}{}\n\t\tgo func() {\n\t\t\tdefer func() { <-places }()\n\t\t\tone()\n\t\t}()\n\t}\n}\n';

/** A slip, and what it makes of a part of the program. */
const slips: [what: string, right: string, was: string, slip: string][] = [
  ['a member that is left out', cache, '{value: found.value, until: c.life + 1}', '{value: found.value}'],
  ['a member that nobody counts', cache, '\tc.added++\n', ''],
  ['a method of the same kind', parser, 'right, err := p.product()', 'right, err := p.sum()'],
  ['a place that is not given back', pool, '\t\t\tdefer func() { <-places }()\n', ''],
];

test.each(slips)('%s is mended among the first', async (_what, right, was, slip) => {
  const rank = await rankOf('a.go', right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(25);
});
