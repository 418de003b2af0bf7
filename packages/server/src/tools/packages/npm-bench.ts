import semver from 'semver';
import type { Raise, RaiseBench } from '../../repair/raise.ts';
import { throwIfAborted } from '../../shared/abort.ts';
import { CodewrightError, ToolError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';
import { lockWithout } from './npm-lock.ts';
import { type Manifests, withRaises } from './npm-manifests.ts';
import { readProjectFacts } from '../project.ts';
import { plainOutput, runIn, succeeded } from '../running.ts';
import { readTestFailures } from '../commands/test-failures.ts';

/** Packages of small steps have hundreds of versions. */
const mostBetween = 40;

/** A project of npm, at whatever versions are to be tried. */
export interface NpmBench extends Omit<RaiseBench, 'hasTime'> {
  /** Installs and checks the project as it is. Returns the names of the checks that pass. @throws ToolError where its tests do not. */
  baseline(): Promise<string[]>;
  installed(name: string): Promise<string | null>;
  /** The newest version of each major, and of the major that it has each minor's. */
  between(raise: Raise): Promise<string[]>;
  /** Leaves the project with these raises, installed. */
  settle(raises: readonly Raise[]): Promise<void>;
}

export function createNpmBench(context: ToolContext, manifests: Manifests): NpmBench {
  const { workspace, registry, signal } = context;
  const facts = readProjectFacts(workspace.root);
  const checks: { name: string; argv: string[] }[] = [];
  const engines = new Map<string, string | null>();
  let stands = '';

  const npm = async (...words: string[]): Promise<string | null> => {
    const lock = manifests.lock === null ? ['--no-package-lock'] : [];
    const argv = ['npm', ...words, '--ignore-scripts', '--no-audit', '--no-fund', ...lock];
    const result = await runIn(context, { argv, network: 'install', timeMs: 300_000 });
    throwIfAborted(signal);
    return succeeded(result) ? null : npmReason(plainOutput(`${result.stderr}\n${result.stdout}`, workspace.root));
  };
  const put = async (raises: readonly Raise[]): Promise<string | null> => {
    for (const [path, text] of withRaises(manifests, raises)) await workspace.write(path, text);
    stands = keyOf(raises);
    const failed = await npm('install');
    if (failed !== null && !(await goesAfresh(raises))) return failed;
    // A range that holds the new version as it is leaves the lock where it was.
    const behind: string[] = [];
    for (const { name, to } of raises) if ((await installed(name)) !== to) behind.push(`${name}@${to}`);
    if (behind.length === 0 || manifests.lock === null) return null;
    const updated = await npm('update', ...behind.map((one) => one.slice(0, one.lastIndexOf('@'))));
    return updated;
  };
  /** Whether it goes where the lock does not hold what only the old versions needed. */
  const goesAfresh = async (raises: readonly Raise[]): Promise<boolean> => {
    const { lock, texts } = manifests;
    const fresh =
      lock === null
        ? null
        : lockWithout(
            texts.get(lock) ?? '',
            raises.map(({ name }) => name),
          );
    if (lock === null || fresh === null) return false;
    await workspace.write(lock, fresh);
    return (await npm('install')) === null;
  };
  const check = async ({ name, argv }: { name: string; argv: string[] }): Promise<string | null> => {
    const result = await runIn(context, { argv, network: 'none' });
    throwIfAborted(signal);
    if (succeeded(result)) return null;
    const output = plainOutput(`${result.stdout}\n${result.stderr}`, workspace.root);
    return `${name} ${firstFailure(output)}`;
  };
  async function installed(name: string): Promise<string | null> {
    try {
      const text = (await workspace.read(`node_modules/${name}/package.json`)).toString('utf8');
      const { version } = JSON.parse(text) as { version?: unknown };
      return typeof version === 'string' ? semver.valid(version) : null;
    } catch (error) {
      if (error instanceof ToolError || error instanceof SyntaxError) return null;
      throw error;
    }
  }

  return {
    installed,
    async baseline() {
      const tests = facts.test;
      if (tests === null)
        throw new ToolError(
          'The project declares no tests that could say which versions are good (package.json scripts.test).',
        );
      // A lock that was made where the registry lacks packages of other platforms is refused by `npm ci`, and good for `npm install`.
      const strictly = manifests.lock === null ? 'no lock' : await npm('ci');
      const failed = strictly === null ? null : await npm('install');
      if (failed !== null)
        throw new ToolError(
          `The packages of the project could not be installed as they are: ${failed.replace(/\.$/, '')}.`,
        );
      stands = keyOf([]);
      const why = await check({ name: 'tests', argv: tests });
      if (why !== null)
        throw new ToolError(
          `Nothing was raised: the ${why} as the packages are now. Mend that first (codewright fix).`,
        );
      const others = [
        { name: 'types', argv: facts.typecheck },
        { name: 'lint rules', argv: facts.lint },
      ];
      for (const { name, argv } of others)
        if (argv !== null && (await check({ name, argv })) === null) checks.push({ name, argv });
      checks.splice(1, 0, { name: 'tests', argv: tests });
      return checks.map(({ name }) => name);
    },
    async attempt(raises) {
      for (const { name, to } of raises) {
        const wants = engines.get(`${name}@${to}`) ?? (await enginesOf(name, to));
        const ships = manifests.declared.find((one) => one.name === name)?.development === false;
        if (ships && manifests.node !== null && wants && !semver.subset(manifests.node, wants))
          return `it needs Node ${wants}, and the project promises ${manifests.node}`;
      }
      const failed = await put(raises);
      if (failed !== null) return failed;
      for (const one of checks) {
        const why = await check(one);
        if (why !== null) return why;
      }
      return null;
    },
    async between({ name, from, to }) {
      const found: string[] = [];
      for (let above: string | null = to; above !== null && found.length < mostBetween; ) {
        const minor = `${semver.major(above)}.${semver.minor(above)}.0`;
        const major = `${semver.major(above)}.0.0`;
        const below: string = semver.gt(major, from) ? major : semver.gt(minor, from) ? minor : above;
        above = await newestIn(name, `>${from} <${below}`);
        if (above !== null) found.unshift(above);
      }
      return found;
    },
    async settle(raises) {
      if (stands === keyOf(raises)) return;
      const failed = await put(raises);
      if (failed !== null) throw new ToolError(`The packages that passed could not be installed again: ${failed}.`);
    },
  };

  async function newestIn(name: string, range: string): Promise<string | null> {
    try {
      const [found] = await registry.resolve([{ name, range }], signal);
      if (!found || found.source === 'curated') return null;
      engines.set(`${name}@${found.version}`, found.engines);
      return found.version;
    } catch (error) {
      if (isAnswer(error)) return null;
      throw error;
    }
  }

  async function enginesOf(name: string, version: string): Promise<string | null> {
    await newestIn(name, version);
    return engines.get(`${name}@${version}`) ?? null;
  }
}

const keyOf = (raises: readonly Raise[]) =>
  raises
    .map(({ name, to }) => `${name}@${to}`)
    .sort()
    .join(' ');

/** Why npm did not install it, in a few words. */
function npmReason(output: string): string {
  const peer = /peer(?:Optional)? (\S+)@"([^"]+)" from (\S+)/.exec(output);
  if (peer) return `${peer[3]} demands ${peer[1]} ${peer[2]}`;
  const line = output
    .split('\n')
    .map((text) => text.replace(/^npm (?:error|ERR!)\s*/, '').trim())
    .find((text) => text !== '' && !/^(?:code|errno|syscall|A complete log)\b/.test(text));
  return `npm says: ${(line ?? 'nothing').slice(0, 200)}`;
}

