import { render } from '../../emit/templates.ts';
import { functionOf, isOptional } from '../../modules/calls.ts';
import { functionCases, scenarioCases } from '../../modules/cases.ts';
import type { Example, ModuleFunction } from '../../modules/manifest.ts';
import { type Used, usedModules } from '../../modules/uses.ts';
import { packageName, pythonKeys, pythonName } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';

/** Calls everything that the library exports with the examples of the manifests. */
export function probeScript(requirements: Requirements): GeneratedFile {
  const used = usedModules(requirements);
  const content = render('python/library-probe.mjs', {
    package: packageName(requirements.name),
    sessions: JSON.stringify(used.flatMap(sessionsOf), null, 2),
    exported: JSON.stringify(
      used.flatMap(({ module }) =>
        module.class ? [module.class.name] : module.functions.map((fn) => pythonName(fn.name)),
      ),
    ),
  });
  return { path: 'probe.mjs', content, executable: true };
}

interface PythonCall {
  fn: string;
  args: unknown[];
  named: Record<string, unknown>;
  gives?: unknown;
  matches?: string | undefined;
  fails: boolean;
}

interface PythonSession {
  of: string | null;
  /** Takes its chance from outside: what comes of the calls is certain then. */
  chance: boolean;
  options: Record<string, unknown>;
  calls: PythonCall[];
}

function sessionsOf({ module }: Used): PythonSession[] {
  if (!module.class) {
    return functionCases(module).flatMap(({ fn, cases }) =>
      cases.map(({ example }) => ({ of: null, chance: false, options: {}, calls: [callOf(fn, example)] })),
    );
  }
  const { name, random: chance } = module.class;
  return scenarioCases(module).flatMap(({ options, steps }) => {
    const calls = steps.flatMap((step) => ('wait' in step ? [] : [callOf(functionOf(module, step.call), step)]));
    return calls.length === steps.length ? [{ of: name, chance, options: named(options), calls }] : [];
  });
}

function callOf(fn: ModuleFunction, { args, gives, matches, fails }: Example): PythonCall {
  const given = fn.parameters.filter(({ name }) => name in args);
  const options = given.filter(isOptional).map(({ name }): [string, unknown] => [name, args[name]]);
  return {
    fn: pythonName(fn.name),
    args: given.filter((parameter) => !isOptional(parameter)).map(({ name }) => args[name]),
    named: named(Object.fromEntries(options)),
    ...(gives === undefined ? {} : { gives: pythonKeys(gives) }),
    matches,
    fails: fails !== undefined,
  };
}

function named(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [pythonName(name), value]));
}
