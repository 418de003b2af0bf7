import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryPostgres, temporaryPostgres } from '../../storage/testing.ts';
import { openPlace } from './testing-launcher.ts';
import { expectOnce, jobOf, request, rescueIn } from './testing.ts';

/** The result of the job's one change, with the rest of it still to come. */
const written = ['"tool":"write_file"', '"result":'];

let server: TemporaryPostgres;
beforeAll(async () => {
  server = await temporaryPostgres();
});
afterAll(() => server.stop());

test('three commands at once on one home, two of them on one repository, each do their own job', async () => {
  await using place = openPlace();
  const shared = place.repository('shared');
  const other = place.repository('other');
  const runs = [shared, shared, other].map((repository) =>
    place.start(['run', '--json', '--repo', repository, request]),
  );
  for (const run of runs) expect(await run.ended).toMatchObject({ code: 0 });
  const ids = runs.map(jobOf);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) {
    expect(await place.job(id)).toMatchObject({ status: 'succeeded', attempts: 1 });
    expectOnce(await place.history(id));
    const repository = (await place.job(id)).repository ?? '';
    expect(place.git(repository, 'show', `codewright/${id.slice(-8)}:docs/notes.md`)).toBe('hello');
  }
  expect(place.git(shared, 'branch', '--list', 'codewright/*').split('\n')).toHaveLength(2);
  expect(await (await place.ledger()).verify()).toMatchObject({ ok: true, jobs: 3 });
});

test('two workers on PostgreSQL share the queue and never a job; a person’s own command takes its own', async () => {
  await using place = openPlace({}, await server.createDatabase());
  const repository = place.repository('repository');
  const queue = async () => (await place.run(['run', '--detach', '--repo', repository, request])).stdout.trim();
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) ids.push(await queue());
  const workers = [1, 2].map(() => place.start(['worker', '--concurrency', '2']));
  // It may find its job taken by a worker: then it only watches.
  const own = place.start(['run', '--json', '--repo', repository, request]);
  expect(await own.ended).toMatchObject({ code: 0 });
  ids.push(jobOf(own));
  const statuses = async () => Promise.all(ids.map(async (id) => (await place.job(id)).status));
  await expect.poll(async () => new Set(await statuses())).toEqual(new Set(['succeeded']));
  for (const worker of workers) {
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0 });
  }
  for (const id of ids) {
    const entries = await place.history(id);
    expectOnce(entries);
    expect(entries.filter(({ kind }) => kind === 'job_claimed')).toHaveLength(1);
  }
  expect(await (await place.ledger()).verify()).toMatchObject({ ok: true, jobs: 6 });
  await expect.poll(() => place.processes()).toEqual([]);
});

test('a worker takes over what another worker left when it was killed', async () => {
  await using place = openPlace({}, await server.createDatabase());
  const repository = place.repository('repository', { 'README.md': '# A project\n' });
  const first = place.start(['run', '--json', '--repo', repository, request], { hold: { at: written } });
  await first.held();
  const id = jobOf(first);
  first.child.kill('SIGKILL');
  await first.ended;
  // Nobody has to ask: a worker that starts finds that the process is gone.
  const worker = place.start(['worker']);
  await expect.poll(async () => (await place.job(id)).status).toBe('succeeded');
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0 });
  expect((await place.job(id)).attempts).toBe(2);
  expectOnce(await place.history(id));
});

test('a command whose machine slept for longer than its lease takes its job up again', async () => {
  await using place = openPlace({ CODEWRIGHT_WORKER_LEASE_SECONDS: '600' });
  const args = ['run', '--json', '--repo', place.repository('repository'), request];
  const run = place.start(args, { hold: { at: written } });
  await run.held();
  const id = jobOf(run);
  expect(await rescueIn(place, 601)).toEqual([id]);
  run.child.kill('SIGCONT');
  expect(await run.ended).toMatchObject({ code: 0 });
  expect(await place.job(id)).toMatchObject({ status: 'succeeded', attempts: 2 });
  expectOnce(await place.history(id));
});
