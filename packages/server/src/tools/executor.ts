import type { Emit, EntryKind } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { ZodError } from 'zod';
import { throwIfAborted } from '../shared/abort.ts';
import { monotonicMs } from '../shared/clock.ts';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import { despiteLoss } from '../shared/lost.ts';
import { decide } from '../policy/decide.ts';
import type { StepEntry } from '../shared/step.ts';
import type { ToolCall, ToolSchema } from '../llm/contract.ts';
import type {
  Effect,
  ExecutorDeps,
  ExecutorOptions,
  Question,
  Tool,
  ToolContext,
  ToolExecutor,
  ToolOutput,
  ToolResult,
} from './contract.ts';
import { OutputStore, cut, textLimit } from './outputs.ts';
import { ownWords, serverTools, toolSchema, tools } from './registry.ts';
import { TreeLock } from './tree-lock.ts';

type ExecuteOptions = Parameters<ToolExecutor['execute']>[1];

/** Kinds that every role may append. */
const openKinds: readonly EntryKind[] = ['event', 'job_status', 'knowledge', 'escalation', 'error'];

const undoMs = 60_000;

/** What one call left behind: what the model reads, and how it stands in the ledger. */
interface Finished {
  result: ToolResult;
  entry: NonNullable<ToolOutput['entry']> | null;
  /** What a person reads of it. */
  said: string;
  /** The tree as the call left it, where it may have changed it. */
  checkpoint: string | null;
}

class Executor implements ToolExecutor {
  readonly #options: ExecutorOptions;
  readonly #deps: ExecutorDeps;
  readonly #outputs: OutputStore;
  readonly #tree = new TreeLock();
  readonly #schemas = new Map<string, ToolSchema[]>();

  constructor(options: ExecutorOptions, deps: ExecutorDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#outputs = new OutputStore(options.outputs, deps.clean);
  }

  schemas(role: string): ToolSchema[] {
    let found = this.#schemas.get(role);
    if (!found) {
      const words = this.#deps.words ?? ownWords;
      found = this.#toolsOf(role).map((tool) => toolSchema(tool, words));
      this.#schemas.set(role, found);
    }
    return found;
  }

  image(handle: string): string | null {
    try {
      return this.#outputs.load(handle);
    } catch (error) {
      if (error instanceof ToolError) return null;
      throw error;
    }
  }

  effectOf(tool: string): Effect | null {
    return this.#find(tool)?.effect ?? null;
  }

  #toolsOf(role: string): Tool[] {
    const names = this.#options.roles(role).tools;
    const more = names.includes(serverTools) ? [...(this.#options.more?.values() ?? [])] : [];
    return [...names.flatMap((name) => tools.get(name) ?? []), ...more];
  }

  #find(name: string): Tool | undefined {
    return tools.get(name) ?? this.#options.more?.get(name);
  }

