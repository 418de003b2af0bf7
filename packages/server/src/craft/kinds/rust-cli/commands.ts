import { kebab } from '../../emit/names.ts';
import { plainText } from '../../emit/values.ts';
import { flagOf, isOptional } from '../../modules/calls.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Offered, type Used } from '../../modules/uses.ts';
import { optionsType, rustNew } from '../../rust/calls.ts';
import {
  call,
  type Expression,
  fieldLine,
  flat,
  laid,
  letStatement,
  list,
  struct,
  useStatement,
} from '../../rust/layout.ts';
import { constructorOf, exportsOf, fieldsOf, signatureOf, useOrder } from '../../rust/signature.ts';
import { rustString, snakeName, typeName } from '../../rust/source.ts';
import { innerOf, type Unit, unitOf } from '../../rust/values.ts';
import { valuesOf } from '../cli-tool/commands.ts';

/** `src/cli/commands.rs`: what each command takes, and what it runs. */

export function commandsFile(used: readonly Used[], offered: readonly Offered[]): string {
  const alone = offered.length === 1;
  const kept = used.filter(({ module }) => module.class?.state);
  const changes = offered.some(({ module, fn }) => module.class?.state && fn.changes);
  const own = kept.map((one) => keptSource(one, changes));
  return commandsText(used, offered, { alone, own, style: inTool });
}

/** The same for a server: its commands work on what the service holds. */
export function servedCommands(used: readonly Used[], offered: readonly Offered[]): string {
  return commandsText(used, offered, {
    alone: false,
    own: [],
    style: { ...inService, name: inTool.name, checksSwitches: false },
  });
}

function commandsText(
  used: readonly Used[],
  offered: readonly Offered[],
  { alone, own, style }: { alone: boolean; own: readonly string[]; style: RunStyle },
): string {
  const placed = offered.some(({ parameters }) => valuesOf(parameters).length > 0);
  const table = laid('pub const ALL: &[Command] = ', list('&', offered.map(constantName)), ';', 0);
  const body = [
    ...(alone ? [] : [`/// In the order of the help.\n${table}`]),
    ...own,
    ...offered.map((one) => commandSource(one, { alone, placed, style })),
  ].join('\n\n');
  return `//! What each command takes, and what it runs.\n\n${imports(used, body, style)}\n\n${body}\n`;
}

