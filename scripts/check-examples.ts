// `npm run check:examples [-- --update] [name …]`: builds each example of examples/examples.yaml again in a folder and a home of its own,
// compares the result with what is committed (versions apart) and runs the tests of what is committed in the sandbox.
// `--update` puts the result in the place of what is committed first, and writes examples/README.md.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readEnvironment } from '../packages/server/src/config.ts';
import { findProgram } from '../packages/server/src/sandbox/layout.ts';
import { readNpmConfig, registryAccess } from '../packages/server/src/sandbox/registry.ts';
import { openToolBench } from '../packages/server/src/tools/testing.ts';
import { useOwnTemporary } from './test-temporary.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'examples');
const example = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  description: z.string(),
  options: z.array(z.string()).default([]),
});
type Example = z.infer<typeof example>;

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const update = process.argv.includes('--update');
const examples = z
  .array(example)
  .parse(parse(readFileSync(join(folder, 'examples.yaml'), 'utf8')))
  .filter(({ name }) => words.length === 0 || words.includes(name));

useOwnTemporary();
const scratch = mkdtempSync(join(tmpdir(), 'codewright-examples-'));
let failed = 0;
try {
  for (const one of examples) {
    const from = performance.now();
    const problems = await check(one);
    const seconds = Math.round((performance.now() - from) / 1000);
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${one.name} (${seconds} s)`);
    for (const problem of problems) console.log(`     ${problem}`);
    if (problems.length > 0) failed += 1;
  }
  if (update && words.length === 0) writeFileSync(join(folder, 'README.md'), readme());
  else if (readFileSync(join(folder, 'README.md'), 'utf8') !== readme() && words.length === 0) {
    console.log('FAIL examples/README.md is not what examples.yaml says; run it with --update');
    failed += 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed === 0 && examples.length > 0 ? 0 : 1;

async function check(one: Example): Promise<string[]> {
  const built = join(scratch, one.name);
  const home = join(scratch, `${one.name}-home`);
  mkdirSync(home);
  const argv = ['build', one.description, ...one.options, '--out', built, '--yes', '--plain', '--no-server'];
  // Nothing of this machine reaches the build but what a fresh account has, and the way to the package registry.
  const npm = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(npm_config_|NPM_CONFIG_|NODE_EXTRA|SSL_|PIP_)/.test(name)),
  );
  const result = spawnSync(process.execPath, [join(root, 'packages/server/bin/codewright.cjs'), ...argv], {
    cwd: scratch,
    env: {
      ...npm,
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      CODEWRIGHT_HOME: join(home, '.codewright'),
      LANG: 'C.UTF-8',
    },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (result.status !== 0) {
    return [
      `codewright ${argv.join(' ')} ended with ${result.status}`,
      `${result.stdout}${result.stderr}`.slice(-4000),
    ];
  }
  const fresh = tracked(built);
  const committed = join(folder, one.name);
  if (update) {
    rmSync(committed, { recursive: true, force: true });
    for (const path of fresh) {
      mkdirSync(dirname(join(committed, path)), { recursive: true });
      cpSync(join(built, path), join(committed, path));
    }
  }
  const there = filesBelow(committed);
  const problems = [
    ...fresh.filter((path) => !there.includes(path)).map((path) => `${path} is built and not committed`),
    ...there.filter((path) => !fresh.includes(path)).map((path) => `${path} is committed and not built any more`),
  ];
  for (const path of fresh.filter((name) => there.includes(name))) {
    const difference = differenceOf(path, read(committed, path), read(built, path));
    if (difference !== null) problems.push(difference);
  }
  for (const path of there) {
    if (/(?:\/home\/|\/tmp\/|\/root\/)|"resolved":/.test(read(committed, path)))
      problems.push(`${path} names a place of one machine`);
  }
  return [...problems, ...(await testProblems(committed, there))];
}

/** The tests of what is committed, with the packages of its own lock, where nothing else is in reach. */
async function testProblems(committed: string, paths: readonly string[]): Promise<string[]> {
  const environment = readEnvironment();
  const npm = await readNpmConfig({
    npm: findProgram('npm', environment.path) ?? 'npm',
    cwd: scratch,
    env: environment.npm,
  });
  const { hosts, env, mounts } = registryAccess(npm);
  const files = Object.fromEntries(paths.map((path) => [path, read(committed, path)]));
  await using bench = await openToolBench(files, {
    install: async () => ({ network: { mode: 'allow' as const, hosts }, env, mounts }),
  });
  if (paths.includes('package-lock.json')) {
    const installed = await bench.call('run_command', {
      command: ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      network: 'install',
    });
    if (installed.status !== 'ok') return [`its packages can not be installed: ${installed.text.slice(-2000)}`];
  }
  const tested = await bench.call('run_tests', {});
  return tested.status === 'ok' ? [] : [`its tests do not pass: ${tested.text.slice(-4000)}`];
}

/** The first line in which two texts differ, versions apart: those are the newest of the day. Of a lock only that it is there. */
function differenceOf(path: string, committed: string, built: string): string | null {
  if (path.endsWith('package-lock.json')) return null;
  const lines = (text: string) => text.replaceAll(/\d+\.\d+(\.\d+)+(-[\w.]+)?/g, '‹version›').split('\n');
  const [before, after] = [lines(committed), lines(built)];
  const at = Array.from({ length: Math.max(before.length, after.length) }, (_, line) => line).find(
    (line) => before[line] !== after[line],
  );
  return at === undefined
    ? null
    : `${path}:${at + 1} is now: ${after[at] ?? 'nothing'} (committed: ${before[at] ?? 'nothing'})`;
}

function tracked(repository: string): string[] {
  const listed = spawnSync('git', ['-C', repository, 'ls-files', '-z'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: scratch },
    encoding: 'utf8',
  });
  return listed.stdout.split('\0').filter(Boolean).sort();
}

function filesBelow(top: string): string[] {
  try {
    return readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(top.length + 1))
      .filter((path) => !/(^|\/)(node_modules|dist|__pycache__)\//.test(path))
      .sort();
  } catch {
    return [];
  }
}

function read(top: string, path: string): string {
  return readFileSync(join(top, path), 'utf8');
}

function readme(): string {
  const rows = examples.map(
    ({ name, title, description, options }) =>
      `## [${name}](${name}/)\n\n${title}.\n\n\`\`\`sh\nnpm start -- build ${JSON.stringify(description)}${options.map((option) => ` ${option}`).join('')}\n\`\`\`\n`,
  );
  return [
    '# Examples\n',
    'Five results as they came out: no line was changed afterwards. Below each name stands the whole command that made it, with no language model.',
    '`npm run check:examples` builds them again, compares (versions apart: those are the newest of the day) and runs their tests in the sandbox;',
    '`npm run check:examples -- --update` takes what comes out now.\n',
    ...rows,
  ].join('\n');
}