/** Name of the first failing test as its runner prints it. */
const testNames: readonly RegExp[] = [
  /^\s*not ok \d+ - (.+)$/m,
  /^\s*● (.+ › .+|.+)$/m,
  /^\s*(?:FAIL|×|✗)\s+(\S+\.[cm]?[jt]sx? > .+?)(?: \d+ms)?$/m,
  /^\s*✖ (?!failing tests:)(.+?)(?: \([\d.]+ms\))?$/m,
  /^\s*\d+\) (.+)$/m,
];

/** What failed first and how, on one line. */
function firstFailure(output: string): string {
  const name = testNames.map((pattern) => pattern.exec(output)?.[1]?.trim()).find((found) => found !== undefined);
  const [finding] = readTestFailures(output);
  const place = finding?.file ? ` (${finding.file}${finding.line === null ? '' : `:${finding.line}`})` : '';
  const compiler = /^\S+\(\d+,\d+\): error .*$|^\S+:\d+:\d+ - error .*$|^\s*\d+:\d+\s+error\s+.*$/m
    .exec(output)?.[0]
    .trim();
  const message = finding ? `${finding.message}${place}` : compiler;
  const last = output.trim().split('\n').at(-1) ?? '';
  const words = name === undefined ? (message ?? last) : `"${name}"${message ? `: ${message}` : ''}`;
  const line = words.replaceAll(/\s+/g, ' ').slice(0, 300);
  return `${name === undefined ? 'fail with' : 'fail, first'} ${line}`;
}

/** What a registry may say of a name or range; anything else is an error. */
export function isAnswer(error: unknown): error is CodewrightError {
  return (
    error instanceof CodewrightError && ['NOT_FOUND', 'INVALID_INPUT', 'REGISTRY_UNREACHABLE'].includes(error.code)
  );
}
