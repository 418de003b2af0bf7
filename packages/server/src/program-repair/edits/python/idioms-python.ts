import { changeClass } from './classes.ts';
import { changeContainer } from './containers.ts';
import { changeSharing } from './copies.ts';
import { type Add, argumentsOf, calledName, escaped, type Scene, simple } from '../scene.ts';
import { field, functionsAround, isCall, isExpression, isMember, isName, named, type Syntax } from '../../syntax.ts';

/** A time that is told as another zone tells it, for one that is only said to be of that zone; and the other way round. */
function inTheZone(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const [, said = '', zone = ''] = /^(.+)\.replace\(tzinfo=([\w.]+)\)$/s.exec(text) ?? [];
  if (zone !== '' && zone !== 'None') add(node, `${said}.astimezone(${zone})`, 'another of its family', 0.5);
  const [, told = '', other = ''] = /^(.+)\.astimezone\(([\w.]+)\)$/s.exec(text) ?? [];
  if (other !== '') add(node, `${told}.replace(tzinfo=${other})`, 'another of its family', 0.35);
}

/** What people write in Python where it wants something else. */
export function changePythonIdiom(scene: Scene, node: Syntax, add: Add): void {
  changeSharing(scene, node, add);
  changeClass(scene, node, add);
  changeContainer(scene, node, add);
  if (isName(node)) {
    memberForLocal(scene, node, add);
    otherError(scene, node, add);
  }
  if (node.type === 'interpolation') changeFormat(scene, node, add);
  if (node.type === 'string') fillIn(scene, node, add);
  if (isCall(node)) {
    givenOn(scene, node, add);
    inTheZone(scene, node, add);
    orderedEqually(scene, node, add);
    bestOfNothing(scene, node, add);
  }
  if (node.type === 'boolean_operator') deniedTogether(scene, node, add);
  if (isMember(node)) calledWhereNamed(scene, node, add);
  if (node.type === 'comparison_operator') changeIdentity(scene, node, add);
  if (node.type === 'expression_statement' || node.type === 'yield') handOn(scene, node, add);
  if (node.type === 'return_statement') raised(scene, node, add);
  if (node.type === 'function_definition') beginAsParent(scene, node, add);
  if (node.type === 'default_parameter' || node.type === 'typed_default_parameter') sharedDefault(scene, node, add);
  if (node.type === 'for_statement') {
    const over = field(node, 'right');
    const name = over ? scene.text(over) : '';
    const bare = name.replace(/\.(?:items|keys|values)\(\)$/, '');
    if (
      over &&
      simple(name) &&
      new RegExp(`del ${escaped(bare)}\\[|${escaped(bare)}\\.(?:remove|pop|discard|append|add)\\(`).test(
        scene.text(node),
      )
    )
      add(over, `list(${name})`, 'a copy', 0.9);
  }
  const rows =
    node.type === 'binary_operator'
      ? /^\[(\[[^[\]]*\](?: \* [\w.()]+)?)\] \* ([\w.()]+)$/.exec(scene.text(node))
      : null;
  // One row many times is one row.
  if (rows) add(node, `[${rows[1]} for _ in range(${rows[2]})]`, 'a new one for each', 0.9);
  if (node.type === 'lambda') {
    const call = node.parent?.type === 'keyword_argument' ? node.parent : null;
    const body = field(node, 'body');
    const own = scene.text(field(node, 'parameters') ?? node);
    if (!call || !scene.text(call).startsWith('key') || !body || !/^\w+$/.test(own)) return;
    const text = scene.text(body);
    if (body.type === 'tuple')
      for (const part of named(body))
        if (!scene.text(part).startsWith('-')) add(part, `-${scene.text(part)}`, 'another order', 0.4);
    if (body.type !== 'tuple') {
      add(body, `-${text}`, 'another order', 0.45);
      const others = [
        ...new Set([own, ...[...scene.source.text.matchAll(/\[(\d|'\w+'|"\w+")\]/g)].map(([part]) => `${own}${part}`)]),
        `${own}[0]`,
        `${own}[1]`,
        ...scene.attributes.map((one) => `${own}.${one}`),
      ].filter((one) => one !== text);
      for (const [rank, other] of [...new Set(others)].slice(0, 8).entries())
        for (const sign of ['', '-']) {
          add(body, `(${sign}${text}, ${other})`, 'order of equals', (sign ? 0.3 : 0.28) - rank * 0.02);
          add(body, `(${sign}${text}, -${other})`, 'order of equals', 0.12 - rank * 0.01);
        }
    }
  }
}

