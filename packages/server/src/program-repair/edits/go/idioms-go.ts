import { changeAsElsewhere } from './go-as-elsewhere.ts';
import { changeGoFlow } from './go-flow.ts';
import { changeGoLost } from './go-lost.ts';
import { changeGoMaps } from './go-maps.ts';
import { changeGoMembers } from './go-members.ts';
import { negated } from '../binary.ts';
import { type Add, argumentsOf, escaped, type Scene } from '../scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isIndex,
  isMember,
  isName,
  isStatement,
  named,
  type Syntax,
  within,
} from '../../syntax.ts';

/** What people write in Go where it wants something else. */
export function changeGoIdiom(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  changeGoFlow(scene, node, add);
  if (node.type === 'for_statement') ownInEachRound(scene, node, add);
  if (isStatement(node)) ownAtThatTime(scene, node, add);
  changeGoMaps(scene, node, add);
  changeGoMembers(scene, node, add);
  changeGoLost(scene, node, add);
  changeAsElsewhere(scene, node, add);
  if (node.type === 'short_var_declaration') hidden(scene, node, add);
  if (node.type === 'assignment_statement') limited(scene, node, add);
  if (isCall(node)) ownRoom(scene, node, add);
  if (isIndex(node)) otherEnd(scene, node, add);
  locked(scene, node, add);
  if (node.type === 'expression_statement') unlocked(scene, node, add);
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
    if (name === 'make' && first && second && third && scene.text(second) === '0') {
      const elements = /\bcopy\(/.test(scene.source.text) ? 0.75 : 0.3;
      add({ start: second.start, end: third.end, line: node.line }, scene.text(third), 'elements, not room', elements);
    }
    const copied = name === 'make' && second ? copiedFrom(scene, node) : '';
    if (copied !== '' && second) add(second, `len(${copied})`, 'elements, not room', 0.85);
    if (name === 'fmt.Errorf' && first && /%[vs]/.test(scene.text(first)))
      add(first, scene.text(first).replace(/%[vs](?=[^%]*$)/, '%w'), 'an error that is kept', 0.4);
    if (name === 'len' && first && !scene.text(first).startsWith('[]'))
      add(first, `[]rune(${scene.text(first)})`, 'letters, not bytes', isForeign(scene) ? 0.8 : 0.12);
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
        new RegExp(
          `\\b${escaped(list)}\\s+(?:\\.\\.\\.|\\[\\])|range ${escaped(list)}\\b|len\\(${escaped(list)}\\)`,
        ).test(scene.text(own))
      )
        add(value, `append(${list}[:0:0], ${list}...)`, 'a copy', 0.6);
    }
  }
  const same = isCondition(node) && /"strings"/.test(scene.source.text) ? binaryOf(node) : null;
  if (same && /^[!=]=$/.test(scene.text(same.operator))) {
    const not = scene.text(same.operator) === '!=' ? '!' : '';
    add(node, `${not}strings.EqualFold(${scene.text(same.left)}, ${scene.text(same.right)})`, 'in any case', 0.2);
  }
  if (node.type === 'if_statement' && /err != nil/.test(text)) return;
  if (isCondition(node) && isName(node)) add(node, negated(scene, node), 'turned round', 0.55);
}

/** What is copied into the list that a call makes. */
function copiedFrom(scene: Scene, node: Syntax): string {
  const [own] = functionsAround(node);
  const [, list = ''] = /(\w+)\s*:?=\s*$/.exec(scene.source.text.slice(0, node.start)) ?? [];
  return (own && list !== '' && new RegExp(`\\bcopy\\(${list}, ([\\w.]+)\\)`).exec(scene.text(own))?.[1]) || '';
}

/** The last element for the first, and the other way round. */
function otherEnd(scene: Scene, node: Syntax, add: Add): void {
  const [list, index] = [field(node, 'operand'), field(node, 'index')];
  if (!list || !index) return;
  const last = `len(${scene.text(list)})-1`;
  if (scene.text(index) === '0') add(index, last, 'the other end', 0.3);
  if (scene.text(index).replaceAll(' ', '') === last) add(index, '0', 'the other end', 0.3);
}

