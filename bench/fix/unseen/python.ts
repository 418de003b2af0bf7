import type { Program } from '../contract.ts';

/** Written with those of `untouched2` and not run until the search was done: the figure that counts. */
export const unseenPython: Program[] = [
  {
    name: 'caesar',
    source: `def shift(letter, by):
    if letter.isupper():
        return chr((ord(letter) - ord('A') + by) % 26 + ord('A'))
    if letter.islower():
        return chr((ord(letter) - ord('a') + by) % 26 + ord('a'))
    return letter


def encrypt(text, by):
    return ''.join(shift(letter, by) for letter in text)


def decrypt(text, by):
    return encrypt(text, -by)
`,
    slips: [
      ["chr((ord(letter) - ord('A') + by) % 26 + ord('A'))", "chr((ord(letter) - ord('a') + by) % 26 + ord('A'))"],
    ],
    calls: ["encrypt('abc', 1)", "encrypt('xyz', 3)", "encrypt('Hi!', 1)", "decrypt('BCD', 1)", "encrypt('Zz', 2)"],
    held: ["decrypt(encrypt('Hello, World', 11), 11)", "encrypt('ABCXYZ', 29)", "encrypt('', 1)"],
  },
  {
    name: 'cells',
    source: `def parse_line(line):
    cells = []
    cell = ''
    quoted = False
    i = 0
    while i < len(line):
        letter = line[i]
        if quoted:
            if letter == '"' and line[i + 1:i + 2] == '"':
                cell += '"'
                i += 1
            elif letter == '"':
                quoted = False
            else:
                cell += letter
        elif letter == '"':
            quoted = True
        elif letter == ',':
            cells.append(cell)
            cell = ''
        else:
            cell += letter
        i += 1
    cells.append(cell)
    return cells
`,
    slips: [["            cells.append(cell)\n            cell = ''\n", '            cells.append(cell)\n']],
    calls: [
      "parse_line('')",
      "parse_line('a')",
      "parse_line('a,b')",
      'parse_line(\'"x,y",z\')',
      'parse_line(\'"say ""hi""",1\')',
    ],
    held: ["parse_line(',,')", 'parse_line(\'1,"",3\')', "parse_line('a,b,c,d')"],
  },
  {
    name: 'spiral',
    source: `def spiral(grid):
    result = []
    top, bottom = 0, len(grid) - 1
    left, right = 0, len(grid[0]) - 1 if grid else -1
    while top <= bottom and left <= right:
        for column in range(left, right + 1):
            result.append(grid[top][column])
        top += 1
        for row in range(top, bottom + 1):
            result.append(grid[row][right])
        right -= 1
        if top <= bottom:
            for column in range(right, left - 1, -1):
                result.append(grid[bottom][column])
            bottom -= 1
        if left <= right:
            for row in range(bottom, top - 1, -1):
                result.append(grid[row][left])
            left += 1
    return result
`,
    slips: [['range(bottom, top - 1, -1)', 'range(bottom, top, -1)']],
    calls: [
      'spiral([])',
      'spiral([[1]])',
      'spiral([[1, 2], [3, 4]])',
      'spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]])',
      'spiral([[1, 2, 3]])',
    ],
    held: [
      'spiral([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])',
      'spiral([[1], [2], [3]])',
      'spiral([[1, 2], [3, 4], [5, 6], [7, 8]])',
    ],
  },
];
