import { type Add, argumentsOf, calledName, escaped, type Scene } from '../scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isExpression,
  isFunction,
  isIndex,
  isMember,
  isName,
  named,
  type Syntax,
  within,
} from '../../syntax.ts';

/** What JavaScript does otherwise than people expect: each a whole shape with its usual cure. */
export function changeJavascriptIdiom(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect !== 'javascript') return;
  changeDeclared(scene, node, add);
  changeBound(scene, node, add);
  changeSpreads(scene, node, add);
  changeShared(scene, node, add);
  if (isExpression(node)) changeChained(scene, node, add);
  narrowByMember(scene, node, add);
  if (node.type === 'object') addProperty(scene, node, add);
  if (isIndex(node)) {
    joinWhole(scene, node, add);
    wholeRest(scene, node, add);
  }
  if (node.type === 'variable_declarator') startOfBest(scene, node, add);
  if (node.type === 'expression_statement') droppedResult(scene, node, add);
}

/** That something is there is not all: a flag of it counts as well. */
function narrowByMember(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  const sign = parts ? scene.text(parts.operator) : '';
  if (!parts || !/^(?:[!=]==?)$/.test(sign) || !/^(?:null|undefined)$/.test(scene.text(parts.right))) return;
  if (node.parent && binaryOf(node.parent)) return;
  const [text, name] = [scene.text(node), scene.text(parts.left)];
  if (!isName(parts.left)) return;
  for (const [rank, attribute] of scene.attributes.slice(0, 8).entries()) {
    if (attribute === 'length') continue;
    const prior = 0.25 - rank * 0.02;
    if (sign.startsWith('!')) {
      add(node, `${text} && ${name}.${attribute}`, 'one more condition', prior);
      add(node, `${text} && !${name}.${attribute}`, 'one more condition', prior * 0.6);
    } else {
      add(node, `${text} || !${name}.${attribute}`, 'one more condition', prior * 0.8);
      add(node, `${text} || ${name}.${attribute}`, 'one more condition', prior * 0.6);
    }
  }
}

/** Methods that only answer, and those that do it to the thing itself. */
const inPlace: Readonly<Record<string, string | null>> = {
  slice: 'splice',
  concat: null,
  toSorted: 'sort',
  toReversed: 'reverse',
  toSpliced: 'splice',
  trim: null,
  toLowerCase: null,
  toUpperCase: null,
  replace: null,
  replaceAll: null,
  padStart: null,
  padEnd: null,
  filter: null,
  map: 'forEach',
  flat: null,
  substring: null,
};

