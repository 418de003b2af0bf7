export interface Game2048Options {
  /** Tile that wins. */
  goal?: number;
  /** 0 to 1. */
  random?: () => number;
}

type Grid = readonly (readonly number[])[];

const directions: Record<string, 'up' | 'down' | 'left' | 'right'> = {
  w: 'up',
  a: 'left',
  s: 'down',
  d: 'right',
  up: 'up',
  left: 'left',
  down: 'down',
  right: 'right',
};

/** A board of sixteen squares with tiles that slide. */
export class Game2048 {
  readonly #goal: number;
  readonly #random: () => number;
  #grid: Grid = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  #score = 0;

  constructor(options: Game2048Options = {}) {
    this.#goal = options.goal ?? 2048;
    this.#random = options.random ?? Math.random;
    this.#addTile();
    this.#addTile();
  }

  play(input: string): string {
    const direction = directions[input.trim().toLowerCase()];
    if (!direction) throw new RangeError('Type up, down, left or right, or w, s, a, d.');
    const { grid, gained } = slide(this.#grid, direction);
    if (isSame(grid, this.#grid)) throw new RangeError(`Nothing moves ${direction}.`);
    this.#grid = grid;
    this.#score += gained;
    this.#addTile();
    if (this.#hasWon()) return `You reached ${this.#goal}.`;
    return this.isOver() ? 'Nothing can move any more.' : '';
  }

  render(): string {
    const line = `+${'------+'.repeat(4)}`;
    const rows = this.#grid.map((row) => `|${row.map(cell).join('|')}|`);
    return `Score ${this.#score}\n${line}\n${rows.join(`\n${line}\n`)}\n${line}`;
  }

  prompt(): string {
    return 'up, down, left or right (w a s d): ';
  }

  isOver(): boolean {
    if (this.#hasWon()) return true;
    const moves = Object.values(directions).map((direction) => slide(this.#grid, direction).grid);
    return moves.every((grid) => isSame(grid, this.#grid));
  }

  #hasWon(): boolean {
    return this.#grid.some((row) => row.some((tile) => tile >= this.#goal));
  }

  /** Puts a 2, or one time in ten a 4, on a free square. */
  #addTile(): void {
    const free = this.#grid.flatMap((row, y) =>
      row.flatMap((tile, x) => (tile === 0 ? [[x, y]] : [])),
    );
    const [x = 0, y = 0] = free[Math.floor(this.#random() * free.length)] ?? [];
    const tile = this.#random() < 0.1 ? 4 : 2;
    this.#grid = this.#grid.map((row, at) => (at === y ? row.with(x, tile) : row));
  }
}

function cell(tile: number): string {
  return (tile === 0 ? '' : String(tile)).padStart(5).padEnd(6);
}

function isSame(a: Grid, b: Grid): boolean {
  return a.every((row, y) => row.every((tile, x) => tile === b[y]?.[x]));
}

function slide(
  grid: Grid,
  direction: 'up' | 'down' | 'left' | 'right',
): { grid: Grid; gained: number } {
  const turned = direction === 'up' || direction === 'down' ? turn(grid) : grid;
  const back = direction === 'down' || direction === 'right';
  const merged = turned.map((row) => mergeRow(back ? row.toReversed() : row));
  const moved = merged.map(({ row }) => (back ? row.toReversed() : row));
  const gained = merged.reduce((sum, one) => sum + one.gained, 0);
  return { grid: direction === 'up' || direction === 'down' ? turn(moved) : moved, gained };
}

/** Rows become columns. */
function turn(grid: Grid): Grid {
  return grid.map((_row, at) => grid.map((row) => row[at] ?? 0));
}

/** Towards the start; a tile merges once. */
function mergeRow(row: readonly number[]): { row: number[]; gained: number } {
  const tiles = row.filter((tile) => tile > 0);
  const out: number[] = [];
  let gained = 0;
  for (let at = 0; at < tiles.length; at += 1) {
    const tile = tiles[at] ?? 0;
    if (tile === tiles[at + 1]) {
      out.push(tile * 2);
      gained += tile * 2;
      at += 1;
    } else out.push(tile);
  }
  return { row: [...out, 0, 0, 0, 0].slice(0, 4), gained };
}
