import { plainText, shellWord } from '../../emit/values.ts';
import { flagOf, isOptional } from '../../modules/calls.ts';
import type { Example, Parameter } from '../../modules/manifest.ts';
import type { Session } from '../../modules/sessions.ts';
import type { Offered } from '../../modules/uses.ts';
import { valuesOf } from './commands.ts';

/** What argument parsers understand differently. */
export interface WordStyle {
  /** Words that would be taken for options, and need two dashes before them. */
  dashed: RegExp;
}

/** Of the tools in TypeScript and JavaScript. */
export const ownParser: WordStyle = { dashed: /^--?[a-z]/i };

/** An example of a function as a command line. */
export interface CommandLine {
  words: string[];
  /** Standard input, where a text comes that way. */
  input: string | undefined;
}

/**
 * The words after the program's name; the command's own name first, unless it is the only one. Null where the command
 * line can not say it: two texts of many lines, a list that is empty.
 */
export function commandLine(
  one: Offered,
  alone: boolean,
  example: Example,
  style: WordStyle = ownParser,
): CommandLine | null {
  const { parameters, name: command } = one;
  const texts = parameters.filter((parameter) => parameter.type === 'text' && parameter.name in example.args);
  if (texts.length > 1 || texts.some(isOptional)) return null;
  const input = texts[0] ? plainText(example.args[texts[0].name]) : undefined;
  const words: string[] = alone ? [] : [command];
  const values = valuesOf(parameters);
  for (const parameter of parameters.filter(isOptional)) {
    // The example means the usual default, which the description may have changed.
    const usual = changedDefault(one, parameter);
    const value = example.args[parameter.name] ?? (typeof usual === 'string' ? undefined : usual);
    if (value === undefined || value === null) {
      if (usual !== undefined) return null;
      continue;
    }
    const name = flagOf(parameter);
    const flag = `--${name}`;
    if (parameter.type === 'boolean') {
      if (value === true) words.push(flag);
      else if (parameter.default === true) words.push(`--no-${name}`);
      continue;
    }
    const word = wordOf(parameter, value);
    if (word === null) return null;
    words.push(word.startsWith('-') ? `${flag}=${word}` : flag, ...(word.startsWith('-') ? [] : [word]));
  }
  const rest: string[] = [];
  for (const parameter of values) {
    const value = example.args[parameter.name];
    if (parameter.type === 'text') {
      if (values.at(-1) !== parameter) rest.push('-');
      continue;
    }
    if (parameter.type.endsWith('[]') && Array.isArray(value)) {
      if (value.length === 0 || value.some((item) => plainText(item).includes(','))) return null;
      rest.push(...value.map(plainText));
      continue;
    }
    const word = wordOf(parameter, value);
    if (word === null) return null;
    rest.push(word);
  }
  // Words that look like options are told apart by two dashes.
  if (rest.some((word) => style.dashed.test(word) || word === '--')) words.push('--');
  return { words: [...words, ...rest], input };
}

/** A call that gives the same each time, for tests of the options that every command has; undefined where there is none. */
export function steadyCall(
  sessions: readonly Session[],
  alone: boolean,
  style: WordStyle = ownParser,
): CommandLine | undefined {
  for (const { calls } of sessions) {
    const [first] = calls;
    if (!first || first.offered.module.class || first.example.gives === false) continue;
    if (first.example.gives === undefined || printed(first.example.gives) === '') continue;
    const line = commandLine(first.offered, alone, first.example, style);
    if (line) return line;
  }
  return undefined;
}

/** The usual default where the description has another; null where there is none. */
function changedDefault({ fn }: Offered, parameter: Parameter): unknown {
  const original = fn.parameters.find((candidate) => candidate.name === parameter.name)?.default;
  return original === parameter.default ? undefined : (original ?? null);
}

function wordOf(parameter: Parameter, value: unknown): string | null {
  if (parameter.type === 'json') {
    // A plain word is read as a text.
    if (typeof value === 'string' && !isJson(value)) return value;
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plainText).join(',');
  return typeof value === 'object' ? null : plainText(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** For a document: `slugger "Hello"` as a person types it in a shell. */
export function shellLine(program: string, { words, input }: CommandLine): string {
  const typed = [program, ...words.map(shellWord)].join(' ');
  if (input === undefined) return typed;
  const text = input.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return `printf '%b' ${quoteInput(text)} | ${typed}`;
}

function quoteInput(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What the program prints for a result, as `src/show.ts` does. */
export function printed(result: unknown): string {
  if (result === undefined || result === null) return '';
  if (typeof result === 'string') return result === '' || result.endsWith('\n') ? result : `${result}\n`;
  if (Array.isArray(result) && result.every((item) => typeof item !== 'object')) {
    return result.map((item) => `${plainText(item)}\n`).join('');
  }
  return typeof result === 'object' ? `${JSON.stringify(result, null, 2)}\n` : `${plainText(result)}\n`;
}
