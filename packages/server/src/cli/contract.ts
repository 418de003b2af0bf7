import type { Credential, NewToken, Role, User } from '@codewright/protocol/access';
import type { CodewrightClient, ServerInfo, Verification } from '@codewright/protocol/client';
import type { MemoryClient } from '@codewright/protocol/memory';

/** What main.ts hands to the command line: everything beyond words and exit codes. */
export interface Host {
  version: string;
  terminal: Terminal;
  /** Which server to use; false: none, undefined: the running one of this home, if there is one. Before anything is opened. */
  use(options: { server?: string | false }): void;
  /** The server that commands use instead of this process. @throws CodewrightError when a named one cannot be used. */
  attached(): Promise<(ServerInfo & { url: string }) | null>;
  /**
   * That of the server, or one over the storage of this home, opened on first use. Closed by `close`. With `works`, what is
   * submitted is this process's own from the first: `work` must follow.
   */
  client(options?: { works?: boolean }): Promise<CodewrightClient>;
  /**
   * Before the job exists, tries the sandbox that it would run in, and begins its workspace there where a repository is given.
   * @throws CodewrightError SANDBOX_UNAVAILABLE with what to do about it.
   */
  prepare(job: {
    sandbox: 'bubblewrap' | 'process' | undefined;
    repository: string | undefined;
  }): Promise<{ kind: 'bubblewrap' | 'process' }>;
  /**
   * Runs one job in this process until it ends or waits for a person, or waits while a server does. `attended`: a person is here,
   * who is asked at a limit; without one the job ends by it.
   */
  work(job: string, options?: { attended?: boolean }): Promise<Working>;
  /** A worker that takes every job, until the signal fires; drains then. */
  worker(options: { concurrency?: number; signal: AbortSignal; onJob?: (id: string) => void }): Promise<void>;
  serve(options: {
    port?: number;
    host?: string;
    workers?: number;
    signal: AbortSignal;
    /** Also opens the dashboard in the person's browser. */
    open?: boolean;
    onReady: (at: ServeReady) => void;
  }): Promise<void>;
  /** Serves a protocol by which another program uses Codewright, on stdin and stdout, until it leaves or the signal fires. */
  guest(options: { protocol: 'mcp' | 'acp'; signal: AbortSignal }): Promise<void>;
  /** Derives every projection from the entries again. */
  rebuild(): Promise<{ entries: number; jobs: number }>;
  /** Users and tokens of this home. @throws CodewrightError USAGE where a server was named. */
  access(): Promise<AccessHost>;
  secrets: SecretsHost;
  models: ModelsHost;
  /** The agent CLIs, all or one. @throws CodewrightError NOT_FOUND */
  agents(options: { name?: string }): Promise<AgentRow[]>;
  toolServers(): Promise<ToolServersHost>;
  workflows(): Promise<WorkflowsHost>;
  /** Runs a line of sh in the sandbox, with the folder writable and no network. */
  shell(command: string, folder: string): Promise<{ output: string; exitCode: number | null }>;
  doctor(): Promise<DoctorLine[]>;
  /** Verifies a truthpack file by itself, with what it says of its own ledger. */
  verifyFile(file: string): Promise<Verification>;
  settings(): Promise<SettingLine[]>;
  /** How to run the project in a folder, line by line; minds the Node that the user has. Empty where nothing says. */
  howToRun(folder: string): Promise<string[]>;
  /** Writes a starting configuration into a folder; returns the files written. */
  init(folder: string): Promise<string[]>;
  /** Memory and knowledge, of this home or of the server that was named. */
  memory(): Promise<MemoryClient>;
  catalog(): Promise<{ workflows: CatalogLine[]; roles: CatalogLine[]; tools: CatalogLine[]; policies: CatalogLine[] }>;
  close(): Promise<void>;
}

export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  noColor: boolean;
  ci: boolean;
  /** Fires when nobody reads stdout any more (`| head`): what only shows something stops, what works goes on. */
  closed: AbortSignal;
}

export interface Working {
  /** Resolves when the job has ended or parked and nothing of it runs any more. */
  done: Promise<void>;
  /** Drain: stop at the next step and give the job back. What a server works on it goes on with. */
  stop(): Promise<void>;
  /** What becomes of the job when this command is told to stop, and how to go on. */
  readonly left: string;
}

/** The stored secrets. Values go in and never come out. */
/** Users, and what they sign in with. */
export interface AccessHost {
  users(): Promise<User[]>;
  addUser(id: string, role: Role): Promise<User>;
  setRole(id: string, role: Role): Promise<User>;
  removeUser(id: string): Promise<void>;
  /** An address that signs one browser in, once, within a day; one's own without a name. */
  link(id?: string): Promise<string>;
  tokens(): Promise<Credential[]>;
  addToken(token: { name: string; user?: string; days?: number }): Promise<NewToken>;
  revoke(id: string): Promise<void>;
}

