import { negated } from './binary.ts';
import { type Add, argumentsOf, calledName, type Scene, simple, wrapped } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isMember,
  isName,
  isNumber,
  isString,
  named,
  type Syntax,
  within,
} from './syntax.ts';

/** What people write where a language wants something else: each a whole shape with its usual cure. */
export function changeIdiom(scene: Scene, node: Syntax, add: Add): void {
  changeLabels(scene, node, add);
  if (scene.source.dialect === 'javascript') ofJavascript(scene, node, add);
  else if (scene.source.dialect === 'python') ofPython(scene, node, add);
  else ofGo(scene, node, add);
  changePresence(scene, node, add);
  if (isExpression(node)) changeGrowth(scene, node, add);
  if (isExpression(node)) changeUnit(scene, node, add);
}

const units =
  /ms$|milli|second|minute|hour|day|week|time|delay|timeout|interval|duration|cent|percent|rate|bytes|size|kb|mb/i;

/** A quantity in another unit than is wanted. */
function changeUnit(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || (!/^(?:value|right)$/.test(node.field ?? '') && parent.type !== 'return_statement')) return;
  const text = scene.text(node);
  const numeric = isNumber(node) || /^[-+*/]$/.test(scene.text(binaryOf(node)?.operator ?? parent));
  if (!numeric || text.length > 60) return;
  const name = field(parent, 'name') ?? field(parent, 'left') ?? field(functionsAround(node)[0] ?? parent, 'name');
  const told = units.test(name ? scene.text(name) : '') || /\b(?:60|24|3600|1000|1024|100)\b/.test(text);
  for (const [factor, prior] of [
    ['1000', 0.5],
    ['60', 0.3],
    ['100', 0.25],
    ['24', 0.15],
    ['1024', 0.15],
  ] as const) {
    add(node, `${text} * ${factor}`, 'another unit', told ? prior : prior * 0.15);
    add(node, `${wrapped(text)} / ${factor}`, 'another unit', told ? prior * 0.8 : prior * 0.12);
  }
  for (const [whole] of text.matchAll(/ [*/] (?:1000|60|100|24|3600|1024)\b/g))
    add(node, text.replace(whole, ''), 'another unit', 0.4);
}

/** A bound that should lie as far behind the first one as it says: `slice(from, size)` for `slice(from, from + size)`. */
function changeGrowth(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent) return;
  const slices = /^(?:slice|substring|subarray|substr|range|Range|copyOfRange)$/;
  const first =
    isCall(parent.parent ?? parent) && slices.test(calledName(scene, parent.parent ?? parent))
      ? argumentsOf(parent.parent ?? parent)
      : parent.type === 'slice'
        ? named(parent)
        : parent.type === 'slice_expression'
          ? named(parent).slice(1)
          : [];
  const [from, to] = first;
  if (!from || to !== node) return;
  const [a, b] = [scene.text(from), scene.text(to)];
  if (a === '0' || b.includes(a) || a.length > 30) return;
  add(node, `${a} + ${b}`, 'counted from the first', 0.6);
}

