import type { Folded } from '../emit/fold.ts';
import { isOptional } from '../modules/calls.ts';
import type { Example, ModuleFunction } from '../modules/manifest.ts';
import { prefixed, pythonName, pythonValue } from './source.ts';

/** `slugify("Hello", separator="_")`: what a function needs stands in its order, the rest by name. */
export function pythonCall(callee: string, fn: ModuleFunction, args: Example['args']): Folded {
  const given = fn.parameters.filter(({ name }) => name in args);
  const needed = given.filter((parameter) => !isOptional(parameter)).map(({ name }) => pythonValue(args[name]));
  const named = given.filter(isOptional).map(({ name }) => prefixed(`${pythonName(name)}=`, pythonValue(args[name])));
  return { open: `${callee}(`, items: [...needed, ...named], close: ')' };
}

/** `LruCache(capacity=2)`; `more` are further arguments as they stand. */
export function pythonNew(className: string, options: Example['args'], more: readonly string[] = []): Folded {
  const named = Object.entries(options).map(([name, value]) => prefixed(`${pythonName(name)}=`, pythonValue(value)));
  return { open: `${className}(`, items: [...named, ...more], close: ')' };
}
