import { exportedName, goPatterns, goString, goValue, localName, rawString } from './source.ts';
import { snake } from '../emit/names.ts';
import { render } from '../emit/templates.ts';
import { functionOf } from '../modules/calls.ts';
import { functionCases, scenarioCases } from '../modules/cases.ts';
import { moduleSource, moduleTests } from '../modules/library.ts';
import type { Example, Manifest, Scenario } from '../modules/manifest.ts';
import { variableOf } from '../modules/tests.ts';
import { type Used, withNeeds } from '../modules/uses.ts';
import type { GeneratedFile } from '../requirements.ts';
import { goCall, goNew, inside, knownChance } from './calls.ts';
import { constructorOf, type Signature, signatureOf } from './signature.ts';

/** Sources and tests of the modules, all in the package `into` in `folder` (empty, or ending in a slash). */
export function goModules(used: readonly Used[], into: string, folder: string): GeneratedFile[] {
  const inPackage = (source: string): string => source.replace(/^package \w+$/m, `package ${into}`);
  const files = withNeeds(used).flatMap((module) => {
    const more = moduleTests(module, 'go');
    const file = snake(module.id);
    return [
      { path: `${folder}${file}.go`, content: inPackage(moduleSource(module, 'go')) },
      { path: `${folder}${file}_test.go`, content: moduleTestFile(module, into) },
      ...(more === undefined ? [] : [{ path: `${folder}${file}_more_test.go`, content: inPackage(more) }]),
    ];
  });
  const tests = files
    .filter(({ path }) => path.endsWith('_test.go'))
    .map(({ content }) => content)
    .join('\n');
  const uses = ['gives', 'works', 'matches', 'fails', 'pointer'].filter((name) => tests.includes(`${name}(`));
  return [...files, { path: `${folder}expect_test.go`, content: render('go/expect_test.go', { package: into, uses }) }];
}

/** Examples and scenarios of the manifest as tests; those that the compiler would refuse are left out. */
function moduleTestFile(module: Manifest, into: string): string {
  const tests = module.class ? [classTest(module)] : functionCases(module).map((one) => functionTest(module, one));
  const body = tests.join('\n\n');
  const imports = ['encoding/json', 'testing', 'time'].filter((path) => body.includes(`${path.replace(/^.*\//, '')}.`));
  const listed =
    imports.length === 1
      ? `import ${goString(imports[0] ?? '')}`
      : `import (\n${imports.map((path) => `\t${goString(path)}\n`).join('')})`;
  return `package ${into}\n\n${listed}\n\n${body}\n`;
}

function functionTest(module: Manifest, { fn, cases }: ReturnType<typeof functionCases>[number]): string {
  const name = exportedName(fn.name);
  const runs = cases.map(({ title, example }) =>
    subtest(title, [expectation(goCall(name, module, fn, example.args, inside), signatureOf(module, fn), example)]),
  );
  return `func Test${name}(t *testing.T) {\n${runs.join('\n')}\n}`;
}

function subtest(title: string, body: readonly string[]): string {
  return [
    `\tt.Run(${rawString(title)}, func(t *testing.T) {`,
    ...body.flatMap((line) => line.split('\n')).map((line) => `\t\t${line}`),
    '\t})',
  ].join('\n');
}

/** One statement that holds a call to what the manifest says. */
function expectation(
  call: string,
  { results }: Signature,
  { gives, matches, fails }: Pick<Example, 'gives' | 'matches' | 'fails'>,
): string {
  if (fails !== undefined) return `fails(t, ${rawString(fails)})(${call})`;
  if (matches !== undefined) return `matches(t, ${goPatterns(matches).map(rawString).join(', ')})(${call})`;
  if (gives !== undefined) return `gives(t, ${goValue(gives)})(${call})`;
  return results.length === 0 ? call : `works(t)(${call})`;
}

function classTest(module: Manifest): string {
  const name = exportedName(module.class?.name ?? '');
  const scenarios = scenarioCases(module);
  const runs = scenarios.map((scenario) => subtest(scenario.title, scenarioLines(module, scenario)));
  const [first] = scenarios;
  if (module.class?.state && first) {
    const variable = holder(module);
    runs.push(
      subtest('goes on where it was written down', [
        ...scenarioLines(module, first),
        `written, err := json.Marshal(${variable})`,
        'if err != nil {',
        '\tt.Fatal(err)',
        '}',
        ...made(module, 'again', goNew(module, first.options, inside)),
        'if err := json.Unmarshal(written, again); err != nil {',
        '\tt.Fatal(err)',
        '}',
        `gives(t, ${variable})(again)`,
      ]),
    );
  }
  return `func Test${name}(t *testing.T) {\n${runs.join('\n')}\n}`;
}

function holder(module: Manifest): string {
  return localName(variableOf(module.class?.name ?? ''));
}

/** Lines that make one object. */
function made(module: Manifest, variable: string, call: string): string[] {
  const failing = constructorOf(module).results.includes('error');
  if (!failing) return [`${variable} := ${call}`];
  return [`${variable}, err := ${call}`, 'if err != nil {', '\tt.Fatal(err)', '}'];
}

function scenarioLines(module: Manifest, scenario: Scenario): string[] {
  const timed = module.class?.clock && scenario.steps.some((step) => 'wait' in step);
  const variable = holder(module);
  const clock = timed ? ['o.Now = func() time.Time { return now }'] : [];
  const chance = module.class?.random ? [knownChance] : [];
  return [
    ...(timed ? ['now := time.UnixMilli(0)'] : []),
    ...made(module, variable, goNew(module, scenario.options, inside, [...clock, ...chance])),
    ...scenario.steps.map((step) => {
      if ('wait' in step) return `now = now.Add(${step.wait} * time.Millisecond)`;
      const fn = functionOf(module, step.call);
      const call = goCall(`${variable}.${exportedName(step.call)}`, module, fn, step.args, inside);
      return expectation(call, signatureOf(module, fn), step);
    }),
  ];
}
