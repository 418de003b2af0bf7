import { Argument, type Command } from 'commander';

/** Every word that may follow a command path, read from the commands themselves so that it can't drift. */
function wordsByPath(command: Command, path = ''): Map<string, string[]> {
  const words = new Map<string, string[]>();
  words.set(path, [
    ...command.commands.map((sub) => sub.name()),
    ...command.options.flatMap((option) => (option.long ? [option.long] : [])),
  ]);
  for (const sub of command.commands) {
    for (const [key, value] of wordsByPath(sub, path ? `${path} ${sub.name()}` : sub.name())) words.set(key, value);
  }
  return words;
}

function bash(words: Map<string, string[]>): string {
  const cases = [...words].map(([path, list]) => `    '${path}') words='${list.join(' ')}' ;;`).join('\n');
  const paths = [...words.keys()].filter(Boolean).map((path) => `'${path}'`);
  // A word belongs to the path as long as there is such a command; what comes after are its arguments.
  return `_codewright() {
  local path='' word next words='' jobs=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in ${paths.join('|')}) path="$next" ;; esac
  done
  case "$path" in
${cases}
  esac
  case "$path" in
    jobs\\ list|jobs|'') ;;
    jobs\\ *|verify|ledger\\ verify)
      jobs="$(codewright jobs list --json -n 50 2>/dev/null | sed -n 's/^{"id":"\\([^"]*\\)".*/\\1/p')" ;;
  esac
  COMPREPLY=($(compgen -W "$words $jobs" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _codewright codewright
`;
}

function fish(words: Map<string, string[]>): string {
  return [...words]
    .flatMap(([path, list]) =>
      list.map((word) => {
        const seen = path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1)}`;
        return word.startsWith('--')
          ? `complete -c codewright -n '${seen}' -l ${word.slice(2)}`
          : `complete -c codewright -n '${seen}' -f -a ${word}`;
      }),
    )
    .join('\n')
    .concat('\n');
}

export function addCompletionCommand(program: Command, stdout: NodeJS.WriteStream): void {
  program
    .command('completion')
    .description('a completion script: eval "$(codewright completion bash)"')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action((shell: 'bash' | 'zsh' | 'fish') => {
      const words = wordsByPath(program);
      const script = shell === 'fish' ? fish(words) : bash(words);
      stdout.write(shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${script}` : script);
    });
}