/** A list or a dict as default is one for all calls: made anew where none is given. */
function sharedDefault(scene: Scene, node: Syntax, add: Add): void {
  const [name, value] = [field(node, 'name'), field(node, 'value')];
  const around = node.parent?.parent;
  const body = around ? field(around, 'body') : null;
  if (!name || !value || !body || !/^(?:\[.*\]|\{.*\}|list\(\)|dict\(\)|set\(\))$/s.test(scene.text(value))) return;
  const statements = named(body);
  const documented = statements[0]?.type === 'expression_statement' && named(statements[0])[0]?.type === 'string';
  const first = statements[documented ? 1 : 0];
  if (!first) return;
  const { text } = scene.source;
  const indent = ' '.repeat(first.column);
  const changed = `${text.slice(node.start, value.start)}None${text.slice(value.end, first.start)}if ${scene.text(name)} is None:\n${indent}    ${scene.text(name)} = ${scene.text(value)}\n${indent}`;
  add({ start: node.start, end: first.start, line: first.line }, changed, 'a new one for each call', 0.95);
}

/** A member that was set, or read, as if it were a name of the method. */
function memberForLocal(scene: Scene, node: Syntax, add: Add): void {
  const around = functionsAround(node)[0];
  const parameters = around ? field(around, 'parameters') : null;
  const self = parameters ? named(parameters)[0] : null;
  if (!self || !/^(?:self|cls)$/.test(scene.text(self))) return;
  const name = scene.text(node);
  if (!scene.source.text.includes(`${scene.text(self)}.${name}`)) return;
  const left = node.field === 'left' && /^(?:assignment|augmented_assignment)$/.test(node.parent?.type ?? '');
  if (left || isExpression(node)) add(node, `${scene.text(self)}.${name}`, 'a member of its object', left ? 0.85 : 0.6);
}

const errors = [
  'ValueError',
  'KeyError',
  'TypeError',
  'IndexError',
  'AttributeError',
  'ZeroDivisionError',
  'StopIteration',
  'OSError',
  'FileNotFoundError',
  'RuntimeError',
  'NotImplementedError',
  'LookupError',
  'OverflowError',
];

/** Another error is caught or raised: one that the failures name, or one of the file's own. */
function otherError(scene: Scene, node: Syntax, add: Add): void {
  if (!isName(node) || !/Error$|Exception$|^[A-Z]\w+$/.test(scene.text(node))) return;
  const raised = node.parent?.type === 'raise_statement' || node.parent?.parent?.type === 'raise_statement';
  let at = node.parent;
  while (at && /^(?:tuple|as_pattern|parenthesized_expression)$/.test(at.type)) at = at.parent;
  const caught = at?.type === 'except_clause';
  if (!caught && !raised) return;
  if (raised && !(node.field === 'function' || node.parent?.type === 'raise_statement')) return;
  const text = scene.text(node);
  const own = [...scene.source.text.matchAll(/^class (\w+)\(\w*(?:Error|Exception)\w*\)/gm)].map(
    ([, name = '']) => name,
  );
  for (const other of [...own, ...errors]) {
    if (other === text) continue;
    const said = scene.hints.words.has(other.toLowerCase());
    add(node, other, 'another error', said ? (caught ? 0.85 : 0.5) : own.includes(other) ? 0.25 : 0.12);
    if (caught && node.parent?.type === 'except_clause')
      add(node, `(${text}, ${other})`, 'one more error', said ? 0.8 : 0.06);
    if (caught && node.parent?.type === 'tuple') add(node, `${text}, ${other}`, 'one more error', said ? 0.8 : 0.06);
  }
}

