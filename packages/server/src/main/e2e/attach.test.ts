import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { expect, test, vi } from 'vitest';
import { openPlace, type Place, type Run, type RunOptions } from './testing-launcher.ts';

// Each starts a server and several commands, on a machine that does other things too, and waits for most of its time: two at once.
vi.setConfig({ maxConcurrency: 2 });

const create = (name: string) => `create file ${name} with "hello"`;
/** Tests that take a while, so that something can happen meanwhile. */
const slow = (ms: number) => ({
  'package.json': '{"name":"r","type":"module","scripts":{"test":"node --test"}}\n',
  'a.test.js': `import test from 'node:test'; test('slow', () => new Promise((r) => setTimeout(r, ${ms})));\n`,
});

const quickly = slow(1);

async function serve(
  place: Place,
  args: string[] = [],
  options?: RunOptions,
): Promise<{ server: Run; url: string; pid: number; token: string }> {
  const server = place.start(['serve', '--port', '0', ...args], options);
  const [url = ''] = await server.says(/http:\/\/127\.0\.0\.1:\d+/);
  await server.says(/^Try: curl/m);
  const token = readFileSync(join(place.state, 'keys/token'), 'utf8');
  return { server, url, pid: server.child.pid ?? 0, token };
}

/** A server that is killed instead leaves what its jobs started until the next one sweeps. */
async function end(server: Run): Promise<void> {
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
}

async function theJob(place: Place, ...flags: string[]): Promise<Job> {
  const { stdout } = await place.run([...flags, 'jobs', 'list', '--json', '-n', '1']);
  return JSON.parse(stdout) as Job;
}

/** The entries of a job, as a command without any server sees them; whole, in order, and no step of it twice. */
async function expectWhole(place: Place, job: string): Promise<LedgerEntry[]> {
  const { stdout } = await place.run(['--no-server', 'jobs', 'logs', job, '--json']);
  const entries = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LedgerEntry);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  const steps = entries.flatMap(({ data }) => ('step' in data && 'result' in data ? [data['step']] : []));
  expect(steps).toEqual([...new Set(steps)]);
  return entries;
}
const claims = (entries: LedgerEntry[]) => entries.filter(({ kind }) => kind === 'job_claimed');

test.concurrent('a command uses the running server of its home, and behaves as it does by itself', async () => {
  await using place = openPlace();
  const { server, url, pid } = await serve(place);
  const record = join(place.state, 'servers', `${pid}.json`);
  expect(statSync(record).mode & 0o777).toBe(0o600);
  expect(readFileSync(record, 'utf8')).not.toContain(readFileSync(join(place.state, 'keys/token'), 'utf8'));
  const repo = place.repository('repo', quickly);
  const shape = ({ stdout, code }: { stdout: string; code: number | null }) => ({
    code,
    lines: stdout.split('\n').map((line) => line.replaceAll(/\d+|[0-9a-f]{8}\b/g, '#').trim()),
  });

  const there = await place.run(['run', create('docs/a.md')], { cwd: repo });
  expect(there.stderr).toContain(`On the server at ${url}`);
  expect((await theJob(place)).worker).toContain(`:${pid}:`);
  const here = await place.run(['--no-server', 'run', create('docs/b.md')], { cwd: repo });
  expect(here.stderr).not.toContain('On the server');
  expect((await theJob(place)).worker).not.toContain(`:${pid}:`);
  expect(shape(there).code).toBe(0);
  expect(shape(there).lines.slice(0, 3)).toEqual(shape(here).lines.slice(0, 3));
  expect(there.stderr).toMatch(/✓ write docs\/a\.md/);

  const json = await place.run(['run', create('c.md'), '--json'], { cwd: repo });
  const lines = json.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; seq?: number });
  expect(lines.at(-1)).toMatchObject({ kind: 'report', job: { status: 'succeeded' } });
  expect(lines.slice(0, -1).map(({ seq }) => seq)).toEqual(lines.slice(0, -1).map((_, index) => index + 1));

  const { id } = await theJob(place);
  for (const args of [
    ['jobs', 'show', id],
    ['jobs', 'diff', id],
    ['jobs', 'logs', id],
    ['verify', id],
    ['jobs', 'wait', id],
  ]) {
    const [one, other] = [await place.run(args), await place.run(['--no-server', ...args])];
    expect([args[1], one]).toEqual([args[1], other]);
  }
  expect((await place.run(['ledger', 'search', 'Workspace'])).stdout).toContain('Workspace opened');
  expect((await place.run(['ledger', 'verify'])).code).toBe(0);
  expect((await place.run(['jobs', 'show', 'nope'])).code).toBe(2);
  expect(await place.run(['build', 'make something nice'])).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^ {2}\? /m),
  });
  expect((await place.run(['run', create('d.md'), '--max-steps', '2'], { cwd: repo })).code).toBe(4);
  expect((await place.run(['jobs', 'fork', id, 'nope'])).code).toBe(2);
  expect(await place.run(['jobs', 'merge', id])).toMatchObject({ code: 0, stdout: expect.stringContaining('Merged') });

  await end(server);
  expect(existsSync(record)).toBe(false);
  expect((await theJob(place)).status).toBeDefined();
});

