import { CodewrightError } from '../shared/errors.ts';
import { type Compaction, fullAt } from './context.ts';
import type { AgentDeps } from './contract.ts';
import type { History } from './history.ts';
import type { Recorder } from './recorder.ts';

/** So many compactions within so many turns are a circle: what is new alone fills the window. */
const breaker = { compactions: 3, turns: 6 } as const;

/** Keeps one agent's history inside its model's window. */
export class ContextWindow {
  readonly #deps: Pick<AgentDeps, 'journal' | 'models'>;
  readonly #recorder: Recorder;
  readonly #history: History;
  readonly #agent: { role: string; model: string };
  /** Turns before which the history was made shorter. */
  readonly #at: number[] = [];

  constructor(
    deps: Pick<AgentDeps, 'journal' | 'models'>,
    recorder: Recorder,
    history: History,
    agent: { role: string; model: string },
  ) {
    this.#deps = deps;
    this.#recorder = recorder;
    this.#history = history;
    this.#agent = agent;
  }

  /** Before a turn: makes the history shorter if the window is nearly full, or if it was done here before. */
  async keep(turnKey: string, turn: number): Promise<void> {
    const { journal } = this.#deps;
    if (!journal.has(`${turnKey}/compact`)) {
      if (journal.has(turnKey)) return;
      if (this.#history.tokens <= this.#size() * fullAt) return;
    }
    await this.#compact(turnKey, turn);
  }

  /**
   * After a provider has refused a prompt as too long. False: it was made shorter before this very turn already, and that was not
   * enough.
   */
  async overflowed(turnKey: string, turn: number): Promise<boolean> {
    if (this.#deps.journal.has(`${turnKey}/compact`)) return false;
    await this.#compact(turnKey, turn);
    return true;
  }

  #size(): number {
    return this.#deps.models.describe(this.#agent.model).contextTokens;
  }

  async #compact(turnKey: string, turn: number): Promise<void> {
    this.#at.push(turn);
    const last = this.#at.slice(-breaker.compactions);
    if (last.length === breaker.compactions && turn - (last[0] ?? turn) < breaker.turns) {
      throw new CodewrightError(
        'CONTEXT_FULL',
        `The context of ${this.#agent.role} was full ${breaker.compactions} times within ${breaker.turns} turns: a single turn fills it.`,
        { hint: 'Use a model with a larger context, or split the work into smaller steps.' },
      );
    }
    const before = this.#history.tokens;
    const compaction = await this.#recorder.step<Compaction>(
      `${turnKey}/compact`,
      'step-finished',
      // What a provider refused is more than it says it takes: then the prompt itself is the measure.
      async () => this.#history.chooseCompaction(Math.min(this.#size(), before)),
      ({ how, end }) => ({
        summary: `The history of ${this.#agent.role} is ${how}: about ${before} tokens were too many`,
        data: { compaction: { how, messages: end, tokens: before } },
      }),
    );
    this.#history.compact(compaction);
  }
}
