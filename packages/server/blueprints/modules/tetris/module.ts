export interface TetrisOptions {
  /** Squares across. */
  width?: number;
  /** Squares down. */
  height?: number;
  /** 0 to 1. */
  random?: () => number;
}

type Cells = readonly (readonly [x: number, y: number])[];

interface Piece {
  name: string;
  cells: Cells;
  /** Side of the square in which it turns. */
  size: number;
  x: number;
  y: number;
}

const shapes = [
  '....|IIII|....|....',
  'J..|JJJ|...',
  '..L|LLL|...',
  '.T.|TTT|...',
  '.SS|SS.|...',
  'ZZ.|.ZZ|...',
  'OO|OO',
];

/** Points for so many lines at once. */
const rewards = [0, 100, 300, 500, 800];

/** A well with a falling piece. */
export class Tetris {
  readonly #width: number;
  readonly #height: number;
  readonly #random: () => number;
  /** Names of pieces that lie, row by row; empty where nothing lies. */
  #rows: string[][];
  #piece: Piece;
  #score = 0;
  #lines = 0;
  #hasEnded = false;

  constructor(options: TetrisOptions = {}) {
    const { width = 10, height = 20, random = Math.random } = options;
    if (width < 4 || height < 4) throw new RangeError('The well is at least 4 by 4 squares.');
    this.#width = width;
    this.#height = height;
    this.#random = random;
    this.#rows = Array.from({ length: height }, () => this.#emptyRow());
    this.#piece = this.#nextPiece();
  }

  /** left, right, turn, down or drop; nothing is down. */
  play(input: string): string {
    const { x, y } = this.#piece;
    switch (input.trim().toLowerCase()) {
      case 'left':
        return this.#tryPiece({ ...this.#piece, x: x - 1 });
      case 'right':
        return this.#tryPiece({ ...this.#piece, x: x + 1 });
      case 'turn':
        return this.#turn();
      case '':
      case 'down':
        return this.#fits({ ...this.#piece, y: y + 1 })
          ? this.#tryPiece({ ...this.#piece, y: y + 1 })
          : this.#land();
      case 'drop':
        while (this.#fits({ ...this.#piece, y: this.#piece.y + 1 })) {
          this.#piece = { ...this.#piece, y: this.#piece.y + 1 };
        }
        return this.#land();
      default:
        throw new RangeError('Type left, right, turn, down or drop.');
    }
  }

  render(): string {
    const falling = new Map(
      placed(this.#piece).map(([x, y]) => [`${x},${y}`, this.#piece.name] as const),
    );
    const rows = this.#rows.map((row, y) => {
      const cells = row.map((cell, x) => falling.get(`${x},${y}`) ?? (cell === '' ? '.' : cell));
      return `|${cells.join('')}|`;
    });
    const score = `Score ${this.#score}, lines ${this.#lines}`;
    return [...rows, `+${'-'.repeat(this.#width)}+`, score].join('\n');
  }

  prompt(): string {
    return 'left, right, turn, down or drop: ';
  }

  isOver(): boolean {
    return this.#hasEnded;
  }

  #emptyRow(): string[] {
    return Array.from({ length: this.#width }, () => '');
  }

  #nextPiece(): Piece {
    const rows = (shapes[Math.floor(this.#random() * shapes.length)] ?? 'OO|OO').split('|');
    const cells = rows.flatMap((row, y) =>
      [...row].flatMap((cell, x) => (cell === '.' ? [] : [[x, y] as const])),
    );
    const size = rows.length;
    const name = rows.join('').replaceAll('.', '').charAt(0);
    return { name, cells, size, x: Math.floor((this.#width - size) / 2), y: 0 };
  }

  #fits(piece: Piece): boolean {
    return placed(piece).every(([x, y]) => y >= 0 && this.#rows[y]?.[x] === '');
  }

  #tryPiece(piece: Piece): string {
    if (this.#fits(piece)) this.#piece = piece;
    return '';
  }

  /** A quarter to the right; beside a wall a step away from it. */
  #turn(): string {
    const { cells, size, x } = this.#piece;
    const turned = { ...this.#piece, cells: cells.map(([cx, cy]) => [size - 1 - cy, cx] as const) };
    const places = [x, x - 1, x + 1, x - 2, x + 2].map((at) => ({ ...turned, x: at }));
    this.#piece = places.find((piece) => this.#fits(piece)) ?? this.#piece;
    return '';
  }

  #land(): string {
    for (const [x, y] of placed(this.#piece)) {
      const row = this.#rows[y];
      if (row) row[x] = this.#piece.name;
    }
    const left = this.#rows.filter((row) => row.includes(''));
    const cleared = this.#height - left.length;
    this.#rows = [...Array.from({ length: cleared }, () => this.#emptyRow()), ...left];
    this.#lines += cleared;
    this.#score += rewards[cleared] ?? 0;
    this.#piece = this.#nextPiece();
    this.#hasEnded = !this.#fits(this.#piece);
    if (this.#hasEnded) return `The well is full. Score ${this.#score}.`;
    return cleared === 0 ? '' : `${cleared} ${cleared === 1 ? 'line' : 'lines'}.`;
  }
}

function placed({ cells, x, y }: Piece): Cells {
  return cells.map(([cx, cy]) => [x + cx, y + cy] as const);
}
