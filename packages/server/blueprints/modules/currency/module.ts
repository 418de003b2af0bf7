export interface ExchangeRatesOptions {
  /** The currency in which rates are given. */
  base?: string;
}

export interface ExchangeRatesState {
  base: string;
  rates: Record<string, number>;
}

/** Rates of currencies against one that they are all given in. */
export class ExchangeRates {
  readonly #base: string;
  readonly #rates: Map<string, number>;

  constructor(options: ExchangeRatesOptions = {}, state?: ExchangeRatesState) {
    this.#base = currencyCode(state?.base ?? options.base ?? 'EUR');
    this.#rates = new Map([[this.#base, 1], ...Object.entries(state?.rates ?? {})]);
  }

  /** Says how much of a currency one unit of the base currency buys. */
  setRate(currency: string, rate: number): void {
    const code = currencyCode(currency);
    if (!Number.isFinite(rate) || rate <= 0) throw new RangeError('A rate is a positive number.');
    if (code === this.#base && rate !== 1) throw new RangeError(`The rate of ${code} is 1.`);
    this.#rates.set(code, rate);
  }

  /** Takes a currency and its rate from each line; none of them where one is wrong. */
  loadRates(text: string): number {
    const found = text.split('\n').flatMap((line, at) => {
      if (/^\s*(#.*)?$/.test(line)) return [];
      const [, code = '', rate = ''] =
        /^\s*([A-Za-z]{3})[\s:=,;]+(\d+(?:\.\d+)?)\s*$/.exec(line) ?? [];
      if (code === '') throw new RangeError(`line ${at + 1} is no currency with its rate: ${line}`);
      return [[code, Number(rate)] as const];
    });
    for (const [code, rate] of found) this.setRate(code, rate);
    return found.length;
  }

  /** Converts an amount, rounded half up to cents. */
  convert(amount: number, from: string, to: string): number {
    if (!Number.isFinite(amount)) throw new RangeError('The amount is a number.');
    const exact = (amount / this.#rateOf(from)) * this.#rateOf(to);
    // The last digits of a product of decimals are noise.
    return Math.round(Number((exact * 100).toPrecision(15))) / 100;
  }

  listRates(): ExchangeRatesState {
    const sorted = [...this.#rates].sort(([a], [b]) => a.localeCompare(b));
    return { base: this.#base, rates: Object.fromEntries(sorted) };
  }

  toJSON(): ExchangeRatesState {
    return this.listRates();
  }

  #rateOf(currency: string): number {
    const code = currencyCode(currency);
    const rate = this.#rates.get(code);
    if (rate === undefined) throw new RangeError(`There is no rate for ${code}.`);
    return rate;
  }
}

function currencyCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`A currency has three letters: ${text}`);
  return code;
}
