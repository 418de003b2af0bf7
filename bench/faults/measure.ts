import { join } from 'node:path';
import { readEnvironment } from '../../packages/server/src/config.ts';
import type { Experience } from '../../packages/server/src/repair/contract.ts';
import type { Attempt } from '../../packages/server/src/repair/mend.ts';
import type { PackageRegistry } from '../../packages/server/src/research/contract.ts';
import { createPackageRegistry } from '../../packages/server/src/research/registry.ts';
import { findProgram } from '../../packages/server/src/sandbox/layout.ts';
import { readNpmConfig, registryAccess } from '../../packages/server/src/sandbox/registry.ts';
import { systemClock } from '../../packages/server/src/shared/clock.ts';
import { silentLogger } from '../../packages/server/src/shared/logger.ts';
import { countAnyTests } from '../../packages/server/src/shared/test-counts.ts';
import type { ExecutorOptions } from '../../packages/server/src/tools/contract.ts';
import { openToolBench, type ToolBench } from '../../packages/server/src/tools/testing.ts';
import { operators } from './operators.ts';
import type { Project } from './projects.ts';
import { surroundings } from './surroundings.ts';

export interface Outcome {
  project: string;
  language: string;
  operator: string;
  place: string;
  mended: boolean;
  /** The tree is the very one from before the breakage. */
  same: boolean;
  /** Tests fail, are fewer than before, or were changed. */
  harmed: boolean;
  /** Which of these. */
  harm: string;
  attempts: Attempt[];
  seconds: number;
  left: string;
}

export interface Fault {
  operator: string;
  path: string;
  text: string;
}

/** What all projects of a run share. */
export interface Stand {
  registry: PackageRegistry;
  install: ExecutorOptions['install'];
}

export async function openStand(scratch: string): Promise<Stand> {
  const environment = readEnvironment();
  const npm = await readNpmConfig({
    npm: findProgram('npm', environment.path) ?? 'npm',
    cwd: scratch,
    env: environment.npm,
  });
  const { hosts, env, mounts } = registryAccess(npm);
  return {
    registry: createPackageRegistry({
      registries: { npm: npm.registry },
      ...(npm.cafile ? { cafile: npm.cafile } : {}),
      cache: join(scratch, 'cache'),
      curatedFile: join(import.meta.dirname, '../../packages/server/knowledge/packages.yaml'),
      logger: silentLogger,
      clock: systemClock,
    }),
    install: async () => ({ network: { mode: 'allow' as const, hosts }, env, mounts }),
  };
}

