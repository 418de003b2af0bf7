import { type Read, columnOf, isType, valuesOf } from './columns.ts';
import { brackets, split } from './sql.ts';
import { type Thing, plainName } from './things.ts';

/** `interface`, `type`, `class`, `model`, `struct`, `entity` and `enum` of any language, as things with their fields. */

const heads =
  /(?:^|\n|(?<=[.;:}]\s))[ \t]*(?:export\s+)?(?:default\s+)?(?:pub\s+)?(?:public\s+)?(?:abstract\s+)?(interface|type|class|model|struct|entity|table|record|data class|message|schema|input|enum)\s+["'`]?([A-Za-z_]\w*)["'`]?\s*(?:struct|interface|(?:extends|implements|:)\s+[\w, ]+)?\s*=?\s*(\{|\()/g;

export interface Declared {
  things: Thing[];
  rest: string;
}

export function declared(text: string): Declared | undefined {
  const enums = new Map<string, string>();
  const bodies: { name: string; body: string }[] = [];
  let rest = '';
  let from = 0;
  const ends = brackets(text);
  for (const match of text.matchAll(heads)) {
    if (match.index < from) continue;
    const open = match.index + match[0].length - 1;
    const close = ends.get(open);
    if (close === undefined) continue;
    const body = text.slice(open + 1, close);
    const name = match[2] ?? '';
    // "a table tennis (…)": prose.
    if (match[1] !== 'enum' && !/^[A-Z]/.test(name) && !/[:;!]|\w+ \w+/.test(body)) continue;
    if (match[3] === '(' && !/^(?:class|record|data class|struct|table|entity|model)$/.test(match[1] ?? '')) continue;
    if (match[1] === 'enum')
      enums.set(
        name,
        split(body, /[,\n|;]/)
          .map((value) => value.replace(/\s*=.*$/, ''))
          .join(', '),
      );
    else bodies.push({ name, body });
    rest += `${text.slice(from, match.index)}\n`;
    from = close + 1;
  }
  if (bodies.length === 0) return undefined;
  rest += text.slice(from).replace(/^\s*;/, '');
  for (const match of rest.matchAll(/(?:export\s+)?type\s+(\w+)\s*=\s*((?:\|?\s*["'][^"'\n]*["']\s*)+);?/g))
    enums.set(
      match[1] ?? '',
      (match[2] ?? '')
        .replaceAll(/["'\s]/g, '')
        .replace(/^\|/, '')
        .replaceAll('|', ', '),
    );
  return {
    things: bodies.map(({ name, body }) => thingOf(name, members(body), enums)),
    rest: rest.replaceAll(/(?:export\s+)?type\s+\w+\s*=\s*(?:\|?\s*["'][^"'\n]*["']\s*)+;?/g, ''),
  };
}

/** `class Poem:` with its fields below it, or behind it on one line. */
export function classesOf(text: string): Declared | undefined {
  const things: Thing[] = [];
  const lines = text.split('\n');
  const rest: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const head = /^(?:class|model|entity|type|struct)\s+([A-Z]\w*)\s*(?:\([\w., ]*\))?\s*:\s*(.*)$/.exec(line.trim());
    if (!head?.[1]) {
      if (!/^\s*@(?:dataclass|entity|data|model)\b/i.test(line)) rest.push(line);
      continue;
    }
    const fields: string[] = head[2] === '' || head[2] === undefined ? [] : split(head[2], /,/);
    while (fields.length === 0 || at + 1 < lines.length) {
      const below = lines[at + 1];
      if (below === undefined || !/^\s+\w+\s*[:=]/.test(below)) break;
      fields.push(below.trim());
      at += 1;
    }
    const read = fields.filter((field) => /^\w+\??\s*[:=]/.test(field));
    if (read.length === 0) rest.push(line);
    else things.push(thingOf(head[1], read, new Map()));
  }
  return things.length === 0 ? undefined : { things, rest: rest.join('\n') };
}

function members(body: string): string[] {
  const plain = body
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(?<!:)\/\/[^\n]*/g, (said) => (/[\w]/.test(said) ? '' : said));
  // "name: String! area: Float" on one line.
  const lines = split(plain.replaceAll(/(?<=[\w!\]>])[ \t]+(?=\w+\??:\s*[\w["'])/g, '\n'), /[;\n]/);
  return lines.flatMap((line) => (/^\s*[@#]/.test(line) && !/\s\w+\s*[:=]/.test(line) ? [] : split(line, /,/)));
}

/** "name?: string | null", "name String @unique", "String name", "name text", "private String name = ''". */
function thingOf(name: string, fields: readonly string[], enums: ReadonlyMap<string, string>): Thing {
  const besides: string[] = [];
  const columns = fields.flatMap((written) => {
    const read = memberOf(written, enums);
    if (read?.many === true && read.refers !== undefined) {
      besides.push(`Each ${plainName(name)} has many ${manyOf(plainName(read.refers))}.`);
      return [];
    }
    return read ? [read] : [];
  });
  return { name, columns: withoutKeys(columns), besides };
}

/** "author Author" and "authorId": the key is no second field. */
function withoutKeys(columns: readonly Read[]): Read[] {
  return columns.filter(
    (column, index) =>
      column.refers === undefined ||
      !columns.some((other, at) => at < index && other.name === column.name && other.refers !== undefined),
  );
}

function manyOf(name: string): string {
  if (name.endsWith('s')) return name;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : /(?:ch|sh|x|s)$/.test(name) ? `${name}es` : `${name}s`;
}

function memberOf(written: string, enums: ReadonlyMap<string, string>): Read | undefined {
  const line = written
    .replace(/^(?:(?:private|public|protected|readonly|pub|final|static|val|var|let|const|required|repeated)\s+)+/, '')
    .replace(/`[^`]*`$/, '')
    .trim();
  const notes: string[] = [];
  if (/@unique\b|\bunique\b/i.test(line)) notes.push('unique');
  const usual = /@default\(("?)([\w.-]+)\1\)/.exec(line)?.[2] ?? /\s=\s["']?([\w.-]+)["']?$/.exec(line)?.[1];
  if (
    usual !== undefined &&
    !/^(?:None|null|nil|undefined|new|field|autoincrement|now|uuid|cuid)$/.test(usual) &&
    !/^\d+$/.test(line.split(' ')[0] ?? '')
  )
    notes.push(`default ${usual}`);
  if (/@id\b/.test(line) || /^\w+\s*\(/.test(line) || line.includes('=>')) return undefined;
  const plain = line
    .replaceAll(/\s@[\w.]+(?:\([^)]*\))?/g, '')
    .replace(/\s=\s.*$/, '')
    .replace(/^["']|["'](?=:)/g, '');
  const colon = /^["']?(\w+)["']?(\?)?\s*:\s*(.+)$/.exec(plain);
  if (colon?.[1] && colon[3]) return made(colon[1], colon[3], notes, colon[2] === '?' || usual === 'None', enums);
  const [first = '', second = '', ...more] = plain.split(/\s+/);
  if (first === '') return undefined;
  if (second === '') return columnOf({ name: first, notes });
  // "String name" of Java and Mermaid, "name String" of Go and Prisma.
  const typeFirst =
    (isType(first) && !isType(second)) || (/^[A-Z]/.test(first) && /^[a-z]/.test(second) && !isType(second));
  return typeFirst ? made(second, first, [...notes, ...more], false, enums) : made(first, second, notes, false, enums);
}

function made(
  name: string,
  type: string,
  notes: readonly string[],
  optional: boolean,
  enums: ReadonlyMap<string, string>,
): Read {
  const listed = enums.get(type.replace(/[?!]$/, ''));
  const values = valuesOf(type);
  return columnOf({
    name,
    type: listed === undefined ? (values ? type : type.trim()) : `enum(${listed})`,
    notes: notes.filter((note) => !/^(?:PK|FK)$/.test(note)),
    ...(optional ? { optional } : {}),
  });
}
