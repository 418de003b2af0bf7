import { type Add, argumentsOf, escaped, type Scene } from '../scene.ts';
import { field, functionsAround, isCall, isIndex, isStatement, named, type Syntax, within } from '../../syntax.ts';

/** Go's errors that get lost, work beside the work that nobody waits for, bounds that end the program, receivers that are copies. */
export function changeGoFlow(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'nil') lostError(scene, node, add);
  if (node.type === 'method_declaration') ownReceiver(scene, node, add);
  if (/^(?:function|method)_declaration$/.test(node.type)) namedResults(scene, node, add);
  if (isCall(node)) compareBy(scene, node, add);
  if (node.type === 'slice_expression') otherPart(scene, node, add);
  if (!isStatement(node)) return;
  ignored(scene, node, add);
  keepWithin(scene, node, add);
  awaited(scene, node, add);
  endedAsOthers(scene, node, add);
  leaveLoop(scene, node, add);
}

const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

/** No error is given where there is one. */
function lostError(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const list = node.parent;
  const returned = list?.type === 'expression_list' ? list.parent?.type === 'return_statement' : false;
  if (!own || !list || !returned || named(list).at(-1) !== node) return;
  const before = scene.source.text.slice(own.start, node.start);
  const asked = /\bif (?:[^{]*; )?err != nil \{[^}]*$/.test(before);
  if (/\berr\b/.test(before)) add(node, 'err', 'the error given on', asked ? 0.92 : 0.4);
  const known = [...scene.source.text.matchAll(/^\s*(?:var )?(Err\w+|err[A-Z]\w*)\s*=/gm)].map(([, name = '']) => name);
  for (const [rank, name] of known.slice(0, 6).entries()) add(node, name, 'the error given on', 0.3 - rank * 0.02);
}

/** What is set in a copy of the receiver is lost. */
function ownReceiver(scene: Scene, node: Syntax, add: Add): void {
  const receiver = field(node, 'receiver');
  const body = field(node, 'body');
  const [, name = '', kind = ''] = /^\((\w+) (\w+(?:\[.*\])?)\)$/.exec(receiver ? scene.text(receiver) : '') ?? [];
  if (!receiver || !body || name === '') return;
  const text = scene.text(body);
  const set = new RegExp(
    `(?<![\\w.])${name}(?:\\.\\w+)*(?:\\[[^\\]]*\\])*(?:\\s*(?:[-+*/%|&^]?=(?!=)|\\+\\+|--)|, .* = )`,
  );
  if (!set.test(text)) return;
  add(receiver, `(${name} *${kind})`, 'not a copy', 0.9);
  const whole = new RegExp(`(?<![\\w.*])${name} = `);
  const at = whole.exec(text)?.index;
  if (at === undefined) return;
  const changed = `(${name} *${kind})${scene.source.text.slice(receiver.end, body.start)}${text.replace(whole, `*${name} = `)}`;
  add({ start: receiver.start, end: body.end, line: node.line }, changed, 'not a copy', 0.9);
}

/** What a deferred function sets is given back only where the results have its names. */
function namedResults(scene: Scene, node: Syntax, add: Add): void {
  const [result, body] = [field(node, 'result'), field(node, 'body')];
  if (!result || !body) return;
  const types = (result.type === 'parameter_list' ? named(result) : [result]).map((one) => scene.text(one));
  const text = scene.text(body);
  const [, later = ''] = /\bdefer func\(\) \{([\s\S]*?)\n\t\}\(\)/.exec(text) ?? [];
  const set = [...later.matchAll(/(?<![\w.])(\w+)(?:\.\w+)? (?:[-+*/]?=) /g)].map(([, name = '']) => name);
  if (set.length === 0 || types.some((one) => / /.test(one) && !/^(?:func|map|chan|struct|interface)/.test(one)))
    return;
  const returned = /\n\treturn ([\w, ]+)\s*\}$/.exec(text)?.[1]?.split(', ') ?? [];
  const names = types.map((type, at) => {
    const given = returned[at] ?? '';
    if (/^[a-z]\w*$/.test(given) && !/^(?:nil|true|false)$/.test(given)) return given;
    return type === 'error'
      ? (set.find((one) => one.startsWith('err')) ?? 'err')
      : types.length === 1
        ? (set[0] ?? '')
        : `value${at}`;
  });
  if (!names.some((one) => set.includes(one))) return;
  let changed = text;
  for (const one of names)
    changed = changed
      .replace(new RegExp(`\\n\\tvar ${escaped(one)} [^\\n=]+(?=\\n)`), '')
      .replace(new RegExp(`\\n\\t${escaped(one)} := `), `\n\t${one} = `);
  const list = types.map((type, at) => `${names[at]} ${type}`).join(', ');
  add({ start: result.start, end: body.end, line: node.line }, `(${list}) ${changed}`, 'named results', 0.9);
}

