/**
 * A Jest that stays: its configuration, the list of files and its own modules are read once for a copy; each request runs test files in
 * environments of their own, as Jest does. Requests come as JSON lines on standard input; answers leave on descriptor 3, since tests print
 * where they like.
 */
import { realpathSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';

const [given, ...args] = process.argv.slice(2);
const slot = realpathSync(given);
const say = (value) => writeSync(3, `${JSON.stringify(value)}\n`);
/** What environments leave behind adds up: after so many it is time for a new process. */
const mostRuns = 400;

const own = createRequire(join(slot, 'package.json'));
const ofJest = createRequire(own.resolve('jest/package.json'));
const ofCli = createRequire(ofJest.resolve('jest-cli/package.json'));
const ofCore = createRequire(ofCli.resolve('@jest/core/package.json'));
const { buildArgv } = ofJest('jest-cli');
const { createTestScheduler, SearchSource } = ofCli('@jest/core');
const { readConfigs } = ofCore('jest-config');
const { TestWatcher } = ofCore('jest-watcher');
const runtime = ofCore('jest-runtime');
const Runtime = runtime.default ?? runtime;

const argv = await buildArgv(['--runInBand', '--coverage=false', '--watchman=false', ...args]);
const { globalConfig, configs } = await readConfigs(argv, [slot]);
if (globalConfig.globalSetup || configs.some(({ globalSetup }) => globalSetup)) throw new Error('A set-up of its own.');
const settings = { ...globalConfig, reporters: [], collectCoverage: false, bail: 0, silent: true, verbose: false };
const contexts = await Promise.all(
  configs.map((config) =>
    Runtime.createContext(config, { console, maxWorkers: 1, resetCache: false, watch: false, watchman: false }),
  ),
);
const sources = contexts.map((context) => ({ context, source: new SearchSource(context) }));
const scheduling = {
  firstRun: true,
  previousSuccess: true,
  changedFiles: undefined,
  sourcesRelatedToTestsInChangedFiles: undefined,
};

const testsOf = (files) =>
  files.flatMap((file) => {
    const path = join(slot, file);
    return sources.filter(({ source }) => source.isTestFilePath(path)).map(({ context }) => ({ context, path }));
  });

/** As Jest's own JSON report has them. */
const resultsOf = ({ testResults }) =>
  testResults.flatMap(({ testFilePath, testResults: tests, failureMessage, testExecError }) => {
    const file = relative(slot, testFilePath);
    if (tests.length === 0 && /must contain at least one test/.test(failureMessage ?? '')) return [];
    if (testExecError || tests.length === 0)
      return [{ name: file, file, ok: !testExecError && !failureMessage, message: failureMessage ?? '' }];
    return tests
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ ancestorTitles, title, status, failureMessages }) => ({
        name: [...ancestorTitles, title].join(' > '),
        file,
        ok: status === 'passed',
        message: failureMessages.join('\n').slice(0, 4000),
      }));
  });

let runs = 0;
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { files } = JSON.parse(line);
  runs += 1;
  try {
    const scheduler = await createTestScheduler(settings, scheduling);
    const answer = resultsOf(await scheduler.scheduleTests(testsOf(files), new TestWatcher({ isWatchMode: false })));
    say(runs < mostRuns ? { results: answer } : { results: answer, ended: true });
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
process.exit(0);
