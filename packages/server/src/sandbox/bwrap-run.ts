import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { CodewrightError } from '../shared/errors.ts';
import { killInner, Status } from './bwrap-child.ts';
import type { CageMember } from './cgroup.ts';
import { firstProcess } from './first-process.ts';
import type { OutputPipe, OutputPipes, WordPipe } from './output-pipes.ts';
import { commandLine, readStat } from './processes.ts';

/** So often it is looked for the first process, a millisecond apart; where nothing can be seen of processes, that is all there is. */
const mostLooks = 1000;
/** So long one that waits may take to end, milliseconds. */
const patienceMs = 1000;

/** What a run needs of its starter. */
interface StarterOf {
  member: CageMember | undefined;
  hold: (held: boolean) => void;
  kill: () => void;
}

/** A bwrap on its way: it sets itself up, its first process waits for words, a command runs, it ends. */
export class Run extends EventEmitter<{ exit: [number | null, NodeJS.Signals | null] }> {
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  /** Why there never was a process. */
  failure: CodewrightError | undefined;
  readonly status = new Status();
  readonly stdin: Writable | null;
  readonly output: { stdout: Socket; stderr: Socket };
  readonly member: CageMember | undefined;
  readonly #starter: StarterOf;
  readonly #pipes: { stdout: OutputPipe; stderr: OutputPipe; words: WordPipe; input: WordPipe | undefined };
  #bwrap = 0;
  #given = false;
  #opened = false;

  constructor(pipes: OutputPipes, input: boolean, starter: StarterOf) {
    super();
    this.member = starter.member;
    this.#starter = starter;
    const words = pipes.openWords();
    this.#pipes = { stdout: pipes.open(), stderr: pipes.open(), words, input: input ? pipes.openWords() : undefined };
    this.output = { stdout: this.#pipes.stdout.readable, stderr: this.#pipes.stderr.readable };
    this.stdin = this.#pipes.input?.stream() ?? null;
    for (const handle of [this.output.stdout, this.output.stderr]) handle.unref();
  }

  names(place: string): string {
    const { stdout, stderr, words, input } = this.#pipes;
    return [input?.name ?? 'nothing', stdout.name, stderr.name, place, words.name].join(' ');
  }

  /** From now on our process stays alive for it. */
  take(): void {
    this.#starter.hold(true);
    for (const handle of [this.output.stdout, this.output.stderr]) handle.ref();
  }

  /**
   * Hands over the command: now it runs. Not before the first process is there: while bwrap still sets itself up, that process would
   * outlive us, and wait for ever for the rest of words that it has the beginning of.
   */
  go(text: string): void {
    this.#goWhenThere(text, mostLooks);
  }

  #goWhenThere(text: string, looks: number): void {
    if (this.isOver) return;
    const inner = this.status.known?.pid;
    const isThere = inner !== undefined && commandLine(inner)[0] === firstProcess[0];
    if (isThere || looks === 0) this.#pipes.words.write(text);
    else setTimeout(() => this.#goWhenThere(text, looks - 1), 1);
  }

  get isOver(): boolean {
    return this.exitCode !== null || this.signalCode !== null;
  }

  /** All that bwrap has said; the first of it comes when it has all its descriptors. */
  heard(text: string, starter: number): void {
    this.#letGo();
    this.status.hear(text, (inner) => {
      this.#bwrap = readStat(inner)?.parent ?? 0;
      return readStat(this.#bwrap)?.parent === starter;
    });
  }

  #letGo(): void {
    if (this.#opened) return;
    this.#opened = true;
    const { stdout, stderr, words, input } = this.#pipes;
    stdout.closeWriteEnd();
    stderr.closeWriteEnd();
    words.childHasIt();
    input?.childHasIt();
  }

  /** `code` is that of bwrap; null where its starter died, and it with it. */
  end(code: number | null, failure?: CodewrightError): void {
    this.failure = failure;
    this.#letGo();
    const { words, input } = this.#pipes;
    // Killed before it could say so, bwrap leaves its first process behind for a moment.
    const alone = this.status.finished;
    words.release(alone && !this.#given);
    input?.release(alone);
    this.#starter.hold(false);
    // A shell says 128 and the signal: bwrap, which says how a command ended, was ended itself.
    if (code === null || (code > 128 && !this.status.finished)) this.signalCode = 'SIGKILL';
    else this.exitCode = code;
    this.emit('exit', this.exitCode, this.signalCode);
  }

  /** Ends process 1 inside: the kernel then ends and reaps all others before bwrap hears of it. */
  kill(): void {
    const inner = this.status.known;
    if (!this.isOver && inner !== undefined) killInner(inner, this.#bwrap);
  }

  /** Gives up one that nobody has taken: without words its first process ends. */
  async giveUp(): Promise<void> {
    if (!this.isOver) {
      this.#given = true;
      this.take();
      const over = once(this, 'exit');
      // Where it is not set up yet, it meets nobody at its pipe.
      if (this.#opened) this.#pipes.words.hangUp();
      else this.status.whenKnown(() => this.#pipes.words.hangUp());
      const limit = setTimeout(this.#starter.kill, patienceMs);
      await over;
      clearTimeout(limit);
    }
    this.output.stdout.destroy();
    this.output.stderr.destroy();
  }
}
