import { numeric, sameType } from './kinds.ts';
import { type Add, escaped, expressionsIn, likeness, type Scene } from './scene.ts';
import { idleAt, loopsAround, steersOf, updates } from './loops.ts';
import { field, functionsAround, isFunction, isName, isStatement, named, type Syntax, within } from '../syntax.ts';

/** Of these, less than none is no more than none. */
const countable = /count|size|limit|amount|times|width|height|depth|number|steps?$|^n$|^k$/i;

/** Early ends for values that nothing can be done with, and statements that stand elsewhere in the file. */
export function insertBefore(scene: Scene, node: Syntax, indent: string, add: Add): void {
  const { dialect } = scene.source;
  const around = functionsAround(node)[0];
  const line = { start: node.start, end: node.start, line: node.line };
  const put = (statement: string, operator: string, prior: number) =>
    add(line, `${statement}\n${indent}`, operator, prior);
  const inLoop = loopAround(node);
  const first =
    around &&
    (field(around, 'body') === node.parent ||
      node.parent?.parent === around ||
      (node.parent?.type === 'statement_list' && node.parent.parent?.parent === around)) &&
    named(node.parent ?? node).filter(isStatement)[0] === node;
  const returns = around ? returnsOf(scene, around) : [];
  // What should have come where something else did.
  const expected = new Set(scene.hints.values.slice(0, 6).map((one) => one.expected));
  const guards = new Map<string, number>();
  for (const [rank, value] of scene
    .values(node)
    .slice(0, first ? 6 : 5)
    .entries()) {
    const fade = 1 - rank * 0.08;
    const forms: readonly (readonly [string, number])[] =
      dialect === 'python'
        ? [
            [`not ${value}`, 1],
            [`${value} is None`, 0.8],
            [`${value} == 0`, 0.7],
            [`${value} <= 0`, 0.4],
            [`${value} < 0`, 0.5],
            [`${value} <= 1`, 0.3],
            [`len(${value}) <= 1`, 0.4],
          ]
        : dialect === 'javascript'
          ? [
              [`!${value}`, 0.9],
              [`${value} == null`, 0.6],
              [`${value}.length === 0`, 0.9],
              [`${value} === 0`, 0.8],
              [`${value} <= 0`, countable.test(value) ? 0.9 : 0.4],
              [`${value} < 0`, 0.5],
              [`${value} === ''`, 0.3],
              [`${value} <= 1`, 0.2],
            ]
          : [
              [`len(${value}) == 0`, 0.9],
              [`${value} == nil`, 0.6],
              [`${value} == 0`, 0.8],
              [`${value} < 0`, 0.5],
            ];
    for (const [form, prior] of forms) guards.set(form, prior * fade);
  }
  for (const [guard, usual] of guards) {
    const [, number] = /(-?\d+)$/.exec(guard) ?? [];
    const weight = number !== undefined && scene.hints.numbers.has(number) ? usual * 1.8 : usual;
    const then = (what: string) =>
      dialect === 'python'
        ? `if ${guard}:\n${indent}    ${what}`
        : dialect === 'go'
          ? `if ${guard} {\n${indent}\t${what}\n${indent}}`
          : `if (${guard}) ${what};`;
    if (first || !inLoop)
      for (const [index, value] of returns.entries())
        put(
          then(`return ${value}`.trimEnd()),
          'an early end',
          (first ? 0.2 : 0.08) * weight * (expected.has(value) ? 2 : 1 - index * 0.08),
        );
    if (inLoop) for (const jump of ['continue', 'break']) put(then(jump), 'an early end', 0.07 * weight);
  }
  for (const other of scene.conditions.slice(0, 12)) {
    const condition = scene.text(other);
    if (inLoop && functionsAround(other)[0] === around && condition.length < 50)
      put(
        dialect === 'python'
          ? `if ${condition}:\n${indent}    continue`
          : dialect === 'go'
            ? `if ${condition} {\n${indent}\tcontinue\n${indent}}`
            : `if (${condition}) continue;`,
        'an early end',
        0.02,
      );
  }
  // Of two loops, one in the other: what both stand at.
  const [inner, outer] = inLoop ? countersOf(scene, node) : [];
  if (inner !== undefined && outer !== undefined) {
    const [same, and] = dialect === 'javascript' ? ['===', '&&'] : ['==', dialect === 'go' ? '&&' : 'and'];
    // Around a place: its neighbours go from one before to one behind, and it is none of them.
    const steps = new RegExp(`\\b${escaped(inner)}\\b[^\\n]*-1\\b`).test(around ? scene.text(around) : '');
    for (const [condition, prior] of [
      [`${outer} ${same} 0 ${and} ${inner} ${same} 0`, steps ? 0.4 : 0.2],
      [`${outer} ${same} ${inner}`, 0.25],
    ] as const)
      put(
        dialect === 'python'
          ? `if ${condition}:\n${indent}    continue`
          : dialect === 'go'
            ? `if ${condition} {\n${indent}\tcontinue\n${indent}}`
            : `if (${condition}) continue;`,
        'an early end',
        prior,
      );
  }
  const steers = scene.hints.late ? loopsAround(node).flatMap((loop) => [...steersOf(scene.source, loop)]) : [];
  for (const { text, prior, operator } of inserted(scene, node)) {
    // What lets a loop come to its end, where one does not.
    const [, target = ''] = /^(\w+)\s*(?:\+\+|--|[-+*/]?=(?!=))/.exec(text) ?? [];
    put(text, operator, prior * (steers.includes(target) ? 4 : 1));
  }
}

