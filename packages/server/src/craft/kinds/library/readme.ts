import { imports } from '../../emit/layout.ts';
import { capital } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { plainText, valueSource } from '../../emit/values.ts';
import { callSource, functionOf, isOptional, optionalOf, requiredOf } from '../../modules/calls.ts';
import type { ModuleFunction, Parameter } from '../../modules/manifest.ts';
import { classOptions, goodExamples, holderOf, type Used } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';

/** `README.md`: a program that uses every part, and what each function takes and gives. */
export function readmeFile(requirements: Requirements, used: readonly Used[]): string {
  return render('library/README.md', {
    title: requirements.title,
    summary: requirements.summary,
    name: requirements.name,
    fence: requirements.language === 'javascript' ? 'js' : 'ts',
    example: exampleProgram(requirements.name, used),
    parts: used.map(partOf),
  });
}

function exampleProgram(name: string, used: readonly Used[]): string {
  const body = used.map((use) => (use.module.class ? classExample(use) : functionExample(use))).filter(Boolean);
  const names = used
    .flatMap(({ module }) => (module.class ? [module.class.name] : module.functions.map((fn) => fn.name)))
    .filter((candidate) => body.some((text) => new RegExp(`\\b${candidate}\\(`).test(text)));
  return [imports({ [name]: names }), ...body].join('\n\n');
}

function functionExample({ functions }: Used): string {
  return functions
    .flatMap((fn) => {
      const example = goodExamples(fn).find(({ gives }) => gives !== undefined) ?? goodExamples(fn)[0];
      return example ? [`${callSource(fn.name, fn, example.args)};${resultComment(example.gives)}`] : [];
    })
    .join('\n');
}

function resultComment(gives: unknown): string {
  if (gives === undefined) return '';
  const text = gives === null ? 'undefined' : valueSource(gives);
  return ` // ${text.length > 70 ? `${text.slice(0, 68)}…` : text}`;
}

/** The first scenario that needs no clock and no error. */
function classExample({ module, use }: Used): string {
  const name = module.class?.name ?? '';
  const variable = holderOf(module);
  const scenario =
    module.scenarios.find(({ steps }) => steps.every((step) => !('wait' in step) && step.fails === undefined)) ??
    module.scenarios[0];
  if (!scenario) return '';
  const options = { ...scenario.options, ...classOptions(module, use) };
  const set = Object.keys(options).length > 0;
  const steps = scenario.steps.flatMap((step) => {
    if ('wait' in step || step.fails !== undefined) return [];
    const call = callSource(`${variable}.${step.call}`, functionOf(module, step.call), step.args);
    const changed = Object.keys(classOptions(module, use)).length > 0;
    return [`${call};${changed ? '' : resultComment(step.gives)}`];
  });
  return [`const ${variable} = new ${name}(${set ? valueSource(options) : ''});`, ...steps].join('\n');
}

function partOf({ module }: Used): Record<string, unknown> {
  const notes: string[] = [];
  if (module.class?.state) {
    notes.push(
      `\`JSON.stringify\` writes a ${module.class.name} down; \`new ${module.class.name}({}, JSON.parse(text))\` brings it back.`,
    );
  }
  if (module.class?.clock) notes.push('Tests pass a clock of their own as `now`, a function that gives milliseconds.');
  return {
    title: module.class?.name ?? module.title,
    summary: module.class ? `${module.class.summary} ${module.summary}` : module.summary,
    className: module.class?.name ?? '',
    form: module.class ? 'method' : 'function',
    options: (module.class?.options ?? []).map(optionRow),
    functions: module.functions.map((fn) => ({
      signature: signatureOf(fn),
      summary: fn.summary + optionNotes(fn),
      gives: module.class && fn.returns.type === 'void' ? '' : fn.returns.summary,
    })),
    notes,
  };
}

function optionRow(option: Parameter): Record<string, string> {
  const fallback = option.default === undefined || option.default === null ? '' : `\`${plainText(option.default)}\``;
  return { name: option.name, summary: option.summary, fallback };
}

function signatureOf(fn: ModuleFunction): string {
  const given = [...requiredOf(fn).map(({ name }) => name), ...(optionalOf(fn).length > 0 ? ['options?'] : [])];
  return `${fn.name}(${given.join(', ')})`;
}

/** "Options: `separator` (what stands between words, `-` if not given)." */
function optionNotes(fn: ModuleFunction): string {
  const options = fn.parameters.filter(isOptional).map((option) => {
    const { fallback } = optionRow(option);
    return `\`${option.name}\` (${option.summary}${fallback ? `; ${fallback} if not given` : ''})`;
  });
  return options.length === 0 ? '' : ` ${capital('options')}: ${options.join(', ')}.`;
}
