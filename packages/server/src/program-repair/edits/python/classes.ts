import { type Add, calledName, escaped, type Scene } from '../scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isFunction,
  isMember,
  isName,
  isStatement,
  named,
  type Syntax,
  within,
} from '../../syntax.ts';

/** Python's classes and the reach of its names: methods, their first parameter, their decorators, names of the outer function. */
export function changeClass(scene: Scene, node: Syntax, add: Add): void {
  if (isFunction(node) && node.type === 'function_definition') {
    if (holderOf(node)) changeMethodHead(scene, node, add);
    reachOut(scene, node, add);
  }
  if (isCall(node)) {
    callParent(scene, node, add);
    callOwnMethod(scene, node, add);
  }
  if (node.type === 'augmented_assignment') countForAll(scene, node, add);
  if (isName(node)) ownKind(scene, node, add);
  if (isStatement(node)) giveItself(scene, node, add);
  if (node.type === 'comparison_operator') compareAll(scene, node, add);
  if (node.type === 'lambda') bindNow(scene, node, add);
}

/** The class whose method a function is. */
function holderOf(node: Syntax): Syntax | null {
  const above = node.parent?.type === 'decorated_definition' ? node.parent.parent : node.parent;
  return above?.parent?.type === 'class_definition' ? above.parent : null;
}

/** A method of the class is called as one. */
function callOwnMethod(scene: Scene, node: Syntax, add: Add): void {
  const name = field(node, 'function');
  const holder = functionsAround(node).map(holderOf).find(Boolean);
  if (!name || !isName(name) || !holder) return;
  if (new RegExp(`\\n\\s+(?:async )?def ${escaped(scene.text(name))}\\((?:self|cls)\\b`).test(scene.text(holder)))
    add(name, `self.${scene.text(name)}`, 'a member of its object', 0.9);
}

/** What the class counts for all its objects. */
function countForAll(scene: Scene, node: Syntax, add: Add): void {
  const left = field(node, 'left');
  const holder = functionsAround(node).map(holderOf).find(Boolean);
  const [, member = ''] = /^self\.(\w+)$/.exec(left ? scene.text(left) : '') ?? [];
  const kind = holder ? field(holder, 'name') : null;
  if (!left || !holder || !kind || member === '') return;
  if (new RegExp(`\\n[ ]+${member}(?:: [^=\\n]+)? = `).test(scene.text(holder)))
    add(left, `${scene.text(kind)}.${member}`, 'of the class', 0.5);
}

const says = ({ hints }: Scene, ...words: string[]) => words.some((word) => hints.words.has(word));

function changeMethodHead(scene: Scene, node: Syntax, add: Add): void {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  if (!list || !body) return;
  const decorated = node.parent?.type === 'decorated_definition';
  const decorators = decorated ? named(node.parent ?? node).filter(({ type }) => type === 'decorator') : [];
  const [first] = named(list);
  const name = first ? scene.text(first) : '';
  const text = scene.text(body);
  const place = { start: node.start, end: node.start, line: node.line };
  const indent = ' '.repeat(node.column);
  const put = (word: string, prior: number) => add(place, `@${word}\n${indent}`, 'a decorator', prior);
  if (!decorated) {
    if (name !== 'self' && name !== 'cls') {
      const given = scene.text(list).slice(1, -1).trim();
      add(list, given === '' ? '(self)' : `(self, ${given})`, 'its object first', /\bself\b/.test(text) ? 0.95 : 0.7);
      put('staticmethod', 0.75);
    }
    if (name === 'cls') put('classmethod', 0.9);
    if (
      name === 'self' &&
      named(list).length === 1 &&
      /\breturn\b/.test(text) &&
      !calledIn(scene, node).startsWith('__')
    )
      put('property', says(scene, 'method', 'bound') ? 0.9 : 0.12);
    return;
  }
  for (const one of decorators) {
    const whole = { start: one.start, end: node.start, line: one.line };
    const only = decorators.length === 1;
    if (only) add(whole, '', 'without its decorator', says(scene, 'callable') ? 0.85 : 0.15, true);
    if (/^@property$/.test(scene.text(one)) || !only) continue;
    if (/^@staticmethod$/.test(scene.text(one)) && name === 'cls') add(one, '@classmethod', 'a decorator', 0.9);
  }
}

const calledIn = (scene: Scene, node: Syntax) => scene.text(field(node, 'name') ?? node);

