import type { JsonValue } from '@codewright/protocol/json';
import type { GateReport } from '../gates/contract.ts';
import type { AgentStep, At, WorkflowDeps, WorkflowStep } from './contract.ts';

/** How a step ended. Recorded as it is; outputs come from the records of agents, gates and people themselves. */
export type End = { status: 'done' | 'skipped' | 'failed'; reason: string | null };
/** What a step made, before how it ended is known. */
export type Made = { output: JsonValue; text: string };
export type Output = Made & { status: string };

/** Where a step stands: the keys above it, its round, its tree and budget, and the newest gate report that it may see. */
export interface Here extends At {
  prefix: string;
  iteration: number;
  gates: { report: GateReport | null };
}

/** One workflow on its way, as the kinds of step that are made of others see it. */
export interface StepRun {
  readonly deps: WorkflowDeps;
  /** Runs a step to its recorded end. @throws of a required step that failed. */
  step(step: WorkflowStep, around: Here): Promise<End>;
  /** Has an agent do its part, under a key of its own. */
  agent(step: AgentStep, key: string, here: Here): Promise<Made>;
  output(name: string): Output;
  /** Puts something among the outputs that no step has made. */
  give(name: string, output: JsonValue): void;
  /** A run that sees what is over here and whose outputs are its own: steps of one name can be under way in several at once. */
  apart(): StepRun;
}
