import { lexicon } from '../understand/words/lexicon.ts';
import { ruleForName } from '../understand/fields/field-types.ts';
import { isSectionName } from '../understand/sentences/sections.ts';
import { columnOf, isType } from './columns.ts';
import type { Found } from './found.ts';
import { item, key, plainName, titled } from './things.ts';

/** Nested lists and indented blocks: a short line is a thing, what stands deeper below it are its fields. */

interface Node {
  line: number;
  depth: number;
  text: string;
  children: Node[];
}

const wrapper =
  /^(?:(?:the )?(?:key |main |core |my |our )?(?:data(?: ?model)?|entit(?:y|ies)|models?|things|tables|objects|resources|collections|schemas?|domain|types|structure|fields|attributes|propert(?:y|ies)|columns|records|datenmodell|daten|données|datos|dati|dados))$/i;
const fieldsWord =
  /^(?:fields?|attributes?|propert(?:y|ies)|columns?|data|it has|has|with|felder|champs|campos|campi)$/i;
const other =
  /^(?:rules?|constraints?|notes?|operations?|endpoints?|features?|options?|requirements?|stack|tech(?:nology| stack)?|roles?|permissions?|pages?|screens?|users can|acceptance criteria|goals?|non goals|validation|business rules|examples?|usage|commands?|routes?|auth|security|language|setup|deployment|tests?|done when|must haves?|nice to have|out of scope|scope|summary|context|background|overview|workflow|regeln|règles|reglas|seiten|inhalt)$/i;

/** The block of lines from `at` on, where it is an outline of things. */
export function outlineAt(lines: readonly string[], at: number): Found | undefined {
  if (blank(lines[at]) || (lines[at] ?? '').includes('|')) return undefined;
  const depth = depthOf(lines[at] ?? '');
  let to = at + 1;
  let last = at;
  while (to < lines.length && to - last < 3 && (blank(lines[to]) || depthOf(lines[to] ?? '') > depth)) {
    if (!blank(lines[to])) last = to;
    to += 1;
  }
  if (last === at) return undefined;
  const nodes = treeOf(lines, at, last + 1);
  const [first] = nodes;
  if (!first || first.children.length === 0) return undefined;
  const end = endOf(first) + 1;
  const sentences = spelled(first);
  return sentences === undefined ? undefined : { from: at, to: end, sentences };
}

function blank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function indent(line: string): number {
  const spaces = /^[ \t]*/.exec(line)?.[0] ?? '';
  return spaces.replaceAll('\t', '    ').length;
}

/** "1.2" is deeper than "1.", whatever its indent. */
function depthOf(line: string): number {
  const numbers = /^\s*(\d+(?:\.\d+)+)\.?\s/.exec(line)?.[1]?.split('.').length ?? 0;
  return indent(line) + numbers * 2;
}

const deepest = 6;

