import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Checker, CheckResult, Finding, Remedy } from '../../repair/contract.ts';
import type { Bench } from '../../repair/mend.ts';
import { ToolError } from '../../shared/errors.ts';
import { countAnyTests } from '../../shared/test-counts.ts';
import type { ToolContext } from '../contract.ts';
import { checkSyntax } from './mend-syntax.ts';
import { parseProblems } from '../problems.ts';
import { readProjectFacts } from '../project.ts';
import { plainOutput, runIn, succeeded } from '../running.ts';
import { readTestFailures } from '../commands/test-failures.ts';

/** Not the project's own, also where nothing says that git is to ignore it. */
const foreign = ['.git', 'node_modules', '.venv', 'venv', 'target', 'vendor'].map((name) => `--glob=!${name}`);

/** A syntax error hides every other one: mending it must count for more than what comes to light behind it. */
const syntaxWeight = 1000;

/** The workspace of a job as the place where remedies are tried. `seconds`: how long trying may go on. */
export function createMendBench(context: ToolContext, seconds: number): Bench {
  const { workspace, signal } = context;
  const { root } = workspace;
  const until = performance.now() + seconds * 1000;
  let kept: string | null = null;
  let marks = 0;
  /** What the installed packages were installed for. */
  let installed: string | null = null;

  /** How long the tests took when they last came to an end. */
  let usual: number | null = null;
  /** Tests that wait for what a mistake keeps from happening are not waited for longer than that says. */
  const patience = () => (usual === null ? Math.max(30_000, (seconds * 1000) / 3) : Math.max(20_000, usual * 5));

  const read = async (path: string): Promise<string | null> => {
    try {
      const bytes = await workspace.read(path);
      return bytes.includes(0) ? null : bytes.toString('utf8');
    } catch (error) {
      if (error instanceof ToolError) return null;
      throw error;
    }
  };
  const first = 'mend-0';
  const keep = async () => {
    const before = kept;
    kept = `mend-${marks}`;
    marks += 1;
    await workspace.checkpoint(kept, signal);
    if (before !== null && before !== first) await workspace.forget(before);
  };
  const backTo = async (label: string) => {
    const mark = await workspace.findCheckpoint(label);
    if (mark !== null) await workspace.restore(mark, signal);
  };

  const files = async (): Promise<string[]> => {
    const { rgPath } = await import('@vscode/ripgrep');
    const result = await workspace.exec({
      argv: [rgPath, '--no-config', '--hidden', '--files', '--sort=path', ...foreign],
      mounts: [{ path: dirname(rgPath), access: 'read' }],
      tree: 'read',
      limits: { timeMs: 30_000, outputBytes: 8 * 1024 * 1024 },
      signal,
    });
    return result.stdout.split('\n').filter((line) => line !== '');
  };
  const run: Bench['run'] = async (argv, mounts = []) => {
    const result = await workspace.exec({
      argv,
      tree: 'read',
      network: { mode: 'none' },
      mounts: mounts.map(({ path, at }) => ({ path, at, access: 'read' as const })),
      signal,
    });
    return { ok: succeeded(result), stdout: result.stdout, stderr: result.stderr };
  };

  const check = async (checker: Checker): Promise<CheckResult | null> => {
    const facts = readProjectFacts(root);
    if (checker === 'syntax') return checkSyntax({ ecosystem: facts.ecosystem, read, files, run });
    if (checker === 'install') {
      const wanted = manifestHash(root);
      if (facts.ecosystem !== 'node' || wanted === null) return null;
      if (wanted === installed) return resultOf(checker, true, '', []);
      if (isWhole(root) && (installed === null || !declaresPackages(root))) {
        installed = wanted;
        return resultOf(checker, true, '', []);
      }
      // Nobody asked for a lock where there is none.
      const lock = existsSync(join(root, 'package-lock.json')) ? [] : ['--no-package-lock'];
      const argv = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...lock];
      const result = await runIn(context, { argv, network: 'install' });
      if (succeeded(result)) installed = manifestHash(root);
      const output = `${plainOutput(result.stderr, root)}\n${plainOutput(result.stdout, root)}`;
      return resultOf(checker, succeeded(result), output, succeeded(result) ? [] : [wholeOf(checker, output)]);
    }
    const argv = { types: facts.typecheck, lint: facts.lint, tests: facts.test }[checker];
    if (argv === null) return null;
    const from = performance.now();
    const limits = checker === 'tests' ? { timeMs: Math.round(patience()) } : {};
    const result = await runIn(context, { argv, network: 'none', ...limits });
    if (checker === 'tests' && result.outcome !== 'timeout') usual = performance.now() - from;
    const output = `${plainOutput(result.stdout, root)}\n${plainOutput(result.stderr, root)}`;
    // A tool that is not here says nothing about the project.
    if (isAbsent(argv, output)) return null;
    if (checker === 'tests') return testResult(succeeded(result), output);
    const findings = parseProblems(output).map((problem): Finding => ({ checker, column: null, ...problem }));
    return resultOf(checker, succeeded(result), output, findings);
  };

  return {
    ecosystem: readProjectFacts(root).ecosystem,
    read,
    files,
    run,
    async check(checkers, all) {
      // The tree as it is before anything is tried is what a failed try goes back to.
      if (kept === null) await keep();
      const results: CheckResult[] = [];
      for (const checker of checkers) {
        const result = await check(checker);
        if (result) results.push(result);
        if (result?.failed && !all) break;
      }
      return results;
    },
    async apply(remedy: Remedy) {
      try {
        for (const { path, content } of remedy.edits) {
          if (content !== null) await workspace.write(path, content);
        }
      } catch (error) {
        // A path that may not be written, such as one outside the tree.
        if (error instanceof ToolError) return false;
        throw error;
      }
      for (const { argv, network } of remedy.commands) {
        const result = await runIn(context, { argv, network: network ? 'install' : 'none' });
        // A linter that still finds something after its fixes says so by its exit code.
        if (!succeeded(result) && !remedy.fix.startsWith('linter: ')) return false;
      }
      return true;
    },
    keep,
    async undo() {
      if (kept !== null) await backTo(kept);
    },
    async restart() {
      await backTo(first);
      kept = first;
    },
    over: () => performance.now() > until,
  };
}

