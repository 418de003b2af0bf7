export interface OptionSpec {
  name: string;
  /** One letter. */
  short?: string;
  /** A flag takes no value; it is one if not said otherwise. */
  type?: string;
  default?: unknown;
  required?: boolean;
  summary?: string;
}

export interface ArgumentSpec {
  name: string;
  required?: boolean;
  /** Takes all that are left; the last one only. */
  many?: boolean;
  summary?: string;
}

export interface ProgramSpec {
  summary?: string;
  options?: readonly OptionSpec[];
  arguments?: readonly ArgumentSpec[];
  commands?: Readonly<Record<string, ProgramSpec>>;
}

export interface ParsedArguments {
  /** The command that was named. */
  command?: string;
  options: Record<string, unknown>;
  arguments: Record<string, string | string[]>;
}

/** Reads the arguments of a program. @throws RangeError for what it does not take, and for what is missing. */
export function parseArguments(spec: ProgramSpec, args: readonly string[]): ParsedArguments {
  if (spec.commands) return parseCommand(spec, spec.commands, args);
  const known = spec.options ?? [];
  const options = new Map<string, unknown>();
  for (const option of known) {
    if (option.default !== undefined) options.set(option.name, option.default);
  }
  const plain: string[] = [];
  const left = [...args];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') {
      plain.push(...left.splice(0));
    } else if (word.startsWith('--')) {
      const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      const option = known.find((one) => one.name === name);
      if (!option) throw new RangeError(`There is no option --${name}.`);
      options.set(name, valueFor(option, value, left));
    } else if (/^-[^\d.]/.test(word)) {
      for (const [at, letter] of [...word.slice(1)].entries()) {
        const option = known.find((one) => one.short === letter);
        if (!option) throw new RangeError(`There is no option -${letter}.`);
        const rest = word.slice(at + 2);
        const isAttached = !isFlag(option) && rest !== '';
        options.set(option.name, valueFor(option, isAttached ? rest : undefined, left));
        if (isAttached) break;
      }
    } else plain.push(word);
  }
  const missing = known.find((one) => one.required && !options.has(one.name));
  if (missing) throw new RangeError(`--${missing.name} is missing.`);
  return {
    options: Object.fromEntries(options),
    arguments: placed(spec.arguments ?? [], plain),
  };
}

/** Writes how a program is called. */
export function helpText(name: string, spec: ProgramSpec): string {
  const options = (spec.options ?? []).map((option) => {
    const short = option.short === undefined ? '' : `-${option.short}, `;
    const value = isFlag(option) ? '' : ` <${option.type ?? 'text'}>`;
    const usual = option.default === undefined ? '' : `(default: ${String(option.default)})`;
    return {
      text: `${short}--${option.name}${value}`,
      about: [option.summary ?? '', usual].filter(Boolean).join(' '),
    };
  });
  const given = (spec.arguments ?? []).map((one) => ({
    text: shown(one),
    about: one.summary ?? '',
  }));
  const commands = Object.entries(spec.commands ?? {}).map(([text, one]) => ({
    text,
    about: one.summary ?? '',
  }));
  const usage = [
    `Usage: ${name}`,
    ...(commands.length > 0 ? ['<command>'] : []),
    ...(options.length > 0 ? ['[options]'] : []),
    ...given.map(({ text }) => text),
  ].join(' ');
  const width = Math.max(0, ...[...options, ...given, ...commands].map(({ text }) => text.length));
  const table = (title: string, rows: readonly { text: string; about: string }[]): string[] => {
    if (rows.length === 0) return [];
    const lines = rows.map(({ text, about }) => `  ${text.padEnd(width)}  ${about}`.trimEnd());
    return [[`${title}:`, ...lines].join('\n')];
  };
  const summary = spec.summary === undefined ? [] : [spec.summary];
  const parts = [
    ...summary,
    usage,
    ...table('Commands', commands),
    ...table('Arguments', given),
    ...table('Options', options),
  ];
  return `${parts.join('\n\n')}\n`;
}

function parseCommand(
  spec: ProgramSpec,
  commands: Readonly<Record<string, ProgramSpec>>,
  args: readonly string[],
): ParsedArguments {
  const [command = '', ...rest] = args;
  const own = Object.hasOwn(commands, command) ? commands[command] : undefined;
  const names = Object.keys(commands).join(', ');
  if (command === '') throw new RangeError(`Name a command: ${names}.`);
  if (!own) throw new RangeError(`There is no command ${command}, only ${names}.`);
  const options = [...(spec.options ?? []), ...(own.options ?? [])];
  return { command, ...parseArguments({ ...own, options }, rest) };
}

function isFlag(option: OptionSpec): boolean {
  return (option.type ?? 'flag') === 'flag';
}

function valueFor(option: OptionSpec, attached: string | undefined, left: string[]): unknown {
  if (isFlag(option)) {
    if (attached !== undefined) throw new RangeError(`--${option.name} takes no value.`);
    return true;
  }
  const value = attached ?? left.shift();
  if (value === undefined) throw new RangeError(`--${option.name} needs a value.`);
  if (option.type !== 'number') return value;
  if (value.trim() === '' || !Number.isFinite(Number(value))) {
    throw new RangeError(`--${option.name} needs a number, not ${value}.`);
  }
  return Number(value);
}

function placed(
  specs: readonly ArgumentSpec[],
  plain: readonly string[],
): Record<string, string | string[]> {
  const given: [string, string | string[]][] = [];
  const left = [...plain];
  for (const { name, required, many } of specs) {
    if (left.length === 0 && required) throw new RangeError(`<${name}> is missing.`);
    const [first] = left;
    if (many) given.push([name, left.splice(0)]);
    else if (first !== undefined) given.push([name, left.shift() ?? first]);
  }
  if (left.length > 0) throw new RangeError(`Nothing takes ${left.join(' ')}.`);
  return Object.fromEntries(given);
}

function shown({ name, required, many }: ArgumentSpec): string {
  const text = many ? `${name}...` : name;
  return required ? `<${text}>` : `[${text}]`;
}
