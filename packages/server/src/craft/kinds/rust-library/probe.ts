import { render } from '../../emit/templates.ts';
import { functionOf } from '../../modules/calls.ts';
import { functionCases, scenarioCases } from '../../modules/cases.ts';
import type { Manifest } from '../../modules/manifest.ts';
import { variableOf } from '../../modules/tests.ts';
import { usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { shown } from '../../rust/calls.ts';
import { flat, letStatement } from '../../rust/layout.ts';
import { type Expectation, expectationOf, madeLines } from '../../rust/module-tests.ts';
import { packageName, rustString, snakeName } from '../../rust/source.ts';

/** A program of another crate that calls everything with the examples of the manifests. */
export function probeScript(requirements: Requirements): GeneratedFile {
  const modules = usedModules(requirements).map(({ module }) => module);
  const calls = modules
    .flatMap((module) => (module.class ? scenarioSource(module) : functionSource(module)))
    .join('\n');
  const content = render('rust/library-probe.mjs', {
    name: packageName(requirements.name),
    program: JSON.stringify(
      render('rust/library-probe.rs', {
        calls,
        json: /\bjson\(/.test(calls),
      }),
    ),
  });
  return { path: 'probe.mjs', content, executable: true };
}

function functionSource(module: Manifest): string[] {
  return functionCases(module).flatMap(({ fn, cases }) =>
    cases.flatMap(({ example }) => {
      const found = expectationOf(module, fn, snakeName(fn.name), example);
      return found === undefined ? [] : ['    {', ...tried(found), '    }'];
    }),
  );
}

function tried(expectation: Expectation): string[] {
  const { options, call, fails, refusal, wanted, gives } = expectation;
  const name = rustString(shown(expectation));
  const before = options === undefined ? [] : [letStatement(options.name, options.value, 8)];
  const source = flat(call);
  // A failure is told, nothing else of the program ends by it.
  const good = fails ? `checks.good(${name}, ${source})` : `Some(${source})`;
  if (refusal !== undefined) return [...before, `        checks.fails(${name}, ${source});`];
  if (wanted === undefined) {
    if (fails) return [...before, `        checks.works(${name}, ${source});`];
    return [...before, `        ${gives === '()' ? '' : 'let _ = '}${source};`];
  }
  const held = (value: string, result = 'got'): string[] => [
    ...before,
    `        if let Some(got) = ${good} {`,
    `            checks.gives(${name}, ${result}, ${value});`,
    '        }',
  ];
  if (wanted.kind === 'bool') return held(String(wanted.value));
  if (wanted.kind === 'empty') return held('true', 'got.is_empty()');
  return held(flat(wanted.value), wanted.kind === 'json' ? 'Json::from(got)' : 'got');
}

/** Each scenario in a block of its own; those that wait need a clock, which is for tests inside. */
function scenarioSource(module: Manifest): string[] {
  const holder = snakeName(variableOf(module.class?.name ?? ''));
  return scenarioCases(module).flatMap((scenario) => {
    const calls = scenario.steps.map((step) => {
      if ('wait' in step) return undefined;
      const fn = functionOf(module, step.call);
      return expectationOf(module, fn, `${holder}.${snakeName(fn.name)}`, step);
    });
    if (calls.length === 0 || calls.some((one) => one === undefined)) return [];
    const steps = calls.flatMap((one) => (one === undefined ? [] : tried(one)));
    return ['    {', ...madeLines(module, scenario, undefined, 8), ...steps, '    }'];
  });
}
