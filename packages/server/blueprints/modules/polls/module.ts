export interface Poll {
  id: number;
  question: string;
  options: string[];
  open: boolean;
}

export interface PollResults {
  question: string;
  open: boolean;
  votes: number;
  /** The most votes first. */
  options: { option: string; votes: number; percent: number }[];
}

interface KeptPoll extends Poll {
  /** The option of each voter. */
  votes: Record<string, string>;
}

export interface PollBookState {
  polls: KeptPoll[];
}

/** Keeps polls and their votes. */
export class PollBook {
  readonly #polls: KeptPoll[];

  constructor(_options: object = {}, state: PollBookState = { polls: [] }) {
    this.#polls = structuredClone(state.polls);
  }

  /** Opens a poll with two or more options. */
  create(question: string, options: readonly string[]): Poll {
    if (question.trim() === '') throw new RangeError('A poll needs a question.');
    if (options.length < 2) throw new RangeError('A poll needs at least two options.');
    if (new Set(options).size < options.length) throw new RangeError('The options must differ.');
    const id = this.#polls.length + 1;
    const poll = { id, question, options: [...options], open: true, votes: {} };
    this.#polls.push(poll);
    return shown(poll);
  }

  /** Votes for an option; each voter has one vote and may not change it. */
  vote(id: number, voter: string, option: string): void {
    const poll = this.#find(id);
    if (!poll.open) throw new RangeError('The poll is closed.');
    if (!poll.options.includes(option)) throw new RangeError(`The poll has no option "${option}".`);
    if (Object.hasOwn(poll.votes, voter)) throw new RangeError(`${voter} has already voted.`);
    poll.votes[voter] = option;
  }

  /** Counts the votes of a poll. */
  results(id: number): PollResults {
    const { question, open, options, votes } = this.#find(id);
    const all = Object.values(votes);
    const counted = options.map((option) => {
      const count = all.filter((vote) => vote === option).length;
      const percent = all.length === 0 ? 0 : Math.round((count / all.length) * 1000) / 10;
      return { option, votes: count, percent };
    });
    return {
      question,
      open,
      votes: all.length,
      options: counted.sort((a, b) => b.votes - a.votes),
    };
  }

  /** Closes a poll; nobody can vote any more. */
  close(id: number): void {
    this.#find(id).open = false;
  }

  list(): Poll[] {
    return this.#polls.map(shown);
  }

  toJSON(): PollBookState {
    return { polls: this.#polls };
  }

  #find(id: number): KeptPoll {
    const poll = this.#polls.find((candidate) => candidate.id === id);
    if (!poll) throw new RangeError(`There is no poll ${id}.`);
    return poll;
  }
}

function shown({ id, question, options, open }: KeptPoll): Poll {
  return { id, question, options: [...options], open };
}
