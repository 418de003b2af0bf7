export interface ConnectFourOptions {
  /** 1 plays against the computer, 2 play by turns. */
  players?: number;
  columns?: number;
  rows?: number;
}

type Disc = 'X' | 'O';

/** A board of seven columns and whose turn it is. */
export class ConnectFour {
  readonly #players: number;
  readonly #rows: number;
  /** Discs of each column from the bottom up. */
  readonly #columns: Disc[][];
  #turn: Disc = 'X';
  #winner: Disc | undefined;

  constructor(options: ConnectFourOptions = {}) {
    const { players = 1, columns = 7, rows = 6 } = options;
    if (players !== 1 && players !== 2) throw new RangeError('One or two can play.');
    if (columns < 1 || rows < 1) throw new RangeError('The board needs at least one square.');
    this.#players = players;
    this.#rows = rows;
    this.#columns = Array.from({ length: columns }, () => []);
  }

  play(input: string): string {
    const last = this.#columns.length;
    const column = Number(input.trim()) - 1;
    const discs = /^\s*\d+\s*$/.test(input) ? this.#columns[column] : undefined;
    if (!discs) throw new RangeError(`Choose a column from 1 to ${last}.`);
    if (discs.length === this.#rows) throw new RangeError(`Column ${column + 1} is full.`);
    const told = this.#drop(column);
    if (told !== '' || this.#players === 2) return told;
    const answer = this.#choose();
    const ended = this.#drop(answer);
    if (this.#winner) return `O takes ${answer + 1} and has won.`;
    return [`O takes ${answer + 1}.`, ended].filter((part) => part !== '').join(' ');
  }

  render(): string {
    const line = (cells: readonly string[]) => ` ${cells.join(' ')}`;
    const rows = Array.from({ length: this.#rows }, (_, down) =>
      line(this.#columns.map((discs) => discs[this.#rows - 1 - down] ?? '.')),
    );
    return [line(this.#columns.map((_, at) => String(at + 1))), ...rows].join('\n');
  }

  prompt(): string {
    return `${this.#turn}, choose a column (1-${this.#columns.length}): `;
  }

  isOver(): boolean {
    return this.#winner !== undefined || this.#free().length === 0;
  }

  #drop(column: number): string {
    const disc = this.#turn;
    this.#columns[column]?.push(disc);
    if (this.#isFour(column, disc)) this.#winner = disc;
    this.#turn = disc === 'X' ? 'O' : 'X';
    if (this.#winner) return `${disc} has won.`;
    return this.isOver() ? 'Nobody has won.' : '';
  }

  #free(): number[] {
    return this.#columns.flatMap((discs, at) => (discs.length < this.#rows ? [at] : []));
  }

  /** What wins, else what keeps the other from winning, else near the middle where that is no gift. */
  #choose(): number {
    const free = this.#free();
    const middle = (this.#columns.length - 1) / 2;
    const central = [...free].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const wins = (disc: Disc) => central.find((column) => this.#wouldWin(column, disc));
    const safe = central.find((column) => !this.#opensWin(column));
    return wins('O') ?? wins('X') ?? safe ?? central[0] ?? 0;
  }

  #wouldWin(column: number, disc: Disc): boolean {
    const discs = this.#columns[column];
    if (!discs || discs.length === this.#rows) return false;
    discs.push(disc);
    const won = this.#isFour(column, disc);
    discs.pop();
    return won;
  }

  /** Whether the other could win on top of this disc. */
  #opensWin(column: number): boolean {
    this.#columns[column]?.push('O');
    const opens = this.#wouldWin(column, 'X');
    this.#columns[column]?.pop();
    return opens;
  }

  /** Whether the topmost disc of a column is part of four in a row. */
  #isFour(column: number, disc: Disc): boolean {
    const row = (this.#columns[column]?.length ?? 0) - 1;
    const run = (dx: number, dy: number): number => {
      let count = 0;
      while (this.#columns[column + dx * (count + 1)]?.[row + dy * (count + 1)] === disc)
        count += 1;
      return count;
    };
    const lines = [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, -1],
    ] as const;
    return lines.some(([dx, dy]) => run(dx, dy) + run(-dx, -dy) >= 3);
  }
}
