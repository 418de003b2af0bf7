import { CodewrightError } from '../shared/errors.ts';
import { knownTypes, nestingLimit } from './contract.ts';
import type { Field, LogLineProblem, Span, TolerantResult, Value } from './contract.ts';
import {
  isBlank,
  LexError,
  plainRest,
  readKey,
  readLineValue,
  readQuoted,
  significantLines,
  skipBlanks,
} from './lexer.ts';
import type { Line } from './lexer.ts';

interface Draft {
  type: string;
  name: string;
  fields: Field[];
  children: Span[];
}

interface Open {
  draft: Draft;
  line: Line;
  keys: Set<string>;
  /** Indentation of its first inner line, which the others should share. */
  inner: number | null;
}

/** Tolerant mode stops collecting here, so that a broken megabyte does not make a hundred of them. */
const problemLimit = 100;
const excerptWidth = 100;

function excerptOf(text: string, number: number, at: number): string {
  const from = Math.max(0, at - Math.floor(excerptWidth / 2));
  const shown = text.slice(from, from + excerptWidth).replace(/\p{Cc}/gu, ' ');
  const gutter = String(number);
  return `${gutter} | ${shown}\n${' '.repeat(gutter.length)} | ${' '.repeat(at - from)}^`;
}

class Parser {
  readonly errors: LogLineProblem[] = [];
  readonly warnings: LogLineProblem[] = [];
  readonly #roots: Span[] = [];
  readonly #stack: Open[] = [];
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  run(source: string): Span[] {
    const lines = significantLines(source);
    if (lines.length === 0) {
      this.#error({ number: 1, indent: 0, start: 0, text: '', end: false }, 0, 'The document holds no span.');
    }
    this.#checkIndentation(lines);
    for (const [index, line] of lines.entries()) {
      if (line.end) this.#end(line);
      else this.#content(line, lines[index + 1]);
    }
    while (this.#stack.length > 0) {
      const open = this.#stack.at(-1) as Open;
      this.#error(open.line, open.line.start, `${open.draft.type} is not closed: its END is missing.`);
      this.#close();
    }
    return this.#roots;
  }