/** Whether a command came to nothing because its program or its module of Python is not installed. */
function isAbsent(argv: readonly string[], output: string): boolean {
  const module = argv[argv.indexOf('-m') + 1];
  return (
    (argv.includes('-m') && new RegExp(`No module named '?${module}'?\\s*$`, 'm').test(output)) ||
    /^(?:bwrap: )?execvp \S+: No such file or directory$/m.test(output)
  );
}

function resultOf(checker: Checker, passed: boolean, output: string, findings: Finding[]): CheckResult {
  const known = findings.length > 0 || passed ? findings : [wholeOf(checker, output)];
  const wrong = known.reduce((sum, { code }) => sum + (/^TS1\d{3}$/.test(code ?? '') ? syntaxWeight : 1), 0);
  return { checker, failed: !passed, findings: passed ? [] : known, wrong: passed ? 0 : wrong, output };
}

/** A failure in which no single finding could be read, as one. */
function wholeOf(checker: Checker, output: string): Finding {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return {
    checker,
    file: null,
    line: null,
    column: null,
    code: null,
    message: (lines.length > 60 ? [...lines.slice(0, 30), ...lines.slice(-30)] : lines).join('\n'),
  };
}

function testResult(passed: boolean, output: string): CheckResult {
  if (passed) return { checker: 'tests', failed: false, findings: [], wrong: 0, output };
  const counts = countAnyTests(output);
  const findings = readTestFailures(output);
  // What ran no test at all is worse than any number of failures.
  const wrong = counts === null || counts.executed === 0 ? syntaxWeight : Math.max(1, counts.failed);
  return {
    checker: 'tests',
    failed: true,
    findings: findings.length > 0 ? findings : [wholeOf('tests', output)],
    wrong,
    output,
  };
}

function manifestHash(root: string): string | null {
  try {
    return createHash('sha256')
      .update(readFileSync(join(root, 'package.json')))
      .digest('hex');
  } catch {
    return null;
  }
}

/** Every declared package has its folder. */
function isWhole(root: string): boolean {
  return declared(root)?.every((name) => existsSync(join(root, 'node_modules', name, 'package.json'))) ?? false;
}

function declaresPackages(root: string): boolean {
  return (declared(root)?.length ?? 0) > 0;
}

/** null where the manifest cannot be read. */
function declared(root: string): string[] | null {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string> | undefined>;
    return Object.keys({ ...dependencies, ...devDependencies });
  } catch {
    return null;
  }
}
