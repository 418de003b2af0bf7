// A whole run of the tests, and what it lost once more by itself (docs/decisions/0024).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** More than these are no accident. */
const mostLost = 5;

/** `vitest(...arguments)` runs tests in the foreground and leaves how they ended in `process.exitCode`. */
export function wholeRun(vitest) {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-test-'));
  const report = join(folder, 'lost.json');
  try {
    process.env.CODEWRIGHT_TEST_LOST = report;
    vitest();
    delete process.env.CODEWRIGHT_TEST_LOST;
    if (process.exitCode !== 0) tryAlone(read(report), vitest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tryAlone({ files, unhandled }, vitest) {
  if (files.length === 0 || files.length > mostLost || unhandled > 0) return;
  console.log(`Once more, by themselves: ${files.map(({ path }) => path).join(', ')}`);
  vitest('--maxWorkers=1', ...files.map(({ path }) => path));
  if (process.exitCode !== 0) return;
  console.log('\nLost beside others and held alone, so each is a race that has to be mended:');
  for (const { path, tests } of files) for (const test of tests) console.log(`  ${path} > ${test}`);
}

/** What `LostReporter` has written. A run that broke before has said why. */
function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return { files: [], unhandled: 1 };
    throw error;
  }
}
