import { type Folded, fold, flatten } from '../../emit/fold.ts';
import { kebab, snake } from '../../emit/names.ts';
import { plainText } from '../../emit/values.ts';
import { flagOf, isOptional } from '../../modules/calls.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Offered, type Used } from '../../modules/uses.ts';
import { pythonNew } from '../../python/calls.ts';
import { moduleSources, usedImports } from '../../python/imports.ts';
import { prefixed, pythonName, pythonString, pythonStyle, pythonValue } from '../../python/source.ts';
import { valuesOf } from '../cli-tool/commands.ts';

/** The parts of `cli.py` that depend on what the tool does. */

/** What `cli.py` takes from beside it. */
export function cliImports(used: readonly Used[], text: string): string {
  return usedImports(`${text}\nshow`, [
    ['.arguments', argumentReaders],
    ['.show', ['show']],
    ['.storage', ['kept']],
    ...moduleSources(used),
  ]);
}

export const argumentReaders = ['comma_list', 'json_value', 'number', 'text_of'];

/** What opens kept things, and a function for each command that works on one. */
export function commandFunctions(used: readonly Used[], offered: readonly Offered[]): string {
  const openers = used.filter(({ module }) => module.class?.state).map(openerSource);
  const works = offered.filter(({ module }) => module.class?.state).map(workSource);
  return [...openers, ...works].join('\n\n\n');
}

function openerSource({ module, use }: Used): string {
  const name = module.class?.name ?? '';
  const made = flatten(pythonNew(name, classOptions(module, use), ['state=state']));
  return [
    `def _open_${pythonName(holderOf(module))}(*, change: bool = False) -> AbstractContextManager[${name}]:`,
    fold(
      '    return ',
      {
        open: 'kept(',
        items: [pythonString(`${kebab(module.id)}.json`), `lambda state: ${made}`, 'change=change'],
        close: ')',
      },
      pythonStyle,
    ),
  ].join('\n');
}

function workSource(one: Offered): string {
  const holder = pythonName(holderOf(one.module));
  const opened = `_open_${holder}(${one.fn.changes ? 'change=True' : ''})`;
  return [
    `def ${workName(one)}(${one.parameters.length > 0 ? 'given' : '_given'}: argparse.Namespace) -> Any:`,
    `    with ${opened} as ${holder}:`,
    fold('        return ', callOf(`${holder}.${pythonName(one.fn.name)}`, one.parameters), pythonStyle),
  ].join('\n');
}

function workName(one: Offered): string {
  return `_${snake(one.name)}`;
}

/** The call with everything from the command line. */
export function callOf(callee: string, parameters: readonly Parameter[]): Folded {
  const needed = parameters
    .filter((parameter) => !isOptional(parameter))
    .map(({ name }) => `given.${pythonName(name)}`);
  const named = parameters
    .filter(isOptional)
    .map(({ name }) => prefixed(`${pythonName(name)}=`, `given.${pythonName(name)}`));
  return { open: `${callee}(`, items: [...needed, ...named], close: ')' };
}

/** `parser = argparse.ArgumentParser(…)`. */
export function newParser({ name, summary }: { name: string; summary: string }): string {
  const items = [`prog=${pythonString(name)}`, `description=${pythonString(summary.replaceAll('%', '%%'))}`];
  return fold('    parser = ', { open: 'argparse.ArgumentParser(', items, close: ')' }, pythonStyle);
}

/** The body of `_build_parser` that adds the commands; `alone`: one that needs no name. */
export function parserLines(
  offered: readonly Offered[],
  { alone, work = workOf, add = 'add' }: { alone: boolean; work?: (one: Offered) => Folded; add?: string },
): string {
  return offered
    .map((one) => {
      const target = alone ? 'parser' : 'command';
      const made: Folded = {
        open: `command = ${add}(`,
        items: [pythonString(one.name), pythonString(one.fn.summary.replaceAll('%', '%%'))],
        close: ')',
      };
      const parameters = [...valuesOf(one.parameters), ...one.parameters.filter(isOptional)];
      return [
        ...(alone ? [] : [fold('    ', made, pythonStyle)]),
        ...parameters.map((parameter) =>
          fold('    ', { open: `${target}.add_argument(`, items: argumentOf(parameter), close: ')' }, pythonStyle),
        ),
        fold(
          '    ',
          { open: `${target}.set_defaults(`, items: [prefixed('work=', work(one))], close: ')' },
          pythonStyle,
        ),
      ].join('\n');
    })
    .join('\n\n');
}

