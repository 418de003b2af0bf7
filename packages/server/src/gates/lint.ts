import { has } from './checkout.ts';
import type { Gate, GateContext } from './contract.ts';
import { commandLine, conclude, endOf, isMissing, succeeded } from './evidence.ts';
import { runCommand } from './run-command.ts';
import { programsOf } from './script.ts';
import type { Program } from './script.ts';
import { parseProblems } from '../tools/problems.ts';
import { notInstalled, toProblems } from './types.ts';

const linters = new Set([
  'eslint',
  'biome',
  'oxlint',
  'standard',
  'xo',
  'tslint',
  'stylelint',
  'prettier',
  'dprint',
  'rome',
  'deno',
  'ruff',
  'flake8',
  'pylint',
  'black',
  'golangci-lint',
  'gofmt',
  'staticcheck',
  'clippy-driver',
  'rubocop',
  'shellcheck',
  'markdownlint',
  'next',
  'tsc',
  'knip',
  'svelte-check',
]);

/** The project's own lint finds nothing in what was changed; a command that starts no known linter proves nothing. */
export const lint: Gate = {
  name: 'lint',
  async run(context) {
    const { project, clone, limits } = context;
    if (!project.lint) return conclude(this.name, 'not-checked', 'The project declares no lint command.');
    const argv = project.lint;
    if (!programsOf(argv, clone.root).some(isLinter)) {
      return conclude(this.name, 'not-checked', `${commandLine(argv)} starts no known linter.`);
    }
    const installed = await context.installed();
    if (!installed.ok) return conclude(this.name, 'failed', installed.reason, { evidence: installed.evidence });
    const { result, evidence, output } = await runCommand(context, argv, { limits: { timeMs: 300_000 } });
    const all = { evidence: [...installed.evidence, evidence] };
    if (isMissing(result) || notInstalled(output) || /no such (sub)?command: .?clippy|No module named/.test(output)) {
      return conclude(
        this.name,
        'not-checked',
        `${commandLine(argv)} could not be started: its program is not available here.`,
        all,
      );
    }
    if (succeeded(result))
      return conclude(this.name, 'passed', `${commandLine(argv)} found nothing.`, {
        ...all,
        measures: { errors: 0, warnings: parseProblems(output).length },
      });
    const problems = toProblems(output);
    const first = problems[0];
    const place = first?.file
      ? `${first.file}:${first.line}: ${first.message}`
      : `${commandLine(argv)} ${endOf(result)}`;
    const earlier = problems.filter((problem) => wasThere(problem.file, context));
    const measures = { errors: problems.length - earlier.length, warnings: earlier.length };
    if (earlier.length === problems.length) {
      const reason = `${problems.length} findings, none of them in a file that was changed; the first: ${place}.`;
      return conclude(this.name, 'warned', reason.replace(/\.\.$/, '.'), { ...all, problems, measures });
    }
    return conclude(this.name, limits.mustPassLint ? 'failed' : 'warned', `${place}.`.replace(/\.\.$/, '.'), {
      ...all,
      problems: problems.filter((problem) => !earlier.includes(problem)),
      measures,
    });
  },
};

/**
 * A finding in a file that the work did not touch was there before it, and is not its fault. Linters that run in a folder name
 * files from there, so the end of a changed path counts as that path.
 */
function wasThere(file: string | undefined, { changes, clone }: GateContext): boolean {
  if (file === undefined) return false;
  const path = file.replace(/^\.\//, '');
  return has(clone.root, path) && !changes.some((change) => change.path === path || change.path.endsWith(`/${path}`));
}

function isLinter({ name, args }: Program): boolean {
  if (name === 'go') return args[0] === 'vet';
  if (name === 'cargo') return args[0] === 'clippy' || args[0] === 'fmt';
  return linters.has(name) || (/^python[\d.]*$/.test(name) && args[0] === '-m' && linters.has(args[1] ?? ''));
}
