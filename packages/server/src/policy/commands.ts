import { posix } from 'node:path';

/** Programs that run what follows them; the number is how many operands of their own come first. */
const wrappers: Readonly<Record<string, number>> = {
  env: 0,
  nohup: 0,
  time: 0,
  timeout: 1,
  nice: 0,
  ionice: 0,
  setsid: 0,
  stdbuf: 0,
  command: 0,
  exec: 0,
  xargs: 0,
  sudo: 0,
  doas: 0,
  busybox: 0,
  npx: 0,
};
const shells = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'fish']);
const depthLimit = 6;

/** One program with its arguments, wrappers and shells taken off. */
export interface SimpleCommand {
  program: string;
  /** First argument that is no option: `push` of `git push`; two where an option before it may have a value (`git -C x push`). */
  subcommands: string[];
  options: string[];
  /** Everything that is no option, the subcommand among it; paths made simple. */
  operands: string[];
  /** All arguments in one line, for words like `drop database`. */
  text: string;
}

function programName(word: string): string {
  return (word.replaceAll('\\', '/').split('/').pop() ?? word).toLowerCase().replace(/\.(exe|cmd)$/, '');
}

/** Simple commands of a shell text: split at operators and substitutions, quotes taken off. Linear in its length. */
function splitShell(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    const substitution = char === '`' || (char === '$' && text[at + 1] === '(');
    if (quote === "'" ? char === "'" : char === quote) quote = null;
    else if (quote === "'") word = (word ?? '') + char;
    else if (char === '\\') {
      at += 1;
      word = (word ?? '') + (text[at] ?? '');
    } else if (substitution) {
      // What stands in a substitution is a command too, inside double quotes as well.
      quote = null;
      endCommand();
    } else if (quote !== null) word = (word ?? '') + char;
    else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/[;&|()\n]/.test(char)) endCommand();
    else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}

function simplePath(word: string): string {
  const bare = word === '*' ? '.' : word.replace(/\/\*{1,2}$/, '/');
  if (!/^[./~]|\//.test(bare) || bare.includes('://')) return bare;
  const path = posix.normalize(bare);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * What an argv really starts, as far as it can be told from outside: shells, wrappers and substitutions are looked through.
 * It is a guard against mistakes; against malice there is the sandbox.
 */
export function simpleCommands(argv: readonly string[], depth = 0): SimpleCommand[] {
  if (depth > depthLimit) return [];
  if (argv.length === 1 && /[\s;&|]/.test(argv[0] ?? '')) return nested(splitShell(argv[0] ?? ''), depth);
  let at = 0;
  while (/^[A-Za-z_][A-Za-z0-9_]*=/.test(argv[at] ?? '')) at += 1;
  const first = argv[at];
  if (first === undefined) return [];
  const program = programName(first);
  const rest = argv.slice(at + 1);
  const inner: SimpleCommand[] = [];
  if (shells.has(program)) {
    const flag = rest.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
    if (flag >= 0) inner.push(...nested(splitShell(rest[flag + 1] ?? ''), depth));
  } else if (program === 'eval') {
    inner.push(...nested(splitShell(rest.join(' ')), depth));
  } else if (Object.hasOwn(wrappers, program)) {
    inner.push(...unwrap(rest, wrappers[program] ?? 0, depth));
  }
  const operands = rest.filter((word) => !word.startsWith('-')).map(simplePath);
  const command: SimpleCommand = {
    program,
    subcommands: operands.slice(0, rest[0]?.startsWith('-') ? 2 : 1).map((word) => word.toLowerCase()),
    options: rest.filter((word) => word.startsWith('-')).map((word) => word.split('=', 1)[0] ?? word),
    operands,
    text: rest.join(' ').toLowerCase(),
  };
  return [command, ...inner];
}

function nested(commands: string[][], depth: number): SimpleCommand[] {
  return commands.flatMap((words) => simpleCommands(words, depth + 1));
}

/** Options of a wrapper may take a value (`sudo -u root rm`): each place that could be the program is looked at. */
function unwrap(words: string[], operands: number, depth: number): SimpleCommand[] {
  const starts: number[] = [];
  let own = operands;
  let afterOption = false;
  for (const [index, word] of words.entries()) {
    if (word.startsWith('-')) {
      afterOption = true;
      continue;
    }
    if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(word)) continue;
    if (own > 0) {
      own -= 1;
      continue;
    }
    starts.push(index);
    if (!afterOption || starts.length === 2) break;
  }
  return starts.flatMap((start) => simpleCommands(words.slice(start), depth + 1));
}
