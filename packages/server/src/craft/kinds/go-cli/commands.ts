import { kebab } from '../../emit/names.ts';
import { plainText } from '../../emit/values.ts';
import { goNew, isPointer } from '../../go/calls.ts';
import { constructorOf, type Signature, signatureOf } from '../../go/signature.ts';
import { exportedName, goString, localName, typedValue } from '../../go/source.ts';
import { flagOf, isOptional } from '../../modules/calls.ts';
import type { Manifest, Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Offered, type Used } from '../../modules/uses.ts';
import { valuesOf } from '../cli-tool/commands.ts';

/** `commands.go`: what each command takes, and what it runs. */

/** The body of the file behind its imports; `from` is the package of the modules. */
export function commandsSource(used: readonly Used[], offered: readonly Offered[], from: string): string {
  const openers = used.filter(({ module }) => module.class?.state).map((one) => openerSource(one, from));
  const all = offered.length === 1 ? [] : [listSource(offered, '', '')];
  return [...all, ...openers, ...offered.map((one) => commandSource(one, from, inFiles))].join('\n\n');
}

/** The same for a server: its commands work on what the service holds. */
export function servedCommands(offered: readonly Offered[], from: string): string {
  const all = listSource(offered, '(s *service) ', 's.');
  return [all, ...offered.map((one) => commandSource(one, from, inService))].join('\n\n');
}

function listSource(offered: readonly Offered[], receiver: string, callee: string): string {
  const items = offered.map((one) => `\t\t${callee}${constructorName(one)}(),\n`).join('');
  return `func ${receiver}commands() []*command {\n\treturn []*command{\n${items}\t}\n}`;
}

/** How the commands of a program come by what they work on. */
interface Keeping {
  receiver: string;
  /** The start of the call that hands an object over, up to the function. */
  handed: (one: Offered) => string;
  /** An object that is not kept in a file. */
  held: (module: Manifest) => string;
}

/** A tool opens files for each command. */
const inFiles: Keeping = {
  receiver: '',
  handed: ({ module, fn }) =>
    `${fn.changes ? 'changed' : 'asked'}(${goString(`${module.id}.json`)}, ${openerName(module)}, `,
  held: (module) => localName(holderOf(module)),
};

/** A server holds everything as long as it runs. */
const inService: Keeping = {
  receiver: '(s *service) ',
  handed: ({ module, fn }) => `s.${localName(holderOf(module))}.${fn.changes ? 'change' : 'ask'}(`,
  held: (module) => `s.${localName(holderOf(module))}`,
};

/** `slugifyCommand`. */
export function constructorName({ name }: Pick<Offered, 'name'>): string {
  return localName(`${name}-command`);
}

function openerName(module: Manifest): string {
  return `open${exportedName(holderOf(module))}`;
}

function openerSource({ module, use }: Used, from: string): string {
  const failing = constructorOf(module).results.includes('error');
  const made = goNew(module, classOptions(module, use), { from: `${from}.`, pointer: 'pointer' });
  const type = `*${from}.${exportedName(module.class?.name ?? '')}`;
  const body = `return ${made}${failing ? '' : ', nil'}`.replaceAll('\n', '\n\t');
  return `func ${openerName(module)}() (${type}, error) {\n\t${body}\n}`;
}

// Names that the command's own lines use.
const taken = new Set(
  'c s o err in required several document option optional found asked changed program version'.split(' '),
);

function commandSource(one: Offered, from: string, keeping: Keeping): string {
  const { module, fn, name, parameters } = one;
  const named = (parameter: Parameter): string => {
    const plain = localName(parameter.name);
    return taken.has(plain) || plain === from || plain === localName(holderOf(module)) ? `${plain}Word` : plain;
  };
  const declared = [...valuesOf(parameters), ...parameters.filter(isOptional)].map(
    (parameter) => `\t${declaration(parameter, named(parameter))}`,
  );
  const texts = parameters.filter((parameter) => parameter.type === 'text' && !isOptional(parameter));
  const read = texts.flatMap((parameter) => [
    `${named(parameter)}, err := read${exportedName(parameter.name)}()`,
    'if err != nil {',
    '\treturn nil, err',
    '}',
  ]);
  const valueOf = (parameter: Parameter): string => (texts.includes(parameter) ? '' : '*') + named(parameter);
  const kept = workLines(one, from, keeping, valueOf);
  return [
    `func ${keeping.receiver}${constructorName(one)}() *command {`,
    `\tc := newCommand(${goString(name)}, ${goString(fn.summary)})`,
    ...declared,
    '\tc.run = func() (any, error) {',
    ...[...read, ...kept].map((line) => `\t\t${line}`),
    '\t}',
    '\treturn c',
    '}',
  ].join('\n');
}

