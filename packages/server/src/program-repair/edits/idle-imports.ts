import { type Add, argumentsOf, escaped, type Scene } from './scene.ts';
import { field, isCall, isExpression, isFunction, isMember, type Source, type Syntax } from '../syntax.ts';

const mostImports = 6;
const idleIn = new WeakMap<Source, string[]>();

/** What a file imports and names nowhere was meant for something: a flag for a call, a function for a value. Go refuses such files itself. */
export function useIdleImport(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect === 'go' || !isExpression(node)) return;
  for (const name of idleImports(scene.source)) {
    const constant = /^[A-Z][A-Z0-9_]*$/.test(name);
    if (constant) {
      if (isCall(node)) givenTo(node, name, add);
      if (isGiven(node)) add(node, name, 'an import nobody uses', 0.3);
    } else if (/^[a-z]/.test(name)) {
      const target = isCall(node) ? field(node, 'function') : null;
      if (target && !isMember(target)) add(target, name, 'an import nobody uses', 0.4);
      if (!isFunction(node) && scene.text(node).length < 80)
        add(node, `${name}(${scene.text(node)})`, 'an import nobody uses', isGiven(node) ? 0.5 : 0.3);
    }
  }
}

function givenTo(call: Syntax, name: string, add: Add): void {
  const last = argumentsOf(call).at(-1);
  if (last) add({ start: last.end, end: last.end, line: last.endLine }, `, ${name}`, 'an import nobody uses', 0.5);
}

/** Stands as an argument, as what is given back, or as what a name is set to. */
const isGiven = ({ parent, field: role }: Syntax): boolean =>
  parent !== null &&
  (/^(?:arguments|argument_list|return_statement)$/.test(parent.type) || role === 'right' || role === 'value');

/** Names that are imported each for itself; what a file gives on under `export` or `__all__` is named a second time. */
function idleImports(source: Source): string[] {
  const known = idleIn.get(source);
  if (known) return known;
  const { text, dialect } = source;
  const lists =
    dialect === 'python'
      ? text.matchAll(/^from [\w.]+ import (?:\(([^)]*)\)|([^(\n]+))/gm)
      : text.matchAll(
          /^import (?!type\b)(?:\w+, *)?\{([^}]*)\} from|^(?:const|let|var) \{([^}]*)\} = (?:await import|require)\(/gm,
        );
  // A module is often called like what it gives.
  const named = text.replaceAll(/^from [\w.]+ import|\bfrom (?:'[^']*'|"[^"]*")|\brequire\([^)]*\)/gm, '');
  const found: string[] = [];
  for (const [, first, second] of lists) {
    for (const one of (first ?? second ?? '').replaceAll(/#[^\n]*|\/\/[^\n]*/g, '').split(',')) {
      const name = /^(?!type )(?:.*\s)?(\w+)$/.exec(one.trim())?.[1];
      if (name && named.split(new RegExp(`(?<!\\w)${escaped(name)}(?!\\w)`)).length === 2) found.push(name);
    }
  }
  const all = found.slice(0, mostImports);
  idleIn.set(source, all);
  return all;
}
