import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startForge, type TestForge } from '../../forges/testing-forge.ts';
import { openPlace, type Place } from './testing-launcher.ts';

let place: Place;
let forge: TestForge;
let repository: string;
const token = 'token-of-the-test-0123456789';

beforeEach(async () => {
  place = openPlace();
  const root = join(place.folder, 'forge');
  mkdirSync(join(root, 'owner'), { recursive: true });
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', join(root, 'owner/name.git')]);
  execFileSync('git', ['-C', join(root, 'owner/name.git'), 'config', 'http.receivepack', 'true']);
  forge = await startForge(root);
  forge.pushers.add(token);
  repository = place.repository('shop');
  place.git(repository, 'remote', 'add', 'origin', `http://${forge.host}/owner/name.git`);
});
afterEach(async () => {
  await forge[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});

const bare = () => join(place.folder, 'forge/owner/name.git');
/** The user's settings say what kind of server it is. */
const setKind = (kind: string) => {
  const settings = { forges: { [forge.host]: { kind, api: `http://${forge.host}/api` } } };
  mkdirSync(place.state, { recursive: true });
  writeFileSync(join(place.state, 'config.yaml'), JSON.stringify(settings));
};
const done = async () => {
  const { stdout, code } = await place.run([
    'run',
    'create file docs/notes.md with "hello"',
    '--json',
    '--repo',
    repository,
  ]);
  expect(code).toBe(0);
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { job: { id: string } };
  return report.job.id;
};
const publish = (id: string, kind: string, flags: string[] = [], more: Record<string, string> = {}) => {
  setKind(kind);
  const env = { CODEWRIGHT_GITHUB_TOKEN: token, GITLAB_TOKEN: token, ...more };
  return place.run(['jobs', 'publish', id, ...flags], { env });
};

test('A proven branch becomes a pull request on GitHub with its evidence, and is brought up to date the next time', async () => {
  const url = `http://${forge.host}/owner/name/pull/7`;
  forge.answers.set('GET /api/repos/owner/name', [{ status: 200, body: { default_branch: 'main' } }]);
  forge.answers.set('POST /api/repos/owner/name/pulls', [
    { status: 201, body: { html_url: url, number: 7 } },
    { status: 422, body: { message: 'Validation Failed', errors: [{ message: 'A pull request already exists' }] } },
  ]);
  forge.answers.set('GET /api/repos/owner/name/pulls', [{ status: 200, body: [{ html_url: url, number: 7 }] }]);
  forge.answers.set('PATCH /api/repos/owner/name/pulls/7', [{ status: 200, body: {} }]);
  const id = await done();
  const first = await publish(id, 'github', ['--draft']);
  expect(first.stderr).toBe('');
  expect(first.stdout).toBe(`Opened ${url}\n`);
  const branch = execFileSync('git', ['-C', bare(), 'branch', '--format=%(refname:short)'], {
    encoding: 'utf8',
  }).trim();
  expect(branch).toMatch(/^codewright\//);
  expect(execFileSync('git', ['-C', bare(), 'show', `${branch}:docs/notes.md`], { encoding: 'utf8' })).toBe('hello\n');
  const call = forge.calls.find(({ method }) => method === 'POST');
  expect(call).toMatchObject({
    authorization: `Bearer ${token}`,
    body: { head: branch, base: 'main', draft: true, title: expect.stringContaining('docs/notes.md') },
  });
  const { body } = (call?.body ?? {}) as { body: string };
  expect(body).toContain('| ✓ patch-limits |');
  expect(body).toContain('"payloadType":"application/vnd.in-toto+json"');

  const again = await publish(id, 'github');
  expect(again.stdout).toBe(`Brought up to date: ${url}\n`);
  expect(forge.calls.at(-1)).toMatchObject({ method: 'PATCH', path: '/api/repos/owner/name/pulls/7' });
  const record = await place.history(id);
  expect(record.at(-1)?.data).toMatchObject({ event: 'result-published', url, number: 7 });
  expect(readFileSync(join(place.state, 'codewright.db')).includes(token)).toBe(false);
  expect(place.git(repository, 'config', '--local', '--list')).not.toContain('token');
});

test('On GitLab it is a merge request', async () => {
  const url = `http://${forge.host}/owner/name/-/merge_requests/3`;
  forge.answers.set('POST /api/projects/owner%2Fname/merge_requests', [
    { status: 201, body: { web_url: url, iid: 3 } },
  ]);
  const { stdout } = await publish(await done(), 'gitlab', ['--base', 'develop']);
  expect(stdout).toBe(`Opened ${url}\n`);
  expect(forge.calls).toMatchObject([{ authorization: token, body: { target_branch: 'develop' } }]);
});

test('What stands in the way is told, and nothing is said to be published', async () => {
  const id = await done();
  const says = async (flags: string[], more: Record<string, string>, words: RegExp) => {
    const { code, stderr, stdout } = await publish(id, 'github', flags, more);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(words);
  };
  await says(['--remote', 'other'], {}, /has no remote other/);
  await says([], { CODEWRIGHT_GITHUB_TOKEN: '' }, /no token for/);
  await says([], { CODEWRIGHT_GITHUB_TOKEN: 'another-token-0123456789' }, /does not let this token push/);
  forge.answers.set('GET /api/repos/owner/name', [{ status: 200, body: { default_branch: 'main' } }]);
  forge.answers.set('POST /api/repos/owner/name/pulls', [
    { status: 403, body: { message: 'Resource not accessible' } },
  ]);
  await says([], {}, /does not let this token do that: Resource not accessible/);
  // The remote's branch goes on without us: it is not forced.
  const work = join(place.folder, 'other');
  execFileSync('git', ['clone', '-q', bare(), work]);
  const branch = place.git(repository, 'branch', '--list', 'codewright/*', '--format=%(refname:short)');
  place.git(work, 'checkout', '-q', branch);
  place.git(work, 'commit', '-q', '--allow-empty', '-m', 'Someone else');
  place.git(work, 'push', '-q', 'origin', branch);
  const theirs = place.git(work, 'rev-parse', 'HEAD');
  place.git(repository, 'branch', '-f', branch, 'HEAD');
  await says([], {}, /has gone on, or takes no push/);
  expect(place.git(bare(), 'rev-parse', branch)).toBe(theirs);
  expect((await place.history(id)).some(({ data }) => data['event'] === 'result-published')).toBe(false);
});
