import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { AgentOutcome } from '../agents/contract.ts';
import type { GateReport } from '../gates/contract.ts';
import { abortError, throwIfAborted } from '../shared/abort.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { StepEntry } from '../shared/step.ts';
import type { Workflow, WorkflowDeps, WorkflowResult, WorkflowStep } from './contract.ts';
import { holds, render } from './expression.ts';
import type { Scope } from './expression.ts';

type Status = 'done' | 'skipped' | 'failed';
/** How a step ended. Recorded as it is; outputs come from the records of agents, gates and people themselves. */
type End = { status: Status; reason: string | null };
type Output = { output: JsonValue; text: string; status: string };
type Of<K extends WorkflowStep['kind']> = Extract<WorkflowStep, { kind: K }>;

const actor = { type: 'system', id: 'workflow' } as const;
/** How many branches of a `parallel` run at once. */
const width = 3;
/** Errors that end the job whatever a workflow says: an optional step does not swallow them. */
const fatal: readonly ErrorCode[] = [
  'CANCELLED',
  'LEASE_LOST',
  'LEDGER_BROKEN',
  'STORAGE_BUSY',
  'STORAGE_FULL',
  'STORAGE_CORRUPT',
  'STORAGE_NEWER',
  'STORAGE_UNREACHABLE',
  'SANDBOX_UNAVAILABLE',
  'WORKFLOW_INVALID',
  'INTERNAL',
];

/**
 * Runs a checked workflow to its end. Every step's end is a journal entry, so a resumed job walks the same way: agents,
 * gates and questions answer from their own records, and phase entries are written once.
 * @throws CodewrightError of the required step that failed; CANCELLED between steps once the signal has fired. What is no
 * CodewrightError (a job that is parked or interrupted) passes through untouched.
 */
export async function runWorkflow(workflow: Workflow, deps: WorkflowDeps): Promise<WorkflowResult> {
  const run = new Run(workflow, deps);
  for (const step of workflow.steps) await run.step(step, '', 0, true);
  return run.result();
}

class Run {
  readonly #workflow: Workflow;
  readonly #deps: WorkflowDeps;
  readonly #outputs = new Map<string, Output>();
  readonly #skipped = new Set<string>();
  #gates: GateReport | null = null;

  constructor(workflow: Workflow, deps: WorkflowDeps) {
    this.#workflow = workflow;
    this.#deps = deps;
  }

  result(): WorkflowResult {
    const outputs = Object.fromEntries([...this.#outputs].map(([name, { output }]) => [name, output]));
    return { outputs, gates: this.#gates, skipped: [...this.#skipped] };
  }

  async step(step: WorkflowStep, prefix: string, iteration: number, top: boolean): Promise<void> {
    const { journal, signal } = this.#deps;
    const key = `${prefix}${step.name}`;
    throwIfAborted(signal);
    const phase: JsonObject = { name: step.name, title: step.title, weight: step.weight };
    // A phase that is skipped never starts; its end alone says so.
    if (top && this.#wanted(step, iteration)) {
      await journal.run(
        `${key}/phase`,
        async () => null,
        () => ({ event: 'phase-started', actor, summary: step.title, data: phase }),
      );
    }
    const end = await this.#perform(step, key, iteration);
    await journal.run(
      `${key}/end`,
      async () => end,
      (made) => ({ ...endEntry(step, made, top), actor, data: { ...phase, ...made } }),
    );
    if (end.status === 'done') return;
    this.#skipped.add(step.name);
    this.#outputs.set(step.name, { output: null, text: end.reason ?? '', status: end.status });
  }

  async #perform(step: WorkflowStep, key: string, iteration: number): Promise<End> {
    const { journal, signal } = this.#deps;
    if (!this.#wanted(step, iteration)) {
      return { status: 'skipped', reason: `its condition ${step.when} does not hold` };
    }
    if (step.optional && journal.has(`${key}/end`)) {
      const before = await journal.run<End>(
        `${key}/end`,
        async () => ({ status: 'done', reason: null }),
        () => endEntry(step, null, false),
      );
      if (before.status === 'failed') return before;
    }
    try {
      this.#outputs.set(step.name, { ...(await this.#work(step, key, iteration)), status: 'done' });
      return { status: 'done', reason: null };
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      if (!step.optional || !(error instanceof CodewrightError) || fatal.includes(error.code)) throw error;
      return { status: 'failed', reason: error.message };
    }
  }

  #wanted(step: WorkflowStep, iteration: number): boolean {
    return step.when === null || holds(step.when, this.#scope(iteration));
  }

  async #work(step: WorkflowStep, key: string, iteration: number): Promise<{ output: JsonValue; text: string }> {
    switch (step.kind) {
      case 'agent':
        return this.#agent(step, key, iteration);
      case 'gates': {
        const report = await this.#deps.runGates(key, step.gates);
        this.#gates = report;
        return { output: asJson(report), text: report.ok ? 'ok' : 'not ok' };
      }
      case 'human':
        return this.#human(step, key, iteration);
      case 'sequence':
        for (const inner of step.steps) await this.step(inner, `${key}/`, iteration, false);
        return this.#outputs.get(step.steps.at(-1)?.name ?? '') ?? { output: null, text: '' };
      case 'parallel':
        return this.#parallel(step, key, iteration);
      case 'repeat':
        return this.#repeat(step, key);
    }
  }

  async #agent(step: Of<'agent'>, key: string, iteration: number): Promise<{ output: JsonValue; text: string }> {
    const outcome = await this.#try(step, key, iteration);
    const { stop, text } = outcome;
    if (stop === 'completed') return { output: outcome.data ?? text, text };
    const what = `${step.title}: ${text || `the ${step.role} stopped (${stop})`}`;
    if (stop === 'cancelled') throw new CodewrightError('CANCELLED', what);
    if (stop === 'error') throw new CodewrightError('MODEL_FAILED', what);
    throw new CodewrightError('BUDGET_EXCEEDED', what, {
      hint: 'Raise it with --max-steps, --max-tokens, --max-time or --max-cost, or ask for less at once.',
      details: { limit: stop, step: step.name },
    });
  }

