import { type Add, escaped, type Scene } from './scene.ts';
import {
  field,
  functionsAround,
  isBlock,
  isFunction,
  isName,
  isStatement,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** What was begun and not carried through: asked and never noted, declared and never changed, declared once more, done on one path only. */
export function changeUnfinished(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect === 'go' || !isStatement(node) || isFunction(node)) return;
  const [own] = functionsAround(node);
  if (!own) return;
  neverNoted(scene, node, own, add);
  if (scene.source.dialect !== 'javascript') return;
  for (const outer of functionsAround(node).slice(0, 2)) neverChanged(scene, node, outer, add);
  declaredAgain(scene, node, own, add);
  onOtherPath(scene, node, own, add);
  neverSet(scene, node, add);
  beginsAgain(scene, node, own, add);
}

interface Noting {
  name: string;
  what: string;
  text: string;
}

const notings = new WeakMap<Scene, Noting[]>();

/** Collections of the file that are asked for something and never given anything. */
function notingsOf(scene: Scene): Noting[] {
  const known = notings.get(scene);
  if (known) return known;
  const { text, dialect } = scene.source;
  const found = new Map<string, Noting>();
  const asked =
    dialect === 'python'
      ? /(?<what>[\w.]+) (?:not )?in (?<name>(?:self\.)?\w+)\b/g
      : /(?<name>(?:this\.#?)?\w+)(?:\?\.|\.)(?<way>has|includes|get|indexOf)\((?<what>[^()\n]{1,40})\)/g;
  for (const { groups } of text.matchAll(asked)) {
    const { name = '', what = '', way = '' } = groups ?? {};
    const filled = new RegExp(
      dialect === 'python'
        ? `${escaped(name)}(?:\\.(?:add|append|update|extend|insert|setdefault)\\(|\\[[^\\]]+\\] *[-+]?=(?!=))|for .* in ${escaped(name)}\\b`
        : `${escaped(name)}(?:\\.(?:add|push|set|unshift)\\(|\\[[^\\]]+\\] *(?:[-+?|]+)?=(?!=))`,
    );
    if (filled.test(text)) continue;
    const begins = new RegExp(
      dialect === 'python'
        ? `${escaped(name)} *(?::[^=\n]+)?= *(set\\(\\)|\\[\\]|\\{\\})`
        : `${escaped(name)}\\b[^=\n;]*= *(new Set|new Map|\\[\\])`,
    ).exec(text)?.[1];
    if (begins === undefined) continue;
    const put =
      dialect === 'python'
        ? begins === '[]'
          ? `${name}.append(${what})`
          : `${name}.add(${what})`
        : begins === 'new Map'
          ? null
          : begins === '[]'
            ? `${name}.push(${what});`
            : `${name}.add(${what});`;
    if (put === null || (dialect === 'python' && begins === '{}') || way === 'get') continue;
    found.set(put, { name, what, text: put });
  }
  if (dialect === 'javascript') neverFilled(text, found);
  const all = [...found.values()].slice(0, 6);
  notings.set(scene, all);
  return all;
}

/** Lists that are emptied and never filled: with what their function goes through. */
function neverFilled(text: string, found: Map<string, Noting>): void {
  for (const [, name = ''] of text.matchAll(/\b(?:const|let|var) (\w+)(?:: [^=\n]+)? = \[\];/g)) {
    const word = escaped(name);
    if (!new RegExp(`\\b${word}\\.(?:pop|shift|at|length|join|map)\\b`).test(text)) continue;
    if (new RegExp(`\\b${word}(?:\\.(?:push|unshift|splice)\\(|\\[[^\\]]+\\] *=[^=]|\\s*=\\s*[^\\s[=])`).test(text))
      continue;
    for (const [, each = ''] of text.matchAll(/\bfor \((?:const|let) (\w+) of\b/g)) {
      const put = `${name}.push(${each});`;
      found.set(put, { name, what: each, text: put });
    }
  }
}

function neverNoted(scene: Scene, node: Syntax, own: Syntax, add: Add): void {
  const around = scene.text(own);
  for (const { name, text } of notingsOf(scene)) {
    if (!around.includes(name)) continue;
    // Behind where it is asked, and beside what else is noted there.
    const before =
      scene.source.text.slice(own.start, node.start).includes(`${name}.`) ||
      scene.source.text.slice(own.start, node.start).includes(`in ${name}`);
    const prior = before ? 0.5 : 0.15;
    const indent = indentOf(scene, node);
    add({ start: node.start, end: node.start, line: node.line }, `${text}\n${indent}`, 'noted', prior);
    if (!/^(?:return|throw|raise|break|continue)/.test(scene.text(node)))
      add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${text}`, 'noted', prior * 0.95);
  }
}

const ownToAll =
  /^(?:length|size|name|message|stack|cause|code|prototype|constructor|default|exports|env|argv|value|done|index)$/;

/** A member that is asked for and that nothing in the file has: what was made last gets it. */
function neverSet(scene: Scene, node: Syntax, add: Add): void {
  const [, made = ''] =
    /^(?:const|let|var) (\w+) = (?:async )?(?:\(|\{|function\b|new \w|\w+ =>)/.exec(scene.text(node)) ?? [];
  if (made === '') return;
  const { text } = scene.source;
  const asked = new Set(
    [...text.matchAll(/(?<!\bthis)\??\.([a-z]\w*)\b(?! *(?:\(|=(?!=)))/g)].map(([, name = '']) => name),
  );
  const given = scene.values(node).filter((one) => one !== made && /^\w+$/.test(one));
  for (const name of asked) {
    if (ownToAll.test(name)) continue;
    if (
      new RegExp(
        `\\.${name} = |[{,\\s](?:#|get |static |readonly )?${name}\\??(?: *[:=(,;}])|['"\`]${name}['"\`]`,
      ).test(text)
    )
      continue;
    const place = { start: node.end, end: node.end, line: node.endLine };
    const [, like] = new RegExp(`\\.${name} ={2,3} (\\w+)\\b`).exec(text) ?? [];
    const values = given.toSorted((a, b) => Number(b === like) - Number(a === like));
    for (const [rank, value] of values.slice(0, 6).entries())
      add(place, `\n${indentOf(scene, node)}${made}.${name} = ${value};`, 'set at last', 0.55 - rank * 0.03);
  }
}

/** `let` promises that it changes. */
function neverChanged(scene: Scene, node: Syntax, own: Syntax, add: Add): void {
  const around = scene.text(own);
  for (const name of lets(scene, own)) {
    const changed = new RegExp(
      `(?<![\\w.])${escaped(name)}\\s*(?:[-+*/%|&^]|\\*\\*|\\?\\?|\\|\\||&&)?=(?![=>])|(?<![\\w.])${escaped(name)}(?:\\+\\+|--)|(?:\\+\\+|--)${escaped(name)}\\b|[\\[{,]\\s*${escaped(name)}\\s*[,\\]}][^;\\n]*\\] *=`,
    );
    const later = around.slice(around.search(new RegExp(`\\blet\\b[^;]*\\b${escaped(name)}\\b`)) + 4 + name.length);
    if (
      changed.test(later.slice(later.indexOf(';') + 1)) ||
      !scene.source.text.slice(own.start, node.start).includes(name)
    )
      continue;
    const indent = indentOf(scene, node);
    const values = scene
      .values(node)
      .filter((one) => one !== name)
      .slice(0, 8);
    const flag = new RegExp(`\\blet ${escaped(name)}(?:: boolean)? = false\\b`).test(around);
    const texts = [
      ...(flag ? [`${name} = true;`] : []),
      ...values.flatMap((one) => [`${name} = ${one};`, `${name} += ${one};`]),
      `${name} += 1;`,
      `${name} -= 1;`,
      `${name} = true;`,
      `${name} = !${name};`,
      `${name} = 0;`,
      `${name} = '';`,
      `${name} = [];`,
    ];
    for (const [rank, text] of texts.entries()) {
      const prior = 0.42 - rank * 0.01;
      if (!/^(?:return|throw|break|continue)/.test(scene.text(node)))
        add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${text}`, 'changed at last', prior);
      add(
        { start: node.start, end: node.start, line: node.line },
        `${text}\n${indent}`,
        'changed at last',
        prior * 0.9,
      );
    }
  }
}

const declaredBy = new WeakMap<Syntax, string[]>();
function lets(scene: Scene, own: Syntax): string[] {
  const known = declaredBy.get(own);
  if (known) return known;
  const found: string[] = [];
  for (const node of within(own)) {
    if (node.type !== 'lexical_declaration' || scene.text(node.children[0] ?? node) !== 'let') continue;
    if (node.parent?.type.startsWith('for')) continue;
    for (const one of named(node)) {
      const name = field(one, 'name');
      if (name && isName(name)) found.push(scene.text(name));
    }
  }
  declaredBy.set(own, found);
  return found;
}

/** A name that is declared once more within hides the one that was meant. */
function declaredAgain(scene: Scene, node: Syntax, own: Syntax, add: Add): void {
  if (node.type !== 'lexical_declaration' && node.type !== 'variable_declaration') return;
  const [declared, ...more] = named(node);
  const name = declared ? field(declared, 'name') : null;
  const value = declared ? field(declared, 'value') : null;
  if (!name || !isName(name) || more.length > 0 || node.parent?.parent === own) return;
  const outer = scene.source.text.slice(own.start, node.start);
  if (
    !new RegExp(
      `\\b(?:let|var)\\b[^;=]*\\b${escaped(scene.text(name))}\\b|[(,]\\s*${escaped(scene.text(name))}\\b[^;{]*\\{`,
    ).test(outer)
  )
    return;
  if (value) add(node, `${scene.text(name)} = ${scene.text(value)};`, 'no second name', 0.7);
  add(node, '', 'no second name', 0.6);
}

/** What a loop counts or collects until something is given out has to begin again then. */
function beginsAgain(scene: Scene, node: Syntax, own: Syntax, add: Add): void {
  const { parent } = node;
  const inBranch = parent?.parent?.type === 'if_statement' || parent?.parent?.type === 'else_clause';
  if (!inBranch || node.type !== 'expression_statement') return;
  const text = scene.text(node);
  const around = scene.text(own);
  for (const name of lets(scene, own)) {
    const word = escaped(name);
    if (!new RegExp(`(?<![\\w.])${word}(?!\\w)`).test(text) || new RegExp(`^${word}\\b`).test(text)) continue;
    const [, begin] =
      new RegExp(`\\blet ${word}(?:: [^=\\n]+)? = (0|1|''|""|\\[\\]|\\{\\}|null|false)[;,]`).exec(around) ?? [];
    const grows = new RegExp(`(?<![\\w.])${word}(?:\\+\\+|--| [-+*|&]= |\\.push\\(|\\[)|\\+\\+${word}\\b`).test(around);
    const again = new RegExp(`(?<!let )(?<![\\w.])${word} = `).test(around);
    if (begin === undefined || !grows || again) continue;
    const place = { start: node.end, end: node.end, line: node.line };
    add(place, `\n${indentOf(scene, node)}${name} = ${begin};`, 'begins again', 0.55);
  }
}

/** What is done before the function is left on one path belongs on the other as well. */
function onOtherPath(scene: Scene, node: Syntax, own: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || !isBlock(parent) || node.type !== 'return_statement') return;
  const here = named(parent).map((one) => scene.text(one));
  const indent = indentOf(scene, node);
  for (const other of within(own)) {
    if (other.type !== 'return_statement' || other === node || !other.parent || !isBlock(other.parent)) continue;
    if (functionsAround(other)[0] !== own) continue;
    for (const one of named(other.parent)) {
      if (one.type !== 'expression_statement' || one.line !== one.endLine) continue;
      const text = scene.text(one);
      if (here.includes(text) || one.end > other.start) continue;
      add({ start: node.start, end: node.start, line: node.line }, `${text}\n${indent}`, 'as on the other path', 0.36);
    }
  }
}

const indentOf = (scene: Scene, node: Syntax): string =>
  /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
