import type { GateResult } from '@codewright/protocol/evidence';
import type { Gate } from './contract.ts';
import { runBrowserTests } from './browser-tests.ts';
import { runBefore } from './before.ts';
import { commandLine, conclude, endOf, isMissing, succeeded } from './evidence.ts';
import { runCommand } from './run-command.ts';
import { isIdle, programsOf } from './script.ts';
import { tellingEachTest, withoutEvents } from '../shared/go-test-events.ts';
import { countTests, runnersIn } from '../shared/test-counts.ts';
import { counted } from '../shared/words.ts';

/** The project's own tests, run afresh and offline. An exit code of 0 is not enough: a known runner must say how many ran. */
export const tests: Gate = {
  name: 'tests',
  async run(context) {
    const { project, clone, limits } = context;
    // Asked for and not there is a fault; what nobody asked for is merely not known.
    const without = limits.mustPassTests ? 'failed' : 'not-checked';
    if (!project.test) return conclude(this.name, 'not-checked', 'The project declares no test command.');
    const programs = programsOf(project.test, clone.root);
    if (isIdle(programs)) {
      return conclude(
        this.name,
        without,
        `The test command runs no test: ${commandLine(project.test)} starts no program that could.`,
      );
    }
    const installed = await context.installed();
    if (!installed.ok) return conclude(this.name, 'failed', installed.reason, { evidence: installed.evidence });
    const command = tellingEachTest(project.test);
    const { result, evidence, output } = await runCommand(context, command, { limits: { timeMs: 300_000 } });
    const all = { evidence: [...installed.evidence, evidence] };
    if (isMissing(result)) return conclude(this.name, 'not-checked', `${project.test[0]} is not available here.`, all);
    const found = runnersIn(programs);
    const counts = countTests(found, output);
    const measured = { ...all, ...(counts ? { measures: { run: counts.executed, failed: counts.failed } } : {}) };
    if (counts && counts.failed > 0) {
      const problems = failures(withoutEvents(output));
      // A change that mends some of what failed is not to blame for the rest.
      const before = await runBefore(context, command);
      const known = before ? failures(before.output).map(({ message }) => message) : [];
      const failedThen = before ? (countTests(found, before.output)?.failed ?? 0) : 0;
      if (before && failedThen > counts.failed && problems.every(({ message }) => known.includes(message))) {
        const still = counts.failed === 1 ? 'one fails' : `${counts.failed} fail`;
        return conclude(
          this.name,
          'warned',
          `${counts.executed - counts.failed} of ${counts.executed} tests passed; ${still} as before the change.`,
          { ...measured, evidence: [...all.evidence, before.evidence], problems },
        );
      }
      return conclude(this.name, 'failed', `${counts.failed} of ${counts.executed} tests failed.`, {
        ...measured,
        problems,
      });
    }
    if (!succeeded(result)) {
      return conclude(this.name, 'failed', `The test command ${endOf(result)}.`, {
        ...all,
        problems: failures(withoutEvents(output)),
      });
    }
    if (found.length === 0) {
      const what = programs.map((program) => program.name).join(', ');
      return conclude(
        this.name,
        'not-checked',
        `${what} ended well, but is no test runner that says how many tests ran.`,
        all,
      );
    }
    const names = found.map((runner) => runner.name).join(' and ');
    if (!counts)
      return conclude(this.name, 'not-checked', `${names} ended well, but said nothing about tests that ran.`, all);
    if (counts.executed === 0) return conclude(this.name, without, `${names} ran no test at all.`, measured);
    const own = `${counted(counts.executed, 'test')} passed (${names}).`;
    const browser = await runBrowserTests(context);
    if (!browser) return conclude(this.name, 'passed', own, measured);
    const both = { evidence: [...all.evidence, browser.run.evidence] };
    if (!browser.failed) return conclude(this.name, 'passed', `${own} ${browser.told}`, { ...measured, ...both });
    return conclude(this.name, 'failed', browser.told, {
      ...measured,
      ...both,
      problems: failures(browser.run.output),
    });
  },
};

/** Lines that name a failing test, in the usual runners' words. */
function failures(output: string): GateResult['problems'] {
  const marked = /^\s*(?:✖|×|✕|●|not ok \d+ -|--- FAIL:|FAIL:?|FAILED|test .* \.\.\. FAILED|E\s{3})\s*(.+)$/;
  const lines = output.split('\n').flatMap((line) => marked.exec(line)?.[1] ?? []);
  const last = output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-20)
    .join('\n');
  const named = lines.map(nameOf).filter((line) => line !== 'failing tests:');
  const messages = [...new Set(named)].slice(0, 50);
  const places = placesIn(output);
  return (messages.length > 0 ? messages : [last || 'It printed nothing.']).map((message) => ({
    message,
    ...places.get(message),
  }));
}

/** The name of a test without the time that it took. */
function nameOf(line: string): string {
  return line.trim().replace(/ \([\d.]+ ?m?s\)$/, '');
}

/** Where node:test says that a failing test stands. */
function placesIn(output: string): Map<string, { file: string; line: number }> {
  const found = [...output.matchAll(/^\s*test at (.+?):(\d+):\d+\n\s*✖ (.+)$/gm)];
  return new Map(found.map(([, file = '', line = '', name = '']) => [nameOf(name), { file, line: Number(line) }]));
}
