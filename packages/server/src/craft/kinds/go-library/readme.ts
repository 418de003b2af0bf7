import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { goCall, goNew, isPointer } from '../../go/calls.ts';
import { constructorOf, type Signature, signatureOf } from '../../go/signature.ts';
import { exportedName, goValue, localName, modulePath, packageName } from '../../go/source.ts';
import { functionOf, isOptional } from '../../modules/calls.ts';
import { functionCases, scenarioCases } from '../../modules/cases.ts';
import type { Example, Manifest, ModuleFunction, Parameter } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Used } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';

/** `README.md`: a program that uses every part, and what each function takes and gives. */
export function readmeFile(requirements: Requirements, used: readonly Used[]): string {
  const from = packageName(requirements.name);
  return render('go/library-readme.md', {
    title: requirements.title,
    summary: requirements.summary,
    path: modulePath(requirements.name),
    package: from,
    example: exampleProgram(requirements, used),
    parts: used.map(partOf),
  });
}

function exampleProgram(requirements: Requirements, used: readonly Used[]): string {
  const from = packageName(requirements.name);
  const lines = used.flatMap((one) => (one.module.class ? classExample(one, from) : functionExamples(one, from)));
  const path = modulePath(requirements.name);
  const imported = path.endsWith(`/${from}`) ? `"${path}"` : `${from} "${path}"`;
  return `import ${imported}\n\n${lines.join('\n')}`;
}

function functionExamples({ module, functions }: Used, from: string): string[] {
  return functionCases(module)
    .filter(({ fn }) => functions.includes(fn))
    .flatMap(({ fn, cases }) => {
      const good = cases.map(({ example }) => example).filter((example) => isPlain(fn, example));
      const example = good.find(({ gives }) => gives !== undefined && gives !== null) ?? good[0];
      if (!example) return [];
      const call = goCall(`${from}.${exportedName(fn.name)}`, module, fn, example.args, {
        from: `${from}.`,
        pointer: '',
      });
      return [shown(flat(call), signatureOf(module, fn), example)];
    });
}

function flat(call: string): string {
  return call.replaceAll(/\n\t?/g, (at) => (at === '\n' ? ' ' : '; ')).replace('{;', '{');
}

/** Pointers need a variable of their own, which would hide what is shown. */
function isPlain(fn: ModuleFunction, { args, fails }: Example): boolean {
  return fails === undefined && !fn.parameters.some((parameter) => isPointer(parameter) && parameter.name in args);
}

/** The call with its results behind it. */
function shown(line: string, { results }: Signature, { gives }: Pick<Example, 'gives'>): string {
  if (gives === undefined || results.length === 0) return line;
  const text = typeof gives === 'object' && gives !== null ? JSON.stringify(gives) : goValue(gives);
  const short = text.length > 70 ? `${text.slice(0, 68)}…` : text;
  const rest = results.slice(1).map((result) => (result === 'error' ? 'nil' : String(gives !== null)));
  return `${line} // ${[short, ...rest].join(', ')}`;
}

/** The first scenario that needs no clock, no pointer and no error. */
function classExample({ module, use }: Used, from: string): string[] {
  const variable = localName(holderOf(module));
  const style = { from: `${from}.`, pointer: '' };
  const fits = (name: string, example: Example): boolean => isPlain(functionOf(module, name), example);
  const scenario = scenarioCases(module).find(({ steps, options }) => {
    const pointed = (module.class?.options ?? []).some((option) => isPointer(option) && option.name in options);
    return !pointed && steps.every((step) => !('wait' in step) && fits(step.call, step));
  });
  const chosen = classOptions(module, use);
  const names = constructorOf(module).results.includes('error') ? `${variable}, err` : variable;
  const options = { ...scenario?.options, ...withoutPointers(module, chosen) };
  return [
    `${names} := ${flat(goNew(module, options, style))}`,
    ...(scenario?.steps ?? []).flatMap((step) => {
      if ('wait' in step) return [];
      const call = goCall(
        `${variable}.${exportedName(step.call)}`,
        module,
        functionOf(module, step.call),
        step.args,
        style,
      );
      return [
        Object.keys(chosen).length > 0
          ? flat(call)
          : shown(flat(call), signatureOf(module, functionOf(module, step.call)), step),
      ];
    }),
  ];
}

function withoutPointers(module: Manifest, options: Example['args']): Example['args'] {
  const pointers = new Set((module.class?.options ?? []).filter(isPointer).map(({ name }) => name));
  return Object.fromEntries(Object.entries(options).filter(([name]) => !pointers.has(name)));
}

function partOf({ module }: Used): Record<string, unknown> {
  const name = exportedName(module.class?.name ?? '');
  const notes: string[] = [];
  if (module.class?.state)
    notes.push(`\`json.Marshal\` writes a \`*${name}\`, \`json.Unmarshal\` into another goes on from it.`);
  if (module.class?.clock) notes.push('Tests set a clock of their own as `Now`.');
  return {
    title: module.class ? name : module.title,
    summary: module.class ? `${module.class.summary} ${module.summary}` : module.summary,
    constructor: module.class ? constructorOf(module).text : '',
    options: (module.class?.options ?? []).map((option) => ({
      name: exportedName(option.name),
      summary: option.summary,
      fallback: fallbackOf(option),
    })),
    form: module.class ? 'method' : 'function',
    functions: module.functions.map((fn) => ({
      signature: signatureOf(module, fn).text.replaceAll('|', '\\|'),
      summary: fn.summary + optionNotes(fn),
      gives: module.class && fn.returns.type === 'void' ? '' : fn.returns.summary,
    })),
    notes,
  };
}

function fallbackOf(option: Parameter): string {
  return (option.default ?? null) === null ? '' : `\`${plainText(option.default)}\``;
}

function optionNotes(fn: ModuleFunction): string {
  const options = fn.parameters.filter(isOptional).map((option) => {
    const fallback = fallbackOf(option);
    return `\`${exportedName(option.name)}\`: ${option.summary}${fallback ? ` (${fallback} if not set)` : ''}`;
  });
  return options.length === 0 ? '' : ` ${options.join('; ')}.`;
}
