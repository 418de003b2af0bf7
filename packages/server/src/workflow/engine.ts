import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { AgentOutcome } from '../agents/contract.ts';
import type { GateReport } from '../gates/contract.ts';
import { abortError, throwIfAborted } from '../shared/abort.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { StepEntry } from '../shared/step.ts';
import { runBest } from './best.ts';
import { runParallel } from './branches.ts';
import type { AgentStep, Workflow, WorkflowDeps, WorkflowResult, WorkflowStep } from './contract.ts';
import { holds, render, value } from './expression.ts';
import type { Scope } from './expression.ts';
import { isOfStep } from './failures.ts';
import type { End, Here, Made, Output, StepRun } from './run.ts';

type Of<K extends WorkflowStep['kind']> = Extract<WorkflowStep, { kind: K }>;

const actor = { type: 'system', id: 'workflow' } as const;
/**
 * Runs a checked workflow to its end. Every step's end is a journal entry, so a resumed job walks the same way: agents,
 * gates and questions answer from their own records, and phase entries are written once.
 * @throws CodewrightError of the required step that failed; CANCELLED between steps once the signal has fired. What is no
 * CodewrightError (a job that is parked or interrupted) passes through untouched.
 */
export async function runWorkflow(workflow: Workflow, deps: WorkflowDeps): Promise<WorkflowResult> {
  const run = new Run(workflow, deps, withDefaults(workflow, {}));
  const here: Here = { prefix: '', iteration: 0, place: '', budget: null, gates: { report: null } };
  for (const step of workflow.steps) await run.step(step, here, true);
  return run.result(here);
}

/** One workflow on its way, or a part of it that sees what is over and is not seen itself. */
class Run implements StepRun {
  readonly workflow: Workflow;
  readonly deps: WorkflowDeps;
  readonly #given: Record<string, JsonValue>;
  readonly #outputs: Map<string, Output>;
  readonly #skipped = new Set<string>();
  /** The record knows from the first phase on which others are to come. */
  #announced = false;

  constructor(
    workflow: Workflow,
    deps: WorkflowDeps,
    given: Record<string, JsonValue>,
    outputs: Iterable<[string, Output]> = [],
  ) {
    this.workflow = workflow;
    this.deps = deps;
    this.#given = given;
    this.#outputs = new Map(outputs);
  }

