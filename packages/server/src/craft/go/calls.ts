import { isOptional } from '../modules/calls.ts';
import { moduleSource } from '../modules/library.ts';
import type { Example, Manifest, ModuleFunction, Parameter } from '../modules/manifest.ts';
import { constructorOf, type Signature, signatureOf } from './signature.ts';
import { exportedName, goString, goValue, typedValue } from './source.ts';

/** What stands for arguments and options in a call. */
export interface CallStyle {
  /** In front of names of the package: `durations.`, or nothing inside it. */
  from: string;
  /** Turns a value into a pointer to it. */
  pointer: string;
}

/** What scenarios of games are played with: a chance that falls the same way each time. */
export const knownChance = 'o.Random = func() float64 { return 0.5 }';

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
  return `${callee}(${[...needed, ...optionsOf(module, signatureOf(module, fn), fn.parameters, args, style)].join(', ')})`;
}

/** `NewLRUCache(func(o *LRUCacheOptions) { o.Capacity = 2 })`; `more` are further assignments. */
export function goNew(
  module: Manifest,
  options: Example['args'],
  style: CallStyle,
  more: readonly string[] = [],
): string {
  const set = optionsOf(module, constructorOf(module), module.class?.options ?? [], options, style, more);
  return `${style.from}New${exportedName(module.class?.name ?? '')}(${set.join(', ')})`;
}

function optionsOf(
  module: Manifest,
  { options }: Signature,
  parameters: readonly Parameter[],
  args: Example['args'],
  { from, pointer }: CallStyle,
  more: readonly string[] = [],
): string[] {
  const set = parameters.filter(isOptional).flatMap((parameter) => {
    const { name, type } = parameter;
    if (!(name in args)) return [];
    const value = mapValue(fieldType(module, options, exportedName(name)), args[name]) ?? typedValue(type, args[name]);
    const exact = type === 'number' && isPointer(parameter) ? `float64(${value})` : value;
    return [`o.${exportedName(name)} = ${isPointer(parameter) ? `${pointer}(${exact})` : value}`];
  });
  const all = [...set, ...more];
  if (all.length === 0) return [];
  const head = `func(o *${from}${options ?? ''}) {`;
  return [all.length === 1 ? `${head} ${all.join('')} }` : `${head}\n${all.map((one) => `\t${one}\n`).join('')}}`];
}

/** How a field of the options is declared. */
function fieldType(module: Manifest, options: string | undefined, field: string): string {
  const body = new RegExp(`^type ${options} struct \\{([^]*?)^\\}`, 'm').exec(moduleSource(module, 'go'))?.[1] ?? '';
  return new RegExp(`^\\t${field} +(.+)$`, 'm').exec(body)?.[1] ?? '';
}

/** An object as the map that is declared; undefined where none is. */
function mapValue(type: string, value: unknown): string | undefined {
  const inner = /^map\[string\](.+)$/.exec(type)?.[1];
  if (inner === undefined || typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).map(([key, one]) => {
    // What the type says already is not said again.
    const shown = mapValue(inner, one)?.slice(inner.length) ?? goValue(one);
    return `${goString(key)}: ${shown}`;
  });
  return `${type}{${entries.join(', ')}}`;
}
