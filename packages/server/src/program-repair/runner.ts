/** How the tests of a project are run one by one. */
export interface RunnerPlan {
  kind: 'node' | 'jest' | 'vitest' | 'mocha' | 'ava' | 'python' | 'go' | 'command';
  /** Options of Node itself. */
  flags: string[];
  /** Options of the runner. */
  args: string[];
  /** Files, folders or patterns that the command names; empty: the runner's own. */
  patterns: string[];
  env: Record<string, string>;
  /** The whole command, for what is run as it stands. */
  argv: string[];
}

/** Words of a shell line; null where it uses more of a shell than words and quotes. */
function words(line: string): string[] | null {
  if (/[`$()<>|;]/.test(line.replace(/"[^"]*"|'[^']*'/g, ''))) return null;
  return [...line.matchAll(/(?:"([^"]*)"|'([^']*)'|([^\s"']+))+/g)].map(([whole]) =>
    whole.replace(/"([^"]*)"|'([^']*)'/g, (_, a: string | undefined, b: string | undefined) => a ?? b ?? ''),
  );
}

const passing = new Set([
  'npx',
  'c8',
  'nyc',
  'cross-env',
  'env',
  'dotenv',
  'pnpm',
  'exec',
  'yarn',
  'bunx',
  'pnpx',
  'time',
  '--no-install',
  '--',
]);
const valued = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
  '--env-file',
  '--test-timeout',
  '--test-concurrency',
  '--test-reporter',
  '--test-reporter-destination',
  '--config',
  '-c',
  '--timeout',
  '-t',
  '--ui',
  '-u',
  '--extension',
  '--spec',
  '--root',
  '--dir',
  '--project',
  '--environment',
  '--env',
  '--testTimeout',
  '--testPathPattern',
  '--testPathPatterns',
  '--selectProjects',
  '--maxWorkers',
  '--pool',
  '--slow',
  '--reporter',
  '-R',
  '--ignore',
]);

/** Test runners by their package, those first that most say of a project. */
const known = ['vitest', 'jest', 'ava', 'mocha', 'tap', 'uvu'] as const;

/**
 * Reads the test script of a package. Linters and builds that it runs beside the tests are left out. What a script of a name of its own
 * runs is said by the runner among the project's packages (`has`).
 */
export function planScript(
  script: string,
  argv: string[],
  scripts: Record<string, string> = {},
  has: (name: string) => boolean = () => false,
): RunnerPlan {
  const plan = readScript(script, argv, scripts, 0);
  if (plan.kind !== 'command' || isBuilt(script, scripts)) return plan;
  const runner = known.find((one) => has(one));
  const direct = runner === undefined ? null : planCommand(runner);
  return direct ? { ...direct, argv } : plan;
}

const building = /\b(?:tsc|build|rollup|esbuild|babel|swc|tsup|vite build|webpack|microbundle|bundt|tshy)\b/;
const isBuilt = (script: string, scripts: Record<string, string>): boolean =>
  building.test(`${scripts['pretest'] ?? ''} ${script}`.replaceAll('tsc --noEmit', ''));

/** `run-s lint test:*` and pnpm's `run /^test:/` as the scripts that they run; what covers, or shows what comes, is left out. */
function spread(line: string, scripts: Record<string, string>): string[] {
  const part = line
    .replace(/^(?:(?:npx )?(?:nyc|c8)(?: --?[\w-]+(?:=\S+)?)*) (?=(?:npm|pnpm|yarn) )/, '')
    .replace(/ \| *(?:npx )?(?:tap-\S+|faucet|tee|cat|pino-pretty|tap-spec)\b[^|]*$/, '');
  const [, written] = /^pnpm (?:run )?\/(.+)\/$/.exec(part) ?? [];
  if (written !== undefined)
    return Object.keys(scripts).flatMap((name) => (new RegExp(written).test(name) ? [`npm run ${name}`] : []));
  const [, names] = /^(?:run-s|run-p|npm-run-all)\s+(.+)$/.exec(part) ?? [];
  if (names === undefined) return [part];
  return names
    .split(/\s+/)
    .filter((one) => !one.startsWith('-'))
    .flatMap((one) => {
      const pattern = new RegExp(`^${one.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^:]*')}$`);
      return Object.keys(scripts).filter((name) => pattern.test(name));
    })
    .map((one) => `npm run ${one}`);
}

function readScript(script: string, argv: string[], scripts: Record<string, string>, depth: number): RunnerPlan {
  const whole: RunnerPlan = { kind: 'command', flags: [], args: [], patterns: [], env: {}, argv };
  const parts = script.split(/\s*&&\s*/).flatMap((part) => spread(part, scripts));
  let builds = false;
  for (const [at, part] of parts.entries()) {
    const named = /^(?:npm|pnpm|yarn) (?:run )?(?:-s |--silent )?([\w:-]+)(?:\s+--\s+.*)?$/.exec(part)?.[1];
    if (named !== undefined && scripts[named] !== undefined && depth < 4) {
      const inner = readScript(scripts[named], argv, scripts, depth + 1);
      if (inner.kind !== 'command') return builds ? whole : inner;
      if (
        /\b(?:tsc|build|rollup|esbuild|babel|swc|tsup|vite build|webpack)\b/.test(scripts[named]) &&
        !/--noEmit/.test(scripts[named])
      )
        builds = true;
      continue;
    }
    const plan = planCommand(part);
    if (plan && !builds && isProgram(plan)) return { ...plan, patterns: programsIn(parts.slice(at), plan), argv };
    if (plan) return builds ? whole : { ...plan, argv };
    if (/^(?:tsc|rollup|esbuild|babel|swc|tsup|webpack|vite build)\b/.test(part) && !/--noEmit/.test(part))
      builds = true;
  }
  return whole;
}

