export interface MemoryOptions {
  /** Cards across. */
  columns?: number;
  /** Cards down. */
  rows?: number;
  /** 0 to 1. */
  random?: () => number;
}

const pictures = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A grid of cards and which of them are open. */
export class Memory {
  readonly #columns: number;
  readonly #cards: readonly string[];
  readonly #found = new Set<number>();
  #shown: readonly number[] = [];
  #turns = 0;

  constructor(options: MemoryOptions = {}) {
    const { columns = 4, rows = 4, random = Math.random } = options;
    const pairs = (columns * rows) / 2;
    if (!Number.isInteger(pairs) || pairs < 1 || pairs > pictures.length || rows > 26) {
      throw new RangeError('The cards must be an even number, from 2 to 72.');
    }
    this.#columns = columns;
    const drawn = [...pictures].slice(0, pairs);
    this.#cards = shuffledCards([...drawn, ...drawn], random);
  }

  /** Turns two cards, such as "a1 b3". */
  play(input: string): string {
    const names = input
      .trim()
      .toLowerCase()
      .split(/[\s,]+/);
    if (names.length !== 2) throw new RangeError('Name two cards, such as a1 b3.');
    const [first = 0, second = 0] = names.map((name) => this.#placeOf(name));
    if (first === second) throw new RangeError('You named one card twice.');
    this.#turns += 1;
    this.#shown = [first, second];
    if (this.#cards[first] !== this.#cards[second]) return 'No pair. Remember them.';
    this.#found.add(first).add(second);
    return this.isOver() ? `All pairs found in ${this.#turns} turns.` : 'A pair!';
  }

  render(): string {
    const numbers = Array.from({ length: this.#columns }, (_, at) => String((at + 1) % 10));
    const rows = Array.from({ length: this.#cards.length / this.#columns }, (_, down) => {
      const cells = numbers.map((_, across) => this.#face(down * this.#columns + across));
      return `${String.fromCharCode(65 + down)}  ${cells.join(' ')}`;
    });
    const turns = `${this.#turns} ${this.#turns === 1 ? 'turn' : 'turns'}`;
    const pairs = `${this.#found.size / 2} of ${this.#cards.length / 2} pairs`;
    return [`   ${numbers.join(' ')}`, ...rows, '', `${pairs}, ${turns}`].join('\n');
  }

  prompt(): string {
    return 'Two cards, such as a1 b3: ';
  }

  isOver(): boolean {
    return this.#found.size === this.#cards.length;
  }

  #face(place: number): string {
    const open = this.#found.has(place) || this.#shown.includes(place);
    return open ? (this.#cards[place] ?? '') : '#';
  }

  #placeOf(name: string): number {
    const [, letter = '', number = ''] = /^([a-z])(\d{1,2})$/.exec(name) ?? [];
    const across = Number(number) - 1;
    const place = (letter.charCodeAt(0) - 97) * this.#columns + across;
    const there = letter !== '' && across >= 0 && across < this.#columns;
    if (!there || place >= this.#cards.length) throw new RangeError(`There is no card ${name}.`);
    if (this.#found.has(place)) throw new RangeError(`The card ${name} is open already.`);
    return place;
  }
}

function shuffledCards(cards: string[], random: () => number): string[] {
  for (let at = cards.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [cards[at], cards[other]] = [cards[other] ?? '', cards[at] ?? ''];
  }
  return cards;
}
