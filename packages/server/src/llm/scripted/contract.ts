/**
 * The scripted model server: a real HTTP server on loopback that speaks the wires of the model vendors and answers from a
 * script. It is the project's test kit and is never loaded in production. A script is neutral: its steps are mapped onto
 * whatever tools the client declares, so that one script drives any agent on any wire.
 */
export type Wire = 'anthropic' | 'openai-responses' | 'openai-chat' | 'google';

/** One answer of the model. An empty step is an empty turn. */
export interface ScriptedStep {
  reasoning?: string;
  text?: string;
  /** All in one turn, in this order. A request that declares no tools (a title, a summary) gets `after` in place of the step. */
  calls?: ScriptedCall[];
  /** Tokens; what is left out is counted by four letters a token. */
  usage?: Partial<ScriptedUsage> | 'missing' | 'nan';
  /** When absent: `tool-calls` with calls, else `stop`. */
  finish?: ScriptedFinish;
  /** What goes wrong, in order: each that still has times left is used up before the next; then comes the answer. */
  fault?: Fault | Fault[];
  /** Milliseconds before the first byte. */
  waitMs?: number;
  /** Milliseconds between two events of a stream. */
  paceMs?: number;
}

export interface ScriptedUsage {
  /** All tokens of the prompt, the cached ones among them. */
  input: number;
  cachedInput: number;
  /** Among `input`: written to the cache (only Anthropic says so). */
  cacheWrite: number;
  /** All tokens of the answer, those of the reasoning among them. */
  output: number;
  reasoning: number;
}

export type ScriptedFinish = 'stop' | 'length' | 'tool-calls' | 'refusal' | 'content-filter';

/**
 * A call by what it does, mapped onto the client's tools by their names and parameters; or by the tool's own name. Where a
 * client has no tool for it, its shell does it. Paths are relative to the workspace.
 */
export type ScriptedCall = NeutralCall | NamedCall;
export type NeutralCall =
  | { do: 'read'; path: string; offset?: number; limit?: number }
  | { do: 'write'; path: string; content: string }
  /** `old` stands in the file exactly once, unless `all`. */
  | { do: 'edit'; path: string; old: string; new: string; all?: boolean }
  | { do: 'search'; pattern: string; path?: string }
  | { do: 'find'; glob: string }
  | { do: 'list'; path?: string }
  | { do: 'shell'; command: string; cwd?: string }
  /** The project's tests: the client's own tool for it, else `command` (`npm test`) in its shell. */
  | { do: 'test'; command?: string }
  /** Everything that changed. */
  | { do: 'commit'; message: string }
  | { do: 'plan'; summary: string; tasks: { id: string; title: string; files?: string[]; after?: string[] }[] }
  | { do: 'review'; verdict: 'approve' | 'request_changes'; summary: string }
  | { do: 'ask'; question: string };
export interface NamedCall {
  tool: string;
  /** A string is sent as it is: for arguments that are not JSON. */
  input: unknown;
}

/** `times`: how often, for each place of a script, before the answer comes after all. Every time when absent. */
export type Fault = { times?: number } & (
  | {
      kind: 'status';
      /** In the vendor's own error shape: 400, 401, 403, 404, 429, 500, 503, 529… */
      status: number;
      /** Seconds, as a number or as a date that lies so far ahead. */
      retryAfter?: number;
      retryAfterDate?: number;
      message?: string;
      headers?: Record<string, string>;
    }
  /** The vendor's own words for a prompt that is longer than the model can read. */
  | { kind: 'context-overflow' }
  /** TCP reset: before the headers, or in the middle of the answer. */
  | { kind: 'reset'; after?: 'nothing' | 'half' }
  /** The request is read, and nothing is ever sent. */
  | { kind: 'silence' }
  /** Headers and half of the answer, then nothing more on an open connection. */
  | { kind: 'stall' }
  /** Half of the answer (in the middle of the first call's arguments if there is one): `close` tears the connection, `end` ends it in good order. */
  | { kind: 'cut'; how?: 'close' | 'end' }
  | { kind: 'html' }
  /** A broken event in the middle of the stream (or a broken body). */
  | { kind: 'invalid-json' }
  /** The vendor's error event in the middle of the stream. */
  | { kind: 'error-event' }
  | { kind: 'unknown-tool' }
  /** `not-json` cuts the text of the arguments short, `wrong-type` sends values of other types, `missing` sends none. */
  | { kind: 'invalid-arguments'; how?: 'not-json' | 'wrong-type' | 'missing' }
  /** All calls of the turn have one id (the first call stands twice if it is alone). */
  | { kind: 'duplicate-ids' }
  | { kind: 'empty' }
  | { kind: 'refusal' }
  /** The turn's text is so many MB long, 10 when absent. */
  | { kind: 'huge'; megabytes?: number }
  | { kind: 'usage'; value: 'missing' | 'nan' }
  /** 307 to the same path at another origin. */
  | { kind: 'redirect'; to: string; status?: number }
);
export type FaultKind = Fault['kind'];

