import { asRecord, readJson } from './checkout.ts';
import type { GateContext } from './contract.ts';
import { runCommand, type CommandRun } from './run-command.ts';
import { scriptsOf } from './script.ts';

/** What came of tests in a real browser; null where the project has none. */
export interface BrowserTests {
  run: CommandRun;
  failed: boolean;
  /** For a person: how many passed, or why they were not run. */
  told: string;
}

/** Neither a browser in the system nor one that was downloaded, or none that starts within the sandbox. */
const noBrowser =
  /Executable doesn't exist|playwright install|browserType\.launch|Failed to launch|spawn \S*(?:chrom|firefox|webkit)\S* ENOENT/i;

/**
 * Runs them after the other tests: by the script `test:browser`, where that is Playwright's. Scripts of other names are left alone:
 * in a repository of somebody's they may need servers and accounts that are not here.
 */
export async function runBrowserTests(context: GateContext): Promise<BrowserTests | null> {
  const { clone } = context;
  const scripts = scriptsOf(clone.root);
  const name = 'test:browser';
  const manifest = readJson(clone.root, 'package.json') ?? {};
  const declared = { ...asRecord(manifest['dependencies']), ...asRecord(manifest['devDependencies']) };
  if (!/\bplaywright test\b/.test(scripts[name] ?? '') || !('@playwright/test' in declared)) return null;
  const run = await runCommand(context, ['npm', 'run', '--silent', name], { limits: { timeMs: 240_000 } });
  return { run, ...readOutcome(run.result.exitCode, run.output) };
}

/** What the last lines of Playwright say. Where no browser starts, nothing is known, and nothing failed. */
export function readOutcome(exitCode: number | null, output: string): { failed: boolean; told: string } {
  const count = (word: string): number => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);
  const [passed, failed] = [count('passed'), count('failed')];
  if (exitCode === 0 && passed > 0) return { failed: false, told: `${passed} tests in a browser passed.` };
  if (passed === 0 && noBrowser.test(output))
    return { failed: false, told: 'Its tests in a browser were not run: no browser starts here.' };
  if (failed > 0) return { failed: true, told: `${failed} of ${passed + failed} tests in a browser failed.` };
  return { failed: false, told: 'Its tests in a browser were not run: they did not come to an end here.' };
}
