export interface MinesweeperOptions {
  width?: number;
  height?: number;
  /** Hidden mines. */
  mines?: number;
  /** 0 to 1. */
  random?: () => number;
}

interface Square {
  mine: boolean;
  open: boolean;
  flag: boolean;
}

/** A field with hidden mines. They are laid after the first move, so that nobody loses with it. */
export class Minesweeper {
  readonly #width: number;
  readonly #height: number;
  readonly #mines: number;
  readonly #random: () => number;
  readonly #squares: Square[];
  #laid = false;
  #lost = false;

  constructor(options: MinesweeperOptions = {}) {
    const { width = 9, height = 9, mines = 10, random = Math.random } = options;
    if (width < 1 || width > 26 || height < 1 || height > 99) {
      throw new RangeError('The field may have 26 columns and 99 rows.');
    }
    if (mines >= width * height) throw new RangeError('There must be a square without a mine.');
    this.#width = width;
    this.#height = height;
    this.#mines = mines;
    this.#random = random;
    this.#squares = Array.from({ length: width * height }, () => ({
      mine: false,
      open: false,
      flag: false,
    }));
  }

  /** "b3" opens a square, "flag b3" marks it or takes the mark away. */
  play(input: string): string {
    const [, flag, letter = '', number = ''] =
      /^\s*(f(?:lag)?\s+)?([a-z])\s*(\d+)\s*$/i.exec(input) ?? [];
    const place = this.#placeOf(letter, Number(number));
    const square = place === undefined ? undefined : this.#squares[place];
    if (place === undefined || !square)
      throw new RangeError('Type a square such as b3, or flag b3.');
    if (flag) {
      square.flag = !square.flag;
      return '';
    }
    if (square.flag) throw new RangeError('There is a flag on this square; take it away first.');
    if (!this.#laid) this.#lay(place);
    this.#open(place);
    if (square.mine) {
      this.#lost = true;
      return 'That was a mine.';
    }
    return this.isOver() ? 'You opened the whole field.' : '';
  }

  render(): string {
    const letters = Array.from(
      { length: this.#width },
      (_, x) => ` ${String.fromCharCode(65 + x)}`,
    );
    const rows = Array.from({ length: this.#height }, (_, y) => {
      const cells = Array.from(
        { length: this.#width },
        (_cell, x) => ` ${this.#sign(y * this.#width + x)}`,
      );
      return String(y + 1).padStart(2) + cells.join('');
    });
    return [`  ${letters.join('')}`, ...rows].join('\n');
  }

  prompt(): string {
    return 'A square such as b3, or flag b3: ';
  }

  isOver(): boolean {
    return this.#lost || (this.#laid && this.#squares.every(({ mine, open }) => mine || open));
  }

  #placeOf(letter: string, number: number): number | undefined {
    const x = letter === '' ? -1 : letter.toLowerCase().charCodeAt(0) - 97;
    const inside = x >= 0 && x < this.#width && number >= 1 && number <= this.#height;
    return inside ? (number - 1) * this.#width + x : undefined;
  }

  #lay(spared: number): void {
    this.#laid = true;
    const places = [...this.#squares.keys()].filter((place) => place !== spared);
    for (let count = 0; count < this.#mines; count += 1) {
      const [place = 0] = places.splice(Math.floor(this.#random() * places.length), 1);
      const square = this.#squares[place];
      if (square) square.mine = true;
    }
  }

  /** A square without mines around it opens its neighbours too. */
  #open(start: number): void {
    const waiting = [start];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const square = this.#squares[place];
      if (!square || square.open || square.flag) continue;
      square.open = true;
      if (!square.mine && this.#minesAround(place) === 0) waiting.push(...this.#around(place));
    }
  }

  #sign(place: number): string {
    const square = this.#squares[place];
    if (this.#lost && square?.mine) return '*';
    if (square?.flag) return 'F';
    if (!square?.open) return '.';
    return String(this.#minesAround(place) || ' ');
  }

  #minesAround(place: number): number {
    return this.#around(place).filter((other) => this.#squares[other]?.mine).length;
  }

  #around(place: number): number[] {
    const [x, y] = [place % this.#width, Math.floor(place / this.#width)];
    const near: number[] = [];
    for (const dy of [-1, 0, 1]) {
      for (const dx of [-1, 0, 1]) {
        const [nx, ny] = [x + dx, y + dy];
        const inside = nx >= 0 && nx < this.#width && ny >= 0 && ny < this.#height;
        if (inside && (dx !== 0 || dy !== 0)) near.push(ny * this.#width + nx);
      }
    }
    return near;
  }
}
