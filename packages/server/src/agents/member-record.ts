import type { Actor } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Usage } from '@codewright/protocol/job';
import type { MemberEvent } from '../adapters/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Journal, StepEntry } from '../shared/step.ts';
import { nothing } from './accounts.ts';
import type { Budget } from './contract.ts';

/** Characters of a result or a message that an entry keeps. */
const keptText = 8_000;

export interface MemberRecordOptions {
  journal: Journal;
  budget: Budget;
  clock: Clock;
  actor: Actor;
  /** Name of the CLI. */
  member: string;
  /** Task of the agent. */
  task: string;
  /** Key of this try. */
  key: string;
}

/**
 * The events of one try of a member, as entries: each carries what was spent until then, so that a job that goes on after a crash has
 * the same budget.
 */
export class MemberRecord {
  readonly #options: MemberRecordOptions;
  readonly #calls = new Map<string, { tool: string; title: string; since: number }>();
  #pending: Usage = { ...nothing };
  #count = 0;
  #since: number;

  constructor(options: MemberRecordOptions) {
    this.#options = options;
    this.#since = options.clock.monotonic();
  }

  async take(event: MemberEvent): Promise<void> {
    switch (event.kind) {
      case 'turn':
        return this.spend({ steps: 1 });
      case 'spent':
        return this.spend(event.spent);
      case 'session':
        return void (await this.#options.journal.run(
          `${this.#options.key}/session`,
          async () => event.session,
          () => this.#entry('step-finished', `Session ${event.session}`, event.model ? { model: event.model } : {}),
        ));
      case 'message':
        return this.#step({ text: cut(event.text) }, () =>
          this.#entry('turn-finished', `${this.#options.actor.id}: ${firstLine(event.text)}`, {}),
        );
      case 'tool-call': {
        this.#calls.set(event.id, { tool: event.tool, title: event.title, since: this.#options.clock.monotonic() });
        const { tool, input } = event;
        return this.#step(null, () =>
          this.#entry('tool-started', firstLine(event.title), { tool, input: small(input) }),
        );
      }
      case 'tool-result': {
        const { id, status, text } = event;
        const call = this.#calls.get(id) ?? { tool: 'other', title: id, since: this.#since };
        this.#calls.delete(id);
        this.spend({ steps: 1 });
        const durationMs = Math.round(this.#options.clock.monotonic() - call.since);
        return this.#step({ status, text: cut(text) }, () =>
          this.#entry('tool-finished', firstLine(call.title), { tool: call.tool, status, durationMs }),
        );
      }
    }
  }

  /** Counted at once; stands in the record with the next entry. */
  spend(amount: Partial<Usage>): void {
    for (const key of ['steps', 'tokens', 'seconds', 'cents'] as const) this.#pending[key] += amount[key] ?? 0;
    this.#options.budget.spend(amount);
  }

  /** What was spent since the last entry, for the one that ends the run. */
  settle(): Usage {
    this.#clockIn();
    const left = this.#pending;
    this.#pending = { ...nothing };
    return left;
  }

  async #step(said: JsonObject | null, entry: () => StepEntry): Promise<void> {
    const usage = this.settle();
    this.#count += 1;
    await this.#options.journal.run<JsonValue>(
      `${this.#options.key}/event-${this.#count}`,
      async () => ({ ...said, usage: { ...usage } }),
      () => {
        const made = entry();
        return { ...made, data: { ...made.data, usage: { ...usage } } };
      },
    );
  }

  #entry(event: NonNullable<StepEntry['event']>, summary: string, data: JsonObject): StepEntry {
    const { actor, member, task } = this.#options;
    return { event, actor, summary, data: { task, agent: member, ...data } };
  }

  #clockIn(): void {
    const now = this.#options.clock.monotonic();
    this.spend({ seconds: (now - this.#since) / 1000 });
    this.#since = now;
  }
}

/** Counts what a try has spent that an earlier process made. */
export async function recount(journal: Journal, budget: Budget, key: string): Promise<void> {
  for (let count = 1; journal.has(`${key}/event-${count}`); count++) {
    const event = await recall<{ usage?: Usage }>(journal, `${key}/event-${count}`);
    if (event?.usage) budget.spend(event.usage);
  }
}

/** The result of a recorded step. */
export async function recall<T>(journal: Journal, key: string): Promise<T> {
  const absent = () => Promise.reject(new CodewrightError('INTERNAL', `Step ${key} is not recorded.`));
  const actor = { type: 'system', id: 'worker' } as const;
  return (await journal.run<JsonValue>(key, absent, () => ({ actor, summary: key }))) as T;
}

const cut = (text: string): string => (text.length <= keptText ? text : `${text.slice(0, keptText)}…`);

/** Arguments as they are, or their beginning as text where they are long (whole files). */
function small(input: JsonValue): JsonValue {
  const whole = JSON.stringify(input);
  return whole.length <= keptText ? input : `${whole.slice(0, keptText)}…`;
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 160 ? `${line.slice(0, 159)}…` : line || '(nothing)';
}
