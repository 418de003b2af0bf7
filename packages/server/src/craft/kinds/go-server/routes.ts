import { isPointer } from '../../go/calls.ts';
import { docComment } from '../../go/project.ts';
import { goString, localName, typedValue } from '../../go/source.ts';
import { isOptional } from '../../modules/calls.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { holderOf } from '../../modules/uses.ts';
import { workLines } from '../go-cli/commands.ts';
import { firstParameter, type Route } from '../service/routes.ts';

/** `routes.go` behind its imports: an address for each function; `from` is the package of the modules. */
export function routesSource(routes: readonly Route[], from: string): string {
  const ordered = routes.toSorted((a, b) => firstParameter(b.path) - firstParameter(a.path));
  const table = ordered.map(
    (route) => `\t\t{${goString(route.method)}, ${goString(route.path)}, s.${handlerName(route)}},`,
  );
  const all = `func (s *service) routes() []route {\n\treturn []route{\n${table.join('\n')}\n\t}\n}`;
  return [all, ...ordered.map((route) => handlerSource(route, from))].join('\n\n');
}

function handlerName({ offered }: Route): string {
  return localName(offered.fn.command);
}

// Names that the handler's own lines use.
const taken = new Set('s o in err required option optional found word service'.split(' '));

function handlerSource(route: Route, from: string): string {
  const { module, fn, parameters } = route.offered;
  const named = ({ name }: Parameter): string => {
    const plain = localName(name);
    return taken.has(plain) || plain === from || plain === localName(holderOf(module)) ? `${plain}Value` : plain;
  };
  const read = parameters.map((parameter) => `${named(parameter)} := ${reading(parameter)}`);
  const work = workLines(
    route.offered,
    from,
    {
      handed: () => `s.${localName(holderOf(module))}.${fn.changes ? 'change' : 'ask'}(`,
      held: () => `s.${localName(holderOf(module))}`,
    },
    named,
  );
  const name = handlerName(route);
  const summary = fn.summary.charAt(0).toLowerCase() + fn.summary.slice(1);
  return [
    docComment(`${name} ${summary}`),
    `func (s *service) ${name}(in *input) (any, error) {`,
    ...[
      ...read,
      'if err := in.problem(); err != nil {',
      '\treturn nil, err',
      '}',
      ...(fn.redirect ? leading(work) : work),
    ].map((line) => line.replace(/^(?=.)/gm, '\t')),
    '}',
  ].join('\n');
}

/** What the function gives is where the answer leads to. */
function leading(work: readonly string[]): string[] {
  return [
    ...work.map((line, at) => (at === 0 ? line.replace(/^return /, 'target, err := ') : line)),
    'if err != nil {',
    '\treturn nil, err',
    '}',
    'text, _ := target.(string)',
    'return address(text), nil',
  ];
}

function reading(parameter: Parameter): string {
  const name = goString(parameter.name);
  const reader = readerOf(parameter);
  if (!isOptional(parameter)) return `required(in, ${name}, ${reader})`;
  if (isPointer(parameter)) return `optional(in, ${name}, ${reader})`;
  const fallback = parameter.default ?? null;
  const type =
    parameter.type === 'number'
      ? `float64(${typedValue(parameter.type, fallback)})`
      : typedValue(parameter.type, fallback);
  return `option(in, ${name}, ${type}, ${reader})`;
}

function readerOf({ type, values }: Parameter): string {
  if (values) return `oneOf(${values.map(goString).join(', ')})`;
  const readers: Partial<Record<Parameter['type'], string>> = {
    integer: 'anInteger',
    number: 'aNumber',
    boolean: 'aBoolean',
    'string[]': 'aList(aText)',
    'number[]': 'aList(aNumber)',
    json: 'anything',
  };
  return readers[type] ?? 'aText';
}

/** What `input.go` must hold for the routes. */
export function inputHelpers(source: string): string[] {
  const helpers = 'required option optional found aText anInteger aNumber aBoolean anything aList oneOf';
  return helpers.split(' ').filter((name) => new RegExp(`\\b${name}\\b`).test(source));
}
