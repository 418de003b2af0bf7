import type { JsonValue } from '@codewright/protocol/json';
import { CodewrightError } from './errors.ts';

/** A value that must not leave this process, and the name that stands in its place where it would have. */
export interface KnownSecret {
  name: string;
  value: string;
}

/**
 * Takes the known secrets out of text that leaves: raw, base64 (at any alignment, wrapped or not, both alphabets), hex,
 * URL-encoded and JSON-escaped. Knowing none it returns what it is given, at once.
 */
export interface Redactor {
  /** From now on this value is looked for too. What is too short or too common to be a secret is passed over. */
  add(secret: KnownSecret): void;
  /** True while there is nothing to look for. */
  readonly idle: boolean;
  /** How many values are looked for: what was cleaned for so many is clean until there are more. */
  readonly known: number;
  text(text: string): string;
  /**
   * The very same value where nothing was found, else a copy with every string and key redacted. `written`: its JSON text,
   * where the caller has it at hand.
   */
  json<T extends JsonValue>(value: T, written?: string): T;
  /** For text that comes in pieces: what may be the beginning of a secret is held back until it is known. */
  stream(): { push(text: string): string; end(): string };
}

const shortest = 8;

/**
 * Whether a value is worth hiding: `password`, `postgres` or `test-key` guard nothing, and taking such words out of every text
 * would spoil the work. 8 characters of two kinds (small, capital, digit), or 16 of any.
 */
export function isHideable(value: string): boolean {
  if (value.length < shortest || value.length > 20_000) return false;
  if (new Set(value).size < 4) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  return value.length >= 16 || kinds >= 2;
}

interface Pattern {
  text: string;
  name: string;
}

/** Where a secret stands in a text. */
interface Range {
  start: number;
  end: number;
  name: string;
}

/** Every way in which a value may stand in a text. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const url = encodeURIComponent(value.toWellFormed());
  const percent = hex.replaceAll(/../g, '%$&');
  const forms = [value, url, lowerPercent(url), url.replaceAll('%20', '+'), percent, percent.toUpperCase()];
  forms.push(hex, hex.toUpperCase());
  let escaped = value;
  // JSON in JSON in JSON: a tool's output holds a file that holds a text.
  for (let depth = 0; depth < 3; depth += 1) {
    escaped = JSON.stringify(escaped).slice(1, -1);
    forms.push(escaped, escaped.replaceAll('/', '\\/'));
  }
  for (const offset of [0, 1, 2]) {
    const core = base64At(bytes, offset);
    forms.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...new Set(forms)].filter((form) => form.length >= shortest);
}

const lowerPercent = (text: string) => text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

/** The base64 characters that depend on the value alone when so many bytes stand before it. */
function base64At(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  return whole.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6));
}

/**
 * All patterns in one pass (Wu and Manber 1994): a table by two characters says how far no pattern can end, so that most of
 * a text is never looked at.
 */
class Matcher {
  readonly #window: number;
  readonly #shift: Uint8Array;
  readonly #ending = new Map<number, Pattern[]>();
  readonly longest: number;
  readonly #patterns: Pattern[];

