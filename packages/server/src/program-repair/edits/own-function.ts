import { type Add, escaped, memberName, type Scene, simple } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isIndex,
  isMember,
  isName,
  isStatement,
  isString,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** What the function around says of the same thing in another place. */
export function likeItsFunction(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  if (!own) return;
  if (/^assignment(?:_expression|_statement)?$/.test(node.type)) valueElsewhere(scene, own, node, add);
  if (isName(node) && isExpression(node)) memberOfThatName(scene, own, node, add);
  if (isMember(node) && isExpression(node)) variableOfThatName(scene, own, node, add);
  if (isCondition(node)) askedOfAnother(scene, own, node, add);
  if (isExpression(node)) textForNone(scene, own, node, add);
  if (isStatement(node)) onlyOfThat(scene, own, node, add);
  if (node.type === 'return_statement') endedAlike(scene, own, node, add);
}

/** What a variable is set to elsewhere: where a search goes on from, not where it began. */
function valueElsewhere(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right || !isPlain(scene, node)) return;
  const [target, value] = [scene.text(left), scene.text(right)];
  for (const other of within(own)) {
    if (other === node || other.type !== node.type || !isPlain(scene, other)) continue;
    const [to, given] = [field(other, 'left'), field(other, 'right')];
    if (!to || !given || scene.text(to) !== target) continue;
    const text = scene.text(given);
    if (text === value || text.length > 60 || text.includes('\n')) continue;
    // A constant in its place is as likely as any other constant, and what goes on from itself counts.
    const counts = new RegExp(`^${escaped(target)} [-+*/]`).test(text);
    const weight = counts || /^[-\w.'"]*$/.test(text) ? 0.3 : 0.6;
    add(right, text, 'a value it has elsewhere', weight);
  }
}

/** What is done last to what other ends of the function give back: `return text[:most].strip(by)`. */
function endedAlike(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  const [value] = named(node);
  if (!value || isCall(value) || scene.text(value).includes('\n') || !/^[\w.]+(?:\[[^\]]*\])?$/.test(scene.text(value)))
    return;
  for (const other of within(own)) {
    if (other === node || other.type !== 'return_statement') continue;
    const [step = ''] = /(?<=[\w\])])\.\w+\([\w.'", ]*\)(?=;?$)/.exec(scene.text(other)) ?? [];
    if (step !== '') add(value, `${scene.text(value)}${step}`, 'ended as others of its function', 0.4);
  }
}

/** `=`, and not `+=`. */
function isPlain(scene: Scene, node: Syntax): boolean {
  const operator = field(node, 'operator');
  return operator === null || scene.text(operator) === '=';
}

/** `next.key` where there is a plain `key` as well. */
function memberOfThatName(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  if (node.parent && isMember(node.parent)) return;
  const text = scene.text(node);
  for (const one of membersIn(scene, own)) if (one.endsWith(`.${text}`)) add(node, one, 'the member of that name', 0.5);
}

/** `key` where there is a `next.key` as well. */
function variableOfThatName(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  const last = memberName(node);
  if (!last || isCalled(node) || (node.parent && isMember(node.parent))) return;
  const name = scene.text(last);
  const whole = scene.text(node);
  if (scene.values(node).includes(name)) add(node, name, 'the variable of that name', 0.3);
  for (const one of membersIn(scene, own))
    if (one !== whole && one.endsWith(`.${name}`)) add(node, one, 'the member of that name', 0.35);
}

const isCalled = (node: Syntax) => node.field === 'function' && node.parent !== null && isCall(node.parent);

const members = new WeakMap<Syntax, ReadonlySet<string>>();

function membersIn(scene: Scene, own: Syntax): ReadonlySet<string> {
  let known = members.get(own);
  if (!known) {
    const found = [...within(own)].filter((one) => isMember(one) && !isCalled(one)).map((one) => scene.text(one));
    members.set(own, (known = new Set(found.filter((one) => /^[\w.]{3,40}$/.test(one)))));
  }
  return known;
}

