import type { Actor, EventName } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { CodewrightError } from '../shared/errors.ts';
import type { Journal } from '../shared/step.ts';

/** One agent's steps in the journal: each names its agent and its task. */
export class Recorder {
  readonly #journal: Journal;
  readonly #actor: Actor;
  readonly #task: string;

  constructor(journal: Journal, actor: Actor, task: string) {
    this.#journal = journal;
    this.#actor = actor;
    this.#task = task;
  }

  /** Results are JSON by construction, which their interfaces cannot say. */
  async step<T>(
    key: string,
    event: EventName,
    run: () => Promise<T>,
    describe: (result: T) => { summary: string; data?: JsonObject },
  ): Promise<T> {
    const result = await this.#journal.run<JsonValue>(key, run as () => Promise<JsonValue>, (value) => {
      const { summary, data } = describe(value as T);
      return { event, actor: this.#actor, summary, data: { task: this.#task, ...data } };
    });
    return result as T;
  }

  /** The result of a step that is recorded. */
  async recall<T>(key: string): Promise<T> {
    const absent = () => Promise.reject(new CodewrightError('INTERNAL', `Step ${key} is not recorded.`));
    return this.step<T>(key, 'step-finished', absent, () => ({ summary: key }));
  }
}
