import { lineWidth } from './layout.ts';

/**
 * Breaks the lines of generated TypeScript that grew too long, in the way of the generated project's own formatter.
 * Knows the statements that the emitters write: calls, chains of calls, literals, imports and signatures.
 */
export function reflow(source: string): string {
  let inTemplate = false;
  let inComment = false;
  const out: string[] = [];
  for (const line of source.split('\n')) {
    const skip = inTemplate || inComment || /^\s*(\/\/|\/\*)/.test(line);
    if (/^\s*\/\*/.test(line) && !line.includes('*/')) inComment = true;
    else if (inComment && line.includes('*/')) inComment = false;
    if (!inComment && oddTemplate(line)) inTemplate = !inTemplate;
    out.push(skip || inTemplate ? line : fitLine(line));
  }
  return out.join('\n');
}

function oddTemplate(line: string): boolean {
  const bare = line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  return (bare.match(/`/g) ?? []).length % 2 === 1;
}

interface Group {
  open: number;
  close: number;
}

/** Bracket groups of the outermost level, strings and templates skipped. */
function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let depth = 0;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === "'" || char === '"' || char === '`') at = endOfText(text, at);
    else if (char === '/' && /[(,=]\s*$/.test(text.slice(0, at))) at = endOfPattern(text, at);
    else if ('([{'.includes(char)) {
      if (depth === 0) open = at;
      depth += 1;
    } else if (')]}'.includes(char)) {
      depth -= 1;
      if (depth === 0) groups.push({ open, close: at });
    }
  }
  return groups;
}

function endOfText(text: string, start: number): number {
  const mark = text[start] ?? '';
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (mark === '`' && char === '$' && text[at + 1] === '{') depth += 1;
    else if (mark === '`' && char === '}' && depth > 0) depth -= 1;
    else if (char === mark && depth === 0) return at;
  }
  return text.length;
}

function endOfPattern(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '/') return at;
  }
  return text.length;
}

/** The parts between commas of the outermost level. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  const groups = groupsOf(text);
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const group = groups.find((entry) => entry.open === at);
    if (group) at = group.close;
    else if (text[at] === "'" || text[at] === '"' || text[at] === '`') at = endOfText(text, at);
    else if (text[at] === ',') {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = text.slice(from).trim();
  return last === '' ? parts : [...parts, last];
}

function fitLine(line: string): string {
  if (line.length <= lineWidth) return line;
  const indent = line.length - line.trimStart().length;
  const text = line.trim();
  // Calls of `it` and `describe` keep their title on their own line, however long it is.
  if (/^(it|describe)\((['"`])/.test(text)) return line;
  // A member of an interface has nothing to break at.
  if (/^[\w$]+\??: .*;$/.test(text)) return line;
  const declared = breakDeclaration(text, ' '.repeat(indent));
  if (declared !== undefined) return declared;
  const groups = groupsOf(text);
  const last = groups.at(-1);
  const property = /^([\w$]+:) ((?:[\w$.]+|'[^']*'),)$/.exec(text);
  if (property) return `${' '.repeat(indent)}${property[1]}\n${' '.repeat(indent + 2)}${property[2]}`;
  if (!last) return line;
  if (/^(export )?(async )?function /.test(text)) return breakGroup(text, indent, groups[0] ?? last);
  if (text.startsWith('for (')) return line;
  if (/^(if|while) \(/.test(text)) return breakCondition(text, indent, groups[0] ?? last);
  if (text.startsWith('import ') && !text.includes(',')) return line;
  if (text.startsWith('import ')) return breakGroup(text, indent, groups[0] ?? last);
  const assigned = /^(const [\w$]+ =) (?!await )([\w$.]+\(([\w$.]{0,25})\);)$/.exec(text);
  if (assigned) return `${' '.repeat(indent)}${assigned[1]}\n${' '.repeat(indent + 2)}${assigned[2]}`;
  const chain = chainOf(text, groups);
  if (chain.length > 1) return breakChain(text, indent, chain);
  const trailing =
    /^[\w.$]*[;,]?( \{)?$/.test(text.slice(last.close + 1)) || /^ as const[;,]?$/.test(text.slice(last.close + 1));
  return trailing ? breakCall(text, indent, last) : line;
}

/** Types, interfaces and constants whose names leave no room for what they are. */
function breakDeclaration(text: string, pad: string): string | undefined {
  const alias = /^(export type [\w$]+ = [\w$.]+<)(.+)(>;)$/.exec(text);
  if (alias) return `${pad}${alias[1]}\n${pad}  ${alias[2]}\n${pad}${alias[3]}`;
  const heir = /^(export interface [\w$]+) (extends .+)$/.exec(text);
  if (heir) return `${pad}${heir[1]}\n${pad}  ${heir[2]}`;
  const bare = /^((?:export )?const [\w$]+ =) ([\w$.]+\(\);)$/.exec(text);
  if (bare) return `${pad}${bare[1]}\n${pad}  ${bare[2]}`;
  const taken = /^((?:export )?function [\w$]+\(\{) ([\w$, ]+) (\}: [\w$]+\).*)$/.exec(text);
  if (!taken) return undefined;
  const names = splitList(taken[2] ?? '').map((name) => `${pad}  ${name},\n`);
  return `${pad}${taken[1]}\n${names.join('')}${pad}${taken[3]}`;
}

