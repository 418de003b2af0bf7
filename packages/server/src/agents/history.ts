import type { PromptMessage } from '../llm/contract.ts';
import { compact, tokensOf } from './context.ts';

/** One agent's prompt. It grows at its end only, but for a compaction, after which it grows at its end again. */
export class History {
  #messages: PromptMessage[] = [];
  #tokens = 0;
  #unseen = 0;

  /** A copy for one model call: a model that keeps it never sees it change. */
  get messages(): PromptMessage[] {
    return [...this.#messages];
  }
  get length(): number {
    return this.#messages.length;
  }
  /** Tokens of the whole prompt, by its letters. */
  get tokens(): number {
    return this.#tokens;
  }
  /** Tokens that no model call has seen yet. */
  get unseen(): number {
    return this.#unseen;
  }

  add(message: PromptMessage | null): void {
    if (!message) return;
    this.#messages.push(message);
    const tokens = tokensOf(message);
    this.#tokens += tokens;
    this.#unseen += tokens;
  }

  seen(): void {
    this.#unseen = 0;
  }

  /** @throws CodewrightError CONTEXT_FULL when it frees too little. */
  compact(end: number): void {
    this.#messages = compact(this.#messages, end);
    this.#tokens = this.#messages.reduce((sum, message) => sum + tokensOf(message), 0);
    this.#unseen = this.#tokens;
  }
}
