import { type Folded, fold } from '../emit/fold.ts';
import { pascal, snake } from '../emit/names.ts';
import { functionOf } from '../modules/calls.ts';
import { functionCases, scenarioCases } from '../modules/cases.ts';
import { moduleSource, moduleTests } from '../modules/library.ts';
import type { Example, Manifest, ModuleFunction, Scenario } from '../modules/manifest.ts';
import { variableOf } from '../modules/tests.ts';
import { type Used, withNeeds } from '../modules/uses.ts';
import type { GeneratedFile } from '../requirements.ts';
import { pythonCall, pythonNew } from './calls.ts';
import { compareImports, importLine } from './imports.ts';
import { pythonKeys, pythonName, pythonString, pythonStyle, pythonValue, pythonWords, testName } from './source.ts';

/** Sources and tests of the modules in a project for Python: `src/<package>/<id>.py` and `tests/test_<id>.py`. */
export function pythonModules(used: readonly Used[], into: string): GeneratedFile[] {
  return withNeeds(used).flatMap((module) => {
    const more = moduleTests(module, 'python');
    const file = snake(module.id);
    return [
      { path: `src/${into}/${file}.py`, content: moduleSource(module, 'python') },
      { path: `tests/test_${file}.py`, content: moduleTestFile(module, into) },
      ...(more === undefined
        ? []
        : [{ path: `tests/test_${file}_more.py`, content: more.replaceAll('PACKAGE', into) }]),
    ];
  });
}

/** Tests in the standard library's own form, which pytest runs too. */
export function moduleTestFile(module: Manifest, into: string): string {
  const classes = module.class ? [classSuite(module)] : functionCases(module).map(functionSuite);
  const body = classes.join('\n\n\n');
  const names = (module.class ? [module.class.name] : module.functions.map((fn) => pythonName(fn.name)))
    .filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(body))
    .sort(compareImports);
  const uses = (name: string): string[] => (new RegExp(`\\b${name}\\.`).test(body) ? [`import ${name}`] : []);
  const imported = importLine(`${into}.${snake(module.id)}`, names);
  return `${[...uses('json'), 'import unittest'].join('\n')}\n\n${imported}\n\n\n${body}\n\n\n${mainLines}`;
}

const mainLines = 'if __name__ == "__main__":\n    unittest.main()\n';

function functionSuite({ fn, cases }: ReturnType<typeof functionCases>[number]): string {
  const named = namesOnce();
  const tests = cases.map(({ title, example }) =>
    testCase(named(testName(title)), [expectation(pythonCall(pythonName(fn.name), fn, example.args), example, fn)]),
  );
  return `class ${pascal(fn.name)}Test(unittest.TestCase):\n${tests.join('\n\n')}`;
}

function testCase(name: string, body: readonly string[]): string {
  return [`    def test_${name}(self) -> None:`, ...body].join('\n');
}

/** Makes names differ that would be the same. */
export function namesOnce(): (name: string) => string {
  const used = new Map<string, number>();
  return (name) => {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  };
}

const inTest = '        ';

type Outcome = Pick<Example, 'gives' | 'matches' | 'fails'>;

function expectation(call: Folded, { gives, matches, fails }: Outcome, { returns }: ModuleFunction): string {
  const assert = (name: string, ...rest: Folded[]): string =>
    fold(inTest, { open: `self.${name}(`, items: [call, ...rest], close: ')' }, pythonStyle);
  if (fails !== undefined) {
    const head = `${inTest}with self.assertRaisesRegex(ValueError, ${pythonString(escapePattern(pythonWords(fails)))}):`;
    return `${head}\n${fold(`${inTest}    `, call, pythonStyle)}`;
  }
  if (matches !== undefined) {
    const pattern = `r${pythonString(matches).replaceAll('\\\\', '\\')}`;
    // A pattern is looked for in text.
    const told: Folded = /^(?:string|text)$/.test(returns.type) ? call : { open: 'str(', items: [call], close: ')' };
    return fold(inTest, { open: 'self.assertRegex(', items: [told, pattern], close: ')' }, pythonStyle);
  }
  if (gives === undefined) return fold(inTest, call, pythonStyle);
  if (gives === null) return assert('assertIsNone');
  if (typeof gives === 'boolean') return assert(gives ? 'assertTrue' : 'assertFalse');
  return assert('assertEqual', pythonValue(pythonKeys(gives)));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function classSuite(module: Manifest): string {
  const name = module.class?.name ?? '';
  const named = namesOnce();
  const scenarios = scenarioCases(module);
  const tests = scenarios.map((scenario) => testCase(named(testName(scenario.title)), scenarioLines(module, scenario)));
  const [first] = scenarios;
  if (module.class?.state && first) {
    const variable = pythonName(variableOf(name));
    tests.push(
      testCase('goes_on_where_it_was_written_down', [
        ...scenarioLines(module, first),
        `${inTest}copy = ${name}(state=json.loads(json.dumps(${variable}.to_dict())))`,
        `${inTest}self.assertEqual(copy.to_dict(), ${variable}.to_dict())`,
      ]),
    );
  }
  return `class ${name}Test(unittest.TestCase):\n${tests.join('\n\n')}`;
}

function scenarioLines(module: Manifest, scenario: Scenario): string[] {
  const { class: type } = module;
  if (!type) return [];
  const variable = pythonName(variableOf(type.name));
  const timed = type.clock && scenario.steps.some((step) => 'wait' in step);
  const made = pythonNew(type.name, scenario.options, [
    ...(timed ? ['now=lambda: time'] : []),
    ...(type.random ? ['random=lambda: 0.5'] : []),
  ]);
  return [
    ...(timed ? [`${inTest}time = 0.0`] : []),
    fold(`${inTest}${variable} = `, made, pythonStyle),
    ...scenario.steps.map((step) => {
      if ('wait' in step) return `${inTest}time += ${step.wait}`;
      const fn = functionOf(module, step.call);
      return expectation(pythonCall(`${variable}.${pythonName(step.call)}`, fn, step.args), step, fn);
    }),
  ];
}