/** A case of a `switch` that runs on into the next one. */
export function endCase(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'switch_case') return;
  const last = named(node).findLast(({ field: role }) => role === 'body');
  if (!last || /return|break|continue|throw/.test(last.type)) return;
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, last.start))?.[0] ?? '';
  add({ start: last.end, end: last.end, line: last.line }, `\n${indent}break;`, 'the end of a case', 0.6);
}

export function insertAfter(scene: Scene, node: Syntax, indent: string, add: Add): void {
  if (/return|break|continue|throw|raise/.test(node.type)) return;
  const place = { start: node.end, end: node.end, line: node.line };
  const put = (statement: string, operator: string, prior: number) =>
    add(place, `\n${indent}${statement}`, operator, prior);
  const around = functionsAround(node)[0];
  const end = scene.source.dialect === 'javascript' ? ';' : '';
  const last = around && node.parent?.parent === around;
  if (last) {
    const none = returnsOf(scene, around).length === 0;
    for (const [rank, value] of scene.values(node).slice(0, 8).entries())
      put(`return ${value}${end}`, 'returned', (none ? 0.4 : 0.25) - rank * 0.02);
  }
  for (const { text, prior, operator } of inserted(scene, node)) put(text, operator, prior);
  if (loopAround(node)) for (const jump of ['break', 'continue']) put(`${jump}${end}`, 'another jump', 0.12);
  if (node.parent?.parent?.type === 'if_statement') put(`return${end}`, 'an early end', 0.06);
}

/** Names that the loops around count by, the innermost first. */
function countersOf(scene: Scene, node: Syntax): string[] {
  const found: string[] = [];
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    if (!/^for(?:_in)?_statement$/.test(at.type)) continue;
    const [, name] = /^for (?:\((?:let|const|var) )?(\w+)(?:, \w+)? (?:in|of|:?=)/.exec(scene.text(at)) ?? [];
    if (name !== undefined && name !== '_') found.push(name);
  }
  return found;
}

function loopAround(node: Syntax): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent)
    if (/^(?:for|while|do|for_in)_statement$/.test(at.type)) return true;
  return false;
}

