import { parseSync } from 'oxc-parser';
import { contradiction } from '../emit/contradiction.ts';
import { applyEdits, type Edit } from '../javascript/edits.ts';
import { childrenOf, isNode, type Node, nodeOf, nodesOf, walk } from '../javascript/nodes.ts';
import type { GeneratedFile } from '../requirements.ts';

/**
 * The sources of a project whose database answers at once, made into those of one whose database answers later: what calls
 * an asynchronous function waits for it, and so becomes one itself, file by file until nothing changes. Functions of
 * the database's own files are asynchronous as they are written, those in `written` throughout; the rest follows from them.
 */
export function waiting(files: readonly GeneratedFile[], written: readonly GeneratedFile[]): GeneratedFile[] {
  const own = written.filter((file) => file.path.endsWith('.ts')).map(parsed);
  const sources = files.filter((file) => file.path.endsWith('.ts')).map(parsed);
  const known = new Set(
    [...own, ...sources].flatMap((source) => source.functions.filter(isLate).flatMap(({ name }) => name ?? [])),
  );
  const late = new Set(sources.flatMap((source) => source.functions.filter(isLate)));
  let before = -1;
  while (before !== late.size) {
    before = late.size;
    for (const source of sources) spread(source, known, late);
  }
  const changed = new Map(sources.map((source) => [source.file.path, rewritten(source, known, late)]));
  return [...files.map((file) => ({ ...file, content: changed.get(file.path) ?? file.content })), ...written];
}

interface Callable {
  node: Node;
  /** What it is called by; undefined for a function that is handed on. */
  name: string | undefined;
}

interface Call {
  node: Node;
  name: string;
  /** The nodes around it, the nearest last. */
  above: readonly Node[];
}

