import { makeSudoku, solveSudoku } from './sudoku.ts';

export interface SudokuGameOptions {
  /** How hard a new puzzle is: easy, medium or hard. */
  level?: string;
  /** Digits to begin with (24 to 81), whatever the level. */
  givens?: number | undefined;
  /** 81 squares, . for empty ones; a new puzzle if not given. */
  puzzle?: string | undefined;
}

/** Digits to begin with. */
const givensOf = new Map([
  ['easy', 40],
  ['medium', 32],
  ['hard', 26],
]);

/** A puzzle and the digits that were put into it. */
export class SudokuGame {
  readonly #digits: string[];
  readonly #solution: string;

  constructor(options: SudokuGameOptions = {}) {
    const givens = givensOf.get(options.level ?? 'medium');
    if (givens === undefined) throw new RangeError('The level is easy, medium or hard.');
    const puzzle = options.puzzle ?? makeSudoku({ givens: options.givens ?? givens });
    const solution = solveSudoku(puzzle);
    if (solution === undefined) throw new RangeError('This sudoku has no solution.');
    this.#solution = solution.replaceAll('\n', '');
    this.#digits = [...puzzle.replace(/\s/g, '').replaceAll('0', '.')];
  }

  /** A square and a digit, such as "b3 7", or "hint". */
  play(input: string): string {
    const [square = '', digit = ''] = input
      .trim()
      .toLowerCase()
      .split(/[\s=]+/);
    if (square === 'hint') return this.#hint();
    const [, letter = '', number = ''] = /^([a-i])([1-9])$/.exec(square) ?? [];
    if (letter === '' || !/^[1-9]$/.test(digit)) {
      throw new RangeError('Type a square from a1 to i9 and a digit, such as a1 5.');
    }
    const at = (letter.charCodeAt(0) - 97) * 9 + Number(number) - 1;
    if (this.#digits[at] !== '.') throw new RangeError(`The square ${square} is filled.`);
    if (this.#solution[at] !== digit) throw new RangeError(`${digit} is not right there.`);
    this.#digits[at] = digit;
    return this.isOver() ? 'You have solved it.' : '';
  }

  render(): string {
    const across = (cells: readonly string[]) =>
      [0, 3, 6].map((from) => cells.slice(from, from + 3).join(' '));
    const line = `  +${'-------+'.repeat(3)}`;
    const rows = Array.from({ length: 9 }, (_, y) => {
      const cells = across(this.#digits.slice(y * 9, y * 9 + 9));
      const row = `${String.fromCharCode(65 + y)} | ${cells.join(' | ')} |`;
      return y % 3 === 0 ? `${line}\n${row}` : row;
    });
    const head = `    ${across([...'123456789']).join('   ')}`;
    return [head, ...rows, line].join('\n');
  }

  prompt(): string {
    return 'Square and digit, such as a1 5, or hint: ';
  }

  isOver(): boolean {
    return !this.#digits.includes('.');
  }

  #hint(): string {
    const at = this.#digits.indexOf('.');
    const digit = this.#solution[at] ?? '';
    this.#digits[at] = digit;
    const told = `${String.fromCharCode(97 + Math.floor(at / 9))}${(at % 9) + 1} is ${digit}.`;
    return this.isOver() ? `${told} You have solved it.` : told;
  }
}
