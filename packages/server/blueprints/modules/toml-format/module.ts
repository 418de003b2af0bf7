/** What TOML and JSON have in common. */
export type TomlValue = string | number | boolean | TomlValue[] | { [name: string]: TomlValue };

type TomlNode = string | number | boolean | TomlNode[] | TomlTable | TomlTables;

/** A table while it is read. */
class TomlTable {
  readonly entries = new Map<string, TomlNode>();
  /** By a header of its own, by the dots of a key, in one line, or only on the way to another. */
  made: 'header' | 'dots' | 'inline' | 'passing';

  constructor(made: TomlTable['made']) {
    this.made = made;
  }
}

/** `[[name]]`, as often as it stood there. */
class TomlTables {
  readonly items: TomlTable[] = [];
}

/** Reads TOML; dates become texts. @throws SyntaxError with the line of what is wrong. */
export function tomlToJson(toml: string): { [name: string]: TomlValue } {
  return plainTable(new TomlReader(toml).whole());
}

/** Writes a JSON object as TOML. */
export function jsonToToml(json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new SyntaxError(
      `This is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isObject(value)) throw new RangeError('Only an object can be written as TOML.');
  const blocks: string[] = [];
  writeTable(value, [], blocks, '');
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function plainTable(table: TomlTable): { [name: string]: TomlValue } {
  return Object.fromEntries([...table.entries].map(([name, node]) => [name, plainNode(node)]));
}

function plainNode(node: TomlNode): TomlValue {
  if (node instanceof TomlTable) return plainTable(node);
  if (node instanceof TomlTables) return node.items.map(plainTable);
  return Array.isArray(node) ? node.map(plainNode) : node;
}

const dateForm =
  /^(?:(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|(\d\d):(\d\d):(\d\d)(?:\.\d+)?)(?=[\s,\]}#]|$)/;
const wholeForm = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const floatForm = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const basedForm = /^0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

class TomlReader {
  readonly #text: string;
  #at = 0;

  constructor(toml: string) {
    this.#text = toml.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  }

  whole(): TomlTable {
    const root = new TomlTable('header');
    let current = root;
    for (this.#skip(true); this.#at < this.#text.length; this.#skip(true)) {
      if (this.#takes('[[')) current = this.#header(root, true);
      else if (this.#takes('[')) current = this.#header(root, false);
      else this.#pair(current);
      this.#skip(false);
      if (this.#at < this.#text.length && this.#text[this.#at] !== '\n') {
        throw this.#wrong('nothing more can stand here');
      }
    }
    return root;
  }

  #header(root: TomlTable, many: boolean): TomlTable {
    const keys = this.#keys();
    if (!this.#takes(many ? ']]' : ']')) throw this.#wrong(`${many ? ']]' : ']'} is missing`);
    const last = keys.pop() ?? '';
    let table = root;
    for (const key of keys) {
      const next = table.entries.get(key) ?? new TomlTable('passing');
      table.entries.set(key, next);
      table = this.#inside(next, key);
    }
    const found = table.entries.get(last);
    const own = new TomlTable('header');
    if (many) {
      const tables = found ?? new TomlTables();
      if (!(tables instanceof TomlTables)) throw this.#wrong(`${last} is there already`);
      table.entries.set(last, tables);
      tables.items.push(own);
      return own;
    }
    if (found instanceof TomlTable && found.made === 'passing') {
      found.made = 'header';
      return found;
    }
    if (found !== undefined) throw this.#wrong(`${last} is there already`);
    table.entries.set(last, own);
    return own;
  }

  /** The table to go on in; of several the last. */
  #inside(node: TomlNode, key: string): TomlTable {
    const table = node instanceof TomlTables ? node.items.at(-1) : node;
    if (table instanceof TomlTable && table.made !== 'inline') return table;
    throw this.#wrong(`${key} takes no more`);
  }

  #pair(into: TomlTable): void {
    const keys = this.#keys();
    const last = keys.pop() ?? '';
    let table = into;
    for (const key of keys) {
      const next = table.entries.get(key) ?? new TomlTable('dots');
      if (!(next instanceof TomlTable) || /^(?:header|inline)$/.test(next.made)) {
        throw this.#wrong(`${key} takes no more`);
      }
      table.entries.set(key, next);
      table = next;
    }
    if (table.entries.has(last)) throw this.#wrong(`${last} is there already`);
    if (!this.#takes('=')) throw this.#wrong('= is missing behind the key');
    this.#skip(false);
    table.entries.set(last, this.#value());
  }

  /** `a."b c".d` */
  #keys(): string[] {
    const keys: string[] = [];
    do {
      this.#skip(false);
      const quote = this.#text[this.#at];
      if (quote === '"' || quote === "'") keys.push(this.#line(quote));
      else {
        const key = /^[A-Za-z0-9_-]+/.exec(this.#text.slice(this.#at, this.#at + 1000))?.[0];
        if (key === undefined) throw this.#wrong('a key is missing');
        this.#at += key.length;
        keys.push(key);
      }
      this.#skip(false);
    } while (this.#takes('.'));
    return keys;
  }

  #value(): TomlNode {
    for (const quotes of ['"""', "'''"] as const)
      if (this.#takes(quotes)) return this.#lines(quotes);
    const sign = this.#text[this.#at];
    if (sign === '"' || sign === "'") return this.#line(sign);
    if (this.#takes('[')) return this.#list();
    if (this.#takes('{')) return this.#inline();
    return this.#bare();
  }

  #list(): TomlNode[] {
    const items: TomlNode[] = [];
    for (;;) {
      this.#skip(true);
      if (this.#takes(']')) return items;
      items.push(this.#value());
      this.#skip(true);
      if (this.#takes(']')) return items;
      if (!this.#takes(',')) throw this.#wrong('] is missing');
    }
  }

  #inline(): TomlTable {
    const table = new TomlTable('dots');
    this.#skip(false);
    if (!this.#takes('}')) {
      do {
        this.#pair(table);
        this.#skip(false);
      } while (this.#takes(','));
      if (!this.#takes('}')) throw this.#wrong('} is missing');
    }
    closeTable(table);
    return table;
  }

  #bare(): string | number | boolean {
    const rest = this.#text.slice(this.#at, this.#at + 100);
    const date = dateForm.exec(rest);
    if (date) {
      if (!isMoment(date.slice(1))) throw this.#wrong(`${date[0]} is no date or time`);
      this.#at += date[0].length;
      return date[0];
    }
    const word = /^[^\s,\]}#=]*/.exec(rest)?.[0] ?? '';
    if (word === '') throw this.#wrong('a value is missing');
    const value = this.#plain(word);
    this.#at += word.length;
    return value;
  }

  #plain(word: string): number | boolean {
    if (word === 'true' || word === 'false') return word === 'true';
    if (/^[+-]?(?:inf|nan)$/.test(word)) throw this.#wrong(`JSON has no ${word}`);
    const digits = word.replaceAll('_', '');
    if (basedForm.test(word) || wholeForm.test(word)) {
      const value = Number(digits);
      if (!Number.isSafeInteger(value)) throw this.#wrong(`${word} is too large`);
      return value + 0;
    }
    const value = floatForm.test(word) ? Number(digits) : Number.NaN;
    if (!Number.isFinite(value)) throw this.#wrong(`${word} is no value`);
    return value;
  }

  /** A text in one line. */
  #line(quote: '"' | "'"): string {
    this.#at += 1;
    let text = '';
    for (;;) {
      const sign = this.#text[this.#at];
      if (sign === undefined || sign === '\n') throw this.#wrong('a quote is not closed');
      this.#at += 1;
      if (sign === quote) return text;
      text += sign === '\\' && quote === '"' ? this.#escaped() : sign;
    }
  }

  /** A text of many lines; a break right behind the quotes is none of it. */
  #lines(quotes: '"""' | "'''"): string {
    const start = this.#at;
    this.#takes('\n');
    let text = '';
    for (;;) {
      if (this.#takes(quotes)) {
        // Up to two more quotes belong to the text.
        for (let more = 0; more < 2 && this.#takes(quotes.charAt(0)); more += 1)
          text += quotes.charAt(0);
        return text;
      }
      const sign = this.#text[this.#at];
      if (sign === undefined) {
        this.#at = start;
        throw this.#wrong('quotes are not closed');
      }
      this.#at += 1;
      if (sign !== '\\' || quotes === "'''") text += sign;
      else {
        const form = /[ \t]*\n\s*/y;
        form.lastIndex = this.#at;
        const fold = form.exec(this.#text)?.[0];
        if (fold === undefined) text += this.#escaped();
        else this.#at += fold.length;
      }
    }
  }

  /** What stands behind a backslash. */
  #escaped(): string {
    const sign = this.#text.charAt(this.#at);
    const size = sign === 'u' ? 4 : sign === 'U' ? 8 : 0;
    const code = this.#text.slice(this.#at + 1, this.#at + 1 + size);
    const number = Number.parseInt(code, 16);
    const isCode = size > 0 && code.length === size && /^[0-9A-Fa-f]+$/.test(code);
    const isLetter = number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
    const found = isCode && isLetter ? String.fromCodePoint(number) : escapes[sign];
    if (found === undefined) throw this.#wrong(`\\${sign} means nothing`);
    this.#at += 1 + size;
    return found;
  }

  #takes(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  /** Over blanks; over comments too, and with `lines` over breaks. */
  #skip(lines: boolean): void {
    const form = lines ? /(?:[ \t\n]|#[^\n]*)*/y : /[ \t]*(?:#[^\n]*)?/y;
    form.lastIndex = this.#at;
    this.#at += form.exec(this.#text)?.[0].length ?? 0;
  }

  #wrong(why: string): SyntaxError {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    return new SyntaxError(`line ${line}: ${why}`);
  }
}

/** What is written in one line takes no more. */
function closeTable(table: TomlTable): void {
  table.made = 'inline';
  for (const node of table.entries.values()) if (node instanceof TomlTable) closeTable(node);
}

/** Whether there is such a day and such a time; either may be missing. */
function isMoment(parts: readonly (string | undefined)[]): boolean {
  const [year = 0, month = 1, day = 1, ...times] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  );
  const [hour = 0, minute = 0, second = 0] = times.filter((part) => part !== undefined);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return isDay && hour < 24 && minute < 60 && second <= 60;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isTables = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** The plain values first: what stands behind a header belongs to it. */
function writeTable(
  value: Record<string, unknown>,
  path: readonly string[],
  blocks: string[],
  header: string,
): void {
  const entries = Object.entries(value);
  const isPlain = ([, one]: [string, unknown]): boolean => !isObject(one) && !isTables(one);
  const plain = entries.filter(isPlain).map(([name, one]) => `${tomlKey(name)} = ${tomlText(one)}`);
  const further = entries.filter((entry) => !isPlain(entry));
  // A header of nothing but further tables is theirs already.
  const head =
    header !== '' && (plain.length > 0 || further.length === 0 || header.startsWith('[['));
  const block = [...(head ? [header] : []), ...plain];
  if (block.length > 0) blocks.push(block.join('\n'));
  for (const [name, one] of further) {
    const own = [...path, tomlKey(name)];
    if (isObject(one)) writeTable(one, own, blocks, `[${own.join('.')}]`);
    else if (isTables(one)) {
      for (const item of one) writeTable(item, own, blocks, `[[${own.join('.')}]]`);
    }
  }
}

function tomlKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : quotedText(name);
}

function quotedText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

function tomlText(value: unknown): string {
  if (value === null) throw new RangeError('TOML has no null.');
  if (Array.isArray(value)) return `[${value.map(tomlText).join(', ')}]`;
  if (isObject(value)) {
    const inner = Object.entries(value).map(([name, one]) => `${tomlKey(name)} = ${tomlText(one)}`);
    return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  }
  if (typeof value === 'string') return quotedText(value);
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return value.toExponential();
  }
  return String(value);
}
