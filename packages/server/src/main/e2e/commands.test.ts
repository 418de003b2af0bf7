import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRepository, openPlace, passing, type Place } from './testing-launcher.ts';

let place: Place;
beforeAll(() => {
  place = openPlace();
});
afterAll(() => place[Symbol.asyncDispose]());

const create = (name: string) => `create file ${name} with "hello"`;

describe('words that are wrong', () => {
  test('end with 2, say what is wrong and what to do, and never show a stack', async () => {
    const cases: [string[], RegExp][] = [
      [['bild', 'x'], /unknown command 'bild'[^]*Did you mean build/],
      [['jobs', 'lst'], /unknown command 'lst'[^]*Did you mean list/],
      [['jobs', 'list', '--status', 'foo'], /There is no status "foo"[^]*queued, running/],
      [['jobs', 'list', '-n', 'many'], /--limit takes a whole number/],
      [['jobs', 'show', 'nope'], /There is no job nope/],
      [['build', 'a todo API', '--constraint', 'foo'], /--constraint takes key=value/],
      [['build', 'a todo API', '--max-steps', '0'], /must be a number above 0/],
      [['build', 'a REST API for notes', '--constraint', 'framework=nosuch'], /nosuch/],
      [['--server', 'nowhere', 'jobs'], /not the address of a server/],
      [['build', 'a todo API', '--sandbox', 'none'], /Allowed choices are bubblewrap, process/],
      [['review', '/nonexistent'], /There is nothing at \/nonexistent/],
      [['run', create('a.md')], /needs a repository/],
      [['verify', './nope.json'], /There is no file/],
      [['verify', '/tmp'], /\/tmp is a folder/],
      [['verify', '/dev/zero'], /\/dev\/zero is not a file/],
      [['ledger', 'checkpoint', '--verify', join(import.meta.dirname, '../runtime.ts')], /not a checkpoint/],
      [['serve', '--port', 'abc'], /--port takes a whole number/],
      [['completion', 'tcsh'], /bash, zsh, fish/],
    ];
    for (const [args, words] of cases) {
      const { code, stderr } = await place.run(args);
      expect(stderr, args.join(' ')).toMatch(words);
      expect(stderr, args.join(' ')).not.toMatch(/^\s+at /m);
      expect(code, args.join(' ')).toBe(2);
    }
  });

  test('that leave something open print the questions and whole requests to start from, and end with 3', async () => {
    for (const args of [['build'], ['build', ''], ['build', 'make something nice']]) {
      const { code, stderr, stdout } = await place.run(args);
      expect(code).toBe(3);
      expect(stderr).toMatch(/^ {2}\? .+/m);
      expect(stderr).toMatch(/^ {2}e\.g\. .+/m);
      expect(stdout).toBe('');
    }
    expect((await place.run(['jobs'])).stdout).toContain('No jobs yet');
  });
});

describe('what is not there', () => {
  test('a home that cannot be made ends with 5 and names the variable', async () => {
    const file = join(place.folder, 'file');
    writeFileSync(file, '');
    for (const home of [join(file, 'home'), '/proc/nowhere/home']) {
      const { code, stderr } = await place.run(['jobs'], { env: { CODEWRIGHT_HOME: home } });
      expect({ code, stderr }).toMatchObject({
        code: 5,
        stderr: expect.stringMatching(/cannot be written[^]*CODEWRIGHT_HOME/),
      });
    }
  });

  test('without a place for temporary files a job ends with 5 and says which', async () => {
    const repo = makeRepository(join(place.folder, 'temporary'));
    const { code, stderr } = await place.run(['run', create('a.md'), '--repo', repo], { env: { TMPDIR: '/none' } });
    expect({ code, stderr }).toMatchObject({ code: 5, stderr: expect.stringMatching(/in \/none[^]*set TMPDIR/) });
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('invalid settings end with 2 and name file and setting; doctor shows them beside what works', async () => {
    const home = join(place.folder, 'invalid');
    mkdirSync(home);
    writeFileSync(join(home, 'config.yaml'), 'log: {level: loud}\n');
    const env = { CODEWRIGHT_HOME: home };
    const wrong = await place.run(['jobs'], { env });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining(`log.level in ${home}/config.yaml`) });
    const doctor = await place.run(['doctor'], { env });
    expect(doctor).toMatchObject({ code: 5, stdout: expect.stringMatching(/✓ node[^]*✗ settings/) });
    writeFileSync(join(home, 'config.yaml'), 'log: {level: info}\n');
    expect((await place.run(['jobs'], { env })).code).toBe(0);
  });

  test('without bubblewrap nothing is begun: 5, the fix is named, no job is left behind', async () => {
    const bin = join(place.folder, 'bin');
    mkdirSync(bin);
    for (const name of ['git', 'npm', 'node', 'sh']) symlinkSync(`/usr/bin/${name}`, join(bin, name));
    const env = { PATH: bin, CODEWRIGHT_HOME: join(place.folder, 'bare') };
    const refused = await place.run(['build', 'a REST API for a todo app'], { env });
    expect(refused).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/bubblewrap[^]*What to do: .*bubblewrap/i),
    });
    expect((await place.run(['jobs'], { env })).stdout).toContain('No jobs yet');
    const doctor = await place.run(['doctor'], { env });
    expect(doctor).toMatchObject({ code: 5, stdout: expect.stringMatching(/✗ sandbox[^]*what to do/) });
    expect(doctor.stdout).toMatch(/✓ storage/);
  });
});