  execute(call: ToolCall, options: ExecuteOptions): Promise<ToolResult> {
    const effect = this.effectOf(call.tool);
    // Where its sandbox is lost, the tree goes back to where the call began, and the call is made again.
    const work = () =>
      despiteLoss(
        () => this.#execute(call, options),
        () => this.#undo(options.key),
      );
    if (effect === 'write' || effect === 'execute') {
      return this.#tree.write(() =>
        work().catch(async (error: unknown) => {
          // Whoever took the job over works in this very tree by now.
          if (!(error instanceof CodewrightError && error.code === 'LEASE_LOST')) await this.#undo(options.key);
          throw error;
        }),
      );
    }
    return effect === 'read' ? this.#tree.read(work) : work();
  }

  async #execute(call: ToolCall, options: ExecuteOptions): Promise<ToolResult> {
    let finished: Finished | null = null;
    const result = await this.#options.journal.run(
      options.key,
      async () => {
        finished = await this.#attempt(call, options);
        return { ...finished.result };
      },
      (result) => this.#describe(call, result as unknown as ToolResult, finished, options),
    );
    return result as unknown as ToolResult;
  }

  #describe(call: ToolCall, result: ToolResult, finished: Finished | null, { agent, role }: ExecuteOptions): StepEntry {
    const entry = finished?.entry;
    const data: JsonObject = {
      ...entry?.data,
      tool: call.tool,
      role,
      status: result.status,
      durationMs: result.durationMs,
      // What a sub-agent takes, its own entries say.
      usage: {
        steps: 1,
        ...(call.tool === 'delegate'
          ? {}
          : { seconds: result.durationMs / 1000, ...(result.cents ? { cents: result.cents } : {}) }),
      },
      ...(finished?.checkpoint ? { checkpoint: finished.checkpoint } : {}),
    };
    return {
      kind: entry?.kind ?? 'event',
      event: 'tool-finished',
      actor: { type: 'agent', id: agent },
      summary: entry?.summary ?? finished?.said ?? `${call.tool}: ${result.status}`,
      data,
      ...(entry?.refs ? { refs: entry.refs } : {}),
    };
  }

  /** Everything that can go wrong with a call itself is an answer for the model; only what ends the step is thrown. */
  async #attempt(call: ToolCall, options: ExecuteOptions): Promise<Finished> {
    const started = monotonicMs();
    let said = call.tool;
    const answer = (
      status: ToolResult['status'],
      whole: string,
      output?: ToolOutput,
      checkpoint: string | null = null,
    ): Finished => {
      // Before it is cut: half a secret is not recognised.
      const text = this.#deps.clean?.(whole) ?? whole;
      const handle = text.length > textLimit ? this.#outputs.store(text) : null;
      const result: ToolResult = {
        tool: call.tool,
        callId: call.id,
        text: handle === null ? text : cut(text, handle),
        data: output?.data ?? null,
        status,
        durationMs: Math.round(monotonicMs() - started),
        handle,
        ...(output?.cents ? { cents: output.cents } : {}),
        ...(output?.image
          ? { image: { mediaType: output.image.mediaType, handle: this.#outputs.storeBytes(output.image.bytes) } }
          : {}),
      };
      const told = output ? said : `${said}: ${firstLine(text)}`;
      return { result, entry: output?.entry ?? null, said: told, checkpoint };
    };
    throwIfAborted(options.signal);
    const mine = this.#toolsOf(options.role);
    const tool = mine.find(({ name }) => name === call.tool);
    if (!tool) {
      const names = mine.map(({ name }) => name).join(', ');
      return answer('error', `There is no tool ${JSON.stringify(call.tool)} here. Your tools: ${names}.`);
    }
    const parsed = tool.input.safeParse(call.input ?? {});
    if (!parsed.success) return answer('error', badArguments(tool, parsed.error));
    said = sentence(tool, parsed.data);
    try {
      const refused = await this.#permission(tool, parsed.data, options);
      if (refused !== null) return answer('denied', refused);
      await this.#prepare(tool, parsed.data, options);
      const output = await tool.run(parsed.data, this.#context(options));
      this.#checkEntry(output.entry?.kind, options.role);
      said = sentence(tool, parsed.data, output);
      return answer(output.failed ? 'failed' : 'ok', output.text, output, await this.#leave(tool, options));
    } catch (error) {
      const told = error instanceof ToolError ? error : misnamed(error);
      if (told === null) throw error;
      return answer('error', told.hint === undefined ? told.message : `${told.message} ${told.hint}`);
    }
  }

  /** Null when the call may go ahead, else why not. An unanswered question suspends the job: it is thrown through here. */
  async #permission(tool: Tool, input: unknown, { role, key }: ExecuteOptions): Promise<string | null> {
    const { name, effect } = tool;
    const { job, limits } = this.#options;
    const decided = (this.#deps.decide ?? decide)(
      { kind: name === 'commit_changes' ? 'commit' : effect, tool: name, role, ...tool.touches?.(input) },
      {
        mode: job.mode,
        forbiddenPaths: limits.forbiddenPaths,
        autoApprove: job.request.autoApprove,
        now: new Date(),
      },
    );
    if (decided.verdict === 'allow') return null;
    if (decided.verdict === 'deny') return `Denied: ${decided.reason} ${decided.remediation}`.trim();
    const diff = await tool.diff?.(input, this.#options.workspace);
    const reply = await this.#options.ask(`${key}/approval`, {
      kind: 'approval',
      text: `${name}: ${decided.reason}`,
      choices: ['approve', 'reject'],
      action: { tool: name, role, input: input as JsonValue, ...(diff ? { diff } : {}) },
      rule: decided.rule,
    });
    return /^(approved?|yes|y|ok)$/i.test(reply.trim()) ? null : `A person refused: ${reply}`;
  }

  /**
   * Before a call that may change the tree: a checkpoint under the call's own key. Where there is one already, an earlier
   * attempt was cut off in the middle, and what it left is undone first.
   */
  async #prepare(tool: Tool, input: unknown, { role, agent, key, signal }: ExecuteOptions): Promise<void> {
    if (tool.effect !== 'write' && tool.effect !== 'execute') return;
    const { workspace, emit } = this.#options;
    const earlier = await workspace.findCheckpoint(key);
    if (earlier !== null) await workspace.restore(earlier, signal);
    const checkpoint = await workspace.checkpoint(key, signal);
    if (tool.effect !== 'execute') return;
    await emit({
      kind: 'event',
      actor: { type: 'agent', id: agent },
      summary: sentence(tool, input),
      data: {
        event: 'tool-started',
        step: key,
        tool: tool.name,
        role,
        input: input as JsonValue,
        checkpoint: checkpoint.commit,
      },
    });
  }

  /** A call that ended by an error was not recorded and will be made again: it leaves the tree as it found it. */
  async #undo(key: string): Promise<void> {
    const { workspace, journal } = this.#options;
    if (journal.has(key)) return;
    try {
      const before = await workspace.findCheckpoint(key);
      if (before === null) return;
      // Not the call's own signal: it may be the very reason why the call ended.
      await workspace.restore(before, AbortSignal.timeout(undoMs));
      await workspace.forget(key);
    } catch {
      // The error that ended the call is the one to report; the checkpoint is still there, and the next attempt goes back to it.
      return;
    }
  }

  /** What the call left, as a checkpoint: the next call finds it made, so it costs nothing there. */
  async #leave(tool: Tool, { key, signal }: ExecuteOptions): Promise<string | null> {
    if (tool.effect !== 'write' && tool.effect !== 'execute') return null;
    return (await this.#options.workspace.checkpoint(`${key}.after`, signal)).commit;
  }

  #checkEntry(kind: EntryKind | undefined, role: string): void {
    if (kind === undefined || openKinds.includes(kind) || this.#options.roles(role).appends.includes(kind)) return;
    throw new ToolError(`The role ${role} may not record entries of the kind ${kind}.`);
  }

  #context({ role, agent, key, signal }: ExecuteOptions): ToolContext {
    const { job, workspace, records, registry, web, codebase, memory, experience, install, limits } = this.#options;
    const emit: Emit = async (draft) => {
      this.#checkEntry(draft.kind, role);
      return this.#options.emit(draft);
    };
    return {
      job,
      role,
      agent,
      workspace,
      signal,
      emit,
      records,
      registry,
      web,
      codebase,
      memory: memory({ role, agent }),
      experience,
      install,
      limits,
      delegate: (to, instruction) => this.#options.delegate({ role, key, signal }, to, instruction),
      ask: (question: Question) => this.#options.ask(key, question),
      store: async (text) => this.#outputs.store(text),
      load: async (handle) => this.#outputs.load(handle),
    };
  }
}

/** A call as a person reads it, on one line. */
function sentence(tool: Tool, input: unknown, output?: ToolOutput): string {
  const own = tool.says?.(input, output) ?? (output ? `${tool.name}: ${output.text}` : tool.name);
  return firstLine(own);
}

function firstLine(text: string): string {
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

/** A name that no system could ever take, as the answer to whoever gave it; null for any other failure. */
function misnamed(error: unknown): ToolError | null {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENAMETOOLONG') return new ToolError('A path of this call is longer than the system takes.');
  if (code === 'ELOOP') return new ToolError('A path of this call leads through links that lead back to themselves.');
  return null;
}

/** What was wrong, argument by argument, and what the tool takes. */
function badArguments(tool: Tool, error: ZodError): string {
  const issues = error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  const { properties = {}, required = [] } = toolSchema(tool, () => '').inputSchema;
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
  return `Wrong arguments for ${tool.name}: ${issues.join('; ')}. It takes {${names.join(', ')}}.`;
}

/** The one way by which a tool is run. One executor serves one job. */
export function createExecutor(options: ExecutorOptions, deps: ExecutorDeps = {}): ToolExecutor {
  return new Executor(options, deps);
}
