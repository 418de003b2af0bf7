/** Go's own test runner. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asTest, execute, fresh, scratch, tooMuch } from './trial-execute.mjs';

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
  const key = folder;
  if (!programs.has(key)) {
    const program = fresh('covering');
    const argv = ['go', 'test', '-c', '-vet=off', '-covermode=set', '-coverpkg=./...', '-o', program, folder];
    const made = await execute(argv, { cwd: slot, timeoutMs: 60_000, env: goEnv });
    programs.set(key, made.code === 0 ? program : null);
  }
  const program = programs.get(key);
  if (program === null) return null;
  const argv = [program, `-test.run=${pattern}`, `-test.coverprofile=${cover}.go`];
  const ended = await execute(argv, { cwd: join(slot, folder), timeoutMs, env: goEnv });
  return [asTest(folder, ended)];
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
  const tests = new Map();
  let ms = 0;
  for (const line of ended.stdout.split('\n')) {
    const event = line.startsWith('{') ? JSON.parse(line) : null;
    if (event && !event.Test && event.Elapsed) ms += event.Elapsed * 1000;
    if (!event?.Test) continue;
    const key = `${event.Package} > ${event.Test}`;
    const one = tests.get(key) ?? { name: key, file: '', ok: null, message: '' };
    tests.set(key, one);
    if (event.Action === 'output') one.message += event.Output;
    if (event.Output?.startsWith('panic: test timed out') === true) one.late = true;
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

function fileOfGo(slot, files, { name }) {
  const top = name.split(' > ').at(-1)?.split('/')[0] ?? '';
  return (
    files.find((file) => new RegExp(`func ${top}\\(`).test(readFileSync(join(slot, file), 'utf8'))) ?? files[0] ?? ''
  );
}