describe('a job', () => {
  test('runs to its end on a repository: 0, progress on stderr, the result on stdout, verified afterwards', async () => {
    const repo = makeRepository(join(place.folder, 'repo'));
    // A folder and a file whose names are no UTF-8 are in nobody's way.
    for (const name of ['odd', 'odd/caf']) {
      const odd = Buffer.concat([Buffer.from(join(repo, name)), Buffer.from([0xe9])]);
      mkdirSync(Buffer.concat([odd, Buffer.from('/in')]), { recursive: true });
      writeFileSync(Buffer.concat([odd, Buffer.from('/in/caf'), Buffer.from([0xe9])]), '');
    }
    place.git(repo, 'add', '--all');
    place.git(repo, 'commit', '--quiet', '--message=Odd');
    writeFileSync(join(repo, 'mine.txt'), 'not committed\n');
    const done = await place.run(['run', create('docs/notes.md')], { cwd: join(repo) });
    expect(done.stderr).toMatch(/▸ Making the change/);
    expect(done.stderr).toMatch(/✓ write docs\/notes\.md/);
    expect(done.stdout).toMatch(/✓ Done: \d of \d checks passed/);
    expect(done.stdout).toMatch(/Result +branch codewright\/\w{8} in /);
    expect(done.stdout).toMatch(/Change +1 file, \+1 −0 lines/);
    expect(done.code).toBe(0);
    // The user's own tree is left alone.
    expect(existsSync(join(repo, 'docs'))).toBe(false);
    expect(readFileSync(join(repo, 'mine.txt'), 'utf8')).toBe('not committed\n');

    const [id = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(done.stdout) ?? [];
    expect(await place.run(['verify', id.slice(-8)])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Everything holds'),
    });
    expect((await place.run(['jobs', 'show', id])).stdout).toContain('sha256:');
    expect((await place.run(['jobs', 'diff', id])).stdout).toContain('+hello');
    expect((await place.run(['jobs', 'wait', id])).code).toBe(0);
    expect((await place.run(['ledger', 'verify'])).code).toBe(0);
  });

  test('as JSON is one entry to a line, the report last, and nothing else on stdout', async () => {
    const repo = makeRepository(join(place.folder, 'json'));
    const { stdout, code } = await place.run(['run', create('a.md'), '--repo', repo, '--json']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; seq?: number });
    expect(lines.at(-1)).toMatchObject({ kind: 'report', job: { status: 'succeeded' } });
    expect(lines.slice(0, -1).map(({ seq }) => seq)).toEqual(lines.slice(0, -1).map((_, index) => index + 1));
    expect(code).toBe(0);
  });

  test('goes on when nobody reads its output, and no command minds a closed pipe', async () => {
    const repo = makeRepository(join(place.folder, 'pipe'));
    const shell = `node "$LAUNCHER" run '${create('b.md')}' --repo '${repo}' --json | head -1; echo "code $\{PIPESTATUS[0]}"`;
    const cut = await place.run([], { shell });
    expect(cut.stdout).toMatch(/^\{.*job_created.*\}\ncode 0\n$/);
    expect(cut.stderr).not.toMatch(/EPIPE|^\s+at /m);
    const list = await place.run([], { shell: `node "$LAUNCHER" config | head -1; echo "code $\{PIPESTATUS[0]}"` });
    expect(list).toMatchObject({ stdout: expect.stringMatching(/code 0/), stderr: '' });
    const full = await place.run([], { shell: 'node "$LAUNCHER" config >/dev/full' });
    expect(full).toMatchObject({ code: 5, stderr: expect.stringMatching(/^codewright: The output could not .*\n$/) });
  });

  test('that fails its checks ends with 1, one that hits its limit with 4', async () => {
    const failing = { 'a.test.js': "import test from 'node:test'; test('no', () => { throw new Error('x'); });\n" };
    const repo = makeRepository(join(place.folder, 'failing'), { ...passing, ...failing });
    const failed = await place.run(['run', create('c.md'), '--repo', repo]);
    expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ Failed') });
    const fine = makeRepository(join(place.folder, 'limit'));
    const limited = await place.run(['run', create('c.md'), '--repo', fine, '--max-steps', '2']);
    expect(limited).toMatchObject({ code: 4, stdout: expect.stringMatching(/What to do: .*--max-steps/) });
  });

  test('without a sandbox says so loudly, and so does its record', async () => {
    const repo = makeRepository(join(place.folder, 'open'));
    const done = await place.run(['run', create('d.md'), '--repo', repo, '--sandbox', 'process']);
    expect(done.stderr).toContain('NO SANDBOX');
    expect(done.stdout).toMatch(/WITHOUT a sandbox/);
    expect((await place.run(['ledger', 'search', 'WITHOUT'])).stdout).toContain('Workspace opened WITHOUT a sandbox');
    const boxed = await place.run(['run', create('e.md'), '--repo', repo]);
    expect(boxed.stdout + boxed.stderr).not.toMatch(/WITHOUT|NO SANDBOX/);
  });

  test('that is only queued is done by a worker, which drains when it is told to stop', async () => {
    const repo = makeRepository(join(place.folder, 'detached'));
    const queued = await place.run(['run', create('f.md'), '--repo', repo, '--detach']);
    const id = queued.stdout.trim();
    expect(queued).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f-]{36}\n$/) });
    expect((await place.run(['jobs', 'list', '--json', '-s', 'queued'])).stdout).toContain(id);
    const worker = place.start(['worker']);
    expect((await place.run(['jobs', 'wait', id])).code).toBe(0);
    worker.child.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
  });

  test('is cancelled by Ctrl-C: 130, and the record says by whom', async () => {
    const slow = {
      'a.test.js': "import test from 'node:test'; test('slow', () => new Promise((r) => setTimeout(r, 60_000)));\n",
    };
    const repo = makeRepository(join(place.folder, 'slow'), { ...passing, ...slow });
    const job = place.start(['run', create('g.md'), '--repo', repo]);
    await job.says(/▸ Making the change/);
    job.child.kill('SIGINT');
    await job.says(/press Ctrl-C again/);
    const ended = await job.ended;
    expect(ended).toMatchObject({ code: 130, stdout: expect.stringContaining('■ Cancelled') });
  });
});

