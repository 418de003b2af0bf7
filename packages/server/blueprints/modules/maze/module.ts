export interface MazeOptions {
  /** Cells across. */
  width?: number;
  /** Cells down. */
  height?: number;
  /** 0 to 1. */
  random?: () => number;
}

const mazeSteps = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
} as const satisfies Record<string, readonly [number, number]>;

/** A maze with a player who looks for the way out. */
export class Maze {
  readonly #width: number;
  readonly #height: number;
  /** Squares that can be walked on: cells have odd places, and what is open between two of them lies there. */
  readonly #open: boolean[][];
  #x = 1;
  #y = 1;
  #steps = 0;

  constructor(options: MazeOptions = {}) {
    const { width = 12, height = 7, random = Math.random } = options;
    if ([width, height].some((side) => !Number.isInteger(side) || side < 2 || side > 40)) {
      throw new RangeError('A maze has 2 to 40 cells on each side.');
    }
    this.#width = width;
    this.#height = height;
    this.#open = Array.from({ length: 2 * height + 1 }, () =>
      Array.from({ length: 2 * width + 1 }, () => false),
    );
    this.#dig(random);
  }

  play(input: string): string {
    const name = input.trim().toLowerCase();
    const step = Object.entries(mazeSteps).find(([way]) => way === name || way.charAt(0) === name);
    if (!step) throw new RangeError('Go up, down, left or right.');
    const [dx, dy] = step[1];
    if (!this.#isOpen(this.#x + dx, this.#y + dy)) return 'There is a wall.';
    this.#x += 2 * dx;
    this.#y += 2 * dy;
    this.#steps += 1;
    if (!this.isOver()) return '';
    const shortest = this.#shortest();
    const compared =
      shortest === this.#steps
        ? 'There is no shorter way.'
        : `The shortest way has ${String(shortest)}.`;
    return `You found the way out in ${this.#steps} steps. ${compared}`;
  }

  render(): string {
    const lines = this.#open.map((row, y) =>
      row.map((isOpen, x) => this.#sign(x, y, isOpen)).join(''),
    );
    return `${lines.join('\n')}\nSteps ${this.#steps}`;
  }

  prompt(): string {
    return 'Up, down, left or right (u/d/l/r): ';
  }

  isOver(): boolean {
    return this.#isExit(this.#x, this.#y);
  }

  #sign(x: number, y: number, isOpen: boolean): string {
    if (x === this.#x && y === this.#y) return '@';
    if (this.#isExit(x, y)) return 'X';
    return isOpen ? ' ' : '#';
  }

  #isExit(x: number, y: number): boolean {
    return x === 2 * this.#width - 1 && y === 2 * this.#height - 1;
  }

  #isOpen(x: number, y: number): boolean {
    return this.#open[y]?.[x] ?? false;
  }

  /** Goes on to a cell that was not visited as long as there is one beside the last, and back where there is none. */
  #dig(random: () => number): void {
    const trail: [number, number][] = [[1, 1]];
    this.#set(1, 1);
    for (let last = trail.at(-1); last; last = trail.at(-1)) {
      const [x, y] = last;
      const ways = Object.values(mazeSteps).filter(
        ([dx, dy]) => this.#isCell(x + 2 * dx, y + 2 * dy) && !this.#isOpen(x + 2 * dx, y + 2 * dy),
      );
      const way = ways[Math.floor(random() * ways.length)];
      if (!way) {
        trail.pop();
        continue;
      }
      const [dx, dy] = way;
      this.#set(x + dx, y + dy);
      this.#set(x + 2 * dx, y + 2 * dy);
      trail.push([x + 2 * dx, y + 2 * dy]);
    }
  }

  #isCell(x: number, y: number): boolean {
    return x > 0 && y > 0 && x < 2 * this.#width && y < 2 * this.#height;
  }

  #set(x: number, y: number): void {
    const row = this.#open[y];
    if (row) row[x] = true;
  }

  /** Steps of the shortest way, breadth first. */
  #shortest(): number {
    const seen = new Set(['1,1']);
    let edge: [number, number][] = [[1, 1]];
    for (let steps = 0; edge.length > 0; steps += 1) {
      if (edge.some(([x, y]) => this.#isExit(x, y))) return steps;
      edge = edge.flatMap(([x, y]) =>
        Object.values(mazeSteps).flatMap(([dx, dy]): [number, number][] => {
          const key = `${x + 2 * dx},${y + 2 * dy}`;
          if (!this.#isOpen(x + dx, y + dy) || seen.has(key)) return [];
          seen.add(key);
          return [[x + 2 * dx, y + 2 * dy]];
        }),
      );
    }
    return 0;
  }
}
