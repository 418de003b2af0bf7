// `npm run bench:faults [-- <faults> <seed> <project>]`: puts breakages into whole projects and counts how many are mended with no model.
// Prints a table by language and by kind of fault; keeps nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../packages/server/src/config.ts';
import type { Experience } from '../../packages/server/src/repair/contract.ts';
import { experienceOf } from '../../packages/server/src/repair/experience.ts';
import type { Attempt } from '../../packages/server/src/repair/mend.ts';
import { createPackageRegistry } from '../../packages/server/src/research/registry.ts';
import { findProgram } from '../../packages/server/src/sandbox/layout.ts';
import { readNpmConfig, registryAccess } from '../../packages/server/src/sandbox/registry.ts';
import { systemClock } from '../../packages/server/src/shared/clock.ts';
import { silentLogger } from '../../packages/server/src/shared/logger.ts';
import { openToolBench } from '../../packages/server/src/tools/testing.ts';
import { operators } from './operators.ts';
import { folder, generated, type Project } from './projects.ts';

const [wanted = '160', seed = '1', only = ''] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'codewright-faults-'));
const environment = readEnvironment();
const npm = await readNpmConfig({
  npm: findProgram('npm', environment.path) ?? 'npm',
  cwd: scratch,
  env: environment.npm,
});
const { hosts, env, mounts } = registryAccess(npm);
const install = async () => ({ network: { mode: 'allow' as const, hosts }, env, mounts });
const registry = createPackageRegistry({
  registries: { npm: npm.registry },
  ...(npm.cafile ? { cafile: npm.cafile } : {}),
  cache: join(scratch, 'cache'),
  curatedFile: join(import.meta.dirname, '../../packages/server/knowledge/packages.yaml'),
  logger: silentLogger,
  clock: systemClock,
});

/** The same faults for the same seed, wherever it runs. */
function createRandom(start: number): () => number {
  let state = start >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A package of the registry with its own sources and tests, as it is published. */
function published(name: string): string {
  const packed = execFileSync('npm', ['pack', name, '--silent', '--pack-destination', scratch], {
    encoding: 'utf8',
  }).trim();
  execFileSync('tar', ['-xzf', join(scratch, packed), '-C', scratch]);
  const root = join(scratch, name.replaceAll('/', '-'));
  execFileSync('mv', [join(scratch, 'package'), root]);
  return root;
}

const projects: Project[] = [
  await generated(
    'library API',
    'typescript',
    'a REST API for a library: books, authors, members, loans; a member borrows at most 5 books',
    registry,
  ),
  await generated(
    'duration CLI',
    'javascript',
    'a command line tool in JavaScript that parses and formats durations',
    registry,
  ),
  folder('process-warning', 'javascript', published('process-warning')),
  folder('ledger', 'python', join(import.meta.dirname, 'projects/ledger')),
];

interface Outcome {
  project: string;
  language: string;
  operator: string;
  mended: boolean;
  attempts: Attempt[];
  seconds: number;
}
const outcomes: Outcome[] = [];
const random = createRandom(Number(seed));
let learned: Experience[] = [];

const chosen = projects.filter(({ name }) => name.includes(only));
for (const project of chosen) {
  const share = Math.ceil(Number(wanted) / chosen.length);
  await using bench = await openToolBench(Object.fromEntries(project.files), {
    install,
    experience: async () => learned,
  });
  const signal = AbortSignal.timeout(3_600_000);
  const whole = await bench.call('mend_problems', { seconds: 120 });
  if (whole.status !== 'ok') throw new Error(`${project.name} is not whole to begin with: ${whole.text}`);
  const { commit } = await bench.workspace.checkpoint('whole', signal);
  const faults = pick(project, share);
  for (const { operator, path, text } of faults) {
    await bench.workspace.write(path, text);
    const from = performance.now();
    const result = await bench.call('mend_problems', { seconds: 90 });
    const { attempts = [], clean = false } = (result.data ?? {}) as unknown as {
      attempts?: Attempt[];
      clean?: boolean;
    };
    // A breakage that no check sees is none of what is measured.
    if (attempts.length > 0 || !clean) {
      outcomes.push({
        project: project.name,
        language: project.language,
        operator,
        mended: clean,
        attempts,
        seconds: (performance.now() - from) / 1000,
      });
      process.stderr.write(`${clean ? '✓' : '✗'} ${project.name} ${path}: ${operator} (${attempts.length} tries)\n`);
      if (!clean) process.stderr.write(`    ${result.text.split('\n').slice(0, 6).join('\n    ')}\n`);
    }
    learned = experienceOf(outcomes.flatMap((one) => one.attempts).map((one) => ({ ...one })));
    await bench.workspace.restore(commit, signal);
    if (path === 'package.json') {
      await bench.workspace.exec({
        argv: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
        ...(await install()),
        signal,
      });
      await bench.workspace.restore(commit, signal);
    }
  }
}
rmSync(scratch, { recursive: true, force: true });

/** Places over all operators in turn, so that no kind of fault outweighs the others. */
function pick(project: Project, count: number) {
  const pools = operators
    .filter(({ languages }) => languages.includes(project.language))
    .map((operator) => ({
      operator: operator.name,
      places: [...project.files].flatMap(([path, text]) =>
        operator.places(path, text, project.files).map((changed) => ({ path, text: changed })),
      ),
    }))
    .filter(({ places }) => places.length > 0);
  const faults: { operator: string; path: string; text: string }[] = [];
  for (let round = 0; faults.length < count && round < count; round += 1) {
    for (const { operator, places } of pools) {
      const [place] = places.splice(Math.floor(random() * places.length), 1);
      if (place && faults.length < count) faults.push({ operator, ...place });
    }
  }
  return faults;
}

const share = (some: Outcome[]) =>
  `${some.filter((one) => one.mended).length}/${some.length}`.padStart(8) +
  `${Math.round((100 * some.filter((one) => one.mended).length) / Math.max(1, some.length))} %`.padStart(7);
const row = (name: string, some: Outcome[]) => {
  const tries = some.reduce((sum, one) => sum + one.attempts.length, 0) / Math.max(1, some.length);
  process.stdout.write(`  ${name.padEnd(34)}${share(some)}  ${tries.toFixed(1).padStart(5)} tries\n`);
};
process.stdout.write('\nmended with no model (aim ≥ 80 %)\n');
for (const [name, some] of Map.groupBy(outcomes, (one) => `${one.language}: ${one.project}`)) row(name, some);
process.stdout.write('\nby kind of fault\n');
for (const [name, some] of Map.groupBy(outcomes, (one) => one.operator)) row(name, some);
process.stdout.write('\nlearning: tries for a fault, by how many of its kind came before\n');
const rank = new Map<string, number>();
const ranked = outcomes.map((one) => {
  const before = rank.get(one.operator) ?? 0;
  rank.set(one.operator, before + 1);
  return { one, before };
});
for (const [before, some] of Map.groupBy(ranked, ({ before }) =>
  before < 1 ? 'first' : before < 3 ? '2nd and 3rd' : 'later',
)) {
  row(
    before,
    some.map(({ one }) => one),
  );
}
row('all', outcomes);
