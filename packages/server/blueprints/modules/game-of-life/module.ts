export interface LifeOptions {
  /** Cells across. */
  width?: number;
  /** Cells down. */
  height?: number;
  /** Percent of the cells that live at the start. */
  density?: number;
  /** A name or rows of # and . with / between; by chance if not given. */
  pattern?: string | undefined;
  /** 0 to 1. */
  random?: () => number;
}

type Field = readonly (readonly boolean[])[];

const knownPatterns: Record<string, string> = {
  glider: '.#./..#/###',
  blinker: '###',
  block: '##/##',
};

/** A field of cells and which of them live; its edges are joined. */
export class Life {
  #field: Field;
  #generation = 0;
  #hasSettled = false;

  constructor(options: LifeOptions = {}) {
    const { width = 40, height = 20, density = 30, pattern, random = Math.random } = options;
    if (width < 3 || height < 3) throw new RangeError('The field is at least 3 by 3 cells.');
    const drawn = pattern === undefined ? undefined : (knownPatterns[pattern] ?? pattern);
    if (drawn !== undefined && !/^[#./]+$/.test(drawn)) {
      throw new RangeError('A pattern is a name, or rows of # and . with / between.');
    }
    const rows = drawn?.split('/') ?? [];
    const left = Math.floor((width - Math.max(0, ...rows.map((row) => row.length))) / 2);
    const top = Math.floor((height - rows.length) / 2);
    const lives = (x: number, y: number) =>
      drawn === undefined ? random() * 100 < density : rows[y - top]?.[x - left] === '#';
    this.#field = fieldOf(width, height, lives);
  }

  /** The next generation, or as many as are named; "clear" lets all die. */
  play(input: string): string {
    const word = input.trim().toLowerCase();
    if (word === 'clear') {
      this.#field = this.#field.map((row) => row.map(() => false));
    } else {
      const count = /^(next)?$/.test(word) ? 1 : Number(word);
      if (!Number.isInteger(count) || count < 1 || count > 10_000) {
        throw new RangeError('Type how many generations to go on, from 1 to 10000.');
      }
      for (let at = 0; at < count && !this.isOver(); at += 1) this.#next();
    }
    if (this.#alive() === 0) return 'All cells have died.';
    return this.#hasSettled ? 'Nothing changes any more.' : '';
  }

  render(): string {
    const rows = this.#field.map((row) => row.map((lives) => (lives ? '#' : '.')).join(''));
    return [...rows, `Generation ${this.#generation}, ${this.#alive()} alive`].join('\n');
  }

  prompt(): string {
    return 'Generations to go on (nothing: 1): ';
  }

  isOver(): boolean {
    return this.#hasSettled || this.#alive() === 0;
  }

  #alive(): number {
    return this.#field.flat().filter((lives) => lives).length;
  }

  /** A cell lives on with two or three neighbours, and begins to live with three. */
  #next(): void {
    const old = this.#field;
    const [width, height] = [old[0]?.length ?? 0, old.length];
    const count = (x: number, y: number) =>
      [-1, 0, 1]
        .flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))
        .filter(([dx, dy]) => dx !== 0 || dy !== 0)
        .filter(([dx, dy]) => old[(y + dy + height) % height]?.[(x + dx + width) % width]).length;
    this.#field = fieldOf(width, height, (x, y) => {
      const neighbours = count(x, y);
      return neighbours === 3 || (neighbours === 2 && old[y]?.[x] === true);
    });
    this.#generation += 1;
    this.#hasSettled = this.#field.every((row, y) =>
      row.every((lives, x) => lives === old[y]?.[x]),
    );
  }
}

function fieldOf(width: number, height: number, lives: (x: number, y: number) => boolean): Field {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => lives(x, y)),
  );
}
