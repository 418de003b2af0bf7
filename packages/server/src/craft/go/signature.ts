import { contradiction } from '../emit/contradiction.ts';
import { moduleSource } from '../modules/library.ts';
import type { Manifest, ModuleFunction } from '../modules/manifest.ts';
import { exportedName } from './source.ts';

/** What a module's source declares: whether a function can fail, and what its options are called, is said there only. */
export interface Signature {
  /** `ParseDuration(text string) (float64, error)`, without `func` and receiver. */
  text: string;
  results: readonly string[];
  /** The struct that functions of the last parameter fill. */
  options: string | undefined;
}

/** The declaration of a function, or of a method of the module's class. */
export function signatureOf(module: Manifest, fn: Pick<ModuleFunction, 'name'>): Signature {
  const receiver = module.class ? `\\(\\w+ \\*${exportedName(module.class.name)}\\) ` : '';
  return find(module, `${receiver}${exportedName(fn.name)}`);
}

/** The declaration of `New…`. */
export function constructorOf(module: Manifest): Signature {
  return find(module, `New${exportedName(module.class?.name ?? '')}`);
}

function find(module: Manifest, declared: string): Signature {
  // Type parameters stand between the name and the parentheses.
  const line = new RegExp(`^func ${declared}(?:\\[[^\\]]*\\])?\\(.*\\{$`, 'm').exec(moduleSource(module, 'go'))?.[0];
  if (line === undefined) throw contradiction(`The module ${module.id} declares no ${declared} in Go.`);
  const text = line.replace(/^func (?:\(\w+ \*\w+\) )?/, '').replace(/ ?\{$/, '');
  const after = text
    .slice(endOfParameters(text))
    .trim()
    .replace(/^\(|\)$/g, '');
  return {
    text,
    results: after === '' ? [] : after.split(', '),
    options: /\.\.\.func\(\*(\w+)\)/.exec(text)?.[1],
  };
}

function endOfParameters(text: string): number {
  let depth = 0;
  for (let at = text.indexOf('('); at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