/** The same faults for the same seed, wherever it runs. */
export function createRandom(start: number): () => number {
  let state = start >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Pool {
  operator: string;
  places: { path: string; text: string }[];
}

/** Every kind of fault that a project has a place for. */
function poolsOf(project: Project): Pool[] {
  return [...operators, ...surroundings]
    .filter(({ languages }) => languages.includes(project.language))
    .map((operator) => ({
      operator: operator.name,
      places: [...project.files].flatMap(([path, text]) =>
        operator.places(path, text, project.files).map((changed) => ({ path, text: changed })),
      ),
    }))
    .filter(({ places }) => places.length > 0);
}

/** Places over all operators in turn, so that no kind of fault outweighs the others. */
function inRounds(pools: readonly Pool[], count: number, random: () => number): Fault[] {
  const faults: Fault[] = [];
  for (let round = 0; faults.length < count && round < count; round += 1) {
    for (const { operator, places } of pools) {
      const [place] = places.splice(Math.floor(random() * places.length), 1);
      if (place && faults.length < count) faults.push({ operator, ...place });
    }
  }
  return faults;
}

export function pick(project: Project, count: number, random: () => number): Fault[] {
  const pools = poolsOf(project)
    .map((pool) => ({ pool, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ pool }) => pool);
  return inRounds(pools, count, random);
}

/** For each project the same kinds of faults, as far as it has places for them: those first that most projects of its ecosystem have. */
export function pickAgain(projects: readonly Project[], count: number, random: () => number) {
  const all = projects.map((project) => ({ project, pools: poolsOf(project) }));
  const order = new Map([...operators, ...surroundings].map(({ name }) => [name, random()]));
  return all.map(({ project, pools }) => {
    const like = all.filter((one) => (one.project.language === 'python') === (project.language === 'python'));
    const having = (name: string) => like.filter((one) => one.pools.some(({ operator }) => operator === name)).length;
    const shared = pools
      .filter(({ operator }) => having(operator) > 1)
      .toSorted(
        (a, b) =>
          having(b.operator) - having(a.operator) || (order.get(a.operator) ?? 0) - (order.get(b.operator) ?? 0),
      );
    return { project, faults: inRounds(shared, count, random) };
  });
}

const testFile = /(^|\/)(tests?|__tests__)\/|[._]test\.|(^|\/)test_/;

/** Puts one fault after the other into a project that is whole, has each mended, and looks at what came of it. */
export async function measure(
  project: Project,
  faults: readonly Fault[],
  { install }: Stand,
  learned: () => Experience[],
  report: (fault: Fault, outcome: Outcome | null) => void,
  goOn: () => boolean = () => true,
): Promise<void> {
  await using bench = await openToolBench(Object.fromEntries(project.files), {
    install,
    experience: async () => learned(),
  });
  const signal = AbortSignal.timeout(7_200_000);
  const whole = await bench.call('mend_problems', { seconds: 300 });
  if (whole.status !== 'ok') {
    process.stderr.write(`! ${project.name} is not whole to begin with and is left out: ${whole.text}\n`);
    return;
  }
  const before = await testsOf(bench);
  // As they are once the project is whole: its own formatter may have been over them.
  const tests = new Map<string, string>();
  for (const path of project.files.keys())
    if (testFile.test(path)) tests.set(path, (await bench.workspace.read(path)).toString('utf8'));
  const { commit, tree } = await bench.workspace.checkpoint('whole', signal);
  for (const fault of faults) {
    if (!goOn()) break;
    const { operator, path, text } = fault;
    await bench.workspace.write(path, text);
    const from = performance.now();
    const result = await bench.call('mend_problems', { seconds: 120 });
    const seconds = (performance.now() - from) / 1000;
    const { attempts = [], clean = false } = (result.data ?? {}) as unknown as {
      attempts?: Attempt[];
      clean?: boolean;
    };
    // A breakage that no check sees is none of what is measured.
    if (attempts.length === 0 && clean) report(fault, null);
    else {
      const same = clean && (await bench.workspace.treeHash(signal)) === tree;
      const harm = clean && !same ? await harmOf(bench, tests, path, before) : '';
      const harmed = harm !== '';
      const { name, language } = project;
      report(fault, {
        project: name,
        language,
        operator,
        place: path,
        mended: clean && !harmed,
        same,
        harmed,
        harm,
        attempts,
        seconds,
        left: result.text,
      });
    }
    await bench.workspace.restore(commit, signal);
    if (path === 'package.json') {
      const argv = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
      await bench.workspace.exec({ argv, ...(await install(['npm'])), signal });
      await bench.workspace.restore(commit, signal);
    }
  }
}

/** Empty: as many tests as before, all passing, and no test file changed but the one that was broken. */
async function harmOf(
  bench: ToolBench,
  tests: ReadonlyMap<string, string>,
  broken: string,
  before: number | null,
): Promise<string> {
  for (const [path, text] of tests) {
    if (path === broken) continue;
    const now = await bench.workspace.read(path);
    if (now.toString('utf8') !== text) return `${path} was changed`;
  }
  const { status, text } = await bench.call('run_tests', {});
  if (status !== 'ok') return `tests fail: ${text.slice(0, 1_500)}`;
  const now = countAnyTests(text)?.executed ?? -1;
  return before === null || now >= before ? '' : `${now} tests ran, ${before} before`;
}

/** How many tests ran; null where they fail. -1: they pass and nobody counts them. */
async function testsOf(bench: ToolBench): Promise<number | null> {
  const { status, text } = await bench.call('run_tests', {});
  return status === 'ok' ? (countAnyTests(text)?.executed ?? -1) : null;
}
