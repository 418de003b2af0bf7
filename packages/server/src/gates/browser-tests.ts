import { asRecord, readJson } from './checkout.ts';
import type { GateContext } from './contract.ts';
import { runCommand, type CommandRun } from './run-command.ts';
import { scriptsOf } from './script.ts';

/** What came of tests in a real browser; null where the project has none. */
export interface BrowserTests {
  run: CommandRun | null;
  failed: boolean;
  /** For a person: how many passed, or why they were not run. */
  told: string;
}

/** Neither a browser in the system nor one that was downloaded, or none that starts within the sandbox. */
const noBrowser =
  /Executable doesn't exist|playwright install|browserType\.launch|Failed to launch|spawn \S*(?:chrom|firefox|webkit)\S* ENOENT/i;

/** Runs them after the other tests: by their own script, `test:browser` or `test:e2e`, where that is Playwright's. */
export async function runBrowserTests(context: GateContext): Promise<BrowserTests | null> {
  const { clone } = context;
  const scripts = scriptsOf(clone.root);
  const name = ['test:browser', 'test:e2e', 'e2e'].find((one) => /\bplaywright test\b/.test(scripts[one] ?? ''));
  const manifest = readJson(clone.root, 'package.json') ?? {};
  const declared = { ...asRecord(manifest['dependencies']), ...asRecord(manifest['devDependencies']) };
  if (name === undefined || !('@playwright/test' in declared)) return null;
  const run = await runCommand(context, ['npm', 'run', '--silent', name], { limits: { timeMs: 240_000 } });
  const passed = Number(/^\s*(\d+) passed\b/m.exec(run.output)?.[1] ?? 0);
  const failed = Number(/^\s*(\d+) failed\b/m.exec(run.output)?.[1] ?? 0);
  if (run.result.exitCode === 0 && passed > 0)
    return { run, failed: false, told: `${passed} tests in a browser passed.` };
  if (noBrowser.test(run.output))
    return { run, failed: false, told: 'Its tests in a browser were not run: no browser starts here.' };
  if (failed > 0) return { run, failed: true, told: `${failed} of ${passed + failed} tests in a browser failed.` };
  return { run, failed: false, told: 'Its tests in a browser were not run: they did not come to an end here.' };
}
