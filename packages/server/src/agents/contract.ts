import type { Emit } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import type { Caps, Mode, StopReason, Usage } from '@codewright/protocol/job';
import type { Member } from '../adapters/contract.ts';
import type { ModelGateway } from '../llm/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import type { Clock } from '../shared/clock.ts';
import type { Journal } from '../shared/step.ts';
import type { Question, ToolExecutor } from '../tools/contract.ts';

/** A role as its file describes it (roles/<role>.md: front matter and prompt). */
export interface Role {
  name: string;
  /** The system prompt. */
  prompt: string;
  tools: string[];
  /** Tools that it holds in jobs of one mode only: none is offered where it is of no use. */
  only: Partial<Record<Mode, string[]>>;
  /** Tools that an agent CLI in this role is lent: it has its own for files and commands. */
  lends: string[];
  appends: string[];
  /** `provider/model`, or null for the job's model. */
  model: string | null;
  caps: Partial<Caps>;
}

/** One piece of work for one role. */
export interface AgentTask {
  role: string;
  /** Journal prefix, unique within the job (`implement`, `refine-2`). */
  key: string;
  /** Which part of the role's work this is (`implement`, `refine`), for programs; the last part of `key` when absent. */
  step?: string;
  /** The job's goal word for word: pinned. */
  goal: string;
  /** What this step wants, rendered from the workflow. */
  instruction: string;
  /** Results of earlier steps that this one builds on, by name; JSON or text. */
  inputs: Record<string, JsonValue>;
  /** What the repository itself asks of who works in it (AGENTS.md and the like): pinned, marked as its words. */
  guide?: string;
  caps?: Partial<Caps>;
  /** Agent CLI that carries the task out (`codex`), whatever the job says; the job's own, or a model, when absent. */
  brain?: string;
}

/** What a repository asks of whoever works in it, as a job found it. */
export interface Guide {
  /** For the prompt; '' where the repository asks for nothing. */
  text: string;
  files: GuideFile[];
  /** How many skills are offered. */
  skills: number;
  /** What was left out, and why. */
  notes: string[];
}

export interface GuideFile {
  path: string;
  bytes: number;
  sha256: string;
  /** Characters of it in the prompt. */
  shown: number;
}

export interface AgentOutcome {
  /** `error`: the agent says itself that it could not do it, or its provider ended the turn; `text` says why. */
  stop: StopReason;
  /** The agent's last words. */
  text: string;
  /** `data` of the last tool call that recorded a result (record_analysis, create_plan, create_review …), else null. */
  data: JsonValue;
  used: Usage;
  turns: number;
  /** Where `stop` is a limit that is not the whole job's: whose it is, as the end of a sentence. */
  limitOf?: string;
}

/** A person's message to a running job (`jobs say`), applied at the next turn. */
export interface InboxMessage {
  id: string;
  text: string;
}

export interface AgentDeps {
  models: ModelGateway;
  /** Model name for a role, after role file, job and configuration are merged. */
  modelFor: (role: Role) => string;
  tools: ToolExecutor;
  journal: Journal;
  emit: Emit;
  budget: Budget;
  /** Fences blocks of data in this job's prompts; nothing that was written before the job can hold it. */
  mark: string;
  roles: (name: string) => Role;
  /** Messages not yet applied by any agent of the job, oldest first. */
  inbox: () => Promise<InboxMessage[]>;
  clock: Clock;
  signal: AbortSignal;
}

/** What tasks are made from that an agent CLI carries out. */
export interface MemberRunnerDeps {
  member: Member;
  /** In its own words; null leaves it to the settings. */
  model: string | null;
  workspace: Workspace;
  tools: ToolExecutor;
  /** Holds what the role lends. */
  lent: Pick<ToolExecutor, 'schemas' | 'execute'>;
  journal: Journal;
  emit: Emit;
  budget: Budget;
  mark: string;
  /** How its permission requests are judged. */
  leave: LeaveOptions;
  /** Messages not yet applied by any agent of the job, oldest first. */
  inbox: () => Promise<InboxMessage[]>;
  clock: Clock;
  signal: AbortSignal;
  /** Of a replay: what the record holds of the run of a task, which is then not made again. @throws where it holds none */
  recorded?: (key: string) => RecordedRun;
}

/** What a member did, without the member. */
export interface RecordedRun {
  text: string;
  session: string | null;
  /** Its changes as a unified diff; null where they were too long to keep. */
  patch: string | null;
}

export interface LeaveOptions {
  mode: Mode;
  forbiddenPaths: readonly string[];
  autoApprove: boolean;
  /** The recorded answer; suspends the job until there is one. */
  ask: (key: string, question: Question) => Promise<string>;
}

export type Limit = Exclude<StopReason, 'completed' | 'cancelled' | 'error'>;

/**
 * A hard budget. A child's spending counts in every ancestor; what would overshoot any of them is refused before it is
 * spent, so the overshoot is at most one step.
 */
export interface Budget {
  readonly caps: Caps;
  used(): Usage;
  /** @throws CodewrightError BUDGET_EXCEEDED naming the limit (`details.limit`), before a step is taken. */
  check(): void;
  /**
   * Counts here and in every ancestor. A step is counted when it begins, with what it will surely cost, so that agents
   * at work side by side see each other; a negative amount corrects such an estimate afterwards.
   */
  spend(amount: Partial<Usage>): void;
  /** A budget inside this one: its caps are the lesser of those given and what is left here. */
  child(caps: Partial<Caps>): Budget;
  /** Which limit is reached, if one is. */
  exceeded(): Limit | null;
  /** Nothing more may be spent in it, whatever is left: as if this limit were reached. */
  close(limit: Limit): void;
}
