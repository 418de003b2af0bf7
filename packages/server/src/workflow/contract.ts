import type { GateReport } from '../gates/contract.ts';
import type { AgentOutcome, AgentTask, Budget } from '../agents/contract.ts';
import type { Caps } from '@codewright/protocol/job';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Emit } from '@codewright/protocol/event';
import type { Journal } from '../shared/step.ts';
import type { Question } from '../tools/contract.ts';

/**
 * A workflow as loaded and checked. Steps are named; a later step refers to an earlier one's output as
 * `${{ steps.<name>.output }}` in its instruction, or by name in `inputs` (`gates` there: the newest gate report).
 * Conditions and `${{ }}` are CEL over `steps.<name>.{output, text, status}`, `gates` (the newest report, null before the
 * first), `job` (facts of the request), `inputs` (what a workflow was called with) and `iteration` (1, 2, … inside a repeat, else 0).
 */
export interface Workflow {
  name: string;
  description: string;
  /** An end without any change is an answer in words: there is nothing to prove. */
  answers: boolean;
  /** Made of a list of who does what: agent CLIs do the work, so no model of ours has to be able to. */
  team?: boolean;
  /** What it may be called with, and what each is where the caller does not say; undefined: the caller has to. */
  inputs?: Record<string, JsonValue | undefined>;
  /** Expression whose value a caller gets as the output of its step; that of the last step when absent. */
  result?: string;
  /** Share of the whole, for progress: weights of the top-level steps add up to 100. */
  steps: WorkflowStep[];
}

interface StepBase {
  name: string;
  /** Words for the live view ("Understanding the request"). */
  title: string;
  weight: number;
  optional: boolean;
  /** Condition over earlier outputs; the step is skipped when it is false. */
  when: string | null;
  /** What everything in this step may spend together, inside the job's budget. */
  caps?: Partial<Caps>;
}

export type AgentStep = StepBase & {
  kind: 'agent';
  role: string;
  instruction: string;
  inputs: string[];
  /** Agent CLIs in place of a model: the first that can does it. */
  brains?: string[];
};

export type WorkflowStep =
  | AgentStep
  | (StepBase & {
      kind: 'best';
      /** Attempts, each in a tree of its own; by turns with each of the attempt's `brains`, where it names some. */
      attempts: number;
      /** What an attempt is proven by, and the role that judges those that are proven. */
      gates: string[];
      reviewer: string;
      attempt: AgentStep;
    })
  | (StepBase & { kind: 'gates'; gates: string[] })
  | (StepBase & { kind: 'human'; question: string; choices: string[]; inputs: string[] })
  | (StepBase & { kind: 'sequence'; steps: WorkflowStep[] })
  | (StepBase & { kind: 'parallel'; steps: WorkflowStep[] })
  | (StepBase & { kind: 'repeat'; max: number; until: string; untilWords?: string; steps: WorkflowStep[] })
  | (StepBase & {
      kind: 'workflow';
      workflow: Workflow;
      /** What it is called with: texts may hold `${{ }}`, and one that is nothing else is that value itself. */
      with: Record<string, JsonValue>;
    });

/** Where a step works, and with what. */
export interface At {
  /** Tree of files: '' is the job's own, else that of a branch. */
  place: string;
  /** Budget of the nearest step around it that has one of its own; the job's when null. */
  budget: Budget | null;
}

/** What the engine needs of the outside; all of it durable through the journal. */
export interface WorkflowDeps {
  journal: Journal;
  emit: Emit;
  runAgent: (task: AgentTask, at: At) => Promise<AgentOutcome>;
  runGates: (key: string, gates: string[], at: At) => Promise<GateReport>;
  ask: (key: string, question: Question) => Promise<string>;
  trees: Trees;
  /** A budget inside another, the job's where none is given. */
  budget: (within: Budget | null, caps: Partial<Caps>) => Budget;
  goal: string;
  /**
   * What conditions may ask of the job beside `goal`; `confirmPlan` and `compared` (a review of what came
   * after a revision) are false and `mode` is empty where they are absent.
   */
  job?: JsonObject;
  signal: AbortSignal;
}

/**
 * Trees of branches, side by side. A branch looks at the tree that it began in until it first may change something; then it has
 * one of its own, which begins as that one was. A branch is called by the key of its step.
 */
export interface Trees {
  /** Holds what `branches` of `place` begin from. */
  begin(key: string, place: string, branches: readonly string[]): Promise<void>;
  /** What a branch changed, kept under a name in the job's own repository; null where it changed nothing. */
  keep(key: string, branch: string): Promise<Kept | null>;
  /** Brings what a branch changed into the tree that it began in, as its commits or as uncommitted work. */
  merge(key: string, branch: string, title: string): Promise<Merged>;
  /** @throws CodewrightError CONFLICT while marks of a merge are left in its files. */
  settle(key: string, branch: string, merged: Merged): Promise<void>;
  /** Removes the trees of branches that are merged or given up. */
  drop(branches: readonly string[]): Promise<void>;
}

export interface Kept {
  commit: string;
  /** How much it changed: files, lines added and removed. */
  files: number;
  lines: number;
}

export interface Merged {
  changed: boolean;
  /** Files that hold marks of what does not go together; `notes` says what, `marks` how such lines begin. */
  conflicts: string[];
  notes: string[];
  marks: string[];
}

export interface WorkflowResult {
  outputs: Record<string, JsonValue>;
  /** The last gate report, if the workflow ran gates. */
  gates: GateReport | null;
  skipped: string[];
}
