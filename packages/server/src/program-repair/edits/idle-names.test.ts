import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

/** So many other names that the one at hand is not among those that are looked at anyway. */
const others = Array.from(
  { length: 30 },
  (_, at) => `    text = text.replace(from_${at}, to_${at}, from_${at})\n`,
).join('');

const slips: [what: string, path: string, right: string, was: string, slip: string, said?: string][] = [
  [
    'what was made and then not used',
    'a.py',
    `def f(text, stopwords, lowercase):\n${others}    if lowercase:\n        small = [s.lower() for s in stopwords]\n        return [w for w in text.split() if w not in small]\n    return [w for w in text.split() if w not in stopwords]\n`,
    'not in small]',
    'not in stopwords]',
  ],
  [
    'a size that goes out of the sum',
    'a.py',
    'class Cache:\n    def put(self, key, value):\n        size = measure(value)\n        self.data[key] = value\n        self.sizes[key] = size\n        self.total += size\n\n    def drop(self, key):\n        size = self.sizes.pop(key)\n        del self.data[key]\n        self.total -= size\n',
    'del self.data[key]\n        self.total -= size',
    'del self.data[key]',
  ],
  [
    'a size that goes out of the sum in TypeScript',
    'a.ts',
    'class Cache {\n  put(key: string, size: number) {\n    this.sizes.set(key, size);\n    this.#total += size;\n  }\n  drop(key: string) {\n    const size = this.sizes.get(key);\n    this.sizes.delete(key);\n    this.#total -= size;\n  }\n}\n',
    'this.sizes.delete(key);\n    this.#total -= size;',
    'this.sizes.delete(key);',
  ],
  [
    'the difference to what stood there',
    'a.py',
    'def put(self, key, value):\n    size = measure(value)\n    if key in self.data:\n        change = size - self.sizes[key]\n    else:\n        change = size\n    self.data[key] = value\n    self.sizes[key] = size\n    self.total += change\n',
    'change = size - self.sizes[key]',
    'change = size',
  ],
  [
    'a step of its own that an object takes elsewhere',
    'a.py',
    'class Cache:\n    def __getitem__(self, key):\n        value = self.data[key]\n        self.__touch(key)\n        return value\n\n    def __setitem__(self, key, value):\n        self.data[key] = value\n        self.__touch(key)\n\n    def __touch(self, key):\n        self.order.move_to_end(key)\n',
    'self.data[key] = value\n        self.__touch(key)',
    'self.data[key] = value',
  ],
  [
    'what other ends of the function do last',
    'a.py',
    'def f(text, most, by):\n    if not by:\n        return text[:most].strip(by)\n    found = text[: most + 1]\n    return found.strip(by)\n',
    'text[:most].strip(by)',
    'text[:most]',
  ],
  [
    'bits that are put together',
    'a.go',
    'package a\n\nfunc f(list []uint) uint64 {\n\tvar bits uint64\n\tfor _, one := range list {\n\t\tbit := uint64(1) << one\n\t\tbits |= bit\n\t}\n\treturn bits\n}\n',
    'bits |= bit',
    'bits = bit',
  ],
  [
    'the steps of another chain',
    'a.js',
    'function f(accepts, provided) {\n  if (!provided) return accepts\n    .filter(isQuality)\n    .sort(compareSpecs);\n  const found = provided.map((one, at) => priority(one, at));\n  return found.filter(isQuality).sort(compareSpecs);\n}\n',
    'found.filter(isQuality).sort',
    'found.sort',
  ],
  [
    'one more of several signs',
    'a.go',
    "package a\n\nfunc f(v byte) bool {\n\tnext := v == '_' || v == ' ' || v == '.'\n\treturn next\n}\n",
    " || v == '.'",
    '',
    'got "numbers.and.dots", want "numbersAndDots"',
  ],
  [
    'one more of several that are yes or no',
    'a.go',
    "package a\n\nfunc f(v, next byte) bool {\n\tvIsLow := v >= 'a' && v <= 'z'\n\tvIsNum := v >= '0' && v <= '9'\n\tnextIsNum := next >= '0' && next <= '9'\n\tif vIsLow || vIsNum || nextIsNum {\n\t\treturn true\n\t}\n\treturn false\n}\n",
    'vIsLow || vIsNum || nextIsNum {',
    'vIsLow || vIsNum {',
  ],
];

test.each(slips)('%s', async (_what, path, right, was, slip, said) => {
  const rank = await rankOf(path, right, was, slip, said);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(100);
});

test('what would go through a function twice is no likely mend', async () => {
  const right =
    "package a\n\nfunc Snake(s string) string { return Cut(Kebab(s), '_') }\n\nfunc Kebab(s string) string { return Cut(s, '-') }\n\nfunc Cut(s string, by byte) string { return s }\n";
  expect(await rankOf('a.go', right, 'Cut(Kebab(s)', 'Cut(s')).toBeGreaterThan(100);
});