/** What one element is asked for may have to be asked of another that is used here: whether it is still what stands for none. */
function askedOfAnother(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const [and, or] = scene.source.dialect === 'python' ? ['and', 'or'] : ['&&', '||'];
  for (const { list, element, sign, value } of askedIn(scene, own)) {
    const [same, other] = opposite[sign] ?? [sign, sign];
    for (const another of elementsOf(scene, own, list)) {
      if (another === element || text.includes(`${another} ${same}`) || text.includes(`${another} ${other}`)) continue;
      const leaves = /^[{(\s]*(?:return|continue|break|raise|throw)\b/.test(consequenceOf(scene, node));
      const bare = new RegExp(`\\|\\||\\bor\\b`).test(text) ? `(${text})` : text;
      if (leaves) add(node, `${text} ${or} ${another} ${same} ${value}`, 'the same asked of another', 0.35);
      else add(node, `${another} ${other} ${value} ${and} ${bare}`, 'the same asked of another', 0.35);
    }
  }
}

/** A text of the function where there would be none: an empty one, or nothing. */
function textForNone(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  const { parent, field: role } = node;
  if (scene.source.dialect === 'go' || !parent || !(isName(node) || isMember(node) || isIndex(node))) return;
  const kept =
    role === 'right' || role === 'value' || /^(?:return_statement|arguments|argument_list)$/.test(parent.type);
  if (!kept || isCalled(node)) return;
  const none = scene.hints.values.some(({ actual }) =>
    /^(?:''|""|null|undefined|None)?$|undefined|None\b/.test(actual),
  );
  const or = scene.source.dialect === 'python' ? 'or' : '||';
  for (const text of textsIn(scene, own))
    add(node, `${scene.text(node)} ${or} ${text}`, 'a text for none', none ? 0.3 : 0.1);
}

const texts = new WeakMap<Syntax, string[]>();

function textsIn(scene: Scene, own: Syntax): string[] {
  let known = texts.get(own);
  if (!known) {
    // What is written in a function around counts as well.
    const outer = functionsAround(own).at(-1) ?? own;
    const found = [...within(outer)].filter(isString).map((one) => scene.text(one));
    texts.set(own, (known = [...new Set(found)].filter((one) => /^(['"])[^'"\n]{1,24}\1$/.test(one)).slice(0, 6)));
  }
  return known;
}

/** Equal and unequal, as they are written where one of them is. */
const opposite: Readonly<Record<string, readonly [same: string, other: string]>> = {
  '==': ['==', '!='],
  '!=': ['==', '!='],
  '===': ['===', '!=='],
  '!==': ['===', '!=='],
  is: ['is', 'is not'],
  'is not': ['is', 'is not'],
};

interface Asked {
  list: string;
  element: string;
  sign: string;
  value: string;
}

const asked = new WeakMap<Syntax, Asked[]>();

/** Elements that the function compares with a constant or a name. */
function askedIn(scene: Scene, own: Syntax): Asked[] {
  const known = asked.get(own);
  if (known) return known;
  const found = new Map<string, Asked>();
  for (const one of within(own)) {
    const parts = binaryOf(one);
    if (!parts || !isIndex(parts.left)) continue;
    const list = field(parts.left, 'object') ?? field(parts.left, 'value') ?? field(parts.left, 'operand');
    const [element, sign, value] = [scene.text(parts.left), scene.text(parts.operator), scene.text(parts.right)];
    if (!list || !Object.hasOwn(opposite, sign) || !simple(value)) continue;
    found.set(`${element} ${value}`, { list: scene.text(list), element, sign, value });
  }
  const all = [...found.values()].slice(0, 4);
  asked.set(own, all);
  return all;
}

/** Elements of a list that the function names. */
function elementsOf(scene: Scene, own: Syntax, list: string): string[] {
  const found = new Set<string>();
  for (const one of within(own)) {
    if (!isIndex(one)) continue;
    const text = scene.text(one);
    if (text.startsWith(`${list}[`) && text.length < 40) found.add(text);
  }
  return [...found].slice(0, 5);
}

function consequenceOf(scene: Scene, node: Syntax): string {
  const holder = node.parent?.type === 'parenthesized_expression' ? node.parent.parent : node.parent;
  const body = holder ? (field(holder, 'consequence') ?? null) : null;
  return body ? scene.text(body) : '';
}

/** A parameter that the function does not look at, and what it goes through has a member of that name: only those count. */
function onlyOfThat(scene: Scene, own: Syntax, node: Syntax, add: Add): void {
  const { dialect, text } = scene.source;
  const block = node.parent;
  const holder = block?.type === 'statement_list' ? block.parent : block;
  const loop = holder?.parent;
  if (!block || !loop || !/^for(?:_in)?_statement$/.test(loop.type) || named(block).find(isStatement) !== node) return;
  const head = text.slice(loop.start, block.start);
  const [, each = ''] =
    /^for (?:\((?:const|let|var) (\w+) of|(\w+) in|\w+, (\w+) :?= range)/.exec(head)?.filter((one) => one) ?? [];
  const list = field(own, 'parameters');
  if (each === '' || !list) return;
  const indent = /[ \t]*$/.exec(text.slice(0, node.start))?.[0] ?? '';
  const body = text.slice(list.end, own.end);
  for (const name of scene.text(list).match(/(?<![:.] ?)\b[A-Za-z_]\w*(?=[,):= ])/g) ?? []) {
    if (/^(?:self|cls|this)$/.test(name) || new RegExp(`(?<![\\w.])${escaped(name)}\\b`).test(body)) continue;
    const member = dialect === 'go' ? `${name[0]?.toUpperCase()}${name.slice(1)}` : name;
    const keyed = new RegExp(`\\[['"]${escaped(name)}['"]\\]`).test(text);
    const known = [
      `${each}.${member}`,
      ...(dialect === 'go' ? [`${each}.${name}`] : []),
      ...(keyed ? [`${each}['${name}']`] : []),
    ];
    for (const one of known) {
      const last = one.split('.')[1] ?? '';
      const spoken = new RegExp(`\\b${escaped(last)}\\b`).test(text.slice(0, own.start) + text.slice(own.end));
      if (last !== '' && !spoken) continue;
      const skip =
        dialect === 'python'
          ? `if ${one} != ${name}:\n${indent}    continue`
          : dialect === 'go'
            ? `if ${one} != ${name} {\n${indent}\tcontinue\n${indent}}`
            : `if (${one} !== ${name}) continue;`;
      add(
        { start: node.start, end: node.start, line: node.line },
        `${skip}\n${indent}`,
        'only those of that name',
        0.7,
      );
    }
  }
}
