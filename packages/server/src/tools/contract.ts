import type { BudgetRaise } from '@codewright/protocol/budget';
import type { Emit, EntryKind, LedgerEntry } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { ChangeLimits, Job } from '@codewright/protocol/job';
import type { ZodType } from 'zod';
import type { ToolCall, ToolSchema } from '../llm/contract.ts';
import type { Experience } from '../repair/contract.ts';
import type { Codebase } from '../codebase/contract.ts';
import type { PackageRegistry, Web } from '../research/contract.ts';
import type { Network } from '../sandbox/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import type { Action, ActionContext, Decision } from '../policy/contract.ts';
import type { Installer } from '../shared/installers.ts';
import type { Journal } from '../shared/step.ts';

export type Risk = 'safe' | 'reversible' | 'dangerous';
/** What a call may touch; decides checkpoints, policy and what a reviewer's role may hold. */
export type Effect = 'read' | 'write' | 'execute' | 'record' | 'ask';

/**
 * One deterministic power. `run` gets validated input and does its work through the context; a ToolError it throws goes
 * back to the model as the result, any other error ends the step. The text for the model lives in `<name>.md`.
 */
export interface Tool<Input = unknown> {
  readonly name: string;
  readonly input: ZodType<Input>;
  /** For a tool of a tool server: how it describes itself. Its input is the server's to validate. */
  readonly foreign?: { description: string; inputSchema: Record<string, unknown> };
  readonly risk: Risk;
  readonly effect: Effect;
  /** What policy should know of this call beyond its name. */
  touches?(input: Input): { paths?: string[]; command?: string[]; hosts?: string[] };
  /**
   * The call in a few words for a person: verb and target, and with `output` what came of it. The executor's own words
   * (the tool's name and the first line of its text) when absent.
   */
  says?(input: Input, output?: ToolOutput): string;
  /** For a tool that writes files: what the call would change, as a unified diff. @throws ToolError where it cannot be done. */
  diff?(input: Input, workspace: Pick<Workspace, 'read'>): Promise<string>;
  run(input: Input, context: ToolContext): Promise<ToolOutput>;
}

export interface ToolOutput {
  /** What the model reads; truncated by the executor, never by the tool. */
  text: string;
  /** The structured form, for programs (the built-in model, gates, screens). */
  data?: JsonValue;
  /** What is to be looked at rather than read. */
  image?: { mediaType: string; bytes: Uint8Array };
  /** True when the tool worked but what it ran did not (a failing test run). */
  failed?: boolean;
  /** What it cost beside time, in US cents: it counts in the agent's budget. */
  cents?: number;
  /** How the call stands in the ledger, where that is more than a finished call: one entry, so never half recorded. */
  entry?: { kind: EntryKind; summary: string; data?: JsonObject; refs?: string[] };
}

/** Everything a tool may use. Nothing else is reachable from it. */
export interface ToolContext {
  readonly job: Pick<Job, 'id' | 'goal' | 'mode' | 'request'>;
  readonly role: string;
  /** Name of the agent as actor in the ledger. */
  readonly agent: string;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly records: Records;
  readonly registry: PackageRegistry;
  readonly web: Web;
  readonly codebase: Codebase;
  readonly memory: Recollection;
  /** How fixes have done so far, in every job of this installation. */
  experience(): Promise<Experience[]>;
  readonly install: OpenInstall;
  readonly limits: ChangeLimits;
  /** Starts a sub-agent under this agent's budget. */
  delegate(role: string, instruction: string): Promise<{ text: string; data: JsonValue }>;
  /** Asks the user; suspends the job until there is an answer. */
  ask(question: Question): Promise<string>;
  /** Stores a long text and returns the handle by which read_file gives it back. */
  store(text: string): Promise<string>;
  load(handle: string): Promise<string>;
}

/** Allow-listed network for installing packages, with the environment and mounts that these registries need. */
export type OpenInstall = (of: readonly Installer[]) => Promise<InstallAccess>;

export interface InstallAccess {
  network: Network;
  env: Record<string, string>;
  mounts: { path: string; access: 'read' | 'write'; at?: string }[];
}

export interface Question {
  kind: 'question' | 'approval';
  text: string;
  choices?: string[];
  /** For an approval: exactly what would be done; its digest is what the answer must carry. */
  action?: JsonValue;
  /** Name of the rule that wants a person to say so. */
  rule?: string;
  /** For an approval of a larger budget. */
  budget?: BudgetRaise;
}

