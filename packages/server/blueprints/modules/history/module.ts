export interface UndoHistoryOptions {
  /** Most steps that can be undone. */
  limit?: number;
}

/** States so far, and those that were undone. */
export class UndoHistory<State = unknown> {
  readonly #limit: number;
  #states: State[] = [];
  /** Place of the state that holds. */
  #at = -1;

  constructor(options: UndoHistoryOptions = {}) {
    const { limit = 100 } = options;
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be at least 1.');
    this.#limit = limit;
  }

  /** Remembers a new state; what was undone is forgotten. */
  push(state: State): void {
    this.#states = [...this.#states.slice(0, this.#at + 1), state].slice(-(this.#limit + 1));
    this.#at = this.#states.length - 1;
  }

  /** Goes one step back; undefined where there is none. */
  undo(): State | undefined {
    if (!this.canUndo()) return undefined;
    this.#at -= 1;
    return this.current();
  }

  /** Goes forward again; undefined where there is nothing to do again. */
  redo(): State | undefined {
    if (!this.canRedo()) return undefined;
    this.#at += 1;
    return this.current();
  }

  current(): State | undefined {
    return this.#states[this.#at];
  }

  canUndo(): boolean {
    return this.#at > 0;
  }

  canRedo(): boolean {
    return this.#at < this.#states.length - 1;
  }
}