/** An answer that nobody takes: it was to be kept, or the thing itself was to change. */
function droppedResult(scene: Scene, node: Syntax, add: Add): void {
  const call = named(node)[0];
  const target = call && isCall(call) ? field(call, 'function') : null;
  const [receiver, last] = target && isMember(target) ? [field(target, 'object'), field(target, 'property')] : [];
  const name = last ? scene.text(last) : '';
  if (!call || !receiver || !last || !Object.hasOwn(inPlace, name)) return;
  const other = inPlace[name] ?? null;
  if (other !== null) add(last, other, 'the thing itself', other === 'forEach' ? 0.3 : 1);
  const held = scene.text(receiver);
  if (name === 'concat')
    add(
      call,
      `${held}.push(...${argumentsOf(call)
        .map((one) => scene.text(one))
        .join(', ...')})`,
      'the thing itself',
      0.6,
    );
  if (/^[\w.$#]+$/.test(held)) add(call, `${held} = ${scene.text(call)}`, 'the answer kept', 0.8);
  add(node, `return ${scene.text(node)}`, 'returned', 0.3);
}

/** One variable for all rounds of a loop, where functions made in it should each see their own. */
function changeDeclared(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'variable_declaration' && node.field !== 'kind') return;
  const word = node.type === 'variable_declaration' ? node.children[0] : node;
  if (!word || scene.text(word) !== 'var') return;
  const holder = node.type === 'variable_declaration' ? node.parent : node.parent;
  const closes = holder !== null && [...within(holder)].some(isFunction);
  add(word, 'let', 'a variable for each round', closes ? 0.8 : 0.2);
}

/** A method that is handed over without its object; a function that has a `this` of its own. */
function changeBound(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (isMember(node) && parent && (parent.type === 'arguments' || node.field === 'value' || node.field === 'right')) {
    const text = scene.text(node);
    const name = scene.text(field(node, 'property') ?? node);
    const isMethod = new RegExp(`(?<![.\\w])${escaped(name)}\\s*\\([^)]*\\)[^;{]*\\{`).test(scene.source.text);
    if (!/^this\.#?\w+$/.test(text) || !isMethod) return;
    add(node, `(value) => ${text}(value)`, 'with its object', 0.6);
    add(node, `(...args) => ${text}(...args)`, 'with its object', 0.5);
    add(node, `${text}.bind(this)`, 'with its object', 0.5);
  }
  if (node.type === 'function_expression' && parent?.type === 'arguments' && /\bthis\b/.test(scene.text(node))) {
    const [parameters, body] = [field(node, 'parameters'), field(node, 'body')];
    if (parameters && body && !field(node, 'name'))
      add(
        node,
        `${scene.text(node).startsWith('async') ? 'async ' : ''}${scene.text(parameters)} => ${scene.text(body)}`,
        'with its object',
        0.6,
      );
  }
}

/** What is spread last counts. */
function changeSpreads(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'object' && node.type !== 'arguments' && node.type !== 'array') return;
  const parts = named(node);
  if (parts.length < 2 || parts.length > 8 || !parts.some(({ type }) => type === 'spread_element')) return;
  const texts = parts.map((one) => scene.text(one));
  const [open, close] = [scene.text(node).slice(0, 1), scene.text(node).slice(-1)];
  const space = open === '{' ? ' ' : '';
  const put = (order: string[], prior: number) =>
    add(node, `${open}${space}${order.join(', ')}${space}${close}`, 'what is spread last', prior);
  for (const [at, part] of parts.entries()) {
    if (part.type !== 'spread_element') continue;
    const text = texts[at] ?? '';
    const rest = texts.filter((_, index) => index !== at);
    if (at < parts.length - 1) put([...rest, text], 0.45);
    if (at > 0) put([text, ...rest], 0.45);
    if (node.type !== 'arguments') put(rest, 0.1);
  }
}

const changesIt = (name: string) =>
  new RegExp(
    `(?<![\\w.])${escaped(name)}(?:\\s*(?:\\.\\w+|\\[[^\\]\\n]*\\])+\\s*(?:[-+*/]|\\?\\?|\\|\\|)?=(?!=)|\\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)\\()|delete ${escaped(name)}[.[]|Object\\.assign\\(${escaped(name)}\\b`,
  );

/** What is changed here belongs to someone else: a copy of it should be changed. */
function changeShared(scene: Scene, node: Syntax, add: Add): void {
  if (!isExpression(node) || !/^[\w.$]+$/.test(scene.text(node))) return;
  const { parent } = node;
  const text = scene.text(node);
  const [own] = functionsAround(node);
  const body = own ? scene.text(own) : scene.source.text;
  const target = parent?.type === 'variable_declarator' ? field(parent, 'name') : null;
  const kept =
    parent !== null && node.field === 'right' && /^this\.\w+$/.test(scene.text(field(parent, 'left') ?? node));
  const name =
    target && node.field === 'value' ? scene.text(target) : kept ? scene.text(field(parent, 'left') ?? node) : '';
  if (name === '' || /^(?:true|false|null|undefined|this|\d.*)$/.test(text)) return;
  const scope = kept ? scene.source.text : body;
  const changed = changesIt(name).test(scope);
  const listed = new RegExp(`${escaped(name)}\\.(?:push|pop|shift|unshift|splice|sort|reverse|length)\\b`).test(scope);
  const weight = changed ? 1 : 0.12;
  add(node, `{ ...${text} }`, 'a copy', weight * (listed ? 0.3 : 1));
  add(node, `[...${text}]`, 'a copy', weight * (listed ? 1 : 0.5));
  add(node, `new Map(${text})`, 'a copy', weight * (/\.(?:set|get|has)\(/.test(scope) ? 0.5 : 0.05));
  add(node, `new Set(${text})`, 'a copy', weight * (/\.(?:add|has)\(/.test(scope) ? 0.5 : 0.05));
  add(node, `structuredClone(${text})`, 'a copy', weight * 0.4);
}

const steps: readonly (readonly [string, number, RegExp])[] = [
  ['.toLowerCase()', 0.2, /text|word|name|line|str|letter|key|char|query|title|value|input|mail/i],
  ['.trim()', 0.18, /text|word|name|line|str|part|key|field|value|input|row|query/i],
  ['.toUpperCase()', 0.07, /text|word|name|str|letter|char|code/i],
  ['.sort()', 0.12, /s$|\]$|\)$|list|keys|letters|words/i],
  ['.sort((a, b) => a - b)', 0.08, /s$|\]$|\)$|list|numbers|values/i],
  ['.reverse()', 0.1, /s$|\]$|\)$|list/i],
  ['.filter(Boolean)', 0.1, /s$|\)$|list/i],
  ['.slice()', 0.06, /s$|list/i],
  ['.slice(1)', 0.06, /./],
  ['.flat()', 0.05, /s$|\)$|list/i],
  ['.toString()', 0.04, /./],
  ['.values()', 0.05, /map|by|groups|counts|seen|s$/i],
  ['.entries()', 0.05, /map|by|groups|counts|s$/i],
  [".replace(/\\s+/g, ' ')", 0.03, /text|str|line/i],
];

