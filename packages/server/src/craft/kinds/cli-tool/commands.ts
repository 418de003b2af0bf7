import { blocks, imports, indented, lines, quote } from '../../emit/layout.ts';
import { kebab } from '../../emit/names.ts';
import { valueSource } from '../../emit/values.ts';
import { isOptional } from '../../modules/calls.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Offered, stateType, type Used } from '../../modules/uses.ts';

/** `src/commands.ts`: one command for each function, its values and flags read off the signature. */
export function commandsFile(used: readonly Used[], offered: readonly Offered[]): string {
  const kept = used.filter(({ module }) => module.class?.state);
  const holders = used.filter(({ module }) => module.class).map(holderSource);
  const table = `export const commands: readonly Command[] = [\n${offered.map((one) => indented(commandSource(one), 2)).join('\n')}\n];`;
  const text = blocks(holders, table);
  const uses = (name: string): boolean => new RegExp(`(?<![.\\w])${name}\\(`).test(text);
  return blocks(
    imports({
      './command.ts': ['type Command', 'command'],
      './values.ts': valueKinds.filter(uses),
      ...(kept.length > 0 ? { './storage.ts': ['Kept'] } : {}),
      ...Object.fromEntries(used.map(({ module }) => [`./${module.id}.ts`, importsOf(module, text)])),
    }),
    text,
  );
}

const valueKinds = [
  'string',
  'file',
  'number',
  'integer',
  'oneOf',
  'json',
  'toggle',
  'called',
  'withDefault',
  'optional',
  'list',
];

function importsOf(module: Used['module'], text: string): string[] {
  if (module.class) return [module.class.name, ...(module.class.state ? [`type ${stateType(module)}`] : [])];
  return module.functions.map((fn) => fn.name).filter((name) => new RegExp(`\\b${name}\\(`).test(text));
}

function holderSource({ module, use }: Used): string {
  const name = module.class?.name ?? '';
  const options = valueSource(classOptions(module, use));
  if (!module.class?.state) return `const ${holderOf(module)} = new ${name}(${options === '{}' ? '' : options});`;
  return lines(
    `const ${holderOf(module)} = new Kept(`,
    `  ${quote(`${kebab(module.id)}.json`)},`,
    `  (state) => new ${name}(${options}, state as ${stateType(module)} | undefined),`,
    ');',
  );
}

/** Texts of many lines last: they may come from standard input. */
export function valuesOf(parameters: readonly Parameter[]): Parameter[] {
  const needed = parameters.filter((parameter) => !isOptional(parameter));
  const late = (parameter: Parameter): number => (isList(parameter) ? 2 : parameter.type === 'text' ? 1 : 0);
  return needed.toSorted((a, b) => late(a) - late(b));
}

function isList(parameter: Parameter): boolean {
  return parameter.type === 'string[]' || parameter.type === 'number[]';
}

function commandSource({ module, fn, name, parameters }: Offered): string {
  const values = valuesOf(parameters);
  const flags = parameters.filter(isOptional);
  const entry = (parameter: Parameter): string => `      ${parameter.name}: ${valueKind(parameter)},`;
  return lines(
    'command({',
    `  name: ${quote(name)},`,
    `  summary: ${quote(fn.summary)},`,
    ...record('values', values.map(entry)),
    ...record('flags', flags.map(entry)),
    `  run: ${runSource(module, fn, parameters)},`,
    '}),',
  );
}

function record(name: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [`  ${name}: {},`];
  return [`  ${name}: {`, ...entries.map((line) => line.slice(2)), '  },'];
}

function runSource(module: Used['module'], fn: Offered['fn'], parameters: readonly Parameter[]): string {
  const needed = parameters.filter((parameter) => !isOptional(parameter)).map(({ name }) => name);
  const options = parameters.some(isOptional);
  const given = [...needed, ...(options ? ['...options'] : [])];
  const call = `(${[...needed, ...(options ? ['options'] : [])].join(', ')})`;
  const pattern = given.length === 1 && options ? 'options' : `{ ${given.join(', ')} }`;
  const bare = given.length === 0 ? '()' : `(${pattern})`;
  if (!module.class) return `${bare} => ${fn.name}${call}`;
  const holder = holderOf(module);
  if (!module.class.state) return `${bare} => ${holder}.${fn.name}${call}`;
  const verb = fn.changes ? 'change' : 'read';
  const parameter = given.length === 0 ? '_given' : pattern;
  const thing = holder === 'it' ? 'thing' : 'it';
  return `(${parameter}, { dataFolder }) =>\n    ${holder}.${verb}(dataFolder, (${thing}) => ${thing}.${fn.name}${call})`;
}

function valueKind(parameter: Parameter): string {
  const { flag } = parameter;
  if (flag !== undefined && isOptional(parameter))
    return `called(${quote(flag)}, ${valueKind({ ...parameter, flag: undefined })})`;
  const base = baseKind(parameter);
  if (!isOptional(parameter)) return base;
  if (parameter.type === 'boolean' && parameter.default !== true) return base;
  if (parameter.default === undefined || parameter.default === null) return `optional(${base})`;
  return `withDefault(${base}, ${valueSource(parameter.default)})`;
}

function baseKind({ type, summary, values }: Parameter): string {
  const told = quote(summary);
  if (values) return `oneOf(${valueSource(values)}, ${told})`;
  switch (type) {
    case 'text':
      return `file(${told})`;
    case 'integer':
      return `integer(${told})`;
    case 'number':
      return `number(${told})`;
    case 'boolean':
      return `toggle(${told})`;
    case 'json':
      return `json(${told})`;
    case 'string[]':
      return `list(string(${told}))`;
    case 'number[]':
      return `list(number(${told}))`;
    default:
      return `string(${told})`;
  }
}

/** Which of the kinds of value `src/values.ts` must hold. */
export function usedKinds(offered: readonly Offered[]): Set<string> {
  const found = new Set<string>();
  for (const parameter of offered.flatMap(({ parameters }) => parameters)) {
    if (parameter.values) found.add('enum');
    else found.add(parameter.type);
    if (parameter.type === 'string[]') found.add('string');
    if (parameter.type === 'number[]') found.add('number');
    const kind = valueKind(parameter);
    if (kind.startsWith('called(')) found.add('called');
    if (/(?:^|, )withDefault\(/.test(kind)) found.add('default');
    if (/(?:^|, )optional\(/.test(kind)) found.add('optional');
  }
  return found;
}