  #checkIndentation(lines: Line[]): void {
    let kind: string | null = null;
    for (const line of lines) {
      if (line.start === 0) continue;
      kind ??= line.text[0] ?? null;
      for (let at = 0; at < line.start; at += 1) {
        if (line.text[at] === kind) continue;
        this.#error(line, at, 'The document is indented with spaces here and with tabs there; use one of them.');
        return;
      }
    }
  }

  #end(line: Line): void {
    const open = this.#stack.at(-1);
    if (!open) {
      this.#error(line, line.start, 'This END closes nothing.');
      return;
    }
    if (line.indent === open.line.indent) {
      this.#close();
      return;
    }
    const place = `${open.draft.type} of line ${open.line.number}`;
    if (line.indent > open.line.indent) {
      this.#error(line, line.start, `An END stands exactly under the first line of its span, here ${place}.`);
      this.#close();
      return;
    }
    this.#error(line, line.start, `${place} is not closed before this END.`);
    this.#closeWhile((inner) => inner.line.indent > line.indent);
    if (this.#stack.at(-1)?.line.indent === line.indent) this.#close();
  }

  #content(line: Line, next: Line | undefined): void {
    let open = this.#stack.at(-1);
    const deeper = next !== undefined && !next.end && next.indent > line.indent;
    if (open && line.indent <= open.line.indent) {
      const place = `${open.draft.type} of line ${open.line.number}`;
      this.#error(line, line.start, `The lines of ${place} stand deeper than its first one; or is its END missing?`);
      if (!deeper) {
        this.#field(line, open);
        return;
      }
      this.#closeWhile((inner) => inner.line.indent >= line.indent);
      open = this.#stack.at(-1);
    }
    if (open) {
      open.inner ??= line.indent;
      if (line.indent !== open.inner)
        this.#warn(line, line.start, `The lines of ${open.draft.type} are indented unevenly.`);
    }
    const emptySpan = next?.end === true && next.indent === line.indent;
    if (!open || deeper || emptySpan) this.#open(line);
    else this.#field(line, open);
  }

  #open(line: Line): void {
    try {
      const { key, at } = readKey(line.text, line.start);
      if (key === 'END') {
        this.#error(line, line.start, 'An END stands alone on its line; END is no type of a span.');
      } else if (!/^[A-Z][A-Z0-9_]*$/.test(key)) {
        this.#error(line, line.start, `A span begins with an uppercase type; ${JSON.stringify(key)} is none.`);
      }
      if (!knownTypes.has(key)) this.#warn(line, line.start, `${key} is not a type that the system knows.`);
      const after = skipBlanks(line.text, at);
      const name = line.text[after] === ':' ? this.#name(line, after + 1) : '';
      if (line.text[after] !== ':' && plainRest(line.text, at) !== '') {
        this.#error(line, after, `Expected : after ${key}.`);
      }
      this.#push({ type: key, name, fields: [], children: [] }, line);
    } catch (error) {
      this.#recover(line, error);
      this.#push({ type: 'UNKNOWN', name: plainRest(line.text, line.start), fields: [], children: [] }, line);
    }
    if (this.#stack.length === nestingLimit + 1) {
      this.#error(line, line.start, `Spans nest at most ${nestingLimit} deep.`);
    }
  }

  #name(line: Line, from: number): string {
    const at = skipBlanks(line.text, from);
    if (line.text[at] !== '"') return plainRest(line.text, at);
    const { value, at: behind } = readQuoted(line.text, at);
    if (plainRest(line.text, behind) !== '') throw new LexError(behind, 'Nothing may follow the quoted name.');
    return value;
  }

  #push(draft: Draft, line: Line): void {
    this.#stack.push({ draft, line, keys: new Set(), inner: null });
  }

  #field(line: Line, open: Open): void {
    try {
      const { key, at } = readKey(line.text, line.start);
      const colon = skipBlanks(line.text, at);
      const value = this.#value(line, key, at, colon);
      if (open.keys.has(key)) {
        this.#error(line, line.start, `The key ${key} stands twice in ${open.draft.type} of line ${open.line.number}.`);
        return;
      }
      open.keys.add(key);
      open.draft.fields.push({ key, value });
    } catch (error) {
      this.#recover(line, error);
    }
  }

  #value(line: Line, key: string, at: number, colon: number): Value {
    if (line.text[colon] !== ':') {
      if (plainRest(line.text, at) === '' && (colon === line.text.length || isBlank(line.text[colon - 1]))) return true;
      throw new LexError(colon, `Expected : and a value after ${key}, or nothing for true.`);
    }
    const from = skipBlanks(line.text, colon + 1);
    if (plainRest(line.text, colon + 1) === '') {
      throw new LexError(from, `${key} has no value; write ${key} alone for true, or "" for an empty string.`);
    }
    try {
      return readLineValue(line.text, from);
    } catch (error) {
      // Tolerant mode keeps what was written: a reader can still show it.
      this.#recover(line, error);
      return plainRest(line.text, from);
    }
  }

  #closeWhile(condition: (open: Open) => boolean): void {
    for (let open = this.#stack.at(-1); open && condition(open); open = this.#stack.at(-1)) this.#close();
  }

  #close(): void {
    const open = this.#stack.pop();
    if (!open) return;
    // What lies too deep was reported; it is not attached, so that readers may walk the tree without a limit of their own.
    if (this.#stack.length >= nestingLimit) return;
    (this.#stack.at(-1)?.draft.children ?? this.#roots).push(open.draft);
  }

  #recover(line: Line, error: unknown): void {
    if (!(error instanceof LexError)) throw error;
    this.#error(line, error.at, error.message);
  }

  #error(line: Line, at: number, message: string): void {
    const problem = { line: line.number, column: at + 1, message, excerpt: excerptOf(line.text, line.number, at) };
    if (this.#strict) {
      throw new CodewrightError(
        'LOGLINE_INVALID',
        `LogLine ${problem.line}:${problem.column}: ${message}\n${problem.excerpt}`,
        {
          hint: 'Mend the line that the caret points at.',
          details: problem,
        },
      );
    }
    if (this.errors.length < problemLimit) this.errors.push(problem);
  }

  #warn(line: Line, at: number, message: string): void {
    if (this.#strict || this.warnings.length >= problemLimit) return;
    this.warnings.push({ line: line.number, column: at + 1, message, excerpt: excerptOf(line.text, line.number, at) });
  }
}

/**
 * Reads a document. Time grows linearly with the text.
 * @throws CodewrightError LOGLINE_INVALID at the first fault; `details` is a {@link LogLineProblem}.
 */
export function parse(text: string): Span[] {
  return new Parser(true).run(text);
}

/** Reads what can be read and lists the rest (at most 100 errors and 100 warnings); never throws for bad text. */
export function parseTolerant(text: string): TolerantResult {
  const parser = new Parser(false);
  const spans = parser.run(text);
  return { spans, errors: parser.errors, warnings: parser.warnings };
}
