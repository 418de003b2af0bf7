import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const passes = "import { test } from 'vitest';\ntest('passes', () => undefined);\n";
const fails = "import { test } from 'vitest';\ntest('fails', () => { throw new Error('always'); });\n";
/** Fails where another run has not left its trace yet. */
const failsOnce = (trace: string) => `import { existsSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
test('loses', () => {
  const there = existsSync('${trace}');
  writeFileSync('${trace}', '');
  if (!there) throw new Error('lost');
});
`;

/** A whole run over these files by the real runner; `configured`: more of its configuration. */
function run(files: Record<string, string>, configured = '') {
  // Below the project's packages, where the runner is found.
  const folder = mkdtempSync(join(tmpdir(), 'whole-run-'));
  try {
    const all: Record<string, string> = {
      ...files,
      'vitest.config.mjs': `import { LostReporter } from ${JSON.stringify(join(root, 'scripts/test-lost.ts'))};
const lost = process.env.CODEWRIGHT_TEST_LOST;
export default { root: ${JSON.stringify(folder)}, test: { reporters: lost ? ['default', new LostReporter(lost)] : ['default']${configured} } };
`,
      'run.mjs': `import { spawnSync } from 'node:child_process';
import { wholeRun } from ${JSON.stringify(join(root, 'scripts/test-whole.mjs'))};
wholeRun((...args) => {
  const result = spawnSync(process.execPath, [${JSON.stringify(join(root, 'node_modules/vitest/vitest.mjs'))}, 'run', ...args], { stdio: 'inherit' });
  process.exitCode = result.status ?? 1;
});
`,
    };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['run.mjs'], { cwd: folder, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a run that loses nothing runs once', () => {
  const { status, said } = run({ 'a.test.js': passes });
  expect(status, said).toBe(0);
  expect(said).not.toContain('Once more');
});

test('what is lost beside others and holds alone is named, and the run is green', () => {
  const { status, said } = run({ 'a.test.js': passes, 'b.test.js': failsOnce('b') });
  expect(status, said).toBe(0);
  expect(said).toContain('Once more, by themselves: b.test.js\n');
  expect(said).toMatch(/has to be mended:\n +b\.test\.js > loses\n/);
});

test('what fails again is red', () => {
  const { status, said } = run({ 'a.test.js': fails, 'b.test.js': failsOnce('b') });
  expect(status, said).toBe(1);
  expect(said).toContain('Once more, by themselves: ');
  expect(said).not.toContain('has to be mended');
});

test('more lost files than an accident loses are red at once', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const { status, said } = run(Object.fromEntries(names.map((name) => [`${name}.test.js`, failsOnce(name)])));
  expect(status, said).toBe(1);
  expect(said).not.toContain('Once more');
});

test('what goes wrong outside of a test is red at once', () => {
  const outside =
    "import { test } from 'vitest';\ntest('passes', () => { Promise.reject(new Error('of nobody')); });\n";
  const { status, said } = run({ 'a.test.js': outside, 'b.test.js': failsOnce('b') });
  expect(status, said).toBe(1);
  expect(said).toContain('of nobody');
  expect(said).not.toContain('Once more');
  const setup = "export const teardown = () => { throw new Error('left'); };\n";
  const left = run({ 'a.test.js': passes, 'left.mjs': setup }, ", globalSetup: ['./left.mjs']");
  expect(left.status, left.said).toBe(1);
  expect(left.said).not.toContain('Once more');
});
