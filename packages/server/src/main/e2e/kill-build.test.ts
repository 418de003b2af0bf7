import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPlace } from './testing-launcher.ts';
import { jobOf } from './testing.ts';
import { npmEnvironment } from './testing-package.ts';

test('a build that is killed while it installs and while it is proven ends as a whole project', async () => {
  const env = npmEnvironment();
  await using place = openPlace(env);
  const out = join(place.folder, 'project');
  const first = place.start(['build', '--json', '--out', out, 'a REST API for notes with a title and a text'], {
    hold: { at: ['"event":"tool-started"', '"tool":"run_command"'] },
  });
  await first.held();
  const id = jobOf(first);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(existsSync(out)).toBe(false);

  // It shows what is new only: the first gate of that name is the one that it has just begun.
  const second = place.start(['jobs', 'resume', id, '--json'], { hold: { at: ['"gate":"tests"'] } });
  await second.held();
  second.child.kill('SIGKILL');
  await second.ended;
  expect(existsSync(out)).toBe(false);

  const third = await place.run(['jobs', 'resume', id]);
  expect(third.code, third.stderr).toBe(0);
  expect(await place.job(id)).toMatchObject({ status: 'succeeded', attempts: 3, result: out });
  const steps = (await place.history(id))
    .filter(({ data }) => 'step' in data && 'result' in data)
    .map(({ data }) => data['step']);
  expect(steps.filter((step, index) => steps.indexOf(step) !== index)).toEqual([]);
  expect((await place.run(['verify', id])).code).toBe(0);
  expect(JSON.parse(readFileSync(join(out, 'package.json'), 'utf8'))).toHaveProperty('scripts.test');
  expect(place.git(out, 'status', '--porcelain')).toBe('');
  await expect.poll(() => place.processes()).toEqual([]);
});
