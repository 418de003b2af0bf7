import type { PromptMessage } from '../llm/contract.ts';
import type { AgentDeps, InboxMessage } from './contract.ts';
import { personMessage } from './prompt.ts';
import type { Recorder } from './recorder.ts';
import type { AgentWords } from './words.ts';

/** What people say to one agent while it works: read before a turn that is yet to be taken, and at the same place on a replay. */
export class Inbox {
  readonly #deps: Pick<AgentDeps, 'journal' | 'inbox'>;
  readonly #recorder: Recorder;
  readonly #words: AgentWords;
  readonly #role: string;

  constructor(deps: Pick<AgentDeps, 'journal' | 'inbox'>, recorder: Recorder, words: AgentWords, role: string) {
    this.#deps = deps;
    this.#recorder = recorder;
    this.#words = words;
    this.#role = role;
  }

  /** Something was said that this turn is to read: an agent that would be done takes it first. */
  async waits(turn: string): Promise<boolean> {
    const { journal, inbox } = this.#deps;
    if (journal.has(`${turn}/inbox`)) return true;
    return !journal.has(turn) && (await inbox()).length > 0;
  }

  /** The messages for the prompt of this turn. */
  async read(turn: string): Promise<PromptMessage[]> {
    const { journal, inbox } = this.#deps;
    const key = `${turn}/inbox`;
    if (journal.has(turn) && !journal.has(key)) return [];
    const waiting = journal.has(key) ? [] : await inbox();
    if (waiting.length === 0 && !journal.has(key)) return [];
    const applied = await this.#recorder.step<InboxMessage[]>(
      key,
      'step-finished',
      async () => waiting,
      (messages) => ({
        summary: `${this.#role} reads what the user said meanwhile`,
        data: { applied: messages.map(({ id }) => id) },
      }),
    );
    return applied.map((message) => personMessage(message, this.#words));
  }
}