/** What else this function gives back, and the values that stand for nothing. */
function returnsOf(scene: Scene, around: Syntax): string[] {
  const found = new Map<string, number>();
  const nothing = zeroOf(scene, around);
  if (nothing !== null) found.set(nothing, 1.5);
  for (const node of within(around)) {
    if (node.type !== 'return_statement') continue;
    const value = named(node)[0];
    const text = value ? scene.text(value) : '';
    if (text.length <= 24) found.set(text, (found.get(text) ?? 0) + 1);
    if (/\[|list|push|append/.test(text)) found.set('[]', 0.5);
    if (/['"`]|join|format/.test(text)) found.set("''", 0.5);
  }
  const empty =
    scene.source.dialect === 'python'
      ? ['0', '[]', 'None', "''", 'False', 'True', '1', '-1', '{}']
      : scene.source.dialect === 'javascript'
        ? ['0', '[]', 'null', "''", 'false', 'true', '1', '-1', '{}', 'undefined']
        : ['0', 'nil', '""', 'false', 'true'];
  for (const value of empty) if (!found.has(value)) found.set(value, 0.1);
  const parameters = field(around, 'parameters');
  if (parameters)
    for (const one of named(parameters).slice(0, 3))
      if (isName(one)) found.set(scene.text(one), Math.max(found.get(scene.text(one)) ?? 0, 0.4));
  return [...found]
    .sort((a, b) => b[1] - a[1])
    .map(([value]) => value)
    .slice(0, 9);
}

/** What a function of Go with these results gives back where it has nothing; null where that cannot be said. */
function zeroOf(scene: Scene, around: Syntax): string | null {
  const result = scene.source.dialect === 'go' ? field(around, 'result') : null;
  if (!result) return null;
  const types = result.type === 'parameter_list' ? named(result).map((one) => field(one, 'type') ?? one) : [result];
  const zeros = types.map((one) => {
    const type = scene.text(one);
    if (/^(?:u?int\d*|float\d+|byte|rune|uintptr)$/.test(type)) return '0';
    if (type === 'string') return '""';
    if (type === 'bool') return 'false';
    return /^(?:error|any|\*|\[\]|map\[|chan |func|interface)/.test(type) ? 'nil' : `${type}{}`;
  });
  return zeros.join(', ');
}

/** What members of the class around begin as: what has changed may have to begin again. */
function startsOf(scene: Scene, around: Syntax | undefined): [string, string][] {
  let holder = around?.parent ?? null;
  while (holder && !/class_body|class_definition/.test(holder.type)) holder = holder.parent;
  if (!holder || /^constructor$|^__init__$/.test(scene.text(field(around ?? holder, 'name') ?? holder))) return [];
  const found = new Map<string, string>();
  for (const node of within(holder)) {
    const [target, value] = [
      field(node, 'name') ?? field(node, 'property') ?? field(node, 'left'),
      field(node, 'value') ?? field(node, 'right'),
    ];
    if (
      !target ||
      !value ||
      !/^(?:\[\]|\{\}|0|1|''|""|null|None|false|False|new \w+\(\)|set\(\)|dict\(\))$/.test(scene.text(value))
    )
      continue;
    if (/field_definition/.test(node.type)) found.set(`this.${scene.text(target)}`, scene.text(value));
    else if (/^(?:this|self)\.\w+$/.test(scene.text(target))) found.set(scene.text(target), scene.text(value));
  }
  return [...found].slice(0, 8);
}

/** Members that the class around counts elsewhere and not here, with the sign of it. */
function countedOf(scene: Scene, around: Syntax | undefined): [string, string][] {
  if (!around || scene.source.dialect === 'go') return [];
  const here = scene.text(around);
  const found = new Map<string, string>();
  for (const [, name = '', plus, minus] of scene.source.text.matchAll(
    /((?:this|self)\.#?\w+)(?:\s*([+])= ?1\b|\s*(-)= ?1\b|\+\+|--)/g,
  ))
    if (!new RegExp(`${escaped(name)}\\s*(?:[-+]=|\\+\\+|--)`).test(here)) found.set(name, plus ?? minus ?? '+');
  return [...found].slice(0, 4);
}

const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

const isItself = (name: string) => name === 'self' || name === 'cls';
/** A step that an object keeps to itself and takes in others of its methods. */
const ownStep = /^(?:self\.__?|this\.#)\w+\([\w, ]*\);?$/;

/** Statements that the neighbourhood makes likely: what it does elsewhere, collecting, remembering, counting. */
function inserted(scene: Scene, node: Syntax): { text: string; prior: number; operator: string }[] {
  const found = new Map<string, number>();
  const steps = new Set<string>();
  const { dialect } = scene.source;
  const end = dialect === 'javascript' ? ';' : '';
  const put = (...forms: (readonly [text: string, prior: number])[]) => {
    for (const [text, prior] of forms) found.set(text, Math.max(found.get(text) ?? 0, prior));
  };
  const around = functionsAround(node)[0];
  const near = new Set([scene.text(node)]);
  const siblings = named(node.parent ?? node).map((one) => scene.text(one));
  const values = scene.values(node).slice(0, 9);
  for (const statement of scene.statements) {
    const text = scene.text(statement);
    if (near.has(text) || text.includes('\n') || text.length > 80 || siblings.includes(text)) continue;
    const same = functionsAround(statement)[0] === around;
    if (/^(?:const|let|var|import|def|class|return|"""|'''|#|@)/.test(text) && !text.startsWith('return')) continue;
    const known =
      same ||
      expressionsIn(scene, statement)
        .filter(isName)
        .every((name) => values.includes(scene.text(name)) || name.field === 'function' || isItself(scene.text(name)));
    // Where it stands elsewhere, what follows it there is what stands here.
    const beside = statement.parent ? named(statement.parent) : [];
    const follower = beside[beside.indexOf(statement) + 1];
    const alike =
      follower !== undefined && !text.startsWith('return') && likeness(scene.text(follower), scene.text(node)) > 0.5;
    // What goes on by one step in one branch goes on in the others as well.
    const [, target = ''] = /^([\w.]+)(?:\+\+|--| [-+]= | = (?=([\w.]+)\b))/.exec(text) ?? [];
    // What is set in one case is set in others.
    const set = /^[a-z]\w*\.#?\w+ = (?:true|false|True|False|None|null|nil|-?\d+|\[\]|""|'')\b;?$/.test(text);
    const step =
      set || (target !== '' && (/^[\w.]+(?:\+\+|--| [-+]= )/.test(text) || text.startsWith(`${target} = ${target}`)));
    if (step && (same || values.includes(target))) steps.add(text);
    put([
      text,
      (alike
        ? 0.45
        : !same && known && ownStep.test(text)
          ? 0.3
          : steps.has(text)
            ? 0.26
            : same
              ? 0.1
              : known
                ? 0.07
                : 0.015) * (text.startsWith('return') ? 0.4 : 1),
    ]);
  }
  const used = around ? scene.text(around) : '';
  const collections = values.filter((name) => {
    const plain = name.replace(/[.$]/g, '\\$&');
    return (
      new RegExp(
        `\\b${plain}\\s*=\\s*(?:\\[|\\{|set\\(|list\\(|dict\\(|new (?:Set|Map|Array)|deque|\\(\\))|\\b${plain}\\.(?:append|push|add|pop|length|has|set|extend)|\\bin ${plain}\\b|\\b${plain}\\[`,
      ).test(used) || /s$|stack|list|queue|seen|visited|result|out|acc/i.test(name)
    );
  });
  for (const name of collections.slice(0, 5)) {
    const ways = dialect === 'python' ? ['append', 'add'] : dialect === 'javascript' ? ['push', 'add'] : [];
    for (const way of ways) {
      const fits = used.includes(`${name}.${way}(`) ? 1.5 : /set\(|new Set/.test(used) === (way === 'add') ? 1 : 0.4;
      for (const [rank, value] of values.entries())
        if (value !== name) put([`${name}.${way}(${value})${end}`, (0.11 - rank * 0.006) * fits]);
    }
    if (dialect === 'python')
      put(
        [`${name}.sort()`, 0.04],
        [`${name}.pop()`, 0.04],
        [`${name} = list(${name})`, 0.04],
        [`${name} = sorted(${name})`, 0.05],
      );
    if (dialect === 'javascript')
      put(
        [`${name}.sort((a, b) => a - b)${end}`, 0.03],
        [`${name}.pop()${end}`, 0.03],
        [`${name} = [...${name}]${end}`, 0.05],
      );
    for (const value of values.slice(0, 6))
      for (const other of values.slice(0, 6))
        if (value !== name && other !== name && value !== other && used.includes(`${name}[`))
          put([`${name}[${value}] = ${other}${end}`, 0.03]);
  }
  for (const [member, value] of startsOf(scene, around)) put([`${member} = ${value}${end}`, 0.32]);
  // What is kept by a key here may have to go, or to be kept.
  if (dialect === 'javascript')
    for (const [, holder = '', way = '', key = ''] of used.matchAll(/((?:this\.)?#?\w+)\.(get|has|set|add)\((\w+)/g)) {
      if (!used.includes(`${holder}.delete(`)) put([`${holder}.delete(${key});`, 0.13]);
      if (way === 'has' && !used.includes(`${holder}.add(`)) put([`${holder}.add(${key});`, 0.1]);
      const kept = scene.source.text.includes(`${holder}.set(`);
      if (way !== 'add' && !used.includes(`${holder}.set(`))
        for (const [rank, value] of values.slice(0, 6).entries())
          if (value !== key) put([`${holder}.set(${key}, ${value});`, (kept ? 0.08 : 0.4) - rank * 0.01]);
    }
  // What is asked whether it is there has to go when it is over.
  const asked = /(?<![\w.])((?:this\.#?|self\.)?\w+) (?:[!=]==?|is|is not) (undefined|null|None|nil)\b/g;
  for (const [, name = '', nothing = ''] of scene.source.text.matchAll(asked)) {
    const set = new RegExp(`(?<![\\w.])${escaped(name)} = (?!${nothing})`).test(scene.source.text);
    if (set && !used.includes(`${name} = ${nothing}`)) put([`${name} = ${nothing}${end}`, 0.3]);
  }
  // What other methods count up or down.
  for (const [name, sign] of countedOf(scene, around))
    for (const [other, prior] of [
      [sign === '+' ? '-' : '+', 0.36],
      [sign, 0.08],
    ] as const)
      put([`${name} ${other}= 1${end}`, prior]);
  // A bound that was given and is one off here.
  const bounds = new Set(used.match(/(?<=[<>]=? )[A-Za-z_]\w*/g));
  for (const name of values.slice(0, 8))
    if (bounds.has(name)) put([`${name} -= 1${end}`, 0.05], [`${name} += 1${end}`, 0.04]);
  for (const name of values.slice(0, 8)) {
    if (!new RegExp(`\\b${name.replace(/[.$]/g, '\\$&')}\\s*(?:[-+*/]?=(?!=)|\\+\\+|--|:=)`).test(used)) continue;
    if (numeric(scene, node, name)) put([`${name} += 1${end}`, 0.1], [`${name} -= 1${end}`, 0.06]);
    if (numeric(scene, node, name)) put([`${name} = 0${end}`, 0.05]);
    for (const [rank, other] of values.entries()) {
      if (other === name || !sameType(scene, node, name, other)) continue;
      put([`${name} = ${other}${end}`, 0.075 - rank * 0.005]);
      for (const sign of ['-=', '+=']) put([`${name} ${sign} ${other}${end}`, 0.05 - rank * 0.003]);
    }
    if (dialect === 'python') put([`${name} = ''`, 0.02], [`${name} = []`, 0.03]);
  }
  // Set before a loop, asked in it and never changed: it has to go on.
  const { kept, idle, bound } = idleAt(scene, node);
  for (const name of kept)
    for (const other of bound.filter((one) => one !== name && sameType(scene, node, name, one)))
      for (const [text, prior] of updates(scene, name, other, indentOf(scene, node))) {
        steps.add(text);
        put([text, prior]);
      }
  for (const name of idle.filter((one) => numeric(scene, node, one)))
    for (const other of ['1', ...bound.filter((one) => numeric(scene, node, one))])
      for (const sign of ['+=', '-=']) {
        const one = dialect !== 'python' && other === '1';
        const text = one ? `${name}${sign[0]}${sign[0]}${end}` : `${name} ${sign} ${other}${end}`;
        steps.add(text);
        put([text, sign === '+=' ? 0.4 : 0.36]);
      }
  return [...found].map(([text, prior]) => ({
    text,
    prior,
    operator: steps.has(text) ? 'a step' : 'a statement put in',
  }));
}
