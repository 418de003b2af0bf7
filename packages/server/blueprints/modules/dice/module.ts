export interface DiceOptions {
  /** Advantage rolls twice and takes the better, disadvantage the worse. */
  mode?: string;
}

export interface CoinOptions {
  times?: number;
}

export interface DiceRoll {
  dice: string;
  rolls: number[];
  total: number;
}

const ballAnswers = [
  'It is certain.',
  'Without a doubt.',
  'Most likely.',
  'Ask again later.',
  'I cannot tell you now.',
  'Do not count on it.',
  'Very doubtful.',
  'My answer is no.',
];

/** Rolls dice such as 2d6+3. @throws RangeError when the dice cannot be read. */
export function rollDice(dice: string, options: DiceOptions = {}): DiceRoll {
  const { mode = 'normal' } = options;
  const match = /^\s*(\d*)\s*d\s*(\d+|%)\s*(?:([+-])\s*(\d+))?\s*$/i.exec(dice);
  if (!match) throw new RangeError(`"${dice}" are no dice; write 2d6 or 2d6+3.`);
  const [, number = '', sides = '', sign = '+', more = '0'] = match;
  const count = number === '' ? 1 : Number(number);
  const faces = sides === '%' ? 100 : Number(sides);
  if (count < 1 || faces < 1) throw new RangeError('Dice and their sides are at least 1.');
  if (count > 1000) throw new RangeError('At most 1000 dice are rolled at once.');
  const roll = (): DiceRoll => {
    const rolls = Array.from({ length: count }, () => 1 + Math.floor(Math.random() * faces));
    const sum = rolls.reduce((total, one) => total + one, 0);
    return { dice: dice.trim(), rolls, total: sum + Number(`${sign}${more}`) };
  };
  const first = roll();
  if (mode === 'normal') return first;
  if (mode !== 'advantage' && mode !== 'disadvantage') {
    throw new RangeError('The mode is normal, advantage or disadvantage.');
  }
  const second = roll();
  return second.total > first.total === (mode === 'advantage') ? second : first;
}

/** Tosses coins. */
export function flipCoin(options: CoinOptions = {}): string {
  const { times = 1 } = options;
  if (!Number.isInteger(times) || times < 1 || times > 1000) {
    throw new RangeError('From 1 to 1000 coins are tossed.');
  }
  return Array.from({ length: times }, () => (Math.random() < 0.5 ? 'heads' : 'tails')).join(' ');
}

/** Answers a question as a magic ball would. */
export function askBall(question: string): string {
  if (question.trim() === '') throw new RangeError('Ask a question.');
  return ballAnswers[Math.floor(Math.random() * ballAnswers.length)] ?? 'Ask again later.';
}