/** A step that is missing in a chain of calls. */
function changeChained(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (
    node.field !== 'object' ||
    !parent ||
    !isMember(parent) ||
    parent.field !== 'function' ||
    !isCall(parent.parent ?? node)
  )
    return;
  const text = scene.text(node);
  if (text.length > 120 || text === 'this' || /^[A-Z]\w*$/.test(text) || node.type === 'super') return;
  const next = scene.text(field(parent, 'property') ?? parent);
  if (/^(?:push|set|add|delete|unshift|log|error|then|catch|emit|on)$/.test(next)) return;
  const name = /([\w$]+)(?:\(\)|\])*$/.exec(text)?.[1] ?? text;
  const known = stepsIn(scene);
  for (const [step, prior, fits] of steps) {
    if (text.endsWith(step) || (step === '.slice()' && next === 'slice')) continue;
    const used = known.has(step) ? 1.7 : 1;
    const told = /sort|Case|trim/.test(step) ? shownBy(scene, step) : 1;
    const wanted = wantedBy(scene, node, parent.parent ?? parent, step);
    const place = { start: node.end, end: node.end, line: lineAtEnd(node) };
    add(
      place,
      step,
      'a step put in',
      prior * (fits.test(name) || fits.test(text) ? 1 : 0.35) * used * Math.max(told, wanted),
    );
  }
  // A step that another chain of the file has.
  for (const step of known) {
    if (steps.some(([one]) => one === step) || text.endsWith(step) || step.startsWith(`.${next}(`)) continue;
    // The same steps one behind the other, as another chain has them.
    const following = scene.source.text.slice(node.end, (parent.parent ?? parent).end).trim();
    const usual = new RegExp(`${escaped(step)}\\s*${escaped(following)}`).test(scene.source.text);
    add({ start: node.end, end: node.end, line: lineAtEnd(node) }, step, 'a step put in', usual ? 0.6 : 0.07);
  }
}

/** What follows makes no sense without the step: letters joined as they were, a pattern of small letters only. */
function wantedBy(scene: Scene, node: Syntax, call: Syntax, step: string): number {
  const given = argumentsOf(call)
    .map((one) => scene.text(one))
    .join(', ');
  if (step === '.toLowerCase()' && /a-z/.test(given) && !/A-Z|\/[a-z]*i[a-z]*$/.test(given)) return 3;
  const idle = /^\[\.\.\.[^\]]*\]$|\.split\(''\)$/.test(scene.text(node)) && calledName(scene, call) === 'join';
  return idle && /sort|reverse/.test(step) ? 4 : 1;
}

const lineAtEnd = (node: Syntax) => node.endLine;

const stepsOf = new WeakMap<Scene, Set<string>>();
function stepsIn(scene: Scene): Set<string> {
  let known = stepsOf.get(scene);
  if (!known)
    stepsOf.set(
      scene,
      (known = new Set(
        [
          ...scene.source.text.matchAll(
            /\.(?:toLowerCase|toUpperCase|trim|sort|reverse|filter|map|slice|replace|flat|values|entries|split)\((?:[^()\n]|\([^()\n]*\)){0,50}\)/g,
          ),
        ]
          .map(([step]) => step)
          .slice(0, 12),
      )),
    );
  return known;
}