function treeOf(lines: readonly string[], from: number, to: number): Node[] {
  const roots: Node[] = [];
  const open: Node[] = [];
  for (let line = from; line < to; line += 1) {
    const written = lines[line] ?? '';
    if (blank(written)) continue;
    const text = written
      .trim()
      .replace(/^(?:[-*•+◦▪]|\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+/, '')
      .replaceAll(/\*\*|__|`/g, '')
      .trim();
    const node = { line, depth: depthOf(written), text, children: [] };
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    // Deeper than anybody lists fields.
    if (open.length > deepest) return [];
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

function endOf(node: Node): number {
  const last = node.children.at(-1);
  return last ? endOf(last) : node.line;
}

/** Undefined where it is no thing with its fields. */
function spelled(node: Node): string[] | undefined {
  const name = headName(node.text);
  const inner = node.children.filter(({ children }) => children.length > 0);
  if (name !== undefined && wrapper.test(name)) {
    const parts = node.children.map((child) => (child.children.length > 0 ? spelled(child) : [`${child.text}.`]));
    return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if (name === undefined || other.test(name) || !isName(name)) return undefined;
  const fields: string[] = [];
  const sentences: string[] = [];
  const children =
    inner.length === 1 && fieldsWord.test(headName(inner[0]?.text ?? '') ?? '')
      ? [...(inner[0]?.children ?? []), ...node.children.filter((child) => child !== inner[0])]
      : node.children;
  for (const child of children) {
    if (child.children.length > 0) {
      const own = headName(child.text);
      const values = child.children.map(({ text }) => text);
      if (own === undefined || child.children.some(({ children: more }) => more.length > 0)) return undefined;
      if (/^(?:rules?|constraints?|validations?|relations?|relationships?|actions?|operations?)$/i.test(own))
        sentences.push(...values.map((value) => sentence(name, value)));
      else if (values.every((value) => /^[\p{L}\d][\p{L}\d -]{0,24}$/u.test(value)))
        fields.push(`${plainName(own)} (${values.join(' / ')})`);
      else return undefined;
    } else if (isSentence(child.text)) sentences.push(sentence(name, child.text));
    else fields.push(fieldOf(child.text));
  }
  if (fields.length === 0 && sentences.length === 0) return undefined;
  // "- As a member I want to …" below a title: sentences, no fields.
  if (fields.some((field) => field.split(' ').length > 9) || (fields.length === 0 && sentences.length > 0))
    return undefined;
  const lines: string[] = [];
  for (let at = 0; at < fields.length; at += 6) lines.push(`${titled(name)}: ${fields.slice(at, at + 6).join(', ')}.`);
  return [...lines, ...sentences];
}

function headName(text: string): string | undefined {
  return /^(?:(?:entity|table|model|type|object)\s*:?\s+)?["'`]?([\p{L}][\p{L}\w]*(?:[ -][\p{L}][\p{L}\w]*){0,2})["'`]?\s*:?$/u.exec(
    text,
  )?.[1];
}

function isName(name: string): boolean {
  const words = name.toLowerCase().split(/[ -]/);
  const { functionWords } = lexicon();
  return words.every(
    (word) =>
      !functionWords.has(word) &&
      !/^(?:i|we|you|need|want|should|must|can|please|build|create|make|add|as)$/.test(word),
  );
}

/** "belongs to Conference", "gives many talks", "can be cancelled". */
function isSentence(text: string): boolean {
  const words = text.toLowerCase().split(/\s+/);
  const [first = ''] = words;
  if (/^(?:must|can|cannot|may|should|never|only|no|each|every|belongs|has|at)$/.test(first) && words.length > 1)
    return true;
  return words.length > 2 && first.endsWith('s') && lexicon().verbForms.has(first) && !/[:(]/.test(text);
}

function sentence(name: string, text: string): string {
  const words = text.replace(/\.$/, '');
  return /^(?:each|every|an?|the|no|only|all|[\p{Lu}])/u.test(words) &&
    !/^(?:No|Only) /.test(words) &&
    words.split(' ').length > 4
    ? `${words}.`
    : `Each ${plainName(name)} ${words}.`;
}

/** "title: string", "price - decimal, min 0", "name (required)", or as it stands. */
function fieldOf(text: string): string {
  const plain = text.replace(/[,;.]$/, '');
  const typed = /^["'`]?([\p{L}_][\p{L}\w ]{0,40}?)["'`]?(?:\s*:\s*|\s+[-–—]\s+)(.+)$/u.exec(plain);
  if (!typed?.[1] || !typed[2]) return plain;
  const listed = listOf(typed[1], typed[2]);
  if (listed !== undefined) return listed;
  // "unique text"
  const marked = /^(unique|required|optional|mandatory) (\w+)$/i.exec(typed[2]);
  if (marked?.[1] && marked[2] && isType(marked[2]))
    return item(columnOf({ name: typed[1], type: marked[2], notes: [marked[1]] }), new Set());
  const [type = '', ...notes] = typed[2].split(/\s*,\s*|\s+(?=\()/);
  const column = columnOf({
    name: typed[1],
    type: isType(type) || /^[A-Z]\w*$/.test(type) || / ?[|/] ?/.test(type) ? type : '',
    notes: isType(type) ? notes.map((note) => note.replaceAll(/[()]/g, '')) : [typed[2].replaceAll(/[()]/g, '')],
  });
  return item(column, new Set(column.refers === undefined ? [] : [key(column.refers)]));
}

const optionalNote = /\s*(?:,|\()\s*(optional|required|mandatory)\)?$/i;

/** "sex: male, female, unknown" are its values, "finder: name, phone" two fields of their own. */
function listOf(name: string, said: string): string | undefined {
  const note = optionalNote.exec(said)?.[1]?.toLowerCase();
  const items = said.replace(optionalNote, '').split(/\s*,\s*(?:or\s+)?|\s+or\s+/);
  if (items.length < 2) return undefined;
  if (
    items.every((item) =>
      /^(?:name|first name|last name|phone|phone number|email|address|street|city|zip|postal code|country)$/i.test(
        item,
      ),
    )
  )
    return items
      .map((item) => `${plainName(name)} ${item.toLowerCase()}${note === 'optional' ? ' (optional)' : ''}`)
      .join(', ');
  const plain = items.every(
    (item) => /^[\p{L}][\p{L}\d-]*(?: [\p{L}\d-]+)?$/u.test(item) && !isType(item) && !isMark(item),
  );
  if (!plain) return undefined;
  return items.length > 2 || / or /.test(said)
    ? `${plainName(name)} (${items.join(' / ')})${note === 'optional' ? ' optional' : ''}`
    : undefined;
}

/** Said of the field, and no value of it. */
function isMark(item: string): boolean {
  return /^(?:unique|optional|required|mandatory|nullable|positive|negative|non-?negative|indexed|primary key|foreign key|hidden|generated|default.*|auto.*|min.*|max.*|not .*|in (?:the |[a-z]+s$).*|read-?only|no .*|at .*|up to.*|today|now|future|past|yes|true|none|null|references? .*|fk .*|pk)$/i.test(
    item,
  );
}

/** "## Rooms" and below it "- number: unique text": a heading whose points are fields, as their colons say. */
export function headedAt(lines: readonly string[], at: number): Found | undefined {
  const line = lines[at] ?? '';
  const [, marked, bare] = /^\s{0,3}#{1,6}\s+(\S.*?)\s*#*$|^([\p{L}][\p{L} ]{1,30}):?\s*$/u.exec(line) ?? [];
  const name = marked ?? bare;
  if (name === undefined || isSectionName(name.toLowerCase().replaceAll('-', ' '))) return undefined;
  let to = at + 1;
  while (to < lines.length && blank(lines[to])) to += 1;
  const from = to;
  while (to < lines.length && /^ {0,3}[-*•]\s+\S/.test(lines[to] ?? '')) to += 1;
  const points = treeOf(lines, from, to);
  const [first, ...more] = points;
  if (
    first &&
    more.length === 0 &&
    marked !== undefined &&
    isList(first.text) &&
    isName(name) &&
    !other.test(name) &&
    !wrapper.test(name)
  )
    return { from: at, to, sentences: [`${titled(name)}: ${first.text.replace(/[.;]$/, '')}.`] };
  if (!points.some(({ text }) => isTyped(text)) || !points.every(({ text }) => isPoint(text))) return undefined;
  const sentences = spelled({ line: at, depth: -1, text: name, children: points });
  return sentences === undefined ? undefined : { from: at, to, sentences };
}

/** "floor: 0-12", "number: unique text", "urgency: low|high". */
function isTyped(text: string): boolean {
  const said = /^[\p{L}][\p{L} ]{0,24}:\s+(.+)$/u.exec(text)?.[1] ?? '';
  return (
    isType(said.split(/[ ,(]/)[0] ?? '') || /^(?:unique|required|optional|enum|one of|-?\d|[<>])|^\w+ ?[|/]/.test(said)
  );
}

/** "room, reported by (tenant), description, cost": all fields in one point. */
function isList(text: string): boolean {
  const items = text.replaceAll(/\([^()]*\)/g, '').split(',');
  return (
    items.length > 2 &&
    items.some((item) => ruleForName(item.trim().toLowerCase().split(/\s+/)) !== undefined) &&
    items.every((item) => item.trim().split(/\s+/).length <= 6) &&
    !/\b(?:can|cannot|must|may|should|has|have|is|are|shall|will|belongs?|who|that|which)\b/i.test(text)
  );
}

/** A name, its type and what stands beside it; a list of several or a sentence is none. */
const isPoint = (text: string): boolean => {
  const name = text.split(/[:(]/)[0]?.trim() ?? '';
  return name !== '' && !name.includes(',') && name.split(' ').length <= 3 && text.split(' ').length <= 9;
};

/** "Farm      name, owner, hectares": a word, a gap, a list; two such lines or more. */
export function columnsAt(lines: readonly string[], at: number): Found | undefined {
  const row = /^\s{0,4}(?:[-*•]\s+)?([\p{L}][\p{L}\w]*(?: [\p{L}]\w*)?)(?: {2,}|\s*\t+\s*)(\S.*)$/u;
  let to = at;
  while (to < lines.length && row.test(lines[to] ?? '')) to += 1;
  const rows = lines.slice(at, to).map((line) => row.exec(line));
  if (to - at < 2 || !rows.every((one) => /,|\w/.test(one?.[2] ?? ''))) return undefined;
  if (rows.filter((one) => one?.[2]?.includes(',')).length * 2 < rows.length) return undefined;
  return {
    from: at,
    to,
    sentences: rows.map((one) => `${one?.[1] ?? ''}: ${(one?.[2] ?? '').replace(/\.$/, '')}.`),
  };
}
