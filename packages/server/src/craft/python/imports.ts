import { fold } from '../emit/fold.ts';
import { snake } from '../emit/names.ts';
import type { Used } from '../modules/uses.ts';
import { pythonName, pythonStyle } from './source.ts';

/** Where names come from, and all that might be taken from there. */
export type Source = readonly [from: string, names: readonly string[]];

/** `from .slugify import slugify` for whatever of the sources a text uses, in the order of ruff and isort. */
export function usedImports(text: string, sources: readonly Source[]): string {
  // A word of a help text is no name.
  const code = text.replaceAll(/"""[^]*?"""/g, '').replaceAll(/(?<![fF])"(?:[^"\\\n]|\\.)*"/g, '""');
  const uses = (name: string): boolean => new RegExp(`(?<![.\\w"])${name}\\b`).test(code);
  const found = new Map<string, string[]>();
  for (const [from, names] of sources) found.set(from, [...(found.get(from) ?? []), ...names.filter(uses)]);
  return [...found]
    .filter(([, names]) => names.length > 0)
    .map(([from, names]): Source => [from, [...new Set(names)].sort(compareImports)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => importLine(from, names))
    .join('\n');
}

/** Brackets only where the names need several lines. */
export function importLine(from: string, names: readonly string[]): string {
  const flat = `from ${from} import ${names.join(', ')}`;
  return flat.length <= pythonStyle.width
    ? flat
    : fold(`from ${from} import `, { open: '(', items: names, close: ')' }, pythonStyle);
}

/** What the modules offer: a class by its name, functions by theirs. */
export function moduleSources(used: readonly Used[]): Source[] {
  return used.map(({ module }) => [
    `.${snake(module.id)}`,
    module.class ? [module.class.name] : module.functions.map((fn) => pythonName(fn.name)),
  ]);
}

/** As ruff and isort order names: constants, classes, the rest. */
export function compareImports(a: string, b: string): number {
  const rank = (name: string): number => (/^[A-Z][A-Z0-9_]*$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