export interface SecretsHost {
  list(): Promise<{ secrets: SecretRow[]; protection: string | null; fromEnvironment: string[] }>;
  set(name: string, value: string): Promise<'set' | 'replaced'>;
  remove(name: string): Promise<boolean>;
  /** Encrypts everything under a new key; `keyFile` leaves a passphrase behind. Returns how many values there are. */
  rotate(options: { keyFile: boolean }): Promise<number>;
  /** Copies variables of the environment; without names those of model providers. Returns the names. */
  import(names: string[]): Promise<string[]>;
}

export interface SecretRow {
  name: string;
  setAt: string;
  replacedAt: string | null;
  usedBy: string;
  /** Made by Codewright for itself. */
  own: boolean;
}

export interface ModelsHost {
  /** Nothing is called for it. */
  list(): Promise<{
    default: string;
    roles: Record<string, string>;
    fallbacks: string[];
    /** ISO 8601 date of the price table. */
    pricesAsOf: string;
    providers: ProviderRow[];
  }>;
  /** Really calls the model. @throws CodewrightError MODEL_FAILED when it does not answer at all. */
  test(model: string): Promise<{ model: string; checks: ModelCheck[]; latencyMs: number; cents: number }>;
}

/** Tool servers (MCP) of a repository and of the user's settings. */
export interface ToolServersHost {
  list(repository: string | null): Promise<ToolServerRow[]>;
  /** Really starts the server. False when a confirmation was refused. @throws CodewrightError NOT_FOUND, TOOL_FAILED */
  trust(
    repository: string | null,
    name: string,
    confirm: {
      start(facts: { runs: string; variables: string[]; hosts: string[] }): Promise<boolean>;
      tools(tools: { name: string; description: string; isNew: boolean }[]): Promise<boolean>;
    },
  ): Promise<boolean>;
  /** False where there was nothing to take back. */
  distrust(repository: string | null, name: string): Promise<boolean>;
}

/** Workflows: those that come with Codewright, and a project's own. */
export interface WorkflowsHost {
  /** `from`: `codewright`, or how far the project's own is approved. */
  list(
    repository: string | null,
  ): { name: string; about: string; from: 'codewright' | 'approved' | 'new' | 'changed' }[];
  /** One as lines of a tree. @throws CodewrightError NOT_FOUND, WORKFLOW_INVALID */
  show(repository: string | null, name: string): string[];
  /** Each workflow of a file as lines of a tree. @throws CodewrightError WORKFLOW_INVALID with every fault and its place */
  check(file: string): string[][];
  /** Approves one of the project's, with those that it calls. */
  trust(
    repository: string | null,
    name: string,
    confirm: (facts: { files: string[]; tree: string[] }) => Promise<boolean>,
  ): Promise<'yes' | 'was already' | 'no'>;
  /** False where there was nothing to take back. */
  distrust(repository: string | null, name: string): boolean;
}

export interface ToolServerRow {
  name: string;
  from: 'repository' | 'user';
  state: 'approved' | 'new' | 'changed' | 'unsupported';
  problem: string | null;
  tools: string[];
  runs: string;
}

export interface ProviderRow {
  name: string;
  about: string;
  /** Set, or changed, by the user. */
  own: boolean;
  ready: boolean;
  key: { name: string; from: 'environment' | 'store' } | null;
  /** Names that its key is looked for under. */
  keys: string[];
  address: string | null;
  /** What is missing and what to do. */
  problem: string | null;
  /** Those with a price; US dollars per million tokens. */
  models: {
    name: string;
    contextTokens: number;
    images: boolean;
    pricePerMillion: { input: number; cachedInput: number; cacheWrite: number; output: number };
  }[];
}

export interface AgentRow {
  name: string;
  about: string;
  installed: boolean;
  version: string | null;
  /** The version that this release is tested with; null for the user's own. */
  tested: string | null;
  credential: string | null;
  address: string | null;
  /** It can be asked. */
  ready: boolean;
  /** The model that does its part by the settings. */
  standIn: string | null;
  problem: { what: string; hint: string } | null;
}

export interface ModelCheck {
  check: string;
  ok: boolean;
  detail: string;
}

export interface DoctorLine {
  part: string;
  state: 'works' | 'missing' | 'broken';
  /** What was tried and what came of it. */
  detail: string;
  /** What is lost without it. */
  costs?: string;
  /** The exact command or step that mends it. */
  hint?: string;
}

export interface SettingLine {
  path: string;
  value: unknown;
  origin: string;
  variable: string;
  meaning: string;
}

export interface CatalogLine {
  name: string;
  about: string;
  /** In full, for a person. */
  text: string;
}

export interface ServeReady {
  url: string;
  /** The token that every request must carry, and the file that holds it. */
  tokenFile: string;
  workers: number;
  /** Signs one browser in, once and within an hour. */
  link: string;
}