/** A name that is set in a function is its own, unless it says otherwise. */
function reachOut(scene: Scene, node: Syntax, add: Add): void {
  const body = field(node, 'body');
  const first = body ? named(body)[0] : null;
  if (!body || !first) return;
  const around = functionsAround(node);
  const text = scene.text(body);
  const told = says(scene, 'unboundlocalerror');
  const names = new Set(
    [...text.matchAll(/^[ \t]*([A-Za-z_]\w*) (?:[-+*/|&]|\/\/)?=(?!=)/gm)].map(([, name = '']) => name),
  );
  const parameters = scene.text(field(node, 'parameters') ?? node);
  for (const name of names) {
    if (new RegExp(`\\b(?:global|nonlocal) .*\\b${name}\\b`).test(text) || new RegExp(`\\b${name}\\b`).test(parameters))
      continue;
    const set = new RegExp(`^([ \\t]*)${name}\\s*(?::[^=]+)?=(?!=)`, 'm');
    const nested = around.some((one) => set.test(scene.text(one).slice(0, Math.max(0, node.start - one.start))));
    const outside = new RegExp(`^${name}\\s*(?::[^=]+)?=(?!=)`, 'm').test(scene.source.text);
    if (!nested && !outside) continue;
    const place = { start: first.start, end: first.start, line: first.line };
    const word = nested ? 'nonlocal' : 'global';
    add(place, `${word} ${name}\n${' '.repeat(first.column)}`, 'the outer one', told ? 0.95 : 0.35);
  }
}

/** A method that calls itself where it means its parent's. */
function callParent(scene: Scene, node: Syntax, add: Add): void {
  const target = field(node, 'function');
  const object = target && isMember(target) ? field(target, 'object') : null;
  const [own] = functionsAround(node);
  if (!object || !own || calledIn(scene, own) !== calledName(scene, node)) return;
  if (scene.text(object) === 'self') add(object, 'super()', 'its parent', says(scene, 'recursionerror') ? 0.9 : 0.5);
}

/** The class by name where a class that is made of it may be meant. */
function ownKind(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const holder = own ? holderOf(own) : null;
  if (!own || !holder || scene.text(node) !== scene.text(field(holder, 'name') ?? holder)) return;
  const [first] = named(field(own, 'parameters') ?? own);
  const name = first ? scene.text(first) : '';
  if (name === 'cls') add(node, 'cls', 'the class itself', 0.45);
  if (name === 'self') add(node, 'type(self)', 'the class itself', 0.3);
}

/** Methods that give their object back, so that another call can follow. */
function giveItself(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const body = own ? field(own, 'body') : null;
  if (!own || !body || node.parent !== body || named(body).at(-1) !== node || !holderOf(own)) return;
  if (/\breturn\b/.test(scene.text(body))) return;
  const usual = /^__(?:enter|iter|aenter|i\w+)__$/.test(calledIn(scene, own));
  const told = usual ? 0.9 : says(scene, 'nonetype') ? 0.5 : 0.15;
  if (node.type === 'pass_statement') add(node, 'return self', 'its object given back', told);
  else
    add(
      { start: node.end, end: node.end, line: node.line },
      `\n${' '.repeat(node.column)}return self`,
      'its object given back',
      told,
    );
}

/** Two things are the same where all that matters of them is: `a.x == b.x` and more. */
function compareAll(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  if (!parts) return;
  const [, a = '', member = ''] = /^(\w+)\.(\w+)$/.exec(scene.text(parts.left)) ?? [];
  const [, b = '', other = ''] = /^(\w+)\.(\w+)$/.exec(scene.text(parts.right)) ?? [];
  if (member === '' || member !== other || a === b) return;
  const sign = scene.text(parts.operator);
  const line = scene.text(node.parent ?? node);
  for (const [rank, more] of scene.attributes.entries()) {
    if (more === member || rank > 8 || new RegExp(`\\.${escaped(more)}\\b`).test(line)) continue;
    const prior = 0.4 - rank * 0.03;
    if (sign === '==') add(node, `${scene.text(node)} and ${a}.${more} == ${b}.${more}`, 'all that matters', prior);
    if (sign === '!=') add(node, `${scene.text(node)} or ${a}.${more} != ${b}.${more}`, 'all that matters', prior);
    if (/^[<>]=?$/.test(sign))
      add(
        node,
        `(${a}.${member}, ${a}.${more}) ${sign} (${b}.${member}, ${b}.${more})`,
        'order of equals',
        prior * 0.8,
      );
  }
}

/** A function that is made in a loop sees what the loop's variable is at the end. */
function bindNow(scene: Scene, node: Syntax, add: Add): void {
  const body = field(node, 'body');
  const parameters = field(node, 'parameters');
  if (!body) return;
  const own = parameters ? scene.text(parameters) : '';
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    const clauses = /comprehension|generator/.test(at.type)
      ? named(at).filter(({ type }) => type === 'for_in_clause')
      : [at];
    for (const clause of clauses) {
      const left = field(clause, 'left');
      for (const name of left ? [...within(left)].filter(isName).map((one) => scene.text(one)) : []) {
        if (!new RegExp(`\\b${name}\\b`).test(scene.text(body)) || new RegExp(`\\b${name}\\b`).test(own)) continue;
        const list = own === '' ? `${name}=${name}` : `${own}, ${name}=${name}`;
        add(node, `lambda ${list}: ${scene.text(body)}`, 'its own in each round', 0.85);
      }
    }
  }
}
