import { expect, test } from 'vitest';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { onBothStores } from '../../storage/testing-stores.ts';
import { openPlace } from './testing-launcher.ts';
import { jobOf, project, request } from './testing.ts';

onBothStores('A replay from outside', (store) => {
  test('ends with 0 and the verdict, also when its process is killed in the middle', async () => {
    const { address } = store();
    // What is recorded when is the same in both.
    const moments = address.kind === 'postgres' ? [12, 40] : [3, 12, 25, 40];
    await using place = openPlace({}, address.kind === 'postgres' ? address.url : undefined);
    const repository = place.repository('repository', project('await delay(100);'));
    const first = await place.run(['run', '--json', '--repo', repository, request]);
    expect(first.code, first.stderr).toBe(0);
    const { job: id } = JSON.parse(first.stdout.split('\n', 1)[0] ?? '') as { job: string };
    const branches = place.git(repository, 'for-each-ref');

    const whole = await place.run(['jobs', 'replay', id]);
    expect(whole.code, whole.stderr).toBe(0);
    expect(whole.stdout).toMatch(
      /SAME: the record leads to the same result\.\n +turns answered from the record: (\d+) of \1\n/,
    );
    for (const moment of moments) {
      const hold = { at: ['"seq":'], times: moment, after: Math.random() * 20 };
      const cut = place.start(['jobs', 'replay', id, '--json'], { hold });
      await cut.held();
      const again = jobOf(cut);
      cut.child.kill('SIGKILL');
      await cut.ended;
      expect(await place.run(['jobs', 'resume', again, '--json'])).toMatchObject({ code: 0 });
      expect((await place.job(again)).attempts).toBe(2);
      const entries = await place.history(again);
      expect(entries.filter(({ data }) => data['event'] === 'replay-compared')).toHaveLength(1);
      expect(entries.find(({ data }) => data['event'] === 'replay-compared')?.data).toMatchObject({
        same: true,
        of: id,
      });
      expect(await (await place.ledger()).verify(again)).toMatchObject({ ok: true });
    }
    expect(place.git(repository, 'for-each-ref')).toBe(branches);
    expect((await place.run(['jobs', 'list'])).stdout).toContain(`(replay of ${id.slice(-8)})`);
    expect(place.processes()).toEqual([]);
  });
});

test('A replay of what depends on chance ends with 1 and names the step', async () => {
  await using place = openPlace();
  // The tests leave a file that is never the same: the job refuses to commit it and fails, and so its replay can only be compared step by step.
  const stamp =
    "import { randomUUID } from 'node:crypto';\nimport { writeFileSync } from 'node:fs';\nwriteFileSync('stamp.txt', randomUUID());\n";
  const manifest = { name: 'sample', version: '1.0.0', type: 'module', scripts: { test: 'node stamp.mjs' } };
  const repository = place.repository('repository', {
    'stamp.mjs': stamp,
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  });
  const first = await place.run(['run', '--json', '--repo', repository, request]);
  expect(first.code).toBe(1);
  const { job: id } = JSON.parse(first.stdout.split('\n', 1)[0] ?? '') as { job: string };
  const replayed = await place.run(['jobs', 'replay', id]);
  expect(replayed.code).toBe(1);
  expect(replayed.stdout).toMatch(/DIFFERS[^]*first step that left another tree: implement\/turn-\d+\/call-0/);
});

test('A job with a model is replayed without a single request, key or server', async () => {
  const server = await startScriptedServer();
  await using place = openPlace();
  const repository = place.repository('repository', project(''));
  server.session('sk-Replay-1234', [
    { reasoning: 'First I look.', text: 'I look.', calls: [{ do: 'read', path: 'README.md' }, { do: 'list' }] },
    { calls: [{ do: 'edit', path: 'README.md', old: '# A project', new: '# The project' }] },
    { calls: [{ do: 'test' }] },
    { calls: [{ do: 'commit', message: 'Name the project' }] },
    { text: 'Done.' },
  ]);
  const env = { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: 'sk-Replay-1234' };
  const args = ['run', '--json', '--yes', '--model', 'openai/scripted-model', 'fix: the title in README.md is wrong'];
  const first = await place.run(args, { cwd: repository, env });
  expect(first.code, first.stderr).toBe(0);
  const asked = server.requests().length;
  expect(asked).toBe(5);
  const { job: id } = JSON.parse(first.stdout.split('\n', 1)[0] ?? '') as { job: string };
  await server.close();
  const { code, stdout, stderr } = await place.run(['jobs', 'replay', id]);
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toContain('turns answered from the record: 5 of 5');
});
