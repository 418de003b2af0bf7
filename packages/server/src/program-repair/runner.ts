/** How the tests of a project are run one by one. */
export interface RunnerPlan {
  kind: 'node' | 'jest' | 'vitest' | 'mocha' | 'python' | 'go' | 'command';
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
  '--reporter',
  '-R',
  '--ignore',
]);

/** Reads the test script of a package. Linters and builds that it runs beside the tests are left out. */
export function planScript(
  script: string,
  argv: string[],
  scripts: Record<string, string> = {},
  depth = 0,
): RunnerPlan {
  const whole: RunnerPlan = { kind: 'command', flags: [], args: [], patterns: [], env: {}, argv };
  const parts = script.split(/\s*&&\s*/);
  let builds = false;
  for (const part of parts) {
    const named = /^(?:npm|pnpm|yarn) (?:run )?(?:-s |--silent )?([\w:-]+)(?:\s+--\s+.*)?$/.exec(part)?.[1];
    if (named !== undefined && scripts[named] !== undefined && depth < 4) {
      const inner = planScript(scripts[named], argv, scripts, depth + 1);
      if (inner.kind !== 'command') return builds ? whole : inner;
      if (
        /\b(?:tsc|build|rollup|esbuild|babel|swc|tsup|vite build|webpack)\b/.test(scripts[named]) &&
        !/--noEmit/.test(scripts[named])
      )
        builds = true;
      continue;
    }
    const plan = planCommand(part);
    if (plan) return builds ? whole : { ...plan, argv };
    if (/^(?:tsc|rollup|esbuild|babel|swc|tsup|webpack|vite build)\b/.test(part) && !/--noEmit/.test(part))
      builds = true;
  }
  return whole;
}

function planCommand(line: string): Omit<RunnerPlan, 'argv'> | null {
  const all = words(line);
  if (!all) return null;
  const env: Record<string, string> = {};
  while (all.length > 0) {
    const [first = ''] = all;
    const set = /^([A-Za-z_]\w*)=(.*)$/.exec(first);
    if (set) env[set[1] ?? ''] = set[2] ?? '';
    else if (!passing.has(first) && !(first.startsWith('-') && !first.includes('test'))) break;
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
      return plain.length > 0 && /\.[cm]?[jt]s$/.test(plain[0] ?? '')
        ? { ...rest, kind: 'node', patterns: plain.slice(0, 1), flags: joined(flags) }
        : null;
    }
    case 'tape':
      return {
        ...rest,
        kind: 'node',
        flags: joined(
          options.filter(
            (_, at) => /^(?:-r|--require)$/.test(options[at] ?? '') || /^(?:-r|--require)$/.test(options[at - 1] ?? ''),
          ),
        ),
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
          /^--(?:coverage|watch|verbose|ci|silent|json|collectCoverage|runInBand|detectOpenHandles|reporters)/,
        ),
        patterns: [],
      };
    case 'vitest':
      return {
        ...rest,
        kind: 'vitest',
        args: dropped(options, /^--(?:coverage|watch|run|reporter|silent|ui)/, ['--reporter']),
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
