/** Go's own test runner. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asTest, execute, fresh, scratch, tooMuch } from './trial-execute.mjs';
import { readEvents, runApart, slowPackages, waits } from './trial-go-apart.mjs';

export const goEnv = {
  GOCACHE: join(scratch, 'go-cache'),
  // What the project has installed; nothing is fetched here.
  GOPATH: process.env['GOPATH'] ?? join(scratch, 'go'),
  GOFLAGS: '-mod=mod',
  GOTOOLCHAIN: 'local',
  GOPROXY: 'off',
};

const programs = new Map();

/** What a test of an unchanged package covers, from a program that is made once, whatever its tests are at first; null where there is none. */
async function coverWith(slot, folder, { pattern, cover, timeoutMs }) {
  if (!programs.has(folder)) programs.set(folder, makeCovering(slot, folder));
  const program = await programs.get(folder);
  if (program === null) return null;
  const argv = [program, `-test.run=${pattern}`, `-test.coverprofile=${cover}.go`];
  const ended = await execute(argv, { cwd: join(slot, folder), timeoutMs, env: goEnv });
  return [asTest(folder, ended)];
}

async function makeCovering(slot, folder) {
  const program = fresh('covering');
  const argv = ['go', 'test', '-c', '-vet=off', '-covermode=set', '-coverpkg=./...', '-o', program, folder];
  const made = await execute(argv, { cwd: slot, timeoutMs: 60_000, env: goEnv });
  return made.code === 0 ? program : null;
}

/** `go test -json` for the folders of the files. */
export async function runGo(slot, files, { timeoutMs, names, cover, changed }) {
  const folders = [...new Set(files.map((file) => `./${dirname(file)}`))];
  const chosen = names && `^(${[...new Set(names.map((name) => name.split(' > ').at(-1)?.split('/')[0]))].join('|')})$`;
  const pattern = chosen ? ['-run', chosen] : [];
  if (cover && chosen && changed.every((path) => path.endsWith('_test.go')) && folders.length === 1) {
    const covered = await coverWith(slot, folders[0], { pattern: chosen, cover, timeoutMs });
    if (covered) return covered;
  }
  const unchanged = changed.every((path) => path.endsWith('_test.go'));
  const how = { timeoutMs, env: goEnv, unchanged };
  const known = !names && waits(folders) ? await runApart(slot, folders, how) : null;
  const ended = known ?? (await runTogether(slot, folders, { pattern, cover, timeoutMs }));
  const slow = !known && !names && unchanged ? slowPackages(ended.events, timeoutMs) : new Set();
  const apart = slow.size > 0 ? await runApart(slot, folders, { ...how, only: slow }) : null;
  if (apart) ended.events = [...ended.events.filter((event) => !slow.has(event.Package)), ...apart.events];
  const tests = new Map();
  let ms = known?.ms ?? apart?.ms ?? 0;
  for (const event of ended.events) {
    if (!event.Test && event.Elapsed && !known) ms += event.Elapsed * 1000;
    if (!event.Test) continue;
    const key = `${event.Package} > ${event.Test}`;
    const one = tests.get(key) ?? { name: key, file: '', ok: null, message: '' };
    tests.set(key, one);
    if (event.Action === 'output') one.message += event.Output;
    if (event.Output?.startsWith('panic: test timed out') === true) one.late = true;
    // What is skipped says neither.
    if (event.Action === 'skip') tests.delete(key);
    if (event.Action === 'pass' || event.Action === 'fail') one.ok = event.Action === 'pass';
  }
  const all = [...tests.values()];
  // What was ended with the whole of it says nothing of its own.
  if (ended.late) for (const one of all) if (one.ok === null) one.late = true;
  const found = all
    .filter(({ name }) => !all.some((other) => other.name.startsWith(`${name}/`)))
    .map((one) => ({
      ...one,
      ok: one.ok === true,
      file: fileOfGo(slot, files, one),
      message: one.ok ? '' : `${one.late ? `${tooMuch}\n` : ''}${one.message.slice(0, 4000)}`,
    }));
  // How long the tests took, not how long they were made.
  return found.length > 0 ? Object.assign(found, { ms }) : [asTest(files.join(' '), ended)];
}

async function runTogether(slot, folders, { pattern, cover, timeoutMs }) {
  const argv = [
    'go',
    'test',
    '-json',
    '-vet=off',
    `-timeout=${Math.ceil(timeoutMs / 1000)}s`,
    ...pattern,
    ...(cover ? [`-coverprofile=${cover}.go`, '-covermode=set', '-coverpkg=./...'] : ['-count=1']),
    ...folders,
  ];
  const ended = await execute(argv, { cwd: slot, timeoutMs: timeoutMs + 60_000, env: goEnv });
  return { ...ended, events: readEvents(ended.stdout) };
}

function fileOfGo(slot, files, { name }) {
  const top = name.split(' > ').at(-1)?.split('/')[0] ?? '';
  return (
    files.find((file) => new RegExp(`func ${top}\\(`).test(readFileSync(join(slot, file), 'utf8'))) ?? files[0] ?? ''
  );
}