/** What others of its kind do behind a lock. */
function locked(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'method_declaration') return;
  const [, self = '', kind = ''] = /^\((\w+) \*?(\w+)/.exec(scene.text(field(node, 'receiver') ?? node)) ?? [];
  const body = field(node, 'body');
  if (self === '' || !body || /\.R?Lock\(\)/.test(scene.text(body))) return;
  const [, lock = ''] =
    new RegExp(`func \\((\\w+) \\*?${kind}\\b[^\\n]*\\n\\s*\\1\\.([\\w.]+)\\.R?Lock\\(\\)`)
      .exec(scene.source.text)
      ?.slice(1) ?? [];
  if (lock === '') return;
  const place = { start: body.start + 1, end: body.start + 1, line: node.line };
  add(place, `\n\t${self}.${lock}.Lock()\n\tdefer ${self}.${lock}.Unlock()`, 'behind the lock', 0.6);
}

const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

/** What goes on after a round of a loop, or beside it, keeps the variable of the loop itself: one that is the round's own. */
function ownInEachRound(scene: Scene, node: Syntax, add: Add): void {
  const body = field(node, 'body');
  const clause = named(node).find(({ type }) => /^(?:range|for)_clause$/.test(type));
  const head = /^(\w+)(?:,\s*(\w+))?\s*:=/.exec(clause ? scene.text(clause) : '');
  const first = body
    ? named(body)[0]?.type === 'statement_list'
      ? named(named(body)[0] ?? body)[0]
      : named(body)[0]
    : null;
  if (!body || !head || !first) return;
  const kept = [...within(body)].some((one) => one.type === 'func_literal') || /&\w+\b/.test(scene.text(body));
  if (!kept) return;
  const names = head.slice(1).filter((one) => one && one !== '_' && new RegExp(`\\b${one}\\b`).test(scene.text(body)));
  const put = (given: readonly string[], prior: number) => {
    const list = given.join(', ');
    const place = { start: first.start, end: first.start, line: first.line };
    if (list !== '') add(place, `${list} := ${list}\n${indentOf(scene, first)}`, 'its own in each round', prior);
  };
  put(names, 0.9);
  if (names.length > 1) for (const one of names) put([one], 0.6);
}

/** A function that is kept for later reads the variable as it is by then: one of its own keeps what it was. */
function ownAtThatTime(scene: Scene, node: Syntax, add: Add): void {
  if (node.endLine - node.line > 12 || /_declaration$|^(?:for|if)_statement$/.test(node.type)) return;
  const later = [...within(node)].find((one) => one.type === 'func_literal');
  const loop = functionsAround(node)[0] === undefined ? undefined : loopAround(node);
  if (!later || !loop) return;
  const place = { start: node.start, end: node.start, line: node.line };
  const whole = scene.text(loop);
  const body = scene.text(later);
  const set = new Set([...whole.matchAll(/(?<![\w.])([a-z]\w*)(?:, \w+)* = /g)].map(([, name = '']) => name));
  for (const name of set)
    if (new RegExp(`(?<![\\w.])${name}\\b(?!\\s*(?::=|=(?!=)))`).test(body) && !whole.includes(`${name} := ${name}`))
      add(place, `${name} := ${name}\n${indentOf(scene, node)}`, 'its own in each round', 0.85);
}

function loopAround(node: Syntax): Syntax | undefined {
  for (let at = node.parent; at && !/func/.test(at.type); at = at.parent) if (at.type === 'for_statement') return at;
  return undefined;
}