/** Sorted by something else than the elements themselves. */
function compareBy(scene: Scene, node: Syntax, add: Add): void {
  if (!/^(?:sort\.Slice(?:Stable)?)$/.test(scene.text(field(node, 'function') ?? node))) return;
  const less = argumentsOf(node)[1];
  if (!less) return;
  for (const one of within(less)) {
    const [left, sign, right] = one.type === 'binary_expression' ? one.children : [];
    if (!left || !sign || !right || !isIndex(left) || !isIndex(right)) continue;
    const [a, b, by] = [scene.text(left), scene.text(right), scene.text(sign)];
    add(one, `len(${a}) ${by} len(${b})`, 'sorted by', 0.35);
    add(
      one,
      `strings.ToLower(${a}) ${by} strings.ToLower(${b})`,
      'sorted by',
      /"strings"/.test(scene.source.text) ? 0.3 : 0.02,
    );
    for (const [rank, member] of scene.attributes.slice(0, 6).entries())
      add(one, `${a}.${member} ${by} ${b}.${member}`, 'sorted by', 0.2 - rank * 0.02);
  }
}

/** Another part of a list: the other end of it, one element more or less. */
function otherPart(scene: Scene, node: Syntax, add: Add): void {
  const operand = field(node, 'operand');
  const [start, end] = [field(node, 'start'), field(node, 'end')].map((one) => (one ? scene.text(one) : ''));
  if (!operand || start === undefined || end === undefined || field(node, 'capacity')) return;
  const list = scene.text(operand);
  const put = (from: string, to: string, prior: number) => add(node, `${list}[${from}:${to}]`, 'another part', prior);
  const [, fromEnd = ''] = new RegExp(`^len\\(${escaped(list)}\\) ?- ?(\\w+)$`).exec(end) ?? [];
  if (start !== '' && end === '') {
    put('', `len(${list})-${start}`, 0.4);
    put('', start, 0.3);
  }
  if (start === '' && end !== '') put(fromEnd === '' ? end : fromEnd, '', 0.35);
  // As many, but the last ones.
  if (start === '' && /^[\w.]+$/.test(end)) put(`len(${list})-${end}`, '', 0.4);
  if (start === '') put('1', end, 0.2);
  if (end === '') put(start, `len(${list})-1`, 0.2);
  if (start !== '' && end !== '') {
    put(start, '', 0.15);
    put('', end, 0.15);
  }
  for (const [sign, prior] of [
    ['+', 0.3],
    ['-', 0.25],
  ] as const) {
    if (start !== '') put(`${start}${sign}1`, end, prior);
    if (end !== '') put(start, `${end}${sign}1`, prior);
  }
}

