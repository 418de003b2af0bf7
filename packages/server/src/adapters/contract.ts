import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Workspace } from '../sandbox/workspace/contract.ts';

/**
 * Agent CLIs as members of the team: one contract for all of them, whatever they speak. A member works in the job's own tree inside
 * the sandbox; what it says of itself is recorded and never believed.
 */

/** One piece of work for one member, as words. */
export interface MemberTask {
  prompt: string;
  /** A session of an earlier run in the same home that is to go on; null: a new one. */
  session: string | null;
  /** The model that it is to use, in its own words; null: by the settings, or as it likes. */
  model: string | null;
  /** It may look and not change: the tree is mounted read-only. */
  readOnly: boolean;
}

/** Tools of ours that a member may call while it works. */
export interface LentTools {
  schemas: readonly { name: string; description?: string; inputSchema: unknown }[];
  call(tool: string, input: JsonValue): Promise<{ text: string; failed: boolean }>;
}

export interface MemberContext {
  workspace: Pick<Workspace, 'root' | 'exec' | 'resolve' | 'read' | 'write'>;
  /** A host folder for what it keeps of itself; its HOME. Its own, outside the tree; made when absent. */
  home: string;
  /** Seconds that the budget leaves it. */
  seconds: number;
  /** Ends it within 5 s, with its whole process tree. */
  signal: AbortSignal;
  /**
   * Told in order, one at a time. When it rejects the member is ended, and `run` rejects with that very error: so a budget stops
   * it after the step that reached it.
   */
  emit(event: MemberEvent): Promise<void>;
  /** What it asks leave for, where it asks. Rejecting ends the member as `emit` does. */
  permissions(request: PermissionRequest): Promise<{ allow: boolean; reason: string }>;
  lent?: LentTools;
}

export type MemberEvent =
  /** Its session has a name by which it can go on. */
  | { kind: 'session'; session: string; model: string | null }
  /** It has begun another model call, as far as can be seen. */
  | { kind: 'turn' }
  | { kind: 'message'; text: string }
  | ({ kind: 'tool-call' } & MemberCall)
  | { kind: 'tool-result'; id: string; status: 'ok' | 'failed'; text: string }
  /** What it has spent since the last such event. A negative amount corrects an estimate. */
  | { kind: 'spent'; spent: MemberSpent };

/** One call of one of its own tools. */
export interface MemberCall {
  id: string;
  /** The tool's own name, or what kind of call it is. */
  tool: string;
  /** In a few words. */
  title: string;
  input: JsonValue;
}

export interface MemberSpent {
  /** Input and output, without what its provider read from a cache. */
  tokens: number;
  cents: number;
}

export interface PermissionRequest {
  call: MemberCall;
  kind: 'read' | 'write' | 'execute' | 'network' | 'other';
  /** Absolute, or relative to the tree, as the member says them. */
  paths: string[];
  command: string[] | null;
  hosts: string[];
  /** What it would write, as far as it says so, in order. */
  edits: MemberEdit[];
}

/** A text of a file in place of another one; `old` null: in place of the whole file, if there is one. */
export interface MemberEdit {
  path: string;
  old: string | null;
  new: string;
  /** Wherever the old text stands. */
  all: boolean;
}

export interface MemberOutcome {
  /** Its last words. */
  text: string;
  session: string | null;
  /** All that it has reported as spent; null where it reports nothing. */
  usage: MemberSpent | null;
  /** What it printed: kept where it went wrong, for whoever looks for the cause. */
  raw: { stdout: string; stderr: string };
  /** Hosts that it asked for and was refused. */
  deniedHosts: string[];
}

/** Whether a member can be asked here. Nothing is called for it that costs. */
export interface MemberState {
  installed: boolean;
  version: string | null;
  /** The version that the tests of this release drive; null for the user's own. */
  tested: string | null;
  /** The variable or stored secret that it would get. */
  credential: string | null;
  /** Where its models are asked. */
  address: string | null;
  /** What is missing, and what to do about it; null: it can be asked. */
  problem: { what: string; hint: string } | null;
}

export interface Member {
  readonly name: string;
  readonly about: string;
  /** Further tries when it fails of what may pass. */
  readonly retries: number;
  /** An earlier session in the same home can go on. */
  readonly resumes: boolean;
  /** Whether it is there and has what it needs, without starting it. @throws CodewrightError AGENT_UNAVAILABLE */
  check(): Promise<void>;
  /** Looks for the program and starts it for its version, in the sandbox. */
  look(signal: AbortSignal): Promise<MemberState>;
  /**
   * @throws CodewrightError AGENT_UNAVAILABLE when it cannot be started here, AGENT_FAILED (with what it printed in `details.raw` and
   * whether another try may help in `details.passing`) when it ends without what was promised, CANCELLED.
   */
  run(task: MemberTask, context: MemberContext): Promise<MemberOutcome>;
}

export interface Members {
  names(): string[];
  /** @throws CodewrightError NOT_FOUND naming those that there are. */
  get(name: string): Member;
  /** The model (`provider/model`) that stands in for a member, by the settings; null: it works itself. */
  standIn(name: string): string | null;
}

/** What a protocol's program is given to talk with one started CLI. */
export interface Talk {
  task: MemberTask;
  /** The tree, as the CLI sees it. */
  cwd: string;
  /** Its own, on the host: what it leaves there is as little to be trusted as what it prints. */
  home: string;
  /** Tool servers that it may start, beside those of its own. */
  servers: { name: string; command: string; args: string[] }[];
  /** Session mode to choose where the CLI offers it. */
  mode: string | null;
  /** It may read and write files of the tree through us. */
  clientFiles: boolean;
  /** Lines of its stdout; ends with the process. */
  lines: AsyncIterable<string>;
  /** Writes one line of JSON. */
  send(message: JsonObject): void;
  sendText(text: string): void;
  /** Closes its input. */
  end(): void;
  /** Hands an event on, in order; nobody need wait for it. */
  event(event: MemberEvent): void;
  permission(request: PermissionRequest): Promise<{ allow: boolean; reason: string }>;
  /** Files of the tree, by the rules of the workspace. */
  files: { read(path: string): Promise<string>; write(path: string, text: string): Promise<void> };
}

/** What the CLI has said when it is through. */
export interface Said {
  text: string;
  usage: MemberSpent | null;
}

/** @throws Misspoken */
export type Protocol = (talk: Talk) => Promise<Said>;