  apart(): Run {
    return new Run(this.workflow, this.deps, this.#given, this.#outputs);
  }

  result(here: Here): WorkflowResult {
    const outputs = Object.fromEntries([...this.#outputs].map(([name, { output }]) => [name, output]));
    return { outputs, gates: here.gates.report, skipped: [...this.#skipped] };
  }

  output(name: string): Output {
    return this.#outputs.get(name) ?? { output: null, text: '', status: 'skipped' };
  }

  give(name: string, output: JsonValue): void {
    this.#outputs.set(name, { output, text: '', status: 'done' });
  }

  async step(step: WorkflowStep, around: Here, top = false): Promise<End> {
    const { journal, signal } = this.deps;
    const key = `${around.prefix}${step.name}`;
    throwIfAborted(signal);
    const phase: JsonObject = { name: step.name, title: step.title, weight: step.weight };
    // A phase that is skipped never starts; its end alone says so.
    if (top && this.#wanted(step, around)) {
      await journal.run(
        `${key}/phase`,
        async () => null,
        () => ({ event: 'phase-started', actor, summary: step.title, data: { ...phase, ...this.#ahead() } }),
      );
      this.#announced = true;
    }
    const here = step.caps ? { ...around, budget: this.deps.budget(around.budget, step.caps) } : around;
    const end = await this.#perform(step, key, here);
    await journal.run(
      `${key}/end`,
      async () => end,
      (made) => ({ ...endEntry(step, made, top), actor, data: { ...phase, ...made } }),
    );
    if (end.status !== 'done') {
      this.#skipped.add(step.name);
      this.#outputs.set(step.name, { output: null, text: end.reason ?? '', status: end.status });
    }
    return end;
  }

  #ahead(): JsonObject {
    if (this.#announced) return {};
    return { phases: this.workflow.steps.map(({ name, title, weight }) => ({ name, title, weight })) };
  }

  async #perform(step: WorkflowStep, key: string, here: Here): Promise<End> {
    const { journal, signal } = this.deps;
    if (!this.#wanted(step, here)) {
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
      this.#outputs.set(step.name, { ...(await this.#work(step, key, here)), status: 'done' });
      return { status: 'done', reason: null };
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      if (!step.optional || !isOfStep(error)) throw error;
      return { status: 'failed', reason: error.message };
    }
  }

  #wanted(step: WorkflowStep, here: Here): boolean {
    return step.when === null || holds(step.when, this.#scope(here));
  }

  async #work(step: WorkflowStep, key: string, here: Here): Promise<Made> {
    const inside = { ...here, prefix: `${key}/` };
    switch (step.kind) {
      case 'agent':
        return this.agent(step, key, here);
      case 'best':
        return runBest(this, step, key, here);
      case 'gates': {
        const report = await this.deps.runGates(key, step.gates, here);
        here.gates.report = report;
        return { output: asJson(report), text: report.ok ? 'ok' : 'not ok' };
      }
      case 'human':
        return this.#human(step, key, here);
      case 'sequence':
        for (const inner of step.steps) await this.step(inner, inside);
        return this.output(step.steps.at(-1)?.name ?? '');
      case 'parallel':
        return runParallel(this, step, key, inside);
      case 'repeat':
        return this.#repeat(step, key, here);
      case 'workflow':
        return this.#call(step, inside, here);
    }
  }

  async agent(step: AgentStep, key: string, here: Here): Promise<Made> {
    const outcome = await this.#try(step, key, here);
    const { stop, text } = outcome;
    if (stop === 'completed') return { output: outcome.data ?? text, text };
    const what = `${step.title}: ${text || `the ${step.role} stopped (${stop})`}`;
    if (stop === 'cancelled') throw new CodewrightError('CANCELLED', what);
    if (stop === 'error') throw new CodewrightError('MODEL_FAILED', what);
    if (outcome.limitOf !== undefined)
      throw new CodewrightError('BUDGET_EXCEEDED', what, {
        hint: `This limit is ${outcome.limitOf}: --max-steps and its like raise the job's, not this one.`,
        details: { limit: stop, step: step.name, within: true },
      });
    throw new CodewrightError('BUDGET_EXCEEDED', what, {
      hint: 'Raise it with --max-steps, --max-tokens, --max-time or --max-cost, or ask for less at once.',
      details: { limit: stop, step: step.name },
    });
  }

  /** By the agents that are named, one after the other until one can; by the job's own model where none is. */
  async #try(step: AgentStep, key: string, here: Here): Promise<AgentOutcome> {
    const task = {
      role: step.role,
      step: step.name,
      goal: this.deps.goal,
      instruction: render(step.instruction, this.#scope(here)),
      inputs: this.#inputs(step.inputs, here),
    };
    const brains = step.brains ?? [];
    for (const [index, brain] of brains.entries()) {
      try {
        return await this.deps.runAgent({ ...task, key: index === 0 ? key : `${key}-${brain}`, brain }, here);
      } catch (error) {
        if (this.deps.signal.aborted || index === brains.length - 1 || !isOfStep(error)) throw error;
      }
    }
    return this.deps.runAgent({ ...task, key }, here);
  }

  async #human(step: Of<'human'>, key: string, here: Here): Promise<Made> {
    const approval = step.choices.includes('approve') && step.choices.includes('reject');
    const answer = await this.deps.ask(key, {
      kind: approval ? 'approval' : 'question',
      text: render(step.question, this.#scope(here)),
      choices: step.choices,
      ...(approval
        ? { action: { workflow: this.workflow.name, step: step.name, inputs: this.#inputs(step.inputs, here) } }
        : {}),
    });
    if (approval && answer !== 'approve') {
      throw new CodewrightError('POLICY_DENIED', `${step.title}: a person answered ${answer}.`, {
        hint: 'Say what should be different in a new request.',
      });
    }
    return { output: answer, text: answer };
  }

  async #repeat(step: Of<'repeat'>, key: string, around: Here): Promise<Made> {
    for (let round = 1; round <= step.max; round++) {
      const here = { ...around, prefix: `${key}-${round}/`, iteration: round };
      for (const inner of step.steps) await this.step(inner, here);
      if (holds(step.until, this.#scope(here))) return { output: { rounds: round, reached: true }, text: '' };
    }
    return { output: { rounds: step.max, reached: false }, text: '' };
  }

  /** Another workflow as a step: it sees what it is given and nothing else, and hands back its result. */
  async #call(step: Of<'workflow'>, inside: Here, around: Here): Promise<Made> {
    const scope = this.#scope(around);
    const given = Object.fromEntries(Object.entries(step.with).map(([name, text]) => [name, value(text, scope)]));
    const called = step.workflow;
    const run = new Run(called, this.deps, withDefaults(called, given));
    const here: Here = { ...inside, iteration: 0, gates: { report: null } };
    for (const inner of called.steps) await run.step(inner, here);
    if (here.gates.report) around.gates.report = here.gates.report;
    const last = run.output(called.steps.at(-1)?.name ?? '');
    if (called.result === undefined) return { output: last.output, text: last.text };
    const output = value(`\${{ ${called.result} }}`, run.#scope(here));
    return { output, text: typeof output === 'string' ? output : last.text };
  }

  #inputs(names: string[], here: Here): Record<string, JsonValue> {
    return Object.fromEntries(
      names.map((name) => [name, name === 'gates' ? asJson(here.gates.report) : this.output(name).output]),
    );
  }

  #scope({ gates, iteration }: Here): Scope {
    const { goal, job } = this.deps;
    return {
      steps: Object.fromEntries(this.#outputs),
      gates: asJson(gates.report),
      job: { mode: '', confirmPlan: false, compared: false, ...job, goal },
      inputs: this.#given,
      iteration,
    };
  }
}

function withDefaults(workflow: Workflow, given: Record<string, JsonValue>): Record<string, JsonValue> {
  const all = Object.entries(workflow.inputs ?? {}).map(([name, usual]) => [name, given[name] ?? usual ?? null]);
  return Object.fromEntries(all) as Record<string, JsonValue>;
}

function endEntry(step: WorkflowStep, end: End | null, top: boolean): StepEntry {
  const outcome = end && end.status !== 'done' ? `${end.status}: ${end.reason}` : 'done';
  return { event: top ? 'phase-finished' : 'step-finished', actor, summary: `${step.title}: ${outcome}` };
}

function asJson(report: GateReport | null): JsonValue {
  return report as unknown as JsonValue;
}