/** What a function gives back where it has only an error to give. */
function nothingBut(scene: Scene, own: Syntax): string | null {
  const result = field(own, 'result');
  if (!result) return null;
  const types = (
    result.type === 'parameter_list' ? named(result).map((one) => field(one, 'type') ?? one) : [result]
  ).map((one) => scene.text(one));
  if (types.at(-1) !== 'error') return null;
  const zeros = types
    .slice(0, -1)
    .map((type) =>
      /^(?:u?int\d*|float\d+|byte|rune|uintptr)$/.test(type)
        ? '0'
        : type === 'string'
          ? '""'
          : type === 'bool'
            ? 'false'
            : /^(?:any|error|\*|\[\]|map\[|chan |func|interface)/.test(type)
              ? 'nil'
              : `${type}{}`,
    );
  return [...zeros, 'err'].join(', ');
}

/** An error that is not looked at. */
function ignored(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const back = own ? nothingBut(scene, own) : null;
  if (!own || back === null) return;
  const indent = indentOf(scene, node);
  const check = `if err != nil {\n${indent}\treturn ${back}\n${indent}}`;
  const text = scene.text(node);
  const [, before = '', sign = '', call = ''] = /^(.*), _ (:?=) (.*\))$/.exec(text) ?? [];
  if (sign !== '') asOthersLook(scene, node, own, { before, sign, call }, add);
  if (sign === ':=') add(node, `${before}, err := ${call}\n${indent}${check}`, 'an error looked at', 0.85);
  if (sign === '=' && before !== '')
    add(node, `var err error\n${indent}${before}, err = ${call}\n${indent}${check}`, 'an error looked at', 0.6);
  const assigns = /^[^=\n]*\berr :?= .*\)$/.test(text);
  const siblings = named(node.parent ?? node);
  const next = siblings[siblings.indexOf(node) + 1];
  if (assigns && !/^(?:if|return|switch)\b[^\n]*\berr\b/.test(next ? scene.text(next) : ''))
    add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${check}`, 'an error looked at', 0.8);
  const called = node.type === 'expression_statement' ? /^(?:[\w.]+\.)?(\w+)\(/.exec(text)?.[1] : undefined;
  const gives =
    called !== undefined &&
    new RegExp(`func (?:\\([^)]*\\) )?${escaped(called)}\\([^)]*\\) error \\{`).test(scene.source.text);
  if (gives)
    add(node, `if err := ${text}; err != nil {\n${indent}\treturn ${back}\n${indent}}`, 'an error looked at', 0.75);
}

/** An error is looked at as another of the function is, with what was given here in the place of what was given there. */
function asOthersLook(
  scene: Scene,
  node: Syntax,
  own: Syntax,
  { before, sign, call }: Readonly<Record<'before' | 'sign' | 'call', string>>,
  add: Add,
): void {
  const indent = indentOf(scene, node);
  const around = scene.text(own);
  const known = /\berr :?= |, err :?= |\bvar err\b/.test(scene.source.text.slice(own.start, node.start));
  const [given = ''] = /\(([\w.]+)(?:, .*)?\)$/.exec(call)?.slice(1) ?? [];
  const calls = /([^\n]*\(([\w.]+)[^\n]*)\n\s*if err != nil \{\n((?:\s*[^\n]+\n)+?)\s*\}/g;
  for (const [, , other = '', block = ''] of around.matchAll(calls)) {
    const lines = block
      .trimEnd()
      .split('\n')
      .map((line) => line.trim());
    const here = lines.map((line) =>
      given === '' ? line : line.replace(new RegExp(`\\b${escaped(other)}\\b`, 'g'), given),
    );
    for (const [which, prior] of [
      [here, 0.93],
      [lines, 0.7],
    ] as const) {
      const check = `if err != nil {\n${which.map((line) => `${indent}\t${line}`).join('\n')}\n${indent}}`;
      const asked = `${before}, err ${sign} ${call}\n${indent}${check}`;
      add(node, sign === ':=' || known ? asked : `var err error\n${indent}${asked}`, 'an error looked at', prior);
    }
  }
}

/** A bound beyond the end of what is cut. */
function keepWithin(scene: Scene, node: Syntax, add: Add): void {
  if (!scene.hints.words.has('range') && !scene.hints.words.has('bounds')) return;
  const indent = indentOf(scene, node);
  const place = { start: node.start, end: node.start, line: node.line };
  for (const { 1: list = '', 2: from = '', 3: to = '' } of scene.text(node).matchAll(/([\w.]+)\[(\w*):(\w*)\]/g)) {
    for (const bound of [to, from]) {
      if (!/^[a-z]\w*$/i.test(bound)) continue;
      add(
        place,
        `if ${bound} > len(${list}) {\n${indent}\t${bound} = len(${list})\n${indent}}\n${indent}`,
        'within bounds',
        0.6,
      );
      add(place, `if ${bound} < 0 {\n${indent}\t${bound} = 0\n${indent}}\n${indent}`, 'within bounds', 0.4);
    }
  }
}

/** Work that nobody waits for, and ends that nobody is told of. */
function awaited(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const whole = functionsAround(node).at(-1);
  if (!own || !whole) return;
  const text = scene.text(whole);
  const indent = indentOf(scene, node);
  const siblings = named(node.parent ?? node);
  const [, waiting = ''] = /\b([\w.]+)\.Wait\(\)/.exec(text) ?? [];
  if (node.type === 'go_statement' && waiting !== '' && !text.includes(`${waiting}.Add(`))
    add({ start: node.start, end: node.start, line: node.line }, `${waiting}.Add(1)\n${indent}`, 'counted', 0.92);
  const [, group = ''] = /\b([\w.]+)\.Add\(/.exec(text) ?? [];
  if (group !== '' && /\bsync\b/.test(scene.source.text)) {
    const outer = functionsAround(node).length === 1;
    if (outer && !text.includes(`${group}.Wait()`) && /\bgo func\b/.test(scene.text(node)))
      add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${group}.Wait()`, 'waited for', 0.92);
    if (node.type === 'go_statement' && !text.includes(`${group}.Done()`)) {
      const body = [...within(node)].find((one) => one.type === 'block');
      const at = body ? body.start + 1 : node.start;
      if (body)
        add({ start: at, end: at, line: node.line }, `\n${indent}\tdefer ${group}.Done()`, 'told of its end', 0.92);
    }
  }
  const [, channel = ''] = /\b(\w+) := make\(chan\b/.exec(text) ?? [];
  if (channel === '' || text.includes(`close(${channel})`)) return;
  const sends = new RegExp(`(?<![\\w.])${channel} <- `);
  if (sends.test(scene.text(node)) && siblings.at(-1) === node)
    add({ start: node.end, end: node.end, line: node.line }, `\n${indent}close(${channel})`, 'told of its end', 0.85);
  if (siblings[0] === node && own.type === 'func_literal' && sends.test(scene.text(own)))
    add(
      { start: node.start, end: node.start, line: node.line },
      `defer close(${channel})\n${indent}`,
      'told of its end',
      0.88,
    );
}

