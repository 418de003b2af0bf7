import { render } from '../../emit/templates.ts';
import { plainText } from '../../emit/values.ts';
import { functionOf, isOptional } from '../../modules/calls.ts';
import { functionCases, scenarioCases } from '../../modules/cases.ts';
import type { Manifest, ModuleFunction, Parameter } from '../../modules/manifest.ts';
import { variableOf } from '../../modules/tests.ts';
import type { Used } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { optionsType } from '../../rust/calls.ts';
import { useStatement } from '../../rust/layout.ts';
import { expectationOf, madeLines, statements } from '../../rust/module-tests.ts';
import { constructorOf, exportsOf, signatureOf, useOrder } from '../../rust/signature.ts';
import { crateName, packageName, snakeName, typeName } from '../../rust/source.ts';

/** `README.md`: an example that uses every part, which is a test too, and what each function takes and gives. */
export function readmeFile(requirements: Requirements, used: readonly Used[]): string {
  return render('rust/library-readme.md', {
    title: requirements.title,
    summary: plain(requirements.summary),
    package: packageName(requirements.name),
    example: exampleProgram(requirements, used),
    parts: used.map(partOf),
  });
}

function exampleProgram(requirements: Requirements, used: readonly Used[]): string {
  const groups = used.map((one) => (one.module.class ? classExample(one.module) : functionExamples(one)).join('\n'));
  const body = groups.filter((group) => group !== '').join('\n\n');
  const code = body.replaceAll(/r#".*?"#|"(?:[^"\\]|\\.)*"/g, '""');
  const named = [...used.flatMap(({ module }) => exportsOf(module)), 'Json'].filter((name) =>
    new RegExp(`(?<!\\.)\\b${name}\\b`).test(code),
  );
  return [
    ...(/\bDuration\b/.test(code) ? ['use std::time::Duration;', ''] : []),
    useStatement(`use ${crateName(requirements.name)}::`, useOrder(named)),
    '',
    body,
  ].join('\n');
}

/** The first example of each function that gives something plain. */
function functionExamples({ module, functions }: Used): string[] {
  return functionCases(module)
    .filter(({ fn }) => functions.includes(fn))
    .flatMap(({ fn, cases }) => {
      const good = cases.flatMap(({ example }) => {
        const found = expectationOf(module, fn, snakeName(fn.name), example);
        const lines = found?.wanted === undefined ? [] : statements(found, 0);
        return lines.length === 0 || /\bjson\(/.test(lines.join('')) ? [] : [lines];
      });
      const [first] = good;
      return good.find((lines) => !/\bNone\b|is_empty/.test(lines.join(''))) ?? first ?? [];
    });
}

/** The first scenario that needs no clock and shows no failure. */
function classExample(module: Manifest): string[] {
  const holder = snakeName(variableOf(module.class?.name ?? ''));
  const shown = scenarioCases(module).flatMap((scenario) => {
    if (scenario.steps.some((step) => 'wait' in step)) return [];
    const lines = scenario.steps.flatMap((step) => {
      if ('wait' in step || step.fails !== undefined) return [];
      const fn = functionOf(module, step.call);
      const found = expectationOf(module, fn, `${holder}.${snakeName(fn.name)}`, step);
      return found === undefined ? [] : statements(found, 0);
    });
    const all = [...madeLines(module, scenario, undefined, 0), ...lines];
    return lines.length === 0 || /\bjson\(/.test(all.join('')) ? [] : [all];
  });
  return shown[0] ?? [];
}

function partOf({ module }: Used): Record<string, unknown> {
  const name = typeName(module.class?.name ?? '');
  const notes: string[] = [];
  if (module.class?.state) notes.push(`\`to_json\` writes a \`${name}\`, \`${name}::from_json\` goes on from it.`);
  if (module.class?.clock) notes.push(`\`${name}::with_clock\` takes a clock of one's own, for tests.`);
  return {
    title: module.class ? name : module.title,
    summary: plain(module.class ? `${module.class.summary} ${module.summary}` : module.summary),
    constructor: module.class ? code(constructorOf(module).text).replace('fn new', `${name}::new`) : '',
    options: (module.class?.options ?? []).map((option) => ({
      name: snakeName(option.name),
      summary: plain(option.summary),
      fallback: fallbackOf(option),
    })),
    form: module.class ? 'method' : 'function',
    functions: module.functions.map((fn) => ({
      signature: code(signatureOf(module, fn).text),
      summary: plain(fn.summary + optionNotes(module, fn)),
      gives: module.class && fn.returns.type === 'void' ? '' : plain(fn.returns.summary),
    })),
    notes,
  };
}

function code(signature: string): string {
  return signature.replace(/^pub /, '').replaceAll('|', '\\|');
}

/** Markdown, and the documentation after it, would take it for the name of an element. */
function plain(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('[', '\\[');
}

function fallbackOf(option: Parameter): string {
  return (option.default ?? null) === null ? '' : `\`${plainText(option.default)}\``;
}

/** Options of a struct; what stands among the arguments is told by its name. */
function optionNotes(module: Manifest, fn: ModuleFunction): string {
  const type = signatureOf(module, fn)
    .parameters.map((parameter) => optionsType(parameter.type))
    .find(Boolean);
  if (type === undefined) return '';
  const options = fn.parameters.filter(isOptional).map((option) => {
    const fallback = fallbackOf(option);
    return `\`${snakeName(option.name)}\`: ${option.summary}${fallback ? ` (${fallback} if not set)` : ''}`;
  });
  return options.length === 0 ? '' : ` ${options.join('; ')}.`;
}
