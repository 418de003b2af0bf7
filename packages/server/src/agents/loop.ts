import type { Actor } from '@codewright/protocol/event';
import type { StopReason, Usage } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { ToolCall, Turn } from '../llm/contract.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { ToolResult } from '../tools/contract.ts';
import type { AgentDeps, AgentOutcome, AgentTask, Role } from './contract.ts';
import { History } from './history.ts';
import { Inbox } from './inbox.ts';
import { assistantMessage, imagesMessage, nudgeMessage, resultsMessage, systemMessage, taskMessage } from './prompt.ts';
import { costOf, difference, limitText, nothing, turnSummary } from './accounts.ts';
import { recordAttempts } from './attempts.ts';
import { Recorder } from './recorder.ts';
import { findCircle, memory, type Move, moveOf } from './stuck.ts';
import { ContextWindow } from './window.ts';
import type { AgentWords, NudgeKind } from './words.ts';

type End = Pick<AgentOutcome, 'stop' | 'text'>;
const filtered = "The provider's content filter stopped the answer.";

/** Carries tasks, each as one linear run: model turn, tool calls, results, and again, inside the budget. */
export function createAgentRunner(deps: AgentDeps, words: AgentWords): { run(task: AgentTask): Promise<AgentOutcome> } {
  return { run: (task) => new AgentRun(deps, words, task).run() };
}

class AgentRun {
  readonly #deps: AgentDeps;
  readonly #words: AgentWords;
  readonly #task: AgentTask;
  readonly #role: Role;
  readonly #model: string;
  readonly #actor: Actor;
  readonly #recorder: Recorder;
  readonly #history: History;
  readonly #window: ContextWindow;
  readonly #inbox: Inbox;
  /** The last tool calls, for the stuck rules. */
  readonly #moves: Move[] = [];
  /** Reminders given and not yet answered by useful work; the stuck one is given once only. */
  readonly #nudged = new Set<NudgeKind>();
  #data: JsonValue = null;
  #turns = 0;

  constructor(deps: AgentDeps, words: AgentWords, task: AgentTask) {
    this.#deps = deps;
    this.#words = words;
    this.#task = task;
    this.#role = deps.roles(task.role);
    this.#model = deps.modelFor(this.#role);
    this.#actor = { type: 'agent', id: this.#role.name };
    this.#recorder = new Recorder(deps.journal, this.#actor, task.key);
    this.#history = new History(deps.mark);
    this.#inbox = new Inbox(deps, this.#recorder, words, task.role);
    this.#window = new ContextWindow(deps, this.#recorder, this.#history, { role: task.role, model: this.#model });
  }

  async run(): Promise<AgentOutcome> {
    const { journal, budget, signal } = this.#deps;
    const last = `${this.#task.key}/finish`;
    if (journal.has(last)) {
      const outcome = await this.#recorder.recall<AgentOutcome>(last);
      budget.spend(outcome.used);
      return outcome;
    }
    const before = budget.used();
    await this.#recorder.step(
      `${this.#task.key}/start`,
      'agent-started',
      async () => this.#model,
      () => ({
        summary: `${this.#role.name} starts ${this.#task.key}`,
        data: { caps: { ...budget.caps } },
      }),
    );
    this.#history.add(systemMessage(this.#role));
    this.#history.add(taskMessage(this.#task, this.#words, this.#deps.mark));

    let end: End | null = null;
    while (!end) {
      const key = `${this.#task.key}/turn-${this.#turns + 1}`;
      throwIfAborted(signal);
      end = this.#overBudget(key);
      if (end) break;
      this.#turns += 1;
      for (const message of await this.#inbox.read(key)) this.#history.add(message);
      await this.#window.keep(key, this.#turns);
      const turn = await this.#takeTurn(key);
      this.#history.add(assistantMessage(turn));
      end = await this.#goOn(turn, key);
    }
    return this.#finish({ ...end, data: this.#data, used: difference(budget.used(), before), turns: this.#turns });
  }

