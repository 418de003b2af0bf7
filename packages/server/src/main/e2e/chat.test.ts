import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlace, type Place } from './testing-launcher.ts';

let place: Place;
beforeEach(() => {
  place = openPlace();
});
afterEach(() => place[Symbol.asyncDispose]());

const say = (cwd: string, lines: string[], ...flags: string[]) =>
  place.run(['chat', '--plain', ...flags], { cwd, input: `${lines.join('\n')}\n` });

test('A conversation carries out requests, goes on with them, answers about them, and is resumed', async () => {
  const repository = place.repository('shop');
  const first = await say(repository, [
    'create file docs/notes.md with "hello"',
    'also create file docs/more.md with "more"',
    'how did it go?',
    'show the diff',
    '/save notes',
  ]);
  expect(first.stderr).not.toContain('codewright: ');
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('goes on from job');
  expect(first.stdout).toContain('+more');
  const branches = place.git(repository, 'branch', '--list', 'codewright/*', '--format=%(refname:short)').split('\n');
  expect(branches).toHaveLength(2);
  // The second job began where the first one ended.
  expect(branches.map((branch) => place.git(repository, 'ls-tree', '-r', '--name-only', branch))).toContainEqual(
    expect.stringMatching(/docs\/more\.md\ndocs\/notes\.md/),
  );
  expect(place.git(repository, 'status', '--porcelain')).toBe('');

  const again = await say(repository, ['/history', '/jobs', '/merge', '/cost'], '--resume', 'notes');
  expect(again.stdout).toContain('user: also create file docs/more.md');
  expect(again.stdout).toMatch(/\d job|2 jobs · \d+ steps/);
  expect(again.stdout).toContain('Merged codewright/');
  expect(place.git(repository, 'ls-files')).toContain('docs/more.md');
});

test('A mentioned file is attached, a command runs in the sandbox, and an unknown command ends nothing', async () => {
  const repository = place.repository('shop');
  mkdirSync(join(repository, 'in'));
  writeFileSync(join(repository, 'in/wishes.txt'), 'as I said');
  const { stdout, stderr, code } = await say(repository, [
    '!cat in/wishes.txt; ls /root 2>&1 | head -1; echo made > in/made.txt',
    '/nothing',
    'create file docs/@in/wishes.txt with "x"',
    'what do you make of @in/wishes.txt and @nobody in the light of all that was said before?',
    '/info',
  ]);
  expect(stdout).toContain('as I said');
  expect(stdout).not.toContain('.bashrc');
  expect(stderr).toContain('There is no command /nothing.');
  expect(stdout).toContain('attached: in/wishes.txt');
  expect(stdout).toContain('Conversation ');
  expect(code).not.toBe(0);
});