  /** By the agents that are named, one after the other until one can; by the job's own model where none is. */
  async #try(step: Of<'agent'>, key: string, iteration: number): Promise<AgentOutcome> {
    const task = {
      role: step.role,
      step: step.name,
      goal: this.#deps.goal,
      instruction: render(step.instruction, this.#scope(iteration)),
      inputs: this.#inputs(step.inputs),
    };
    const brains = step.brains ?? [];
    for (const [index, brain] of brains.entries()) {
      try {
        return await this.#deps.runAgent({ ...task, key: index === 0 ? key : `${key}-${brain}`, brain });
      } catch (error) {
        if (this.#deps.signal.aborted || index === brains.length - 1) throw error;
        if (!(error instanceof CodewrightError) || fatal.includes(error.code)) throw error;
      }
    }
    return this.#deps.runAgent({ ...task, key });
  }

  async #human(step: Of<'human'>, key: string, iteration: number): Promise<{ output: JsonValue; text: string }> {
    const approval = step.choices.includes('approve') && step.choices.includes('reject');
    const answer = await this.#deps.ask(key, {
      kind: approval ? 'approval' : 'question',
      text: render(step.question, this.#scope(iteration)),
      choices: step.choices,
      ...(approval
        ? { action: { workflow: this.#workflow.name, step: step.name, inputs: this.#inputs(step.inputs) } }
        : {}),
    });
    if (approval && answer !== 'approve') {
      throw new CodewrightError('POLICY_DENIED', `${step.title}: a person answered ${answer}.`, {
        hint: 'Say what should be different in a new request.',
      });
    }
    return { output: answer, text: answer };
  }

  /** Branches that have begun are waited for before an error unwinds, so that nothing works on unseen. */
  async #parallel(step: Of<'parallel'>, key: string, iteration: number): Promise<{ output: JsonValue; text: string }> {
    const waiting = [...step.steps];
    const errors: unknown[] = [];
    const lane = async () => {
      for (let next = waiting.shift(); next && errors.length === 0; next = waiting.shift()) {
        await this.step(next, `${key}/`, iteration, false).catch((error: unknown) => errors.push(error));
      }
    };
    await Promise.all(Array.from({ length: Math.min(width, step.steps.length) }, lane));
    // A failure outweighs a question: asking a person about work that is lost already helps nobody.
    if (errors.length > 0) throw errors.find((error) => error instanceof CodewrightError) ?? errors[0];
    const names = step.steps.map((inner) => inner.name);
    return {
      output: Object.fromEntries(names.map((name) => [name, this.#outputs.get(name)?.output ?? null])),
      text: '',
    };
  }

  async #repeat(step: Of<'repeat'>, key: string): Promise<{ output: JsonValue; text: string }> {
    for (let round = 1; round <= step.max; round++) {
      for (const inner of step.steps) await this.step(inner, `${key}-${round}/`, round, false);
      if (holds(step.until, this.#scope(round))) return { output: { rounds: round, reached: true }, text: '' };
    }
    return { output: { rounds: step.max, reached: false }, text: '' };
  }

  #inputs(names: string[]): Record<string, JsonValue> {
    return Object.fromEntries(
      names.map((name) => [name, name === 'gates' ? asJson(this.#gates) : (this.#outputs.get(name)?.output ?? null)]),
    );
  }

  #scope(iteration: number): Scope {
    const { goal, job } = this.#deps;
    return {
      steps: Object.fromEntries(this.#outputs),
      gates: asJson(this.#gates),
      job: { mode: '', confirmPlan: false, compared: false, ...job, goal },
      iteration,
    };
  }
}

function endEntry(step: WorkflowStep, end: End | null, top: boolean): StepEntry {
  const outcome = end && end.status !== 'done' ? `${end.status}: ${end.reason}` : 'done';
  return { event: top ? 'phase-finished' : 'step-finished', actor, summary: `${step.title}: ${outcome}` };
}

function asJson(report: GateReport | null): JsonValue {
  return report as unknown as JsonValue;
}
