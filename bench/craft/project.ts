import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { baseEnvironment, run } from './process.ts';

const launcher = join(import.meta.dirname, '../../packages/server/bin/codewright.cjs');

export interface Built {
  outcome: 'built' | 'asked' | 'failed';
  /** What the command line said last, for a person. */
  said: string;
  seconds: number;
  level: string;
}

/** `codewright build` in a home of its own; packages come from a cache that all share. */
export async function build(say: string, folder: string, cache: string): Promise<Built> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const env = { ...baseEnvironment(home), CODEWRIGHT_HOME: join(home, 'codewright'), npm_config_cache: cache };
  const argv = [process.execPath, launcher, 'build', '--yes', '--plain', '--out', join(folder, 'out'), '--', say];
  const ran = await run(argv, { cwd: folder, env, seconds: 900 });
  const said = `${ran.stdout}\n${ran.stderr}`;
  const level = /complexity (\w+)/i.exec(said)?.[1] ?? 'unknown';
  const outcome =
    ran.code === 0
      ? 'built'
      : (ran.code === 2 || ran.code === 3) && !existsSync(join(folder, 'out'))
        ? 'asked'
        : 'failed';
  return { outcome, said, seconds: ran.seconds, level };
}

export interface Cloned {
  folder: string;
  language: string;
  env: Record<string, string>;
  /** `null` where it installs and passes its own checks, or else what did not. */
  problem: string | null;
}

/** What a stranger does with the repository: clone, install, run its own checks. */
export async function cloneAndTest(folder: string, cache: string): Promise<Cloned> {
  const clone = join(folder, 'clone');
  const home = join(folder, 'stranger');
  mkdirSync(home, { recursive: true });
  const env = {
    ...baseEnvironment(home),
    npm_config_cache: cache,
    npm_config_update_notifier: 'false',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const language = languageOf(join(folder, 'out'));
  const steps: string[][] = [
    ['git', 'clone', '--quiet', join(folder, 'out'), clone],
    ...stepsOf(language, join(folder, 'out')),
  ];
  for (const [index, argv] of steps.entries()) {
    const ran = await run(argv, { cwd: index === 0 ? folder : clone, env, seconds: 300 });
    if (ran.code !== 0)
      return {
        folder: clone,
        language,
        env,
        problem: `${argv.join(' ')} → ${ran.code}: ${(ran.stdout + ran.stderr).slice(-600)}`,
      };
  }
  return { folder: clone, language, env, problem: null };
}

function languageOf(folder: string): string {
  if (existsSync(join(folder, 'go.mod'))) return 'go';
  if (existsSync(join(folder, 'Cargo.toml'))) return 'rust';
  if (existsSync(join(folder, 'pyproject.toml'))) return 'python';
  return existsSync(join(folder, 'tsconfig.json')) &&
    readdirSync(join(folder, 'src')).some((name) => name.endsWith('.ts'))
    ? 'typescript'
    : 'javascript';
}

function stepsOf(language: string, folder: string): string[][] {
  if (language === 'go')
    return [
      ['go', 'vet', './...'],
      ['go', 'test', './...'],
    ];
  if (language === 'rust')
    return [
      ['cargo', 'fmt', '--check'],
      ['cargo', 'clippy', '--quiet', '--all-targets', '--', '-D', 'warnings'],
      ['cargo', 'test', '--quiet', '--locked'],
    ];
  if (language === 'python') {
    // From the sources, as an editable installation would find them.
    const sources = existsSync(join(folder, 'src')) ? 'src' : '.';
    const tests = existsSync(join(folder, 'tests')) ? 'tests' : '.';
    return [['env', `PYTHONPATH=${sources}`, 'python3', '-m', 'unittest', 'discover', '-s', tests]];
  }
  const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  const has = (name: string) => (scripts[name] === undefined ? [] : [['npm', 'run', '--silent', name]]);
  return [
    ['npm', 'ci', '--no-audit', '--no-fund', '--silent'],
    ...has('typecheck'),
    ...has('lint'),
    ...has('build'),
    ...has('test'),
  ];
}

/** Declared packages with the versions that they are locked to. */
export function declared(folder: string): Map<string, string> {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return new Map();
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  return new Map(
    Object.entries({ ...dependencies, ...devDependencies }).map(([name, range]) => [name, range.replace(/^[\^~]/, '')]),
  );
}

/** Newest versions by name as the registry says now; the types of Node have one for each line of Node. */
export async function newest(
  names: Iterable<string>,
  cwd: string,
  env: Record<string, string>,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const ran = await run(['npm', 'view', name, 'dist-tags', 'versions', '--json'], { cwd, env, seconds: 60 });
    if (ran.code !== 0) continue;
    const told = parse(ran.stdout) as { 'dist-tags': Record<string, string>; versions: string[] };
    const lines = new Map(
      name === '@types/node' ? told.versions.map((version) => [version.split('.')[0], version]) : [],
    );
    found.set(name, [...Object.values(told['dist-tags']), ...lines.values()]);
  }
  return found;
}
