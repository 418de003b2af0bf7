import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, openPlace, type Place } from './testing-launcher.ts';

let place: Place;
beforeAll(() => {
  place = openPlace();
});
afterAll(() => place[Symbol.asyncDispose]());

const goal = 'create file docs/a.md with "hello"';
const down = '\\033[B';

/** The command on a terminal, and what is pressed at each prompt. */
async function onTerminal(name: string, args: string, ...presses: string[]) {
  const seen = join(place.folder, `${name}.seen`);
  const repo = makeRepository(join(place.folder, name));
  // A prompt is up once it says which keys it takes; the terminal stays open until the command has said how it ended.
  const until = (words: string, times: number) =>
    `until [ "$(grep -c '${words}' ${seen})" -ge ${times} ]; do sleep 0.1; done`;
  const keys = presses.map((press, at) => `${until('navigate', at + 1)}; printf '${press}\\r'`);
  const command = join(place.folder, `${name}.sh`);
  writeFileSync(seen, '');
  writeFileSync(command, `stty cols 100 rows 30; node $LAUNCHER run '${goal}' --repo ${repo} ${args}\n`);
  const shell = `{ ${[...keys, until('Spent', 1)].join('; ')}; } | script -qefc 'bash ${command}' ${seen}`;
  const { stdout, code } = await place.run([], { shell, env: { TERM: 'xterm' } });
  return { code, text: stripVTControlCharacters(stdout) };
}

test('a person at a terminal is asked at a limit, and the job goes on with what it had spent', async () => {
  const { code, text } = await onTerminal('raise', '--max-steps 4', '', '');
  expect(text).toContain('The budget of 4 steps is used up. Raise it to 8 steps and go on?');
  expect(text).toContain('local raises the budget to 8 steps.');
  // Not from nothing again: what is shown goes on too.
  expect(text).toMatch(/4\/8 steps/);
  expect(text).not.toMatch(/[0-3]\/8 steps/);
  expect(code).toBe(0);
});

test('a person at a terminal ends it there', async () => {
  const { code, text } = await onTerminal('end', '--max-steps 4', down);
  expect(text).toContain('the job ends.');
  expect(text).toMatch(/jobs resume \w{8} --max-steps N goes on from here/);
  expect(code).toBe(4);
});

test('nobody is asked who is not there, or who has approved in advance', async () => {
  const repo = makeRepository(join(place.folder, 'nobody'));
  const alone = await place.run(['run', goal, '--repo', repo, '--max-steps', '4']);
  expect(alone).toMatchObject({ code: 4, stdout: expect.stringMatching(/jobs resume \w{8} --max-steps N/) });
  const { code, text } = await onTerminal('before', '--max-steps 4 --yes');
  expect(text).not.toContain('Raise it');
  expect(code).toBe(4);
});

test('a job of a server waits for whoever comes, on the command line too', async () => {
  const repo = makeRepository(join(place.folder, 'server'));
  const server = place.start(['serve', '--port', '0']);
  await server.says(/Dashboard/);
  const limited = ['run', goal, '--repo', repo, '--max-steps', '4'];
  // A script that waits for its end gets one.
  expect((await place.run(limited)).code).toBe(4);
  const queued = (await place.run([...limited, '--detach'])).stdout.trim();
  expect((await place.run(['jobs', 'wait', queued])).code).toBe(3);
  const { stdout } = await place.run(['jobs', 'show', queued]);
  const [, id = ''] = /jobs approve (\w{8}) {2}# goes on with 8 steps/.exec(stdout) ?? [];
  const raised = await place.run(['jobs', 'resume', id, '--max-steps', '40']);
  expect(raised).toMatchObject({ code: 0, stdout: expect.stringContaining('checks passed') });
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
});
