import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiBench, openApi } from './testing.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await openApi();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function tokenOf(user: string): Promise<string> {
  await bench.access.addUser({ id: user, role: 'member' }, 'local');
  return (await bench.access.addToken({ user, name: 'test' }, 'local')).secret;
}

test('a saved list is its owner’s to list, to replace by its name and to remove; who is given its id may read it', async () => {
  const [ann, bob] = [await tokenOf('ann'), await tokenOf('bob')];
  const as =
    (token: string) =>
    async (path: string, method = 'GET', body?: unknown) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await bench.call(path, {
        token,
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
  const [asAnn, asBob] = [as(ann), as(bob)];
  const made = await asAnn('/api/views', 'POST', { name: 'Broken', filters: { status: 'failed', q: 'parser' } });
  expect(made).toMatchObject({ status: 201, body: { name: 'Broken', owner: 'ann' } });
  await asAnn('/api/views', 'POST', { name: 'broken', filters: { status: 'failed' } });
  const { body } = await asAnn('/api/views');
  expect(body).toMatchObject({ views: [{ id: made.body['id'], name: 'broken', filters: { status: 'failed' } }] });
  const address = `/api/views/${encodeURIComponent(String(made.body['id']))}`;
  expect((await asBob('/api/views')).body).toEqual({ views: [] });
  expect((await asBob(address)).body).toMatchObject({ filters: { status: 'failed' }, owner: 'ann' });
  expect((await asBob(address, 'DELETE')).status).toBe(404);
  expect((await asAnn('/api/views', 'POST', { name: ' ', filters: {} })).status).toBe(422);
  expect((await asAnn('/api/views', 'POST', { name: 'x', filters: { 'a b': 'c' } })).status).toBe(422);
  expect((await asAnn(address, 'DELETE')).body).toEqual({ removed: true });
  expect((await asBob(address)).status).toBe(404);
});
