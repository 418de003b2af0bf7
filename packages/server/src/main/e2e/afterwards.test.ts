import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPlace, type Place } from './testing-launcher.ts';
import { request } from './testing.ts';

/** A finished job on a new repository. */
async function finished(place: Place, name: string): Promise<{ repository: string; id: string; branch: string }> {
  const repository = place.repository(name);
  const run = place.start(['run', '--json', '--repo', repository, request]);
  expect(await run.ended).toMatchObject({ code: 0 });
  const id = run.entries()[0]?.job ?? '';
  return { repository, id, branch: `codewright/${id.slice(-8)}` };
}

test('a finished job is merged beside what is not committed, and never over it', async () => {
  await using place = openPlace();
  const { repository, id, branch } = await finished(place, 'beside');
  writeFileSync(join(repository, 'README.md'), '# Half a sentence\n');
  mkdirSync(join(repository, 'docs'));
  writeFileSync(join(repository, 'docs/notes.md'), 'Mine\n');
  const refused = await place.run(['jobs', 'merge', id]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/docs\/notes\.md[\s\S]*What to do/) });
  expect(readFileSync(join(repository, 'docs/notes.md'), 'utf8')).toBe('Mine\n');

  rmSync(join(repository, 'docs'), { recursive: true });
  expect(await place.run(['jobs', 'merge', id])).toMatchObject({ code: 0, stdout: expect.stringContaining(branch) });
  expect(place.git(repository, 'status', '--porcelain')).toBe('M README.md');
  expect(readFileSync(join(repository, 'README.md'), 'utf8')).toBe('# Half a sentence\n');
  expect(readFileSync(join(repository, 'docs/notes.md'), 'utf8')).toBe('hello\n');
  expect((await place.history(id)).at(-1)).toMatchObject({ data: { event: 'result-merged', branch } });
  expect(await place.job(id)).toMatchObject({ status: 'succeeded', currentAction: null });

  const other = await finished(place, 'conflict');
  place.git(other.repository, 'checkout', '--quiet', 'main');
  writeFileSync(join(other.repository, 'docs'), 'A file where the job has a folder.\n');
  place.git(other.repository, 'add', '--all');
  place.git(other.repository, 'commit', '--quiet', '--message=Mine');
  const head = place.git(other.repository, 'rev-parse', 'HEAD');
  expect(await place.run(['jobs', 'merge', other.id])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('What to do'),
  });
  expect(place.git(other.repository, 'rev-parse', 'HEAD')).toBe(head);
  expect(place.git(other.repository, 'status', '--porcelain')).toBe('');
});

test('what is said to a finished job becomes a new one on its result', async () => {
  await using place = openPlace();
  const { repository, id, branch } = await finished(place, 'repository');
  const said = place.start(['jobs', 'say', id, 'create file docs/more.md with "more"', '--json']);
  expect(await said.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Queued as job') });
  const next = await place.job(said.entries()[0]?.job ?? '');
  expect(next).toMatchObject({ status: 'succeeded', parent: id, request: { base: branch } });
  const result = `codewright/${next.id.slice(-8)}`;
  expect(place.git(repository, 'show', `${result}:docs/notes.md`)).toBe('hello');
  expect(place.git(repository, 'show', `${result}:docs/more.md`)).toBe('more');
  expect(place.git(repository, 'diff', '--name-only', branch, result)).toBe('docs/more.md');
});

test('a fork shares the record up to its step, repeats nothing of it, and can be forked itself', async () => {
  await using place = openPlace();
  const { repository, id, branch } = await finished(place, 'repository');
  expect(await place.run(['jobs', 'fork', id, 'dancing'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('implement'),
  });
  let parent = id;
  for (const generation of [1, 2]) {
    const fork = place.start(['jobs', 'fork', parent, 'implement', '--json']);
    expect((await fork.ended).code, `generation ${generation}`).toBe(0);
    const job = await place.job(fork.entries()[0]?.job ?? '');
    expect(job).toMatchObject({ status: 'succeeded', parent, attempts: 1 });
    const own = `codewright/${job.id.slice(-8)}`;
    expect(place.git(repository, 'diff', branch, own)).toBe('');
    expect(place.git(repository, 'show', `${own}:docs/notes.md`)).toBe('hello');
    const entries = await place.history(job.id);
    const turns = entries.filter(({ data }) => data['event'] === 'turn-finished');
    expect(turns.every(({ data }) => typeof data['forkedFrom'] === 'string')).toBe(true);
    expect(turns.length).toBeGreaterThan(4);
    const gates = entries.filter(({ data }) => data['event'] === 'gate-finished');
    expect(gates.length).toBeGreaterThan(0);
    expect(gates.every(({ data }) => !('forkedFrom' in data))).toBe(true);
    expect(await (await place.ledger()).verify(job.id)).toMatchObject({ ok: true });
    expect((await place.run(['verify', job.id])).code).toBe(0);
    parent = job.id;
  }
});
