import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Parser, TreeCursor } from 'web-tree-sitter';

export type Dialect = 'javascript' | 'python' | 'go';

/** A node of the syntax tree, copied out of the parser. Offsets count UTF-16 units, lines from 1. */
export interface Syntax {
  type: string;
  named: boolean;
  field: string | null;
  start: number;
  end: number;
  line: number;
  endLine: number;
  column: number;
  children: Syntax[];
  parent: Syntax | null;
}

export interface Source {
  path: string;
  text: string;
  dialect: Dialect;
  typed: boolean;
  root: Syntax;
}

const grammars: Readonly<Record<string, { grammar: string; dialect: Dialect }>> = {
  '.js': { grammar: 'javascript', dialect: 'javascript' },
  '.mjs': { grammar: 'javascript', dialect: 'javascript' },
  '.cjs': { grammar: 'javascript', dialect: 'javascript' },
  '.jsx': { grammar: 'javascript', dialect: 'javascript' },
  '.ts': { grammar: 'typescript', dialect: 'javascript' },
  '.mts': { grammar: 'typescript', dialect: 'javascript' },
  '.cts': { grammar: 'typescript', dialect: 'javascript' },
  '.tsx': { grammar: 'tsx', dialect: 'javascript' },
  '.py': { grammar: 'python', dialect: 'python' },
  '.go': { grammar: 'go', dialect: 'go' },
};

export function isReadable(path: string): boolean {
  return Object.hasOwn(grammars, extname(path)) && !path.endsWith('.d.ts') && !/\.min\.[cm]?js$/.test(path);
}

/** Reads source texts; a grammar is loaded when the first file of its language comes. */
export class SourceReader {
  readonly #parsers = new Map<string, Promise<Parser>>();

  /** Null where no grammar reads it. */
  async read(path: string, text: string): Promise<Source | null> {
    const known = isReadable(path) ? grammars[extname(path)] : undefined;
    if (!known) return null;
    let loading = this.#parsers.get(known.grammar);
    if (!loading) this.#parsers.set(known.grammar, (loading = load(known.grammar)));
    const tree = (await loading).parse(text);
    if (!tree) return null;
    const cursor = tree.walk();
    try {
      const root = copy(cursor, null);
      return { path, text, dialect: known.dialect, typed: known.grammar.startsWith('t'), root };
    } finally {
      cursor.delete();
      tree.delete();
    }
  }
}

async function load(grammar: string): Promise<Parser> {
  const { Parser, Language } = await import('web-tree-sitter');
  await Parser.init();
  const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json'));
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(folder, 'wasm', `tree-sitter-${grammar}.wasm`)));
  return parser;
}

