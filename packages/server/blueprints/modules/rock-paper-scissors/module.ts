export interface RockPaperScissorsOptions {
  /** Rounds that win the game. */
  wins?: number;
  /** 0 to 1. */
  random?: () => number;
}

/** Each beats the one before it, and the first beats the last. */
const hands = ['rock', 'paper', 'scissors'] as const;

/** Draws against the player and counts rounds. */
export class RockPaperScissors {
  readonly #wins: number;
  readonly #random: () => number;
  #player = 0;
  #computer = 0;

  constructor(options: RockPaperScissorsOptions = {}) {
    const { wins = 3, random = Math.random } = options;
    this.#wins = wins;
    this.#random = random;
  }

  play(input: string): string {
    const text = input.trim().toLowerCase();
    const mine = hands.findIndex((hand) => text !== '' && hand.startsWith(text));
    if (mine === -1) throw new RangeError('Type rock, paper or scissors.');
    const drawn = Math.floor(this.#random() * hands.length);
    const told = `I draw ${hands[drawn]}.`;
    const ahead = (mine - drawn + hands.length) % hands.length;
    if (ahead === 0) return `${told} A tie.`;
    if (ahead === 1) this.#player += 1;
    else this.#computer += 1;
    const who = ahead === 1 ? 'You' : 'I';
    const round = `${told} ${who} win the round.`;
    return this.isOver() ? `${round} ${who} win the game.` : round;
  }

  render(): string {
    return `You ${this.#player} : ${this.#computer} I`;
  }

  prompt(): string {
    return 'Rock, paper or scissors: ';
  }

  isOver(): boolean {
    return Math.max(this.#player, this.#computer) >= this.#wins;
  }
}