  async #finish(outcome: AgentOutcome): Promise<AgentOutcome> {
    const { stop, text } = outcome;
    const summary = `${this.#role.name} ends ${this.#task.key}: ${stop}`;
    if (stop === 'completed' || stop === 'error') {
      return this.#recorder.step(
        `${this.#task.key}/finish`,
        'agent-finished',
        async () => outcome,
        () => ({ summary }),
      );
    }
    // A stop at a limit is no recorded end: with more budget the same job goes on from here.
    const data = { event: 'agent-finished', task: this.#task.key, stop, text };
    await this.#deps.emit({ kind: 'event', actor: this.#actor, summary, data });
    return outcome;
  }

  /** What follows from a turn; null: another turn. */
  async #goOn(turn: Turn, key: string): Promise<End | null> {
    // Without a word it is a call that its provider could not read: worth one more try, as an empty turn is.
    if (turn.finish === 'error' && turn.text.trim() !== '') return { stop: 'error', text: turn.text };
    if (turn.finish === 'content-filter') return { stop: 'error', text: filtered };
    if (turn.calls.length > 0) return this.#callTools(turn.calls, key);
    if (turn.finish === 'length') await this.#nudge('length', 'was cut off twice at the length limit');
    else if (turn.text.trim() === '') await this.#nudge('empty', 'gave two empty turns in a row');
    else if (!(await this.#inbox.waits(`${this.#task.key}/turn-${this.#turns + 1}`))) {
      return { stop: 'completed', text: turn.text };
    }
    return null;
  }

  async #takeTurn(key: string): Promise<Turn> {
    const { journal, budget, models, tools, signal, mark, emit } = this.#deps;
    const estimate: Partial<Usage> = journal.has(key) ? {} : { steps: 1, tokens: this.#history.unseen };
    budget.spend(estimate);
    let cost: Usage = { ...nothing, steps: estimate.steps ?? 0 };
    const ask = () =>
      models.call(this.#model, {
        prompt: this.#history.messages,
        tools: tools.schemas(this.#role.name),
        signal,
        role: this.#role.name,
        conversation: `${mark}/${this.#task.key}`,
        onAttempt: recordAttempts(emit, this.#actor, this.#task.key),
      });
    try {
      const turn = await this.#recorder.step(
        key,
        'turn-finished',
        () =>
          ask().catch(async (error: unknown) => {
            const tooLong = error instanceof CodewrightError && error.code === 'CONTEXT_FULL';
            if (!tooLong || !(await this.#window.overflowed(key, this.#turns))) throw error;
            return ask();
          }),
        (made) => ({
          summary: turnSummary(this.#role.name, made),
          data: { usage: { ...costOf(made) } },
        }),
      );
      cost = costOf(turn);
      this.#history.seen(turn.usage.reported ? turn.usage.inputTokens : null);
      return turn;
    } finally {
      budget.spend(difference(cost, estimate));
    }
  }

  async #callTools(calls: ToolCall[], key: string): Promise<End | null> {
    const { tools, models } = this.#deps;
    const onlyReads = calls.every((call) => tools.effectOf(call.tool) === 'read');
    const running: Promise<ToolResult>[] = [];
    let limit: End | null = null;
    for (const [index, call] of calls.entries()) {
      limit = this.#overBudget(`${key}/call-${index}`);
      if (limit) break;
      const result = this.#callTool(call, `${key}/call-${index}`);
      running.push(result);
      if (!onlyReads) await result;
    }
    // All are over before an error of one unwinds the run: nothing goes on unseen.
    await Promise.allSettled(running);
    const results = await Promise.all(running);
    if (limit) return limit;

    const done = calls.map((call, index) => ({ call, result: results[index] as ToolResult }));
    this.#history.add(resultsMessage(done));
    const images = models.describe(this.#model).images ? imagesMessage(done, tools) : null;
    if (images) this.#history.add(images);
    for (const { call, result } of done) {
      this.#moves.push(moveOf(call, result));
      if (result.status === 'ok' && tools.effectOf(call.tool) === 'record') this.#data = result.data;
    }
    this.#moves.splice(0, this.#moves.length - memory);
    this.#nudged.delete('empty');
    this.#nudged.delete('length');
    const circle = findCircle(this.#moves);
    if (circle) {
      this.#moves.length = 0;
      await this.#nudge('stuck', circle);
    }
    return null;
  }

  async #callTool(call: ToolCall, key: string): Promise<ToolResult> {
    const { journal, budget, tools, signal } = this.#deps;
    const recorded = journal.has(key);
    budget.spend({ steps: 1 });
    const result = await tools.execute(call, { role: this.#role.name, agent: this.#role.name, key, signal });
    if (call.tool !== 'delegate') budget.spend({ seconds: result.durationMs / 1000, cents: result.cents ?? 0 });
    else if (recorded) await this.#recountDelegate(call, key);
    return result;
  }

  /** A sub-agent's spending counts here while it runs; after a restart, the sum that its end recorded. */
  async #recountDelegate(call: ToolCall, key: string): Promise<void> {
    const role = (call.input as { role?: unknown } | null)?.role;
    const end = `${key}/${String(role)}/finish`;
    if (this.#deps.journal.has(end)) this.#deps.budget.spend((await this.#recorder.recall<AgentOutcome>(end)).used);
  }

  /** Reminds the model once of what it does wrong; the second time is for a person. */
  async #nudge(kind: NudgeKind, reason: string): Promise<void> {
    if (!this.#nudged.has(kind)) {
      this.#nudged.add(kind);
      this.#history.add(nudgeMessage(this.#words.nudge(kind, reason)));
      return;
    }
    const message = `The ${this.#role.name} ${reason}, and a reminder did not help.`;
    const data = { task: this.#task.key, turns: this.#turns, reason };
    await this.#deps.emit({ kind: 'escalation', actor: this.#actor, summary: message, data });
    throw new CodewrightError('STUCK', message, {
      hint: 'Tell it what is missing with `codewright jobs say`, or try another model.',
      details: data,
    });
  }

  /** Recorded steps were paid for; only a new one needs budget. */
  #overBudget(key: string): End | null {
    const stop: StopReason | null = this.#deps.journal.has(key) ? null : this.#deps.budget.exceeded();
    return stop ? { stop, text: limitText(stop) } : null;
  }
}
