import { kebab } from '../emit/names.ts';
import { valueSource } from '../emit/values.ts';
import type { Example, Manifest, ModuleFunction, Parameter } from './manifest.ts';

/** How a manifest's calls look in TypeScript. */

export function isOptional(parameter: Parameter): boolean {
  return parameter.optional || parameter.default !== undefined;
}

/** `maxLength` is `--max-length`, unless the description calls it otherwise. */
export function flagOf({ flag, name }: Pick<Parameter, 'flag' | 'name'>): string {
  return flag ?? kebab(name);
}

export function requiredOf(fn: Pick<ModuleFunction, 'parameters'>): Parameter[] {
  return fn.parameters.filter((parameter) => !isOptional(parameter));
}

export function optionalOf(fn: Pick<ModuleFunction, 'parameters'>): Parameter[] {
  return fn.parameters.filter(isOptional);
}

/** `slugify('Hello', { separator: '_' })`. */
export function callSource(callee: string, fn: ModuleFunction, args: Example['args']): string {
  for (const name of Object.keys(args)) {
    if (!fn.parameters.some((parameter) => parameter.name === name)) {
      throw new Error(`${fn.name} has no parameter ${name}.`);
    }
  }
  const given = requiredOf(fn).map(({ name }) => {
    if (!(name in args)) throw new Error(`A call of ${fn.name} lacks ${name}.`);
    return valueSource(args[name]);
  });
  const options = Object.fromEntries(optionalOf(fn).flatMap(({ name }) => (name in args ? [[name, args[name]]] : [])));
  if (Object.keys(options).length > 0) given.push(valueSource(options));
  return `${callee}(${given.join(', ')})`;
}

export function functionOf(module: Manifest, name: string): ModuleFunction {
  const found = module.functions.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`The module ${module.id} has no function ${name}.`);
  return found;
}

/** The functions that a description asked for; all of them where it named none. */
export function chosenFunctions(module: Manifest, names: readonly string[]): ModuleFunction[] {
  const chosen = module.functions.filter((fn) => names.includes(fn.name));
  return chosen.length > 0 ? chosen : module.functions;
}
