export interface SnakeOptions {
  /** Squares across. */
  width?: number;
  /** Squares down. */
  height?: number;
  /** 1: who leaves the field comes back on the other side. */
  wrap?: number;
  /** 0 to 1. */
  random?: () => number;
}

type FieldSquare = readonly [x: number, y: number];

const headings: Record<string, FieldSquare> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
  w: [0, -1],
  s: [0, 1],
  a: [-1, 0],
  d: [1, 0],
};

/** A field with a snake that moves on by itself. */
export class Snake {
  readonly #width: number;
  readonly #height: number;
  readonly #wraps: boolean;
  readonly #random: () => number;
  /** The head first. */
  #body: readonly FieldSquare[];
  #heading: FieldSquare = [1, 0];
  #food: FieldSquare | undefined;
  #score = 0;
  #hasEnded = false;

  constructor(options: SnakeOptions = {}) {
    const { width = 20, height = 12, wrap = 0, random = Math.random } = options;
    if (width < 6 || height < 3) throw new RangeError('The field is at least 6 by 3 squares.');
    this.#width = width;
    this.#height = height;
    this.#wraps = wrap === 1;
    this.#random = random;
    const y = Math.floor(height / 2);
    const x = Math.floor(width / 2);
    this.#body = [
      [x, y],
      [x - 1, y],
      [x - 2, y],
    ];
    this.#food = this.#freeSquare();
  }

  /** Turns where a direction is given, and moves on by one square. */
  play(input: string): string {
    const word = input.trim().toLowerCase();
    const heading = word === '' ? this.#heading : headings[word];
    if (!heading) throw new RangeError('Type up, down, left or right, or nothing to move on.');
    if (heading[0] === -this.#heading[0] && heading[1] === -this.#heading[1]) {
      throw new RangeError('A snake cannot turn back into itself.');
    }
    this.#heading = heading;
    return this.#move();
  }

  render(): string {
    const line = `+${'-'.repeat(this.#width)}+`;
    const rows = Array.from({ length: this.#height }, (_, y) => {
      const cells = Array.from({ length: this.#width }, (__, x) => this.#symbol([x, y]));
      return `|${cells.join('')}|`;
    });
    return [line, ...rows, line, `Score ${this.#score}`].join('\n');
  }

  prompt(): string {
    return 'up, down, left or right (w a s d), or nothing: ';
  }

  isOver(): boolean {
    return this.#hasEnded;
  }

  #move(): string {
    const [x = 0, y = 0] = this.#body[0] ?? [];
    const ahead: FieldSquare = [x + this.#heading[0], y + this.#heading[1]];
    const head: FieldSquare = this.#wraps
      ? [(ahead[0] + this.#width) % this.#width, (ahead[1] + this.#height) % this.#height]
      : ahead;
    const outside = head[0] < 0 || head[1] < 0 || head[0] >= this.#width || head[1] >= this.#height;
    if (outside) return this.#end('You ran into the wall.');
    const eats = this.#food !== undefined && isSameSquare(head, this.#food);
    // The tail leaves its square in the same moment, unless the snake grows.
    const rest = eats ? this.#body : this.#body.slice(0, -1);
    if (rest.some((part) => isSameSquare(part, head))) return this.#end('You ran into yourself.');
    this.#body = [head, ...rest];
    if (!eats) return '';
    this.#score += 1;
    this.#food = this.#freeSquare();
    return this.#food ? '' : this.#end('The field is full: you have won.');
  }

  #end(why: string): string {
    this.#hasEnded = true;
    return `${why} Score ${this.#score}.`;
  }

  #symbol(square: FieldSquare): string {
    const at = this.#body.findIndex((part) => isSameSquare(part, square));
    if (at >= 0) return at === 0 ? '@' : 'o';
    return this.#food && isSameSquare(this.#food, square) ? '*' : ' ';
  }

  #freeSquare(): FieldSquare | undefined {
    const free: FieldSquare[] = [];
    for (let y = 0; y < this.#height; y += 1) {
      for (let x = 0; x < this.#width; x += 1) {
        if (!this.#body.some((part) => isSameSquare(part, [x, y]))) free.push([x, y]);
      }
    }
    return free[Math.floor(this.#random() * free.length)];
  }
}

function isSameSquare(a: FieldSquare, b: FieldSquare): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