test.concurrent('a new project goes into the folder of the command, not into that of the server', async () => {
  await using place = openPlace();
  const { server } = await serve(place);
  const elsewhere = join(place.folder, 'elsewhere');
  mkdirSync(elsewhere);
  const queued = await place.run(['build', 'A REST API for a todo app', '--detach'], { cwd: elsewhere });
  expect(queued.code).toBe(0);
  const job = await theJob(place);
  expect(job.request.output).toMatch(new RegExp(`^${elsewhere}/`));
  await place.run(['jobs', 'cancel', job.id]);
  await end(server);
});

test.concurrent('Ctrl-C cancels a job that the server runs, and the next one on its repository is done', async () => {
  await using place = openPlace();
  const { server } = await serve(place);
  const repo = place.repository('repo', slow(60_000));
  const job = place.start(['run', create('a.md'), '--repo', repo]);
  await job.says(/▸ Making the change/);
  const second = place.start(['run', create('c.md'), '--repo', place.repository('second', quickly)]);
  await second.says(/is busy: this job waits/);
  job.child.kill('SIGINT');
  await job.says(/press Ctrl-C again/);
  expect(await job.ended).toMatchObject({ code: 130, stdout: expect.stringContaining('■ Cancelled') });

  expect((await second.ended).code).toBe(0);
  await end(server);
});

/** What a server that has one job tells its client in the middle of a tool. */
const inTool = ['"event":"tool-started"', '"tool":"run_tests"'];

test.concurrent('SIGTERM only stops watching a job that the server runs', async () => {
  await using place = openPlace();
  const { server, pid } = await serve(place);
  const watched = place.start(['run', create('b.md'), '--repo', place.repository('quick', slow(5000))]);
  await watched.says(/▸ Making the change/);
  watched.child.kill('SIGTERM');
  expect(await watched.ended).toMatchObject({ code: 143, stderr: expect.stringMatching(/server .* goes on with it/) });
  const { id } = await theJob(place);
  expect((await place.run(['jobs', 'wait', id])).code).toBe(0);
  const entries = await expectWhole(place, id);
  expect(claims(entries)).toHaveLength(1);
  expect(claims(entries)[0]?.actor.id).toContain(`:${pid}:`);
  await end(server);
});

const moments = [
  ['SIGKILL', 'as soon as there is a job', ['"kind":"job_created"']],
  ['SIGKILL', 'in a tool', inTool],
  ['SIGTERM', 'in a tool', inTool],
  ['SIGKILL', 'in a gate', ['"event":"gate-started"']],
] as const;
test.concurrent.each(moments)(
  'a server that gets %s %s: the command says so and goes on by itself',
  async (signal, _when, moment) => {
    await using place = openPlace();
    const { server } = await serve(place, [], { hold: { at: moment } });
    const repo = place.repository('repo', slow(500));
    const job = place.start(['run', create('a.md'), '--repo', repo, '--json']);
    await server.held();
    server.child.kill(signal);
    server.child.kill('SIGCONT');
    const ended = await job.ended;
    expect(ended.stderr).toMatch(/server at .* does not answer.*Going on in this process/);
    expect(ended.code).toBe(0);
    const shown = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as LedgerEntry);
    expect(shown.at(-1)).toMatchObject({ kind: 'report', job: { status: 'succeeded' } });
    expect(shown.slice(0, -1).map(({ seq }) => seq)).toEqual(shown.slice(0, -1).map((_, index) => index + 1));
    const entries = await expectWhole(place, shown[0]?.job ?? '');
    // One claim where the server had not come to it yet.
    expect(claims(entries).length).toBeLessThanOrEqual(2);
    expect(claims(entries).at(-1)?.actor.id).not.toContain(`:${server.child.pid}:`);
    expect((await place.run(['jobs', 'list', '--json'])).stdout.trim().split('\n')).toHaveLength(1);
  },
);

