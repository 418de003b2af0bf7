export interface IncrementOptions {
  /** How much is added. */
  by?: number;
}

interface Metric {
  kind: 'counter' | 'gauge';
  value: number;
}

export type MetricsState = Record<string, Metric>;

/** Numbers by name: counters only grow, gauges go up and down. */
export class Metrics {
  readonly #metrics: Map<string, Metric>;

  constructor(_options: object = {}, state: MetricsState = {}) {
    this.#metrics = new Map(Object.entries(state).map(([name, metric]) => [name, { ...metric }]));
  }

  /** Adds to a counter, which begins with 0, and gives its value. */
  increment(name: string, options: IncrementOptions = {}): number {
    const { by = 1 } = options;
    if (!(by >= 0))
      throw new RangeError('A counter never gets smaller: nothing negative is added.');
    const metric = this.#metric(name, 'counter');
    metric.value += by;
    return metric.value;
  }

  gauge(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new RangeError('A gauge is a number.');
    this.#metric(name, 'gauge').value = value;
  }

  valueOf(name: string): number {
    const metric = this.#metrics.get(name);
    if (!metric) throw new RangeError(`There is no counter or gauge ${name}.`);
    return metric.value;
  }

  /** All by name, as Prometheus reads them. */
  text(): string {
    const sorted = [...this.#metrics].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted
      .map(([name, { kind, value }]) => `# TYPE ${name} ${kind}\n${name} ${value}\n`)
      .join('');
  }

  toJSON(): MetricsState {
    return Object.fromEntries(this.#metrics);
  }

  #metric(name: string, kind: Metric['kind']): Metric {
    if (!/^[a-zA-Z_:][\w:]{0,199}$/.test(name)) {
      throw new RangeError(
        'A name has letters, digits, colons and underscores, and no digit in front.',
      );
    }
    const known = this.#metrics.get(name);
    if (known && known.kind !== kind) throw new RangeError(`${name} is a ${known.kind}.`);
    const metric = known ?? { kind, value: 0 };
    this.#metrics.set(name, metric);
    return metric;
  }
}
