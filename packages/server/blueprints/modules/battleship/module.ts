export interface BattleshipOptions {
  /** Squares of each side (5 to 20). */
  size?: number;
  /** Lengths of the ships of each side. */
  fleet?: string;
  /** 1: the computer does not shoot back. */
  alone?: number;
  /** 0 to 1. */
  random?: () => number;
}

/** One side: where its ships are and what was shot at. Squares are numbered row by row. */
interface Waters {
  ships: readonly (readonly number[])[];
  shots: Set<number>;
}

/** Two fleets and the shots at them. */
export class Battleship {
  readonly #size: number;
  readonly #random: () => number;
  readonly #theirs: Waters;
  readonly #own: Waters | undefined;

  constructor(options: BattleshipOptions = {}) {
    const { size = 10, fleet = '5 4 3 3 2', alone = 0, random = Math.random } = options;
    if (size < 5 || size > 20) throw new RangeError('The board is 5 to 20 squares wide.');
    const lengths = fleet
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const squares = lengths.reduce((sum, length) => sum + length, 0);
    const sound = lengths.every(
      (length) => Number.isInteger(length) && length > 0 && length <= size,
    );
    if (!sound || squares > (size * size) / 3) throw new RangeError('This fleet does not fit.');
    this.#size = size;
    this.#random = random;
    this.#theirs = { ships: this.#place(lengths), shots: new Set() };
    this.#own = alone === 1 ? undefined : { ships: this.#place(lengths), shots: new Set() };
  }

  /** A shot, such as "b4". */
  play(input: string): string {
    const square = this.#squareOf(input);
    if (this.#theirs.shots.has(square)) throw new RangeError('You have already shot there.');
    const told = sentence(shootAt(this.#theirs, square));
    if (isSunk(this.#theirs)) return `${told} You have won with ${this.#theirs.shots.size} shots.`;
    if (!this.#own) return told;
    const answer = this.#aim(this.#own);
    const result = `${told} They shoot at ${this.#nameOf(answer)}: ${shootAt(this.#own, answer)}.`;
    return isSunk(this.#own) ? `${result} They have won.` : result;
  }

  render(): string {
    const theirs = [...this.#board(this.#theirs, false), `Theirs: ${afloat(this.#theirs)} afloat`];
    if (!this.#own) return theirs.join('\n');
    const own = [...this.#board(this.#own, true), `Yours: ${afloat(this.#own)} afloat`];
    const width = Math.max(...theirs.map((line) => line.length)) + 4;
    return theirs.map((line, at) => line.padEnd(width) + (own[at] ?? '')).join('\n');
  }

  prompt(): string {
    return 'Shoot at (such as B4): ';
  }

  isOver(): boolean {
    return isSunk(this.#theirs) || (this.#own !== undefined && isSunk(this.#own));
  }

  #board({ ships, shots }: Waters, open: boolean): string[] {
    const taken = new Set(ships.flat());
    const symbol = (square: number) => {
      if (shots.has(square)) return taken.has(square) ? 'X' : 'o';
      return open && taken.has(square) ? '#' : '.';
    };
    const across = Array.from({ length: this.#size }, (_, at) => at);
    const rows = across.map((y) => {
      const cells = across.map((x) => symbol(y * this.#size + x).padEnd(x < 9 ? 1 : 2));
      return `${String.fromCharCode(65 + y)} ${cells.join(' ').trimEnd()}`;
    });
    return [`  ${across.map((x) => x + 1).join(' ')}`, ...rows];
  }

  /** Next to a ship that was hit and is not sunk, else anywhere. */
  #aim({ ships, shots }: Waters): number {
    const free = Array.from({ length: this.#size ** 2 }, (_, at) => at).filter(
      (at) => !shots.has(at),
    );
    const wounded = ships.filter((ship) => !ship.every((square) => shots.has(square)));
    const hits = wounded.flat().filter((square) => shots.has(square));
    const near = free.filter((square) => hits.some((hit) => this.#isBeside(square, hit)));
    const choice = near.length > 0 ? near : free;
    return choice[Math.floor(this.#random() * choice.length)] ?? 0;
  }

  #isBeside(a: number, b: number): boolean {
    const [dx, dy] = [
      (a % this.#size) - (b % this.#size),
      Math.floor(a / this.#size) - Math.floor(b / this.#size),
    ];
    return Math.abs(dx) + Math.abs(dy) === 1;
  }

  /** Ships by chance; they may touch and never overlap. */
  #place(lengths: readonly number[]): number[][] {
    const taken = new Set<number>();
    return [...lengths]
      .sort((a, b) => b - a)
      .map((length) => {
        const places = this.#placesFor(length).filter(
          (ship) => !ship.some((square) => taken.has(square)),
        );
        const chosen = places[Math.floor(this.#random() * places.length)] ?? [];
        for (const square of chosen) taken.add(square);
        return chosen;
      });
  }

  #placesFor(length: number): number[][] {
    const size = this.#size;
    const steps = Array.from({ length }, (_, at) => at);
    const places: number[][] = [];
    for (let at = 0; at < size * size; at += 1) {
      if ((at % size) + length <= size) places.push(steps.map((step) => at + step));
      const down = Math.floor(at / size) + length <= size;
      if (down && length > 1) places.push(steps.map((step) => at + step * size));
    }
    return places;
  }

  #squareOf(input: string): number {
    const [, letter = '', number = ''] = /^\s*([a-z])\s*(\d{1,2})\s*$/i.exec(input) ?? [];
    const [x, y] = [Number(number) - 1, letter.toLowerCase().charCodeAt(0) - 97];
    const inside = x >= 0 && x < this.#size && y >= 0 && y < this.#size;
    if (!inside)
      throw new RangeError(`Squares go from A1 to ${this.#nameOf(this.#size ** 2 - 1)}.`);
    return y * this.#size + x;
  }

  #nameOf(square: number): string {
    return `${String.fromCharCode(65 + Math.floor(square / this.#size))}${(square % this.#size) + 1}`;
  }
}

function shootAt({ ships, shots }: Waters, square: number): 'miss' | 'hit' | 'sunk' {
  shots.add(square);
  const ship = ships.find((one) => one.includes(square));
  if (!ship) return 'miss';
  return ship.every((one) => shots.has(one)) ? 'sunk' : 'hit';
}

function sentence(result: 'miss' | 'hit' | 'sunk'): string {
  return { miss: 'Miss.', hit: 'Hit!', sunk: 'A ship is sunk.' }[result];
}

function afloat({ ships, shots }: Waters): number {
  return ships.filter((ship) => !ship.every((square) => shots.has(square))).length;
}

function isSunk(waters: Waters): boolean {
  return afloat(waters) === 0;
}
