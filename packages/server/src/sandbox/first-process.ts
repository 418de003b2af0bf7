import { ToolError } from '../shared/errors.ts';
import type { ExecSpec, Limits } from './contract.ts';
import { openFiles } from './limits.ts';

/** Where the first process finds its words: a named pipe. */
export const WORDS = 6;

/** Longer than this the system takes no command line. */
const mostLetters = 1_280_000;

/** Shells have their own ideas of these: they come with the environment that the shell itself is started with. */
const ofTheShell =
  /^(BASH\w*|ENV|E?UID|FUNCNAME|IFS|LINENO|MAIL\w*|OLDPWD|OPT\w+|PPID|PS\d|PWD|RANDOM|SECONDS|SHELLOPTS|_)$/;
const exportable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !ofTheShell.test(name);

/**
 * The first process inside: always this same command, since bwrap takes the command from its own command line only and is started
 * before the command is known. It waits for its words, sets the limits, closes what is not its own, and
 * waits for the command: as process 1 of its namespace it takes every other process with it when it ends, and bwrap reports its
 * end only after that. `exec` in a subshell, because "$@" alone would run the shell's own built-ins.
 */
export const firstProcess: readonly string[] = [
  '/bin/sh',
  '-c',
  [
    // An empty line says that words follow; the end says that there is nobody to give any. Words without their beginning are not run.
    `read -r begin <&${WORDS} && [ -z "$begin" ] || exit 125`,
    // `read` asks the kernel for each letter, a file is read piece by piece; but by bash, which is `sh` elsewhere, to an end that never comes.
    'if [ -n "${BASH_VERSION-}" ]',
    `then IFS= read -r -d '' words <&${WORDS}; eval "\${words%return 0?}"; unset words`,
    `else . /proc/self/fd/${WORDS}`,
    'fi',
    // Without words nobody has asked for anything.
    '[ $# -ge 8 ] || exit 125',
    // One that cannot be set is lower already: only raising is refused.
    '{ ulimit -c 0; ulimit -d "$1"; ulimit -t "$2"; ulimit -f "$3"; ulimit -n "$4"; ulimit -u "$5" || ulimit -p "$5"; } 2>/dev/null',
    '[ "$6" = input ] || exec </dev/null',
    // The environment only now: code that the dynamic loader's settings bring in would run before the limits.
    'eval "$7"',
    // Its own stderr goes nowhere: a shell remarks on a child that a signal ended, and that is not the command's output.
    'exec 3>&2 2>/dev/null 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-',
    'shift 7; (exec 2>&3 3>&-; exec "$@"); exit $?',
  ].join('\n'),
  'sh',
];

/** bwrap arguments for the few variables that a shell cannot be told to export. */
export function environmentArguments(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => (exportable(name) ? [] : ['--setenv', name, value]));
}

/** What the first process is told: limits, whether there is input, the environment, the command. */
export function wordsFor(env: Readonly<Record<string, string>>, spec: ExecSpec, limits: Limits): string {
  const variables = Object.entries(env).filter(([name]) => exportable(name));
  const words = [
    ...limitWords(limits),
    spec.stdin === undefined ? 'none' : 'input',
    variables.map(([name, value]) => `export ${name}=${quoted(value)}`).join('\n'),
    ...spec.argv,
  ];
  const text = words.map(quoted).join(' ');
  if (text.length > mostLetters) {
    throw new ToolError(`The command is ${text.length} characters long: more than can be passed on.`, {
      hint: 'Hand long arguments in as input or as a file.',
    });
  }
  return `\nset -- ${text}\nreturn 0\n\0`;
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
