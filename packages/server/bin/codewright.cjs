#!/usr/bin/env node
// The launcher: plain JavaScript that any Node >= 18 reads. It answers --version itself, runs the bundle when this Node is
// new enough, and otherwise hands over to the pinned Node.
// A script and no module: Node starts modules 4 ms later.
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join } = require('node:path');

const home = dirname(__dirname);
const args = process.argv.slice(2);
if (args[0] === '--version' || args[0] === '-V') {
  process.stdout.write(`${JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version}\n`);
} else {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) {
    if (major === 22) keepQuietAboutSqlite();
    run().catch((error) => {
      process.stderr.write(`${error?.stack ?? error}\n`);
      process.exitCode = 1;
    });
  } else {
    handOver();
  }
}

async function run() {
  const bundle = freshBundle();
  const { runCli } = bundle
    ? require('./bundle.cjs').loadBundle(bundle).exports
    : await import(require('node:url').pathToFileURL(join(home, 'src/main.ts')).href);
  process.exitCode = await runCli(args);
}

/** The bundle, unless a source has changed since it was made: whoever edits the sources runs what was edited. */
function freshBundle() {
  const bundle = join(home, 'dist/codewright.cjs');
  if (!existsSync(bundle)) return null;
  // An installed package has no sources.
  if (!existsSync(join(home, 'src/main.ts'))) return bundle;
  const made = statSync(bundle).mtimeMs;
  // Whatever a new source is needed by has changed too.
  const sources = readFileSync(join(home, 'dist/sources.txt'), 'utf8').split('\n');
  const changed = ({ mtimeMs } = { mtimeMs: Infinity }) => mtimeMs > made;
  return sources.some((path) => changed(statSync(`${home}/${path}`, { throwIfNoEntry: false }))) ? null : bundle;
}

/** Node 22 warns at each start that its SQLite is new; every other warning stays. */
function keepQuietAboutSqlite() {
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite')) return;
    emitWarning.call(process, warning, ...rest);
  };
}

function handOver() {
  const { spawn } = require('node:child_process');
  const { platform, arch } = process;
  const folders = [];
  for (let folder = home; folder !== dirname(folder); folder = dirname(folder))
    folders.push(join(folder, 'node_modules'));
  const names = [
    `node-${platform}-${arch}/bin/node`,
    `node-bin-${platform}-${arch}/bin/node`,
    `node-win-${arch}/bin/node.exe`,
  ];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  if (!found) {
    process.stderr.write(`codewright: this is Node ${process.versions.node}; Node 22.18 or newer is needed.\n`);
    process.stderr.write(
      'What to do: install Node 24 from https://nodejs.org, or run npm install again so that the pinned one comes along.\n',
    );
    process.exitCode = 5;
    return;
  }
  const child = spawn(found, [__filename, ...args], { stdio: 'inherit' });
  // The terminal sends these to the whole group: the child decides, this process only waits for it.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      if (name !== 'SIGINT') child.kill(name);
    });
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
