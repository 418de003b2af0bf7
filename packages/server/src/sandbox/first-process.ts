import { CodewrightError } from '../shared/errors.ts';
import type { ExecSpec, Limits } from './contract.ts';
import { openFiles } from './limits.ts';

/** Environment variables that carry the command's words: one string may hold 128 KiB, so there are several. */
const carriers = Array.from({ length: 32 }, (_, index) => `CODEWRIGHT_WORDS_${index.toString(36)}`);
/** Characters in one of them; up to three bytes each in UTF-8. */
const CARRIED = 40_000;

/**
 * The first process inside: always this same command, since bwrap takes the command from its own command line only and is started
 * before the command is known. It reads words and limits from its environment, sets the limits, closes what is not its own, and
 * waits for the command: as process 1 of its namespace it takes every other process with it when it ends, and bwrap reports its
 * end only after that. `exec` in a subshell, because "$@" alone would run the shell's own built-ins.
 */
export const firstProcess: readonly string[] = [
  '/bin/sh',
  '-c',
  [
    `eval "set -- ${carriers.map((name) => `$${name}`).join('')}"`,
    `unset ${carriers.join(' ')}`,
    // Without words nobody has asked for anything.
    '[ $# -ge 8 ] || exit 125',
    // One that cannot be set is lower already: only raising is refused.
    '{ ulimit -c 0; ulimit -d "$1"; ulimit -t "$2"; ulimit -f "$3"; ulimit -n "$4"; ulimit -u "$5" || ulimit -p "$5"; } 2>/dev/null',
    '[ "$6" = input ] || exec </dev/null',
    // The dynamic loader's settings only now: code that they load into this shell would run before its limits.
    'eval "$7"',
    // Its own stderr goes nowhere: a shell remarks on a child that a signal ended, and that is not the command's output.
    'exec 3>&2 2>/dev/null 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-',
    'shift 7; (exec 2>&3 3>&-; exec "$@"); exit $?',
  ].join('\n'),
  'sh',
];

/** bwrap arguments that set the environment: the given one, and the words for the first process. */
export function environmentArguments(env: Readonly<Record<string, string>>, spec: ExecSpec, limits: Limits): string[] {
  const loader = Object.entries(env).filter(([name]) => /^LD_[A-Z_]+$/.test(name));
  const words = [
    ...limitWords(limits),
    spec.stdin === undefined ? 'none' : 'input',
    loader.map(([name, value]) => `export ${name}=${quoted(value)}`).join('\n'),
    ...spec.argv,
  ];
  const text = words.map(quoted).join(' ');
  const result = Object.entries(env)
    .filter((entry) => !loader.includes(entry))
    .flatMap(([name, value]) => ['--setenv', name, value]);
  let at = 0;
  for (const name of carriers) {
    if (at >= text.length) break;
    let end = at + CARRIED;
    // Not between the halves of a character: each piece becomes bytes by itself.
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end--;
    result.push('--setenv', name, text.slice(at, end));
    at = end;
  }
  if (at < text.length) {
    throw new CodewrightError(
      'SANDBOX_FAILED',
      `The command is ${text.length} characters long: more than can be passed on.`,
      {
        hint: 'Hand long arguments in as input or as a file.',
      },
    );
  }
  return result;
}

/** The limits in the units of the shell's `ulimit`. */
function limitWords(limits: Limits): string[] {
  return [
    Math.floor(limits.memoryBytes / 1024),
    Math.ceil(limits.cpuSeconds),
    Math.floor(limits.fileBytes / 512),
    openFiles,
    limits.processes,
  ].map(String);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
