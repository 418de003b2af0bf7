import type { Program } from './contract.ts';

/** Small programs as people write them, each with slips that people make: what stands there, and what should. */
export const pythonPrograms: Program[] = [
  {
    name: 'binary_search',
    source: `def search(items, wanted):
    low, high = 0, len(items) - 1
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
    slips: [
      ['low <= high', 'low < high'],
      ['return -1', 'return None'],
      ['len(items) - 1', 'len(items)'],
      ['items[middle] < wanted', 'items[middle] > wanted'],
    ],
    calls: [
      'search([1, 3, 5, 7], 7)',
      'search([1, 3, 5, 7], 1)',
      'search([], 4)',
      'search([2], 2)',
      'search([1, 4, 9], 5)',
      'search([1, 4, 9], 10)',
    ],
    held: ['search([1, 2, 3, 4, 5, 6], 6)', 'search([1, 2, 3, 4, 5, 6], 3)', 'search([5, 8], 9)', 'search([5, 8], 1)'],
  },
  {
    name: 'brackets',
    source: `PAIRS = {')': '(', ']': '[', '}': '{'}


def balanced(text):
    stack = []
    for sign in text:
        if sign in '([{':
            stack.append(sign)
        elif sign in PAIRS:
            if not stack or stack.pop() != PAIRS[sign]:
                return False
    return not stack
`,
    slips: [
      ['return not stack', 'return True'],
      ['if not stack or stack.pop() != PAIRS[sign]', 'if stack.pop() != PAIRS[sign]'],
      ["']': '['", "']': '('"],
      ['            stack.append(sign)\n', '            stack.insert(0, sign)\n'],
    ],
    calls: [
      "balanced('([]{})')",
      "balanced('(]')",
      "balanced('((')",
      "balanced(')')",
      "balanced('')",
      "balanced('([)]')",
      "balanced('a(b[c]d)e')",
    ],
    held: ["balanced('{[()]}')", "balanced('{[(])}')", "balanced('}')", "balanced('[[[')", "balanced('x')"],
  },
  {
    name: 'roman',
    source: `NUMERALS = [(1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')]


def to_roman(number):
    result = ''
    for value, letters in NUMERALS:
        while number >= value:
            result += letters
            number -= value
    return result
`,
    slips: [
      ['number >= value', 'number > value'],
      ["(90, 'XC')", "(90, 'CX')"],
      ['result += letters', 'result = letters'],
      ["(40, 'XL')", "(45, 'XL')"],
    ],
    calls: [
      'to_roman(1)',
      'to_roman(4)',
      'to_roman(9)',
      'to_roman(44)',
      'to_roman(90)',
      'to_roman(1994)',
      'to_roman(2024)',
    ],
    held: ['to_roman(3999)', 'to_roman(40)', 'to_roman(99)', 'to_roman(49)', 'to_roman(500)'],
  },
  {
    name: 'statistics_tools',
    source: `def mean(values):
    return sum(values) / len(values)


def median(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def variance(values):
    middle = mean(values)
    return sum((value - middle) ** 2 for value in values) / len(values)
`,
    slips: [
      ['sorted(values)', 'list(values)'],
      ['% 2 == 1', '% 2 == 0'],
      ['(ordered[half - 1] + ordered[half]) / 2', 'ordered[half - 1] + ordered[half] / 2'],
      ['ordered[half - 1] +', 'ordered[half + 1] +'],
      ['(value - middle) ** 2', '(value - middle) * 2'],
      ['** 2 for value in values) / len(values)', '** 2 for value in values)'],
    ],
    calls: [
      'mean([1, 2, 3])',
      'median([3, 1, 2])',
      'median([4, 1, 3, 2])',
      'variance([1, 1, 1])',
      'variance([2, 4, 4, 4, 5, 5, 7, 9])',
      'median([5])',
    ],
    held: ['median([9, 8, 1, 2, 3])', 'median([10, 2])', 'variance([1, 2, 3, 4])', 'mean([4])'],
  },
  {
    name: 'intervals',
    source: `def merge(intervals):
    merged = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged
`,
    slips: [
      ['start <= merged', 'start < merged'],
      ['max(merged[-1][1], end)', 'end'],
      ['sorted(intervals)', 'intervals'],
      ['merged[-1][1]:', 'merged[-1][0]:'],
      ['merged.append([start, end])', 'merged.append([end, start])'],
    ],
    calls: [
      'merge([[1, 3], [2, 6], [8, 10]])',
      'merge([[1, 4], [4, 5]])',
      'merge([[1, 10], [2, 3]])',
      'merge([[5, 6], [1, 2]])',
      'merge([])',
    ],
    held: [
      'merge([[1, 2], [2, 3], [3, 4]])',
      'merge([[6, 8], [1, 9], [2, 4]])',
      'merge([[1, 1]])',
      'merge([[3, 4], [0, 1]])',
    ],
  },
  {
    name: 'bank',
    source: `class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError('amount')
        self.balance += amount
        self.history.append(('in', amount))

    def withdraw(self, amount):
        if amount > self.balance:
            return False
        self.balance -= amount
        self.history.append(('out', amount))
        return True


def run(start, moves):
    account = Account('x', start)
    answers = []
    for move in moves:
        try:
            answers.append(account.deposit(move) if move > 0 else account.withdraw(-move) if move else account.deposit(0))
        except ValueError:
            answers.append('error')
    return [account.balance, answers, account.history]
`,
    slips: [
      ['amount <= 0', 'amount < 0'],
      ['amount > self.balance', 'amount >= self.balance'],
      ['self.balance -= amount', 'self.balance = amount'],
      ["        self.history.append(('out', amount))\n", ''],
      ["('in', amount)", "('in', self.balance)"],
    ],
    calls: ['run(10, [5, -3])', 'run(10, [-10])', 'run(0, [-1])', 'run(5, [0])', 'run(1, [2, -3, 4])'],
    held: ['run(7, [-7, 7])', 'run(3, [-4, 0, 1])', 'run(100, [-1, -2, -3])'],
  },
  {
    name: 'caesar',
    source: `def shift(text, by):
    result = []
    for letter in text:
        if letter.isupper():
            result.append(chr((ord(letter) - 65 + by) % 26 + 65))
        elif letter.islower():
            result.append(chr((ord(letter) - 97 + by) % 26 + 97))
        else:
            result.append(letter)
    return ''.join(result)
`,
    slips: [
      ['(ord(letter) - 97 + by) % 26', '(ord(letter) - 97 + by) % 25'],
      ['- 65 + by', '- 65 - by'],
      ['        else:\n            result.append(letter)\n', ''],
      ["''.join", "' '.join"],
      ['% 26 + 97', '% 26 + 65'],
    ],
    calls: ["shift('abc', 1)", "shift('XYZ', 3)", "shift('Hello, World!', 5)", "shift('z', 1)", "shift('b', -1)"],
    held: ["shift('Zebra 9', 13)", "shift('aA', -2)", "shift('', 3)", "shift('mnop', 26)"],
  },
  {
    name: 'matrix',
    source: `def transpose(rows):
    return [[row[at] for row in rows] for at in range(len(rows[0]))]


def multiply(a, b):
    result = []
    for i in range(len(a)):
        line = []
        for j in range(len(b[0])):
            total = 0
            for k in range(len(b)):
                total += a[i][k] * b[k][j]
            line.append(total)
        result.append(line)
    return result
`,
    slips: [
      ['a[i][k] * b[k][j]', 'a[i][k] * b[j][k]'],
      ['range(len(b[0]))', 'range(len(b))'],
      ['            total = 0\n', '            total = 1\n'],
      ['range(len(rows[0]))', 'range(len(rows))'],
      ['total += a', 'total = a'],
    ],
    calls: [
      'transpose([[1, 2, 3], [4, 5, 6]])',
      'multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]])',
      'multiply([[1, 2, 3]], [[1], [2], [3]])',
      'multiply([[2], [3]], [[4, 5, 6]])',
      'transpose([[1]])',
    ],
    held: [
      'transpose([[1], [2]])',
      'multiply([[1, 0], [0, 1]], [[9, 8], [7, 6]])',
      'multiply([[1, 2]], [[3, 4, 5], [6, 7, 8]])',
    ],
  },
  {
    name: 'graph',
    source: `from collections import deque


def distance(graph, start, goal):
    seen = {start}
    queue = deque([(start, 0)])
    while queue:
        node, steps = queue.popleft()
        if node == goal:
            return steps
        for other in graph.get(node, []):
            if other not in seen:
                seen.add(other)
                queue.append((other, steps + 1))
    return None
`,
    slips: [
      ['queue.popleft()', 'queue.pop()'],
      ['while queue:', 'while True:'],
      ['                seen.add(other)\n', ''],
      ['steps + 1', 'steps'],
      ['other not in seen', 'other in seen'],
      ['graph.get(node, [])', 'graph[node]'],
    ],
    calls: [
      "distance({'a': ['b', 'c'], 'b': ['d'], 'c': ['e'], 'e': ['d']}, 'a', 'd')",
      "distance({'a': ['c', 'b'], 'b': ['d'], 'c': ['e'], 'e': ['d']}, 'a', 'd')",
      "distance({'a': ['b'], 'b': ['a']}, 'a', 'z')",
      "distance({}, 'a', 'a')",
      "distance({'a': ['b'], 'b': ['c']}, 'a', 'c')",
    ],
    held: [
      "distance({'a': ['b', 'c', 'd'], 'd': ['x'], 'b': ['y'], 'y': ['x']}, 'a', 'x')",
      'distance({1: [2], 2: [3], 3: [1]}, 1, 4)',
      'distance({1: [1]}, 1, 1)',
    ],
  },
];
