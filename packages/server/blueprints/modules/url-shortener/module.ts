export interface Link {
  code: string;
  url: string;
  visits: number;
}

export interface LinkBookOptions {
  /** Characters of a new code, 4 to 10. */
  codeLength?: number;
}

export interface LinkBookState {
  /** Codes that were given so far, those of one's own not counted. */
  given: number;
  links: Link[];
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Keeps short codes for addresses. */
export class LinkBook {
  readonly #codeLength: number;
  #given: number;
  readonly #links: Map<string, Link>;

  constructor(options: LinkBookOptions = {}, state: LinkBookState = { given: 0, links: [] }) {
    const { codeLength = 6 } = options;
    if (!Number.isInteger(codeLength) || codeLength < 4 || codeLength > 10) {
      throw new RangeError('A code has 4 to 10 characters.');
    }
    this.#codeLength = codeLength;
    this.#given = state.given;
    this.#links = new Map(state.links.map((link) => [link.code, { ...link }]));
  }

  /** Gives an address a short code; the same address keeps its code. */
  shorten(url: string, options: { code?: string | undefined } = {}): { code: string; url: string } {
    const address = webAddress(url);
    const { code } = options;
    if (code !== undefined) return this.#keep(this.#free(code), address);
    const known = [...this.#links.values()].find((link) => link.url === address);
    return known ? { code: known.code, url: known.url } : this.#keep(this.#next(), address);
  }

  /** Gives the address of a code and counts a visit. */
  resolve(code: string): string {
    const link = this.#find(code);
    link.visits += 1;
    return link.url;
  }

  /** Gives the address of a code and how often it was visited. */
  stats(code: string): Link {
    return { ...this.#find(code) };
  }

  list(): Link[] {
    return [...this.#links.values()].map((link) => ({ ...link }));
  }

  /** Forgets a code. */
  remove(code: string): void {
    this.#links.delete(this.#find(code).code);
  }

  toJSON(): LinkBookState {
    return { given: this.#given, links: this.list() };
  }

  #keep(code: string, url: string): { code: string; url: string } {
    this.#links.set(code, { code, url, visits: 0 });
    return { code, url };
  }

  #free(code: string): string {
    if (!/^[\w-]{2,50}$/.test(code)) {
      throw new RangeError('A code has 2 to 50 letters, digits, dashes or underscores.');
    }
    if (this.#links.has(code)) throw new RangeError(`The code ${code} is taken.`);
    return code;
  }

  /** Multiplying by a number prime to the space visits every code once, in an order that nobody sees through at once. */
  #next(): string {
    const space = digits.length ** this.#codeLength;
    for (;;) {
      this.#given += 1;
      const number = (this.#given * 1_103_515_247 + 777_777_777) % space;
      const code = toCode(number, this.#codeLength);
      if (!this.#links.has(code)) return code;
    }
  }

  #find(code: string): Link {
    const link = this.#links.get(code);
    if (!link) throw new RangeError(`There is no code ${code}.`);
    return link;
  }
}

function toCode(number: number, length: number): string {
  return number.toString(36).padStart(length, '0');
}

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new RangeError(`"${text}" is not a web address.`);
  return url.href;
}