/** Whether there is a value is another question than whether it is empty, zero or false. */
function changePresence(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  if (dialect === 'go') return;
  const part = isCondition(node) || isLogicalPart(scene, node);
  if (!part) return;
  const text = scene.text(node);
  const bare = /^(?:!|not )\s*([\w.$#[\]'"]+)$/.exec(text)?.[1] ?? (/^[\w.$#]+$/.test(text) ? text : null);
  if (bare === null || /^(?:true|false|null|None|True|False|\d.*)$/.test(bare)) return;
  const absent = /^(?:!|not )/.test(text);
  const forms =
    dialect === 'python'
      ? absent
        ? [`${bare} is None`]
        : [`${bare} is not None`]
      : absent
        ? [`${bare} === undefined`, `${bare} == null`]
        : [`${bare} !== undefined`, `${bare} != null`];
  for (const form of forms) add(node, form, 'presence', isCondition(node) ? 0.62 : 0.5);
}

function isLogicalPart(scene: Scene, node: Syntax): boolean {
  const around = node.parent ? binaryOf(node.parent) : null;
  return around !== null && /^(?:&&|\|\||and|or)$/.test(scene.text(around.operator));
}

/** Words of failing tests that stand in no label of a choice yet. */
function changeLabels(scene: Scene, node: Syntax, add: Add): void {
  const label = /^(?:switch_case|expression_case|case_clause)$/.test(node.type) ? named(node)[0] : null;
  const sample = label ? [...within(label)].find(isString) : null;
  if (!label || !sample || scene.hints.texts.length === 0) return;
  const quote = scene.text(sample).slice(-1);
  const known = scene.source.text;
  const text = scene.text(node);
  const head = text.slice(0, label.end - node.start);
  for (const [rank, word] of scene.hints.texts.slice(0, 8).entries()) {
    const written = `${quote}${word}${quote}`;
    if (known.includes(written) || /[\\\n]/.test(word) || word.includes(quote)) continue;
    const near = scene.text(sample).slice(1, -1);
    const alike = near.length > 1 && (word.startsWith(near.slice(0, 2)) || word.length === near.length) ? 0.08 : 0;
    const prior = 0.34 + alike - rank * 0.02;
    if (node.type === 'switch_case')
      add(
        { start: node.start, end: node.start, line: node.line },
        `${head.replace(scene.text(label), () => written)}:\n${indentOf(scene, node)}`,
        'one more case',
        prior,
      );
    else
      add(
        { start: label.end, end: label.end, line: node.line },
        scene.source.dialect === 'python' ? ` | ${written}` : `, ${written}`,
        'one more case',
        prior,
      );
  }
}

const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

function ofJavascript(scene: Scene, node: Syntax, add: Add): void {
  if (isMember(node) && isExpression(node) && !scene.text(node).includes('?.')) changeReach(scene, node, add);
  const parts = binaryOf(node);
  if (parts) {
    const sign = scene.text(parts.operator);
    // A default for what is missing must not be one for what is empty.
    if (
      sign === '||' &&
      !isCondition(node) &&
      isConstant(scene, parts.right) &&
      /^[\w.$?#[\]]+$/.test(scene.text(parts.left))
    )
      add(parts.operator, '??', 'presence', 0.93);
    if (scene.text(parts.left).startsWith('typeof ') && /['"]object['"]/.test(scene.text(parts.right))) {
      const value = scene.text(parts.left).slice('typeof '.length);
      const [both, other] = sign.startsWith('!') ? ['||', '==='] : ['&&', '!=='];
      if (!scene.text(node.parent ?? node).includes('null'))
        add(node, `${scene.text(node)} ${both} ${value} ${other} null`, 'presence', 0.95);
    }
    changeComparator(scene, node, add);
  }
  if (isCall(node) && /^(?:sort|reverse)$/.test(calledName(scene, node))) {
    const receiver = field(field(node, 'function') ?? node, 'object');
    if (receiver && isName(receiver)) add(receiver, `[...${scene.text(receiver)}]`, 'a copy', 0.5);
  }
  if (
    isCall(node) &&
    calledName(scene, node) === 'map' &&
    /^parse(?:Int|Float)$/.test(scene.text(argumentsOf(node)[0] ?? node))
  )
    add(argumentsOf(node)[0] ?? node, 'Number', 'another function', 0.5);
}

/** A member of what may be missing, with a word of the failing tests in its place. */
function changeReach(scene: Scene, node: Syntax, add: Add): void {
  const [object, last] = [field(node, 'object'), field(node, 'property')];
  if (!object || !last || node.field === 'function' || node.field === 'left') return;
  const sure = object.type === 'non_null_expression';
  if (!sure && !isMember(object)) return;
  const reached = `${scene.text(object).replace(/!$/, '')}?.${scene.text(last)}`;
  const weight = sure ? 1.6 : 1;
  add(node, reached, 'guarded access', 0.3 * weight);
  for (const [rank, word] of scene.hints.texts.slice(0, 8).entries())
    if (!scene.source.text.includes(word) && !word.includes("'"))
      add(node, `${reached} ?? '${word}'`, 'guarded access', (0.24 - rank * 0.015) * weight);
  for (const other of ["''", '0', 'null', '[]']) add(node, `${reached} ?? ${other}`, 'guarded access', 0.12 * weight);
}

/** What sorts must say less, equal or more, and which of equals comes first. */
function changeComparator(scene: Scene, node: Syntax, add: Add): void {
  const around = functionsAround(node)[0];
  const call = around?.parent?.parent;
  if (!around || !call || !isCall(call) || !/^(?:sort|toSorted)$/.test(calledName(scene, call))) return;
  const parts = binaryOf(node);
  const [first, second] = named(field(around, 'parameters') ?? around).map(
    (one) => scene.text(one).split(':')[0] ?? '',
  );
  if (!parts || !first || !second) return;
  const [a, b, sign] = [scene.text(parts.left), scene.text(parts.right), scene.text(parts.operator)];
  if (/^[<>]=?$/.test(sign)) {
    add(node, sign.startsWith('>') ? `${a} - ${b}` : `${b} - ${a}`, 'less, equal or more', 0.85);
    orderOfEquals(scene, sign.startsWith('>') ? [a, b] : [b, a], [first, second], (text, prior) =>
      add(node, text, 'order of equals', prior * 0.7),
    );
    const by = (one: string, other: string) => `String(${one}).localeCompare(String(${other}))`;
    add(node, sign.startsWith('>') ? by(a, b) : by(b, a), 'less, equal or more', 0.3);
  }
  if (sign === '-')
    orderOfEquals(scene, [a, b], [first, second], (text, prior) => add(node, text, 'order of equals', prior));
}

/** A second member to sort by where the first is the same. */
function orderOfEquals(
  scene: Scene,
  [a, b]: [string, string],
  [first, second]: [string, string],
  put: (text: string, prior: number) => void,
): void {
  const own = new Set([a, b].map((one) => one.split('.').slice(1).join('.')));
  const others = scene.attributes.filter((one) => !own.has(one) && one !== 'length').slice(0, 6);
  for (const [rank, other] of others.entries()) {
    const [x, y] = [`${first}.${other}`, `${second}.${other}`];
    put(`${a} - ${b} || ${x}.localeCompare(${y})`, 0.4 - rank * 0.03);
    put(`${a} - ${b} || ${x} - ${y}`, 0.3 - rank * 0.03);
    put(`${a} - ${b} || ${y} - ${x}`, 0.2 - rank * 0.03);
  }
}

function isConstant(scene: Scene, node: Syntax): boolean {
  return isString(node) || /^(?:-?\d[\d_.]*|\[\]|\{\}|true|false|[A-Z][A-Z_0-9]+)$/.test(scene.text(node));
}

function ofPython(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'default_parameter' || node.type === 'typed_default_parameter') sharedDefault(scene, node, add);
  if (node.type === 'for_statement') {
    const over = field(node, 'right');
    const name = over ? scene.text(over) : '';
    const bare = name.replace(/\.(?:items|keys|values)\(\)$/, '');
    if (
      over &&
      simple(name) &&
      new RegExp(`del ${escape(bare)}\\[|${escape(bare)}\\.(?:remove|pop|discard|append|add)\\(`).test(scene.text(node))
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

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

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

function ofGo(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  if (node.type === 'for_statement') {
    const clause = named(node).find(({ type }) => type === 'range_clause');
    const head = /^(\w+),\s*(\w+)\s*:=\s*range\s+(\w[\w.]*)$/.exec(clause ? scene.text(clause) : '');
    const body = field(node, 'body');
    const [, counter = '', item = '', list = ''] = head ?? [];
    // The loop's variable is a copy: what is set in it is lost.
    if (
      clause &&
      body &&
      new RegExp(`\\b${item}(?:\\.\\w+)+\\s*(?:[-+*/|&]?=(?!=)|\\+\\+|--)`).test(scene.text(body))
    ) {
      const at =
        counter === '_'
          ? (['i', 'j', 'k', 'at'].find((one) => !new RegExp(`\\b${one}\\b`).test(text)) ?? 'index')
          : counter;
      const own = scene.text(body).replace(new RegExp(`(?<![\\w.])${item}\\b(?!\\s*:)`, 'g'), `${list}[${at}]`);
      const between = scene.source.text.slice(clause.end, body.start);
      add(
        { start: clause.start, end: body.end, line: node.line },
        `${at} := range ${list}${between}${own}`,
        'not a copy',
        0.95,
      );
    }
  }
  if (node.type === 'var_declaration') {
    const [, name = '', type = ''] = /^var (\w+) (map\[[\s\S]+)$/.exec(text) ?? [];
    if (type && !type.includes('=')) add(node, `${name} := ${type}{}`, 'made before it is used', 0.95);
  }
  if (isCall(node)) {
    const name = scene.text(field(node, 'function') ?? node);
    const [first, second, third] = argumentsOf(node);
    const parts = first ? binaryOf(first) : null;
    if (/^float(?:64|32)$/.test(name) && parts && scene.text(parts.operator) === '/')
      add(node, `${name}(${scene.text(parts.left)}) / ${name}(${scene.text(parts.right)})`, 'not whole numbers', 0.95);
    if (name === 'make' && first && second && !third && scene.text(first).startsWith('[]')) {
      add(second, `0, ${scene.text(second)}`, 'room, not elements', scene.source.text.includes('append(') ? 0.7 : 0.1);
      add(second, '0', 'room, not elements', 0.15);
    }
    if (name === 'len' && first && !scene.text(first).startsWith('[]'))
      add(first, `[]rune(${scene.text(first)})`, 'letters, not bytes', 0.12);
    if (/^strings\.Trim(?:Left|Right)$/.test(name))
      add(
        field(node, 'function') ?? node,
        name.replace('Left', 'Prefix').replace('Right', 'Suffix'),
        'another of its family',
        0.7,
      );
  }
  if (node.type === 'type_conversion_expression' || isCall(node)) {
    const [, kind = ''] = /^\[\](byte|rune)\(/.exec(text) ?? [];
    if (kind)
      add(
        { start: node.start, end: node.start + 2 + kind.length, line: node.line },
        kind === 'byte' ? '[]rune' : '[]byte',
        'letters, not bytes',
        0.8,
      );
  }
  if (node.type === 'short_var_declaration') {
    const value = field(node, 'right');
    const inner = value ? named(value)[0] : null;
    if (value && inner && (isName(inner) || isMember(inner)) && named(value).length === 1) {
      const list = scene.text(inner);
      const own = functionsAround(node)[0];
      if (
        own &&
        new RegExp(`\\b${escape(list)}\\s+(?:\\.\\.\\.|\\[\\])|range ${escape(list)}\\b|len\\(${escape(list)}\\)`).test(
          scene.text(own),
        )
      )
        add(value, `append(${list}[:0:0], ${list}...)`, 'a copy', 0.6);
    }
  }
  if (node.type === 'if_statement' && /err != nil/.test(text)) return;
  if (isCondition(node) && isName(node)) add(node, negated(scene, node), 'turned round', 0.55);
}
