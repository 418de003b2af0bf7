import type { PromptMessage } from '../llm/contract.ts';
import { chooseCompaction, compacted, type Compaction, tokensOf } from './context.ts';

/** One agent's prompt. It grows at its end only, but for a compaction, after which it grows at its end again. */
export class History {
  #messages: PromptMessage[] = [];
  #tokens = 0;
  #unseen = 0;
  #scale = 1;
  readonly #mark: string;

  /** `mark`: what blocks of data are fenced with in this job. */
  constructor(mark: string) {
    this.#mark = mark;
  }

  /** A copy for one model call: a model that keeps it never sees it change. */
  get messages(): PromptMessage[] {
    return [...this.#messages];
  }
  /** Tokens of the whole prompt, by its letters and by what the provider counted so far. */
  get tokens(): number {
    return Math.ceil(this.#tokens * this.#scale);
  }
  /** Tokens that no model call has seen yet. */
  get unseen(): number {
    return this.#unseen;
  }

  add(message: PromptMessage): void {
    this.#messages.push(message);
    const tokens = tokensOf(message);
    this.#tokens += tokens;
    this.#unseen += tokens;
  }

  /** A model call has read all of it, and its provider counted so many tokens; null: it counted none. */
  seen(counted: number | null): void {
    // Code takes more tokens than its letters say: by how much, the provider knows. What no text can be is no count.
    if (counted !== null && this.#tokens > 0) this.#scale = Math.min(3, Math.max(1, counted / this.#tokens));
    this.#unseen = 0;
  }

  /** @throws CodewrightError CONTEXT_FULL when the hardest way frees too little. */
  chooseCompaction(window: number): Compaction {
    return chooseCompaction(this.#messages, window / this.#scale, this.#mark);
  }

  compact(compaction: Compaction): void {
    this.#messages = compacted(this.#messages, compaction, this.#mark);
    this.#tokens = this.#messages.reduce((sum, message) => sum + tokensOf(message), 0);
    this.#unseen = this.#tokens;
  }
}
