import { expect, test } from 'vitest';
import { readRemote } from './remote.ts';

const own = { 'git.example.org': { kind: 'gitlab' }, 'code.example.org:8443': { kind: 'github' } } as const;

test.each([
  ['https://github.com/owner/name.git', 'github', 'https://api.github.com', 'owner/name'],
  ['git@github.com:owner/name.git', 'github', 'https://api.github.com', 'owner/name'],
  ['ssh://git@github.com:22/owner/na.me', 'github', 'https://api.github.com', 'owner/na.me'],
  ['https://user:secret@gitlab.com/group/sub/name/', 'gitlab', 'https://gitlab.com/api/v4', 'group/sub/name'],
  ['git@git.example.org:group/name', 'gitlab', 'https://git.example.org/api/v4', 'group/name'],
  ['https://code.example.org:8443/a/b.git', 'github', 'https://code.example.org:8443/api/v3', 'a/b'],
])('%s is a repository on a forge', (address, kind, api, path) => {
  const found = readRemote(address, own);
  expect(found).toMatchObject({ kind, api, path });
  expect(found.pushUrl).toBe(`https://${found.host}/${path}.git`);
  expect(JSON.stringify(found)).not.toContain('secret');
});

test.each([
  '/srv/git/name.git',
  '../name',
  'file:///srv/name',
  'https://github.com/name',
  'git@github.com:../../x',
  '',
])('%j is none', (address) => {
  expect(() => readRemote(address, own)).toThrow(/names no repository on a server/);
});

test('A host of an unknown kind is told, with the setting that names it', () => {
  expect(() => readRemote('https://unknown.example/a/b', own)).toThrow(/not known what kind/);
});