/** What stands in for the mind. A function sees everything that a model could see, and must give the same for the same. */
export type Script = ScriptedStep[] | ((seen: SeenRequest) => ScriptedStep);

/** Which conversation a script is for; all that is given must hold. Patterns are regular expressions, case ignored. */
export interface Route {
  /** In the system prompt. */
  system?: string | RegExp;
  /** In what the user said first. */
  task?: string | RegExp;
  /** A tool that is declared. */
  tool?: string;
  steps: Script;
}

export interface ScriptedSession {
  /** One script for every conversation, or the first route that fits: a job's planner, builder and reviewer are three conversations. */
  script: Script | Route[];
  /**
   * How the place in a script is found. `transcript` (the default): by the assistant's turns in the request, so a client that
   * crashed and comes again gets the same answer. `arrival`: one step further with each answer given whole.
   */
  position?: 'transcript' | 'arrival';
  /** What is said after a list's last step; the text `Done.` when absent. */
  after?: ScriptedStep;
}

export interface SeenTool {
  name: string;
  description: string;
  /** JSON schema of the input; an empty object for a tool that takes free text. */
  schema: Record<string, unknown>;
  /** Takes free text instead of JSON (custom tools of OpenAI Responses). */
  free: boolean;
}
export interface SeenCall {
  id: string;
  tool: string;
  /** Parsed when it is JSON, else the text. */
  input: unknown;
}
export interface SeenResult {
  /** Of the call; empty where the wire has none. */
  id: string;
  tool: string;
  text: string;
  /** As the client marked it; false where the wire cannot say it. */
  failed: boolean;
}
export interface SeenMessage {
  role: 'user' | 'assistant';
  text: string;
  reasoning: string;
  calls: SeenCall[];
  results: SeenResult[];
  /** Images and other files among its parts. */
  files: number;
}

/** One request as it came, and what became of it. Times are milliseconds since 1970, with fractions. */
export interface SeenRequest {
  /** From 1, in order of arrival over all sessions. */
  number: number;
  /** The API key it came with; `''` without one. */
  key: string;
  /** The name of the session that answers: its key, or `default`. */
  session: string;
  wire: Wire;
  method: string;
  /** With its query. */
  path: string;
  /** As received, nothing hidden: tests look here for what must not be sent. */
  headers: Record<string, string | string[] | undefined>;
  /** The raw body. */
  body: string;
  model: string;
  stream: boolean;
  system: string;
  tools: SeenTool[];
  messages: SeenMessage[];
  /** The assistant's turns in `messages`: 0 at the start of a conversation. */
  turn: number;
  /** Results that came after the last of them. */
  results: SeenResult[];
  arrivedAt: number;
  firstByteAt: number | null;
  finishedAt: number | null;
  /** `whole`: the answer was sent to its end. `fault`: as the script wanted. `gone`: the client hung up before. */
  outcome: 'pending' | 'whole' | 'fault' | 'gone';
  /** The fault that was played, also when the answer was whole (invalid arguments, say). */
  fault: FaultKind | null;
  status: number | null;
}

export interface ScriptedServerOptions {
  /** 0, the default: any free one. */
  port?: number;
  /** By API key; `default` answers every key that has none of its own. A key without a session gets 401. */
  sessions?: Record<string, ScriptedSession | Script>;
  /** What the lists of models name; any other name is answered all the same. */
  models?: string[];
  /** The vector of a text, for requests of embeddings; by default texts that share words are near each other. */
  vector?: (text: string) => number[];
  /** HTTPS with a certificate that nobody signed. */
  tls?: boolean;
  /** Streams are cut into pieces of so many bytes, in the middle of letters too; as a whole when absent. */
  chunkBytes?: number;
}

export interface ScriptedServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>`, or `https:` with `tls`; wires stand below it with or without `/v1` (`/v1beta`). */
  readonly url: string;
  /** The certificate, for a client that is to trust it; null without `tls`. */
  readonly certificate: string | null;
  /** Sets or replaces the session of a key. */
  session(key: string, session: ScriptedSession | Script): void;
  /** Model requests in order of arrival, of one session or all. */
  requests(session?: string): readonly SeenRequest[];
  /** Requests to any other path than a model's: lists of models, redirects, mistakes. */
  readonly others: readonly { method: string; path: string; headers: SeenRequest['headers']; body: string }[];
  /** Forgets the log, the counters of faults and the places of sessions that go by arrival. */
  clear(): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
