import { isOptional } from '../modules/calls.ts';
import type { Example, Manifest, ModuleFunction, Parameter } from '../modules/manifest.ts';
import { constructorOf, type Signature, signatureOf } from './signature.ts';
import { exportedName, typedValue } from './source.ts';

/** What stands for arguments and options in a call. */
export interface CallStyle {
  /** In front of names of the package: `durations.`, or nothing inside it. */
  from: string;
  /** Turns a value into a pointer to it. */
  pointer: string;
}

export const inside: CallStyle = { from: '', pointer: 'pointer' };

/** Whether the option may be missing, and is a pointer therefore. */
export function isPointer(parameter: Parameter): boolean {
  return isOptional(parameter) && (parameter.default ?? null) === null && parameter.type !== 'json';
}

/** `Slugify("Hello", func(o *SlugifyOptions) { o.Separator = "_" })`. */
export function goCall(
  callee: string,
  module: Manifest,
  fn: ModuleFunction,
  args: Example['args'],
  style: CallStyle,
): string {
  const given = fn.parameters.filter((parameter) => !isOptional(parameter));
  const needed = given.map(({ name, type }) => typedValue(type, args[name]));
  return `${callee}(${[...needed, ...optionsOf(signatureOf(module, fn), fn.parameters, args, style)].join(', ')})`;
}

/** `NewLRUCache(func(o *LRUCacheOptions) { o.Capacity = 2 })`; `more` are further assignments. */
export function goNew(
  module: Manifest,
  options: Example['args'],
  style: CallStyle,
  more: readonly string[] = [],
): string {
  const set = optionsOf(constructorOf(module), module.class?.options ?? [], options, style, more);
  return `${style.from}New${exportedName(module.class?.name ?? '')}(${set.join(', ')})`;
}

function optionsOf(
  { options }: Signature,
  parameters: readonly Parameter[],
  args: Example['args'],
  { from, pointer }: CallStyle,
  more: readonly string[] = [],
): string[] {
  const set = parameters.filter(isOptional).flatMap((parameter) => {
    const { name, type } = parameter;
    if (!(name in args)) return [];
    const value = typedValue(type, args[name]);
    const exact = type === 'number' && isPointer(parameter) ? `float64(${value})` : value;
    return [`o.${exportedName(name)} = ${isPointer(parameter) ? `${pointer}(${exact})` : value}`];
  });
  const all = [...set, ...more];
  if (all.length === 0) return [];
  const head = `func(o *${from}${options ?? ''}) {`;
  return [all.length === 1 ? `${head} ${all.join('')} }` : `${head}\n${all.map((one) => `\t${one}\n`).join('')}}`];
}
