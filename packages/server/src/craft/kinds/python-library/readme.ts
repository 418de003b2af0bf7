import { flatten } from '../../emit/fold.ts';
import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { functionOf, isOptional } from '../../modules/calls.ts';
import { functionCases, isWellTyped, scenarioCases } from '../../modules/cases.ts';
import type { ModuleFunction, Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Used } from '../../modules/uses.ts';
import { pythonCall, pythonNew } from '../../python/calls.ts';
import { packageName, pythonKeys, pythonName, pythonValue } from '../../python/source.ts';
import type { Requirements } from '../../requirements.ts';
import { importLine } from '../../python/imports.ts';

/** `README.md`: a session that uses every part, and what each function takes and gives. */
export function readmeFile(requirements: Requirements, used: readonly Used[]): string {
  return render('python/library-readme.md', {
    title: requirements.title,
    summary: requirements.summary,
    name: requirements.name,
    example: exampleProgram(packageName(requirements.name), used),
    parts: used.map(partOf),
  });
}

function exampleProgram(from: string, used: readonly Used[]): string {
  const body = used.map((use) => (use.module.class ? classExample(use) : functionExample(use))).filter(Boolean);
  const names = used
    .flatMap(({ module }) => (module.class ? [module.class.name] : module.functions.map((fn) => pythonName(fn.name))))
    .filter((name) => body.some((text) => new RegExp(`(?<![.\\w])${name}\\(`).test(text)))
    .sort();
  return [importLine(from, names), ...body].join('\n\n');
}

function functionExample({ module, functions }: Used): string {
  return functionCases(module)
    .filter(({ fn }) => functions.includes(fn))
    .flatMap(({ fn, cases }) => {
      const good = cases.map(({ example }) => example).filter(({ fails }) => fails === undefined);
      const example = good.find(({ gives }) => gives !== undefined) ?? good[0];
      return example ? [shown(flatten(pythonCall(pythonName(fn.name), fn, example.args)), example.gives)] : [];
    })
    .join('\n');
}

function shown(call: string, gives: unknown): string {
  if (gives === undefined) return call;
  const text = flatten(pythonValue(pythonKeys(gives)));
  return `${call}  # ${text.length > 70 ? `${text.slice(0, 68)}…` : text}`;
}

/** The first scenario that needs no clock and no error. */
function classExample({ module, use }: Used): string {
  const variable = pythonName(holderOf(module));
  const scenarios = scenarioCases(module);
  const scenario =
    scenarios.find(({ steps }) => steps.every((step) => !('wait' in step) && step.fails === undefined)) ?? scenarios[0];
  if (!scenario) return '';
  const chosen = classOptions(module, use);
  const changed = Object.keys(chosen).length > 0;
  const steps = scenario.steps.flatMap((step) => {
    if ('wait' in step || step.fails !== undefined || !isWellTyped(functionOf(module, step.call), step.args)) return [];
    const call = pythonCall(`${variable}.${pythonName(step.call)}`, functionOf(module, step.call), step.args);
    return [changed ? flatten(call) : shown(flatten(call), step.gives)];
  });
  const made = flatten(pythonNew(module.class?.name ?? '', { ...scenario.options, ...chosen }));
  return [`${variable} = ${made}`, ...steps].join('\n');
}

function partOf({ module }: Used): Record<string, unknown> {
  const notes: string[] = [];
  const name = module.class?.name ?? '';
  if (module.class?.state) {
    notes.push(`\`to_dict()\` gives what JSON can hold; \`${name}(state=…)\` goes on from it.`);
  }
  if (module.class?.clock) notes.push('Tests pass a clock of their own as `now`, a function that gives milliseconds.');
  return {
    title: module.class?.name ?? module.title,
    summary: module.class ? `${module.class.summary} ${module.summary}` : module.summary,
    className: name,
    form: module.class ? 'method' : 'function',
    options: (module.class?.options ?? []).map((option) => ({
      name: pythonName(option.name),
      summary: option.summary,
      fallback: fallbackOf(option),
    })),
    functions: module.functions.map((fn) => ({
      signature: signatureOf(fn),
      summary: fn.summary + optionNotes(fn),
      gives: module.class && fn.returns.type === 'void' ? '' : fn.returns.summary,
    })),
    notes,
  };
}

function fallbackOf(option: Parameter): string {
  return option.default === undefined || option.default === null ? '' : `\`${plainText(option.default)}\``;
}

function signatureOf(fn: ModuleFunction): string {
  const needed = fn.parameters.filter((parameter) => !isOptional(parameter)).map(({ name }) => pythonName(name));
  const named = fn.parameters.filter(isOptional).map(({ name }) => `${pythonName(name)}=…`);
  return `${pythonName(fn.name)}(${[...needed, ...named].join(', ')})`;
}

function optionNotes(fn: ModuleFunction): string {
  const options = fn.parameters.filter(isOptional).map((option) => {
    const fallback = fallbackOf(option);
    return `\`${pythonName(option.name)}\`: ${option.summary}${fallback ? ` (${fallback} if not given)` : ''}`;
  });
  return options.length === 0 ? '' : ` ${options.join('; ')}.`;
}
