import { blocks, imports, indented, quote } from '../emit/layout.ts';
import { camel } from '../emit/names.ts';
import { valueSource } from '../emit/values.ts';
import { callSource, functionOf } from './calls.ts';
import type { Example, Manifest, ModuleFunction, Scenario } from './manifest.ts';

/** What a module is told by functions of its user has no examples: such modules bring tests of their own. */
export function hasExamples({ functions, scenarios }: Manifest): boolean {
  return scenarios.length > 0 || functions.some(({ examples }) => examples.length > 0);
}

/** `test/<id>.test.ts`: every example of the manifest as a test of its own. */
export function moduleTestFile(module: Manifest): string {
  const suites = module.form === 'functions' ? module.functions.map(functionSuite) : [classSuite(module)];
  const names = module.form === 'functions' ? module.functions.map((fn) => fn.name) : [module.class?.name ?? ''];
  const body = blocks(suites);
  return blocks(
    imports({
      'node:assert/strict': ['default assert'],
      'node:test': ['describe', 'it'],
      [`../src/${module.id}.ts`]: names.filter((name) => new RegExp(`\\b${name}\\b`).test(body)),
    }),
    body,
  );
}

function functionSuite(fn: ModuleFunction): string {
  if (fn.examples.length === 0) return '';
  const giver = nameTitles();
  const cases = fn.examples.map((example) => {
    const call = callSource(fn.name, fn, example.args);
    const comes = fn.later && example.fails === undefined;
    const line = expectation(comes ? `(await ${call})` : call, example, fn);
    return testCase(giver(titleOf(fn, example)), [line], comes);
  });
  return `describe(${quote(fn.name)}, () => {\n${indented(cases.join('\n\n'), 2)}\n});`;
}

function testCase(title: string, body: readonly string[], later = false): string {
  return `it(${quote(title)}, ${later ? 'async ' : ''}() => {\n${body.map((line) => `  ${line}`).join('\n')}\n});`;
}

/** One line that holds the call to what the example says. */
function expectation(
  call: string,
  example: Pick<Example, 'gives' | 'matches' | 'fails'>,
  { returns }: ModuleFunction,
): string {
  if (example.fails !== undefined) return `assert.throws(() => ${call}, /${patternOf(example.fails)}/);`;
  if (example.matches !== undefined) {
    const text = returns.type === 'string' || returns.type === 'text' ? call : `String(${call})`;
    return `assert.match(${text}, /${example.matches.replaceAll('/', '\\/')}/);`;
  }
  if (example.gives === undefined) return `${call};`;
  if (example.gives === null) return `assert.equal(${call} ?? null, null);`;
  const equal = typeof example.gives === 'object' ? 'deepEqual' : 'equal';
  return `assert.${equal}(${call}, ${valueSource(example.gives)});`;
}

function patternOf(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** What an example shows, as the end of a sentence. */
export function titleOf(fn: ModuleFunction, example: Example): string {
  if (example.about !== undefined) return example.about;
  const given = fn.parameters
    .filter(({ name }) => name in example.args)
    .map(({ name }, index) => (index === 0 ? short(example.args[name]) : `${name} ${short(example.args[name])}`))
    .join(', ');
  if (example.fails !== undefined) return given === '' ? 'refuses' : `refuses ${given}`;
  const result = example.matches === undefined ? short(example.gives) : 'what it should';
  return given === '' ? `gives ${result}` : `gives ${result} for ${given}`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? `"${value.replace(/\s+/g, ' ')}"` : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 38)}…` : text;
}

/** Makes titles differ that would be the same. */
export function nameTitles(): (title: string) => string {
  const used = new Map<string, number>();
  return (title) => {
    const count = (used.get(title) ?? 0) + 1;
    used.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  };
}

function classSuite(module: Manifest): string {
  const { class: type } = module;
  if (!type) throw new Error(`The module ${module.id} names no class.`);
  const cases = module.scenarios.map((scenario) => testCase(scenario.title, scenarioLines(module, scenario)));
  const first = module.scenarios[0];
  if (type.state && first) {
    const variable = variableOf(type.name);
    cases.push(
      testCase('goes on where it was written down', [
        ...scenarioLines(module, first),
        `const copy = new ${type.name}({}, JSON.parse(JSON.stringify(${variable})));`,
        `assert.deepEqual(copy.toJSON(), ${variable}.toJSON());`,
      ]),
    );
  }
  return `describe(${quote(type.name)}, () => {\n${indented(cases.join('\n\n'), 2)}\n});`;
}

export function variableOf(className: string): string {
  const name = camel(className);
  return ['cache', 'store', 'game'].find((word) => name.toLowerCase().endsWith(word)) ?? name;
}

function scenarioLines(module: Manifest, scenario: Scenario): string[] {
  const { class: type } = module;
  if (!type) return [];
  const variable = variableOf(type.name);
  const waits = scenario.steps.some((step) => 'wait' in step);
  const options = [
    ...Object.entries(scenario.options).map(([name, value]) => `${name}: ${valueSource(value)}`),
    ...(type.clock && waits ? ['now: () => time'] : []),
    ...(type.random ? ['random: () => 0.5'] : []),
  ];
  const start = options.length === 0 ? '' : `{ ${options.join(', ')} }`;
  return [
    ...(type.clock && waits ? ['let time = 0;'] : []),
    `const ${variable} = new ${type.name}(${start});`,
    ...scenario.steps.map((step) => {
      if ('wait' in step) return `time += ${step.wait};`;
      const fn = functionOf(module, step.call);
      return expectation(callSource(`${variable}.${step.call}`, fn, step.args), step, fn);
    }),
  ];
}
