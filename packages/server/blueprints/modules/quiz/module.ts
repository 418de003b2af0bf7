export interface QuizQuestion {
  id: number;
  question: string;
  /** By the alphabet. */
  choices: string[];
}

export interface QuizScore {
  player: string;
  right: number;
  answered: number;
  percent: number;
}

interface KeptQuestion extends QuizQuestion {
  answer: string;
  /** The choice of each player. */
  given: Record<string, string>;
}

export interface QuizBookState {
  questions: KeptQuestion[];
}

/** Keeps questions, checks answers and counts scores. */
export class QuizBook {
  readonly #questions: KeptQuestion[];

  constructor(_options: object = {}, state: QuizBookState = { questions: [] }) {
    this.#questions = structuredClone(state.questions);
  }

  /** Adds a question with its choices. */
  addQuestion(question: string, answer: string, others: readonly string[]): QuizQuestion {
    if (question.trim() === '') throw new RangeError('A question needs a text.');
    const choices = [answer, ...others].sort();
    if (choices.length < 2) throw new RangeError('There must be a wrong answer too.');
    if (new Set(choices).size < choices.length) throw new RangeError('The answers must differ.');
    const kept = { id: this.#questions.length + 1, question, choices, answer, given: {} };
    this.#questions.push(kept);
    return withoutAnswer(kept);
  }

  /** Lists the questions without their answers. */
  questions(): QuizQuestion[] {
    return this.#questions.map(withoutAnswer);
  }

  /** Answers a question; each player answers each question once. */
  answer(id: number, player: string, choice: string): { right: boolean; answer: string } {
    const question = this.#questions.find((candidate) => candidate.id === id);
    if (!question) throw new RangeError(`There is no question ${id}.`);
    if (!question.choices.includes(choice))
      throw new RangeError(`"${choice}" is not one of the choices.`);
    if (Object.hasOwn(question.given, player))
      throw new RangeError(`${player} has already answered.`);
    question.given[player] = choice;
    return { right: choice === question.answer, answer: question.answer };
  }

  /** Lists the scores, the best first. */
  scores(): QuizScore[] {
    const players = [...new Set(this.#questions.flatMap(({ given }) => Object.keys(given)))];
    return players
      .map((player) => {
        const answered = this.#questions.filter(({ given }) => Object.hasOwn(given, player));
        const right = answered.filter(({ given, answer }) => given[player] === answer).length;
        const percent = Math.round((right / answered.length) * 100);
        return { player, right, answered: answered.length, percent };
      })
      .sort(
        (a, b) => b.right - a.right || b.percent - a.percent || a.player.localeCompare(b.player),
      );
  }

  toJSON(): QuizBookState {
    return { questions: this.#questions };
  }
}

function withoutAnswer({ id, question, choices }: KeptQuestion): QuizQuestion {
  return { id, question, choices: [...choices] };
}