/** Calls that hang on one another: `a.b(…).c(…)`, at the end of the statement. */
function chainOf(text: string, groups: readonly Group[]): Group[] {
  const chain: Group[] = [];
  for (const group of groups.toReversed()) {
    if (text[group.open] !== '(' || !/[\w$]$/.test(text.slice(0, group.open))) break;
    const next = chain[0];
    if (next && !/^\.[\w$]+$/.test(text.slice(group.close + 1, next.open))) break;
    chain.unshift(group);
  }
  return chain;
}

function breakChain(text: string, indent: number, chain: readonly Group[]): string {
  const first = chain[0];
  if (!first) return text;
  const pad = ' '.repeat(indent + 2);
  const dot = text.lastIndexOf('.', first.open);
  const rows = [' '.repeat(indent) + text.slice(0, dot)];
  for (const [index, group] of chain.entries()) {
    const from = text.lastIndexOf('.', group.open);
    const next = chain[index + 1];
    const to = next ? text.lastIndexOf('.', next.open) : text.length;
    rows.push(fitLine(pad + text.slice(from, to)));
  }
  return rows.join('\n');
}

/** `head( a, b )tail` with its items a line each. */
function breakGroup(text: string, indent: number, group: Group): string {
  const pad = ' '.repeat(indent);
  const head = text.slice(0, group.open + 1);
  const items = splitList(text.slice(group.open + 1, group.close));
  const rest = items.at(-1)?.startsWith('...') === true && /^(export )?(async )?function /.test(text);
  const body = items.map((item, index) => fitLine(`${pad}  ${item}${rest && index === items.length - 1 ? '' : ','}`));
  return `${pad}${head}\n${body.join('\n')}\n${pad}${text.slice(group.close)}`;
}

/** A last argument in braces or brackets keeps the parentheses close to it, where only it need be broken. */
function breakCall(text: string, indent: number, group: Group): string {
  if (text[group.open] !== '(') return breakGroup(text, indent, group);
  const inner = text.slice(group.open + 1, group.close);
  const items = splitList(inner);
  const last = items.at(-1) ?? '';
  const others = items.slice(0, -1);
  const huggable =
    /^[{[]/.test(last) &&
    last.length > 2 &&
    !others.some((item) => /^[{[]/.test(item) && last.startsWith(item[0] ?? ''));
  const isObject = last.startsWith('{');
  if (huggable && (isObject || others.length === 0)) {
    const start = group.close - last.length;
    const hugged = breakGroup(text, indent, { open: start, close: group.close - 1 });
    if ((hugged.split('\n')[0] ?? '').length <= lineWidth) return hugged;
  }
  return breakGroup(text, indent, group);
}

function breakCondition(text: string, indent: number, group: Group): string {
  const pad = ' '.repeat(indent);
  const inner = text.slice(group.open + 1, group.close);
  const parts = inner.split(/ (?=\|\| |&& )/);
  if (parts.length === 1) return breakConditionCall(text, indent, group);
  const rows = parts.map((part, index) => {
    const operator = parts[index + 1]?.slice(0, 2);
    return `${pad}  ${part.replace(/^(\|\||&&) /, '')}${operator === undefined ? '' : ` ${operator}`}`;
  });
  return `${pad}${text.slice(0, group.open + 1)}\n${rows.join('\n')}\n${pad}${text.slice(group.close)}`;
}

function breakConditionCall(text: string, indent: number, group: Group): string {
  const pad = ' '.repeat(indent);
  const inner = fitLine(`${pad}  ${text.slice(group.open + 1, group.close)}`);
  return `${pad}${text.slice(0, group.open + 1)}\n${inner}\n${pad}${text.slice(group.close)}`;
}
