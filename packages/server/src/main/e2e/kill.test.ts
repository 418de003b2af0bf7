import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onBothStores, type TestStore } from '../../storage/testing-stores.ts';
import { openPlace, type Place } from './testing-launcher.ts';
import { expectOnce, jobOf, project, request } from './testing.ts';

/** Entries of a job after which its process is killed; a whole job has about fifty. */
const moments = [1, 2, 5, 9, 12, 15, 17, 20, 25, 31, 36, 42, 46];
/** Of PostgreSQL: what is recorded when is the same in both. */
const fewer = moments.filter((_, index) => index % 2 === 0);

function placeOn(store: TestStore): Place {
  return openPlace({}, store.address.kind === 'postgres' ? store.address.url : undefined);
}

async function killAndResume(place: Place, moment: number): Promise<'killed' | 'done before'> {
  const repository = place.repository(`repository-${moment}`, project('await delay(100);'));
  const hold = { at: ['"seq":'], times: moment, after: Math.random() * 20 };
  const first = place.start(['run', '--json', '--repo', repository, request], { hold });
  // The last moments are so near to its end that it may come to it.
  await first.held().catch(() => first.ended);
  const id = jobOf(first);
  first.child.kill('SIGKILL');
  const { signal } = await first.ended;
  const tree = join(place.state, 'workspaces', id);
  // What ran in the sandbox dies with its starter; nobody has to come and sweep it.
  await expect.poll(() => place.processesOf(tree)).toEqual([]);

  const before = await place.job(id);
  const over = before.status === 'succeeded';
  const resumed = await place.run(['jobs', 'resume', id, '--json']);
  expect(resumed.code, resumed.stderr).toBe(over ? 2 : 0);
  const job = await place.job(id);
  expect(job).toMatchObject({
    status: 'succeeded',
    currentAction: null,
    result: `${repository}#codewright/${id.slice(-8)}`,
  });
  expect(job.attempts).toBeLessThanOrEqual(2);
  expectOnce(await place.history(id));
  expect(await (await place.ledger()).verify(id)).toMatchObject({ ok: true });
  const branch = `codewright/${id.slice(-8)}`;
  expect(place.git(repository, 'show', `${branch}:docs/notes.md`)).toBe('hello');
  expect(place.git(repository, 'log', '--format=%s', branch).split('\n')).toHaveLength(2);
  expect(place.git(repository, 'diff', '--name-only', 'main', branch)).toBe('docs/notes.md');
  expect(place.git(repository, 'status', '--porcelain', '--branch')).toBe('## main');
  return signal === 'SIGKILL' && !over ? 'killed' : 'done before';
}

onBothStores('A process that is killed', (store) => {
  test('costs nothing that was recorded, whenever it happens', async () => {
    await using place = placeOn(store());
    const tried = store().kind === 'postgres' ? fewer : moments;
    const waiting = [...tried];
    const outcomes: string[] = [];
    const lane = async () => {
      for (let moment = waiting.shift(); moment !== undefined; moment = waiting.shift()) {
        outcomes.push(await killAndResume(place, moment));
      }
    };
    // Two at once, so that each also sweeps and rescues beside a job that is being worked on.
    await Promise.all([lane(), lane()]);
    expect(outcomes.filter((outcome) => outcome === 'killed').length).toBeGreaterThanOrEqual(tried.length - 1);
    const ids = readdirSync(join(place.state, 'workspaces'));
    for (const id of ids.slice(0, 2)) expect(await place.run(['verify', id])).toMatchObject({ code: 0 });
    expect(await place.run(['ledger', 'rebuild'])).toMatchObject({ code: 0 });
    expect(await place.run(['ledger', 'verify'])).toMatchObject({ code: 0 });
    expect(place.processes()).toEqual([]);
    // What a job leaves is its record and its checkpoints; what a killed process leaves is gone.
    expect(readdirSync(join(place.state, 'processes'))).toEqual([]);
    expect(readdirSync(place.temporary)).toEqual([]);
    expect(ids).toHaveLength(tried.length);
    for (const id of ids) {
      expect(readdirSync(join(place.state, 'workspaces', id)).sort()).toEqual(['git', 'outputs', 'workspace.json']);
    }
  });
});
