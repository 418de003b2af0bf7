import { asRecord, readJson, textsOf } from './checkout.ts';

/** A program that a command really starts, after scripts and wrappers are looked through. */
export interface Program {
  name: string;
  args: string[];
}

/** Programs that run what follows them. The number counts the options' own arguments that precede it: none are known. */
const wrappers = new Set([
  'npx',
  'bunx',
  'cross-env',
  'cross-env-shell',
  'env',
  'exec',
  'time',
  'nice',
  'c8',
  'nyc',
  'dotenv',
  'command',
  'timeout',
]);
const managers = new Set(['npm', 'pnpm', 'yarn', 'bun']);
/** Do nothing, or only say something: a command made of these alone checks nothing. */
const idle = new Set(['echo', 'printf', 'true', ':', 'exit', 'cd', 'sleep', 'test', '[', 'set', 'export']);

/** What `argv` starts in the project at `root`: package scripts are read, not run. */
export function programsOf(argv: readonly string[], root: string, depth = 0): Program[] {
  const [first, ...rest] = argv;
  if (first === undefined || depth > 8) return [];
  const name = first.split('/').at(-1) ?? first;
  if (managers.has(name)) return managed(name, rest, root, depth);
  if ((name === 'sh' || name === 'bash') && rest[0] === '-c') return inShell(rest[1] ?? '', root, depth);
  if (wrappers.has(name)) {
    const at = rest.findIndex((word) => !word.startsWith('-') && !/^\w+=/.test(word) && !/^\d+[smh]?$/.test(word));
    return at < 0 ? [] : programsOf(rest.slice(at), root, depth + 1);
  }
  return [{ name, args: rest }];
}

/** True when the command cannot have checked anything: it starts no program that could. */
export function isIdle(programs: readonly Program[]): boolean {
  return programs.every((program) => idle.has(program.name));
}

function managed(manager: string, args: string[], root: string, depth: number): Program[] {
  const words = args.filter((word) => !word.startsWith('-'));
  const [verb, target] = words;
  if (verb === 'exec' || verb === 'x' || verb === 'dlx') return programsOf(after(args, verb), root, depth + 1);
  const script = verb === 'run' || verb === 'run-script' ? target : verb === 't' || verb === 'tst' ? 'test' : verb;
  if (script === undefined) return [];
  const scripts = scriptsOf(root);
  const text = scripts[script];
  if (text === undefined)
    return verb === 'run' || manager === 'npm' ? [] : programsOf(after(args, verb), root, depth + 1);
  // Scripts before and after it belong to the run, but prove nothing about it.
  return inShell(text, root, depth + 1);
}

function after(args: string[], verb: string | undefined): string[] {
  const rest =
    verb === undefined
      ? args
      : args.slice(args.indexOf(verb) + (verb === 'exec' || verb === 'x' || verb === 'dlx' ? 1 : 0));
  return rest.filter((word, index) => !(word === '--' && index === 0));
}

export function scriptsOf(root: string): Record<string, string> {
  return textsOf(asRecord(readJson(root, 'package.json'))?.['scripts']);
}

/** Each simple command of a shell line, by its words; quotes are honoured, expansions stay as written. */
function inShell(line: string, root: string, depth: number): Program[] {
  return simpleCommands(line).flatMap((words) => {
    const at = words.findIndex((word) => !/^\w+=/.test(word));
    return at < 0 ? [] : programsOf(words.slice(at), root, depth + 1);
  });
}

function simpleCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | null = null;
  let quote: string | null = null;
  const endWord = () => {
    if (word !== null) commands.at(-1)?.push(word);
    word = null;
  };
  for (let index = 0; index < line.length; index++) {
    const char = line[index] ?? '';
    if (quote !== null) {
      if (char === quote) quote = null;
      else if (char === '\\' && quote === '"') word = (word ?? '') + (line[++index] ?? '');
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') word = (word ?? '') + (line[++index] ?? '');
    else if (char === '#' && word === null) {
      while (index + 1 < line.length && line[index + 1] !== '\n') index++;
    } else if (/\s/.test(char) && char !== '\n') endWord();
    else if (';&|\n(){}'.includes(char) && !(char === '{' && word !== null) && !(char === '}' && word !== null)) {
      endWord();
      if (commands.at(-1)?.length) commands.push([]);
    } else word = (word ?? '') + char;
  }
  endWord();
  return commands.filter((words) => words.length > 0);
}
