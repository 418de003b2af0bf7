import { render } from '../../emit/templates.ts';
import { functionOf, optionalOf, requiredOf } from '../../modules/calls.ts';
import type { Example, ModuleFunction } from '../../modules/manifest.ts';
import { type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';

/** Calls everything that the library exports with the examples of the manifests. */
export function probeScript(requirements: Requirements): GeneratedFile {
  const used = usedModules(requirements);
  const content = render('library/probe.mjs', {
    name: requirements.name,
    sessions: JSON.stringify(used.flatMap(sessionsOf), null, 2),
    exported: JSON.stringify(
      used.flatMap(({ module }) => (module.class ? [module.class.name] : module.functions.map((fn) => fn.name))),
    ),
  });
  return { path: 'probe.mjs', content, executable: true };
}

interface LibraryCall {
  fn: string;
  args: unknown[];
  gives?: unknown;
  matches?: string | undefined;
  fails: boolean;
}

interface LibrarySession {
  of: string | null;
  options: unknown;
  /** Chance always falls in the middle. */
  chance: boolean;
  calls: LibraryCall[];
}

function sessionsOf({ module }: Used): LibrarySession[] {
  if (!module.class) {
    return module.functions.flatMap((fn) =>
      fn.examples.map((example) => ({ of: null, options: {}, chance: false, calls: [callOf(fn, example)] })),
    );
  }
  const { name, random: chance } = module.class;
  return module.scenarios.flatMap(({ options, steps }) => {
    const calls = steps.flatMap((step) => ('wait' in step ? [] : [callOf(functionOf(module, step.call), step)]));
    return calls.length === steps.length ? [{ of: name, options, chance, calls }] : [];
  });
}

function callOf(fn: ModuleFunction, { args, gives, matches, fails }: Example): LibraryCall {
  const options = Object.fromEntries(optionalOf(fn).flatMap(({ name }) => (name in args ? [[name, args[name]]] : [])));
  const given = [
    ...requiredOf(fn).map(({ name }) => args[name]),
    ...(Object.keys(options).length > 0 ? [options] : []),
  ];
  return { fn: fn.name, args: given, gives, matches, fails: fails !== undefined };
}
