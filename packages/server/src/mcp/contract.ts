import type { Workspace } from '../sandbox/workspace/contract.ts';
import type { Journal } from '../shared/step.ts';
import type { OpenInstall, Tool } from '../tools/contract.ts';
import type { ServerDefinition } from './definitions.ts';

/** A tool as its server tells of it. */
export interface ListedTool {
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
}

/** What a server said that it can do, as it was approved; what changes afterwards is not called until it is approved again. */
export interface ApprovedServer {
  /** SHA-256 of the definition: command, arguments, address, names of variables. */
  definition: string;
  tools: ListedTool[];
  /** ISO 8601. */
  at: string;
}

/** Which servers a person has approved, by repository; kept in the home, where no repository can write. */
export interface TrustStore {
  approved(repository: string): Record<string, ApprovedServer>;
  approve(repository: string, server: string, approval: ApprovedServer): void;
  /** False where there was no approval. */
  revoke(repository: string, server: string): boolean;
}

/** A conversation with one server. */
export interface ServerConnection {
  list(signal: AbortSignal): Promise<ListedTool[]>;
  call(
    tool: string,
    input: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<{ text: string; failed: boolean; image?: { mediaType: string; bytes: Uint8Array } }>;
  close(): Promise<void>;
}

/** Where a server runs, or from where it is called. */
export interface ServerPlace {
  /** Runs what the definition names; the tree can be read and nothing of it written. */
  exec: Workspace['exec'];
  install: OpenInstall;
  /** Value of a variable or stored secret that a definition names. */
  secret: (name: string) => Promise<string | null>;
}

export interface ServerTools {
  tools: ReadonlyMap<string, Tool>;
  close(): Promise<void>;
}

export interface OpenServers {
  /** The repository's path; what was approved is kept by it. */
  repository: string;
  workspace: Workspace;
  journal: Journal;
  install: OpenInstall;
  signal: AbortSignal;
}

/** The tool servers (MCP) of a repository and of the user. */
export interface ToolServers {
  /**
   * What of them the agents of a job may call: approved servers, approved tools. The list is a journal step, so a resumed job has
   * the same; connections are made at the first call. What is left out, and why, stands with it.
   */
  open(options: OpenServers): Promise<ServerTools>;
}

/** A server as a person looks at it before approving it. */
export interface ServerFacts {
  name: string;
  from: 'repository' | 'user';
  definition: ServerDefinition;
  state: 'approved' | 'new' | 'changed' | 'unsupported';
  /** Tools that were approved. */
  tools: string[];
  /** Why it is not supported. */
  problem: string | null;
}
