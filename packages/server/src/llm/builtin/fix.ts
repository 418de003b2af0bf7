import type { JsonObject } from '@codewright/protocol/json';
import { lacksOnlyUnpublished } from '../../shared/installers.ts';
import { call, type Ending, excerpt, failed, objectOf, type Part, type Result, stringOf, textsOf } from './program.ts';

/** What is wrong with the tree as it stands. */
export interface Problem {
  what: 'types or lint' | 'tests';
  text: string;
}

/** Whether a project has checks at all, and what they find. */
export interface Checked {
  problems: Problem[];
  tested: boolean;
  /** The project declares a type check or a linter. */
  linted: boolean;
}

/** Install scripts of packages never run: what they are for must work without them. */
export function* install(...options: string[]): Part<Result> {
  return yield call('run_command', {
    command: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...options],
    network: 'install',
  });
}

/** What can be done where npm names its trouble by one of these codes: its own page of them is https://docs.npmjs.com/common-errors. */
const remedies: readonly [codes: RegExp, remedy: string][] = [
  [
    /SELF_SIGNED_CERT|DEPTH_ZERO|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_/,
    'npm does not trust the certificate of its registry. Where a registry or proxy of your own signs it, name its authority: npm config set cafile FILE.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    'The registry cannot be reached. Try again when it can, or name one that can be: npm config set registry URL (proxies: proxy, https-proxy). `codewright doctor` tries it.',
  ],
  [/E401|E403|ENEEDAUTH/, 'The registry lets only those in whom it knows: npm login, then try again.'],
  [/ENOSPC|EDQUOT/, 'There is no room left on the disk.'],
];

export function notInstalled({ text }: Result): Ending {
  const told = excerpt(text, 20);
  const [, remedy] = remedies.find(([codes]) => codes.test(text)) ?? [];
  return failed(`The packages could not be installed: ${told}${remedy === undefined ? '' : `\n${remedy}`}`);
}

/** What a program needs to know of an existing repository before it works in it. */
export interface Surroundings {
  /** The scripts of package.json by name; empty where there is none. */
  scripts: { [name: string]: string };
  /** It declares packages. */
  packages: boolean;
  /** npm's lock file is there. */
  locked: boolean;
}

export function* lookAround(): Part<Surroundings> {
  const listed = yield call('list_files');
  const names = textsOf(objectOf(listed.data)['entries']);
  const locked = names.includes('package-lock.json') || names.includes('npm-shrinkwrap.json');
  if (!names.includes('package.json')) return { scripts: {}, packages: false, locked };
  const manifest = yield* readManifest();
  const packages = ['dependencies', 'devDependencies', 'optionalDependencies'].some(
    (kind) => Object.keys(objectOf(manifest[kind])).length > 0,
  );
  return { scripts: scriptsOf(manifest), packages, locked };
}

/** Installs the packages of an existing repository. No lock file is written or changed: nobody asked for that. */
export function* installInto({ locked }: Pick<Surroundings, 'locked'>): Part<Result> {
  if (!locked) return yield* install('--no-package-lock');
  const strictly = yield call('run_command', {
    command: ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    network: 'install',
  });
  return lacksOnlyUnpublished(strictly.text) ? yield* install('--no-package-lock') : strictly;
}

function* readManifest(): Part<JsonObject> {
  const read = yield call('read_file', { path: 'package.json' });
  if (read.status !== 'ok') return {};
  try {
    return objectOf(JSON.parse(read.text));
  } catch {
    return {};
  }
}

function scriptsOf(manifest: JsonObject): { [name: string]: string } {
  const found = Object.entries(objectOf(manifest['scripts']));
  return Object.fromEntries(found.map(([name, line]) => [name, stringOf(line)]));
}

/** The options by which the linters of this table mend what they find. */
const fixOptions = [
  [/\b(eslint|oxlint|ruff|stylelint)\b/, '--fix'],
  [/\b(biome)\b/, '--write'],
] as const;

/** Formats and lets the linter mend what it can. Returns the names of what was run. */
export function* tidy(scripts?: Surroundings['scripts']): Part<string[]> {
  const known = scripts ?? scriptsOf(yield* readManifest());
  const ran: string[] = [];
  if (known['format']) {
    yield call('run_command', { command: ['npm', 'run', '--silent', 'format'] });
    ran.push('the formatter');
  }
  const lint = known['lint:fix'] ? 'lint:fix' : 'lint';
  const line = known[lint];
  const option = fixOptions.find(([linter]) => linter.test(line ?? ''))?.[1];
  if (line && (lint === 'lint:fix' || option)) {
    const extra = lint === 'lint:fix' || line.includes(option ?? '') ? [] : ['--', option as string];
    yield call('run_command', { command: ['npm', 'run', '--silent', lint, ...extra] });
    ran.push("the linter's own fixes");
  }
  return ran;
}

/**
 * Runs the project's own type check, linter and tests. What the project does not have is no problem of the work, and after `before` is not
 * asked for again.
 */
export function* check(before?: Checked): Part<Checked> {
  const problems: Problem[] = [];
  const lints = before?.linted === false ? null : yield call('read_lints');
  if (lints?.status === 'failed') problems.push({ what: 'types or lint', text: lints.text });
  const tests = yield call('run_tests');
  if (tests.status === 'failed') problems.push({ what: 'tests', text: tests.text });
  const told = (result: Result | null) => result?.status === 'ok' || result?.status === 'failed';
  return { problems, tested: told(tests), linted: told(lints) };
}

/**
 * Checks, and while something is red tries what a program can: tidying first, then a fresh install, then every known fix. `existing`: the repository
 * that it works in, where that is no new project.
 */
export function* mend(existing?: Surroundings): Part<Checked & { tried: string[] }> {
  let checked = yield* check();
  const tried: string[] = [];
  if (checked.problems.length > 0) {
    tried.push(...(yield* tidy(existing?.scripts)));
    if (tried.length > 0) checked = yield* check(checked);
  }
  if (checked.problems.length > 0 && existing?.packages !== false) {
    const installed = existing ? yield* installInto(existing) : yield* install();
    if (installed.status === 'ok') {
      tried.push('a fresh install');
      checked = yield* check(checked);
    }
  }
  if (checked.problems.length > 0) {
    tried.push('every known fix');
    yield call('mend_problems');
    checked = yield* check(checked);
  }
  return { ...checked, tried };
}

/** For a person: what is red, and what was done about it. */
export function describeProblems(problems: Problem[], tried: string[]): string {
  const after = tried.length > 0 ? ` after ${tried.join(', ')}` : '';
  const names = problems.map(({ what }) => what).join(' and ');
  return [
    `The checks of ${names} still fail${after}. This needs a language model or a person.`,
    ...problems.map(({ what, text }) => `${what}:\n${excerpt(text, 20)}`),
  ].join('\n\n');
}
