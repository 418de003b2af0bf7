import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRepository, openPlace, type Place, type Run } from './main/e2e/testing-launcher.ts';
import {
  CodewrightError,
  createCodewright,
  type CodewrightOptions,
  type MemoryChangeInput,
  type Progress,
} from './sdk.ts';
import { isTooOld } from './sdk/node-version.ts';

const slow = {
  'package.json': '{"name":"r","type":"module","scripts":{"test":"node --test"}}\n',
  'a.test.js': "import test from 'node:test'; test('slow', () => new Promise((r) => setTimeout(r, 60_000)));\n",
};
const goal = 'create file docs/a.md with "hello"';

let folder: string;
let server: { place: Place; run: Run; options: CodewrightOptions };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'codewright-sdk-'));
  const place = openPlace();
  const run = place.start(['serve', '--port', '0']);
  const [url = ''] = await run.says(/http:\/\/127\.0\.0\.1:\d+/);
  await run.says(/^Try: curl/m);
  const token = readFileSync(join(place.state, 'keys/token'), 'utf8');
  server = { place, run, options: { server: url, token } };
});
afterAll(async () => {
  server.run.child.kill('SIGTERM');
  await server.run.ended;
  await server.place[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ways: [string, () => CodewrightOptions][] = [
  ['in process', () => ({ home: join(folder, 'home') })],
  ['against a server', () => server.options],
];

describe('the three examples of the design', () => {
  test('a sentence becomes a proven project, told as it is made', async () => {
    const own = join(folder, 'projects');
    mkdirSync(own);
    await using coder = createCodewright({ home: join(folder, 'home'), folder: own });
    const seen: Progress[] = [];
    for await (const progress of coder.buildWithProgress('Create a REST API for notes with a title'))
      seen.push(progress);
    const percentages = seen.map(({ percentage }) => percentage);
    expect(percentages).toEqual(percentages.toSorted((one, other) => one - other));
    expect([percentages[0], percentages.at(-1)]).toEqual([0, 100]);
    expect(seen.every(({ currentTask }) => currentTask !== '')).toBe(true);
    expect(seen.slice(0, -1).every(({ result }) => result === null)).toBe(true);
    const result = seen.at(-1)?.result;
    expect(result).toMatchObject({ success: true, status: 'succeeded', errors: [] });
    const { projectPath, techStack, packages, metrics, gates } = result as Awaited<ReturnType<typeof coder.build>>;
    expect(projectPath).toMatch(new RegExp(`^${own}/`));
    expect(existsSync(join(projectPath ?? '', 'package.json'))).toBe(true);
    expect(techStack).toMatchObject({ language: 'typescript', framework: expect.any(String) });
    expect(Object.keys(packages).length).toBeGreaterThan(0);
    expect(metrics).toMatchObject({ gatesFailed: 0, files: expect.any(Number), linesAdded: expect.any(Number) });
    expect(metrics.files).toBeGreaterThan(5);
    // Its success rests on what was run, not on what was said.
    expect(gates.find(({ gate }) => gate === 'tests')?.evidence[0]).toMatchObject({ exitCode: 0 });
  });

  test('constraints that cannot be met are said before any work, with a settings file of one’s own', async () => {
    const config = join(folder, 'custom_config.yaml');
    writeFileSync(config, 'caps: {build: {steps: 77}}\n');
    await using coder = createCodewright({ home: join(folder, 'home'), config });
    const result = await coder.build({
      description: 'Build a REST API for a library: books and authors',
      constraints: { framework: 'no-such-framework', database: 'postgresql' },
      preferences: { testing: 'playwright', styling: 'tailwind' },
    });
    expect(result).toMatchObject({ success: false, status: 'refused', job: null, projectPath: null });
    expect(result.errors[0]?.message).toMatch(/no-such-framework/);
    // The control: the settings file holds, which a job shows that is made.
    const client = await coder.client();
    const { job } = await client.submit({ goal: 'A REST API for a library: books and authors', mode: 'build', folder });
    expect(job.caps.steps).toBe(77);
    await client.cancel(job.id);
  });

  test('words that leave everything open end with the question, in the loop as well', async () => {
    await using coder = createCodewright({ home: join(folder, 'home') });
    const seen: Progress[] = [];
    for await (const progress of coder.buildWithProgress('make something nice')) seen.push(progress);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.result).toMatchObject({ success: false, errors: [{ code: 'ABSTAINED' }] });
    expect(seen[0]?.result?.questions.length).toBeGreaterThan(0);
    expect(await (await coder.client()).jobs({ status: ['queued', 'running'] })).toEqual([]);
  });
});

describe.each(ways)('%s', (name, options) => {
  const repository = (own: string, files?: Record<string, string>) =>
    makeRepository(join(folder, `${name} ${own}`.replaceAll(' ', '-')), files ?? { 'README.md': '# A project\n' });

  test('work in a repository and a review give their results', async () => {
    await using coder = createCodewright(options());
    const repo = repository('work');
    const done = await coder.run({ goal, repository: repo });
    expect(done).toMatchObject({ success: true, repository: repo, branch: expect.stringMatching(/^codewright\//) });
    expect(done.metrics).toMatchObject({ files: 1, linesAdded: 1, gatesFailed: 0 });
    expect(done.warnings.some((text) => text.startsWith('tests: '))).toBe(true);
    const review = await coder.review(repo);
    expect(review).toMatchObject({ success: true, approved: true, findings: [] });
    const client = await coder.client();
    expect(await client.diff(done.job?.id ?? '')).toContain('+hello');
    expect(await client.verify(done.job?.id ?? '')).toMatchObject({ ok: true });
  });

  test('what a job asks is answered by the function that was given, and left open without one', async () => {
    const asked: string[] = [];
    const dangerous = { goal: 'delete the file b.txt', repository: repository('asks', { 'b.txt': 'x\n' }) };
    await using silent = createCodewright(options());
    const left = await silent.run(dangerous);
    expect(left).toMatchObject({ success: false, status: 'waiting_human', pending: [{ kind: 'approval' }] });
    await using coder = createCodewright({
      ...options(),
      onDecision(decision) {
        asked.push(decision.kind);
        return 'approve';
      },
    });
    expect(await coder.run(dangerous)).toMatchObject({ success: true });
    expect(asked).toEqual(['approval']);
    await (await coder.client()).cancel(left.job?.id ?? '');
  });

  test('a budget is raised by the function where it was asked for, and ends the job otherwise', async () => {
    await using coder = createCodewright({ ...options(), onDecision: () => 'approve' });
    const limited = { goal, caps: { steps: 4 } };
    const ended = await coder.run({ ...limited, repository: repository('limit') });
    expect(ended).toMatchObject({ success: false, errors: [{ code: 'BUDGET_EXCEEDED' }] });
    const raised = await coder.run({ ...limited, atLimit: 'ask', repository: repository('limit-raised') });
    expect(raised.success).toBe(true);
    expect(raised.job?.caps.steps).toBeGreaterThanOrEqual(8);
  });

  test('a signal cancels the job, and so does leaving the loop', async () => {
    await using coder = createCodewright(options());
    const stop = new AbortController();
    const cancelled = coder.runWithProgress({ goal, repository: repository('signal', slow), signal: stop.signal });
    let last: Progress | null = null;
    for await (const progress of cancelled) {
      last = progress;
      if (progress.phase !== null) stop.abort();
    }
    expect(last?.result).toMatchObject({ success: false, status: 'aborted', errors: [{ code: 'CANCELLED' }] });
    let job = '';
    for await (const progress of coder.runWithProgress({ goal, repository: repository('left', slow) })) {
      job = progress.job ?? '';
      if (progress.phase !== null) break;
    }
    const client = await coder.client();
    await expect.poll(async () => (await client.job(job)).job.status).toBe('aborted');
  });

  test('what is remembered is kept by version, given to jobs, found, carried over and forgotten', async () => {
    await using coder = createCodewright(options());
    const memory = await coder.memory();
    const repo = repository('remembers');
    const kept = await memory.remember({ scope: 'project', place: repo, key: 'tests', value: { run: 'node --test' } });
    expect(await memory.changeRecord(kept.id, { value: 'npm run fast' }, 1)).toMatchObject({ version: 2 });
    await expect(memory.changeRecord(kept.id, { value: 'too late' }, 1)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await memory.recordHistory(kept.id)).map(({ value }) => value)).toEqual([
      'npm run fast',
      { run: 'node --test' },
    ]);
    const { job } = await coder.run({ goal, repository: repo });
    const told = await (await coder.client()).history(job?.id ?? '');
    expect(JSON.stringify(told.find(({ summary }) => summary.startsWith('Read what is remembered')))).toContain(
      'npm run fast',
    );
    const [line = ''] = (await memory.exportMemory({ scope: 'project', place: repo })).split('\n');
    expect(await memory.importMemory([JSON.parse(line) as MemoryChangeInput])).toEqual({ written: 0, same: 1 });
    await memory.forgetRecord(kept.id);
    expect((await memory.memory({ scope: 'project', place: repo })).records).toEqual([]);
    const note = await memory.addKnowledge({ title: `Hono 5 ${name}`, text: 'Needs Node 22.' });
    expect((await memory.knowledge({ q: name, kind: 'note' })).items).toMatchObject([{ id: note.id }]);
    await memory.forgetKnowledge(note.id);
    await expect(memory.knowledgeItem(note.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what is wrong with a request is an error with code and hint, whichever way it goes', async () => {
    await using coder = createCodewright(options());
    await expect(coder.run({ goal, repository: '/nonexistent' })).rejects.toThrow(CodewrightError);
    await expect(coder.run({ goal, repository: '/nonexistent' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('/nonexistent'),
    });
    await expect((await coder.client()).job('nope')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringMatching(/jobs list/),
    });
  });
});

test('closing gives a running job back to the queue, leaves nothing behind, and ends every use', async () => {
  const handlers = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);
  const before = handlers();
  const home = join(folder, 'closing');
  const repo = makeRepository(join(folder, 'closing-repo'), slow);
  const coder = createCodewright({ home, settings: { 'worker.drainSeconds': 1 } });
  const running = coder.run({ goal, repository: repo });
  const outcome = expect(running).rejects.toMatchObject({
    code: 'CANCELLED',
    hint: expect.stringMatching(/jobs resume/),
  });
  const client = await coder.client();
  await expect.poll(async () => (await client.jobs({ status: ['running'] })).length).toBe(1);
  await coder.close();
  await outcome;
  expect(handlers()).toEqual(before);
  await expect(coder.build('A REST API for notes')).rejects.toMatchObject({ code: 'USAGE' });
  await coder.close();
  await using again = createCodewright({ home });
  expect(await (await again.client()).jobs({})).toMatchObject([{ status: 'queued', attempts: 0 }]);
});

test('importing does nothing: no output, no handler, nothing that keeps the process', async () => {
  const code = `
    const before = process.eventNames().length;
    const { createCodewright } = await import(${JSON.stringify(join(import.meta.dirname, 'sdk.ts'))});
    createCodewright();
    if (process.eventNames().length !== before) throw new Error('a handler');
    if (process.getActiveResourcesInfo().some((name) => name !== 'TTYWrap' && name !== 'PipeWrap')) throw new Error('active');`;
  const env = { HOME: join(folder, 'nobody'), PATH: '/usr/bin:/bin' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
  expect([stdout, stderr]).toEqual(['', '']);
  expect(existsSync(env.HOME)).toBe(false);
});

test('what does not open is tried again at the next use', async () => {
  const config = join(folder, 'later.yaml');
  await using coder = createCodewright({ home: join(folder, 'later'), config });
  await expect(coder.client()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  writeFileSync(config, 'log: {level: silent}\n');
  expect(await (await coder.client()).jobs({})).toEqual([]);
});

test('a Node is too old when it lacks what the database needs', () => {
  expect(['18.20.8', '20.20.2', '22.17.9'].map(isTooOld)).toEqual([true, true, true]);
  expect(['22.18.0', '24.0.0', process.versions.node].map(isTooOld)).toEqual([false, false, false]);
});

test('a server without its token, and an address that is none, are refused at the first use', async () => {
  for (const options of [{ server: 'http://127.0.0.1:1' }, { server: 'nowhere', token: 'x' }])
    await expect(createCodewright(options).client()).rejects.toMatchObject({ code: 'USAGE' });
  const gone = createCodewright({ server: { url: 'http://127.0.0.1:1', token: 'x' } });
  await expect(gone.run({ goal })).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
});
