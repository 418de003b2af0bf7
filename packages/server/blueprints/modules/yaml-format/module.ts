/** What YAML and JSON have in common. */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | YamlValue[]
  | { [name: string]: YamlValue };

interface YamlLine {
  /** As people count. */
  number: number;
  indent: number;
  /** Without indent and comment. */
  text: string;
}

/** Reads YAML. @throws SyntaxError with the line of what is wrong. */
export function yamlToJson(yaml: string): YamlValue {
  return new YamlReader(yaml).whole();
}

/** Writes JSON as YAML. */
export function jsonToYaml(json: string): string {
  let value: YamlValue;
  try {
    value = JSON.parse(json) as YamlValue;
  } catch (error) {
    throw new SyntaxError(
      `This is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return isBranch(value) ? yamlLines(value).join('\n').concat('\n') : `${yamlScalar(value)}\n`;
}

const keyForm = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[\]{},#&*!|>%@`].*?)\s*:(?:\s+(.*))?$/;

class YamlReader {
  readonly #raw: readonly string[];
  #at = 0;
  /** What is left of a line whose beginning was read: "- a: 1" is a list and then a map. */
  #rest: YamlLine | undefined;

  constructor(yaml: string) {
    this.#raw = yaml.replace(/^\uFEFF/, '').split(/\r?\n/);
  }

  whole(): YamlValue {
    if (/^---\s*$/.test(this.#peek()?.text ?? '')) this.#take();
    const value = this.#node(0);
    const left = this.#peek();
    if (left && left.text !== '...') throw wrongAt(left.number, `"${left.text}" does not fit here`);
    return value;
  }

  /** The next line that says something. */
  #peek(): YamlLine | undefined {
    if (this.#rest) return this.#rest;
    for (; this.#at < this.#raw.length; this.#at += 1) {
      const line = this.#raw[this.#at] ?? '';
      const text = withoutComment(line).trim();
      const indent = line.search(/[^ ]/);
      if (text === '') continue;
      if (line[indent] === '\t') throw wrongAt(this.#at + 1, 'lines are indented with spaces only');
      return { number: this.#at + 1, indent, text };
    }
    return undefined;
  }

  #take(): void {
    if (this.#rest) this.#rest = undefined;
    this.#at += 1;
  }

  /** Goes on with a part of the line, which stands deeper. */
  #enter(line: YamlLine, text: string): void {
    const indent = line.indent + line.text.length - text.length;
    this.#rest = { number: line.number, indent, text };
  }

  #node(least: number): YamlValue {
    const line = this.#peek();
    if (!line || line.indent < least) return null;
    if (isItem(line.text)) return this.#list(line.indent);
    if (keyForm.test(line.text)) return this.#map(line.indent);
    return this.#value(line, line.text, least - 1);
  }

  #list(indent: number): YamlValue[] {
    const items: YamlValue[] = [];
    for (let line = this.#peek(); line?.indent === indent && isItem(line.text); ) {
      const text = line.text.slice(1).trimStart();
      if (text === '') {
        this.#take();
        items.push(this.#node(indent + 1));
      } else if (isItem(text) || (keyForm.test(text) && !/^[[{]/.test(text))) {
        this.#enter(line, text);
        items.push(this.#node(indent + 1));
      } else items.push(this.#value(line, text, indent));
      line = this.#peek();
      if (line && line.indent > indent)
        throw wrongAt(line.number, 'it is indented more than the items before');
    }
    return items;
  }

  #map(indent: number): YamlValue {
    const entries = new Map<string, YamlValue>();
    for (let line = this.#peek(); line?.indent === indent; line = this.#peek()) {
      const [, name = '', text = ''] = keyForm.exec(line.text) ?? [];
      if (name === '' || isItem(line.text))
        throw wrongAt(line.number, `"${line.text}" is no key with a value`);
      const key = String(/^["']/.test(name) ? unquoted(name, line.number) : name);
      if (entries.has(key)) throw wrongAt(line.number, `the key ${key} is there twice`);
      if (text === '') {
        this.#take();
        const next = this.#peek();
        entries.set(
          key,
          next?.indent === indent && isItem(next.text) ? this.#list(indent) : this.#node(indent + 1),
        );
      } else entries.set(key, this.#value(line, text, indent));
      const next = this.#peek();
      if (next && next.indent > indent)
        throw wrongAt(next.number, 'it is indented more than the keys before');
    }
    return Object.fromEntries(entries);
  }

  /** A value that begins on a line; what stands deeper below belongs to it. */
  #value(line: YamlLine, text: string, indent: number): YamlValue {
    this.#take();
    const block = /^([|>])([+-]?)$/.exec(text);
    if (block) return this.#block(indent, block[1] === '>', block[2] ?? '');
    let whole = text;
    for (let next = this.#peek(); next && next.indent > indent && !isItem(next.text); ) {
      if (/^["'[{]/.test(whole) ? isClosed(whole) : keyForm.test(next.text)) break;
      whole += ` ${next.text}`;
      this.#take();
      next = this.#peek();
    }
    return /^[[{]/.test(whole)
      ? new FlowReader(whole, line.number).whole()
      : scalarOf(whole, line.number);
  }

  /** A text of many lines; `>` makes one of each paragraph. */
  #block(indent: number, isFolded: boolean, chomp: string): string {
    const lines: string[] = [];
    let own = 0;
    for (; this.#at < this.#raw.length; this.#at += 1) {
      const line = this.#raw[this.#at] ?? '';
      const depth = line.search(/\S/);
      if (depth >= 0 && depth <= indent) break;
      if (own === 0 && depth > 0) own = depth;
      lines.push(line.slice(Math.min(own, depth < 0 ? own : depth)));
    }
    const text = lines.join('\n').replace(/\n+$/, '');
    const ends = lines.length - text.split('\n').length;
    const folded = isFolded ? text.replace(/(\S)\n(?=\S)/g, '$1 ').replace(/\n\n/g, '\n') : text;
    if (chomp === '-' || text === '') return folded;
    return chomp === '+' ? folded + '\n'.repeat(Math.max(1, ends)) : `${folded}\n`;
  }
}

/** Lists in brackets and maps in braces. */
class FlowReader {
  readonly #text: string;
  readonly #line: number;
  #at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
  }

  whole(): YamlValue {
    const value = this.#value();
    if (this.#next() !== '') throw wrongAt(this.#line, `"${this.#text}" goes on behind its end`);
    return value;
  }

  #next(): string {
    while (this.#text[this.#at] === ' ') this.#at += 1;
    return this.#text[this.#at] ?? '';
  }

  #value(): YamlValue {
    const first = this.#next();
    if (first === '[') return this.#items(']', () => this.#value());
    if (first === '{') {
      const entries = this.#items('}', () => {
        const key = String(this.#scalar());
        if (this.#next() !== ':') return [key, null] as const;
        this.#at += 1;
        return [key, /[,}]/.test(this.#next()) ? null : this.#value()] as const;
      });
      return Object.fromEntries(entries);
    }
    return this.#scalar();
  }

  #items<Item>(end: string, read: () => Item): Item[] {
    const items: Item[] = [];
    this.#at += 1;
    while (this.#next() !== end) {
      items.push(read());
      const sign = this.#next();
      if (sign === ',') this.#at += 1;
      else if (sign !== end) throw wrongAt(this.#line, `"${end}" is missing`);
    }
    this.#at += 1;
    return items;
  }

  #scalar(): YamlValue {
    const rest = this.#text.slice(this.#at);
    const [piece = ''] =
      /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:[^,[\]{}:]|:(?! |$))+)/.exec(rest) ?? [];
    if (piece === '') throw wrongAt(this.#line, `a value is missing before "${rest}"`);
    this.#at += piece.length;
    return scalarOf(piece.trim(), this.#line);
  }
}

function scalarOf(text: string, line: number): YamlValue {
  if (/^["']/.test(text)) return unquoted(text, line);
  if (/^[&*!]/.test(text)) throw wrongAt(line, 'anchors, aliases and tags are not read');
  if (/^(~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number(text);
  if (/^0x[0-9a-f]+$/i.test(text) || /^0o[0-7]+$/.test(text)) return Number(text);
  return text;
}

function unquoted(text: string, line: number): string {
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  try {
    return JSON.parse(text) as string;
  } catch {
    throw wrongAt(line, `${text} is not well quoted`);
  }
}

/** A # behind a space begins a comment, but not inside quotes. */
function withoutComment(line: string): string {
  const [kept = ''] =
    /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\s+(?!#)|(?<!\s)#|[^\s#])*/.exec(line) ?? [];
  return kept === '' || line.slice(kept.length).trimStart().startsWith('#') ? kept : line;
}

/** Whether quotes and brackets that are opened are closed again. */
function isClosed(text: string): boolean {
  if (text.startsWith('"')) return /^"(?:[^"\\]|\\.)*"$/.test(text);
  if (text.startsWith("'")) return /^'(?:[^']|'')*'$/.test(text);
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '');
  return bare.split(/[[{]/).length === bare.split(/[\]}]/).length;
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

function wrongAt(line: number, why: string): SyntaxError {
  return new SyntaxError(`line ${line}: ${why}`);
}

function isBranch(value: YamlValue): value is YamlValue[] | { [name: string]: YamlValue } {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function yamlLines(value: YamlValue[] | { [name: string]: YamlValue }): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const [first = '', ...more] = isBranch(item) ? yamlLines(item) : [yamlScalar(item)];
      return [`- ${first}`, ...more.map((line) => `  ${line}`)];
    });
  }
  return Object.entries(value).flatMap(([name, item]) => {
    const key = `${yamlScalar(name)}:`;
    if (!isBranch(item)) return [`${key} ${yamlScalar(item)}`];
    return [key, ...yamlLines(item).map((line) => `  ${line}`)];
  });
}

/** Texts that could be read as something else stand in quotes. */
function yamlScalar(value: YamlValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain =
    /^[\p{L}\d/._][\p{L}\d/._ +@%()-]*$/u.test(value) &&
    !value.endsWith(' ') &&
    typeof scalarOf(value, 0) === 'string' &&
    !/^(yes|no|on|off)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
