import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'what was kept of a thing is dropped when the thing changes',
    'a.ts',
    'class Settings {\n  set(user: string, values: Values) {\n    this.#own.set(user, { ...this.#own.get(user), ...values });\n    this.#effective.drop(user);\n  }\n  reset(user: string) {\n    this.#own.delete(user);\n    this.#effective.drop(user);\n  }\n}\n',
    'values });\n    this.#effective.drop(user);',
    'values });',
  ],
  [
    'a sum that goes with a list in Python',
    'a.py',
    'class Cart:\n    def take(self, item):\n        self.items.remove(item)\n        self.dirty = True\n\n    def put(self, item):\n        self.items.append(item)\n        self.dirty = True\n\n    def all(self):\n        return self.items\n',
    'self.items.append(item)\n        self.dirty = True',
    'self.items.append(item)',
  ],
  [
    'a list that goes with a map in Go',
    'a.go',
    'package a\n\nfunc (s *Set) Reset() {\n\ts.known = nil\n\ts.order = nil\n}\n\nfunc (s *Set) Close() {\n\ts.known = nil\n\ts.order = nil\n\ts.open = false\n}\n',
    's.known = nil\n\ts.order = nil\n\ts.open',
    's.known = nil\n\ts.open',
  ],
];

test.each(slips)('%s', async (_what, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(12);
});
