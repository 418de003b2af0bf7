const constants: Record<string, number> = { pi: Math.PI, e: Math.E };
const functions: Record<string, (...values: number[]) => number> = {
  abs: Math.abs,
  ceil: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log: Math.log10,
  max: Math.max,
  min: Math.min,
  round: Math.round,
  sin: Math.sin,
  sqrt: Math.sqrt,
  tan: Math.tan,
};

/** Computes an expression such as (2 + 3) * 4. Operators: + - * / % and ^, which binds most and from the right. */
export function calculate(expression: string): number {
  const reader = new ExpressionReader(expression);
  const value = reader.sum();
  reader.end();
  if (!Number.isFinite(value)) throw new RangeError('The result is not a number.');
  return value;
}

class ExpressionReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(expression: string) {
    const found = expression.matchAll(
      /\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+|[a-z]+|[-+*/%^(),])|\s*(\S)/gi,
    );
    this.#tokens = [...found].map(([, token, other]) => {
      if (token === undefined) throw new SyntaxError(`"${other}" is not part of an expression.`);
      return token.toLowerCase();
    });
  }

  sum(): number {
    let value = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      const next = this.#product();
      value = sign === '+' ? value + next : value - next;
    }
    return value;
  }

  end(): void {
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new SyntaxError(`"${rest}" was not expected.`);
  }

  #product(): number {
    let value = this.#signed();
    for (
      let sign = this.#take('*', '/', '%');
      sign !== undefined;
      sign = this.#take('*', '/', '%')
    ) {
      const next = this.#signed();
      if (sign !== '*' && next === 0) throw new RangeError('Nothing can be divided by zero.');
      value = sign === '*' ? value * next : sign === '/' ? value / next : value % next;
    }
    return value;
  }

  #signed(): number {
    if (this.#take('-')) return -this.#signed();
    this.#take('+');
    return this.#power();
  }

  #power(): number {
    const base = this.#value();
    return this.#take('^') ? base ** this.#signed() : base;
  }

  #value(): number {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new SyntaxError('The expression ends too early.');
    this.#at += 1;
    if (token === '(') {
      const value = this.sum();
      this.#close();
      return value;
    }
    if (/^[\d.]/.test(token)) return Number(token);
    const constant = constants[token];
    if (constant !== undefined) return constant;
    const work = functions[token];
    if (!work || !this.#take('(')) throw new SyntaxError(`"${token}" was not expected.`);
    const values = [this.sum()];
    while (this.#take(',')) values.push(this.sum());
    this.#close();
    return work(...values);
  }

  #close(): void {
    if (!this.#take(')')) throw new SyntaxError('A bracket is never closed.');
  }

  #take(...wanted: string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#at += 1;
    return token;
  }
}
