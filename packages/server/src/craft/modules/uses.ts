import { capital } from '../emit/names.ts';
import { contradiction } from '../emit/contradiction.ts';
import type { ModuleUse, Requirements } from '../requirements.ts';
import { chosenFunctions, isOptional } from './calls.ts';
import { asWrittenIn, findModule } from './library.ts';
import type { Example, Manifest, ModuleFunction, Parameter } from './manifest.ts';
import { variableOf } from './tests.ts';

/** A module as a description uses it. */
export interface Used {
  module: Manifest;
  use: ModuleUse;
  /** Functions that a surface shows, in the manifest's order. */
  functions: ModuleFunction[];
}

/** A function as a surface offers it. */
export interface Offered {
  module: Manifest;
  fn: ModuleFunction;
  /** Its name as a command or route. */
  name: string;
  /** Parameters with the defaults that the description asked for. */
  parameters: Parameter[];
}

/** @throws CodewrightError INVALID_INPUT when a module is not known. */
export function usedModules({ modules, language }: Pick<Requirements, 'modules' | 'language'>): Used[] {
  return modules.map((use) => {
    const found = findModule(use.module);
    if (!found) throw contradiction(`There is no module ${use.module}.`);
    const module = asWrittenIn(found, language);
    return { module, use, functions: chosenFunctions(module, use.functions) };
  });
}

/** The modules and those that they import, each once, what is imported first. */
export function withNeeds(used: readonly Used[]): Manifest[] {
  const found = new Map<string, Manifest>();
  const add = (module: Manifest): void => {
    if (found.has(module.id)) return;
    for (const id of module.needs) {
      const other = findModule(id);
      if (other) add(other);
    }
    found.set(module.id, module);
  };
  for (const { module } of used) add(module);
  return [...found.values()];
}

/** As {@link offeredFunctions}, for surfaces that others reach over a network. */
export function remoteFunctions(used: readonly Used[]): Offered[] {
  return offeredFunctions(used).filter(({ fn }) => !fn.local);
}

/** What a surface can offer of the modules, each under a name of its own; a module alone gets its short names. */
export function offeredFunctions(used: readonly Used[]): Offered[] {
  const alone = used.length === 1;
  const offered = used.flatMap(({ module, use, functions }) =>
    functions
      .filter((fn) => !fn.libraryOnly)
      .map((fn) => ({
        module,
        ...called(fn, alone, use),
        parameters: fn.parameters.map((parameter) => withOption(parameter, use)),
      })),
  );
  const names = offered.map(({ name }) => name);
  return offered.map((one) =>
    names.filter((name) => name === one.name).length === 1 ? one : { ...one, name: one.fn.command },
  );
}

/** A function under the name, or at the address, that the description has for it. */
function called(fn: ModuleFunction, alone: boolean, { called: names }: ModuleUse): Pick<Offered, 'fn' | 'name'> {
  const said = names?.[fn.name];
  const usual = alone ? (fn.short ?? fn.command) : fn.command;
  if (said === undefined) return { fn, name: usual };
  return said.includes('/') ? { fn: { ...fn, http: said }, name: usual } : { fn, name: said };
}

function withOption(parameter: Parameter, use: ModuleUse): Parameter {
  if (!isOptional(parameter)) return parameter;
  const [wanted, flag] = [use.options[parameter.name], use.flags?.[parameter.name]];
  return {
    ...parameter,
    ...(wanted === undefined ? {} : { default: wanted }),
    ...(flag === undefined ? {} : { flag }),
  };
}

/** An example whose call succeeds, for documents. */
export function goodExamples(fn: ModuleFunction): Example[] {
  return fn.examples.filter((example) => example.fails === undefined);
}

/** Options of the class's constructor that the description set. */
export function classOptions(module: Manifest, use: ModuleUse): Record<string, string | number | boolean> {
  const known = new Set(module.class?.options.map((option) => option.name) ?? []);
  return Object.fromEntries(Object.entries(use.options).filter(([name]) => known.has(name)));
}

/** The variable that holds the one object of a class. */
export function holderOf(module: Manifest): string {
  return variableOf(module.class?.name ?? module.id);
}

export function stateType(module: Manifest): string {
  return `${capital(module.class?.name ?? '')}State`;
}
