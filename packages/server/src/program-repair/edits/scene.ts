import type { Hints } from '../contract.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isBlock,
  isCall,
  isCondition,
  isExpression,
  isFunction,
  isMember,
  isName,
  isNumber,
  isStatement,
  isString,
  named,
  type Source,
  type Syntax,
  textOf,
  within,
} from '../syntax.ts';

export type Add = (
  place: { start: number; end: number; line: number },
  text: string,
  operator: string,
  prior: number,
  removes?: boolean,
) => void;

/** What a file offers to the changes of one place in it. */
export interface Scene {
  source: Source;
  hints: Hints;
  text(node: Syntax): string;
  /** Values that can be named at a node: variables and parameters around it and members of its object, nearest first. */
  values(node: Syntax): string[];
  numbers: string[];
  strings: string[];
  /** Names behind a dot that are no calls. */
  attributes: string[];
  /** Names of the file's functions with their number of parameters. */
  functions: { name: string; parameters: number }[];
  conditions: Syntax[];
  statements: Syntax[];
}

export function createScene(source: Source, hints: Hints): Scene {
  const numbers = new Map<string, number>();
  const strings = new Map<string, number>();
  const attributes = new Map<string, number>();
  const functions: Scene['functions'] = [];
  const conditions: Syntax[] = [];
  const statements: Syntax[] = [];
  const text = (node: Syntax) => textOf(source, node);
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const node of within(source.root)) {
    if (isNumber(node)) count(numbers, text(node));
    else if (isString(node) && node.end - node.start < 60 && !/import|export|require/.test(node.parent?.type ?? ''))
      count(strings, text(node));
    else if (isMember(node) && !(node.field === 'function' && node.parent && isCall(node.parent))) {
      const last = memberName(node);
      if (last) count(attributes, text(last));
    }
    if (isFunction(node)) {
      const name =
        field(node, 'name') ?? (node.parent?.type === 'variable_declarator' ? field(node.parent, 'name') : null);
      const parameters = field(node, 'parameters');
      if (name && !isMethod(node))
        functions.push({ name: text(name), parameters: parameters ? named(parameters).length : 1 });
    }
    if (isCondition(node)) conditions.push(node);
    if (isStatement(node) && node.endLine - node.line <= 2 && functionsAround(node).length > 0) statements.push(node);
  }
  const cache = new Map<Syntax, string[]>();
  const sorted = (map: Map<string, number>) => [...map].sort((a, b) => b[1] - a[1]).map(([key]) => key);
  return {
    source,
    hints,
    text,
    values(node) {
      const around = functionsAround(node);
      const key = around[0] ?? source.root;
      let known = cache.get(key);
      if (!known) cache.set(key, (known = valuesIn(source, around)));
      return known;
    },
    numbers: sorted(numbers).slice(0, 12),
    strings: sorted(strings).slice(0, 20),
    attributes: sorted(attributes).slice(0, 20),
    functions,
    conditions,
    statements,
  };
}

function isMethod(node: Syntax): boolean {
  if (node.type === 'method_definition' || node.type === 'method_declaration') return true;
  return node.parent !== null && isBlock(node.parent) && node.parent.parent?.type === 'class_definition';
}

export function memberName(node: Syntax): Syntax | null {
  return field(node, 'property') ?? field(node, 'attribute') ?? field(node, 'field');
}

const wellKnown = new Set([
  'console',
  'Math',
  'JSON',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Map',
  'Set',
  'Date',
  'Error',
  'TypeError',
  'RangeError',
  'Promise',
  'require',
  'module',
  'exports',
  'process',
  'len',
  'range',
  'int',
  'str',
  'float',
  'list',
  'dict',
  'set',
  'tuple',
  'sorted',
  'min',
  'max',
  'sum',
  'any',
  'all',
  'print',
  'isinstance',
  'enumerate',
  'zip',
  'map',
  'filter',
  'abs',
  'round',
  'reversed',
  'ValueError',
  'KeyError',
  'IndexError',
  'Exception',
  'super',
  'type',
  'bool',
  'fmt',
  'strings',
  'append',
  'make',
  'string',
  'error',
  'self',
  'cls',
  '_',
]);

const none: ReadonlySet<string> = new Set();
const importedBy = new WeakMap<Source, ReadonlySet<string>>();

