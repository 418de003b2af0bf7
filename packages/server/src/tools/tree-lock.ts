/**
 * Who may use a job's tree: many readers at once, or one that changes it. Two reasons. A call that was cut off is undone by going back
 * to its checkpoint, which must not undo another call's finished work. And what a path leads to is checked before it is used: in
 * between, no command may put a link there.
 */
export class TreeLock {
  /** Settles when all that came before and changes the tree is over. */
  #writer: Promise<unknown> = Promise.resolve();
  readonly #readers = new Set<Promise<unknown>>();

  /** Waits for every change that was asked for earlier; runs beside other readers. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    const running = settled(this.#writer).then(work);
    const over = settled(running);
    this.#readers.add(over);
    try {
      return await running;
    } finally {
      this.#readers.delete(over);
    }
  }

  /** Waits for everything that was asked for earlier, and runs alone. */
  async write<T>(work: () => Promise<T>): Promise<T> {
    const before = [settled(this.#writer), ...this.#readers];
    const running = Promise.all(before).then(work);
    this.#writer = running;
    return running;
  }
}

function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(
    () => undefined,
    // Whose failure it is hears of it; for who waits it only matters that it is over.
    () => undefined,
  );
}
