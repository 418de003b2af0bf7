import { nameGiver, snake } from '../emit/names.ts';
import { render } from '../emit/templates.ts';
import { functionOf } from '../modules/calls.ts';
import { functionCases, scenarioCases } from '../modules/cases.ts';
import { moduleSource } from '../modules/library.ts';
import type { Example, Manifest, ModuleFunction, Scenario } from '../modules/manifest.ts';
import { variableOf } from '../modules/tests.ts';
import { type Used, withNeeds } from '../modules/uses.ts';
import type { GeneratedFile } from '../requirements.ts';
import { isRustTyped, type RustCall, rustCall, rustNew } from './calls.ts';
import { call, type Expression, flat, isFlat, laid, letStatement, macroStatement, useStatement } from './layout.ts';
import { constructorOf, exportedNames, groundOf, type Signature, signatureOf, useOrder } from './signature.ts';
import { rustString, snakeName, typeName } from './source.ts';
import { unitOf, type Wanted, wantedOf } from './values.ts';

export interface RustSource {
  name: string;
  source: string;
}

/** The sources of the modules and what they stand on, by the names of their files. */
export function rustSources(used: readonly Used[], needed: readonly string[] = []): RustSource[] {
  const own = withNeeds(used).map((module) => ({ name: snake(module.id), source: moduleSource(module, 'rust') }));
  const ground = [...new Set([...needed, ...groundOf(own.map(({ source }) => source))])].map((name) => ({
    name,
    source: render(`rust/${name}.rs`, { onlyWritten: !own.some(({ source }) => /\bday_of\b/.test(source)) }),
  }));
  return [...own, ...ground].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `mod roman;` and `pub use roman::{…};` for each file of the package. */
export function declarations(sources: readonly RustSource[]): string {
  const sorted = sources.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const mods = sorted.map(({ name }) => `mod ${name};\n`).join('');
  const uses = sorted.flatMap(({ name, source }) => {
    const offered = exportedNames(source.replace(/^#\[cfg\(test\)\][^]*/m, ''));
    return offered.length === 0 ? [] : [`${useStatement(`pub use ${name}::`, offered)}\n`];
  });
  return `${mods}\n${uses.join('')}`;
}

/** `tests/suite/`: one program for all examples and scenarios of the modules, `more` further files of it. */
export function suiteFiles(used: readonly Used[], crate: string, more: readonly GeneratedFile[] = []): GeneratedFile[] {
  const files = withNeeds(used).flatMap((module): GeneratedFile[] => {
    const content = moduleTestFile(module, crate);
    return content === undefined ? [] : [{ path: `tests/suite/${snake(module.id)}.rs`, content }];
  });
  const all = [...files, ...more];
  const written = all.map(({ content }) => content).join('\n');
  const uses = ['fails', 'json', 'Clock'].filter((name) => new RegExp(`\\b${name}(?:\\(|::)`).test(written));
  const expect: GeneratedFile[] =
    uses.length === 0 ? [] : [{ path: 'tests/suite/expect.rs', content: render('rust/expect.rs', { crate, uses }) }];
  const names = [...all, ...expect].map(({ path }) => path.replace(/^.*\/|\.rs$/g, '')).sort();
  const main = `//! What the package promises, tried from outside.\n\n${names.map((name) => `mod ${name};\n`).join('')}`;
  return [...all, ...expect, { path: 'tests/suite/main.rs', content: main }];
}

function moduleTestFile(module: Manifest, crate: string): string | undefined {
  const named = nameGiver();
  const tests = module.class ? classTests(module, named) : functionTests(module, named);
  if (tests.length === 0) return undefined;
  const body = tests.join('\n\n');
  return `${imports(module, body, crate)}\n\n${body}\n`;
}

/** What the tests name, apart from what stands in their texts. */
function imports(module: Manifest, body: string, crate: string): string {
  const code = body.replaceAll(/r#".*?"#|"(?:[^"\\]|\\.)*"/g, '""');
  const named = (name: string): boolean => new RegExp(`(?<!\\.)\\b${name}\\b`).test(code);
  const own = moduleSource(module, 'rust').replace(/^#\[cfg\(test\)\][^]*/m, '');
  const offered = [...exportedNames(own), ...(groundOf([own]).includes('json') ? ['Json'] : [])].filter(named);
  const helpers = ['fails', 'json', 'Clock'].filter((name) => new RegExp(`\\b${name}(?:\\(|::)`).test(code));
  return [
    ...(named('Duration') ? ['use std::time::Duration;', ''] : []),
    ...(helpers.length > 0 ? [useStatement('use crate::expect::', useOrder(helpers))] : []),
    useStatement(`use ${crate}::`, useOrder(offered)),
  ].join('\n');
}

type Giver = ReturnType<typeof nameGiver>;

function functionTests(module: Manifest, named: Giver): string[] {
  return functionCases(module).flatMap(({ fn, cases }) =>
    cases.flatMap(({ title, example }) => {
      const body = exampleLines(module, fn, rustName(fn), example);
      return body.length === 0 ? [] : [test(named, `${snake(fn.name)} ${title}`, body)];
    }),
  );
}

function rustName(fn: ModuleFunction): string {
  return snakeName(fn.name);
}

function test(named: Giver, title: string, body: readonly string[]): string {
  return `#[test]\nfn ${testName(named, title)}() {\n${body.join('\n')}\n}`;
}

/** A title as the name of a function: not too long, and not that of another test. */
export function testName(named: Giver, title: string): string {
  const words = snake(title).split('_');
  let name = words[0] ?? 'it';
  for (const word of words.slice(1)) {
    if (name.length + word.length > 70) break;
    name += `_${word}`;
  }
  return named(words.length === 1 ? `${name}_works` : name);
}

/** What is known of a call and its outcome, in no language's tests yet. */
export interface Expectation extends RustCall {
  fails: boolean;
  /** The message of its failure holds this. */
  refusal?: string;
  /** Undefined where only its success can be looked at. */
  wanted?: Wanted;
  /** Text that is found in its result. */
  holds?: string;
  gives: string;
}

/** Undefined where the compiler would refuse the call. */
export function expectationOf(
  module: Manifest,
  fn: ModuleFunction,
  callee: string,
  example: Example,
): Expectation | undefined {
  if (!isRustTyped(module, fn, example.args)) return undefined;
  const signature: Signature = signatureOf(module, fn);
  const { gives, matches, fails } = example;
  const wanted =
    gives === undefined || fails !== undefined
      ? undefined
      : wantedOf(module, signature.result, gives, unitOf(fn.returns.summary));
  return {
    ...rustCall(callee, module, fn, example.args),
    fails: signature.fails,
    gives: signature.result,
    ...(fails === undefined ? {} : { refusal: spelled(module, fn, fails) }),
    ...(wanted === undefined ? {} : { wanted }),
    // The standard library knows no patterns.
    ...(matches !== undefined && !/[\\^$.*+?()[\]{}|]/.test(matches) ? { holds: matches } : {}),
  };
}

/** A message names options as Rust spells them. */
function spelled(module: Manifest, fn: ModuleFunction, words: string): string {
  const names = [...fn.parameters, ...(module.class?.options ?? [])].map(({ name }) => name);
  return names.includes(words) ? snake(words) : words;
}

function exampleLines(module: Manifest, fn: ModuleFunction, callee: string, example: Example): string[] {
  const found = expectationOf(module, fn, callee, example);
  return found === undefined ? [] : statements(found);
}

/** Statements that hold a call to what was expected, `indent` blanks deep. */
export function statements(expectation: Expectation, indent = 4): string[] {
  const { options, call: made, fails, refusal, wanted, holds, gives } = expectation;
  const before = options === undefined ? [] : [letStatement(options.name, options.value, indent)];
  if (refusal !== undefined) {
    return [...before, laid('', call('fails', [made, rustString(refusal)]), ';', indent)];
  }
  const unwrap = fails ? '.unwrap()' : '';
  // Two calls behind each other are broken where they are longer than this.
  const room = fails && flat(made).includes('.') ? 60 : 88;
  const short = isFlat(made, room - unwrap.length);
  const subject = (short ? flat(made) : 'found') + unwrap;
  const named = short ? before : [...before, letStatement('found', made, indent)];
  const asserted = (items: readonly string[], macro: string, more: readonly string[] = []): string[] => {
    const line = macroStatement(macro, items, indent);
    if (line !== undefined && (items.length > 1 || !line.includes('\n'))) return [...named, ...more, line];
    const [first = '', ...rest] = items;
    const inner = short ? first.replace(subject, `found${unwrap}`) : first;
    return [
      ...before,
      letStatement('found', made, indent),
      ...more,
      macroStatement(macro, [inner, ...rest], indent) ??
        `${' '.repeat(indent)}${macro}!(${[inner, ...rest].join(', ')});`,
    ];
  };
  if (holds !== undefined) return asserted([`${subject}.contains(${rustString(holds)})`], 'assert');
  if (wanted === undefined) {
    if (fails) return [...named, `${' '.repeat(indent)}${subject};`];
    return [...before, laid(gives === '()' ? '' : 'let _ = ', made, ';', indent)];
  }
  if (wanted.kind === 'bool') return asserted([`${wanted.value ? '' : '!'}${subject}`], 'assert');
  if (wanted.kind === 'empty') return asserted([`${subject}.is_empty()`], 'assert');
  const left = wanted.kind === 'json' ? `Json::from(${subject})` : subject;
  if (isFlat(wanted.value, 88)) return asserted([left, flat(wanted.value)], 'assert_eq');
  return asserted([left, 'expected'], 'assert_eq', [letStatement('expected', wanted.value, indent)]);
}

function classTests(module: Manifest, named: Giver): string[] {
  const scenarios = scenarioCases(module).filter((scenario) =>
    scenario.steps.every((step) => 'wait' in step || isRustTyped(module, functionOf(module, step.call), step.args)),
  );
  const holder = snakeName(variableOf(module.class?.name ?? ''));
  const tests = scenarios.map((scenario) => test(named, scenario.title, scenarioLines(module, scenario)));
  const [first] = scenarios;
  if (module.class?.state && first) {
    const type = typeName(module.class.name);
    tests.push(
      test(named, 'goes on where it was written down', [
        ...scenarioLines(module, first),
        `    let written = ${holder}.to_json().to_string();`,
        ...stateLines(module, first, type),
        `    assert_eq!(again.to_json(), ${holder}.to_json());`,
      ]),
    );
  }
  return tests;
}

function stateLines(module: Manifest, { options }: Scenario, type: string): string[] {
  const made = rustNew(module, options);
  const items: Expression[] = typeof made.call === 'string' ? [] : [...made.call.items];
  const read = call(`${type}::from_json`, [...items, '&json(&written)']);
  const line = `    let again = ${flat(read)}.unwrap();`;
  // Below its name rather than broken, where only what stands behind it makes it too long.
  if (line.length > 100 && isFlat(read, 100 - '        .unwrap();'.length)) {
    return ['    let again =', `        ${flat(read)}.unwrap();`];
  }
  return [letStatement('again', read).replace(/;$/, '.unwrap();')];
}

/** The variable, and the statements that make the object that a scenario works on. */
export function madeLines(module: Manifest, { options, steps }: Scenario, clock?: string, indent = 4): string[] {
  const made = rustNew(module, options, clock);
  const holder = snakeName(variableOf(module.class?.name ?? ''));
  const changes = steps.some((step) => !('wait' in step) && signatureOf(module, functionOf(module, step.call)).mutates);
  const failing = constructorOf(module, clock === undefined ? 'new' : 'with_clock').fails;
  return [
    ...(made.options === undefined ? [] : [letStatement(made.options.name, made.options.value, indent)]),
    letStatement(`${changes ? 'mut ' : ''}${holder}`, made.call, indent).replace(/;$/, failing ? '.unwrap();' : ';'),
  ];
}

function scenarioLines(module: Manifest, scenario: Scenario): string[] {
  const timed = module.class?.clock && scenario.steps.some((step) => 'wait' in step);
  const holder = snakeName(variableOf(module.class?.name ?? ''));
  return [
    ...(timed ? ['    let clock = Clock::default();'] : []),
    ...madeLines(module, scenario, timed ? 'clock.reader()' : undefined),
    ...scenario.steps.flatMap((step) => {
      if ('wait' in step) return [`    clock.wait(${step.wait});`];
      const fn = functionOf(module, step.call);
      return exampleLines(module, fn, `${holder}.${rustName(fn)}`, step);
    }),
  ];
}
