import type { LedgerEntry } from '@codewright/protocol/event';

/** Where a window takes its entries from. */
export interface EntrySource {
  /** Entries of the job with a greater number within it, oldest first. */
  read(afterSeq: number, limit: number): Promise<LedgerEntry[]>;
  /** The last few that are known, without a gap. */
  tail(): readonly LedgerEntry[];
}

/** A part of a job's record without a gap. */
export interface Shown {
  /** Those that fit, by sequence. */
  entries: readonly LedgerEntry[];
  /** Numbers of the first and the last entry that were looked at, whether they fit or not. */
  from: number;
  to: number;
  /** Something is being read. */
  reading: boolean;
  error: unknown;
}

/** Read in one go: more would make a key press wait. */
const pageSize = 500;
/** Held at most, and then a page more: however long the record is, the page of the job needs no more memory. */
const mostEntries = 2000;
const nothing: Shown = { entries: [], from: 1, to: 0, reading: false, error: null };

/** Holds that part of a job's record that is looked at: reads on in both directions and lets go of what is far away. */
export class EntryWindow {
  readonly #source: EntrySource;
  readonly #fits: (entry: LedgerEntry) => boolean;
  readonly #last: () => number;
  readonly #listeners = new Set<() => void>();
  #shown = nothing;
  /** What was asked for before the window went elsewhere is dropped. */
  #round = 0;
  /** Reads once more what could not be read. */
  #failed: () => Promise<void> = () => Promise.resolve();

  /**
   * @param fits whether an entry is shown at all.
   * @param last number of the last entry that may be shown.
   */
  constructor(source: EntrySource, fits: (entry: LedgerEntry) => boolean, last: () => number) {
    this.#source = source;
    this.#fits = fits;
    this.#last = last;
    this.toEnd();
  }

  readonly get = (): Shown => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** To the last entries that may be shown. */
  toEnd(): void {
    const tail = this.#source.tail();
    const last = this.#last();
    if (tail[0] === undefined || tail[0].seq <= last) {
      this.#round += 1;
      this.#show(tail);
    } else void this.around(last);
  }

  /** What could not be read. */
  again(): Promise<void> {
    return this.#failed();
  }

  /** To an entry, with what is around it. */
  around(seq: number): Promise<void> {
    this.#round += 1;
    const from = Math.max(0, seq - 1 - pageSize / 2);
    return this.#read(from, pageSize, (page) => this.#show(page));
  }

  /** What came before, and no longer what is far behind it, unless the end is followed. */
  async earlier(following: boolean): Promise<void> {
    const { from } = this.#shown;
    if (this.#shown.reading || from <= 1) return;
    const after = Math.max(0, from - 1 - pageSize);
    await this.#read(after, from - 1 - after, (page) => {
      const { entries, to } = this.#shown;
      // What it would have been put before was let go of meanwhile, since the end is followed.
      if (this.#shown.from !== from) return this.#publish({});
      const all = [...page.filter(this.#fits), ...entries];
      const over = following || all.length <= mostEntries + pageSize ? undefined : all[mostEntries];
      this.#publish({
        entries: over ? all.slice(0, mostEntries) : all,
        from: page[0]?.seq ?? from,
        to: over ? over.seq - 1 : to,
      });
    });
  }

  /** What came after, and no longer what is far before it. */
  async later(): Promise<void> {
    if (this.#shown.reading) return;
    await this.#read(this.#shown.to, pageSize, (page) => this.#append(page, true));
  }

  /** What has just been recorded. Where the end is shown it comes in, unless one reads further up and there is no more room. */
  take(added: readonly LedgerEntry[], following: boolean): void {
    const fresh = added.filter(({ seq }) => seq > this.#shown.to);
    if (this.#shown.to === 0 && this.#shown.entries.length === 0) this.toEnd();
    else if (fresh[0]?.seq === this.#shown.to + 1 && (following || this.#shown.entries.length < mostEntries))
      this.#append(fresh, following);
    // More came in than was read: the end is what is followed.
    else if (following && fresh.length > 0 && this.#shown.to < this.#last()) this.toEnd();
  }

  #append(page: readonly LedgerEntry[], drop: boolean): void {
    const { entries, from, to } = this.#shown;
    // What was read may have come in by itself meanwhile.
    const all = [...entries, ...page.filter((entry) => entry.seq > to && this.#fits(entry))];
    const over = drop && all.length > mostEntries + pageSize ? all[all.length - mostEntries - 1] : undefined;
    this.#publish({
      entries: over ? all.slice(-mostEntries) : all,
      from: over ? over.seq + 1 : from,
      to: Math.max(to, page.at(-1)?.seq ?? 0),
    });
  }

  #show(page: readonly LedgerEntry[]): void {
    const [first, last] = [page[0], page.at(-1)];
    if (first && last)
      this.#publish({ entries: page.filter(this.#fits), from: first.seq, to: last.seq, reading: false, error: null });
  }

  async #read(after: number, limit: number, take: (page: LedgerEntry[]) => void): Promise<void> {
    const round = this.#round;
    this.#publish({ reading: true, error: null });
    let error: unknown = null;
    let page: LedgerEntry[] = [];
    try {
      page = await this.#source.read(after, limit);
    } catch (thrown) {
      error = thrown;
      this.#failed = () => this.#read(after, limit, take);
    }
    if (round !== this.#round) return;
    this.#shown = { ...this.#shown, reading: false, error };
    if (page.length > 0) take(page);
    else this.#publish({});
  }

  #publish(next: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...next };
    for (const listener of this.#listeners) listener();
  }
}
