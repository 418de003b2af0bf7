export interface TicTacToeOptions {
  /** 1 plays against the computer, 2 play by turns. */
  players?: number;
}

type Mark = 'X' | 'O';
type Board = readonly (Mark | undefined)[];

const rows: readonly (readonly number[])[] = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
];
/** The middle first, then corners: of moves that are as good, people like these. */
const preferred: readonly number[] = [4, 0, 2, 6, 8, 1, 3, 5, 7];

/** A board of nine squares and whose turn it is. */
export class TicTacToe {
  readonly #alone: boolean;
  #board: Board = new Array<Mark | undefined>(9).fill(undefined);
  #turn: Mark = 'X';

  constructor(options: TicTacToeOptions = {}) {
    this.#alone = (options.players ?? 1) === 1;
  }

  /** Takes a square, 1 to 9; the computer answers at once. */
  play(input: string): string {
    const square = Number(input.trim() || Number.NaN) - 1;
    if (!(square in this.#board)) throw new RangeError('Choose a square, 1 to 9.');
    if (this.#board[square] !== undefined) throw new RangeError('This square is taken.');
    this.#take(square);
    if (this.isOver()) return this.#result();
    if (!this.#alone) return '';
    const answer = bestMove(this.#board, 'O');
    this.#take(answer);
    return this.isOver() ? `O takes ${answer + 1}. ${this.#result()}` : `O takes ${answer + 1}.`;
  }

  render(): string {
    const cells = this.#board.map((mark, square) => ` ${mark ?? square + 1} `);
    const lines = [0, 3, 6].map((from) =>
      cells
        .slice(from, from + 3)
        .join('|')
        .trimEnd(),
    );
    return lines.join('\n---+---+---\n');
  }

  prompt(): string {
    return `${this.#turn}, choose a square (1-9): `;
  }

  isOver(): boolean {
    return winner(this.#board) !== undefined || isFull(this.#board);
  }

  #take(square: number): void {
    this.#board = this.#board.with(square, this.#turn);
    this.#turn = other(this.#turn);
  }

  #result(): string {
    const won = winner(this.#board);
    return won ? `${won} has won.` : 'Nobody has won.';
  }
}

function other(mark: Mark): Mark {
  return mark === 'X' ? 'O' : 'X';
}

function isFull(board: Board): boolean {
  return !board.includes(undefined);
}

function winner(board: Board): Mark | undefined {
  return rows.map((row) => threeOf(board, row)).find((mark) => mark !== undefined);
}

function threeOf(board: Board, row: readonly number[]): Mark | undefined {
  const [first = 0] = row;
  return row.every((square) => board[square] === board[first]) ? board[first] : undefined;
}

/** Minimax: the move after which the best answers of both sides lead furthest. */
function bestMove(board: Board, mark: Mark): number {
  const free = preferred.filter((square) => board[square] === undefined);
  const scores = free.map((square) => -score(board.with(square, mark), other(mark), 1));
  return free[scores.indexOf(Math.max(...scores))] ?? 0;
}

/** For whose turn it is: above zero wins, and sooner is better. */
function score(board: Board, mark: Mark, depth: number): number {
  if (winner(board) !== undefined) return depth - 10;
  if (isFull(board)) return 0;
  const free = preferred.filter((square) => board[square] === undefined);
  return Math.max(
    ...free.map((square) => -score(board.with(square, mark), other(mark), depth + 1)),
  );
}
