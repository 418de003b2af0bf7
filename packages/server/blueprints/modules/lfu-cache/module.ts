export interface LfuCacheOptions {
  /** Most entries. */
  capacity?: number;
}

/** Values by key, with how often each was used. Each call takes the same time however many there are. */
export class LfuCache<Value = unknown> {
  readonly #capacity: number;
  readonly #entries = new Map<string, { value: Value; uses: number }>();
  /** Keys by how often they were used, those used the longest ago first. */
  readonly #byUses = new Map<number, Set<string>>();
  #fewest = 1;

  constructor(options: LfuCacheOptions = {}) {
    const { capacity = 100 } = options;
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError('capacity must be at least 1.');
    }
    this.#capacity = capacity;
  }

  set(key: string, value: Value): void {
    const known = this.#entries.get(key);
    if (known) {
      known.value = value;
      this.#use(key);
      return;
    }
    if (this.#entries.size === this.#capacity) {
      const [last] = this.#byUses.get(this.#fewest) ?? [];
      if (last !== undefined) this.delete(last);
    }
    this.#entries.set(key, { value, uses: 1 });
    this.#file(key, 1);
    this.#fewest = 1;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry) this.#use(key);
    return entry?.value;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  delete(key: string): boolean {
    const entry = this.#entries.get(key);
    if (!entry) return false;
    this.#unfile(key, entry.uses);
    return this.#entries.delete(key);
  }

  /** The keys, the least used first. */
  keys(): string[] {
    const counts = [...this.#byUses.keys()].sort((a, b) => a - b);
    return counts.flatMap((uses) => [...(this.#byUses.get(uses) ?? [])]);
  }

  #use(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#unfile(key, entry.uses);
    if (this.#fewest === entry.uses && !this.#byUses.has(entry.uses)) this.#fewest += 1;
    entry.uses += 1;
    this.#file(key, entry.uses);
  }

  #file(key: string, uses: number): void {
    this.#byUses.set(uses, (this.#byUses.get(uses) ?? new Set()).add(key));
  }

  #unfile(key: string, uses: number): void {
    const keys = this.#byUses.get(uses);
    keys?.delete(key);
    if (keys?.size === 0) this.#byUses.delete(uses);
  }
}
