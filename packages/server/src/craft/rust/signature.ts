import { contradiction } from '../emit/contradiction.ts';
import { moduleSource } from '../modules/library.ts';
import type { Manifest, ModuleFunction } from '../modules/manifest.ts';
import { snakeName, splitList, typeName } from './source.ts';

/** What a module's source declares: types, and whether a function can fail, are said there only. */
export interface Signature {
  /** `pub fn to_roman(number: u32) -> Result<String, RomanError>`. */
  text: string;
  /** Without the receiver. */
  parameters: readonly Field[];
  /** What it gives when it succeeds; `()` for nothing. */
  result: string;
  /** Whether it gives a `Result`. */
  fails: boolean;
  /** Whether it changes what it is called on. */
  mutates: boolean;
}

export interface Field {
  name: string;
  type: string;
}

/** The declaration of a function, or of a method of the module's class. */
export function signatureOf(module: Manifest, fn: Pick<ModuleFunction, 'name'>): Signature {
  return declared(module, snakeName(fn.name), module.class ? '    ' : '');
}

/** The declaration of `new`; of `with_clock` where tests set the time. */
export function constructorOf(module: Manifest, name: 'new' | 'with_clock' = 'new'): Signature {
  return declared(module, name, '    ');
}

function declared(module: Manifest, name: string, indent: string): Signature {
  const source = sourceOf(module);
  // Of a class, only what is declared in its own block: other types may have methods of the same name.
  const body = module.class ? blockOf(source, typeName(module.class.name)) : source;
  const at = new RegExp(`^${indent}pub fn ${name}\\b`, 'm').exec(body)?.index;
  if (at === undefined) throw contradiction(`The module ${module.id} declares no ${name} in Rust.`);
  const head = body
    .slice(at, body.indexOf('{\n', at))
    .replaceAll(/\s+/g, ' ')
    .replaceAll('( ', '(')
    .replaceAll(/,? \)/g, ')')
    .trim();
  const open = head.indexOf('(');
  const close = endOfList(head, open);
  const all = splitList(head.slice(open + 1, close));
  const parameters = all
    .filter((part) => !/^&?(mut )?self$/.test(part))
    .map((part) => {
      const colon = part.indexOf(':');
      return { name: part.slice(0, colon).replace(/^mut /, ''), type: part.slice(colon + 1).trim() };
    });
  const result = /^\) -> (.*?)(?: where .*)?$/.exec(head.slice(close))?.[1] ?? '()';
  const [good = result] = /^Result<(.*)>$/.test(result) ? splitList(result.slice(7, -1)) : [];
  return {
    text: head,
    parameters,
    result: good,
    fails: result.startsWith('Result<'),
    mutates: all.includes('&mut self'),
  };
}

function endOfList(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

function blockOf(source: string, type: string): string {
  const blocks = source.matchAll(new RegExp(`^impl(?:<[^\\n]*?>)? ${type}(?:<[^\\n]*?>)? \\{\\n[^]*?^\\}`, 'gm'));
  return [...blocks].map(([block]) => block).join('\n');
}

/** The fields of a public struct; undefined where the module has no such struct. */
export function fieldsOf(module: Manifest, type: string): readonly Field[] | undefined {
  const body = new RegExp(`^pub struct ${type}(?:<[^>]*>)? \\{\\n([^]*?)^\\}`, 'm').exec(sourceOf(module))?.[1];
  if (body === undefined) return undefined;
  return [...body.matchAll(/^ {4}pub (\w+): (.+),$/gm)].map(([, name = '', kind = '']) => ({ name, type: kind }));
}

/** Whether values of a struct can be turned into JSON. */
export function writesJson(module: Manifest, type: string): boolean {
  return sourceOf(module).includes(`impl From<${type}> for Json`);
}

/** Everything that the module's source offers to others, as `use` orders it. */
export function exportsOf(module: Manifest): string[] {
  return exportedNames(sourceOf(module));
}

export function exportedNames(source: string): string[] {
  return useOrder(
    [...source.matchAll(/^pub (?:fn|struct|enum|trait|type|const) (\w+)/gm)].map((match) => match[1] ?? ''),
  );
}

/** Functions first, then types, then constants, each by the alphabet: as rustfmt has it. */
export function useOrder(names: readonly string[]): string[] {
  const rank = (name: string): number => (/^[a-z]/.test(name) ? 0 : /^[A-Z0-9_]+$/.test(name) ? 2 : 1);
  return names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Without its unit tests: what they declare is nobody else's. */
function sourceOf(module: Manifest): string {
  return moduleSource(module, 'rust').replace(/^#\[cfg\(test\)\][^]*/m, '');
}

/** Files of the project that sources stand on beside modules of the library. */
export function groundOf(sources: readonly string[]): string[] {
  return ['calendar', 'json', 'sha256'].filter((name) => sources.some((source) => source.includes(`crate::${name}::`)));
}
