import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { modeDefaults } from '../policy/modes.ts';
import { checkRepository, chooseOutput } from './output.ts';
import { capsFor, limitsFor, settingsOf, translate } from './rules.ts';

const root = mkdtempSync(join(tmpdir(), 'codewright-rules-'));
let folder: string;
let number = 0;
beforeEach(() => {
  number += 1;
  folder = join(root, String(number));
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Settings of a user whose repository has a file of its own. */
function settings(user: string, project: string) {
  const home = join(folder, 'home');
  const repo = join(folder, 'repo');
  mkdirSync(join(repo, '.codewright'), { recursive: true });
  mkdirSync(join(repo, '.git'));
  mkdirSync(join(repo, 'src'));
  mkdirSync(home);
  writeFileSync(join(home, 'config.yaml'), user);
  writeFileSync(join(repo, '.codewright/config.yaml'), project);
  return { loaded: loadConfig({ env: { HOME: folder }, home }), repo };
}

describe('what a job may spend and change', () => {
  test('is what its mode has, what the user set instead, and what was asked for above all', () => {
    const { loaded } = settings('caps: {mechanic: {steps: 99}}\n', '');
    const own = modeDefaults('mechanic').caps;
    expect(capsFor('mechanic', {}, loaded)).toEqual({ ...own, steps: 99 });
    expect(capsFor('mechanic', { steps: 7 }, loaded).steps).toBe(7);
    expect(capsFor('review', {}, loaded)).toEqual(modeDefaults('review').caps);
  });

  test('is narrowed by the file of the repository it works on, from any folder in it, and for no other', () => {
    const { loaded, repo } = settings(
      '',
      'caps: {mechanic: {steps: 3}}\nchange: {maxFiles: 1, forbiddenPaths: [db/**]}\n',
    );
    const own = settingsOf(join(repo, 'src'), loaded);
    expect(capsFor('mechanic', {}, own).steps).toBe(3);
    expect(limitsFor('mechanic', own)).toMatchObject({
      files: 1,
      forbiddenPaths: expect.arrayContaining(['db/**', '.env*']),
    });
    for (const other of [undefined, folder]) {
      const plain = settingsOf(other, loaded);
      expect(capsFor('mechanic', {}, plain).steps).toBe(modeDefaults('mechanic').caps.steps);
      expect(limitsFor('mechanic', plain).forbiddenPaths).not.toContain('db/**');
    }
  });

  test('is never widened by it: not above the mode, and above the user is refused', () => {
    const { loaded, repo } = settings('', 'caps: {mechanic: {steps: 9999}}\nchange: {maxLines: 99999}\n');
    const own = settingsOf(repo, loaded);
    expect(capsFor('mechanic', {}, own).steps).toBe(modeDefaults('mechanic').caps.steps);
    expect(limitsFor('mechanic', own).lines).toBe(modeDefaults('mechanic').limits.lines);
    writeFileSync(join(folder, 'home/config.yaml'), 'change: {maxFiles: 2}\n');
    writeFileSync(join(repo, '.codewright/config.yaml'), 'change: {maxFiles: 3}\n');
    // What was loaded holds until it is loaded anew.
    expect(limitsFor('mechanic', settingsOf(repo, loaded)).files).toBe(3);
    const anew = loadConfig({ env: { HOME: folder }, home: join(folder, 'home') });
    expect(() => settingsOf(repo, anew)).toThrow(/maxFiles is 3; the user allows at most 2/);
    writeFileSync(join(repo, '.codewright/config.yaml'), 'sandbox: {kind: process}\n');
    expect(() => settingsOf(repo, loaded)).toThrow(/kind/);
  });
});

describe('where a new project goes', () => {
  test('into the first free folder of its name', () => {
    expect(chooseOutput(undefined, 'todo', folder)).toBe(join(folder, 'todo'));
    mkdirSync(join(folder, 'todo'));
    expect(chooseOutput(undefined, 'todo', folder)).toBe(join(folder, 'todo'));
    writeFileSync(join(folder, 'todo/mine'), '');
    writeFileSync(join(folder, 'todo-2'), '');
    expect(chooseOutput(undefined, 'todo', folder)).toBe(join(folder, 'todo-3'));
    expect(readdirSync(folder).sort()).toEqual(['todo', 'todo-2']);
  });

  test('into the folder that was named if it is new or empty and can be made, else nowhere', () => {
    const deep = join(folder, 'a/b');
    expect(chooseOutput(deep, 'x', folder)).toBe(deep);
    expect(existsSync(deep)).toBe(false);
    writeFileSync(join(folder, 'file'), '');
    for (const bad of [join(folder, 'file'), join(folder, 'file/below'), '/proc/none/here', 'relative', folder])
      expect(() => chooseOutput(bad, 'x', folder), bad).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

test('a repository is one, is there and is named in whole', () => {
  const repo = join(folder, 'repo');
  mkdirSync(join(repo, 'src'), { recursive: true });
  expect(() => checkRepository(repo)).toThrow(/not a git repository/);
  mkdirSync(join(repo, '.git'));
  checkRepository(repo);
  checkRepository(join(repo, 'src'));
  const bare = join(folder, 'bare.git');
  for (const part of ['HEAD', 'objects', 'refs']) mkdirSync(join(bare, part), { recursive: true });
  checkRepository(bare);
  checkRepository(undefined);
  expect(() => checkRepository('repo')).toThrow(/absolute/);
  expect(() => checkRepository(join(folder, 'none'))).toThrow(/nothing at/);
});

test('the same words in the same mode are always translated alike, and unread words to nothing', () => {
  const once = translate('create file a.md with "x"', 'mechanic');
  expect(once).toEqual(translate('create file a.md with "x"', 'mechanic'));
  expect(once).toMatchObject({ rule: 'file_create', logline: expect.stringContaining('JOB: file_create') });
  expect(translate('qwertz', 'mechanic')).toMatchObject({ rule: 'bug_fix' });
  expect(translate('!', 'mechanic')).toMatchObject({ rule: null, logline: '' });
});
