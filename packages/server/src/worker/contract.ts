import type { LedgerEntry } from '@codewright/protocol/event';
import type { GateReport, GateRun } from '../gates/contract.ts';
import type { GateResult } from '@codewright/protocol/evidence';
import type { Caps, ChangeLimits, Job, Mode } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { Members } from '../adapters/contract.ts';
import type { AgentDeps, AgentOutcome, AgentTask, Budget, Guide, MemberRunnerDeps, Role } from '../agents/contract.ts';
import type { Ledger } from '../ledger/contract.ts';
import type { ModelGateway } from '../llm/contract.ts';
import type { Queue } from '../queue/contract.ts';
import type { Codebase } from '../codebase/contract.ts';
import type { Memory } from '../memory/contract.ts';
import type { ToolServers } from '../mcp/contract.ts';
import type { PackageRegistry, Web } from '../research/contract.ts';
import type { SandboxKind } from '../sandbox/contract.ts';
import type { Workspace, WorkspaceManager } from '../sandbox/workspace/contract.ts';
import type { Quality } from '../policy/quality.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import type { ExecutorOptions, OpenInstall, ToolExecutor } from '../tools/contract.ts';
import type { Workflow, WorkflowDeps, WorkflowResult } from '../workflow/contract.ts';

/** Everything that running a job needs, handed in by main.ts. */
export interface JobParts {
  ledger: Ledger;
  queue: Queue;
  /** Workspaces in the sandbox that a job asks for. @throws CodewrightError SANDBOX_UNAVAILABLE */
  workspaces(kind: SandboxKind | undefined): Promise<{ manager: WorkspaceManager; sandbox: SandboxKind }>;
  models: ModelGateway;
  registry: PackageRegistry;
  web: Web;
  codebase: Codebase;
  memory: Memory;
  toolServers: ToolServers;
  install: OpenInstall;
  roles(name: string): Role;
  modelFor(role: Role, job: Job): string;
  /** @param own texts of a repository's own workflows by name, as `ownWorkflows` gave them. */
  workflow(name: string, own?: Readonly<Record<string, string>>): Workflow;
  /**
   * The approved texts of a repository's own workflow and of those that it calls; null for one that comes with us.
   * @throws CodewrightError FORBIDDEN where they are not approved.
   */
  ownWorkflows(name: string, repository: string | undefined): Readonly<Record<string, string>> | null;
  limits(mode: Mode, repository: string | undefined): ChangeLimits;
  /** How long an approval may be given; null: at any time. */
  approvalHours(): number | null;
  /** Learns what in a checkout is secret, before anything of it is shown or recorded. */
  learnSecrets(workspace: Workspace): void;
  /** Whether a tool's answers come from outside the workspace: a replay gives the recorded ones. */
  looksOutside(tool: string): boolean;
  createBudget(caps: Caps, clock: Clock): Budget;
  createExecutor(options: ExecutorOptions): ToolExecutor;
  createAgentRunner(deps: AgentDeps): { run(task: AgentTask): Promise<AgentOutcome> };
  /** The agent CLIs that can take the place of a model. */
  members: Members;
  createMemberRunner(deps: MemberRunnerDeps): { run(task: AgentTask): Promise<AgentOutcome> };
  /** The instructions of the repository that a tree is a checkout of. */
  readGuide(tree: Workspace, goal: string): Promise<Guide>;
  runWorkflow(workflow: Workflow, deps: WorkflowDeps): Promise<WorkflowResult>;
  runGates(run: GateRun): Promise<GateReport>;
  /** Scores a job that is over by what was measured of it. */
  evaluate(job: Job, entries: LedgerEntry[], gates: GateResult[]): Quality;
  /** Signs the provenance of a finished job and returns the entry's data. */
  signTruthpack(input: TruthpackInput): Promise<{ [key: string]: JsonValue }>;
  /** Queues what was said to a job too late for it as a job that follows on it. */
  followUp(job: Job, text: string): Promise<void>;
  clock: Clock;
  logger: Logger;
}

export interface TruthpackInput {
  job: Job;
  entries: LedgerEntry[];
  commit: string | null;
  tree: string | null;
  gates: GateResult[];
}
