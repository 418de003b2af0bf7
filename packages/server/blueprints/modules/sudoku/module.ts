export interface SudokuOptions {
  /** Digits to begin with (24 to 81). */
  givens?: number;
}

/** Solves a sudoku; undefined where it has no solution. */
export function solveSudoku(grid: string): string | undefined {
  const solution = solutionsOf(readGrid(grid), 1)[0];
  return solution && writeGrid(solution);
}

/** Counts the solutions of a sudoku, up to two. */
export function countSolutions(grid: string): number {
  return solutionsOf(readGrid(grid), 2).length;
}

/** Makes a puzzle with one solution. It may keep a few digits more where fewer would allow a second one. */
export function makeSudoku(options: SudokuOptions = {}): string {
  const { givens = 32 } = options;
  if (!Number.isInteger(givens) || givens < 24 || givens > 81) {
    throw new RangeError('The digits to begin with are 24 to 81.');
  }
  const empty = Array.from({ length: 81 }, () => 0);
  let puzzle = solutionsOf(empty, 1, Math.random)[0] ?? empty;
  let left = 81;
  for (const square of inAnyOrder(empty.map((_, at) => at))) {
    if (left <= givens) break;
    const without = puzzle.with(square, 0);
    if (solutionsOf(without, 2).length > 1) continue;
    puzzle = without;
    left -= 1;
  }
  return writeGrid(puzzle);
}

function readGrid(grid: string): number[] {
  const squares = [...grid.replace(/[\s|+-]/g, '')];
  if (squares.length !== 81 || squares.some((square) => !/[0-9.]/.test(square))) {
    throw new RangeError('A sudoku has 81 squares, digits and . for empty ones.');
  }
  const digits = squares.map((square) => (square === '.' ? 0 : Number(square)));
  digits.forEach((digit, at) => {
    const twice = digits.some((other, i) => i !== at && other === digit && sees(i, at));
    if (digit > 0 && twice) throw new RangeError(`The digit ${digit} stands twice in one place.`);
  });
  return digits;
}

function writeGrid(digits: readonly number[]): string {
  const rows = Array.from({ length: 9 }, (_, at) => digits.slice(at * 9, at * 9 + 9));
  return rows.map((row) => `${row.map((digit) => digit || '.').join('')}\n`).join('');
}

/** Whether two squares share a row, a column or a block. */
function sees(a: number, b: number): boolean {
  const [row, column] = [Math.floor(a / 9), a % 9];
  const [otherRow, otherColumn] = [Math.floor(b / 9), b % 9];
  const block = (y: number, x: number) => Math.floor(y / 3) * 3 + Math.floor(x / 3);
  return (
    row === otherRow ||
    column === otherColumn ||
    block(row, column) === block(otherRow, otherColumn)
  );
}

/** Up to `most` solutions, trying the square with the fewest candidates first. */
function solutionsOf(digits: number[], most: number, random?: () => number): number[][] {
  let best = -1;
  let candidates: number[] = [];
  for (let at = 0; at < 81; at += 1) {
    if (digits[at] !== 0) continue;
    const seen = new Set(digits.filter((_, i) => sees(i, at)));
    const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => !seen.has(digit));
    if (best >= 0 && free.length >= candidates.length) continue;
    best = at;
    candidates = free;
    if (free.length < 2) break;
  }
  if (best < 0) return [digits];
  const found: number[][] = [];
  for (const digit of random ? inAnyOrder(candidates) : candidates) {
    found.push(...solutionsOf(digits.with(best, digit), most - found.length, random));
    if (found.length >= most) break;
  }
  return found;
}

function inAnyOrder(numbers: readonly number[]): number[] {
  return numbers
    .map((number) => ({ number, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ number }) => number);
}