/** The call, on the object of a class that was handed over; `valueOf`: what stands for a parameter. */
export function workLines(
  one: Offered,
  from: string,
  { handed, held }: Pick<Keeping, 'handed' | 'held'>,
  valueOf: (parameter: Parameter) => string,
): string[] {
  const { module, fn, parameters } = one;
  const needed = parameters.filter((parameter) => !isOptional(parameter)).map(valueOf);
  const set = parameters.filter(isOptional).map((p) => `\to.${exportedName(p.name)} = ${valueOf(p)}\n`);
  const signature = signatureOf(module, fn);
  const options = set.length === 0 ? [] : [`func(o *${from}.${signature.options ?? ''}) {\n${set.join('')}}`];
  const holder = localName(holderOf(module));
  const name = exportedName(fn.name);
  const callee = module.class ? `${module.class.state ? holder : held(module)}.${name}` : `${from}.${name}`;
  const work = returned(`${callee}(${[...needed, ...options].join(', ')})`, signature).split('\n');
  if (!module.class?.state) return work;
  return [
    `return ${handed(one)}func(${holder} *${from}.${exportedName(module.class.name)}) (any, error) {`,
    ...work.map((line) => `\t${line}`),
    '})',
  ];
}

function returned(call: string, { results }: Signature): string {
  switch (results.length) {
    case 0:
      return `${call}\nreturn nil, nil`;
    case 1:
      return results[0] === 'error' ? `return nil, ${call}` : `return ${call}, nil`;
    default:
      return results[1] === 'bool' ? `return found(${call})` : `return ${call}`;
  }
}

function declaration(parameter: Parameter, variable: string): string {
  const { name, type, summary } = parameter;
  const flag = goString(isOptional(parameter) ? flagOf(parameter) : kebab(name));
  const reader = readerOf(parameter);
  if (!isOptional(parameter)) {
    if (type === 'text') return `read${exportedName(name)} := document(c, ${flag}, ${goString(summary)})`;
    return `${variable} := ${type.endsWith('[]') ? 'several' : 'required'}(c, ${flag}, ${goString(summary)}, ${reader})`;
  }
  if (type === 'boolean')
    return `${variable} := toggle(c, ${flag}, ${parameter.default === true}, ${goString(summary)})`;
  if (isPointer(parameter)) return `${variable} := optional(c, ${flag}, ${goString(summary)}, ${reader})`;
  const listed = type.endsWith('[]') ? `aList(${reader})` : reader;
  const shown = plainText(parameter.default);
  const help = shown === '' || Array.isArray(parameter.default) ? summary : `${summary} (default ${shown})`;
  return `${variable} := option(c, ${flag}, ${typedValue(type, parameter.default)}, ${goString(help)}, ${listed})`;
}

function readerOf({ type, values }: Parameter): string {
  if (values) return `oneOf(${values.map(goString).join(', ')})`;
  const readers: Partial<Record<Parameter['type'], string>> = {
    integer: 'anInteger',
    number: 'aNumber',
    'number[]': 'aNumber',
    json: 'aJSONValue',
  };
  return readers[type] ?? 'aString';
}

/** What `command.go` must hold for them. */
export function helpersOf(source: string): string[] {
  const helpers =
    'required several document option toggle optional found aString anInteger aNumber aJSONValue aList oneOf';
  return helpers.split(' ').filter((name) => new RegExp(`\\b${name}\\b`).test(source));
}