/** What tools may read of the ledger. */
export interface Records {
  /** The newest entry of a kind in this job (with `data.type` equal to `type`, if given). */
  latest(kind: EntryKind, type?: string): Promise<LedgerEntry | null>;
  query(options: { kinds?: EntryKind[]; text?: string; limit: number }): Promise<LedgerEntry[]>;
}

/** What outlives the job: the places are its own, whatever a model says. */
export interface Recollection {
  /** @throws CodewrightError INVALID_INPUT, CONFLICT */
  remember(fact: { scope: KeptFor; key: string; value: JsonValue; days?: number }): Promise<void>;
  /** With text the best first, else the newest first. */
  recall(query: { text?: string; limit: number }): Promise<Remembered[]>;
}
/** For whom something is kept: the project, this job, the role, this conversation. */
export const keptFor = ['project', 'task', 'agent', 'interaction'] as const;
export type KeptFor = (typeof keptFor)[number];
export interface Remembered {
  from: string;
  key: string;
  value: JsonValue;
  at: string;
  source: string;
}

/** What kind of project a folder holds and the commands that it declares. Argv arrays; null: it has none. */
export interface ProjectFacts {
  ecosystem: 'node' | 'python' | 'go' | 'rust' | 'unknown';
  name: string | null;
  install: string[] | null;
  /** Python: arguments of `pip install` for all that its tests need. */
  requirements?: string[];
  typecheck: string[] | null;
  lint: string[] | null;
  test: string[] | null;
  start: string[] | null;
  /** Direct dependencies as declared: name → range. */
  dependencies: Record<string, string>;
}

/** One finished call as the journal holds it and the model sees it. */
export interface ToolResult {
  tool: string;
  callId: string;
  /** After truncation. */
  text: string;
  data: JsonValue;
  status: 'ok' | 'failed' | 'error' | 'denied';
  durationMs: number;
  /** Handle of the whole output where it was cut. */
  handle: string | null;
  /** What it cost beside time, in US cents; absent: nothing. */
  cents?: number;
  /** What is to be looked at rather than read, by its handle. */
  image?: { mediaType: string; handle: string };
}

/** validate → policy → checkpoint → run → record → truncate, once, for every tool. */
export interface ToolExecutor {
  /** The tools of a role as the model is told of them. */
  schemas(role: string): ToolSchema[];
  /** The bytes of an image in base64; null when they are gone (the job was taken over on another machine). */
  image?(handle: string): string | null;
  /** What a tool may touch; null for an unknown one. Calls of one turn run side by side when all of them only read. */
  effectOf(tool: string): Effect | null;
  execute(
    call: ToolCall,
    options: { role: string; agent: string; key: string; signal: AbortSignal },
  ): Promise<ToolResult>;
}

/** What the executor of one job is made from. */
export interface ExecutorOptions {
  job: ToolContext['job'];
  workspace: Workspace;
  journal: Journal;
  emit: Emit;
  records: Records;
  registry: PackageRegistry;
  web: Web;
  codebase: Codebase;
  /** As the agent of a role has it. */
  memory: (by: { role: string; agent: string }) => Recollection;
  experience: () => Promise<Experience[]>;
  /** Asks npm for its settings (0.3 s) the first time: called only where something is really installed. */
  install: OpenInstall;
  limits: ChangeLimits;
  /** Tools of tool servers, for the roles that hold `mcp`. */
  more?: ReadonlyMap<string, Tool>;
  /** Tool names that each role may use, and ledger kinds that it may append. */
  roles: (role: string) => { tools: readonly string[]; appends: readonly EntryKind[] };
  delegate: (
    parent: { role: string; key: string; signal: AbortSignal },
    role: string,
    instruction: string,
  ) => Promise<{ text: string; data: JsonValue }>;
  ask: (key: string, question: Question) => Promise<string>;
  /** Folder for long outputs, outside the workspace. */
  outputs: string;
}

/** What the executors of all jobs share. */
export interface ExecutorDeps {
  /** Allow, ask or deny one call; the policy's own decision when absent. */
  decide?: (action: Action, context: ActionContext) => Pick<Decision, 'verdict' | 'reason' | 'remediation' | 'rule'>;
  /** The text for the model of a tool; the .md file beside the tool's code when absent. */
  words?: (tool: string) => string;
  /** Takes known secrets out of a text before it is cut and stored; the text as it is when absent. */
  clean?: (text: string) => string;
}
