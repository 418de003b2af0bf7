import { kebab } from '../../emit/names.ts';
import { plainText } from '../../emit/values.ts';
import { goNew, isPointer } from '../../go/calls.ts';
import { constructorOf, type Signature, signatureOf } from '../../go/signature.ts';
import { exportedName, goString, localName, typedValue } from '../../go/source.ts';
import { isOptional } from '../../modules/calls.ts';
import type { Manifest, Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Offered, type Used } from '../../modules/uses.ts';
import { valuesOf } from '../cli-tool/commands.ts';

/** `commands.go`: what each command takes, and what it runs. */

/** The body of the file behind its imports; `from` is the package of the modules. */
export function commandsSource(used: readonly Used[], offered: readonly Offered[], from: string): string {
  const openers = used.filter(({ module }) => module.class?.state).map((one) => openerSource(one, from));
  const all =
    offered.length === 1
      ? []
      : [
          `func commands() []*command {\n\treturn []*command{\n${offered.map((one) => `\t\t${constructorName(one)}(),\n`).join('')}\t}\n}`,
        ];
  return [...all, ...openers, ...offered.map((one) => commandSource(one, from))].join('\n\n');
}

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
  'c o err required several document option optional found asked changed program version'.split(' '),
);

function commandSource(one: Offered, from: string): string {
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
  const needed = parameters.filter((parameter) => !isOptional(parameter)).map(valueOf);
  const set = parameters.filter(isOptional).map((p) => `\to.${exportedName(p.name)} = ${valueOf(p)}\n`);
  const signature = signatureOf(module, fn);
  const options = set.length === 0 ? [] : [`func(o *${from}.${signature.options ?? ''}) {\n${set.join('')}}`];
  const holder = localName(holderOf(module));
  const callee = module.class ? `${holder}.${exportedName(fn.name)}` : `${from}.${exportedName(fn.name)}`;
  const work = returned(`${callee}(${[...needed, ...options].join(', ')})`, signature);
  const kept = module.class?.state
    ? [
        `return ${fn.changes ? 'changed' : 'asked'}(${goString(`${module.id}.json`)}, ${openerName(module)}, func(${holder} *${from}.${exportedName(module.class.name)}) (any, error) {`,
        ...work.split('\n').map((line) => `\t${line}`),
        '})',
      ]
    : work.split('\n');
  return [
    `func ${constructorName(one)}() *command {`,
    `\tc := newCommand(${goString(name)}, ${goString(fn.summary)})`,
    ...declared,
    '\tc.run = func() (any, error) {',
    ...[...read, ...kept].map((line) => `\t\t${line}`),
    '\t}',
    '\treturn c',
    '}',
  ].join('\n');
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
  const flag = goString(kebab(name));
  const reader = readerOf(parameter);
  if (!isOptional(parameter)) {
    if (type === 'text') return `read${exportedName(name)} := document(c, ${flag}, ${goString(summary)})`;
    return `${variable} := ${type.endsWith('[]') ? 'several' : 'required'}(c, ${flag}, ${goString(summary)}, ${reader})`;
  }
  if (type === 'boolean')
    return `${variable} := c.flags.Bool(${flag}, ${parameter.default === true}, ${goString(summary)})`;
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
  const helpers = 'required several document option optional found aString anInteger aNumber aJSONValue aList oneOf';
  return helpers.split(' ').filter((name) => new RegExp(`\\b${name}\\b`).test(source));
}
