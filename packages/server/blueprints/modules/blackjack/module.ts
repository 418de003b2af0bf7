export interface BlackjackOptions {
  /** Chips at the start. */
  chips?: number;
  /** Chips that a round costs. */
  bet?: number;
  /** Points on which the dealer takes no more cards. */
  stands?: number;
  /** Cards in the order in which they are drawn; shuffled if not given. */
  deck?: string | undefined;
  /** 0 to 1. */
  random?: () => number;
}

/** A deck, two hands and the player's chips. */
export class Blackjack {
  readonly #bet: number;
  readonly #stands: number;
  readonly #random: () => number;
  readonly #fixed: readonly string[];
  #chips: number;
  #deck: string[] = [];
  #hand: string[] = [];
  #dealer: string[] = [];
  #isOpen = false;
  #hasLeft = false;

  constructor(options: BlackjackOptions = {}) {
    const { chips = 100, bet = 10, stands = 17, deck = '', random = Math.random } = options;
    if (bet < 1 || chips < bet) throw new RangeError('The chips must be enough for one bet.');
    this.#chips = chips;
    this.#bet = bet;
    this.#stands = stands;
    this.#random = random;
    this.#fixed = deck.split(/\s+/).filter((card) => card !== '');
    this.#deal();
  }

  play(input: string): string {
    const move = input.trim().toLowerCase();
    if (!this.#isOpen) return this.#between(move);
    if (/^s(tand)?$/.test(move)) return this.#settle();
    if (!/^h(it)?$/.test(move)) throw new RangeError('Type hit or stand.');
    this.#hand.push(this.#draw());
    const points = pointsOf(this.#hand);
    if (points < 21) return '';
    return points === 21 ? this.#settle() : this.#end(-1, `Bust with ${points}.`);
  }

  render(): string {
    const dealer = this.#isOpen
      ? `${this.#dealer[0] ?? ''} ?`
      : `${this.#dealer.join(' ')} (${pointsOf(this.#dealer)})`;
    const hand = `${this.#hand.join(' ')} (${pointsOf(this.#hand)})`;
    return `Dealer: ${dealer}\nYou:    ${hand}\nChips:  ${this.#chips}, bet ${this.#bet}`;
  }

  prompt(): string {
    return this.#isOpen ? 'Hit or stand (h/s): ' : 'Deal again or leave (d/l): ';
  }

  isOver(): boolean {
    return this.#hasLeft || (!this.#isOpen && this.#chips < this.#bet);
  }

  #between(move: string): string {
    if (/^l(eave)?$/.test(move)) {
      this.#hasLeft = true;
      return `You leave with ${this.#chips}.`;
    }
    if (!/^(d(eal)?|)$/.test(move)) throw new RangeError('Type deal or leave.');
    this.#deal();
    return '';
  }

  #deal(): void {
    if (this.#deck.length < 15) {
      this.#deck = this.#fixed.length > 0 ? [...this.#fixed] : shuffledDeck(this.#random);
    }
    const drawn = [this.#draw(), this.#draw(), this.#draw(), this.#draw()] as const;
    this.#hand = [drawn[0], drawn[2]];
    this.#dealer = [drawn[1], drawn[3]];
    this.#isOpen = true;
  }

  #draw(): string {
    const card = this.#deck.shift();
    if (card !== undefined) return card;
    this.#deck = shuffledDeck(this.#random);
    return this.#draw();
  }

  #settle(): string {
    while (pointsOf(this.#dealer) < this.#stands) this.#dealer.push(this.#draw());
    const [own, other] = [pointsOf(this.#hand), pointsOf(this.#dealer)];
    if (other > 21) return this.#end(1, `The dealer busts with ${other}.`);
    if (own > other) return this.#end(1, '');
    return own === other ? this.#end(0, '') : this.#end(-1, `The dealer has ${other}.`);
  }

  /** 1: the player wins, 0: a tie, -1: the dealer wins. */
  #end(outcome: number, why: string): string {
    this.#isOpen = false;
    this.#chips += outcome * this.#bet;
    const result = ['You lose', 'Nobody wins', 'You win'][outcome + 1] ?? '';
    const gone = this.#chips < this.#bet ? 'Your chips are gone.' : '';
    const sum = outcome === 0 ? '.' : ` ${this.#bet}.`;
    return [why, `${result}${sum}`, gone].filter((part) => part !== '').join(' ');
  }
}

/** An ace counts 11, or 1 where that is too much. */
function pointsOf(cards: readonly string[]): number {
  const ranks = cards.map((card) => card.slice(0, -1));
  const sum = ranks.reduce((total, rank) => {
    if (rank === 'A') return total + 11;
    return total + (/^[JQK]$/.test(rank) ? 10 : Number(rank));
  }, 0);
  const aces = ranks.filter((rank) => rank === 'A').length;
  const tooMuch = Math.ceil(Math.max(0, sum - 21) / 10);
  return sum - 10 * Math.min(aces, tooMuch);
}

function shuffledDeck(random: () => number): string[] {
  const ranks = ['A', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'J', 'Q', 'K'];
  const deck = ['♠', '♥', '♦', '♣'].flatMap((suit) => ranks.map((rank) => `${rank}${suit}`));
  for (let at = deck.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [deck[at], deck[other]] = [deck[other] ?? '', deck[at] ?? ''];
  }
  return deck;
}