interface Source {
  file: GeneratedFile;
  functions: Callable[];
  calls: Call[];
  /** Names that the file gives to what it imports: its own to that of the other file. */
  aliases: Map<string, string>;
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
/** Callbacks of these are called at once, and nobody waits for what they return. */
const impatient = /^(?:map|flatMap|filter|some|every|find|findIndex|forEach|sort|reduce)$/;

function parsed(file: GeneratedFile): Source {
  const program = parseSync(file.path, file.content, { sourceType: 'module' }).program as unknown as Node;
  const source: Source = { file, functions: [], calls: [], aliases: new Map() };
  walk(program, (node, above) => {
    if (functionTypes.has(node.type)) source.functions.push({ node, name: nameOf(node, above.at(-1)) });
    if (node.type === 'CallExpression') {
      const callee = nodeOf(node['callee']);
      if (callee?.type === 'Identifier') source.calls.push({ node, name: String(callee['name']), above });
    }
    if (node.type === 'ImportSpecifier') {
      const [imported, local] = [nodeOf(node['imported']), nodeOf(node['local'])];
      if (imported && local) source.aliases.set(String(local['name']), String(imported['name']));
    }
  });
  return source;
}

function nameOf(node: Node, parent: Node | undefined): string | undefined {
  const id = nodeOf(node['id']) ?? (parent?.type === 'VariableDeclarator' ? nodeOf(parent['id']) : undefined);
  return id?.type === 'Identifier' ? String(id['name']) : undefined;
}

function returnType(node: Node): Node | undefined {
  return nodeOf(nodeOf(node['returnType'])?.['typeAnnotation']);
}

function promises(type: Node | undefined): boolean {
  return nodeOf(type?.['typeName'])?.['name'] === 'Promise';
}

function isLate({ node }: Callable): boolean {
  return node['async'] === true || promises(returnType(node));
}

function isKnown(source: Source, name: string, known: ReadonlySet<string>): boolean {
  return known.has(source.aliases.get(name) ?? name);
}

function enclosing(source: Source, above: readonly Node[]): Callable | undefined {
  const node = above.findLast((entry) => functionTypes.has(entry.type));
  return source.functions.find((entry) => entry.node === node);
}

/** Marks the functions that call what answers later. */
function spread(source: Source, known: Set<string>, late: Set<Callable>): void {
  for (const { name, above } of source.calls) {
    if (!isKnown(source, name, known)) continue;
    const caller = enclosing(source, above);
    mark(caller, known, late);
    const tested = testOf(source, caller, above);
    if (tested) mark(tested, known, late);
  }
}

function mark(callable: Callable | undefined, known: Set<string>, late: Set<Callable>): void {
  if (!callable || late.has(callable)) return;
  late.add(callable);
  if (callable.name !== undefined) known.add(callable.name);
}

/** The function around `assert.throws(() => …)`, which waits for the failure. */
function testOf(source: Source, caller: Callable | undefined, above: readonly Node[]): Callable | undefined {
  if (!caller || !throwsHead(source, caller.node)) return undefined;
  return enclosing(source, above.slice(0, above.indexOf(caller.node)));
}

function throwsHead(source: Source, arrow: Node): RegExpExecArray | null {
  return /assert\.throws\(\s*$/.exec(source.file.content.slice(0, arrow.start));
}

function rewritten(source: Source, known: ReadonlySet<string>, late: ReadonlySet<Callable>): string {
  const edits: Edit[] = [];
  const waits = new Set<Node>();
  for (const { node, name, above } of source.calls) {
    if (!isKnown(source, name, known) || above.at(-1)?.type === 'AwaitExpression') continue;
    const outer = enclosing(source, above);
    const tested = testOf(source, outer, above);
    if (tested) waits.add(tested.node);
    if (isHandedOn(node, above)) continue;
    const inMember = above.at(-1)?.type === 'MemberExpression' || above.at(-1)?.type === 'TSNonNullExpression';
    edits.push({ start: node.start, end: node.start, text: inMember ? '(await ' : 'await ' });
    if (inMember) edits.push({ start: node.end, end: node.end, text: ')' });
    if (outer) waits.add(outer.node);
    refuseImpatient(source.file.path, outer, above);
  }
  for (const entry of source.functions) {
    if (late.has(entry)) edits.push(...asynchronous(entry.node, waits.has(entry.node)));
  }
  edits.push(...throwing(source, late), ...connections(source), ...databaseTypes(source));
  return applyEdits(source.file.content, edits);
}

/** Whether a function gives the promise on as it is: nothing of its own waits for it. */
function isHandedOn(node: Node, above: readonly Node[]): boolean {
  const parent = above.at(-1);
  if (parent?.type === 'MemberExpression' && /^(?:then|catch)$/.test(String(nodeOf(parent['property'])?.['name']))) {
    return true;
  }
  if (parent?.type === 'ArrowFunctionExpression') return parent['body'] === node;
  if (parent?.type !== 'ReturnStatement') return false;
  const since = above.slice(above.findLastIndex((entry) => functionTypes.has(entry.type)));
  return !since.some((entry) => entry.type === 'TryStatement');
}

function refuseImpatient(path: string, caller: Callable | undefined, above: readonly Node[]): void {
  const around = caller && above[above.indexOf(caller.node) - 1];
  const property = nodeOf(nodeOf(around?.['callee'])?.['property'])?.['name'];
  if (around?.type !== 'CallExpression' || typeof property !== 'string' || !impatient.test(property)) return;
  throw contradiction(`A callback of ${property} in ${path} would have to wait for the database.`);
}

function asynchronous(node: Node, waits: boolean): Edit[] {
  const edits: Edit[] = [];
  const type = returnType(node);
  const declared = node.type === 'FunctionDeclaration' || type !== undefined;
  if (node['async'] !== true && (waits || (declared && !promises(type)))) {
    edits.push({ start: node.start, end: node.start, text: 'async ' });
  }
  if (type && !promises(type) && type.type !== 'TSTypePredicate') {
    edits.push({ start: type.start, end: type.start, text: 'Promise<' }, { start: type.end, end: type.end, text: '>' });
  }
  return edits;
}

/** `assert.throws` of what fails later is `await assert.rejects`. */
function throwing(source: Source, late: ReadonlySet<Callable>): Edit[] {
  return source.functions.flatMap((callable) => {
    const head = late.has(callable) ? throwsHead(source, callable.node) : null;
    if (!head) return [];
    return [{ start: head.index, end: head.index + 'assert.throws'.length, text: 'await assert.rejects' }];
  });
}

/**
 * Work inside a transaction uses the connection that the transaction has. Helpers of the functions around it that use the
 * database get it handed in, so that they do the same.
 */
function connections(source: Source): Edit[] {
  const edits: Edit[] = [];
  const works = source.calls
    .filter(({ name }) => name === 'transaction')
    .map(({ node }) => nodesOf(node['arguments'])[1]);
  const inside = (place: Node): boolean =>
    works.some((work) => work && work.start < place.start && place.end <= work.end);
  for (const work of works) {
    const parameters = work && nodesOf(work['params']);
    if (!work || parameters === undefined || parameters.length > 0) continue;
    const uses = identifiers(work, 'database');
    const helped = helpersOf(source).some(({ name }) =>
      source.calls.some((call) => call.name === name && inside(call.node)),
    );
    if (uses.length === 0 && !helped) continue;
    const open = source.file.content.indexOf('()', work.start);
    edits.push({ start: open, end: open + 2, text: '(connection)' });
    for (const use of uses) edits.push({ start: use.start, end: use.end, text: 'connection' });
  }
  for (const helper of helpersOf(source)) {
    const calls = source.calls.filter(({ name }) => name === helper.name);
    if (!calls.some(({ node }) => inside(node))) continue;
    const open = source.file.content.indexOf('(', helper.node.start);
    edits.push({ start: open + 1, end: open + 1, text: 'database: Database, ' });
    for (const { node } of calls) {
      const at = source.file.content.indexOf('(', node.start) + 1;
      edits.push({ start: at, end: at, text: `${inside(node) ? 'connection' : 'database'}, ` });
    }
  }
  return edits;
}

/** Functions inside functions that use a `database` which is not their own parameter. */
function helpersOf(source: Source): Callable[] {
  return source.functions.filter(({ node, name }) => {
    if (name === undefined || node.type !== 'ArrowFunctionExpression') return false;
    const own = nodesOf(node['params']).some((parameter) => parameter['name'] === 'database');
    return !own && identifiers(node, 'database').length > 0;
  });
}

/** Uses of a variable, names of properties left out. */
function identifiers(node: Node, name: string): Node[] {
  const found: Node[] = [];
  const visit = (entry: Node): void => {
    if (entry.type === 'Identifier' && entry['name'] === name) found.push(entry);
    const skipped = entry.type === 'MemberExpression' && entry['computed'] !== true ? entry['property'] : undefined;
    const key = entry.type === 'Property' && entry['shorthand'] !== true ? entry['key'] : undefined;
    for (const child of childrenOf(entry)) if (child !== skipped && child !== key) visit(child);
  };
  visit(node);
  return found;
}

/** The type of a database of our own in place of that of `node:sqlite`. */
function databaseTypes(source: Source): Edit[] {
  const { path, content } = source.file;
  const edits: Edit[] = [];
  let named = false;
  const program = parseSync(path, content, { sourceType: 'module' }).program as unknown as Node;
  walk(program, (node) => {
    if (node.type !== 'TSTypeReference') return;
    const name = nodeOf(node['typeName']);
    if (!isNode(name) || name['name'] !== 'DatabaseSync') return;
    named = true;
    edits.push({ start: name.start, end: name.end, text: 'Database' });
  });
  const helped = connections(source).some((edit) => edit.text.startsWith('database: Database'));
  if (!named && !helped) return edits;
  for (const match of content.matchAll(/^import [^;]*from 'node:sqlite';\n/gm)) {
    edits.push({ start: match.index, end: match.index + match[0].length, text: '' });
  }
  const place = path.startsWith('test/')
    ? '../src/database.ts'
    : `${'../'.repeat(path.split('/').length - 2) || './'}database.ts`;
  const present = new RegExp(`^import (type )?\\{ ([^}]*)\\} from '${place.replaceAll('.', '\\.')}';\n`, 'm').exec(
    content,
  );
  if (present) {
    const names = (present[2] ?? '').trim();
    edits.push({
      start: present.index,
      end: present.index + present[0].length,
      text: `import { type Database, ${names} } from '${place}';\n`,
    });
  } else {
    const first = /^import /m.exec(content)?.index ?? 0;
    edits.push({ start: first, end: first, text: `import type { Database } from '${place}';\n` });
  }
  return edits;
}