function copy(cursor: TreeCursor, parent: Syntax | null): Syntax {
  const node: Syntax = {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    line: cursor.startPosition.row + 1,
    endLine: cursor.endPosition.row + 1,
    column: cursor.startPosition.column,
    children: [],
    parent,
  };
  if (cursor.gotoFirstChild()) {
    do node.children.push(copy(cursor, node));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return node;
}

export function field(node: Syntax, name: string): Syntax | null {
  return node.children.find((child) => child.field === name) ?? null;
}

export function named(node: Syntax): Syntax[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

export function* within(node: Syntax): Generator<Syntax> {
  yield node;
  for (const child of node.children) yield* within(child);
}

export function textOf(source: Source, node: Syntax): string {
  return source.text.slice(node.start, node.end);
}

const functions = new Set([
  'function_declaration',
  'function_expression',
  'function',
  'arrow_function',
  'method_definition',
  'generator_function_declaration',
  'generator_function',
  'function_definition',
  'method_declaration',
  'func_literal',
]);
export const isFunction = (node: Syntax) => functions.has(node.type) && node.named;

/** The functions around a node, the innermost first. */
export function functionsAround(node: Syntax): Syntax[] {
  const found: Syntax[] = [];
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) found.push(at);
  return found;
}

const names = new Set(['identifier', 'shorthand_property_identifier']);
export const isName = (node: Syntax) => names.has(node.type);
export const isNumber = (node: Syntax) =>
  ['number', 'integer', 'float', 'int_literal', 'float_literal'].includes(node.type);
export const isString = (node: Syntax) =>
  node.named &&
  ['string', 'template_string', 'interpreted_string_literal', 'raw_string_literal', 'rune_literal'].includes(node.type);
export const isCall = (node: Syntax) => node.type === 'call_expression' || node.type === 'call';
export const isMember = (node: Syntax) => ['member_expression', 'attribute', 'selector_expression'].includes(node.type);
export const isIndex = (node: Syntax) => ['subscript_expression', 'subscript', 'index_expression'].includes(node.type);
export const isBlock = (node: Syntax) =>
  ['statement_block', 'block', 'program', 'module', 'statement_list'].includes(node.type);

export interface Binary {
  left: Syntax;
  operator: Syntax;
  right: Syntax;
}

/** Both sides and the operator of an expression that has two; comparisons in a chain are none. */
export function binaryOf(node: Syntax): Binary | null {
  if (node.type === 'comparison_operator') {
    const [left, operator, right, ...more] = node.children;
    return left && operator && right && more.length === 0 ? { left, operator, right } : null;
  }
  if (!['binary_expression', 'binary_operator', 'boolean_operator'].includes(node.type)) return null;
  const left = field(node, 'left');
  const operator = field(node, 'operator');
  const right = field(node, 'right');
  return left && operator && right ? { left, operator, right } : null;
}

const expressionTypes =
  /(?:_expression|^call|^attribute|^subscript|^identifier|^string|^number|^integer|^float|_literal|^list|^tuple|^dictionary|^array|^object|^true|^false|^none|^null|^nil|^undefined|^this|_operator|_comprehension|^lambda|^arrow_function|^template_string|^regex|^await)$/;

/** It stands for a value and could be replaced by another one. */
export function isExpression(node: Syntax): boolean {
  if (!node.named || !expressionTypes.test(node.type)) return false;
  const { parent, field: role } = node;
  if (!parent) return false;
  if (isMember(parent) && (role === 'property' || role === 'attribute' || role === 'field')) return false;
  if (role === 'name' || role === 'key' || role === 'label') return false;
  if (role === 'left' && /assignment|for_|short_var|range_clause|pattern/.test(parent.type)) return false;
  if (parent.type === 'assignment_pattern' && role === 'left') return false;
  if (isFunction(parent) && role !== 'body') return false;
  return (
    !/parameter|import|export_spec|clause_?$|type|decorator|pattern|global_|nonlocal|labeled/.test(parent.type) ||
    parent.type === 'else_clause' ||
    parent.type === 'elif_clause' ||
    parent.type === 'if_clause' ||
    (parent.type === 'for_in_clause' && role === 'right') ||
    (/default_parameter|assignment_pattern|required_parameter/.test(parent.type) &&
      (role === 'value' || role === 'right')) ||
    (parent.type === 'for_clause' && role !== 'left')
  );
}

/** The expression that decides: of an if, a loop, a conditional expression. */
export function isCondition(node: Syntax): boolean {
  const { parent } = node;
  if (!parent || !node.named) return false;
  if (parent.type === 'parenthesized_expression' && parent.field === 'condition') return true;
  if (node.field === 'condition' && node.type !== 'parenthesized_expression') return true;
  if (parent.type === 'if_clause') return true;
  // Go's loop with nothing but its condition.
  if (parent.type === 'for_statement' && node.field === null && /_expression$|^identifier$/.test(node.type))
    return true;
  if (parent.type === 'conditional_expression') return named(parent)[1] === node;
  return false;
}

/** A statement of a block, on its own. */
export function isStatement(node: Syntax): boolean {
  return node.named && node.parent !== null && isBlock(node.parent) && node.type !== 'comment' && !isBlock(node);
}