  constructor(patterns: Pattern[]) {
    this.#patterns = patterns;
    this.#window = Math.min(255, ...patterns.map(({ text }) => text.length));
    this.longest = Math.max(...patterns.map(({ text }) => text.length));
    this.#shift = new Uint8Array(65_536).fill(this.#window - 1);
    for (const pattern of patterns) {
      for (let at = 1; at < this.#window; at += 1) {
        const block = blockOf(pattern.text, at);
        this.#shift[block] = Math.min(this.#shift[block] ?? 0, this.#window - 1 - at);
      }
      const last = blockOf(pattern.text, this.#window - 1);
      this.#ending.set(last, [...(this.#ending.get(last) ?? []), pattern]);
    }
    // The longest first: of two secrets of which one begins the other, the whole is taken.
    for (const list of this.#ending.values()) list.sort((a, b) => b.text.length - a.text.length);
  }

  find(text: string): Range[] {
    const found: Range[] = [];
    const { length } = text;
    let at = this.#window - 1;
    while (at < length) {
      const block = blockOf(text, at);
      const shift = this.#shift[block] ?? 0;
      if (shift > 0) {
        at += shift;
        continue;
      }
      const start = at - this.#window + 1;
      const match = this.#ending.get(block)?.find((pattern) => text.startsWith(pattern.text, start));
      if (match) {
        const end = start + match.text.length;
        found.push({ start, end, name: match.name });
        at = end + this.#window - 1;
      } else at += 1;
    }
    return found;
  }

  /** Where the longest end of a text begins that a pattern may go on from; its length where there is none. */
  openEnd(text: string): number {
    for (let at = Math.max(0, text.length - this.longest + 1); at < text.length; at += 1) {
      const rest = text.slice(at);
      if (this.#patterns.some((pattern) => pattern.text.length > rest.length && pattern.text.startsWith(rest)))
        return at;
    }
    return text.length;
  }
}

function blockOf(text: string, at: number): number {
  return ((text.charCodeAt(at - 1) & 255) << 8) | (text.charCodeAt(at) & 255);
}

/** Whether a JSON text holds a line end between two lines that may be one wrapped text. */
function holdsWrapped(json: string): boolean {
  for (let at = json.indexOf('\\n'); at >= 0; at = json.indexOf('\\n', at + 2)) {
    const end = json.startsWith('\\r', at - 2) ? at - 2 : at;
    if (end >= 40 && isCoded(json.slice(end - 40, end)) && isCoded(json.charAt(at + 2))) return true;
  }
  return false;
}

const isCoded = (text: string) => /^[\w+/=-]+$/.test(text);

/** Lines that look like one long base64 or hex text, wrapped: `base64` and `xxd` break theirs after 60 to 76 characters. */
function wrappedBlocks(text: string): { joined: string; lines: { at: number; from: number }[] }[] {
  const blocks: { joined: string; lines: { at: number; from: number }[] }[] = [];
  let start = 0;
  let open: { joined: string; lines: { at: number; from: number }[] } | null = null;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    const coded = isCoded(line);
    if (coded && (open || line.length >= 40)) {
      open ??= { joined: '', lines: [] };
      open.lines.push({ at: open.joined.length, from: start });
      open.joined += line;
    }
    if (open && (!coded || line.length < 40)) {
      if (open.lines.length > 1) blocks.push(open);
      open = null;
    }
    start = end + 1;
  }
  if (open && open.lines.length > 1) blocks.push(open);
  return blocks;
}

class KnownSecrets implements Redactor {
  readonly #secrets = new Map<string, string>();
  #matcher: Matcher | null = null;

  add({ name, value }: KnownSecret): void {
    const bare = value.trim();
    if (!isHideable(bare) || this.#secrets.has(bare)) return;
    this.#secrets.set(bare, name);
    this.#matcher = null;
  }

  get idle(): boolean {
    return this.#secrets.size === 0;
  }

  get known(): number {
    return this.#secrets.size;
  }

  #ready(): Matcher {
    this.#matcher ??= new Matcher(
      [...this.#secrets].flatMap(([value, name]) => formsOf(value).map((text) => ({ text, name }))),
    );
    return this.#matcher;
  }

  text(text: string): string {
    if (this.idle || text.length < shortest) return text;
    const matcher = this.#ready();
    const plain = replaced(text, matcher.find(text));
    // Only a text with long lines can hold a wrapped one.
    return plain.length < 48 || !plain.includes('\n') ? plain : this.#unwrapped(plain, matcher);
  }

  #unwrapped(text: string, matcher: Matcher): string {
    const ranges: Range[] = [];
    for (const { joined, lines } of wrappedBlocks(text)) {
      const place = (at: number) => {
        const line = lines.findLast((one) => one.at <= at) ?? { at: 0, from: 0 };
        return line.from + at - line.at;
      };
      for (const { start, end, name } of matcher.find(joined))
        ranges.push({ start: place(start), end: place(end - 1) + 1, name });
    }
    return replaced(text, ranges);
  }

  json<T extends JsonValue>(value: T, written = this.idle ? '' : JSON.stringify(value)): T {
    // A hit in the JSON text may be none (the n of an escaped line end): the walk over the strings has the last word.
    if (this.idle || !(this.#ready().find(written).length > 0 || holdsWrapped(written))) return value;
    return this.#walk(value) as T;
  }

  #walk(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#walk(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.text(key), this.#walk(inner)]));
  }

  stream(): { push(text: string): string; end(): string } {
    let held = '';
    return {
      push: (text) => {
        if (this.idle) return text;
        const matcher = this.#ready();
        held += text;
        const ranges = matcher.find(held);
        const cut = Math.max(matcher.openEnd(held), ranges.at(-1)?.end ?? 0);
        const out = this.text(held.slice(0, cut));
        held = held.slice(cut);
        return out;
      },
      end: () => {
        const out = this.text(held);
        held = '';
        return out;
      },
    };
  }
}

function replaced(text: string, ranges: Range[]): string {
  if (ranges.length === 0) return text;
  let out = '';
  let from = 0;
  for (const { start, end, name } of ranges) {
    if (start < from) continue;
    out += `${text.slice(from, start)}[secret ${name}]`;
    from = end;
  }
  return out + text.slice(from);
}

export function createRedactor(secrets: readonly KnownSecret[] = []): Redactor {
  const redactor = new KnownSecrets();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

/** The same error where nothing was found in its words, else one of the same code without the secrets. */
export function cleanError(error: CodewrightError, redactor: Redactor): CodewrightError {
  if (redactor.idle) return error;
  const message = redactor.text(error.message);
  const hint = error.hint === undefined ? undefined : redactor.text(error.hint);
  const details = error.details === undefined ? undefined : redactor.json(error.details);
  if (message === error.message && hint === error.hint && details === error.details) return error;
  // Its cause said the same words: it goes no further.
  return new CodewrightError(error.code, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
  });
}
