import { type Add, type Scene } from './scene.ts';
import { negated } from './binary.ts';
import { binaryOf, field, functionsAround, isCondition, type Syntax } from '../syntax.ts';

/** Done once for done again and again, and the other way round. */
function changeTimes(scene: Scene, node: Syntax, add: Add): void {
  let holder = node.parent;
  if (holder?.type === 'parenthesized_expression') holder = holder.parent;
  if (!holder || field(holder, 'alternative') || field(holder, 'initializer')) return;
  const { dialect } = scene.source;
  const again = dialect === 'go' ? 'for' : 'while';
  const head = { start: holder.start, end: holder.start + 2, line: holder.line };
  // What leaves at once needs no second time.
  const leaves = /^(?:return|raise|throw|break|continue|panic)\b/.test(
    scene.text(field(holder, 'consequence') ?? holder).replace(/^[{\s]+/, ''),
  );
  if (holder.type === 'if_statement' && !leaves) add(head, again, 'again and again', 0.3);
  if (holder.type === 'while_statement') add({ ...head, end: holder.start + 5 }, 'if', 'only once', 0.15);
}

/** Decisions: turned round, narrowed, widened. */
export function changeCondition(scene: Scene, node: Syntax, add: Add): void {
  if (!isCondition(node)) return;
  changeTimes(scene, node, add);
  const { dialect } = scene.source;
  const [and, or] = dialect === 'python' ? ['and', 'or'] : ['&&', '||'];
  const text = scene.text(node);
  add(node, negated(scene, node), 'turned round', binaryOf(node) ? 0.25 : 0.55);
  const loop = /while/.test(node.parent?.type ?? '') || /while/.test(node.parent?.parent?.type ?? '');
  const parts = new Map<string, number>();
  const values = scene.values(node).slice(0, 10);
  for (const [rank, value] of values.entries()) {
    const inside = new RegExp(`\\b${value.replace(/[.$]/g, '\\$&')}\\b`).test(text);
    const fade = (inside ? 1.3 : 1) - rank * 0.04;
    const forms: readonly (readonly [string, number])[] =
      dialect === 'python'
        ? [
            [value, 0.12],
            [`not ${value}`, 0.14],
            [`${value} is None`, 0.16],
            [`${value} is not None`, 0.15],
            [`${value} == 0`, 0.1],
            [`${value} > 0`, 0.1],
            [`${value} < 0`, 0.08],
            [`${value} != 0`, 0.07],
            [`len(${value}) > 0`, 0.05],
            [`len(${value}) == 0`, 0.06],
          ]
        : dialect === 'javascript'
          ? [
              [value, 0.13],
              [`!${value}`, 0.15],
              [`${value} == null`, 0.13],
              [`${value} != null`, 0.13],
              [`${value} === 0`, 0.1],
              [`${value} > 0`, 0.1],
              [`${value} < 0`, 0.08],
              [`${value} !== undefined`, 0.08],
              [`${value} === undefined`, 0.08],
              [`${value}.length > 0`, 0.06],
              [`${value}.length === 0`, 0.08],
              [`Number.isNaN(${value})`, 0.04],
              [`!Number.isFinite(${value})`, 0.03],
              [`Number.isInteger(${value})`, 0.03],
              [`!Number.isInteger(${value})`, 0.03],
              [`Array.isArray(${value})`, 0.04],
              [`!Array.isArray(${value})`, text.includes(`typeof ${value} === 'object'`) ? 0.6 : 0.03],
            ]
          : [
              [`${value} == nil`, 0.1],
              [`${value} != nil`, 0.1],
              [`${value} == 0`, 0.1],
              [`${value} > 0`, 0.1],
              [`len(${value}) == 0`, 0.1],
              [`len(${value}) > 0`, 0.08],
              [`!${value}`, 0.06],
            ];
    for (const [form, prior] of forms) parts.set(form, Math.max(parts.get(form) ?? 0, prior * fade));
    for (const attribute of scene.attributes.slice(0, 6)) {
      if (dialect === 'python') parts.set(`${value}.${attribute} is None`, 0.05 * fade);
      else if (dialect === 'javascript') parts.set(`!${value}.${attribute}`, 0.04 * fade);
    }
  }
  for (const other of values.slice(0, 6))
    for (const value of values.slice(0, 6)) {
      if (other === value) continue;
      for (const sign of dialect === 'javascript' ? ['<', '===', '!=='] : ['<', '==', '!='])
        parts.set(`${other} ${sign} ${value}`, Math.max(parts.get(`${other} ${sign} ${value}`) ?? 0, 0.05));
      if (dialect === 'python') for (const sign of ['in', 'not in']) parts.set(`${other} ${sign} ${value}`, 0.06);
      else if (dialect === 'javascript')
        parts
          .set(`!${value}.has(${other})`, 0.03)
          .set(`${value}.has(${other})`, 0.03)
          .set(`${value}.includes(${other})`, 0.03);
    }
  for (const [flag, prior] of flagsBeside(scene, text)) parts.set(flag, Math.max(parts.get(flag) ?? 0, prior));
  for (const left of lostBehind(scene, node)) parts.set(`${left} > 0`, 0.5);
  const own = functionsAround(node)[0];
  for (const other of scene.conditions) {
    if (other === node || scene.text(other).length > 60) continue;
    const same = functionsAround(other)[0] === own;
    const prior = same && isAlike(text, scene.text(other)) ? 0.45 : same ? 0.12 : 0.05;
    parts.set(scene.text(other), Math.max(parts.get(scene.text(other)) ?? 0, prior));
    add(node, scene.text(other), 'a condition of the file', same ? 0.12 : 0.04);
  }
  const [, bareName = '', presence = ''] =
    /^(\w+)( [!=]==? (?:nil|null|undefined)| is (?:not )?None)?$/.exec(text) ?? [];
  if (bareName !== '')
    for (const [rank, attribute] of scene.attributes.slice(0, 6).entries())
      add(
        node,
        `${bareName}.${attribute}${presence}`,
        'a member of it',
        (loop || presence !== '' ? 0.3 : 0.1) - rank * 0.03,
      );
  const constant = /^(?:True|true|1)$/.test(text);
  for (const [part, prior] of parts) {
    if (part === text) continue;
    const bare = /\b(?:or|\|\|)\b|\|\|/.test(text) ? `(${text})` : text;
    if (constant) {
      add(node, part, 'a condition for a constant', prior * 2);
      continue;
    }
    add(
      node,
      `${bare} ${and} ${/ or |\|\|/.test(part) ? `(${part})` : part}`,
      'one more condition',
      prior * (loop ? 1.2 : 1),
    );
    add(node, `${text} ${or} ${part}`, 'one more condition', prior);
    // What protects the rest has to come first.
    if (/None|null|not |!|len|length|nil/.test(part)) {
      add(node, `${part} ${and} ${bare}`, 'a guard in front', prior * 0.9);
      add(node, `${part} ${or} ${text}`, 'a guard in front', prior * 0.9);
    } else if (/^\w+$/.test(part)) add(node, `${part} ${and} ${bare}`, 'a guard in front', prior * 0.5);
    if (!loop) add(node, part, 'another condition', prior * 0.25);
  }
}

/** `c === "a" || c === "b"` asks whether something is one of several values: another that it is asked for may be one of them. */
function isAlike(text: string, other: string): boolean {
  const one = /^(\S+) (===?) \S+(?: (?:\|\||or) \1 \2 \S+)+$/.exec(text);
  return one !== null && other.startsWith(`${one[1]} ${one[2]} `) && !/ (?:\|\||or|&&|and) /.test(other);
}

/** Other members of the things that a condition asks: those that are asked elsewhere, or that are yes or no, first. */
function flagsBeside(scene: Scene, text: string): [form: string, prior: number][] {
  const { text: all, dialect } = scene.source;
  const not = dialect === 'python' ? 'not ' : '!';
  const asked = new Set(scene.conditions.map((one) => scene.text(one)));
  const found: [string, number][] = [];
  for (const base of new Set([...text.matchAll(/(?<![\w.)\]])([A-Za-z_]\w*)\.\w/g)].map(([, name = '']) => name)))
    for (const attribute of scene.attributes) {
      const member = `${base}.${attribute}`;
      if (text.includes(member)) continue;
      const flag = new RegExp(`\\b${attribute}\\b(?: bool\\b| ?[:=] ?(?:true|false|True|False|!|not ))`).test(all);
      if (flag || asked.has(member) || asked.has(`${not}${member}`))
        found.push([member, flag ? 0.34 : 0.2], [`${not}${member}`, flag ? 0.34 : 0.2]);
    }
  return found;
}

/** What a loop carries on from round to round, and nobody asks for behind it: it goes on while something is left of it. */
function lostBehind(scene: Scene, node: Syntax): string[] {
  let loop = node.parent;
  if (loop && loop.type !== 'while_statement' && loop.type !== 'for_statement') loop = loop.parent;
  const own = functionsAround(node)[0];
  if (!loop || !own || !/^(?:while|for)_statement$/.test(loop.type)) return [];
  const [before, inside, behind] = [
    scene.source.text.slice(own.start, loop.start),
    scene.text(loop),
    scene.source.text.slice(loop.end, own.end),
  ];
  const begun = [...before.matchAll(/(?<![\w.])([A-Za-z_]\w*)(?:: [^=\n]+)? :?= 0\b/g)].map(([, name = '']) => name);
  return [...new Set(begun)].filter((name) => {
    const word = new RegExp(`(?<![\\w.])${name}\\b`);
    const set = new RegExp(`(?<![\\w.])${name} (?:[-+*/]?=(?!=))|, ${name} =|(?<![\\w.])${name}, \\w+ =`);
    return set.test(inside) && !word.test(behind) && !word.test(scene.text(node));
  });
}
