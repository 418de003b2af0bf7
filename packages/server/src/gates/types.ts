import type { GateResult } from '@codewright/protocol/evidence';
import { parseProblems } from '../tools/problems.ts';
import { asRecord, has, readText } from './checkout.ts';
import type { Gate, GateContext } from './contract.ts';
import { commandLine, conclude, endOf, isMissing, succeeded } from './evidence.ts';
import { runCommand } from './run-command.ts';
import { programsOf } from './script.ts';

/** Programs that check types; a declared command that starts none of them proves nothing about types. */
const checkers = new Set(['tsc', 'vue-tsc', 'tsgo', 'svelte-check', 'astro', 'mypy', 'pyright', 'cargo']);

/** The type checker of the project's language finds nothing. */
export const types: Gate = {
  name: 'types',
  async run(context) {
    const argv = checkCommand(context);
    if (!argv) return conclude(this.name, 'not-checked', 'The project has no type checker set up.');
    const installed = await context.installed();
    if (!installed.ok) return conclude(this.name, 'failed', installed.reason, { evidence: installed.evidence });
    const { result, evidence, output } = await runCommand(context, argv, { limits: { timeMs: 300_000 } });
    const all = { evidence: [...installed.evidence, evidence] };
    if (isMissing(result) || notInstalled(output) || /^\S*python[\d.]*: No module named \S+$/m.test(output)) {
      return conclude(
        this.name,
        'not-checked',
        `${commandLine(argv)} could not be started: its program is not available here.`,
        all,
      );
    }
    // `|| true` in a script hides the exit code, not what the compiler said.
    if (succeeded(result) && !/\berror TS\d+:/.test(output))
      return conclude(this.name, 'passed', `${commandLine(argv)} found nothing.`, all);
    const problems = toProblems(output);
    const first = problems[0];
    const reason = first?.file
      ? `${first.file}:${first.line}: ${first.message}`
      : `${commandLine(argv)} ${endOf(result)}.`;
    return conclude(this.name, 'failed', reason, { ...all, problems });
  },
};

function checkCommand({ project, clone }: GateContext): string[] | null {
  const { typecheck, ecosystem } = project;
  if (typecheck && programsOf(typecheck, clone.root).some((program) => isChecker(program.name, program.args)))
    return typecheck;
  // Whatever the scripts say: where there is a configuration, the compiler itself is asked.
  if (ecosystem === 'node' && has(clone.root, 'tsconfig.json')) {
    return [
      'npx',
      '--no-install',
      'tsc',
      ...(onlyReferences(clone.root) ? ['--build', '--noEmit'] : ['--noEmit', '-p', '.']),
    ];
  }
  return null;
}

function isChecker(name: string, args: string[]): boolean {
  if (name === 'go') return args[0] === 'build' || args[0] === 'vet';
  return checkers.has(name) || (/^python[\d.]*$/.test(name) && args.some((word) => checkers.has(word)));
}

/** A configuration that lists no files and only points at others: `tsc -p` would look at nothing and be content. */
function onlyReferences(root: string): boolean {
  const text = readText(root, 'tsconfig.json') ?? '';
  const plain = text.replaceAll(/^\s*\/\/.*$/gm, '').replaceAll(/,(\s*[}\]])/g, '$1');
  try {
    const config = asRecord(JSON.parse(plain));
    return Array.isArray(config?.['references']) && Array.isArray(config['files']) && config['files'].length === 0;
  } catch {
    return false;
  }
}

export function notInstalled(output: string): boolean {
  return /npx canceled due to missing packages|could not determine executable to run|npm error npx|code ENOTCACHED/.test(
    output,
  );
}

/** What the output names, else its last lines as one problem. */
export function toProblems(output: string): GateResult['problems'] {
  const found = parseProblems(output).map(({ file, line, code, message }) => ({
    file,
    line,
    message,
    ...(code === null ? {} : { code }),
  }));
  if (found.length > 0) return found;
  const last = output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-20)
    .join('\n');
  return [{ message: last || 'It printed nothing.' }];
}
