import { flatten, type Folded, fold } from '../../emit/fold.ts';
import { kebab, snake } from '../../emit/names.ts';
import { isOptional } from '../../modules/calls.ts';
import { moduleSource } from '../../modules/library.ts';
import type { Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Used } from '../../modules/uses.ts';
import { pythonNew } from '../../python/calls.ts';
import { moduleSources, type Source, usedImports } from '../../python/imports.ts';
import { prefixed, pythonName, pythonString, pythonStyle, pythonValue } from '../../python/source.ts';
import { firstParameter, type Route } from '../service/routes.ts';

/** `routes.py`: one function for each address. */
export function routesSource(used: readonly Used[], routes: readonly Route[]): string {
  const kept = used.some(({ module }) => module.class?.state);
  const ordered = routes.toSorted((a, b) => firstParameter(b.path) - firstParameter(a.path));
  const holders = used.filter(({ module }) => module.class).map((one) => holderLine(one, '    '));
  const body = [...(holders.length > 0 ? [holders.join('\n')] : []), ...ordered.map(routeSource)].join('\n\n');
  const head = `def add_routes(router: Router${kept ? ', data_folder: Path' : ''}) -> None:\n    """Add an address for each function."""`;
  // A decorator does not follow a docstring at once.
  const gap = body.trimStart().startsWith('@') ? '\n' : '';
  return `"""What is answered at each address."""\n\n${imports(used, routes, body)}\n\n\n${head}\n${gap}${body}\n`;
}

/** The object of a class that all callers share, as a variable. */
export function holderLine({ module, use }: Used, indent: string): string {
  const variable = pythonName(holderOf(module));
  const name = module.class?.name ?? '';
  const options = classOptions(module, use);
  if (!module.class?.state) {
    const made: Folded = { open: 'InMemory(', items: [pythonNew(name, options)], close: ')' };
    return fold(`${indent}${variable} = `, made, pythonStyle);
  }
  const restored = `lambda state: ${flatten(pythonNew(name, options, ['state=state']))}`;
  const file = `data_folder / ${pythonString(`${kebab(module.id)}.json`)}`;
  return fold(`${indent}${variable} = `, { open: 'Kept(', items: [file, restored], close: ')' }, pythonStyle);
}

function imports(used: readonly Used[], routes: readonly Route[], body: string): string {
  const aliases = routes.flatMap(({ offered: { module, parameters } }): Source[] =>
    parameters.flatMap((parameter): Source[] => {
      const alias = aliasOf(module, parameter);
      return alias === undefined ? [] : [[`.${snake(module.id)}`, [alias]]];
    }),
  );
  const own = usedImports(`${body}\nRouter`, [
    ...moduleSources(used),
    ...aliases,
    ['.router', ['Router']],
    ['.shared', ['InMemory', 'Kept']],
    ['.values', valueNames],
  ]);
  const path = /\bdata_folder\b/.test(body) ? 'from pathlib import Path\n' : '';
  return `${path}from typing import ${/\bLiteral\[/.test(body) ? 'Any, Literal' : 'Any'}\n\n${own}`;
}

const valueNames = ['ANYTHING', 'BOOLEAN', 'INTEGER', 'NUMBER', 'NUMBERS', 'TEXT', 'TEXTS', 'one_of', 'optional'];

/** What `values.py` must hold for the routes. */
export function usedValues(source: string): string[] {
  return valueNames.filter((name) => new RegExp(`\\b${name}\\b`).test(source));
}

function routeSource(route: Route): string {
  const { offered, method, path } = route;
  const { module, fn, parameters } = offered;
  const template = path.replaceAll(/:(\w+)/g, (_whole, name: string) => `{${pythonName(name)}}`);
  const verb = fn.redirect ? 'redirect' : method.toLowerCase();
  const fields = parameters.map((one) => prefixed(`${pythonName(one.name)}=`, fieldOf(one)));
  // A function of a module has its own name already.
  const name = module.class ? pythonName(fn.command) : `${method.toLowerCase()}_${snake(fn.command)}`;
  const taken = parameters.map((one) => `${pythonName(one.name)}: ${annotation(module, one)}`);
  return [
    fold(`    @router.${verb}`, { open: '(', items: [pythonString(template), ...fields], close: ')' }, pythonStyle),
    fold(`    def ${name}`, { open: '(', items: taken, close: ') -> Any:' }, pythonStyle),
    `        """${fn.summary}"""`,
    ...workLines(route),
  ].join('\n');
}

function workLines({ offered: { module, fn, parameters } }: Route): string[] {
  const needed = parameters.filter((one) => !isOptional(one)).map(({ name }) => pythonName(name));
  const named = parameters.filter(isOptional).map(({ name }) => `${pythonName(name)}=${pythonName(name)}`);
  const call = (callee: string, indent: string): string =>
    fold(`${indent}return `, { open: `${callee}(`, items: [...needed, ...named], close: ')' }, pythonStyle);
  const called = pythonName(fn.name);
  if (!module.class) return [call(called, '        ')];
  const holder = pythonName(holderOf(module));
  const verb = module.class.state && fn.changes ? 'changed' : 'asked';
  // A parameter of the same name would hide the variable.
  const inner = parameters.some(({ name }) => pythonName(name) === 'it') ? 'thing' : 'it';
  return [`        with ${holder}.${verb}() as ${inner}:`, call(`${inner}.${called}`, '            ')];
}

function fieldOf(parameter: Parameter): Folded {
  const base = baseField(parameter);
  if (!isOptional(parameter)) return base;
  const fallback = parameter.default ?? null;
  return { open: 'optional(', items: fallback === null ? [base] : [base, pythonValue(fallback)], close: ')' };
}

function baseField({ type, values }: Parameter): Folded {
  if (values) return { open: 'one_of(', items: values.map(pythonString), close: ')' };
  const names: Partial<Record<Parameter['type'], string>> = {
    integer: 'INTEGER',
    number: 'NUMBER',
    boolean: 'BOOLEAN',
    'string[]': 'TEXTS',
    'number[]': 'NUMBERS',
    json: 'ANYTHING',
  };
  return names[type] ?? 'TEXT';
}

function annotation(module: Used['module'], parameter: Parameter): string {
  const types: Partial<Record<Parameter['type'], string>> = {
    integer: 'int',
    number: 'float',
    boolean: 'bool',
    'string[]': 'list[str]',
    'number[]': 'list[float]',
    json: 'Any',
  };
  const plain = aliasOf(module, parameter) ?? literalOf(module, parameter) ?? types[parameter.type] ?? 'str';
  return isOptional(parameter) && (parameter.default ?? null) === null && plain !== 'Any' ? `${plain} | None` : plain;
}

/** The values that a parameter may have, where the module lists them at the parameter. */
function literalOf(module: Used['module'], { name, values }: Parameter): string | undefined {
  if (!values) return undefined;
  return new RegExp(`\\b${pythonName(name)}: (Literal\\[[^\\]]*\\])`).exec(moduleSource(module, 'python'))?.[1];
}

/** The module's own name for the values that a parameter may have. */
function aliasOf(module: Used['module'], { name, values }: Parameter): string | undefined {
  if (!values) return undefined;
  const source = moduleSource(module, 'python');
  const alias = new RegExp(`\\b${pythonName(name)}: (\\w+)`).exec(source)?.[1];
  return alias !== undefined && new RegExp(`^${alias} = Literal\\[`, 'm').test(source) ? alias : undefined;
}