test('init writes a project file that is valid, and never over one that is there', async () => {
  const folder = join(place.folder, 'project');
  mkdirSync(folder);
  expect((await place.run(['init', folder])).code).toBe(0);
  const file = join(folder, '.codewright/config.yaml');
  expect((await place.run(['config'], { cwd: folder })).code).toBe(0);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/^# (?=(change|caps|sandbox):| {2,}\S)/gm, ''));
  const shown = await place.run(['config'], { cwd: folder });
  expect(shown.stdout).toMatch(/^change\.maxFiles +5 +project file/m);
  expect(shown.stdout).toMatch(/^sandbox\.commandSeconds +120 +project file/m);
  expect(shown.stdout).toMatch(/^worker\.concurrency +1 +default/m);
  expect(await place.run(['init', folder])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('exists already'),
  });
});

test('bash completes commands, flags and job ids', async () => {
  const bin = join(place.folder, 'own-bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'codewright'), `#!/bin/sh\nexec node "$LAUNCHER" "$@"\n`);
  chmodSync(join(bin, 'codewright'), 0o755);
  const complete = async (...words: string[]) => {
    const list = words.map((word) => `'${word}'`).join(' ');
    const shell = `eval "$(codewright completion bash)"; COMP_WORDS=(codewright ${list}); COMP_CWORD=${words.length}; _codewright; printf '%s\\n' "$\{COMPREPLY[@]}"`;
    return (
      await place.run([], { shell, env: { PATH: `${bin}:${dirname(process.execPath)}:${place.env['PATH']}` } })
    ).stdout
      .trim()
      .split('\n');
  };
  expect(await complete('bu')).toEqual(['build']);
  expect(await complete('jobs', 'can')).toEqual(['cancel']);
  expect(await complete('build', 'some words', '--max-s')).toEqual(['--max-steps']);
  const [first = ''] = (await place.run(['jobs', 'list', '--json', '-n', '1'])).stdout.split('\n');
  const { id } = JSON.parse(first) as { id: string };
  expect(await complete('jobs', 'show', id.slice(0, 34))).toContain(id);
});
