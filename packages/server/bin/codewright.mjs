#!/usr/bin/env node
// The launcher: plain JavaScript that any Node >= 18 reads. It answers --version itself, runs the bundle when this Node is
// new enough, and otherwise hands over to the pinned Node.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
if (args[0] === '--version' || args[0] === '-V') {
  process.stdout.write(`${JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version}\n`);
} else {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) {
    if (major === 22) keepQuietAboutSqlite();
    const bundle = freshBundle();
    const { runCli } = bundle
      ? (await import('./bundle.mjs')).loadBundle(bundle).exports
      : await import(pathToFileURL(join(home, 'src/main.ts')).href);
    process.exitCode = await runCli(args);
  } else {
    handOver();
  }
}

/** The bundle, unless a source has changed since it was made: whoever edits the sources runs what was edited. */
function freshBundle() {
  const bundle = join(home, 'dist/codewright.cjs');
  if (!existsSync(bundle)) return null;
  // An installed package has no sources.
  if (!existsSync(join(home, 'src/main.ts'))) return bundle;
  const sources = [join(home, 'src'), join(home, '../protocol/src')].filter((folder) => existsSync(folder));
  const made = statSync(bundle).mtimeMs;
  return sources.some((folder) => changedSince(folder, made)) ? null : bundle;
}

function changedSince(folder, time) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    // Not join(): it looks at every character of some hundred paths, at each start.
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return changedSince(path, time);
    return !/\.test\.ts$|^testing/.test(entry.name) && statSync(path).mtimeMs > time;
  });
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
  const child = spawn(found, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
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
