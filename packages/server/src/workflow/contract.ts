import type { GateReport } from '../gates/contract.ts';
import type { AgentOutcome, AgentTask } from '../agents/contract.ts';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Emit } from '@codewright/protocol/event';
import type { Journal } from '../shared/step.ts';
import type { Question } from '../tools/contract.ts';

/**
 * A workflow as loaded and checked. Steps are named; a later step refers to an earlier one's output as
 * `${{ steps.<name>.output }}` in its instruction, or by name in `inputs` (`gates` there: the newest gate report).
 * Conditions and `${{ }}` are CEL over `steps.<name>.{output, text, status}`, `gates` (the newest report, null before the
 * first), `job` (facts of the request) and `iteration` (1, 2, … inside a repeat, else 0).
 */
export interface Workflow {
  name: string;
  description: string;
  /** An end without any change is an answer in words: there is nothing to prove. */
  answers: boolean;
  /** Made of a list of who does what: agent CLIs do the work, so no model of ours has to be able to. */
  team?: boolean;
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
}

export type WorkflowStep =
  | (StepBase & {
      kind: 'agent';
      role: string;
      instruction: string;
      inputs: string[];
      /** Agent CLIs in place of a model: the first that can does it. */
      brains?: string[];
    })
  | (StepBase & { kind: 'gates'; gates: string[] })
  | (StepBase & { kind: 'human'; question: string; choices: string[]; inputs: string[] })
  | (StepBase & { kind: 'sequence'; steps: WorkflowStep[] })
  | (StepBase & { kind: 'parallel'; steps: WorkflowStep[] })
  | (StepBase & { kind: 'repeat'; max: number; until: string; steps: WorkflowStep[] });

/** What the engine needs of the outside; all of it durable through the journal. */
export interface WorkflowDeps {
  journal: Journal;
  emit: Emit;
  runAgent: (task: AgentTask) => Promise<AgentOutcome>;
  runGates: (key: string, gates: string[]) => Promise<GateReport>;
  ask: (key: string, question: Question) => Promise<string>;
  goal: string;
  /**
   * What conditions may ask of the job beside `goal`; `confirmPlan` and `compared` (a review of what came
   * after a revision) are false and `mode` is empty where they are absent.
   */
  job?: JsonObject;
  signal: AbortSignal;
}

export interface WorkflowResult {
  outputs: Record<string, JsonValue>;
  /** The last gate report, if the workflow ran gates. */
  gates: GateReport | null;
  skipped: string[];
}
