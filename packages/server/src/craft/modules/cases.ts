import type { Example, Manifest, ModuleFunction, Parameter, Scenario } from './manifest.ts';
import { functionOf } from './calls.ts';
import { nameTitles, titleOf } from './tests.ts';

/** What the examples of a manifest say of a module, ready for the tests of a language with declared types. */

export interface FunctionCases {
  fn: ModuleFunction;
  cases: { title: string; example: Example }[];
}

/** Each function with its examples; those that a compiler or type checker would refuse are left out. */
export function functionCases(module: Manifest): FunctionCases[] {
  return module.functions.flatMap((fn) => {
    const named = nameTitles();
    const cases = fn.examples
      .filter((example) => isWellTyped(fn, example.args))
      .map((example) => ({ title: named(titleOf(fn, example)), example }));
    return cases.length > 0 ? [{ fn, cases }] : [];
  });
}

/** The scenarios of a class, of which no step breaks a declared type. */
export function scenarioCases(module: Manifest): Scenario[] {
  return module.scenarios.filter((scenario) =>
    scenario.steps.every((step) => 'wait' in step || isWellTyped(functionOf(module, step.call), step.args)),
  );
}

/** Whether every argument has the type that its parameter declares. */
export function isWellTyped(fn: Pick<ModuleFunction, 'parameters'>, args: Example['args']): boolean {
  return fn.parameters.every((parameter) => !(parameter.name in args) || fits(parameter, args[parameter.name]));
}

function fits({ type }: Parameter, value: unknown): boolean {
  if (value === null) return true;
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'string[]':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'number[]':
      return Array.isArray(value) && value.every((item) => typeof item === 'number');
    case 'json':
      return true;
    default:
      return typeof value === 'string';
  }
}
