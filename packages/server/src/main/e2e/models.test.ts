import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScriptedServer } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { openPlace, type Place } from './testing-launcher.ts';
import { atTests, jobOf } from './testing.ts';
import { expectPaidOnce, expectTold, fixes, goal, planned, providers } from './testing-models.ts';
import { ownWork, packageRepository } from './testing-package.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

/** More than a small fix may cost by default: the way is long here, with all that goes wrong on it. */
const enough = ['--max-steps', '60', '--max-time', '600'];

function placeOf(provider: string, key: string): { place: Place; model: string } {
  const { model, env } = providers[provider] ?? { model: '', env: () => ({}) };
  return { place: openPlace(env(server.url, key)), model };
}

async function onlyJob(place: Place): Promise<string> {
  const [first] = await (await place.ledger()).read({ limit: 1 });
  return first?.job ?? '';
}

async function expectProven(place: Place, repository: string, id: string): Promise<Job> {
  const job = await place.job(id);
  expect(job).toMatchObject({ status: 'succeeded', error: null, currentAction: null });
  const branch = `codewright/${id.slice(-8)}`;
  expect(place.git(repository, 'diff', '--name-only', 'main', branch).split('\n')).toEqual([
    'index.js',
    'test/zero.test.js',
  ]);
  const gates = (await place.history(id)).flatMap(({ data }) => {
    const result = data['event'] === 'gate-finished' ? (data['result'] as { gate: string; verdict: string }) : null;
    return result ? [`${result.gate} ${result.verdict}`] : [];
  });
  expect(gates).toContain('tests passed');
  expect(await (await place.ledger()).verify(id)).toMatchObject({ ok: true });
  expect(await place.run(['verify', id])).toMatchObject({ code: 0 });
  return job;
}

/** The user's tree is as it was; the result is merged beside what they have not committed, and never over it. */
async function expectMerged(place: Place, repository: string, id: string): Promise<void> {
  expect(place.git(repository, 'status', '--porcelain')).toBe('?? notes/');
  const source = join(repository, 'index.js');
  writeFileSync(source, `${readFileSync(source, 'utf8')}// Mine\n`);
  expect(await place.run(['jobs', 'merge', id])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('index.js; nothing was changed'),
  });
  expect(readFileSync(source, 'utf8')).toMatch(/\/\/ Mine\n$/);
  place.git(repository, 'checkout', '--', 'index.js');
  const merged = await place.run(['jobs', 'merge', id]);
  expect(merged.code, merged.stderr).toBe(0);
  expect(place.git(repository, 'status', '--porcelain')).toBe('?? notes/');
  expect(readFileSync(join(repository, 'index.js'), 'utf8')).toContain('a !== undefined && b !== undefined');
  expect(readFileSync(join(repository, 'notes/mine.txt'), 'utf8')).toBe('not committed\n');
  expect(await (await place.ledger()).verify(id)).toMatchObject({ ok: true });
  await expect.poll(() => place.processes()).toEqual([]);
}

describe.each(Object.keys(providers))('a published package, changed with a model of %s', (provider) => {
  test('is mended in small, through a crash, a budget that ends it and all that goes wrong on the way', async () => {
    const key = `mechanic-${provider}`;
    server.session(key, fixes());
    const { place, model } = placeOf(provider, key);
    await using _ = place;
    const repository = packageRepository(place, 'package');
    const little = ['--max-steps', '9', '--max-time', '600', '--yes'];
    // While the broken test runs, its model call already in the record.
    const first = place.start(['run', goal, '--json', '--repo', repository, '--model', model, ...little], {
      hold: atTests,
    });
    await first.held();
    const id = jobOf(first);
    first.child.kill('SIGKILL');
    await first.ended;

    const limited = await place.run(['jobs', 'resume', id, '--json']);
    expect(limited.code, limited.stderr + limited.stdout.slice(-2000)).toBe(4);
    const ended = await place.job(id);
    expect(ended).toMatchObject({ status: 'failed', stopReason: 'step_limit', attempts: 2 });
    // One step over at most.
    expect(ended.used.steps).toBeLessThanOrEqual(10);
    expect(place.git(repository, 'branch', '--list', 'codewright/*')).toBe('');
    expect(await (await place.ledger()).verify(id)).toMatchObject({ ok: true });
    expect(server.requests(key).filter(({ outcome }) => outcome === 'whole').length).toBeLessThanOrEqual(9);

    const resumed = await place.run(['jobs', 'resume', id, '--json', ...enough]);
    expect(resumed.code, resumed.stderr + resumed.stdout.slice(-2000)).toBe(0);
    expect(await expectProven(place, repository, id)).toMatchObject({ mode: 'mechanic' });
    expectTold(server.requests(key));
    expectPaidOnce(server, key, await place.history(id), 1);
    expect(new Set(server.requests(key).map(({ path }) => path))).toEqual(new Set([providers[provider]?.path]));

    // Once more by its record: the same tree; the model would still answer, but is not asked, and there is no key.
    const asked = server.requests().length;
    const replayed = await place.run(['jobs', 'replay', id], { env: providers[provider]?.env(server.url, '') ?? {} });
    expect(replayed.code, replayed.stderr).toBe(0);
    expect(server.requests()).toHaveLength(asked);
  });

  test('is changed in large: planned, approved, built, reviewed, proven and merged, through a crash', async () => {
    const key = `genius-${provider}`;
    server.session(key, { script: planned() });
    const { place, model } = placeOf(provider, key);
    await using _ = place;
    const repository = packageRepository(place, 'package');
    ownWork(repository);
    const args = ['run', 'Add support for an argument of 0 to format in index.js', '--repo', repository];
    const asked = await place.run([...args, '--json', '--model', model, '--max-steps', '80', '--max-time', '600']);
    expect(asked.code, asked.stderr + asked.stdout.slice(-2000)).toBe(3);
    const id = await onlyJob(place);
    expect(await place.job(id)).toMatchObject({ status: 'waiting_human', mode: 'genius' });

    // The file is written, and the record of the call is not.
    const hold = { at: ['"event":"file-written"', 'zero.test.js'] };
    const first = place.start(['jobs', 'approve', id, '--json'], { hold });
    await first.held();
    first.child.kill('SIGKILL');
    await first.ended;
    const resumed = await place.run(['jobs', 'resume', id, '--json']);
    expect(resumed.code, resumed.stderr + resumed.stdout.slice(-2000)).toBe(0);

    await expectProven(place, repository, id);
    expectTold(server.requests(key));
    expectPaidOnce(server, key, await place.history(id), 1);
    const reviews = (await place.history(id)).filter(({ kind }) => kind === 'review');
    expect(reviews.map(({ data }) => data['verdict'])).toEqual(['approve']);
    await expectMerged(place, repository, id);
  });
});
