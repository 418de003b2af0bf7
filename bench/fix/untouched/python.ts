import type { Program } from '../contract.ts';

/** Written with the everyday ones and not run until the search was done: the figure that counts. */
export const untouchedPython: Program[] = [
  {
    name: 'roman',
    source: `VALUES = {'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}


def from_roman(text):
    total = 0
    for i, letter in enumerate(text):
        value = VALUES[letter]
        if i + 1 < len(text) and value < VALUES[text[i + 1]]:
            total -= value
        else:
            total += value
    return total
`,
    slips: [['if i + 1 < len(text) and value < VALUES[text[i + 1]]:', 'if value < VALUES[text[i + 1]]:']],
    calls: ["from_roman('I')", "from_roman('VI')", "from_roman('IV')", "from_roman('MCMXC')"],
    held: ["from_roman('')", "from_roman('XLII')", "from_roman('MMXXIV')", "from_roman('CDXLIV')"],
  },
  {
    name: 'calendar',
    source: `DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year, month):
    if month == 2 and is_leap(year):
        return 29
    return DAYS[month - 1]


def day_of_year(year, month, day):
    return sum(days_in(year, m) for m in range(1, month)) + day
`,
    slips: [['range(1, month)', 'range(month)']],
    calls: [
      'days_in(2023, 2)',
      'days_in(2024, 2)',
      'day_of_year(2023, 1, 5)',
      'day_of_year(2023, 3, 1)',
      'day_of_year(2024, 12, 31)',
    ],
    held: ['day_of_year(2000, 12, 31)', 'day_of_year(1900, 3, 1)', 'day_of_year(2024, 2, 29)'],
  },
  {
    name: 'rotate',
    source: `def rotate(grid):
    height = len(grid)
    width = len(grid[0]) if grid else 0
    turned = [[None] * height for _ in range(width)]
    for row in range(height):
        for column in range(width):
            turned[column][height - 1 - row] = grid[row][column]
    return turned
`,
    slips: [['[[None] * height for _ in range(width)]', '[[None] * height] * width']],
    calls: ['rotate([])', 'rotate([[1]])', 'rotate([[1, 2], [3, 4]])', 'rotate([[1, 2, 3]])'],
    held: ['rotate([[1, 2, 3], [4, 5, 6]])', 'rotate([[1], [2]])', 'rotate(rotate([[1, 2], [3, 4]]))'],
  },
  {
    name: 'luhn',
    source: `def is_valid(number):
    digits = [int(letter) for letter in number if letter.isdigit()]
    if len(digits) < 2:
        return False
    total = 0
    for position, digit in enumerate(reversed(digits)):
        if position % 2 == 1:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return total % 10 == 0
`,
    slips: [['enumerate(reversed(digits))', 'enumerate(digits)']],
    calls: [
      "is_valid('0')",
      "is_valid('059')",
      "is_valid('59')",
      "is_valid('4539 3195 0343 6467')",
      "is_valid('8273 1232 7352 0569')",
      "is_valid('055 444 285')",
    ],
    held: ["is_valid('046 454 286')", "is_valid('79927398713')", "is_valid('79927398710')", "is_valid('91')"],
  },
];
