import { mkdirSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import type { ExecResult } from '../sandbox/contract.ts';
import { abortError } from '../shared/abort.ts';
import { CodewrightError } from '../shared/errors.ts';
import { LostSandbox } from '../shared/lost.ts';
import type {
  Member,
  MemberContext,
  MemberEvent,
  MemberOutcome,
  MemberTask,
  Protocol,
  Said,
  Talk,
} from './contract.ts';
import { converse, type Conversation } from './conversation.ts';
import type { MemberEntry } from './entries.ts';
import { lend, type LentServer } from './lending.ts';
import type { Launch, LaunchedRun } from './launch.ts';
import { Misspoken, misspoken } from './misspoken.ts';
import { acp } from './protocols/acp.ts';
import { claude } from './protocols/claude.ts';
import { codex } from './protocols/codex.ts';

const protocols: Readonly<Record<MemberEntry['protocol'], Protocol>> = { acp, claude, codex };

/** How long a CLI may take to end after its last words, milliseconds. */
const farewellMs = 3_000;
/** Processor seconds of one of its processes; the wall time is what the budget leaves. */
const cpuSeconds = 3_600;
const memoryBytes = 8 * 1024 ** 3;
/** Characters of its output that a failure keeps, of each end. */
const keptCharacters = 20_000;

export interface MemberDeps {
  entry: MemberEntry;
  look: Member['look'];
  check: Member['check'];
  /** @throws CodewrightError AGENT_UNAVAILABLE */
  prepare(run: LaunchedRun): Promise<Launch>;
  patience: { firstOutputMs: number; stallMs: number; wholeMs: number };
}

export function createMember(deps: MemberDeps): Member {
  const { entry } = deps;
  return {
    name: entry.name,
    about: entry.title,
    retries: entry.setting.retries ?? 2,
    resumes: entry.resumes && (entry.protocol === 'acp' || entry.resumeArgs.length > 0),
    look: deps.look,
    check: deps.check,
    async run(task, context) {
      mkdirSync(context.home, { recursive: true, mode: 0o700 });
      const { home, lent: tools } = context;
      const lent = tools && tools.schemas.length > 0 ? await lend(tools) : null;
      try {
        const launch = await deps.prepare({ home, session: task.session, model: task.model, lent });
        return await new MemberRun(deps, task, context, { launch, lent }).run();
      } finally {
        lent?.close();
      }
    },
  };
}

class MemberRun {
  readonly #deps: MemberDeps;
  readonly #task: MemberTask;
  readonly #context: MemberContext;
  readonly #conversation: Conversation;
  readonly #lent: LentServer | null;
  readonly #stop = new AbortController();
  #told: Promise<void> = Promise.resolve();
  /** What whoever listens has ended the run with. */
  #refused: { error: unknown } | null = null;
  #session: string | null;

  constructor(
    deps: MemberDeps,
    task: MemberTask,
    context: MemberContext,
    { launch, lent }: { launch: Launch; lent: LentServer | null },
  ) {
    this.#lent = lent;
    this.#deps = deps;
    this.#task = task;
    this.#context = context;
    this.#session = task.session;
    const { patience } = deps;
    const timeMs = Math.max(1_000, Math.min(patience.wholeMs, Math.ceil(context.seconds * 1000)));
    this.#conversation = converse(
      (stdin, onOutput) =>
        context.workspace
          .exec({
            ...launch,
            ...(task.readOnly ? { tree: 'read' as const } : {}),
            limits: { timeMs, cpuSeconds, memoryBytes },
            stdin,
            onOutput,
            signal: AbortSignal.any([context.signal, this.#stop.signal]),
          })
          .catch((error: unknown) => {
            // It came to an end in the middle of its work, as when it is killed itself.
            if (!(error instanceof LostSandbox)) throw error;
            return error.result as ExecResult;
          }),
      () => this.#stop.abort(),
      patience,
    );
  }

  async run(): Promise<MemberOutcome> {
    const { ended } = this.#conversation;
    try {
      const { protocol, failure } = this.#deps.entry;
      const said = await protocols[protocol](this.#talk());
      await this.#told;
      if (failure !== undefined && new RegExp(failure).test(said.text)) throw misspoken(said.text);
      return this.#outcome(said, await this.#farewell());
    } catch (error) {
      if (!(error instanceof Misspoken)) this.#stop.abort();
      const result = await this.#farewell();
      await this.#told;
      throw this.#failure(error, result);
    } finally {
      this.#stop.abort();
      await ended.catch(() => 'its failure was reported above');
    }
  }

  #talk(): Talk {
    const { workspace } = this.#context;
    const { input, lines } = this.#conversation;
    const write = (text: string) => void (input.writable && input.write(text));
    return {
      task: this.#task,
      cwd: workspace.root,
      home: this.#context.home,
      servers: this.#lent ? [{ name: 'codewright', command: this.#lent.command, args: [...this.#lent.args] }] : [],
      mode: this.#deps.entry.mode ?? null,
      clientFiles: this.#deps.entry.clientFiles,
      lines,
      send: (message) => write(`${JSON.stringify(message)}\n`),
      sendText: write,
      end: () => void input.end(),
      event: (said) => {
        if (said.kind === 'session') this.#session = said.session;
        const event = said.kind === 'tool-call' ? { ...said, title: shortened(said.title, workspace.root) } : said;
        this.#told = this.#tell(event, this.#told);
      },
      permission: async (request) => {
        await this.#told;
        if (this.#refused) throw this.#refused.error;
        const call = { ...request.call, title: shortened(request.call.title, workspace.root) };
        return this.#guarded(() => this.#context.permissions({ ...request, call }));
      },
      files: {
        read: async (path) => (await workspace.read(inside(workspace.root, path))).toString('utf8'),
        write: async (path, text) => void (await workspace.write(inside(workspace.root, path), text)),
      },
    };
  }

  async #tell(event: MemberEvent, before: Promise<void>): Promise<void> {
    await before;
    if (!this.#refused) await this.#guarded(() => this.#context.emit(event)).catch(() => 'kept in #refused');
  }

  /** What listens may end the run: by a budget, a question to a person, a lost lease. */
  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#refused ??= { error };
      this.#stop.abort();
      throw error;
    }
  }

  /** Its end: it has a moment to leave in order. */
  async #farewell(): Promise<ExecResult> {
    const { input, ended } = this.#conversation;
    input.end();
    const timer = setTimeout(() => this.#stop.abort(), farewellMs);
    try {
      return await ended;
    } finally {
      clearTimeout(timer);
    }
  }

  #outcome(said: Said, result: ExecResult): MemberOutcome {
    if (this.#refused) throw this.#refused.error;
    const { deniedHosts } = result;
    return { text: said.text.trim(), session: this.#session, usage: said.usage, raw: rawOf(result), deniedHosts };
  }

  #failure(error: unknown, result: ExecResult): unknown {
    if (this.#refused) return this.#refused.error;
    const { signal } = this.#context;
    if (signal.aborted) return abortError(signal);
    if (error instanceof CodewrightError) return error;
    const { title, name } = this.#deps.entry;
    const silence = this.#conversation.silence();
    const misspoken = error instanceof Misspoken ? error : new Misspoken(String(error));
    const why = silence ?? (result.outcome === 'timeout' ? 'its time was used up' : misspoken.message);
    const how = result.outcome === 'exited' && result.exitCode !== 0 ? ` (exit code ${result.exitCode})` : '';
    const remark = lastLine(result.stderr);
    const hosts = result.deniedHosts.join(', ');
    return new CodewrightError('AGENT_FAILED', `${title}: ${why}${how}${remark === '' ? '.' : `: ${remark}`}`, {
      hint: /\b40[13]\b|api.?key|unauthori[sz]ed|authenticat|log ?in/i.test(`${why} ${remark}`)
        ? `Check its credential: codewright agents ${name} says which one it gets.`
        : hosts === ''
          ? 'What it printed is kept in the record of the job.'
          : `It was refused ${hosts}; the setting agents.${name}.hosts allows more.`,
      details: {
        member: name,
        passing: silence !== null || misspoken.passing || wasKilled(result),
        killed: wasKilled(result),
        exitCode: result.exitCode,
        outcome: result.outcome,
        deniedHosts: result.deniedHosts,
        raw: rawOf(result),
      },
    });
  }
}

/** Somebody else ended it, or its sandbox: not we, by a limit of ours. */
function wasKilled({ outcome, signal, exitCode, lost }: ExecResult): boolean {
  return outcome === 'signalled' && signal === 'SIGKILL' && (lost === true || exitCode !== null);
}

/** For a person the tree is where it all happens. */
const shortened = (title: string, root: string): string => title.replaceAll(`${root}/`, '').replaceAll(root, '.');

/** As the workspace takes paths: relative to the tree. */
function inside(root: string, path: string): string {
  return isAbsolute(path) ? relative(root, path) : path;
}

function rawOf({ stdout, stderr }: ExecResult): MemberOutcome['raw'] {
  const kept = (text: string) =>
    text.length <= 2 * keptCharacters
      ? text
      : `${text.slice(0, keptCharacters)}\n[… ${text.length - 2 * keptCharacters} characters …]\n${text.slice(-keptCharacters)}`;
  return { stdout: kept(stdout), stderr: kept(stderr) };
}

function lastLine(stderr: string): string {
  const line =
    stderr
      .replace(/\n?\[ended by the sandbox:[^\n]*\]\n?$/, '')
      .trim()
      .split('\n')
      .at(-1) ?? '';
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