/** Names of the packages that a file of Go imports: none of them is a value. */
function packagesOf(source: Source): ReadonlySet<string> {
  let known = importedBy.get(source);
  if (!known) {
    const found = new Set<string>();
    for (const node of within(source.root)) {
      if (node.type !== 'import_spec') continue;
      const [name, path] = [field(node, 'name'), field(node, 'path')];
      found.add(name ? textOf(source, name) : (/(\w+)"$/.exec(path ? textOf(source, path) : '')?.[1] ?? ''));
    }
    importedBy.set(source, (known = found));
  }
  return known;
}

const isOwnMember = (text: string, self: string | undefined): boolean => {
  const [owner = '', member = '', ...more] = text.split('.');
  return more.length === 0 && /^\w+$/.test(member) && (owner === 'self' || owner === 'this' || owner === self);
};

/** What a method of Go calls its object, and the members that the type of it is declared with in this file. */
export function receiverOf(
  source: Source,
  method: Syntax | undefined,
): { name: string; members: readonly { name: string; type: string }[] } | null {
  const receiver = method?.type === 'method_declaration' ? field(method, 'receiver') : null;
  const [, name, kind = ''] = /^\((\w+) \*?(\w+)/.exec(receiver ? textOf(source, receiver) : '') ?? [];
  return name === undefined || name === '_' ? null : { name, members: membersOf(source, kind) };
}

/** Members of a struct of Go as its file declares them. */
export function membersOf({ text }: Source, kind: string): { name: string; type: string }[] {
  const [, declared = ''] =
    new RegExp(`\\btype ${escaped(kind)}(?:\\[[^\\]]*\\])? struct \\{([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  return [...declared.matchAll(/^\s*(\w+(?:, \w+)*)\s+([^\s/`][^\n/`]*?)\s*(?:\/\/.*|`.*)?$/gm)].flatMap(
    ([, names = '', type = '']) => names.split(', ').map((one) => ({ name: one, type })),
  );
}

/** Names used as values within the functions around a place, and constants of the file. */
function valuesIn(source: Source, around: Syntax[]): string[] {
  const found = new Map<string, number>();
  const add = (name: string, weight: number) => {
    if (!wellKnown.has(name) && !/^_+$/.test(name)) found.set(name, Math.max(found.get(name) ?? 0, weight));
  };
  const imported = source.dialect === 'go' ? packagesOf(source) : none;
  const self = receiverOf(source, around.at(-1));
  for (const [depth, scope] of around.entries()) {
    for (const node of within(scope)) {
      if (imported.has(textOf(source, node))) continue;
      if (isName(node) || (node.type === 'identifier' && node.named)) {
        const called = node.field === 'function' && node.parent && isCall(node.parent);
        const own = node === field(scope, 'name');
        if (!called && !own && !(node.parent && isFunction(node.parent) && node.field === 'name'))
          add(textOf(source, node), textOf(source, node) === self?.name ? 3 : 10 - depth);
      } else if (isMember(node) && isOwnMember(textOf(source, node), self?.name)) {
        if (!(node.field === 'function' && node.parent && isCall(node.parent))) add(textOf(source, node), 8 - depth);
      }
    }
  }
  const outside = around.at(-1);
  for (const statement of source.root.children) {
    for (const node of within(statement)) {
      if (node === outside || isFunction(node)) break;
      if (node.type === 'variable_declarator' || node.type === 'assignment') {
        const name = field(node, 'name') ?? field(node, 'left');
        const value = field(node, 'value') ?? field(node, 'right');
        if (name && value && isName(name) && !isFunction(value) && !textOf(source, value).startsWith('require('))
          add(textOf(source, name), 4);
      }
    }
  }
  for (const { name } of self?.members ?? []) add(`${self?.name}.${name}`, 6);
  // Other members of the same object, where a method is around.
  const holder = around
    .map((scope) => scope.parent)
    .find(
      (node) =>
        node && /class_body|class_definition|block/.test(node.type) && node.parent && /class/.test(node.parent.type),
    );
  if (holder) {
    for (const node of within(holder)) {
      if (
        isMember(node) &&
        /^(?:self|this)\.#?\w+$/.test(textOf(source, node)) &&
        !(node.field === 'function' && node.parent && isCall(node.parent))
      )
        add(textOf(source, node), 6);
    }
  }
  return [...found]
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name)
    .slice(0, 24);
}

/** 0 to 1: how much two names look alike, by their pairs of letters. */
export function likeness(a: string, b: string): number {
  const pairs = (word: string) => {
    const plain = word.toLowerCase().replace(/[^a-z0-9]/g, '');
    return plain.length < 2 ? [plain] : Array.from({ length: plain.length - 1 }, (_, at) => plain.slice(at, at + 2));
  };
  const left = pairs(a);
  const right = pairs(b);
  const shared = left.filter((pair) => right.includes(pair)).length;
  return (2 * shared) / (left.length + right.length);
}

/** The name of the function that a call calls: the last word. */
export function calledName(scene: Scene, call: Syntax): string {
  const target = field(call, 'function');
  if (!target) return '';
  const last = isMember(target) ? memberName(target) : target;
  return last ? scene.text(last) : '';
}

export function argumentsOf(call: Syntax): Syntax[] {
  const list = field(call, 'arguments');
  return list ? named(list) : [];
}

/** Needs no brackets to stand beside an operator. */
export function simple(text: string): boolean {
  return /^[\w.$#]+$/.test(text) || /^\([^()]*\)$/.test(text) || /^[\w.$#]+(?:\([^()]*\)|\[[^[\]]*\])$/.test(text);
}

/** For a pattern, as it stands. */
export const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const wrapped = (text: string) => (simple(text) ? text : `(${text})`);

/** One more or one less of a value, as it would be written. */
export function stepped(scene: Scene, node: Syntax, by: 1 | -1): string {
  const text = scene.text(node);
  if (/^-?\d+$/.test(text)) return String(Number(text) + by);
  const parts = binaryOf(node);
  const sign = parts ? scene.text(parts.operator) : '';
  const step = parts && /^[-+]$/.test(sign) && /^\d+$/.test(scene.text(parts.right)) ? scene.text(parts.right) : '';
  const put = by === 1 ? '+ 1' : '- 1';
  if (!parts || step === '') return `${/^(?:[-+*/%]|\/\/)$/.test(sign) ? text : wrapped(text)} ${put}`;
  const sum = (sign === '+' ? 1 : -1) * Number(step) + by;
  const rest = scene.text(parts.left);
  return sum === 0 ? rest : `${rest} ${sum < 0 ? '-' : '+'} ${Math.abs(sum)}`;
}

export function expressionsIn(scene: Scene, from: Syntax): Syntax[] {
  return [...within(from)].filter((node) => isExpression(node) && scene.text(node).length < 80);
}