/** An error that is given back where it should be raised. */
function raised(scene: Scene, node: Syntax, add: Add): void {
  const value = named(node)[0];
  const [own] = functionsAround(node);
  if (!value || !own) return;
  const text = scene.text(value);
  const caught = [...scene.text(own).matchAll(/\bexcept\b[^\n]* as (\w+):/g)].map(([, name = '']) => name);
  const kept = caught.flatMap((name) =>
    [...scene.text(own).matchAll(new RegExp(`\\b([\\w.]+) = ${name}$`, 'gm'))].map(([, one = '']) => one),
  );
  const made =
    /^[A-Z]\w*(?:Error|Exception)?\(/.test(text) &&
    new RegExp(`\\b${escaped(text.split('(')[0] ?? '')}\\b`).test(errorsOf(scene));
  if (made || [...caught, ...kept].includes(text)) add(node, `raise ${text}`, 'raised', 0.88);
}

/** Names of errors: Python's own and those of the file. */
const errorsOf = (scene: Scene) =>
  [
    ...errors,
    ...[...scene.source.text.matchAll(/^class (\w+)\(\w*(?:Error|Exception)\w*\)/gm)].map(([, name]) => name),
  ].join(' ');

/** A parameter that nothing looks at is given on under its name. */
function givenOn(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const [body, list] = own ? [field(own, 'body'), field(node, 'arguments')] : [];
  if (!own || !body || list?.type !== 'argument_list') return;
  for (const one of named(field(own, 'parameters') ?? own)) {
    const name = /^[a-z_]\w*/.exec(scene.text(one))?.[0] ?? '';
    if (name === '' || /^(?:self|cls)$/.test(name) || new RegExp(`\\b${name}\\b`).test(scene.text(body))) continue;
    const given = [...argumentsOf(node).map((each) => scene.text(each)), `${name}=${name}`];
    add(list, `(${given.join(', ')})`, 'given on', 0.6);
  }
}

/** The best of nothing is nothing, not an error. */
function bestOfNothing(scene: Scene, node: Syntax, add: Add): void {
  if (!/^m(?:in|ax)$/.test(calledName(scene, node)) || scene.text(node).includes('default=')) return;
  const list = field(node, 'arguments');
  const text = list ? scene.text(list) : '';
  const given =
    list?.type === 'argument_list' ? argumentsOf(node).filter(({ type }) => type !== 'keyword_argument') : [];
  if (!list || (given.length !== 1 && list.type !== 'generator_expression')) return;
  const inner = list.type === 'generator_expression' ? text : text.slice(1, -1);
  const told = scene.hints.words.has('empty');
  for (const [value, prior] of [
    ['None', 0.9],
    ['0', 0.85],
    ["''", 0.3],
  ] as const)
    add(list, `(${inner}, default=${value})`, 'the best of nothing', told ? prior : prior * 0.2);
}

/** `not a or b and c` for `not (a or b) and c`: what is denied is both. */
function deniedTogether(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const denied = left?.type === 'not_operator' ? field(left, 'argument') : null;
  if (!left || !right || !denied) return;
  const sign = scene.text(field(node, 'operator') ?? node);
  const [a, b] = [scene.text(denied), scene.text(right)];
  add(node, `not (${a} ${sign} ${b})`, 'binding', 0.35);
  const [first, rest] = right.type === 'boolean_operator' ? [field(right, 'left'), field(right, 'right')] : [];
  const inner = first && rest ? scene.text(field(right, 'operator') ?? right) : '';
  if (first && rest) add(node, `not (${a} ${sign} ${scene.text(first)}) ${inner} ${scene.text(rest)}`, 'binding', 0.4);
}

/** How a value is written within a text. */
function changeFormat(scene: Scene, node: Syntax, add: Add): void {
  const spec = named(node).find(({ type }) => type === 'format_specifier');
  if (!spec) {
    const place = { start: node.end - 1, end: node.end - 1, line: node.line };
    const near = [...scene.text(node.parent ?? node).matchAll(/\{[^{}:]+(:[^{}]+)\}/g)].map(([, one = '']) => one);
    for (const [rank, one] of [...new Set(near)].entries()) add(place, one, 'another format', 0.65 - rank * 0.05);
    for (const [one, prior] of [
      [':02d', 0.35],
      [':.2f', 0.35],
      [':.1f', 0.25],
      [':02', 0.15],
      [':.0f', 0.15],
      [':,', 0.15],
      ['!r', 0.12],
      [':x', 0.05],
    ] as const)
      add(place, one, 'another format', prior);
    return;
  }
  const text = scene.text(spec);
  const forms = new Map<string, number>();
  for (const { 0: number, index } of text.matchAll(/\d+/g)) {
    const other = (put: string, prior: number) =>
      forms.set(text.slice(0, index) + put + text.slice(index + number.length), prior);
    for (const by of [1, -1]) if (Number(number) + by >= 0) other(String(Number(number) + by), 0.35);
    other(number.startsWith('0') ? number.slice(1) : `0${number}`, 0.5);
  }
  for (const [from, to] of ['<>', '><', '<^', '>^', '^>', '^<', 'df', 'fd', 'xX', 'Xx', 'ef', 'fg'])
    if (from && to && text.includes(from)) forms.set(text.replace(from, to), 0.35);
  forms.set('', 0.2);
  for (const [one, prior] of forms) add(spec, one, 'another format', prior);
}

/** Braces in a text that is not filled in. */
function fillIn(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const [, name = ''] = /^["'][^{]*\{(\w+)[^}]*\}/.exec(text) ?? [];
  if (name === '' || scene.source.text.startsWith('.format', node.end)) return;
  const known = scene.values(node).includes(name) ? 0.85 : 0.1;
  add({ start: node.start, end: node.start, line: node.line }, 'f', 'filled in', known);
}

const bare =
  /^(?:strip|lstrip|rstrip|lower|upper|title|capitalize|split|copy|items|keys|values|isdigit|isalpha|isupper|islower|isspace|pop|popleft|total_seconds|isoformat|weekday|read|readlines|splitlines|date)$/;

/** A method that is named and not called. */
function calledWhereNamed(scene: Scene, node: Syntax, add: Add): void {
  const last = field(node, 'attribute');
  const name = last ? scene.text(last) : '';
  const target = node.field === 'function' && node.parent !== null && isCall(node.parent) ? node.parent : null;
  if (target) {
    const [only] = argumentsOf(target);
    const property = new RegExp(`@(?:property|cached_property)\\s+def ${escaped(name)}\\(`).test(scene.source.text);
    if (!only) add(target, scene.text(node), 'not called', property ? 0.85 : 0.1);
    return;
  }
  const own = new RegExp(`\\bdef ${escaped(name)}\\((?:self|cls)?\\)`).test(scene.source.text);
  if (isExpression(node) && (own || bare.test(name))) add(node, `${scene.text(node)}()`, 'called', own ? 0.6 : 0.5);
}

/** Whether two are one thing is another question than whether they are equal. */
function changeIdentity(scene: Scene, node: Syntax, add: Add): void {
  const [left, operator, right] = node.children;
  if (!left || !operator || !right || node.children.length > 3) return;
  const sign = scene.text(operator);
  if (!/^is(?: not)?$/.test(sign) || /^(?:None|True|False)$/.test(scene.text(right))) return;
  add(operator, sign === 'is' ? '==' : '!=', 'equal, not the same', 0.92);
}

/** A class that is made of another begins as that one does. */
function beginAsParent(scene: Scene, node: Syntax, add: Add): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const holder = node.parent?.parent;
  if (!name || !body || scene.text(name) !== '__init__' || holder?.type !== 'class_definition') return;
  if (!field(holder, 'superclasses') || scene.text(node).includes('super()')) return;
  const first = named(body)[0];
  if (!first) return;
  const own = named(field(node, 'parameters') ?? node)
    .slice(1)
    .map((one) => /^\w+/.exec(scene.text(one))?.[0] ?? '')
    .filter(Boolean);
  const place = { start: first.start, end: first.start, line: first.line };
  for (let count = 0; count <= own.length; count += 1)
    add(
      place,
      `super().__init__(${own.slice(0, count).join(', ')})\n${' '.repeat(first.column)}`,
      'begun as its parent',
      0.5,
    );
}

/** What a generator asks another for it must hand on. */
function handOn(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const inner = named(node)[0];
  if (!own || !inner || !isCall(inner)) return;
  const text = scene.text(inner);
  if (node.type === 'yield') {
    const from = scene.text(node).startsWith('yield from');
    add(node, `yield ${from ? '' : 'from '}${text}`, 'handed on', 0.4);
    return;
  }
  if (!/\byield\b/.test(scene.text(own))) return;
  const itself = calledName(scene, inner) === scene.text(field(own, 'name') ?? own);
  add(node, `yield from ${text}`, 'handed on', itself ? 0.92 : 0.4);
  add(node, `yield ${text}`, 'handed on', itself ? 0.3 : 0.4);
}

/** `max(words, key=lambda word: (counts[word], word))`: of equals the last comes, where the first was meant. */
function orderedEqually(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const [, way = '', given = '', own = '', first = '', rest = '', more = ''] =
    /^(max|min|sorted|[\w.]+\.sort)\(([^=\n]*?)(?:, )?key=lambda (\w+): \((-?[\w.[\]()]+), (-?[\w.[\], -]+)\)(, reverse=True)?\)$/.exec(
      text,
    ) ?? [];
  if (way === '') return;
  const turned = first.startsWith('-') ? first.slice(1) : `-${first}`;
  const key = `${given === '' ? '' : `${given}, `}key=lambda ${own}: (${turned}, ${rest})`;
  if (way === 'max') add(node, `min(${key})`, 'equals in another order', 0.5);
  else if (way === 'min') add(node, `max(${key})`, 'equals in another order', 0.5);
  else if (more !== '') add(node, `${way}(${key})`, 'equals in another order', 0.5);
}
