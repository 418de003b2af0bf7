import { columnOf } from './columns.ts';
import { type Thing, plainName } from './things.ts';

/** `CREATE TABLE` as a thing with its fields: types, bounds, what refers to what, what is unique. */

const table = /create\s+table\s+(?:if\s+not\s+exists\s+)?[`"[]?(?:\w+\.)?(\w+)[`"\]]?\s*\(/gi;

export interface Schema {
  things: Thing[];
  /** The text with one mark per statement left out. */
  rest: string;
}

export function tablesOfSql(text: string): Schema | undefined {
  const things: Thing[] = [];
  const enums = new Map<string, string>();
  let rest = '';
  let from = 0;
  for (const match of text.matchAll(/create\s+type\s+"?(\w+)"?\s+as\s+enum\s*\(([^)]*)\)\s*;?/gi))
    enums.set((match[1] ?? '').toLowerCase(), match[2] ?? '');
  const ends = brackets(text);
  for (const match of text.matchAll(table)) {
    if (match.index < from) continue;
    const open = match.index + match[0].length - 1;
    const close = ends.get(open);
    if (close === undefined) continue;
    things.push(thingOf(match[1] ?? '', text.slice(open + 1, close), enums));
    rest += `${text.slice(from, match.index)}\n`;
    from = close + 1 + (/^[^;\n]{0,80};/.exec(text.slice(close + 1))?.[0].length ?? 0);
  }
  if (things.length === 0) return undefined;
  rest += text.slice(from);
  return {
    things,
    rest: rest
      .replaceAll(/create\s+type\s+"?\w+"?\s+as\s+enum\s*\([^)]*\)\s*;?/gi, '')
      .replaceAll(/create\s+(?:unique\s+)?index\b[^;\n]*;?/gi, ''),
  };
}

/** Where each bracket closes, by where it opens; what never closes is not among them. */
export function brackets(text: string): Map<number, number> {
  const opens: Record<string, string> = { ')': '(', '}': '{', ']': '[' };
  const open: number[] = [];
  const ends = new Map<number, number>();
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '(' || letter === '{' || letter === '[') open.push(at);
    const other = opens[letter];
    if (other === undefined) continue;
    const last = open.at(-1);
    if (last !== undefined && text[last] === other) {
      open.pop();
      ends.set(last, at);
    }
  }
  return ends;
}

/** Parts between marks that stand in no bracket and in no quotes. */
export function split(text: string, mark: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const letter of text) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === "'" || letter === '"' || letter === '`') quote = letter;
    else if (/[([{<]/.test(letter)) depth += 1;
    else if (/[)\]}>]/.test(letter)) depth -= 1;
    if (depth <= 0 && quote === '' && mark.test(letter)) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '');
}

function thingOf(name: string, body: string, enums: ReadonlyMap<string, string>): Thing {
  const plain = plainName(name);
  const besides: string[] = [];
  const foreign = new Map<string, string>();
  const unique = new Set<string>();
  const columns: string[] = [];
  for (const line of split(body.replaceAll(/--[^\n]*/g, ''), /,/)) {
    const key =
      /^(?:constraint\s+\S+\s+)?foreign\s+key\s*\(\s*[`"]?(\w+)[`"]?\s*\)\s*references\s+[`"]?(?:\w+\.)?(\w+)/i.exec(
        line,
      );
    const sole = /^(?:constraint\s+\S+\s+)?(?:unique(?:\s+key)?(?:\s+\w+)?|primary\s+key)\s*\(([^)]*)\)/i.exec(
      line,
    )?.[1];
    if (key) foreign.set((key[1] ?? '').toLowerCase(), key[2] ?? '');
    else if (sole !== undefined) {
      const names = sole.split(',').map((one) => plainName(one).replace(/ id$/, ''));
      if (names.length === 1) unique.add(names[0] ?? '');
      else besides.push(`The combination of ${names.join(' and ')} of ${plain} is unique.`);
    } else if (!/^(?:constraint|check|index|key|primary)\b/i.test(line)) columns.push(line);
    else if (/\bcheck\b/i.test(line)) besides.push(...checked(line, plain));
  }
  return {
    name,
    columns: columns.flatMap((line) => {
      const match = /^[`"[]?(\w+)[`"\]]?\s+([a-z]+(?:\s+(?:precision|varying))?(?:\s*\([^)]*\))?)?/i.exec(line);
      const own = match?.[1] ?? '';
      if (
        own === '' ||
        (/primary\s+key/i.test(line) && /^id$|serial|autoincrement|uuid/i.test(`${own} ${match?.[2] ?? ''}`))
      )
        return [];
      const listed = enums.get((match?.[2] ?? '').toLowerCase());
      const refers = /\breferences\s+[`"]?(?:\w+\.)?(\w+)/i.exec(line)?.[1] ?? foreign.get(own.toLowerCase());
      const column = columnOf({
        name: own,
        // TEXT is what most write for any string.
        type: listed === undefined ? (match?.[2] ?? '').replace(/^text$/i, 'string') : `enum(${listed})`,
        optional: !/\bnot\s+null\b|primary\s+key/i.test(line),
        notes: [...(/\bunique\b/i.test(line) || unique.has(plainName(own)) ? ['unique'] : []), ...bounds(line, own)],
      });
      return [refers === undefined ? column : { ...column, refers }];
    }),
    besides,
  };
}

/** What a CHECK and a DEFAULT say of their column. */
function bounds(line: string, name: string): string[] {
  const check = /\bcheck\s*\((.*)\)/i.exec(line)?.[1] ?? '';
  const found: string[] = [];
  const value = `[\`"]?${name}[\`"]?`;
  const within = new RegExp(`${value}\\s+in\\s*\\(([^)]*)\\)`, 'i').exec(check)?.[1];
  if (within !== undefined) found.push(`enum(${within})`);
  const between = new RegExp(`${value}\\s+between\\s+(-?[\\d.]+)\\s+and\\s+(-?[\\d.]+)`, 'i').exec(check);
  if (between) found.push(`${between[1]} .. ${between[2]}`);
  for (const match of check.matchAll(new RegExp(`${value}\\s*(>=|<=|>|<)\\s*(-?[\\d.]+)`, 'gi')))
    found.push(`${match[1]} ${match[2]}`);
  const long = new RegExp(`length\\s*\\(\\s*${value}\\s*\\)\\s*<=?\\s*(\\d+)`, 'i').exec(check)?.[1];
  if (long !== undefined) found.push(`at most ${long} characters`);
  const usual = /\bdefault\s+('[^']*'|-?[\d.]+|true|false)/i.exec(line)?.[1];
  if (usual !== undefined) found.push(`default ${usual.replaceAll("'", '')}`);
  return found;
}

/** A check of a whole row: one time behind another. */
function checked(line: string, thing: string): string[] {
  const pair = /check\s*\(\s*[`"]?([a-z]\w*)[`"]?\s*(>=?|<=?)\s*[`"]?([a-z]\w*)[`"]?\s*\)/i.exec(line);
  if (!pair?.[1] || !pair[3]) return [`${thing}: ${line.replace(/^.*?check/i, 'check')}`];
  const [later, earlier] = pair[2]?.startsWith('>') === true ? [pair[1], pair[3]] : [pair[3], pair[1]];
  return [`The ${plainName(later)} of ${thing} must be after the ${plainName(earlier)}.`];
}
