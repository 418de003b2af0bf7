import { render } from '../../emit/templates.ts';
import { goCall, goNew, knownChance } from '../../go/calls.ts';
import { constructorOf, type Signature, signatureOf } from '../../go/signature.ts';
import { exportedName, goPatterns, goString, goValue, modulePath, packageName } from '../../go/source.ts';
import { functionOf } from '../../modules/calls.ts';
import { functionCases, scenarioCases } from '../../modules/cases.ts';
import type { Example, Manifest } from '../../modules/manifest.ts';
import { usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';

/** A program of another module that imports the library and calls everything with the examples of the manifests. */
export function probeScript(requirements: Requirements): GeneratedFile {
  const modules = usedModules(requirements).map(({ module }) => module);
  const calls = modules.flatMap((module) => (module.class ? scenarioSource(module) : functionSource(module)));
  const content = render('go/library-probe.mjs', {
    path: modulePath(requirements.name),
    program: JSON.stringify(
      render('go/library-probe.go', {
        path: modulePath(requirements.name),
        package: packageName(requirements.name),
        calls: calls.join('\n'),
        pointer: calls.some((call) => call.includes('pointer(')),
      }),
    ),
  });
  return { path: 'probe.mjs', content, executable: true };
}

const style = { from: 'library.', pointer: 'pointer' };

function functionSource(module: Manifest): string[] {
  return functionCases(module).flatMap(({ fn, cases }) =>
    cases.map(({ example }) =>
      tried(
        goCall(`library.${exportedName(fn.name)}`, module, fn, example.args, style),
        signatureOf(module, fn),
        example,
      ),
    ),
  );
}

function tried(call: string, { results }: Signature, { gives, matches, fails }: Omit<Example, 'args'>): string {
  const name = goString(call.replace(/^library\./, '').replaceAll(/\s+/g, ' '));
  if (fails !== undefined) return `\tfails(${name})(${call})`;
  if (matches !== undefined) return `\tmatches(${name}, ${goPatterns(matches).map(goString).join(', ')})(${call})`;
  if (gives !== undefined) return `\tgives(${name}, ${goValue(gives)})(${call})`;
  return results.length === 0 ? `\t${call}` : `\tworks(${name})(${call})`;
}

/** Each scenario in a block of its own; those that wait need a clock, which is for tests inside. */
function scenarioSource(module: Manifest): string[] {
  const failing = constructorOf(module).results.includes('error');
  return scenarioCases(module).flatMap(({ options, steps }) => {
    const calls = steps.flatMap((step) => {
      if ('wait' in step) return [];
      const fn = functionOf(module, step.call);
      return [
        tried(goCall(`held.${exportedName(step.call)}`, module, fn, step.args, style), signatureOf(module, fn), step),
      ];
    });
    if (calls.length !== steps.length || calls.length === 0) return [];
    const made = goNew(module, options, style, module.class?.random ? [knownChance] : []);
    return ['\t{', ...(failing ? [`\theld, err := ${made}`, '\tstop(err)'] : [`\theld := ${made}`]), ...calls, '\t}'];
  });
}
