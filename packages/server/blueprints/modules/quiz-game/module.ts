import { readFileSync } from 'node:fs';

export interface QuizGameOptions {
  /** How many questions are asked. */
  questions?: number;
  /** A JSON file with questions; a set of its own if not given. */
  file?: string | undefined;
  /** 0 to 1. */
  random?: () => number;
}

export interface GameQuestion {
  question: string;
  answer: string;
  /** Wrong answers. */
  others: string[];
}

const ownQuestions: readonly GameQuestion[] = [
  { question: 'Which planet is the largest?', answer: 'Jupiter', others: ['Saturn', 'Mars'] },
  { question: 'How many legs does a spider have?', answer: '8', others: ['6', '10'] },
  { question: 'Which metal is liquid in a warm room?', answer: 'Mercury', others: ['Tin', 'Zinc'] },
  { question: 'Who wrote "Faust"?', answer: 'Goethe', others: ['Schiller', 'Kafka'] },
  { question: 'What is 7 times 8?', answer: '56', others: ['54', '63'] },
  { question: 'Which ocean is the largest?', answer: 'Pacific', others: ['Atlantic', 'Indian'] },
  { question: 'What do bees make?', answer: 'Honey', others: ['Milk', 'Silk'] },
  { question: 'What is the capital of Canada?', answer: 'Ottawa', others: ['Toronto', 'Montreal'] },
];

/** Asks questions and counts right answers. */
export class QuizGame {
  readonly #asked: readonly { question: string; answer: string; choices: string[] }[];
  #at = 0;
  #right = 0;

  constructor(options: QuizGameOptions = {}) {
    const { questions = 5, file, random = Math.random } = options;
    if (questions < 1) throw new RangeError('There must be at least one question.');
    const all = file === undefined ? ownQuestions : questionsIn(file);
    this.#asked = inRandomOrder(all, random)
      .slice(0, questions)
      .map(({ question, answer, others }) => ({
        question,
        answer,
        choices: inRandomOrder([answer, ...others], random),
      }));
  }

  play(input: string): string {
    const asked = this.#asked[this.#at];
    if (!asked) throw new RangeError('The quiz is over.');
    const said = input.trim().toLowerCase();
    const choice = asked.choices.find(
      (one, at) => said === letterAt(at) || said === one.toLowerCase(),
    );
    if (choice === undefined) throw new RangeError(`Answer ${this.#letters()}.`);
    this.#at += 1;
    const isRight = choice === asked.answer;
    if (isRight) this.#right += 1;
    const told = isRight ? 'Right.' : `Wrong: it is ${asked.answer}.`;
    if (!this.isOver()) return told;
    const percent = Math.round((this.#right / this.#asked.length) * 100);
    return `${told} You had ${this.#right} of ${this.#asked.length} right (${percent} %).`;
  }

  render(): string {
    const asked = this.#asked[this.#at];
    const score = `Right so far: ${this.#right}`;
    if (!asked) return score;
    const choices = asked.choices.map((choice, at) => `   ${letterAt(at)}) ${choice}`);
    return [`${this.#at + 1}. ${asked.question}`, ...choices, score].join('\n');
  }

  prompt(): string {
    return `Your answer (${this.#letters()}): `;
  }

  isOver(): boolean {
    return this.#at >= this.#asked.length;
  }

  #letters(): string {
    return `a to ${letterAt((this.#asked[this.#at]?.choices.length ?? 1) - 1)}`;
  }
}

function letterAt(place: number): string {
  return String.fromCharCode(97 + place);
}

function questionsIn(file: string): GameQuestion[] {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RangeError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(read) || read.length === 0 || !read.every(isGameQuestion)) {
    throw new RangeError(`${file} is not a list of questions with answer and others.`);
  }
  return read;
}

function isGameQuestion(value: unknown): value is GameQuestion {
  if (typeof value !== 'object' || value === null) return false;
  const { question, answer, others } = value as Partial<Record<keyof GameQuestion, unknown>>;
  const hasOthers = Array.isArray(others) && others.length > 0 && others.length < 26;
  return (
    typeof question === 'string' &&
    typeof answer === 'string' &&
    hasOthers &&
    others.every((other) => typeof other === 'string' && other !== answer)
  );
}

function inRandomOrder<Item>(items: readonly Item[], random: () => number): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}