function workOf(one: Offered): Folded {
  if (one.module.class?.state) return workName(one);
  return lambdaOf(one);
}

/** `lambda given: slugify(given.text)`. */
export function lambdaOf({ fn, parameters }: Offered): Folded {
  const given = parameters.length > 0 ? 'given' : '_given';
  return prefixed(`lambda ${given}: `, callOf(pythonName(fn.name), parameters));
}

/** What `add_argument` takes for a parameter. */
export function argumentOf(parameter: Parameter): Folded[] {
  const { name, type, summary, values } = parameter;
  const flag = isOptional(parameter) ? flagOf(parameter) : kebab(name);
  const plain = pythonName(name);
  const help = (text: string): string => `help=${pythonString(text.replaceAll('%', '%%'))}`;
  const choices = values ? [prefixed('choices=', pythonValue(values))] : [];
  if (!isOptional(parameter)) {
    const named = plain === flag ? [] : [`metavar=${pythonString(flag)}`];
    if (type === 'text')
      return [
        pythonString(plain),
        'nargs="?"',
        'default="-"',
        'type=text_of',
        `metavar=${pythonString(flag)}`,
        help(`${summary}: a file, or - for standard input`),
      ];
    if (type === 'string[]' || type === 'number[]')
      return [pythonString(plain), 'nargs="+"', ...typeOf(type.slice(0, -2)), ...named, help(summary)];
    return [pythonString(plain), ...typeOf(type), ...choices, ...named, help(summary)];
  }
  const dest = flag === kebab(name) && snake(name) === plain ? [] : [`dest=${pythonString(plain)}`];
  const fallback = parameter.default ?? null;
  if (type === 'boolean') {
    return [
      pythonString(`--${flag}`),
      ...dest,
      'action=argparse.BooleanOptionalAction',
      `default=${fallback === true ? 'True' : 'False'}`,
      help(summary),
    ];
  }
  const shown =
    fallback === null || plainText(fallback) === '' ? summary : `${summary} (default: ${defaultText(fallback)})`;
  const metavar = values ? [] : [`metavar=${pythonString(metavarOf(type))}`];
  const value = fallback === null ? [] : [prefixed('default=', pythonValue(fallback))];
  return [pythonString(`--${flag}`), ...dest, ...typeOf(type), ...choices, ...value, ...metavar, help(shown)];
}

function defaultText(value: unknown): string {
  return Array.isArray(value) ? value.map(plainText).join(',') || 'none' : plainText(value);
}

function metavarOf(type: Parameter['type']): string {
  if (type === 'integer') return 'N';
  return type === 'number' ? 'NUMBER' : 'TEXT';
}

function typeOf(type: string): string[] {
  const readers: Record<string, string> = {
    integer: 'type=int',
    number: 'type=number',
    json: 'type=json_value',
    text: 'type=text_of',
    'string[]': 'type=comma_list(str)',
    'number[]': 'type=comma_list(number)',
  };
  const reader = readers[type];
  return reader === undefined ? [] : [reader];
}

/** What `arguments.py` must hold. */
export function argumentKinds(offered: readonly Offered[]): string[] {
  const found = new Set<string>();
  for (const parameter of offered.flatMap(({ parameters }) => parameters)) {
    const many = parameter.type.endsWith('[]');
    if (many && isOptional(parameter)) found.add('list');
    const base = many ? parameter.type.slice(0, -2) : parameter.type;
    if (base === 'number' || base === 'json' || base === 'text') found.add(base);
  }
  return [...found].sort();
}