/** Letters that came in capitals or in another order than they should tell of the step that is missing. */
function shownBy({ hints }: Scene, step: string): number {
  const letters = (text: string) => text.match(/[A-Za-z]/g)?.join('') ?? '';
  const likely = hints.values.slice(0, 6).some(({ actual, expected }) => {
    const [came, wanted] = [letters(actual), letters(expected)];
    if (step.includes('Case')) return came !== wanted && came.toLowerCase() === wanted.toLowerCase();
    if (step.includes('trim')) return came === wanted && /['"] | ['"]|\\n/.test(actual);
    const sorted = (text: string) => text.split('').sort().join('');
    return came !== wanted && sorted(came) === sorted(wanted);
  });
  return likely ? 3 : 1;
}

/** A property that other objects of the file, which share a name with this one, have beside it. */
function addProperty(scene: Scene, node: Syntax, add: Add): void {
  const pairs = named(node);
  const names = new Set(pairs.map((one) => nameOfPair(scene, one)));
  const last = pairs.at(-1);
  if (!last || pairs.length > 12 || names.has('')) return;
  const found = new Map<string, number>();
  for (const other of objectsIn(scene)) {
    if (other === node) continue;
    const theirs = named(other);
    const shared = theirs.filter((one) => names.has(nameOfPair(scene, one))).length;
    const spreads = pairs.some(({ type }) => type === 'spread_element');
    if (shared === 0 && !spreads) continue;
    for (const one of theirs) {
      const text = scene.text(one);
      const name = nameOfPair(scene, one);
      if (names.has(name) || one.type === 'spread_element' || text.length > 60 || text.includes('\n')) continue;
      const constant = /:\s*(?:null|true|false|0|1|''|""|\[\]|\{\}|undefined|'[^']*')$/.test(text);
      found.set(text, Math.max(found.get(text) ?? 0, (constant ? 0.32 : 0.18) * (shared > 0 ? 1 : 0.5)));
    }
  }
  for (const [text, prior] of found)
    add({ start: last.end, end: last.end, line: last.endLine }, `, ${text}`, 'a property put in', prior);
}

const nameOfPair = (scene: Scene, pair: Syntax): string => {
  if (pair.type === 'spread_element') return scene.text(pair);
  const name =
    pair.type === 'pair' || pair.type === 'method_definition' ? (field(pair, 'key') ?? field(pair, 'name')) : pair;
  return name ? scene.text(name) : '';
};

const objectsOf = new WeakMap<Scene, Syntax[]>();
function objectsIn(scene: Scene): Syntax[] {
  let known = objectsOf.get(scene);
  if (!known)
    objectsOf.set(scene, (known = [...within(scene.source.root)].filter(({ type }) => type === 'object').slice(0, 60)));
  return known;
}

/** One part of what was split where all of it, joined again, is meant. */
function joinWhole(scene: Scene, node: Syntax, add: Add): void {
  const list = field(node, 'object');
  const [, by] = /\.split\((['"`][^'"`]*['"`])\)/.exec(scene.source.text) ?? [];
  if (!list || by === undefined || !isName(list)) return;
  add(node, `${scene.text(list)}.join(${by})`, 'the whole for a part', 0.2);
}

/** One of the arguments where all that were given count. */
function wholeRest(scene: Scene, node: Syntax, add: Add): void {
  const list = field(node, 'object');
  if (!list || !isName(list) || !new RegExp(`\\.\\.\\.${escaped(scene.text(list))}\\b`).test(scene.source.text)) return;
  add(node, scene.text(list), 'the whole for a part', 0.45);
}

/** The best so far is less than anything before the first one comes. */
function startOfBest(scene: Scene, node: Syntax, add: Add): void {
  const [name, value] = [field(node, 'name'), field(node, 'value')];
  const [own] = functionsAround(node);
  if (!name || !value || !own || !/^-?\d+$/.test(scene.text(value))) return;
  const word = escaped(scene.text(name));
  const body = scene.text(own);
  const is = (form: string) => new RegExp(form.replaceAll('@', word)).test(body);
  if (is('\\b@ = Math\\.max\\(|> @\\)|\\b@ < ')) add(value, '-Infinity', 'another start', 0.75);
  if (is('\\b@ = Math\\.min\\(|< @\\)|\\b@ > ')) add(value, 'Infinity', 'another start', 0.75);
}

/** Calls that want what their neighbours got: kept for the functions of the file that call one another. */
export function changeItself(scene: Scene, node: Syntax, add: Add): void {
  if (!isCall(node)) return;
  const target = field(node, 'function');
  const name = calledName(scene, node);
  const own = functionsAround(node).find((one) => scene.text(field(one, 'name') ?? one) === name);
  if (!target || !isName(target) || !own || argumentsOf(node).length > 1) return;
  const body = scene.text(own);
  for (const other of scene.functions) {
    if (other.name === name || other.parameters !== argumentsOf(node).length) continue;
    // It calls that one elsewhere as well.
    const used = new RegExp(`(?<![\\w.])${escaped(other.name)}\\(`).test(body);
    add(target, other.name, 'another function', used ? 0.5 : 0.25);
  }
}
