import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './bwrap-run.ts';
import type { ProcessCage } from './cgroup.ts';
import type { OutputPipes } from './output-pipes.ts';
import { identify, isRunning } from './processes.ts';
import type { ProcessIdentity } from './processes.ts';
import { Starter } from './starter.ts';

/** Where a command runs, for bwrap: everything but the command itself. */
export interface Place {
  args: readonly string[];
  /** Two places of the same key are the same. */
  key: string;
}

export interface ParkingOptions {
  /** bwrap and the arguments that never change. */
  command: readonly string[];
  /** Private to this account; holds the system-call filter. */
  folder: string;
  inherited: readonly number[];
  /** An open /dev/null. */
  null: number;
  pipes: OutputPipes;
  cage: ProcessCage | undefined;
  /** Told of each process that starts others; what it answers is called when that one is gone. */
  record: (process: ProcessIdentity) => () => void;
}

/** So many places have their arguments written down. */
const mostPlaces = 20;

/**
 * Keeps shells that start bwraps (starter.ts), and has one bwrap set up in the place where the next command is expected: its mounts take
 * several times as long as a small command. A shell goes into its control group once; to do so a process waits for the kernel, 6 to 14 ms,
 * and no process of the whole machine can fork meanwhile.
 */
export class Parking {
  readonly #options: ParkingOptions;
  readonly #starters = new Set<Starter>();
  readonly #places = new Map<string, { file: string; users: number }>();
  #expected: { key: string; run: Run } | undefined;
  #closed = false;
  /** Where we end in good order nothing is left to those who watch us. */
  readonly #endAll = () => {
    for (const starter of this.#starters) starter.kill();
  };

  constructor(options: ParkingOptions) {
    this.#options = options;
    writeFileSync(join(options.folder, 'nothing'), '');
    process.on('exit', this.#endAll);
  }

  /** The one that was made ready in this place, or a new one if there is none or it has died meanwhile. */
  async take(place: Place, input: boolean): Promise<Run> {
    const run = (input ? undefined : await this.#takeExpected(place)) ?? this.#start(place, input);
    run.take();
    return run;
  }

  /** Makes one ready in this place. */
  expect(place: Place): void {
    if (this.#closed || this.#expected?.key === place.key) return;
    const other = this.#expected?.run;
    this.#expected = { key: place.key, run: this.#start(place, false) };
    other?.giveUp().catch(ignore);
  }

  async #takeExpected(place: Place): Promise<Run | undefined> {
    const expected = this.#expected;
    if (expected?.key !== place.key) return undefined;
    this.#expected = undefined;
    const { run } = expected;
    // Its first process may have died, and it itself not have noticed yet.
    const { known, lost } = run.status;
    if (!run.isOver && (known === undefined ? !lost : isRunning(known))) return run;
    await run.giveUp();
    return undefined;
  }

  #start(place: Place, input: boolean): Run {
    const free = [...this.#starters].find((starter) => starter.free);
    const written = this.#write(place);
    const run = (free ?? this.#newStarter()).start({ place: written.file, input });
    written.users += 1;
    run.once('exit', () => {
      written.users -= 1;
    });
    return run;
  }

  #newStarter(): Starter {
    const { cage, record, ...options } = this.#options;
    const member = cage?.member();
    let forget = (): void => {};
    const starter = new Starter({
      ...options,
      member,
      onEnd: () => {
        this.#starters.delete(starter);
        member?.leave();
        forget();
      },
    });
    this.#starters.add(starter);
    try {
      const process = identify(starter.pid);
      if (process) forget = record(process);
    } catch (error) {
      // A full disk, for one. What is not written down could outlive a crash of ours: it does not run.
      starter.kill();
      throw error;
    }
    return starter;
  }

  /** In a file and on no command line, which anybody on this machine could read. */
  #write(place: Place): { file: string; users: number } {
    const known = this.#places.get(place.key);
    if (known) return known;
    const path = (file: string) => join(this.#options.folder, file);
    const written = { file: `place-${randomUUID().slice(0, 8)}`, users: 0 };
    writeFileSync(path(written.file), `${place.args.join('\0')}\0`, { mode: 0o600 });
    const old = [...this.#places].find(([, { users }]) => users === 0);
    if (old && this.#places.size >= mostPlaces) {
      this.#places.delete(old[0]);
      rmSync(path(old[1].file), { force: true });
    }
    this.#places.set(place.key, written);
    return written;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#expected?.run.giveUp();
    await Promise.all([...this.#starters].map((starter) => starter.close()));
    process.off('exit', this.#endAll);
  }
}

/** Whoever takes one hears of a failure, by trying again. */
function ignore(): void {}