/** `:=` in a block makes a new variable: what the outer one of that name should have kept is lost. */
function hidden(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const [own] = functionsAround(node);
  if (!left || !right || !own || !isStatement(node)) return;
  const names = named(left).map((one) => scene.text(one));
  const before = scene.source.text.slice(own.start, node.start);
  const outer = names.filter(
    (name) =>
      name !== '_' &&
      new RegExp(
        `\\b${name}\\b[^\\n=]*:=|\\bvar (?:\\w+, )*${name}\\b|[(,] ?${name}(?:,[^()]*)? [\\w.*[\\]]+[,)]`,
      ).test(before),
  );
  if (outer.length === 0) return;
  const fresh = names.filter((name) => name !== '_' && !outer.includes(name));
  const operator = node.children.find((one) => scene.text(one) === ':=');
  if (!operator) return;
  if (fresh.length === 0) {
    add(operator, '=', 'the outer one', 0.85);
    return;
  }
  const indent = indentOf(scene, node);
  const types = resultsOf(scene, right);
  const declared = fresh.map((name) => `var ${name} ${types[names.indexOf(name)] ?? ''}\n${indent}`);
  if (types.length === names.length)
    add(node, `${declared.join('')}${scene.text(left)} = ${scene.text(right)}`, 'the outer one', 0.8);
  for (const name of outer) {
    const other = `${name}Here`;
    const list = names.map((one) => (one === name ? other : one)).join(', ');
    add(node, `${list} := ${scene.text(right)}\n${indent}${name} = ${other}`, 'the outer one', 0.5);
  }
}

/** Types that a call of a function of the file gives. */
function resultsOf(scene: Scene, right: Syntax): string[] {
  const [, name = ''] = /^(?:\w+\.)*(\w+)\(/.exec(scene.text(right)) ?? [];
  const [, results = ''] =
    new RegExp(`\\nfunc (?:\\([^)]*\\) )?${escaped(name)}\\([^)]*\\) \\(([^)]*)\\) \\{`).exec(scene.source.text) ?? [];
  return results === '' ? [] : results.split(/,\s*/).map((one) => one.split(' ').at(-1) ?? one);
}

/** What is greater or smaller than what is kept, and only that, is kept. */
function limited(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right || !isStatement(node) || !/ = /.test(scene.text(node))) return;
  const [a, b] = [scene.text(left), scene.text(right)];
  if (a.includes(',') || !/^[\w.[\]]+(?: [-+] \w+)?$/.test(b) || /^(?:true|false|nil)$/.test(b)) return;
  const indent = indentOf(scene, node);
  for (const [sign, prior] of [
    ['>', 0.3],
    ['<', 0.2],
  ] as const)
    add(
      node,
      `if ${b} ${sign} ${a} {\n${indent}\t${scene.text(node)}\n${indent}}`,
      sign === '>' ? 'a lower limit' : 'an upper limit',
      prior,
    );
}

/** Two lists that were grown from one share what lies behind its end. */
function ownRoom(scene: Scene, node: Syntax, add: Add): void {
  const [list, ...more] = argumentsOf(node);
  if (!list || scene.text(field(node, 'function') ?? node) !== 'append') return;
  const name = scene.text(list);
  const holder = node.parent?.parent ?? node;
  const back = new RegExp(`^${escaped(name)}\\s*=`).test(scene.text(holder));
  if (!back && /^[\w.]+$/.test(name)) add(list, `${name}[:len(${name}):len(${name})]`, 'room of its own', 0.5);
  const [own] = functionsAround(node);
  for (const one of more) {
    const text = scene.text(one);
    if (!isName(one) || !own) continue;
    const changed = new RegExp(`\\b${escaped(text)} = append\\(|\\b${escaped(text)}\\[[^\\]]*\\](?:, .*)? =(?!=)`).test(
      scene.text(own),
    );
    if (changed) add(one, `append(${text}[:0:0], ${text}...)`, 'a copy', 0.6);
  }
}

/** A lock that is never given back. */
function unlocked(scene: Scene, node: Syntax, add: Add): void {
  const [, lock = '', read = ''] = /^([\w.]+)\.(R?)Lock\(\)$/.exec(scene.text(node)) ?? [];
  const [own] = functionsAround(node);
  if (lock === '' || !own) return;
  const freed = `${lock}.${read}Unlock()`;
  const count = scene.text(own).split(freed).length - 1;
  const place = { start: node.end, end: node.end, line: node.line };
  if (count === 0) add(place, `\n${indentOf(scene, node)}defer ${freed}`, 'given back', 0.95);
}

/** Whether the failing tests hold letters of more than one byte. */
const isForeign = ({ hints }: Scene) =>
  [...hints.texts, ...hints.values.map(({ expected }) => expected)].some((one) => /[^ -~\s]/.test(one));
