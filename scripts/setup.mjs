// Makes a fresh clone ready: packages, the system's tools, the bundle. Plain JavaScript that any Node >= 18 reads,
// because it is what brings the pinned Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line) => process.stderr.write(`setup: ${line}\n`);

/** What the system must bring: the command that proves it is there, the Debian package, and what is lost without it. */
const systemTools = [
  { command: 'git', package: 'git', without: 'no repository can be read or made' },
  { command: 'bwrap', package: 'bubblewrap', without: 'nothing is executed: the sandbox fails closed' },
  { command: 'prlimit', package: 'util-linux', without: 'the sandbox cannot limit CPU, memory and processes' },
];
const testTools = [
  { command: 'initdb', package: 'postgresql', without: 'the PostgreSQL tests fail' },
  { command: 'python3', package: 'python3', without: 'the tests of projects in Python fail' },
  { command: 'pytest-3', package: 'python3-pytest', without: 'the tests of projects tested by pytest fail' },
  { command: 'mypy', package: 'mypy', without: 'the tests of projects in Python cannot look at their types' },
  { command: 'go', package: 'golang-go', without: 'the tests of projects in Go fail' },
  { command: 'cargo', package: 'cargo', without: 'the tests of projects in Rust fail' },
  { command: 'rustfmt', package: 'rustfmt', without: 'the tests of projects in Rust cannot look at their format' },
  { command: 'cargo-clippy', package: 'rust-clippy', without: 'the tests of projects in Rust are not linted' },
  { command: 'chromium', package: 'chromium', without: 'the tests of the dashboard fail' },
];

/** The Node that everything runs on: the pinned one when it is installed, else this one if it is new enough. */
export function pinnedNode() {
  const { platform, arch } = process;
  const names = [
    `node-${platform}-${arch}`,
    `node-bin-${platform}-${arch}`,
    platform === 'win32' ? `node-win-${arch}` : '',
  ];
  for (const name of names.filter(Boolean)) {
    for (const bin of ['bin/node', 'bin/node.exe']) {
      const file = join(root, 'node_modules', name, bin);
      if (existsSync(file)) return file;
    }
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  fail(
    `this is Node ${process.versions.node}; Codewright needs Node 22.18 or newer`,
    'install Node 24 from https://nodejs.org',
  );
}

export function fail(what, hint) {
  say(`${what}.`);
  say(`What to do: ${hint}.`);
  process.exit(5);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
}

function has(command) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  if (command === 'initdb' && existsSync('/usr/lib/postgresql')) {
    folders.push(...readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`));
  }
  return folders.some((folder) => folder && existsSync(join(folder, command)));
}

function installPackages() {
  const lock = join(root, 'package-lock.json');
  const stamp = join(root, 'node_modules', '.codewright-setup');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing the npm packages …');
  const started = Date.now();
  // Not `npm ci`: it refuses a lock that lacks optional packages of other platforms, and a registry may not carry all of
  // them. This takes the lock's versions just the same and does not write to it.
  const result = run('npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (result.status !== 0) {
    fail(
      `npm install ended with ${result.status ?? result.signal ?? result.error?.message}`,
      'check that the npm registry answers (npm ping), then start again; nothing else has been changed',
    );
  }
  writeFileSync(stamp, wanted);
  say(`npm packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

function installSystemTools(tools) {
  const missing = tools.filter((tool) => !has(tool.command));
  if (missing.length === 0 || process.platform !== 'linux') return;
  const packages = missing.map((tool) => tool.package);
  const byHand = `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  const root = process.getuid?.() === 0;
  const sudo = !root && has('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!has('apt-get') || !(root || sudo)) {
    for (const tool of missing) say(`${tool.command} is missing: without it ${tool.without}.`);
    say(`What to do: ${has('apt-get') ? byHand : `install ${packages.join(', ')} with your system's package manager`}`);
    return;
  }
  say(`installing ${packages.join(', ')} with apt-get (${missing.map((tool) => tool.command).join(', ')} missing) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run(root ? 'apt-get' : 'sudo', root ? args : ['-n', 'apt-get', ...args], { env });
  if (apt('install', '-y', '-qq', ...packages).status !== 0) {
    apt('update', '-qq');
    if (apt('install', '-y', '-qq', ...packages).status !== 0) say(`apt-get failed. What to do: ${byHand}`);
  }
}

function newestChange(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function bundle() {
  const target = join(root, 'packages/server/dist/codewright.cjs');
  const sources = ['packages/dashboard', 'packages/protocol', 'packages/server', 'scripts'].map((folder) =>
    newestChange(join(root, folder)),
  );
  if (existsSync(target) && statSync(target).mtimeMs > Math.max(...sources)) return;
  rmSync(dirname(target), { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  // Before the bundle: it is a part of what the bundle's time stands for.
  buildDashboard();
  const result = run(pinnedNode(), [join(root, 'scripts/bundle.ts')]);
  if (result.status !== 0)
    fail('the bundle could not be made', 'read the error above; npm run check shows type errors');
  // Without git or a sandbox there is nothing to warm up with: then every start parses what it runs.
  run(pinnedNode(), [join(root, 'scripts/warm.ts')], { stdio: 'ignore' });
}

/** Without it the server works all the same and has no pages. */
function buildDashboard() {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const result = run(pinnedNode(), [vite, 'build'], { cwd: join(root, 'packages/dashboard') });
  if (result.status !== 0)
    fail('the dashboard could not be made', 'read the error above; npm run check shows type errors');
}

/** Everything that `npm start` (and, with `tests`, `npm test`) needs; does nothing when all is there. */
export function setUp({ tests = false } = {}) {
  installPackages();
  installSystemTools(tests ? [...systemTools, ...testTools] : systemTools);
  bundle();
}

/** Runs the pinned Node in the foreground and ends as it ends. */
export function handOver(args) {
  const result = spawnSync(pinnedNode(), args, { stdio: 'inherit', cwd: process.env.INIT_CWD ?? process.cwd() });
  if (result.signal) process.kill(process.pid, result.signal);
  process.exitCode = result.status ?? 1;
}
