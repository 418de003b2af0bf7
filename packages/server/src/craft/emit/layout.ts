/** Lays generated code out as the generated project's own formatter would, so that its check passes from the start. */

export const lineWidth = 100;

/** A string literal in single quotes, unless double quotes save escapes. */
export function quote(text: string): string {
  // A dollar before a brace looks like a template that lost its marks.
  const json = JSON.stringify(text).replaceAll('${', '\\u0024{');
  if (text.includes("'") && !text.includes('"')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function literal(value: string | number | boolean | null): string {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'number' ? numeral(value) : String(value);
}

/** A number as TypeScript source, long integers grouped by thousands. */
export function numeral(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) < 10_000 || Math.abs(value) >= 1e21) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `open(a, b)close` on one line; {@link reflow} breaks what gets too long. */
export function call(open: string, items: readonly string[], close = ');'): string {
  return `${open}(${items.join(', ')}${close}`;
}

/** `open{ a, b }close` on one line. */
export function braces(open: string, items: readonly string[], close: string): string {
  return items.length === 0 ? `${open}{}${close}` : `${open}{ ${items.join(', ')} }${close}`;
}

/** As {@link braces}, always one entry a line. */
export function openBraces(indent: number, open: string, items: readonly string[], close: string): string {
  const inner = ' '.repeat(indent + 2);
  return `${open}{\n${items.map((item) => `${inner}${item},\n`).join('')}${' '.repeat(indent)}}${close}`;
}

/** Names as the formatter sorts them: letter by letter, a capital before its small one, numbers by value. */
export function compareNames(left: string, right: string): number {
  const partsOf = (text: string): string[] => text.match(/\d+|\D/g) ?? [];
  const a = partsOf(left);
  const b = partsOf(right);
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const x = a[at] ?? '';
    const y = b[at] ?? '';
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y) && Number(x) !== Number(y)) return Number(x) - Number(y);
    const [small, other] = [x.toLowerCase(), y.toLowerCase()];
    if (small !== other) return small < other ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/** The imports of one module, by source; `type X` marks a type. Sources without names are left out. */
export function imports(bySource: Record<string, readonly string[]>): string {
  const bare = (name: string): string => name.replace(/^type /, '');
  return Object.entries(bySource)
    .filter(([, names]) => names.length > 0)
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || compareNames(inFolders(a), inFolders(b)))
    .map(([source, list]) => {
      const names = [...new Set(list)].sort((a, b) => compareNames(bare(a), bare(b)));
      const first = names[0] ?? '';
      if (first.startsWith('default ')) return `import ${first.slice(8)} from ${quote(source)};`;
      if (names.every((name) => name.startsWith('type '))) {
        return braces('import type ', names.map(bare), ` from ${quote(source)};`);
      }
      return braces('import ', names, ` from ${quote(source)};`);
    })
    .join('\n');
}

/** What lies in a folder comes before the file of the same name. */
function inFolders(source: string): string {
  return source.replaceAll('/', '\u0001');
}

function rankOf(source: string): number {
  if (source.startsWith('node:')) return 0;
  if (!source.startsWith('.')) return 1;
  return source.startsWith('..') ? 2 : 3;
}

/** Lines joined with the blank ones of skipped parts removed. */
export function lines(...parts: (string | false | undefined | readonly string[])[]): string {
  return parts
    .flat()
    .filter((part): part is string => typeof part === 'string')
    .join('\n');
}

/** Blocks with one blank line between them, ending in a newline. */
export function blocks(...parts: (string | false | undefined | readonly string[])[]): string {
  const kept = parts.flat().filter((part): part is string => typeof part === 'string' && part !== '');
  return `${kept.map((part) => part.replace(/\n+$/, '')).join('\n\n')}\n`;
}

export function indented(text: string, by: number): string {
  const pad = ' '.repeat(by);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : pad + line))
    .join('\n');
}
