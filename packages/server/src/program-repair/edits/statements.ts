import { type Add, calledName, type Scene } from './scene.ts';
import { insertAfter, insertBefore } from './insertions.ts';
import {
  field,
  functionsAround,
  isBlock,
  isCall,
  isFunction,
  isStatement,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** Statements: left out, moved, repeated from elsewhere, put in. */
export function changeStatement(scene: Scene, node: Syntax, add: Add): void {
  if (!isStatement(node) || isFunction(node) || /import|class_def|class_decl/.test(node.type)) return;
  const { parent } = node;
  if (!parent || functionsAround(node).length === 0) return;
  const { source } = scene;
  const python = source.dialect === 'python';
  const indent = /[ \t]*$/.exec(source.text.slice(0, node.start))?.[0] ?? '';
  const text = scene.text(node);
  const size = node.endLine - node.line;
  const siblings = named(parent).filter(isStatement);
  const at = siblings.indexOf(node);
  const next = siblings[at + 1];
  const before = siblings[at - 1];
  if (size <= 3)
    add(
      node,
      python && siblings.length === 1 ? 'pass' : '',
      'statement left out',
      /return|throw|raise/.test(node.type) ? 0.06 : 0.14,
      true,
    );
  if (next && size <= 4 && next.endLine - next.line <= 4)
    add(
      { start: node.start, end: next.end, line: node.line },
      `${scene.text(next)}${source.text.slice(node.end, next.start)}${text}`,
      'statements in another order',
      endsAtOnce(scene, node) && endsAtOnce(scene, next) ? 0.42 : 0.28,
    );
  // Further up than by one.
  for (let by = 2; size === 0 && by <= 4; by += 1) {
    const earlier = siblings[at - by];
    if (!earlier || !before || before.endLine - earlier.line > 8) break;
    add(
      { start: earlier.start, end: node.end, line: node.line },
      `${text}\n${indent}${source.text.slice(earlier.start, before.end)}`,
      'statements in another order',
      0.26 - by * 0.03,
    );
  }
  for (let by = 2; size === 0 && next && by <= 4; by += 1) {
    const later = siblings[at + by];
    if (!later || later.endLine - next.line > 8 || /^(?:return|throw|raise)\b/.test(scene.text(later))) break;
    add(
      { start: node.start, end: later.end, line: node.line },
      `${source.text.slice(next.start, later.end)}\n${indent}${text}`,
      'statements in another order',
      0.26 - by * 0.03,
    );
  }
  // Out of a block, or into the one before.
  const holder = parent.parent;
  if (
    holder &&
    isBlock(holder.parent ?? holder) &&
    isStatement(holder) &&
    !isFunction(holder) &&
    at === siblings.length - 1 &&
    siblings.length > 1 &&
    size <= 3
  ) {
    const outer = /[ \t]*$/.exec(source.text.slice(0, holder.start))?.[0] ?? '';
    const removed =
      source.text.slice(holder.start, before?.end ?? node.start) + source.text.slice(node.end, holder.end);
    add(
      { start: holder.start, end: holder.end, line: node.line },
      `${removed.replace(/\s+$/, '')}\n${outer}${reindented(text, indent, outer)}`,
      'moved out of the block',
      0.3,
    );
  }
  if (before && /if_|for|while/.test(before.type) && size <= 3) {
    const block = lastBlock(before);
    const last = block && named(block).filter(isStatement).at(-1);
    if (block && last) {
      const deeper = /[ \t]*$/.exec(source.text.slice(0, last.start))?.[0] ?? '';
      const moved = `${source.text.slice(before.start, last.end)}\n${deeper}${reindented(text, indent, deeper)}${source.text.slice(last.end, before.end)}`;
      add({ start: before.start, end: node.end, line: node.line }, moved, 'moved into the block', 0.25);
    }
  }
  insertBefore(scene, node, indent, add);
  if (!next) insertAfter(scene, node, indent, add);
  if (node.type === 'return_statement' || node.type === 'expression_statement') {
    const around = functionsAround(node)[0];
    if (node.type === 'expression_statement' && !next && around) {
      const inner = named(node)[0];
      const last = parent.parent !== null && isFunction(parent.parent);
      const own = inner !== undefined && isCall(inner) && calledName(scene, inner) === nameOf(scene, around);
      const gives = own || [...within(around)].some((one) => one.type === 'return_statement' && named(one).length > 0);
      if (inner && !/assignment|update|string/.test(inner.type) && (last || gives))
        add(node, `return ${text}`, 'returned', own ? 0.9 : last ? 0.5 : 0.35);
    }
  }
  if (node.type === 'break_statement') add(node, python ? 'continue' : 'continue;', 'another jump', 0.4);
  if (node.type === 'continue_statement') add(node, python ? 'break' : 'break;', 'another jump', 0.4);
  if (node.type === 'pass_statement')
    for (const other of ['break', 'continue', 'return None']) add(node, other, 'another jump', 0.2);
  if (node.type === 'if_statement') {
    const [yes, no] = [field(node, 'consequence'), field(node, 'alternative')];
    const body = no?.type === 'else_clause' ? (field(no, 'body') ?? named(no).find(isBlock) ?? null) : null;
    if (yes && body && isBlock(yes) && isBlock(body)) {
      add(
        { start: yes.start, end: body.end, line: node.line },
        `${scene.text(body)}${source.text.slice(yes.end, body.start)}${scene.text(yes)}`,
        'swapped branches',
        0.25,
      );
    }
    if (before?.type === 'if_statement' && !python && !field(before, 'alternative'))
      add(
        { start: node.start, end: node.start, line: node.line },
        'else ',
        'else',
        sameTarget(scene, before, node) ? 0.4 : 0.15,
      );
    if (python && before?.type === 'if_statement')
      add({ start: node.start, end: node.start + 2, line: node.line }, 'elif', 'else', 0.2);
  }
  if (node.type === 'if_statement' && python)
    for (const clause of named(node))
      if (clause.type === 'elif_clause')
        add({ start: clause.start, end: clause.start + 4, line: clause.line }, 'if', 'no else', 0.3);
}

/** A guard: of two of them the first one counts. */
const endsAtOnce = (scene: Scene, node: Syntax): boolean =>
  node.type === 'if_statement' && !field(node, 'alternative') && /\b(?:return|throw|raise)\b/.test(scene.text(node));

/** Both set the same variable: the second may not overrule the first. */
function sameTarget(scene: Scene, first: Syntax, second: Syntax): boolean {
  const target = (node: Syntax) =>
    /^[{\s]*([\w.]+) [-+*/]?= /.exec(scene.text(field(node, 'consequence') ?? node))?.[1];
  return target(first) !== undefined && target(first) === target(second);
}

const nameOf = (scene: Scene, around: Syntax) => {
  const name = field(around, 'name');
  return name ? scene.text(name) : '';
};

function lastBlock(node: Syntax): Syntax | null {
  let found: Syntax | null = null;
  for (const child of node.children) {
    if (isBlock(child)) found = child;
    else if (/else|elif/.test(child.type)) found = lastBlock(child) ?? found;
  }
  return found;
}

function reindented(text: string, from: string, to: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.startsWith(from) ? to + line.slice(from.length) : line))
    .join('\n');
}
