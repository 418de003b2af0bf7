import { expect, test } from 'vitest';
import { openPlace } from './testing-launcher.ts';

test('users and tokens are managed in a terminal while a server runs, and take effect there at once', async () => {
  await using place = openPlace();
  // Before any server has run here: the address is that of the settings.
  expect((await place.run(['users', 'link'])).stdout).toMatch(/^http:\/\/127\.0\.0\.1:4180\/#code=[\w-]{43}\n$/);
  const server = place.start(['serve', '--port', '0', '--workers', '0']);
  const [, own = ''] = await server.says(/Dashboard: (\S+)/);
  const { origin: url } = new URL(own);
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await place.run(args);
    expect(code, stderr).toBe(0);
    return stdout.trim();
  };
  const as = async (secret: string) => {
    const response = await fetch(`${url}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
    return response.ok ? ((await response.json()) as object) : response.status;
  };
  expect(await run('users', 'list')).toMatch(/^NAME.*\nlocal +admin/);
  const added = await run('users', 'add', 'ann', '--role', 'viewer');
  expect(added).toContain('ann is viewer');
  const link = new URL(added.split('\n').at(-1) ?? '');
  expect(link.origin).toBe(url);

  const secret = await run('tokens', 'add', 'a script', '--user', 'ann', '--days', '7');
  expect(await as(secret)).toEqual({ user: 'ann', role: 'viewer' });
  await run('users', 'role', 'ann', 'member');
  expect(await as(secret)).toEqual({ user: 'ann', role: 'member' });
  const listed = await run('tokens', 'list');
  expect(listed).toMatch(/ann +token .* a script$/m);
  expect(listed).not.toContain(secret);
  const [id = ''] = /^\S{8}(?= +ann)/m.exec(listed) ?? [];

  const stream = await fetch(`${url}/api/events/stream`, { headers: { authorization: `Bearer ${secret}` } });
  expect(stream.status).toBe(200);
  const ended = stream.text().then(
    () => 'ended',
    () => 'cut off',
  );
  await run('tokens', 'revoke', id);
  expect(await as(secret)).toBe(401);
  // The server hears of it by its own look, not from the command.
  expect(await ended).toBe('cut off');

  // The link signs one browser in, once.
  const signIn = () =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'x-codewright': '1' },
      body: JSON.stringify({ secret: link.hash.slice('#code='.length) }),
    });
  const first = await signIn();
  expect([first.status, await first.json()]).toEqual([201, { user: 'ann', role: 'member' }]);
  expect((await signIn()).status).toBe(401);

  await run('users', 'remove', 'ann');
  for (const wrong of [
    ['users', 'remove', 'ann'],
    ['users', 'add', 'Not A Name'],
    ['users', 'add', 'local'],
    ['users', 'role', 'local', 'viewer'],
    ['users', 'role', 'ann', 'king'],
    ['tokens', 'add', 'x', '--user', 'ann'],
    ['tokens', 'add', 'x', '--days', '0'],
    ['tokens', 'revoke', 'nope'],
    ['--server', url, 'users', 'list'],
  ]) {
    const { code, stdout, stderr } = await place.run(wrong);
    expect([wrong, code, stdout]).toEqual([wrong, 2, '']);
    expect(stderr).toContain('What to do');
  }
  server.child.kill('SIGTERM');
  await server.ended;
});
