import { fold } from '../../emit/fold.ts';
import { snake } from '../../emit/names.ts';
import type { Used } from '../../modules/uses.ts';
import { importLine } from '../../python/imports.ts';
import { pythonName, pythonString, pythonStyle } from '../../python/source.ts';

/** `__init__.py`: what the package exports, under names that stand once. */
export function initFile(summary: string, used: readonly Used[]): string {
  const exported = used
    .map(({ module }) => ({ from: snake(module.id), names: namesOf(module) }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const all = exported.flatMap(({ names }) => names).sort(byRank);
  return [
    `"""${summary.replaceAll('\\', '\\\\').replaceAll('"""', "'''")}"""\n`,
    ...exported.map(({ from, names }) => importLine(`.${from}`, names.sort(byRank))),
    '',
    fold('__all__ = ', { open: '[', items: all.map(pythonString), close: ']' }, pythonStyle),
    '__version__ = "0.1.0"\n',
  ].join('\n');
}

function namesOf(module: Used['module']): string[] {
  return module.class ? [module.class.name] : module.functions.map((fn) => pythonName(fn.name));
}

function byRank(a: string, b: string): number {
  const rank = (name: string): number => (/^[A-Z]/.test(name) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