function imports(used: readonly Used[], body: string, style: RunStyle): string {
  const code = body.replaceAll(/r#".*?"#|"(?:[^"\\]|\\.)*"/g, '""');
  const named = (name: string): boolean => new RegExp(`(?<![.:])\\b${name}\\b`).test(code);
  const parts = ['Argument', 'Choice', 'Command', 'Failure', 'Milliseconds', 'Seconds', 'Takes'].filter(named);
  const storage = ['ask', 'change', 'Kept'].filter(named);
  const offered = useOrder(used.flatMap(({ module }) => exportsOf(module)).filter(named));
  const paths = [
    ...(named('Json') ? ['use crate::json::Json;'] : []),
    ...(offered.length > 0 ? [useStatement('use crate::', offered)] : []),
  ];
  return [
    ...(/\bDuration::/.test(code) ? ['use std::time::Duration;', ''] : []),
    useStatement(`use ${style.parameters.length > 0 ? 'crate' : 'super'}::command::`, useOrder(parts)),
    ...(storage.length > 0 ? [useStatement('use super::storage::', useOrder(storage))] : []),
    ...paths,
  ].join('\n');
}

/** `TO_ROMAN`. */
export function constantName({ name }: Pick<Offered, 'name'>): string {
  return snakeName(name).replace(/_$/, '').toUpperCase();
}

/** How an object of a class is made, written down and read again. */
export function keptSource({ module, use }: Used, changes: boolean, trait = 'Kept'): string {
  const type = typeName(module.class?.name ?? '');
  const made = rustNew(module, classOptions(module, use));
  const read: Expression = call(`${type}::from_json`, [
    ...(typeof made.call === 'string' ? [] : made.call.items),
    'written',
  ]);
  const options = made.options === undefined ? [] : [letStatement(made.options.name, made.options.value, 8)];
  // What stands between the brackets of `Ok` is broken where it is longer than this.
  const given = (expression: Expression, fails: boolean): string =>
    laid('Ok(', expression, fails ? '?)' : ')', 8, flat(expression).length + (fails ? 1 : 0) > 60);
  return [
    `impl ${trait} for ${type} {`,
    `    const FILE: &'static str = ${rustString(`${module.id}.json`)};`,
    '',
    '    fn fresh() -> Result<Self, Failure> {',
    ...options,
    given(made.call, constructorOf(module).fails),
    '    }',
    '',
    '    fn from_written(written: &Json) -> Result<Self, Failure> {',
    ...options,
    given(read, true),
    '    }',
    ...(changes ? ['', '    fn written(&self) -> Json {', '        self.to_json()', '    }'] : []),
    '}',
  ].join('\n');
}

function commandSource(
  one: Offered,
  { alone, placed, style }: { alone: boolean; placed: boolean; style: RunStyle },
): string {
  const { fn, name, parameters } = one;
  const values = valuesOf(parameters);
  const options = parameters.filter(isOptional);
  const listed = (label: string, items: Expression[]): string => laid(`${label}: `, list('&', items), ',', 4);
  return [
    `${alone ? 'pub ' : ''}const ${constantName(one)}: Command = Command {`,
    ...(alone ? [] : [`    name: ${rustString(name)},`]),
    fieldLine(`summary: ${rustString(fn.summary)},`, 4),
    ...(placed ? [listed('arguments', values.map(argumentSource))] : []),
    listed('options', options.map(optionSource)),
    ...runSource(one, style),
    '};',
  ].join('\n');
}

function argumentSource({ name, summary, type }: Parameter): Expression {
  const takes = type === 'text' ? 'File' : type.endsWith('[]') ? 'Many' : 'One';
  return struct('Argument', [
    `name: ${rustString(kebab(name))}`,
    `summary: ${rustString(summary)}`,
    `takes: Takes::${takes}`,
  ]);
}

/** What stands for an option that is left out; several values with commas between. */
function usualOf({ default: usual }: Parameter): string {
  return Array.isArray(usual) ? usual.map(plainText).join(',') : plainText(usual ?? '');
}

function optionSource(option: Parameter): Expression {
  const { summary, type, default: fallback } = option;
  const usual = usualOf(option);
  const none = (fallback ?? null) === null || fallback === false || (Array.isArray(fallback) && usual === '');
  const told = none ? 'None' : `Some(${rustString(usual)})`;
  return struct('Choice', [
    `name: ${rustString(flagOf(option))}`,
    `summary: ${rustString(summary)}`,
    `usual: ${told}`,
    `switch: ${type === 'boolean'}`,
  ]);
}

/** How the functions of a program come by values and by what they work on. */
export interface RunStyle {
  /** What a value is called where it comes from. */
  name: (parameter: Parameter) => string;
  /** Parameters of the function beside the values. */
  parameters: readonly string[];
  /** Whether a switch may be given a wrong value. */
  checksSwitches: boolean;
  /** The start of the call that hands an object over, up to the name that it gets; undefined where nothing does. */
  handed: (one: Offered) => string | undefined;
  /** What is said before that. */
  before: (one: Offered) => string[];
}

/** A tool opens files for each command. */
const inTool: RunStyle = {
  name: (parameter) => (isOptional(parameter) ? flagOf(parameter) : kebab(parameter.name)),
  parameters: [],
  checksSwitches: false,
  before: () => [],
  handed: ({ module, fn }) => {
    if (!module.class?.state) return undefined;
    const holder = snakeName(holderOf(module));
    return `${fn.changes ? 'change' : 'ask'}(|${holder}: &${fn.changes ? 'mut ' : ''}${typeName(module.class.name)}|`;
  },
};

/** A service holds everything as long as it runs. */
export const inService: RunStyle = {
  name: ({ name }) => name,
  parameters: ['service'],
  checksSwitches: true,
  handed: ({ module, fn }) => {
    if (!module.class) return undefined;
    const holder = snakeName(holderOf(module));
    const verb = module.class.state ? (fn.changes ? 'change' : 'ask') : 'with';
    return `${holder}.${verb}(|${holder}|`;
  },
  before: ({ module }) => {
    if (!module.class) return [];
    const holder = snakeName(holderOf(module));
    return [`        let ${holder} = &service.${holder};`];
  },
};

/** Names that the lines of a command use for something else. */
const taken = new Set(['given', 'options', 'service']);

export function runSource(one: Offered, style: RunStyle): string[] {
  const { module, fn, parameters } = one;
  const signature = signatureOf(module, fn);
  const holder = snakeName(holderOf(module));
  const before = style.before(one);
  const named = (name: string): string => (taken.has(name) || name === holder ? `${name}_word` : name);
  const items = signature.parameters.map(({ name, type }): Expression => {
    const collected = optionsType(type);
    if (collected !== undefined) {
      before.push(letStatement('options', optionsSource(one, collected, style), 8));
      return '&options';
    }
    const parameter = parameters.find((candidate) => snakeName(candidate.name) === name);
    if (!parameter) throw new Error(`${fn.name} has no parameter ${name}.`);
    const { read, owned, pass } = readerOf(parameter, type, style);
    before.push(letStatement(`${named(name)}: ${owned}`, read, 8));
    return pass(named(name));
  });
  const callee = module.class ? `${holder}.${snakeName(fn.name)}` : snakeName(fn.name);
  const made = call(callee, items);
  const nothing = signature.result === '()';
  const lent = /^Option<&[A-Z]>/.test(signature.result) ? '.cloned()' : '';
  const good = `${flat(made)}${signature.fails ? '?' : ''}${lent}`;
  const into = signature.result === 'Json' ? '' : '.into()';
  const outcome = nothing
    ? [`${good};`, 'Ok(Json::Null)']
    : signature.result === 'Vec<Duration>'
      ? timeLines(good, unitOf(fn.returns.summary))
      : [`Ok(${good}${into})`];
  const handed = style.handed(one);
  const state = handed === undefined ? outcome.map((line) => `        ${line}`) : storedLines(handed, outcome);
  const head = [
    ...style.parameters.map((name) => (handed === undefined ? '_' : name)),
    parameters.length === 0 ? '_' : 'given',
  ];
  if (before.length === 0 && state.length === 1) return closureLines(head.join(', '), (state[0] ?? '').trim());
  return [`    run: |${head.join(', ')}| {`, ...before, ...state, '    },'];
}

/** Times as the numbers that JSON and people know them by. */
function timeLines(good: string, unit: Unit): string[] {
  const number = unit === 'from_millis' ? 'time.as_millis() as f64' : 'time.as_secs_f64()';
  return [
    `let times = ${good};`,
    `let numbers = times.iter().map(|time| ${number});`,
    'Ok(numbers.collect::<Vec<_>>().into())',
  ];
}

/** A closure of one expression has no braces where it fits on the line. */
function closureLines(names: string, body: string): string[] {
  const line = `    run: |${names}| ${body},`;
  return line.length <= 100 ? [line] : [`    run: |${names}| {`, `        ${body}`, '    },'];
}

function storedLines(start: string, outcome: readonly string[]): string[] {
  const [only = ''] = outcome;
  const line = `        ${start} ${only})`;
  if (outcome.length === 1 && line.length <= 100) return [line];
  // A call behind an object goes below it where that is enough.
  const [, object, rest] = /^(\w+)(\..*)$/.exec(start) ?? [];
  const below = `            ${rest ?? ''} ${only})`;
  if (object !== undefined && outcome.length === 1 && below.length <= 100) return [`        ${object}`, below];
  return [`        ${start} {`, ...outcome.map((one) => `            ${one}`), '        })'];
}

function optionsSource({ module, parameters }: Offered, type: string, style: RunStyle): Expression {
  const fields = fieldsOf(module, type) ?? [];
  const set = fields.flatMap((field) => {
    const parameter = parameters.find((one) => snakeName(one.name) === field.name);
    if (!parameter) return [];
    const { read, pass } = readerOf(parameter, field.type, style);
    return [`${field.name}: ${pass(read)}`];
  });
  return struct(type, set.length === fields.length ? set : [...set, `..${type}::default()`]);
}

/** How a value is read from the command line, what it is there, and how the function takes it. */
function readerOf(
  parameter: Parameter,
  type: string,
  style: RunStyle,
): { read: string; owned: string; pass: (name: string) => string } {
  const name = rustString(style.name(parameter));
  const optional = innerOf(type, 'Option');
  const unit = unitOf(parameter.summary) === 'from_millis' ? 'Milliseconds' : 'Seconds';
  if (parameter.type === 'text' && !isOptional(parameter))
    return { read: `given.text(${name})?`, owned: 'String', pass: (word) => `&${word}` };
  if (parameter.type === 'boolean')
    return {
      read: `given.is_on(${name}, ${parameter.default === true})${style.checksSwitches ? '?' : ''}`,
      owned: 'bool',
      pass: (word) => word,
    };
  const plain = (optional ?? type).replace(/^&/, '');
  const item = /^\[(.*)\]$/.exec(plain)?.[1] ?? innerOf(plain, 'Vec');
  const owned = ownedType(item ?? plain, unit);
  const usual = rustString(usualOf(parameter));
  const byReference = (word: string): string => (type.startsWith('&') ? `&${word}` : word);
  if (item !== undefined) {
    const read = isOptional(parameter) ? `given.list(${name}, ${usual})?` : `given.many(${name})?`;
    return { read, owned: `Vec<${owned}>`, pass: byReference };
  }
  if (optional !== undefined)
    return {
      read: `given.optional(${name})?`,
      owned: `Option<${owned}>`,
      pass: (word) =>
        optional === '&str' ? `${word}.as_deref()` : plain === 'Duration' ? `${word}.map(|${unit}(time)| time)` : word,
    };
  const read = isOptional(parameter) ? `given.option(${name}, ${usual})?` : `given.one(${name})?`;
  if (plain !== 'Duration') return { read, owned, pass: byReference };
  return {
    read: isOptional(parameter) ? `given.option::<${unit}>(${name}, ${usual})?` : `given.one::<${unit}>(${name})?`,
    owned,
    pass: (word) => `${word}.0`,
  };
}

function ownedType(type: string, unit: string): string {
  if (type === 'str' || type === '&str' || type === 'impl AsRef<str>') return 'String';
  if (type === 'impl Into<Json>' || /^[A-Z]$/.test(type)) return 'Json';
  return type === 'Duration' ? unit : type;
}

/** What `command.rs` must hold for them. */
export function declaredCommands(
  used: readonly Used[],
  offered: readonly Offered[],
): { uses: string[]; wholes: string[]; enums: { type: string; values: string }[] } {
  const uses = new Set<string>();
  const wholes = new Set<string>();
  const enums = new Map<string, string>();
  const known = new Set(used.flatMap(({ module }) => exportsOf(module)));
  for (const { module, fn, parameters } of offered) {
    const declared = signatureOf(module, fn).parameters.flatMap((field) => {
      const collected = optionsType(field.type);
      return collected === undefined ? [field] : (fieldsOf(module, collected) ?? []);
    });
    for (const parameter of parameters) {
      if (!isOptional(parameter))
        uses.add(parameter.type === 'text' ? 'File' : parameter.type.endsWith('[]') ? 'Many' : 'One');
      const field = declared.find((one) => one.name === snakeName(parameter.name));
      if (!field) continue;
      const { read, owned } = readerOf(parameter, field.type, inTool);
      const reader = /^given\.(\w+)/.exec(read)?.[1] ?? '';
      uses.add(reader);
      if (reader === 'text' || reader === 'is_on') continue;
      uses.add('FromWord');
      const type = owned.replace(/^(?:Vec|Option)<(.*)>$/, '$1');
      if (/^[ui](?:\d+|size)$/.test(type)) wholes.add(type);
      else if (known.has(type)) enums.set(type, (parameter.values ?? []).join(', '));
      else uses.add(type);
    }
  }
  return {
    uses: [...uses],
    wholes: [...wholes].sort(),
    enums: [...enums].map(([type, values]) => ({ type, values })).toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  };
}
