import { snake } from '../emit/names.ts';
import type { Example, Manifest, ModuleFunction, Parameter } from '../modules/manifest.ts';
import { call, type Expression, flat, struct, withHead } from './layout.ts';
import { constructorOf, fieldsOf, type Signature, signatureOf } from './signature.ts';
import { snakeName, typeName } from './source.ts';
import { fitsType, typedValue, unitOf } from './values.ts';

/** A call, and the statement that makes its options where it needs one. */
export interface RustCall {
  options?: { name: string; value: Expression };
  call: Expression;
}

/** `slugify("Hello", &options)`. */
export function rustCall(callee: string, module: Manifest, fn: ModuleFunction, args: Example['args']): RustCall {
  return withArguments(callee, module, signatureOf(module, fn), fn.parameters, args);
}

/** `LruCache::new(&options)`; with a clock for tests where `clock` says where it is read. */
export function rustNew(module: Manifest, options: Example['args'], clock?: string): RustCall {
  const name = clock === undefined ? 'new' : 'with_clock';
  const signature = constructorOf(module, name);
  const made = withArguments(
    `${typeName(module.class?.name ?? '')}::${name}`,
    module,
    { ...signature, parameters: signature.parameters.filter((one) => one.name !== 'clock') },
    module.class?.options ?? [],
    options,
  );
  if (clock === undefined || typeof made.call === 'string') return made;
  return { ...made, call: { ...made.call, items: [...made.call.items, clock] } };
}

function withArguments(
  callee: string,
  module: Manifest,
  signature: Signature,
  parameters: readonly Parameter[],
  args: Example['args'],
): RustCall {
  let options: RustCall['options'];
  const items = signature.parameters.map(({ name, type }): Expression => {
    const collected = optionsType(type);
    if (collected !== undefined) {
      const value = optionsValue(module, collected, parameters, args);
      if (value === undefined) return `&${collected}::default()`;
      options = { name: 'options', value };
      return '&options';
    }
    // What scenarios of games are played with: a chance that falls the same way each time.
    if (name === 'random') return '|| 0.5';
    const parameter = parameters.find((one) => snakeName(one.name) === name);
    const value = (parameter && parameter.name in args ? args[parameter.name] : parameter?.default) ?? null;
    const typed = typedValue(module, type, value, unitOf(parameter?.summary ?? ''));
    if (typed === undefined) throw new Error(`${callee} takes no ${JSON.stringify(value)} as its ${name}.`);
    return typed;
  });
  return { ...(options ? { options } : {}), call: call(callee, items) };
}

/** The struct that collects what may be left out: `SlugifyOptions` of `&SlugifyOptions`. */
export function optionsType(type: string): string | undefined {
  return /^&(\w+Options)$/.exec(type)?.[1];
}

/** Undefined where none is set. */
function optionsValue(
  module: Manifest,
  type: string,
  parameters: readonly Parameter[],
  args: Example['args'],
): Expression | undefined {
  const fields = fieldsOf(module, type) ?? [];
  const set = fields.flatMap((field): Expression[] => {
    const parameter = parameters.find((one) => snake(one.name) === field.name);
    if (!parameter || !(parameter.name in args)) return [];
    const typed = typedValue(module, field.type, args[parameter.name], unitOf(parameter.summary));
    return typed === undefined ? [] : [withHead(`${field.name}: `, typed)];
  });
  if (set.length === 0) return undefined;
  return struct(type, set.length === fields.length ? set : [...set, `..${type}::default()`]);
}

/** Whether the compiler takes the arguments: a negative number for one that has no sign is never even tried. */
export function isRustTyped(module: Manifest, fn: ModuleFunction, args: Example['args']): boolean {
  const all = signatureOf(module, fn).parameters.flatMap(({ name, type }) => {
    const collected = optionsType(type);
    return collected === undefined ? [{ name, type }] : (fieldsOf(module, collected) ?? []);
  });
  return fn.parameters.every((parameter) => {
    const declared = all.find((one) => one.name === snakeName(parameter.name));
    return !(parameter.name in args) || (declared !== undefined && fitsType(declared.type, args[parameter.name]));
  });
}

/** The call on one line, for names of what was tried. */
export function shown({ call: made, options }: RustCall): string {
  const given = options === undefined ? flat(made) : flat(made).replace('&options', `&${flat(options.value)}`);
  return given.replaceAll(/\s+/g, ' ');
}
