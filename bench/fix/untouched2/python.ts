import type { Program } from '../contract.ts';

/** Written before the operators of the search were looked at; measured first and worked on after. */
export const secondPython: Program[] = [
  {
    name: 'basket',
    source: `def add(item, basket=None):
    if basket is None:
        basket = []
    basket.append(item)
    return basket


def fill(groups):
    baskets = []
    for group in groups:
        basket = add(group[0])
        for item in group[1:]:
            add(item, basket)
        baskets.append(basket)
    return [list(basket) for basket in baskets]
`,
    slips: [
      ['def add(item, basket=None):\n    if basket is None:\n        basket = []\n', 'def add(item, basket=[]):\n'],
    ],
    calls: ['add(1, [2])', 'fill([])', "fill([['a']])", "fill([['a', 'b'], ['c']])"],
    held: ["fill([['x'], ['y'], ['z', 'w']])", "add('q')", '(add(1), add(2))'],
  },
  {
    name: 'intervals',
    source: `def merge(spans):
    merged = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def covered(spans):
    return sum(end - start for start, end in merge(spans))
`,
    slips: [['max(merged[-1][1], end))', 'end)']],
    calls: [
      'merge([])',
      'merge([(1, 2), (4, 5)])',
      'merge([(1, 3), (2, 5)])',
      'merge([(1, 9), (2, 3)])',
      'covered([(0, 1), (1, 4)])',
    ],
    held: ['merge([(5, 6), (1, 10), (2, 3), (9, 12)])', 'covered([(0, 10), (1, 2), (3, 4)])'],
  },
  {
    name: 'average',
    source: `def moving_average(values, size):
    if size < 1:
        raise ValueError('size must be at least 1')
    result = []
    for i in range(len(values) - size + 1):
        window = values[i:i + size]
        result.append(sum(window) / size)
    return result
`,
    slips: [['range(len(values) - size + 1)', 'range(len(values) - size)']],
    calls: [
      'moving_average([], 2)',
      'moving_average([1, 2, 3], 1)',
      'moving_average([2, 4, 6, 8], 2)',
      'moving_average([1, 2, 3], 3)',
    ],
    held: ['moving_average([1, 2], 3)', 'moving_average([5, 5, 5, 9, 1], 4)', 'moving_average([7], 1)'],
  },
  {
    name: 'anagrams',
    source: `def signature(word):
    return ''.join(sorted(word.lower()))


def groups(words):
    found = {}
    for word in words:
        found.setdefault(signature(word), []).append(word)
    return sorted(group for group in found.values() if len(group) > 1)
`,
    slips: [["''.join(sorted(word.lower()))", "''.join(sorted(word))"]],
    calls: ['groups([])', "groups(['tea', 'eat', 'tan'])", "groups(['Tea', 'eat'])", "groups(['a', 'b'])"],
    held: ["groups(['NAT', 'tan', 'Ant', 'x'])", "signature('Cab')"],
  },
  {
    name: 'flatten',
    source: `def flatten(tree, prefix=''):
    flat = {}
    for key, value in tree.items():
        path = f'{prefix}.{key}' if prefix else key
        if isinstance(value, dict) and value:
            flat.update(flatten(value, path))
        else:
            flat[path] = value
    return flat


def unflatten(flat):
    tree = {}
    for path, value in flat.items():
        node = tree
        *parents, last = path.split('.')
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = value
    return tree
`,
    slips: [["path = f'{prefix}.{key}' if prefix else key", "path = f'{prefix}.{key}'"]],
    calls: [
      'flatten({})',
      "flatten({'a': 1})",
      "flatten({'a': {'b': 1, 'c': {'d': 2}}})",
      "unflatten({'a.b': 1, 'a.c': 2})",
    ],
    held: ["flatten({'x': {}, 'y': {'z': []}})", "unflatten(flatten({'p': {'q': {'r': 0}}, 's': None}))"],
  },
  {
    name: 'toposort',
    source: `def order(needs):
    waiting = {name: len(parts) for name, parts in needs.items()}
    ready = sorted(name for name, count in waiting.items() if count == 0)
    done = []
    while ready:
        name = ready.pop(0)
        done.append(name)
        for other, parts in sorted(needs.items()):
            if name in parts:
                waiting[other] -= 1
                if waiting[other] == 0:
                    ready.append(other)
    if len(done) != len(needs):
        raise ValueError('circle')
    return done
`,
    slips: [['if waiting[other] == 0:', 'if waiting[name] == 0:']],
    calls: [
      'order({})',
      "order({'a': [], 'b': []})",
      "order({'app': ['lib', 'log'], 'lib': ['log'], 'log': []})",
      "order({'x': ['y'], 'y': []})",
    ],
    held: ["order({'d': ['b', 'c'], 'b': ['a'], 'c': ['a'], 'a': []})", "order({'a': ['b'], 'b': ['a']})"],
  },
  {
    name: 'histogram',
    source: `def histogram(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def top(words, most):
    counts = histogram(words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return [(word, counts[word]) for word in ranked[:most]]
`,
    slips: [['key=lambda word: (-counts[word], word)', 'key=lambda word: (counts[word], word)']],
    calls: ['histogram([])', "histogram(['a', 'b', 'a'])", "top(['x', 'y', 'x'], 1)", "top(['b', 'a', 'c', 'c'], 2)"],
    held: ["top(['q', 'p', 'q', 'p', 'r'], 3)", 'top([], 3)', "top(['z', 'z', 'z', 'a', 'a', 'm'], 2)"],
  },
  {
    name: 'runs',
    source: `def runs(text):
    result = []
    current = ''
    count = 0
    for letter in text:
        if letter == current:
            count += 1
        else:
            if current:
                result.append((current, count))
            current = letter
            count = 1
    if current:
        result.append((current, count))
    return result


def encode(text):
    return ''.join(letter if count == 1 else f'{count}{letter}' for letter, count in runs(text))
`,
    slips: [['    if current:\n        result.append((current, count))\n    return result', '    return result']],
    calls: ["runs('')", "runs('a')", "runs('aab')", "encode('aaabcc')"],
    held: ["encode('zzzz')", "runs('abba')", "encode('xyz')"],
  },
  {
    name: 'coins',
    source: `def ways(amount, coins):
    table = [1] + [0] * amount
    for coin in coins:
        for value in range(coin, amount + 1):
            table[value] += table[value - coin]
    return table[amount]


def fewest(amount, coins):
    best = [0] + [None] * amount
    for value in range(1, amount + 1):
        options = [best[value - coin] for coin in coins if coin <= value and best[value - coin] is not None]
        if options:
            best[value] = min(options) + 1
    return best[amount]
`,
    slips: [['if coin <= value and', 'if coin < value and']],
    calls: [
      'ways(0, [1])',
      'ways(5, [1, 2, 5])',
      'fewest(0, [1])',
      'fewest(5, [1, 2, 5])',
      'fewest(6, [1, 3, 4])',
      'fewest(3, [2])',
    ],
    held: ['fewest(8, [4, 5])', 'fewest(7, [5])', 'fewest(11, [1, 5, 6, 9])', 'ways(10, [2, 5])'],
  },
];