const isProgram = ({ kind, patterns, flags }: Omit<RunnerPlan, 'argv'>): boolean =>
  kind === 'node' && patterns.length === 1 && flags.length === 0 && /\.[cm]?[jt]s$/.test(patterns[0] ?? '');

/** `node a.js && node b.js`: all of them. */
const programsIn = (parts: readonly string[], first: Omit<RunnerPlan, 'argv'>): string[] =>
  parts.flatMap((part) => {
    const plan = planCommand(part);
    return plan && isProgram(plan) && JSON.stringify(plan.env) === JSON.stringify(first.env) ? plan.patterns : [];
  });

function planCommand(line: string): Omit<RunnerPlan, 'argv'> | null {
  const all = words(line);
  if (!all) return null;
  const env: Record<string, string> = {};
  while (all.length > 0) {
    const [first = ''] = all;
    const set = /^([A-Za-z_]\w*)=(.*)$/.exec(first);
    if (set) env[set[1] ?? ''] = set[2] ?? '';
    else if (!passing.has(first) && !/^\d+$/.test(first) && !(first.startsWith('-') && !first.includes('test'))) break;
    all.shift();
  }
  const program =
    all
      .shift()
      ?.split('/')
      .at(-1)
      ?.replace(/\.m?js$/, '') ?? '';
  const options: string[] = [];
  const plain: string[] = [];
  for (let at = 0; at < all.length; at += 1) {
    const word = all[at] ?? '';
    if (!word.startsWith('-')) plain.push(word);
    else if (valued.has(word)) options.push(word, all[(at += 1)] ?? '');
    else options.push(word);
  }
  const rest = { env, patterns: plain, args: [] as string[], flags: [] as string[] };
  switch (program) {
    case 'node':
    case 'tsx': {
      const kept = dropped(options, /^--(?:test|experimental-test|watch|enable-source-maps$)/);
      const flags = program === 'tsx' ? ['--import', 'tsx', ...kept] : kept;
      if (options.includes('--test')) return { ...rest, kind: 'node', flags: joined(flags) };
      const main =
        plain[0]
          ?.split('/')
          .at(-1)
          ?.replace(/\.m?js$/, '') ?? '';
      if (['mocha', '_mocha', 'jest', 'vitest'].includes(main))
        return {
          ...rest,
          kind: main.replace('_', '') as 'mocha',
          args: [],
          patterns: plain.slice(1).filter((word) => word !== 'run'),
        };
      // A plain program that throws where something is wrong.
      return plain.length > 0 && /\.[cm]?[jt]s$|^(?:\.\/)?tests?\/?(?:index)?$/.test(plain[0] ?? '')
        ? { ...rest, kind: 'node', patterns: plain.slice(0, 1), flags: joined(flags) }
        : null;
    }
    case 'borp':
    case 'bnt':
      return { ...rest, kind: 'node' };
    case 'tape':
    case 'tap':
    case 'uvu': {
      // Of uvu's words the first is a folder; a pattern follows, and what is ignored stands behind `-i`.
      const folder = plain.find((word) => all[all.indexOf(word) - 1] !== '-i');
      const required = options.flatMap((one, at) =>
        /^(?:-r|--require)$/.test(one) ? [one, options[at + 1] ?? ''] : [],
      );
      return {
        ...rest,
        kind: 'node',
        flags: joined(required),
        patterns: program !== 'uvu' ? plain : folder === undefined ? [] : [`${folder}/**/*.{js,mjs,cjs,ts}`],
      };
    }
    case 'ava':
      return {
        ...rest,
        kind: 'ava',
        args: dropped(options, /^--(?:watch|verbose|tap|serial|update-snapshots|fail-fast|reset-cache)|^-[wvsu]$/),
      };
    case 'mocha':
    case '_mocha':
      return {
        ...rest,
        kind: 'mocha',
        args: dropped(options, /^(?:--reporter|-R|--watch|--forbid|--parallel)/, ['--reporter', '-R']),
      };
    case 'jest':
      return {
        ...rest,
        kind: 'jest',
        args: dropped(
          options,
          /^--(?:coverage|watch|verbose|ci|silent|json|collectCoverage|runInBand|detectOpenHandles|reporters|bail)|^-[wib]$/,
        ),
        patterns: [],
      };
    case 'vitest':
      return {
        ...rest,
        kind: 'vitest',
        args: dropped(options, /^--(?:coverage|watch|run|reporter|silent|ui|typecheck)/, ['--reporter']),
        patterns: plain.filter((word) => !['run', 'watch', 'dev'].includes(word)),
      };
    default:
      return null;
  }
}

/** Options without those that only say how results are shown. */
function dropped(
  options: readonly string[],
  unwanted: RegExp,
  withValue: readonly string[] = [
    '--test-reporter',
    '--test-reporter-destination',
    '--test-timeout',
    '--test-concurrency',
  ],
): string[] {
  const kept: string[] = [];
  for (let at = 0; at < options.length; at += 1) {
    const word = options[at] ?? '';
    if (!unwanted.test(word)) kept.push(word);
    else if (withValue.includes(word)) at += 1;
  }
  return kept;
}

/** `--import tsx` as one word, so that no file name is taken for its value. */
function joined(options: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < options.length; at += 1) {
    const word = options[at] ?? '';
    if (valued.has(word) && word.startsWith('--')) found.push(`${word}=${options[((at += 1))] ?? ''}`);
    else found.push(word);
  }
  return found;
}