test.concurrent('a server that was named is used, and when it goes away the command ends with how to go on', async () => {
  await using place = openPlace();
  const { server, url, token } = await serve(place);
  const repo = place.repository('repo', slow(30_000));
  // Another user: nothing of the first one's home.
  const env = { CODEWRIGHT_HOME: join(place.folder, 'other') };
  const refused = await place.run(['--server', url, 'jobs'], { env });
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('CODEWRIGHT_TOKEN') });
  const wrong = await place.run(['--server', url, 'jobs'], { env: { ...env, CODEWRIGHT_TOKEN: 'wrong' } });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('no valid token') });
  const own = { ...env, CODEWRIGHT_TOKEN: token, CODEWRIGHT_SERVER: url };
  expect(await place.run(['jobs'], { env: own })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('No jobs'),
  });
  const rebuild = await place.run(['--server', url, 'ledger', 'rebuild'], { env: own });
  expect(rebuild).toMatchObject({ code: 2, stderr: expect.stringContaining('where its database is') });

  const job = place.start(['run', create('a.md'), '--repo', repo], { env: own });
  await job.says(/▸ Making the change/);
  server.child.kill('SIGKILL');
  const ended = await job.ended;
  expect(ended).toMatchObject({ code: 5, stderr: expect.stringMatching(/does not answer[^]*durable[^]*--server/) });
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  const gone = await place.run(['jobs'], { env: own });
  expect(gone).toMatchObject({ code: 5, stderr: expect.stringContaining('does not answer') });
});

test.concurrent('the token is not sent to another program that has got the port of a dead server', async () => {
  await using place = openPlace();
  const asked: IncomingMessage[] = [];
  const stranger = createServer((request, response) => {
    asked.push(request);
    response.end('{"ok":true,"version":"0.1.0","proof":"00"}');
  });
  await new Promise<void>((ready) => stranger.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const { server, pid } = await serve(place, ['--workers', '0']);
  const file = join(place.state, 'servers', `${pid}.json`);
  const record = JSON.parse(readFileSync(file, 'utf8')) as object;
  await end(server);
  // A process that lives, with workers, the right version and database: all is well but who answers.
  writeFileSync(
    join(place.state, 'servers', '1.json'),
    JSON.stringify({ ...record, url, pid: process.pid, workers: 1 }),
  );
  expect(await place.run(['jobs'])).toMatchObject({ code: 0, stdout: expect.stringContaining('No jobs') });
  const named = await place.run(['--server', url, 'jobs']);
  expect(named).toMatchObject({ code: 2, stderr: expect.stringContaining('no token for the server') });
  expect(asked.length).toBe(2);
  for (const request of asked) expect(request.headers.authorization).toBeUndefined();
  // A record of a process that is gone is cleared away.
  writeFileSync(join(place.state, 'servers', '1.json'), JSON.stringify({ ...record, pid }));
  await place.run(['jobs']);
  expect(readdirSync(join(place.state, 'servers'))).toEqual([]);
  await new Promise((closed) => stranger.close(closed));
});

test.concurrent('a server that hangs holds no command up', async () => {
  await using place = openPlace();
  const { server, url, pid } = await serve(place);
  server.child.kill('SIGSTOP');
  const list = await place.run(['jobs']);
  expect(list).toMatchObject({ code: 0, stdout: expect.stringContaining('No jobs') });
  expect(list.stderr).toContain(`The server at ${url} (process ${pid}) does not answer`);
  server.child.kill('SIGCONT');
  await end(server);
});

test.concurrent('a server that does no work, or keeps its jobs elsewhere, is left alone', async () => {
  await using place = openPlace();
  const { server, pid } = await serve(place, ['--workers', '0']);
  const repo = place.repository('repo', quickly);
  const done = await place.run(['run', create('a.md')], { cwd: repo });
  expect(done.code).toBe(0);
  expect(done.stderr).not.toContain('On the server');
  const file = join(place.state, 'servers', `${pid}.json`);
  const record = JSON.parse(readFileSync(file, 'utf8')) as object;
  for (const other of [{ storage: 'another' }, { version: '9.9.9' }]) {
    writeFileSync(file, JSON.stringify({ ...record, workers: 1, ...other }));
    const own = await place.run(['run', create('b.md'), '--detach'], { cwd: repo });
    expect(own.stderr).not.toContain('On the server');
    expect(own.stderr.includes('9.9.9')).toBe('version' in other);
  }
  // The control: the same record as it should be is used.
  writeFileSync(file, JSON.stringify({ ...record, workers: 1 }));
  expect((await place.run(['run', create('c.md'), '--detach'], { cwd: repo })).stderr).toContain('On the server');
  await end(server);
});
