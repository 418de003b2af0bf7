import type { Program } from '../contract.ts';

/** One slip each, of the kinds people make; written before looking at what `search_repair` tries. */
export const everydayPython: Program[] = [
  {
    name: 'basket',
    source: `def add_item(name, price, basket=None):
    if basket is None:
        basket = []
    basket.append((name, price))
    return basket


def cost(basket, reduction=0):
    return round(sum(price for _, price in basket) * (1 - reduction), 2)
`,
    slips: [
      [
        'basket=None):\n    if basket is None:\n        basket = []\n    basket.append',
        'basket=[]):\n    basket.append',
      ],
    ],
    calls: [
      "add_item('tea', 3)",
      "add_item('milk', 1)",
      "add_item('jam', 2, [('tea', 3)])",
      "cost([('tea', 3), ('milk', 1.5)])",
    ],
    held: [
      "[add_item('a', 1), add_item('b', 2)]",
      "cost(add_item('a', 10), 0.25)",
      "len(add_item('x', 1, add_item('y', 2)))",
    ],
  },
  {
    name: 'wrap',
    source: `def wrap(text, width):
    lines = []
    line = ''
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        elif line:
            line = line + ' ' + word
        else:
            line = word
    if line:
        lines.append(line)
    return lines
`,
    slips: [['len(line) + 1 + len(word) > width', 'len(line) + len(word) > width']],
    calls: ["wrap('', 5)", "wrap('aa bb cc', 5)", "wrap('aaa bbb', 6)", "wrap('abcdefgh ij', 4)"],
    held: ["wrap('one two three four', 9)", "wrap('a b c d e', 3)", "wrap('hello big world', 8)"],
  },
  {
    name: 'find',
    source: `def find(items, wanted):
    low = 0
    high = len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == wanted:
            return middle
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1
`,
    slips: [['low = middle + 1', 'low = middle']],
    calls: ['find([], 1)', 'find([1], 1)', 'find([1, 3, 5, 7], 3)', 'find([1, 3, 5, 7], 7)', 'find([1, 3], 9)'],
    held: [
      'find([2, 4, 6, 8, 10], 10)',
      'find([2, 4, 6, 8, 10], 1)',
      'find([2, 4, 6, 8, 10], 5)',
      'find([2, 4, 6], 2)',
    ],
  },
  {
    name: 'settings',
    source: `def parse(text):
    settings = {}
    section = 'main'
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        if line.startswith('[') and line.endswith(']'):
            section = line[1:-1]
            continue
        key, _, value = line.partition('=')
        settings.setdefault(section, {})[key.strip()] = value.strip()
    return settings
`,
    slips: [['[key.strip()] = value.strip()', '[key.strip()] = value']],
    calls: ["parse('')", "parse('a=1')", "parse('# no\\n[x]\\na = 1\\n')", "parse('[x]\\na=b=c\\n[y]\\n  d =  e ')"],
    held: ["parse('a =  spaced words  ')", "parse('[one]\\n\\n[two]\\nk=v')", "parse('flag')"],
  },
  {
    name: 'smooth',
    source: `def smooth(values, size):
    if size < 1:
        raise ValueError('size must be positive')
    result = []
    for i in range(len(values)):
        window = values[max(0, i - size + 1):i + 1]
        result.append(sum(window) / len(window))
    return result
`,
    slips: [['values[max(0, i - size + 1):i + 1]', 'values[max(0, i - size):i + 1]']],
    calls: ['smooth([], 2)', 'smooth([4], 1)', 'smooth([2, 4, 6], 2)', 'smooth([1, 2, 3, 4], 3)'],
    held: ['smooth([5, 3, 1, 9], 1)', 'smooth([5, 3, 1, 9], 2)', 'smooth([1, 1, 4], 10)'],
  },
  {
    name: 'words',
    source: `def frequency(text):
    counts = {}
    for word in text.lower().split():
        word = word.strip('.,!?')
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts


def most_common(text, n=1):
    ordered = sorted(frequency(text).items(), key=lambda pair: (-pair[1], pair[0]))
    return [word for word, _ in ordered[:n]]
`,
    slips: [['(-pair[1], pair[0])', 'pair[1]']],
    calls: [
      "frequency('A b, a!')",
      "most_common('')",
      "most_common('x y y')",
      "most_common('b a b a c', 2)",
      "most_common('c b b a', 3)",
    ],
    held: ["most_common('the cat the dog the end', 2)", "most_common('z y x', 3)", "most_common('z z y y x', 1)"],
  },
  {
    name: 'price',
    source: `def final_price(price, discount=None, minimum=0):
    if discount is None:
        discount = 0.1
    reduced = price * (1 - discount)
    return round(max(reduced, minimum), 2)


def receipt(lines):
    total = 0
    for price, discount in lines:
        total += final_price(price, discount)
    return total
`,
    slips: [['if discount is None:', 'if not discount:']],
    calls: ['final_price(10)', 'final_price(10, 0.5)', 'final_price(10, 0)', 'final_price(10, 0.9, 5)', 'receipt([])'],
    held: ['final_price(20, 0, 5)', 'receipt([(10, None), (10, 0), (10, 0.5)])', 'final_price(3, None, 9)'],
  },
  {
    name: 'flatten',
    source: `def flatten(items, depth=-1):
    result = []
    for item in items:
        if isinstance(item, (list, tuple)) and depth != 0:
            result.extend(flatten(item, depth - 1))
        else:
            result.append(item)
    return result
`,
    slips: [['result.extend(flatten(item, depth - 1))', 'result.extend(flatten(item))']],
    calls: ['flatten([])', 'flatten([1, [2, [3]]])', 'flatten([1, [2, [3]]], 1)', 'flatten([(1, 2), 3], 0)'],
    held: ['flatten([[[[1]]]], 2)', 'flatten([[[[1]]]], 3)', "flatten(['ab', ['c']])"],
  },
  {
    name: 'expire',
    source: `class Store:
    def __init__(self):
        self.items = {}

    def put(self, key, value, until):
        self.items[key] = (value, until)

    def get(self, key, now):
        value, until = self.items.get(key, (None, 0))
        return value if now < until else None

    def sweep(self, now):
        gone = 0
        for key in list(self.items):
            if self.items[key][1] <= now:
                del self.items[key]
                gone += 1
        return gone


def play(puts, now):
    store = Store()
    for key, value, until in puts:
        store.put(key, value, until)
    return store.sweep(now), sorted(store.items), [store.get(key, now) for key, _, _ in puts]
`,
    slips: [['for key in list(self.items):', 'for key in self.items:']],
    calls: [
      'play([], 1)',
      "play([('a', 1, 5)], 3)",
      "play([('a', 1, 5), ('b', 2, 9)], 5)",
      "play([('a', 1, 2), ('b', 2, 3)], 9)",
    ],
    held: ["play([('a', 1, 5), ('b', 2, 3), ('c', 3, 9), ('d', 4, 1)], 4)", "play([('a', 1, 2), ('a', 7, 8)], 4)"],
  },
  {
    name: 'tree',
    source: `class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    elif key > node.key:
        node.right = insert(node.right, key)
    return node


def contains(node, key):
    if node is None:
        return False
    if key < node.key:
        return contains(node.left, key)
    if key > node.key:
        return contains(node.right, key)
    return True


def build(keys):
    root = None
    for key in keys:
        root = insert(root, key)
    return root


def has(keys, key):
    return contains(build(keys), key)
`,
    slips: [['        return contains(node.right, key)', '        contains(node.right, key)']],
    calls: ['has([], 1)', 'has([1], 1)', 'has([2, 1, 3], 1)', 'has([2, 1, 3], 3)', 'has([2, 1, 3], 9)'],
    held: ['has([5, 2, 8, 1, 9, 7], 7)', 'has([5, 2, 8, 1, 9, 7], 6)', 'has([5, 2, 8, 3], 3)', 'has([1, 2, 3, 4], 5)'],
  },
];