/** A branch that goes on where the others of its function return. */
function endedAsOthers(scene: Scene, node: Syntax, add: Add): void {
  const siblings = named(node.parent ?? node).filter(isStatement);
  let holder = node.parent;
  while (holder && /^(?:block|statement_list)$/.test(holder.type)) holder = holder.parent;
  if (
    siblings.at(-1) !== node ||
    holder?.type !== 'if_statement' ||
    /^(?:return|break|continue|goto|panic)\b/.test(scene.text(node))
  )
    return;
  const [own] = functionsAround(node);
  if (!own) return;
  const seen = new Set<string>();
  for (const one of within(own)) {
    if (one.type !== 'return_statement') continue;
    const text = scene.text(one);
    if (seen.has(text) || text.length > 60 || text.includes('\n')) continue;
    seen.add(text);
    if (seen.size > 5) break;
    const place = { start: node.end, end: node.end, line: node.line };
    add(place, `\n${indentOf(scene, node)}${text}`, 'ended as others', 0.38 - seen.size * 0.02);
  }
}

/** `break` in a choice leaves the choice, not the loop around it. */
function leaveLoop(scene: Scene, node: Syntax, add: Add): void {
  if (scene.text(node) !== 'break') return;
  let choice: Syntax | null = node.parent;
  while (choice && !/_switch_statement|select_statement|for_statement|function|method/.test(choice.type))
    choice = choice.parent;
  if (!choice || !/switch|select/.test(choice.type)) return;
  let around = choice.parent;
  while (around && around.type !== 'for_statement' && !/function|method|func_literal/.test(around.type))
    around = around.parent;
  if (around?.type !== 'for_statement') return;
  const text = scene.text(around);
  const at = node.start - around.start;
  const changed = `loop:\n${indentOf(scene, around)}${text.slice(0, at)}break loop${text.slice(at + 'break'.length)}`;
  add({ start: around.start, end: around.end, line: node.line }, changed, 'out of the loop', 0.7);
}
