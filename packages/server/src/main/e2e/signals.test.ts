import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '@codewright/protocol/event';
import { expect, test } from 'vitest';
import { openPlace, type Place, type Run } from './testing-launcher.ts';
import { atTests, expectOnce, jobOf, project, request, rescueIn } from './testing.ts';

const inTests = ({ data }: LedgerEntry) => data['event'] === 'tool-started' && data['tool'] === 'run_tests';
const endless = project("(await import('node:child_process')).execFileSync('sh', ['-c', 'sleep 600 & sleep 600']);");

/** A job that is inside its tests, which never end. */
async function startEndless(place: Place, name: string): Promise<{ run: Run; id: string; tree: string }> {
  const run = place.start(['run', '--json', '--repo', place.repository(name, endless), request]);
  const { job: id } = await run.until(inTests);
  const tree = join(place.state, 'workspaces', id);
  // The positive control of every "nothing is left" below: they are seen while they run, also two levels down.
  await expect.poll(() => place.processesOf(tree).length).toBeGreaterThan(3);
  return { run, id, tree };
}

test('SIGTERM lets the running step end and gives the job back without a counted attempt', async () => {
  await using place = openPlace();
  const repository = place.repository('repository', project('await delay(1500);'));
  const run = place.start(['run', '--json', '--repo', repository, request], { hold: atTests });
  await run.held();
  const id = jobOf(run);
  run.child.kill('SIGTERM');
  run.child.kill('SIGCONT');
  expect(await run.ended).toMatchObject({ code: 143, stderr: expect.stringContaining(`jobs resume ${id.slice(-8)}`) });
  expect(await place.job(id)).toMatchObject({ status: 'queued', attempts: 0, worker: null, currentAction: null });
  const before = await place.history(id);
  expect(before.some(({ data }) => data['tool'] === 'run_tests' && data['status'] === 'ok')).toBe(true);
  await expect.poll(() => place.processes()).toEqual([]);

  expect(await place.run(['jobs', 'resume', id])).toMatchObject({ code: 0 });
  expect(readdirSync(place.temporary)).toEqual([]);
  expect(await place.job(id)).toMatchObject({ status: 'succeeded', attempts: 1 });
  expectOnce(await place.history(id));
});

test('SIGTERM to a worker drains it, and a step that does not end is cut off after the drain time', async () => {
  await using place = openPlace({ CODEWRIGHT_WORKER_DRAIN_SECONDS: '1' });
  const repository = place.repository('repository', endless);
  const queued = await place.run(['run', '--detach', '--repo', repository, request]);
  const id = queued.stdout.trim();
  const worker = place.start(['worker']);
  await expect.poll(async () => (await place.history(id)).some(inTests)).toBe(true);
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0 });
  expect(await place.job(id)).toMatchObject({ status: 'queued', attempts: 0 });
  expect(place.processes()).toEqual([]);
  // Its tests were not recorded: they begin again, this time in a project whose tests end.
  expect((await place.history(id)).some(({ data }) => data['tool'] === 'run_tests' && 'result' in data)).toBe(false);
});

test('a cancel from another process ends the whole tree of a running command within five seconds', async () => {
  await using place = openPlace();
  const { run, id, tree } = await startEndless(place, 'repository');
  const cancel = await place.run(['jobs', 'cancel', id]);
  expect(cancel).toMatchObject({ code: 0, stdout: expect.stringContaining('cancelling') });
  await expect.poll(() => place.processesOf(tree)).toEqual([]);
  expect(await run.ended).toMatchObject({ code: 130 });
  // By the record: how long a command takes to start is the machine's affair.
  const entries = await place.history(id);
  const [asked, ended] = ['cancelling', 'aborted'].map((to) => {
    const entry = entries.find(({ kind, data }) => kind === 'job_status' && data['to'] === to);
    return Date.parse(entry?.time ?? '');
  });
  expect((ended ?? Number.NaN) - (asked ?? Number.NaN)).toBeLessThan(5000);
  expect(await place.job(id)).toMatchObject({ status: 'aborted', stopReason: 'cancelled', currentAction: null });
  expect(place.processes()).toEqual([]);
});

test('Ctrl-C cancels the job and exits with 130', async () => {
  await using place = openPlace();
  const { run, id } = await startEndless(place, 'repository');
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('press Ctrl-C again') });
  expect(await place.job(id)).toMatchObject({ status: 'aborted', stopReason: 'cancelled' });
  expect(place.processes()).toEqual([]);
});

test('Ctrl-C twice ends the process at once, and leaves nothing that a cancel would not end', async () => {
  await using place = openPlace();
  const { run, id, tree } = await startEndless(place, 'repository');
  run.child.kill('SIGINT');
  run.child.kill('SIGINT');
  // Two signals that arrive together count as one: a person's second press comes later.
  const again = setInterval(() => run.child.kill('SIGINT'), 20);
  expect(await run.ended.finally(() => clearInterval(again))).toMatchObject({ code: 130 });
  await expect.poll(() => place.processesOf(tree)).toEqual([]);
  // Whether the first press was recorded in time or not: nobody works on it, so a cancel is the end of it.
  expect(await place.run(['jobs', 'cancel', id])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('aborted'),
  });
  expect(await place.job(id)).toMatchObject({ status: 'aborted', stopReason: 'cancelled', currentAction: null });
});

test('a worker that was silent too long writes nothing any more, and its run ends', async () => {
  await using place = openPlace({ CODEWRIGHT_WORKER_LEASE_SECONDS: '600' });
  const repository = place.repository('repository', project('await delay(1200);'));
  const stale = place.start(['run', '--json', '--repo', repository, request], { hold: atTests });
  await stale.held();
  const id = jobOf(stale);
  const early = await place.run(['jobs', 'resume', id]);
  // The lease must run out first: until then the silent worker may just be busy.
  expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('being worked on') });
  expect(await rescueIn(place, 300)).toEqual([]);
  expect(await rescueIn(place, 601)).toEqual([id]);
  expect(await place.run(['jobs', 'resume', id])).toMatchObject({ code: 0 });
  expect(await place.job(id)).toMatchObject({ status: 'succeeded', attempts: 2, epoch: 2 });
  const before = await place.history(id);
  stale.child.kill('SIGCONT');
  await stale.ended;
  expect(await place.history(id)).toEqual(before);
  expectOnce(before);
  expect(await (await place.ledger()).verify(id)).toMatchObject({ ok: true });
  expect(place.processes()).toEqual([]);
});
